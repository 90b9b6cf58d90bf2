"""`handoutgen build`: one handout as a file, and what is to be told about it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handoutgen.cli import clock, options
from handoutgen.cli.destination import SUFFIXES, beside, check_output, put_down, to_standard_output
from handoutgen.cli.preview_files import PreviewFiles, check_preview, draw_preview
from handoutgen.content.layouts import LAYOUTS, PAPERS

if TYPE_CHECKING:
    from handoutgen.build import Format
    from handoutgen.reading import ReadingLevels
    from handoutgen.reading_score import Score
    from handoutgen.translation.words import Words

EPILOG = """\b
Examples:
  handoutgen build ms-vs-als
  handoutgen build ms-vs-als --section symptoms --section tests --wording detailed
  handoutgen build newly-diagnosed --locale en-US -o for-printing.pdf
  handoutgen build ms-vs-als --layout leaflet --style ink-saver --paper a4
  handoutgen build newly-diagnosed --preview
  handoutgen build ms-vs-als --language es --locale es-US
  handoutgen build handouts/mine.yaml --format text -o - | less

An option goes over the value in a saved handout. Where a comparison and a saved handout have
the same name, the comparison is built; give the path of the handout instead.
"""


@click.command("build", epilog=EPILOG)
@click.argument(
    "comparison", metavar="COMPARISON|HANDOUT", shell_complete=options.complete_buildable
)
@options.section_option("Print this section; repeat it for more, in the order given.")
@options.without_option
@options.wording_option
@click.option(
    "--layout", type=click.Choice(LAYOUTS), help="How the pages are made; by default a handout."
)
@click.option(
    "--style",
    metavar="NAME",
    shell_complete=options.complete_style,
    help="How it looks: standard, large-print, ink-saver, or a clinic's own.",
)
@click.option("--paper", type=click.Choice(PAPERS), help="The size of the sheet.")
@click.option(
    "--binding", is_flag=True, default=None, help="Leave room for holes at the binding edge."
)
@click.option(
    "--duplex", is_flag=True, default=None, help="Ask the printer to print on both sides."
)
@click.option(
    "--format", "form", type=click.Choice(tuple(SUFFIXES)), help="By default what -o ends in."
)
@click.option("--title", metavar="TEXT", help="A title in place of the comparison's own.")
@click.option(
    "--template", metavar="NAME", shell_complete=options.complete_template, help="The arrangement."
)
@click.option("--locale", metavar="en-US", help="Whose emergency number it prints.")
@options.language_option
@click.option(
    "--allow-draft",
    is_flag=True,
    default=None,
    help="Print a translation that is not complete, marked as a draft.",
)
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    callback=clock.day,
    help="The file's date; else SOURCE_DATE_EPOCH, else that of the content. Reviews count "
    "on this day, by default on today.",
)
@click.option(
    "--output",
    "-o",
    metavar="PATH",
    type=click.Path(allow_dash=True),
    help="The file to write, - for standard output.",
)
@click.option(
    "--preview",
    "with_preview",
    is_flag=True,
    help="Also write a picture of each page, NAME-page-1.png and so on, and one of all pages, "
    "NAME-contact-sheet.png.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but problems.")
@options.json_option
@options.workspace_option
@options.pass_words
def command(
    comparison: str,
    form: "Format | None",
    output: str | None,
    with_preview: bool,
    quiet: bool,
    as_json: bool,
    workspace: str | None,
    words: "Words",
    **choices: Any,
) -> None:
    """Build a handout from a comparison or a saved handout."""
    if choices["date"] is None:
        choices["date"] = clock.source_date(options.environment())
    form = form or _form(output)
    if with_preview:
        check_preview(form, output)
    if output is not None:
        check_output(output, form)
    assets = options.find_assets(workspace)

    from handoutgen.build import build, library_in
    from handoutgen.cli.request import Choices, find_request
    from handoutgen.content.library import SOURCE_LANGUAGE
    from handoutgen.output import check_target
    from handoutgen.verdict import validate_pdf

    library = options.load_library(assets)
    cache = options.user_cache(options.environment())
    name, request = find_request(comparison, Choices(**choices), library, assets, cache)
    # Which reviews are in force is a matter of the day; nothing else in the file is.
    request = replace(request, today=request.date or clock.today(options.environment()))
    path = output or name + SUFFIXES[form]
    if path != "-":
        check_target(Path(path))
    if with_preview:
        PreviewFiles.beside(Path(path)).check()
    handout = build(request, form, library, assets, cache)
    verdict = validate_pdf(handout.content) if form == "pdf" else None
    companions = beside(path, handout.companions)
    measured: tuple[ReadingLevels | None, Score] | None = None
    if not quiet:
        from handoutgen.reading import ReadingMeter
        from handoutgen.reading_score import graded, score

        first, *_ = request.language or (SOURCE_LANGUAGE,)
        meter = ReadingMeter.load(assets, library.glossary.values())
        sections, wording = handout.selection.sections, request.wording
        if first == SOURCE_LANGUAGE:
            levels = meter.measure(sections, wording)
            measured = levels, graded(levels)
        else:
            there = library_in(first, request, library, assets, cache)
            measured = None, score(sections, wording, there, meter)
    pictures = files = None
    if with_preview:
        pictures = draw_preview(handout, assets)
        files = PreviewFiles.beside(Path(path), len(pictures.pages))
        files.check()
    if path == "-":
        to_standard_output(handout.content)
    else:
        put_down(path, handout.content, companions)
    if pictures and files:
        files.write(pictures)
    if measured is None:
        return
    from handoutgen.cli.summary import Summary

    summary = Summary(path, handout, *measured, verdict, files, assets.workspace, tuple(companions))
    if as_json:
        options.print_json(summary.as_json(), err=path == "-")
    else:
        click.echo(summary.as_text(words), err=path == "-")


def _form(output: str | None) -> "Format":
    suffix = Path(output or "").suffix.lower()
    return next((f for f, known in SUFFIXES.items() if known == suffix), "pdf")
