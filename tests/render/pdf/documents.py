"""Strategies for arbitrary documents: every kind of node, in every place that makes sense.

Inline content is folded as the parser folds it: no space at the ends, none twice in a row.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from handoutgen.document.drawing import Drawing, Label, Path, Segment
from handoutgen.document.inline import CitationMark, Inline, Link, Mark, Small, Strong, Text
from handoutgen.document.nodes import (
    Block,
    Callout,
    Cell,
    Disclaimer,
    Document,
    Figure,
    Furniture,
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

from .builds import document_of

SOURCES = 12
ROLES = ("body", "lead", "label", "note", "full-name")
LEVELS = (None, "common", "can_happen", "rare", "not_expected")

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHÄéßłő0123456789.,;:-–()<>&\\'\"/%{}#@"
_word = st.one_of(
    st.sampled_from(("the", "nerve", "muscle", "a", "walking", "of", "It", "symptoms.", "and")),
    st.text(_LETTERS, min_size=1, max_size=14),
    # An address may break anywhere; a word never does (D014).
    st.integers(30, 120).map(lambda n: "a.org/" + "wordwithoutend" * (n // 14) + "m" * (n % 14)),
)
_usual = st.sampled_from(("nerves", "in", "the", "spinal", "cord", "carry", "signals", "a", "to"))


@st.composite
def words(draw: st.DrawFn, most: int = 12, least: int = 1) -> str:
    """Words with single spaces: few at random, or many that are usual."""
    count = draw(st.integers(least, most))
    if count > 15:
        seed = draw(st.lists(_usual, min_size=5, max_size=9))
        return " ".join(seed[i % len(seed)] for i in range(count))
    return " ".join(draw(st.lists(_word, min_size=count, max_size=count)))


_addresses = st.one_of(
    st.just("https://example.org/a"),
    st.integers(3, 25).map(lambda n: "https://example.org/" + "long-path/part.html_" * n),
)
_marks = st.builds(Mark, st.integers(1, 7), st.sampled_from(LEVELS))
_numbers = st.lists(st.integers(1, SOURCES), min_size=1, max_size=SOURCES, unique=True)
_citations = _numbers.map(lambda numbers: CitationMark(tuple(sorted(numbers))))


@st.composite
def inlines(draw: st.DrawFn, most: int = 12) -> tuple[Inline, ...]:
    """Runs of words, with or without a space between one and the next."""
    found: list[Inline] = []
    if draw(st.integers(0, 4)) == 0:
        found.append(draw(_marks))
    for index in range(draw(st.integers(1, 4))):
        space = " " if index and draw(st.booleans()) else ""
        kind = draw(st.sampled_from((Text, Text, Strong, Small, Link, CitationMark, Mark)))
        if kind is CitationMark:
            last = found[-1] if found else None
            if space and isinstance(last, Text):
                found[-1] = Text(last.text + " ")
            found.append(draw(_citations))
        elif kind is Mark:
            found.append(draw(_marks))
        elif kind is Link:
            if space:
                found.append(Text(" "))
            address = draw(_addresses)
            found.append(Link(draw(st.sampled_from((address, "a page")) | words(8)), address))
        else:
            found.append(kind(space + draw(words(most))))
    return _folded(found)


def _folded(found: list[Inline]) -> tuple[Inline, ...]:
    """Neighbouring texts joined, and no space first, last or twice, as the parser has it."""
    joined: list[Inline] = []
    open_space = True
    for inline in found:
        if isinstance(inline, Text | Strong | Small):
            text = inline.text.lstrip(" ") if open_space else inline.text
            if not text:
                continue
            open_space = text.endswith(" ")
            last = joined[-1] if joined else None
            if isinstance(inline, Text) and isinstance(last, Text):
                joined[-1] = Text(last.text + text)
            else:
                joined.append(type(inline)(text))
        else:
            joined.append(inline)
            open_space = open_space and isinstance(inline, Mark)
    while joined and isinstance(last := joined[-1], Text | Strong | Small):
        if stripped := last.text.rstrip(" "):
            joined[-1] = type(last)(stripped)
            break
        joined.pop()
    return tuple(joined)


def paragraphs(most: int = 60) -> st.SearchStrategy[Paragraph]:
    """Paragraphs of every role, some empty, some with lines to write on."""
    lines = st.sampled_from((0, 0, 0, 0, 1, 3))
    content = st.one_of(inlines(), words(most).map(lambda w: (Text(w),)), st.just(()))
    return st.builds(Paragraph, content, st.sampled_from(ROLES), lines)


long_paragraphs = words(400, least=100).map(lambda w: Paragraph((Text(w),)))


def headings(level: int) -> st.SearchStrategy[Heading]:
    """Headings of one level, with or without a mark."""
    content = st.one_of(inlines(6), words(7).map(lambda w: (Text(w),)))
    return st.builds(Heading, st.just(level), content)


def _tuples(items: st.SearchStrategy[Any], least: int, most: int) -> st.SearchStrategy[Any]:
    return st.lists(items, min_size=least, max_size=most).map(tuple)


def lists(inner: st.SearchStrategy[Block], most: int = 8) -> st.SearchStrategy[List]:
    """Lists of every style; items may be empty or hold several blocks."""
    items = st.builds(ListItem, _tuples(inner, 0, 2))
    style = st.sampled_from(("bullets", "numbers", "questions", "contacts"))
    return st.builds(List, _tuples(items, 1, most), style)


nested_lists = lists(st.one_of(paragraphs(30), lists(paragraphs(20), 3)))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of 1 to 5 columns; now and then a cell is taller than a page."""
    columns = draw(st.integers(1, 5))
    about = draw(st.booleans())
    name = words(4).map(lambda w: (Paragraph((Text(w),)),))
    head = Row(tuple(Cell(draw(name), "col", i if about and i else None) for i in range(columns)))
    body = st.one_of(
        st.just(()),
        _tuples(paragraphs(20), 1, 1),
        _tuples(st.one_of(paragraphs(20), lists(paragraphs(8), 3)), 2, 2),
    )
    rows = [
        Row(tuple(Cell(draw(body), None if i else "row") for i in range(columns)))
        for _ in range(draw(st.integers(1, 6)))
    ]
    if draw(st.integers(0, 5)) == 0:
        place = draw(st.integers(0, len(rows) - 1))
        cell = Cell((draw(long_paragraphs), draw(long_paragraphs)), "row")
        rows[place] = Row((cell, *rows[place].cells[1:]))
    return Table(draw(words(9) | st.just("")), head, tuple(rows))


