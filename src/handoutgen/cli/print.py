"""`handoutgen print`: a handout on paper."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from handoutgen.cli import clock, options
from handoutgen.content.layouts import LAYOUTS, PAPERS

if TYPE_CHECKING:
    from handoutgen.cli.making import Made
    from handoutgen.cli.print_target import Outcome
    from handoutgen.print_job import PrintJob
    from handoutgen.translation.words import Words

MANY = 100
"""More sheets than this are asked about."""

EPILOG = """\b
Examples:
  handoutgen print newly-diagnosed --copies 30 --duplex --mono
  handoutgen print newly-diagnosed --printer front-desk --paper a4
  handoutgen print waiting-room --printer ipp://printer.local/ipp/print

A name is that of a printer of the system (CUPS: `lpstat -e` lists them). An address that starts
with ipp:// or ipps:// is that of the printer itself, and nothing else is asked. What goes to it
are the bytes that `handoutgen build` writes.
"""


@click.command("print", epilog=EPILOG)
@click.argument(
    "comparison", metavar="HANDOUT|COMPARISON", shell_complete=options.complete_buildable
)
@click.option(
    "--printer", metavar="NAME|ipp://...", help="The printer; by default the system's usual one."
)
@click.option(
    "--copies", "-n", type=click.IntRange(1, 9999), default=1, help="How many; by default one."
)
@click.option("--duplex", is_flag=True, default=None, help="Print on both sides.")
@click.option("--mono", is_flag=True, help="Print in black only.")
@click.option("--yes", "-y", is_flag=True, help=f"Do not ask before more than {MANY} sheets.")
@options.section_option("Print this section; repeat it for more, in the order given.")
@options.without_option
@options.wording_option
@click.option("--layout", type=click.Choice(LAYOUTS), help="How the pages are made.")
@click.option(
    "--style", metavar="NAME", shell_complete=options.complete_style, help="How it looks."
)
@click.option("--paper", type=click.Choice(PAPERS), help="The size of the sheet.")
@click.option("--locale", metavar="en-US", help="Whose emergency number it prints.")
@options.language_option
@click.option(
    "--date", metavar="YYYY-MM-DD", callback=clock.day, help="The file's date, as for `build`."
)
@options.json_option
@options.workspace_option
@options.pass_words
def command(
    comparison: str,
    printer: str | None,
    copies: int,
    mono: bool,
    yes: bool,
    as_json: bool,
    workspace: str | None,
    words: "Words",
    **choices: Any,
) -> None:
    """Print a handout, after asking the printer what it can do."""
    if choices["date"] is None:
        choices["date"] = clock.source_date(options.environment())

    from handoutgen.build import SHEETS
    from handoutgen.cli.making import make_pdf
    from handoutgen.cli.print_target import find_target
    from handoutgen.cli.request import Choices, find_request
    from handoutgen.errors import HandoutError
    from handoutgen.print_job import PrintJob, refusals, remarks, sides, takes_both_sides

    target = find_target(printer)
    assets = options.find_assets(workspace)
    library = options.load_library(assets)
    name, request = find_request(comparison, Choices(**choices), library, assets)
    made = make_pdf(request, library, assets)
    sheets = made.handout.companions.get(SHEETS)
    pages = sides(made.verdict.pages) if sheets else made.verdict.pages
    job = PrintJob(
        name=name,
        content=sheets or made.handout.content,
        pages=pages,
        paper=request.sheet,
        layout=request.layout,
        copies=copies,
        duplex=request.duplex or takes_both_sides(request.layout, pages),
        mono=mono,
    )
    can = target.capabilities()
    problems = list(refusals(job, can))
    if problems:
        raise HandoutError(problems)
    for remark in remarks(job, can):
        click.echo(words.said(remark), err=True)
    if job.sheets > MANY and not yes and not _agreed(job, words):
        click.echo(words("Nothing was printed."))
        return
    outcome = target.send(job, can)
    if as_json:
        options.print_json(_as_json(job, made, can.name, outcome))
    else:
        click.echo("\n".join(_lines(job, made, can.name, outcome, words)))


def _agreed(job: "PrintJob", words: "Words") -> bool:
    """Whether somebody who sits there says yes; raises HandoutError U042 when nobody does."""
    question = words.many(
        "This takes {n} sheet of paper. Print?",
        "This takes {n} sheets of paper. Print?",
        job.sheets,
    )
    if sys.stdin is not None and sys.stdin.isatty():
        return click.confirm(question, err=True)
    from handoutgen.errors import HandoutError, Problem
    from handoutgen.said import counted, said

    message = counted(
        "this takes {n} sheet of paper, and nobody is there to be asked",
        "this takes {n} sheets of paper, and nobody is there to be asked",
        job.sheets,
    )
    hint = said("say yes beforehand with --yes.")
    raise HandoutError([Problem("U042", message, hint=hint)])


def _lines(
    job: "PrintJob", made: "Made", printer: str, outcome: "Outcome", words: "Words"
) -> Iterator[str]:
    pages = words.many("{n} page", "{n} pages", job.pages)
    copies = words("{count} of {pages}", count=job.copies, pages=pages)
    colour = f", {words('black only')}" if job.mono else ""
    yield words("{handout} on {printer}", handout=job.name, printer=printer)
    for name, text in (
        (words("Copies"), f"{copies}, {job.paper}, {job.sides}{colour}"),
        (words("Sheets"), str(job.sheets)),
        (words("Edition"), made.handout.edition),
        (words("Job"), f"{outcome.job}, {words.said(outcome.state)}"),
    ):
        yield f"  {name:<16}{text}"


def _as_json(job: "PrintJob", made: "Made", printer: str, outcome: "Outcome") -> dict[str, Any]:
    return {
        "handout": job.name,
        "printer": printer,
        "job": outcome.job,
        "state": outcome.state,
        "copies": job.copies,
        "pages": job.pages,
        "sheets": job.sheets,
        "paper": job.paper,
        "sides": job.sides,
        "mono": job.mono,
        "edition": made.handout.edition,
    }
