"""What a machine may say about a handout, and that it says no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, replace
from itertools import pairwise

import pytest
from fixture_library import COMPARISON, WORKSPACE
from readback.raster import blank_margins, render_page
from readback.structure import read_structure

from handoutgen.assets import Assets
from handoutgen.build import build
from handoutgen.cli.quality_page import card_style, quality_page
from handoutgen.content.layouts import Paper, PrintForm
from handoutgen.content.library import Library, load_library
from handoutgen.document.inline import inline_text
from handoutgen.document.nodes import Cell, Paragraph, Table, walk
from handoutgen.quality import ITEMS, Finding, QualityCard, quality_card
from handoutgen.render.pdf.fonts import load_faces
from handoutgen.render.pdf.write import render_pdf
from handoutgen.render.style import load_style
from handoutgen.selection import HandoutRequest
from handoutgen.translation.words import ENGLISH
from handoutgen.verdict import validate_pdf

ASSETS = Assets.find(WORKSPACE)
HUMAN = [("PEMAT-P", 2), ("PEMAT-P", 15), ("PEMAT-P", 26), ("CDC Index", 1), ("CDC Index", 18)]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ASSETS)


def carded(library: Library, request: HandoutRequest) -> QualityCard:
    return quality_card(build(request, "text", library, ASSETS), library, ASSETS)


def found(card: QualityCard, instrument: str, number: int) -> Finding:
    (item,) = (i for i in card.items if (i.instrument, i.number) == (instrument, number))
    return item.answer, item.measured


def every_request(library: Library) -> Iterator[HandoutRequest]:
    for name in library.comparisons:
        yield HandoutRequest(name)
        yield HandoutRequest(name, wording="detailed")


def test_every_item_is_on_the_card_in_order(library: Library) -> None:
    card = carded(library, HandoutRequest(COMPARISON))
    assert {name: len(items) for name, items in ITEMS.items()} == {
        "PEMAT-P": 24,
        "CDC Index": 20,
        "JAMA": 4,
    }
    expected = [(name, number) for name, items in ITEMS.items() for number in items]
    assert [(i.instrument, i.number) for i in card.items] == expected


def test_a_machine_never_answers_for_a_person(library: Library) -> None:
    for request in every_request(library):
        card = carded(library, request)
        assert {found(card, *item)[0] for item in HUMAN} == {"for a person"}
        decided = [i for i in card.items if i.answer in ("yes", "no")]
        assert all(item.measured for item in decided)
        met = sum(item.answer == "yes" for item in decided)
        sentence = f"machine pre-check: {met} of {len(decided)} items that a machine can decide"
        assert card.precheck == sentence


def test_what_is_not_there_is_not_rated(library: Library) -> None:
    words = HandoutRequest("ms-vs-als", section=("mood",))
    card = carded(library, words)
    assert found(card, "PEMAT-P", 17) == ("does not apply", "No visuals.")
    assert found(card, "PEMAT-P", 19) == ("does not apply", "No tables.")
    table = carded(library, HandoutRequest("ms-vs-als", section=("symptoms",)))
    assert found(table, "PEMAT-P", 19)[0] == "yes"


def test_a_small_figure_in_a_card_has_its_label_for_a_title(library: Library) -> None:
    card = carded(library, HandoutRequest("ms-vs-als", section=("in-short",)))
    assert found(card, "PEMAT-P", 17) == ("yes", "Without caption: 0.")


def test_who_paid_and_who_checked_is_never_assumed(library: Library) -> None:
    card = carded(library, HandoutRequest(COMPARISON))
    assert found(card, "JAMA", 1) == ("no", "Author named. No review in force.")
    assert found(card, "JAMA", 3)[0] == "no"
    told = carded(library, HandoutRequest(COMPARISON, funding="The clinic paid for this."))
    assert found(told, "JAMA", 3)[0] == "for a person"


def test_the_measure_is_of_the_wording_that_prints(library: Library) -> None:
    plain = carded(library, HandoutRequest("ms-vs-als"))
    detailed = carded(library, HandoutRequest("ms-vs-als", wording="detailed"))
    assert detailed.levels.raw.words > plain.levels.raw.words
    assert detailed.levels.raw.flesch_kincaid > plain.levels.raw.flesch_kincaid


def test_what_is_wrong_elsewhere_is_not_held_against_a_handout(library: Library) -> None:
    section = library.sections[COMPARISON]
    bad = next(iter(section.values())).changed(id="bad", heading="Overview")
    known = dict(library.sections) | {COMPARISON: {**section, "bad": bad}}

    worse = replace(library, sections=known)
    assert found(carded(worse, HandoutRequest(COMPARISON)), "PEMAT-P", 9)[0] == "yes"
    only_bad = HandoutRequest(COMPARISON, section=("bad",))
    assert found(carded(worse, only_bad), "PEMAT-P", 9) == ("no", "Empty headings: 1.")


TITLE = "Cold, flu, or COVID-19, and what you and your family can do at home about each of them"
REQUESTS = (
    HandoutRequest("ms-vs-als"),
    HandoutRequest("ms-vs-als", wording="detailed", section=("symptoms", "outlook")),
    HandoutRequest("cold-flu-covid", title=f"{TITLE} {TITLE}"[:200]),
)


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.comparison)
def test_the_card_is_one_accessible_sheet(
    request_: HandoutRequest, paper: Paper, library: Library
) -> None:
    handout = build(request_, "text", library, ASSETS)
    page = quality_page(quality_card(handout, library, ASSETS), handout, library.words, ENGLISH)
    style = load_style(ASSETS)
    looks = card_style(style)
    assert min(getattr(looks.type, name).size for name in type(looks.type).fields) >= 12
    faces = load_faces(ASSETS, style)
    content = render_pdf(page, looks, faces, PrintForm(paper=paper), handout.edition)
    assert validate_pdf(content).pages == 1
    assert content == render_pdf(page, looks, faces, PrintForm(paper=paper), handout.edition)
    margins = blank_margins(render_page(content, 0))
    assert min(astuple(margins)) >= 18


def test_the_card_reads_back_in_order_and_leaves_room_for_two_raters(library: Library) -> None:
    handout = build(HandoutRequest("ms-vs-als"), "text", library, ASSETS)
    card = quality_card(handout, library, ASSETS)
    page = quality_page(card, handout, library.words, ENGLISH)
    tables = {h.inlines: t for h, t in pairwise(walk(page.blocks)) if isinstance(t, Table)}
    assert len(tables) == 5
    *_, reading = tables
    rows = [r for heading, table in tables.items() if heading != reading for r in table.rows]
    assert len(rows) == len(card.items)
    for row in rows:
        (first, _, *boxes) = row.cells
        assert first.scope == "row"
        assert [inline_text(p.inlines) for box in boxes for p in box.blocks] == ["", ""]
    style = load_style(ASSETS)
    content = render_pdf(
        page, card_style(style), load_faces(ASSETS, style), PrintForm(), handout.edition
    )
    assert [element.text for element in read_structure(content).find("H2")] == [
        "PEMAT-P: easy to understand",
        "PEMAT-P: easy to act on",
        "JAMA benchmarks",
        "CDC Clear Communication Index",
        "Reading level",
    ]


def test_what_a_person_has_to_say_is_left_empty_on_paper(library: Library) -> None:
    handout = build(HandoutRequest("ms-vs-als"), "text", library, ASSETS)
    card = quality_card(handout, library, ASSETS)
    page = quality_page(card, handout, library.words, ENGLISH)
    shown = {
        inline_text(row.cells[0].blocks[0].inlines): row.cells[1]
        for block in walk(page.blocks)
        if isinstance(block, Table)
        for row in block.rows
        if isinstance(row.cells[0].blocks[0], Paragraph)
    }
    for item in card.items:
        if item.answer == "for a person":
            assert shown[f"{item.number}. {item.text}"] == Cell(())
    words = " ".join(inline_text(b.inlines) for b in walk(page.blocks) if isinstance(b, Paragraph))
    assert "It is no score" in words