def drawing(width: float, height: float, label: str) -> Drawing:
    """A frame with a label in it."""
    frame = (
        Segment("M", (1, 1)),
        Segment("L", (width - 1, 1)),
        Segment("L", (width - 1, height - 1)),
        Segment("Z", ()),
    )
    shapes = (Path(frame), Label(5, height / 2, label, 12, fill="#ffffff"))
    return Drawing(width, height, "A drawing", "What it shows", shapes)


_drawings = st.builds(drawing, st.floats(60, 700), st.floats(20, 560), st.just("Label"))
figures = st.builds(Figure, st.just("figure"), _drawings, words(20), _tuples(paragraphs(20), 0, 2))


def callouts(inner: st.SearchStrategy[Block], level: int) -> st.SearchStrategy[Callout]:
    """Callouts of every urgency, with a heading or without."""
    urgency = st.sampled_from(("emergency", "call", "alert", "note"))
    with_heading = st.tuples(headings(level), inner, inner)
    return st.builds(Callout, urgency, st.one_of(with_heading, _tuples(inner, 1, 3)))


@st.composite
def sides(draw: st.DrawFn, level: int) -> SideBySide:
    """Cards or columns of 2 to 4 conditions; columns may have different numbers of rows."""
    arrangement = draw(st.sampled_from(("cards", "columns")))
    rows = draw(st.integers(1, 4))
    cell = _tuples(st.one_of(paragraphs(25), lists(paragraphs(10), 3)), 0, 2)
    parts = []
    for condition in range(1, draw(st.integers(2, 4)) + 1):
        head = (draw(headings(level)), *draw(_tuples(paragraphs(6), 0, 2)))
        count = rows if arrangement == "cards" else draw(st.integers(1, 4))
        parts.append(Part(condition, head, tuple(draw(cell) for _ in range(count))))
    return SideBySide(arrangement, tuple(parts))


small_blocks = st.one_of(paragraphs(), nested_lists, figures)


def blocks(level: int) -> st.SearchStrategy[Block]:
    """Blocks of every kind but sections; those that have a heading have it of this level."""
    return st.one_of(
        paragraphs(),
        long_paragraphs,
        nested_lists,
        tables(),
        figures,
        callouts(st.one_of(small_blocks, tables()), level),
        callouts(long_paragraphs, level),
        sides(level),
    )


@st.composite
def sections(draw: st.DrawFn) -> Section:
    """A section with a heading, and headings under it."""
    inside = [draw(headings(2))]
    for _ in range(draw(st.integers(0, 2))):
        inside += draw(_tuples(blocks(3), 0, 2))
        if draw(st.booleans()):
            inside.append(draw(headings(3)))
    inside.append(draw(blocks(3)))
    return Section("section", tuple(inside))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Whole documents, with a list of all the sources that may be cited."""
    entry = inlines().map(lambda found: _folded([i for i in found if not _cites(i)]))
    entries = (ReferenceEntry(n, draw(entry)) for n in range(1, SOURCES + 1))
    content = (
        draw(headings(1)),
        *draw(_tuples(blocks(2), 0, 2)),
        *draw(_tuples(sections(), 1, 2)),
        Section("sources", (Heading(2, (Text("Sources"),)), References(tuple(entries)))),
        Disclaimer((Heading(2, (Text("About"),)), draw(paragraphs()))),
    )
    names = draw(st.sampled_from((("MS", "ALS"), ("One", "Two", "Three"), ("",), ())))
    line = st.one_of(words(5), st.just(""), words(40, least=20))
    furniture = Furniture(draw(line), names, draw(line), "For patients", ("Written", draw(line)))
    return document_of(*content, title=draw(words(6)), furniture=furniture)


def _cites(inline: Inline) -> bool:
    return isinstance(inline, CitationMark)
