"""What is told when a batch has come to its end, and with which exit code it leaves."""

import dataclasses as dc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handoutgen.cli import options

if TYPE_CHECKING:
    from handoutgen.batch.run import Outcome
    from handoutgen.translation.words import Words

BUG = 1


def tell_problems(outcome: "Outcome", words: "Words") -> None:
    """Every problem of every handout that was not made, and why the batch stopped if it did."""
    from handoutgen.cli.main import report
    from handoutgen.said import said

    failed = [
        dc.replace(
            problem,
            message=said(
                "{file} was not made: {reason}", file=failure.file, reason=problem.message
            ),
        )
        for failure in outcome.failures
        for problem in failure.problems
    ]
    report([*failed, *outcome.stopped], words)


def exit_code(outcome: "Outcome") -> int:
    """Why it stopped, else that of the first handout that was not made; 1 for a bug of ours."""
    from handoutgen.errors import HandoutError

    if any(failure.bug for failure in outcome.failures):
        return BUG
    reasons = filter(None, (outcome.stopped, *(f.problems for f in outcome.failures)))
    return next((int(HandoutError(problems).exit_code) for problems in reasons), 0)


def tell_summary(outcome: "Outcome", folder: Path, *, as_json: bool) -> None:
    """The counts, and where the manifest is."""
    from handoutgen.batch.manifest import NAME

    tally = outcome.tally
    if as_json:
        options.print_json(
            {
                "folder": str(folder),
                "manifest": None if outcome.stopped else str(folder / NAME),
                "handouts": tally.whole,
                "made": tally.made,
                "unchanged": tally.unchanged,
                "not_reached": tally.whole - tally.done,
                "failed": [
                    {"file": f.file, "problems": [str(problem) for problem in f.problems]}
                    for f in outcome.failures
                ],
                "stopped": [str(problem) for problem in outcome.stopped],
                "left": list(outcome.left),
            }
        )
        return
    rows = [
        ("Made", str(tally.made)),
        ("Unchanged", str(tally.unchanged) if tally.unchanged else ""),
        ("Not made", f"{tally.failed} of {tally.whole}" if tally.failed else ""),
        ("Not reached", _not_reached(outcome)),
        ("Manifest", "" if outcome.stopped else str(folder / NAME)),
        ("Of other plans", _left(outcome.left)),
    ]
    click.echo("\n".join([str(folder), *(f"  {name:<16}{text}" for name, text in rows if text)]))


def _left(left: tuple[str, ...]) -> str:
    if not left:
        return ""
    more = ", …" if len(left) > 1 else ""
    return f"{len(left)} files of an earlier manifest stay where they are: {left[0]}{more}"


def _not_reached(outcome: "Outcome") -> str:
    tally = outcome.tally
    if not outcome.stopped:
        return ""
    return f"{tally.whole - tally.done} of {tally.whole}; --resume goes on"
