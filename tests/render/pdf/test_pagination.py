"""Where pages end: read from finished files, with a break in every place of a document."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from readback import Element
from readback.structure import artifacts, read_structure

from handoutgen.document.inline import Link, Text
from handoutgen.document.nodes import (
    Block,
    Callout,
    Cell,
    Figure,
    Heading,
    List,
    ListItem,
    Paragraph,
    Part,
    ReferenceEntry,
    References,
    Row,
    Section,
    SideBySide,
    Table,
)
from handoutgen.errors import HandoutError

from .builds import EDITION, document_of, render
from .checks import assert_inside, assert_sound, page_count
from .documents import drawing
from .limits import within
from .places import lines_of, lonely, pages_of

_SHIFTS = range(0, 61)


def _text(count: int, word: str = "word") -> tuple[Text]:
    return (Text(" ".join([word] * count)),)


def _words(count: int, lines: int = 0) -> Paragraph:
    return Paragraph(_text(count), lines=lines)


def _items(*counts: int) -> List:
    return List(tuple(ListItem((_words(count),)) for count in counts))


def _row(name: str, count: int) -> Row:
    return Row((Cell((Paragraph((Text(name),)),), "row"), Cell((_words(count),))))


def _table(rows: int, count: int) -> Table:
    head = Row(tuple(Cell((Paragraph((Text(t),)),), "col") for t in ("Headname", "Headvalue")))
    return Table("A caption", head, tuple(_row(f"Row {i}", count) for i in range(rows)))


_FIXED: tuple[Block, ...] = (
    Section(
        "one",
        (
            Heading(2, _text(4, "Question")),
            _words(60),
            _items(4, 30, 4, 4),
            Heading(3, _text(3, "Subhead")),
            _words(40),
            _table(6, 12),
        ),
    ),
    Section(
        "two",
        (
            Heading(2, _text(12, "Question")),
            Figure("f", drawing(300, 120, "Label"), "What it shows", (_words(8),)),
            Callout("emergency", (Heading(3, _text(2, "Urgent")), _words(30), _items(5, 5))),
            SideBySide(
                "cards",
                tuple(
                    Part(n, (Heading(3, _text(1)),), ((_words(9),), (_words(20),))) for n in (1, 2)
                ),
            ),
            SideBySide(
                "columns",
                tuple(
                    Part(n, (Heading(3, _text(1)),), ((_words(50),), (_words(30),))) for n in (1, 2)
                ),
            ),
            Paragraph(_text(5), lines=3),
        ),
    ),
    Section("three", (Heading(2, _text(1)), References((ReferenceEntry(1, _text(40)),)))),
)


@cache
def _shifted(by: int) -> tuple[bytes, Element]:
    blocks = (Heading(1, _text(2, "Title")), *[_words(3)] * by, *_FIXED)
    document = document_of(*blocks)
    pdf = render(document)
    root = assert_sound(pdf, document, EDITION)
    assert_inside(pdf, "letter")
    return pdf, root


@pytest.mark.parametrize("by", _SHIFTS)
def test_a_break_anywhere_loses_nothing(by: int) -> None:
    _shifted(by)


@pytest.mark.parametrize("by", _SHIFTS)
def test_no_line_of_a_paragraph_stands_alone(by: int) -> None:
    pdf, root = _shifted(by)
    assert lonely(lines_of(root, pdf)) == []


@pytest.mark.parametrize("by", _SHIFTS)
def test_a_heading_is_never_the_last_on_its_page(by: int) -> None:
    _, root = _shifted(by)
    tops = [
        e
        for e in root.walk()
        if e.role in ("H1", "H2", "H3", "P", "Caption", "LBody", "TH", "TD", "Figure")
    ]
    for element, following in pairwise(tops):
        if element.role.startswith("H"):
            assert max(pages_of(element)) == min(pages_of(following)), element.text


@pytest.mark.parametrize("by", _SHIFTS)
def test_rows_callouts_cards_and_short_items_are_whole(by: int) -> None:
    _, root = _shifted(by)
    for row in root.find("TR"):
        assert len(pages_of(row)) == 1
    sections = [s for s in root.find("Sect") if s.find("H3") and not s.find("H2")]
    assert len(sections) == 5
    callout, *cards = sections[:3]
    assert len(pages_of(callout)) == 1
    assert len(set.union(*map(pages_of, cards))) == 1
    for item in root.find("LI")[:4]:
        assert len(pages_of(item)) == 1


@pytest.mark.parametrize("by", _SHIFTS)
def test_the_last_item_is_not_alone_on_a_page(by: int) -> None:
    _, root = _shifted(by)
    *_, before, last = root.find("L")[0].find("LI")
    assert pages_of(before) == pages_of(last)


@pytest.mark.parametrize("by", _SHIFTS)
def test_captions_stay_with_what_they_describe_and_lines_with_their_question(by: int) -> None:
    _, root = _shifted(by)
    (figure,) = root.find("Figure")
    table_caption, figure_caption = root.find("Caption")
    assert pages_of(figure) == pages_of(figure_caption)
    assert pages_of(table_caption) == {min(pages_of(root.find("TBody")[0]))}


def test_every_shift_was_a_different_break() -> None:
    starts = {tuple(min(pages_of(e)) for e in _shifted(by)[1].find("H2")) for by in _SHIFTS}
    assert len(starts) >= 6


def test_the_head_of_a_table_is_repeated_as_an_artifact_with_continued() -> None:
    document = document_of(Heading(1, _text(1)), _table(40, 20))
    pdf = render(document)
    root = assert_sound(pdf, document, EDITION)
    pages = pages_of(root.find("TBody")[0])
    assert pages == set(range(page_count(pdf)))
    assert pages_of(root.find("THead")[0]) == {0}
    for number, texts in enumerate(artifacts(pdf)):
        repeated = number > 0
        assert [texts.count(t) for t in ("Headname", "Headvalue", "continued")] == [repeated] * 3


@pytest.mark.parametrize(
    "block",
    [
        _words(400),
        Callout("alert", tuple(_words(100) for _ in range(8))),
        Table("Caption", _row("Head", 1), (_row("Tall", 900), _row("Low", 3))),
        List((ListItem((_words(900),)),)),
        SideBySide(
            "cards", tuple(Part(n, (Heading(2, _text(1)),), ((_words(500),),)) for n in (1, 2))
        ),
        SideBySide(
            "columns", tuple(Part(n, (Heading(2, _text(1)),), ((_words(500),),)) for n in (1, 2))
        ),
        References(tuple(ReferenceEntry(n, _text(120)) for n in range(1, 30))),
        Heading(2, _text(30)),
    ],
    ids=lambda block: type(block).__name__,
)
def test_what_is_taller_than_a_page_breaks_and_loses_nothing(block: Block) -> None:
    document = document_of(Heading(1, _text(1)), block, _words(5))
    with within(10):
        pdf = render(document)
    assert_sound(pdf, document, EDITION)
    assert_inside(pdf, "letter")


def test_a_picture_whose_words_would_be_too_small_on_a_page_is_refused() -> None:
    figure = Figure("f", drawing(300, 900, "Label"), "What it shows", ())
    with pytest.raises(HandoutError) as caught:
        render(document_of(Heading(1, _text(1)), figure))
    assert [problem.code for problem in caught.value.problems] == ["D017"]


def test_there_is_no_page_without_content() -> None:
    for by in range(20, 30):
        document = document_of(Heading(1, _text(1)), *[_words(3)] * by, Section("s", (_words(3),)))
        root = read_structure(pdf := render(document))
        assert pages_of(root) == set(range(page_count(pdf)))


def _whole(*blocks: Block) -> tuple[bytes, Element]:
    document = document_of(Heading(1, _text(1)), *blocks)
    with within(5):
        pdf = render(document)
    root = assert_sound(pdf, document, EDITION)
    assert_inside(pdf, "letter")
    return pdf, root


_TALL_CALLOUT = Callout(
    "note",
    (Heading(2, _text(1)), *[b for _ in range(12) for b in (Heading(3, _text(2)), _words(55))]),
)


@pytest.mark.parametrize(
    "block",
    [_words(900, lines=3), Paragraph(_text(1500), "label"), Heading(2, _text(400))],
    ids=["write-on", "label", "heading"],
)
def test_what_must_keep_with_the_next_still_breaks_when_taller_than_a_page(block: Block) -> None:
    _whole(block, _words(5))


def test_a_continued_callout_with_a_sign_stays_inside_its_frame() -> None:
    _whole(Callout("alert", (Heading(2, _text(1)), Paragraph(_text(900), "lead"))))


def test_a_callout_taller_than_a_page_breaks_well() -> None:
    for first in range(12):
        words = _words(5 + 12 * first)
        callout = Callout("note", (Heading(2, _text(1)), words, *_TALL_CALLOUT.blocks[1:]))
        pdf, root = _whole(callout)
        assert lonely(lines_of(root, pdf)) == []
        for heading, following in zip(root.find("H3"), root.find("P")[1:], strict=True):
            assert max(pages_of(heading)) == min(pages_of(following))


@pytest.mark.parametrize("arrangement", ["cards", "columns"])
def test_conditions_with_heads_only_break_or_are_refused(arrangement: str) -> None:
    head = (Heading(2, _text(1)), *[_words(100)] * 8)
    parts = tuple(Part(n, head, ()) for n in (1, 2))
    try:
        _whole(SideBySide(arrangement, parts))  # type: ignore[arg-type]
    except HandoutError as error:
        assert [problem.code for problem in error.problems] == ["D011"]


def test_a_section_without_blocks_prints_nothing() -> None:
    _whole(_words(3), Section("empty", ()))


def test_a_list_in_the_head_of_a_table_is_read_once() -> None:
    items = Cell((_items(1, 1),), "col")
    _whole(Table("c", Row((items, items)), tuple(_row("Row", 30) for _ in range(20))))


def test_a_list_at_the_head_of_a_column_is_read_once() -> None:
    parts = tuple(Part(n, (_items(1, 1),), ((_words(300),), (_words(300),))) for n in (1, 2))
    _whole(SideBySide("columns", parts))


def test_sources_inside_a_callout_stay_inside_it() -> None:
    _whole(Callout("note", (References((ReferenceEntry(1, _text(100)),)),)))


def test_a_link_across_pages_is_one_link() -> None:
    _whole(Paragraph((Link(" ".join(["word"] * 700), "https://example.org/"),)))
