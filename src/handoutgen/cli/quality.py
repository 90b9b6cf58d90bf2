"""`handoutgen quality`: what a machine can say of a handout's quality, and a form for the rest."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handoutgen.cli import clock, options
from handoutgen.said import said

if TYPE_CHECKING:
    from handoutgen.assets import Assets
    from handoutgen.build import Handout
    from handoutgen.content.library import Library
    from handoutgen.content.page_words import PageWords
    from handoutgen.quality import QualityCard
    from handoutgen.translation.words import Words

EPILOG = """\b
Examples:
  handoutgen quality waiting-room
  handoutgen quality ms-vs-als --section symptoms --wording detailed -o card.pdf
  handoutgen quality newly-diagnosed --language es
  handoutgen quality newly-diagnosed --json

The card lists the items of PEMAT-P, the CDC Clear Communication Index and the JAMA benchmarks,
answers those that a machine can decide, and leaves the others blank for two raters. It is no
score of any of them. The PDF is one sheet; what was measured for each item is in the JSON.
"""


def _one_language(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> tuple[str, ...] | None:
    return None if value is None else (value,)


@click.command("quality", epilog=EPILOG)
@click.argument(
    "comparison", metavar="HANDOUT|COMPARISON", shell_complete=options.complete_buildable
)
@options.section_option("Look at this section; repeat it for more, in the order given.")
@options.without_option
@options.wording_option
@click.option(
    "--language",
    metavar="es",
    callback=_one_language,
    shell_complete=options.complete_language,
    help="Look at the handout in this language.",
)
@click.option("--locale", metavar="en-US", help="Whose emergency number the handout prints.")
@click.option(
    "--output",
    "-o",
    metavar="PATH",
    type=click.Path(allow_dash=True),
    help="The PDF to write, - for standard output; by default NAME-quality.pdf.",
)
@options.json_option
@options.workspace_option
@options.pass_words
def command(
    words: "Words",
    comparison: str,
    output: str | None,
    as_json: bool,
    workspace: str | None,
    **choices: Any,
) -> None:
    """Make a quality card of a handout, with room for two raters."""
    from handoutgen.cli.destination import check_output, to_standard_output

    if as_json and output is not None:
        raise click.UsageError(said("--json prints the card: give it or -o, not both."))
    if output is not None:
        check_output(output, "pdf")
    assets = options.find_assets(workspace)

    from handoutgen.build import build, library_in
    from handoutgen.cli.request import Choices, find_request
    from handoutgen.content.library import SOURCE_LANGUAGE
    from handoutgen.output import check_target, write_atomically
    from handoutgen.quality import quality_card

    environ = options.environment()
    library, cache = options.load_library(assets), options.user_cache(environ)
    given = Choices(**choices, date=clock.source_date(environ))
    name, request = find_request(comparison, given, library, assets, cache)
    # Each language is measured in a way of its own, so a card is of one.
    language, *others = request.language or (SOURCE_LANGUAGE,)
    request = replace(request, language=(language,), today=request.date or clock.today(environ))
    path = output or f"{name}-quality.pdf"
    if not as_json and path != "-":
        check_target(Path(path))
    # As a PDF, so that the card names the edition that stands on the paper.
    handout = build(request, "pdf", library, assets, cache)
    card = quality_card(handout, library_in(language, request, library, assets, cache), assets)
    if as_json:
        options.print_json(_as_json(card, handout))
        return
    content = _pdf(card, handout, *_in_own_words(library, words, assets), assets)
    if path == "-":
        to_standard_output(content)
    else:
        write_atomically(Path(path), content)
    lines = [path, *(f"  {line}" for line in _lines(card, words))]
    if language != SOURCE_LANGUAGE:
        lines.append(
            "  "
            + words(
                "of the text in {language}: what was measured for English is left to people",
                language=language,
            )
        )
    for other in others:
        option = f"--language {other}"
        lines.append("  " + words("a card of the other language: {option}", option=option))
    if assets.workspace:
        lines.append("  " + words("Workspace: {folder}", folder=assets.workspace))
    click.echo("\n".join(lines), err=path == "-")


def _lines(card: "QualityCard", words: "Words") -> Iterator[str]:
    """What the card comes to, in short."""
    yield words.said(card.precheck)
    for item in card.items:
        if item.answer == "no":
            yield words(
                "not met: {instrument} {number}. {item}: {measured}",
                instrument=item.instrument,
                number=item.number,
                item=words(item.text),
                measured=words.said(item.measured),
            )
    left = sum(item.answer == "for a person" for item in card.items)
    yield words.many("left for two raters: {n} item", "left for two raters: {n} items", left)


def _in_own_words(
    library: "Library", words: "Words", assets: "Assets"
) -> "tuple[PageWords, Words]":
    """The page's words and the card's in the user's language; English where it has an error."""
    from handoutgen.errors import HandoutError
    from handoutgen.translation.words import ENGLISH

    try:
        return options.in_language(library, words.language, assets).words, words
    except HandoutError:
        return library.words, ENGLISH


def _pdf(
    card: "QualityCard",
    handout: "Handout",
    page_words: "PageWords",
    words: "Words",
    assets: "Assets",
) -> bytes:
    """The card as a file that the validator has passed."""
    from handoutgen.cli.quality_page import card_style, quality_page
    from handoutgen.content.layouts import PrintForm
    from handoutgen.render.pdf.document_faces import document_faces
    from handoutgen.render.pdf.fonts import load_faces
    from handoutgen.render.pdf.write import render_pdf
    from handoutgen.render.style import load_style
    from handoutgen.verdict import validate_pdf

    style = load_style(assets)
    page = quality_page(card, handout, page_words, words)
    faces = document_faces(page, load_faces(assets, style), style)
    form = PrintForm(paper=handout.selection.request.sheet)
    content = render_pdf(page, card_style(style), faces, form, handout.edition)
    validate_pdf(content)
    return content


def _as_json(card: "QualityCard", handout: "Handout") -> dict[str, Any]:
    """The card under stable keys; there is no key for a score, and raters fill in theirs."""
    from handoutgen.cli.language_table import level_json
    from handoutgen.cli.summary import reading_json

    selection = handout.selection
    return {
        "comparison": selection.comparison.id,
        "title": selection.title,
        "language": selection.comparison.language,
        "wording": selection.request.wording,
        "section": [section.id for section in selection.sections],
        "edition": handout.edition,
        "precheck": {
            "note": card.precheck,
            "met": card.met,
            "decided": len(card.decided),
        },
        "items": [
            {
                "instrument": item.instrument,
                "number": item.number,
                "item": item.text,
                "answer": item.answer,
                "measured": item.measured,
                "rater_1": None,
                "rater_2": None,
            }
            for item in card.items
        ],
        "reading_level": reading_json(card.levels) if card.levels else None,
        "readability": level_json(*card.level) if card.level else None,
    }
