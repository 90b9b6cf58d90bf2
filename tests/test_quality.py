"""What a machine may say about a handout, and that it says no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fixture_library import COMPARISON, WORKSPACE

from handoutgen.assets import Assets
from handoutgen.build import build
from handoutgen.cli.quality_page import card_style, quality_page
from handoutgen.content.layouts import PrintForm
from handoutgen.content.library import Library, load_library
from handoutgen.document.nodes import Cell, Table, walk
from handoutgen.quality import ITEMS, Finding, QualityCard, quality_card
from handoutgen.render.pdf.fonts import load_faces
from handoutgen.render.pdf.write import render_pdf
from handoutgen.render.style import load_style
from handoutgen.selection import HandoutRequest
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
    bad = next(iter(section.values())).model_copy(update={"id": "bad", "heading": "Overview"})
    known = dict(library.sections) | {COMPARISON: {**section, "bad": bad}}

    worse = replace(library, sections=known)
    assert found(carded(worse, HandoutRequest(COMPARISON)), "PEMAT-P", 9)[0] == "yes"
    only_bad = HandoutRequest(COMPARISON, section=("bad",))
    assert found(carded(worse, only_bad), "PEMAT-P", 9) == ("no", "Empty headings: 1.")


def test_the_page_is_accessible_and_leaves_room_for_two_raters(library: Library) -> None:
    handout = build(HandoutRequest("ms-vs-als"), "text", library, ASSETS)
    card = quality_card(handout, library, ASSETS)
    page = quality_page(card, handout)
    *instruments, _reading = (b for b in walk(page.blocks) if isinstance(b, Table))
    rows = [row for table in instruments for row in table.rows]
    assert len(rows) == len(card.items)
    assert all(row.cells[2:] == (Cell(()), Cell(())) for row in rows)
    style = load_style(ASSETS)
    faces = load_faces(ASSETS, style)
    content = render_pdf(page, card_style(style), faces, PrintForm(), handout.edition)
    assert validate_pdf(content).pages <= 4
    assert content == render_pdf(page, card_style(style), faces, PrintForm(), handout.edition)
