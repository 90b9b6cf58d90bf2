"""Tables, cards and columns as lists: every word is kept, and every word finds its condition."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from page_words import WORDS
from render.pdf.builds import COMPARISON, all_sections, assets, library
from render.pdf.documents import documents

from handoutgen.build import build
from handoutgen.content.library import load_handouts
from handoutgen.document.inline import CitationMark, Mark, Small, Strong, Text, inline_text
from handoutgen.document.nodes import (
    Block,
    Cell,
    Document,
    Heading,
    List,
    Paragraph,
    Part,
    Row,
    Section,
    SideBySide,
    Table,
    walk,
)
from handoutgen.document.stacking import stacked
from handoutgen.selection import HandoutRequest

from .reading import inlines_in, texts_in


def _document(*blocks: Block) -> Document:
    return Document("T", "en-US", "", "", "2026-01-02", None, blocks, WORDS)  # type: ignore[arg-type]


def _cell(*inlines: object, scope: str | None = None, about: int | None = None) -> Cell:
    blocks = (Paragraph(inlines),) if inlines else ()  # type: ignore[arg-type]
    return Cell(blocks, scope, about)  # type: ignore[arg-type]


_HEAD = Row(
    (
        _cell(Text("Symptom"), scope="col"),
        _cell(Mark(1), Text("MS"), scope="col", about=1),
        _cell(Mark(2), Text("ALS"), scope="col", about=2),
    )
)
_LABEL = Cell((Paragraph((Strong("Weak legs"),)), Paragraph((Text("or arms"),), "note")), "row")
_LEVEL = (Mark(1, "common"), Strong("Common"), Text(" "), Small("on and off"), Text(" "))
_TABLE = Table(
    "How common it is",
    _HEAD,
    (
        Row(
            (_LABEL, _cell(*_LEVEL, CitationMark((1,))), _cell(Text("It gets worse."))),
        ),
    ),
)


def test_a_row_becomes_its_label_and_an_item_for_each_condition() -> None:
    section = Section("s", (Heading(2, (Text("Q?"),)), _TABLE))
    (found,) = stacked(_document(section)).blocks
    assert isinstance(found, Section)
    _, caption, label, note, rows = found.blocks
    assert caption == Paragraph((Text("How common it is"),))
    assert label == Heading(3, (Text("Weak legs"),))
    assert note == Paragraph((Text("or arms"),), "note")
    assert isinstance(rows, List)
    assert rows.style == "conditions"
    first, second = (item.blocks for item in rows.items)
    start = (Mark(1), Strong("MS."), Text(" "))
    assert first == (Paragraph((*start, *_LEVEL, CitationMark((1,)))),)
    assert second == (Paragraph((Mark(2), Strong("ALS."), Text(" "), Text("It gets worse."))),)


def test_a_label_is_no_heading_where_that_would_skip_a_level() -> None:
    title, table = Heading(1, (Text("T"),)), replace_caption(_TABLE, "")
    _, label, *_ = stacked(_document(title, table)).blocks
    assert label == Paragraph((Strong("Weak legs"),), "label")


def replace_caption(table: Table, caption: str) -> Table:
    """The same table under another caption."""
    return Table(caption, table.head, table.rows)


def test_an_empty_cell_makes_no_item_and_a_plain_column_no_mark() -> None:
    head = Row((_cell(scope="col"), _cell(Text("Then"), scope="col"), _cell(scope="col")))
    row = Row((_cell(Text("Day 1"), scope="row"), _cell(Text("rest")), _cell()))
    _, rows = stacked(_document(Table("", head, (row,)))).blocks
    assert isinstance(rows, List)
    assert rows.style == "bullets"
    (item,) = rows.items
    assert item.blocks == (Paragraph((Strong("Then."), Text(" "), Text("rest"))),)


def _part(number: int, name: str, full: str, *rows: tuple[str, str]) -> Part:
    head = (
        Heading(3, (Mark(number), Text(name))),
        *((Paragraph((Text(full),), "full-name"),) if full else ()),
    )
    cells = tuple(
        (Paragraph((Text(label),), "label"), Paragraph((Text(text),))) for label, text in rows
    )
    return Part(number, head, cells)


def test_cards_give_full_names_first_then_row_by_row() -> None:
    cards = SideBySide(
        "cards",
        (
            _part(1, "MS", "multiple sclerosis", ("Who?", "Young."), ("Why?", "Nobody knows.")),
            _part(2, "Flu", "", ("Who?", "All."), ("When?", "In winter.")),
        ),
    )
    blocks = stacked(_document(Heading(1, ()), Heading(2, (Text("Q"),)), cards)).blocks[2:]
    assert [_shown(b) for b in blocks] == [
        ["MS: multiple sclerosis", "Flu"],
        "Who?",
        ["MS. Young.", "Flu. All."],
        # Labels that differ stay with their own condition.
        ["MS. Why?", "Nobody knows.", "Flu. When?", "In winter."],
    ]


def _shown(block: Block) -> str | list[str]:
    if isinstance(block, List):
        return [t for item in block.items for t in texts_in(item.blocks)]
    assert isinstance(block, Heading | Paragraph)
    return inline_text(block.inlines)


def test_columns_stand_one_after_the_other() -> None:
    columns = SideBySide("columns", (_part(1, "MS", "", ("a", "b")), _part(2, "ALS", "")))
    texts = list(texts_in(stacked(_document(columns)).blocks))
    assert texts == ["MS", "a", "b", "ALS"]


@given(documents())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_nothing_stands_beside_anything_and_every_word_is_kept(document: Document) -> None:
    found = stacked(document)
    kinds = {type(block) for block in walk(found.blocks)}
    assert not kinds & {Table, SideBySide}
    assert stacked(found) == found
    words = Counter(_words(document))
    kept = Counter(_words(found))
    # Heads of columns stand before each of their cells, so they may come more or less often.
    heads = {w for b in walk(document.blocks) for w in _head_words(b)}
    assert not [w for w in words - kept if w not in heads]


def _words(document: Document) -> list[str]:
    texts = " ".join(texts_in(document.blocks)).replace("\u00a0", " ")
    return [word.rstrip(".:") for word in texts.split()]


def _head_words(block: Block) -> list[str]:
    match block:
        case Table():
            texts = texts_in(tuple(b for cell in block.head.cells for b in cell.blocks))
        case SideBySide():
            texts = texts_in(tuple(b for part in block.parts for r in part.rows for b in r[:1]))
        case _:
            return []
    return [word.rstrip(".:") for text in texts for word in text.replace("\u00a0", " ").split()]


@pytest.fixture(scope="module")
def composed() -> dict[str, Document]:
    """The real library's handouts."""
    requests = {"all": HandoutRequest(COMPARISON, all_sections(), locale="en-US")}
    for name, saved in load_handouts(assets()).items():
        requests[name] = HandoutRequest(saved.comparison, saved.section, locale="en-US")
    return {n: build(r, "text", library(), assets()).document for n, r in requests.items()}


def test_the_real_handouts_skip_no_heading_and_lose_no_citation(
    composed: dict[str, Document],
) -> None:
    for document in composed.values():
        found = stacked(document)
        levels = [b.level for b in walk(found.blocks) if isinstance(b, Heading)]
        assert all(b - a <= 1 for a, b in pairwise(levels))
        before = [i for i in inlines_in(document.blocks) if isinstance(i, CitationMark)]
        after = [i for i in inlines_in(found.blocks) if isinstance(i, CitationMark)]
        assert Counter(before) == Counter(after)
