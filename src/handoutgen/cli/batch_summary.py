"""What is told when a batch has come to its end, and with which exit code it leaves."""

import dataclasses as dc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handoutgen.cli import options

if TYPE_CHECKING:
    from handoutgen.batch.run import Outcome

BUG = 1


def failures_told(outcome: "Outcome") -> None:
    """Every problem of every handout that was not made, each with the name of its file."""
    from handoutgen.cli.main import report

    report(
        [
            dc.replace(problem, message=f"{failure.file} was not made: {problem.message}")
            for failure in outcome.failures
            for problem in failure.problems
        ]
    )


def exit_code(outcome: "Outcome") -> int:
    """That of the first handout that was not made; 1 when one met a bug of ours."""
    from handoutgen.errors import HandoutError

    if any(failure.bug for failure in outcome.failures):
        return BUG
    return next((int(HandoutError(f.problems).exit_code) for f in outcome.failures), 0)


def summary(outcome: "Outcome", folder: Path, *, as_json: bool) -> None:
    """The counts, and where the manifest is."""
    from handoutgen.batch.manifest import NAME

    tally = outcome.tally
    if as_json:
        options.print_json(
            {
                "folder": str(folder),
                "manifest": str(folder / NAME),
                "handouts": tally.whole,
                "made": tally.made,
                "unchanged": tally.unchanged,
                "failed": [
                    {"file": f.file, "problems": [str(problem) for problem in f.problems]}
                    for f in outcome.failures
                ],
                "left": list(outcome.left),
            }
        )
        return
    rows = [
        ("Made", str(tally.made)),
        ("Unchanged", str(tally.unchanged) if tally.unchanged else ""),
        ("Not made", f"{tally.failed} of {tally.whole}" if tally.failed else ""),
        ("Manifest", str(folder / NAME)),
        ("Of other plans", _left(outcome.left)),
    ]
    click.echo("\n".join([str(folder), *(f"  {name:<16}{text}" for name, text in rows if text)]))


def _left(left: tuple[str, ...]) -> str:
    if not left:
        return ""
    more = ", …" if len(left) > 1 else ""
    return f"{len(left)} files of an earlier manifest stay where they are: {left[0]}{more}"
