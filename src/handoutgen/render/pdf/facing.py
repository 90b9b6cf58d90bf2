"""Two languages beside each other: a column each, and each pair of blocks at one height.

All that one language says in a pair is read before the other language's half (ISO 32000-1, 14.9.2:
each half is an element with a language of its own).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from handoutgen.document.bilingual import both, without_lines
from handoutgen.document.nodes import (
    Block,
    Facing,
    Figure,
    Heading,
    List,
    Paragraph,
    SideBySide,
    Table,
)
from handoutgen.render.pdf.beside import FacingBox
from handoutgen.render.pdf.boxes import Box, StackBox, TextBox, placed
from handoutgen.render.pdf.callout import CalloutBox, evened
from handoutgen.render.pdf.figure_block import is_legible
from handoutgen.render.pdf.pagination import Placed
from handoutgen.render.pdf.side import lay_facing_sides
from handoutgen.render.pdf.structure import StructureElement
from handoutgen.render.pdf.table import lay_facing_table
from handoutgen.render.pdf.text import in_bold
from handoutgen.render.style import Type

if TYPE_CHECKING:
    from handoutgen.render.pdf.layout import Layout


def lay_facing(
    layout: "Layout", block: Facing, parent: StructureElement, width: float
) -> Iterator[Box]:
    """The boxes of a pair. What has columns of its own, or small words, takes the whole width."""
    gap = layout.style.space.block
    if layout.meeting == "turns":
        yield from _in_turns(layout, block, parent, width)
        return
    column = width if layout.meeting == "pages" else (width - layout.style.gutter) / 2
    match block.first, block.second:
        case ((Table() as one,), (Table() as other,)):
            table = lay_facing_table(layout, (one, other), block.languages, parent, width)
            yield placed(table, before=gap)
        case ((SideBySide() as one,), (SideBySide() as other,)):
            sides = lay_facing_sides(layout, (one, other), block.languages, parent, width)
            yield placed(sides, before=gap)
        case ((Figure() as one,), (Figure() as other,)) if column < width and not all(
            is_legible(layout, figure, column) for figure in (one, other)
        ):
            yield from _in_turns(layout, block, parent, width)
        case _:
            yield from _columns(layout, block, parent, width, column)


def _in_turns(
    layout: "Layout", block: Facing, parent: StructureElement, width: float
) -> Iterator[Box]:
    """One language under the other."""
    pair = parent.child("Div")
    kinds = _heading_kinds(layout, block, width)
    known = here = len(layout.bookmarks)
    for index, blocks in enumerate((block.first, block.second)):
        element = pair.child("Div", language=block.languages[index])
        headings = all(isinstance(b, Heading) for b in blocks)
        apart = layout.style.space.block if headings else layout.style.space.over_section
        before = apart if index else 0
        here = len(layout.bookmarks) if index else known
        for inner in blocks:
            for box in _boxes(layout, inner, element, width, kinds):
                yield placed(box, before=box.before + before)
                before = 0
    _join_bookmarks(layout, known, here)


def _columns(
    layout: "Layout", block: Facing, parent: StructureElement, width: float, column: float
) -> Iterator[Box]:
    pair = parent.child("Div")
    first, second = (pair.child("Div", language=language) for language in block.languages)
    kinds = _heading_kinds(layout, block, column)
    known = len(layout.bookmarks)
    left = [tuple(_boxes(layout, b, first, column, kinds)) for b in block.first]
    here = len(layout.bookmarks)
    right = [
        tuple(_unnamed(_boxes(layout, without_lines(b), second, column, kinds)))
        for b in block.second
    ]
    _join_bookmarks(layout, known, here)
    for one, other, spoken in zip(left, right, block.second, strict=True):
        rows = list(zip(one, other, strict=False))
        if len(one) != len(other) or block.apart:
            yield _facing(StackBox(one), StackBox(other), width, column)
            continue
        lines = _lines(spoken)
        for index, (a, b) in enumerate(rows):
            if isinstance(a, CalloutBox) and isinstance(b, CalloutBox):
                a, b = evened(a, b)
            row = _facing(StackBox((a,)), StackBox((b,)), width, column)
            count = lines[index] if index < len(lines) else 0
            yield replace(row, keep_with_next=True) if count else row
            if count:
                yield layout.write_on(count, width)


def _facing(left: StackBox, right: StackBox, width: float, column: float) -> FacingBox:
    firsts = [side.boxes[0] for side in (left, right) if side.boxes]
    lasts = [side.boxes[-1] for side in (left, right) if side.boxes]
    before = max((box.before for box in firsts), default=0.0)
    keep = any(box.keep_with_next for box in lasts)
    return FacingBox(left, right, width - column, before, keep, on_next_page=column == width)


def _boxes(
    layout: "Layout",
    block: Block,
    parent: StructureElement,
    width: float,
    kinds: dict[int, Type],
) -> Iterator[Box]:
    if isinstance(block, Heading):
        yield layout.heading(block, parent, width, kinds[block.level])
    else:
        yield from layout.block(block, parent, width)


def _heading_kinds(layout: "Layout", block: Facing, width: float) -> dict[int, Type]:
    """The type of headings of each level: the largest in which every word fits a column."""
    scale = layout.style.type
    kinds = {
        1: (scale.name, scale.question, scale.subhead, in_bold(scale.body)),
        2: (scale.question, scale.subhead, in_bold(scale.body)),
        3: (scale.subhead, in_bold(scale.body)),
    }
    found: dict[int, Type] = {}
    for level, choice in kinds.items():
        words = [
            b.inlines
            for b in (*block.first, *block.second)
            if isinstance(b, Heading) and b.level == level
        ]
        fitting = (
            kind
            for kind in choice
            if all(layout.setter.widest(inlines, kind) <= width for inlines in words)
        )
        found[level] = next(fitting, choice[-1])
    return found


def _unnamed(boxes: Iterable[Box]) -> Iterator[Box]:
    """The boxes of the second language: bookmarks lead to the first."""
    for box in boxes:
        named = isinstance(box, TextBox) and box.destination
        yield replace(box, destination="") if named else box  # type: ignore[type-var]


def _join_bookmarks(layout: "Layout", known: int, here: int) -> None:
    """One bookmark for both headings of a pair."""
    first, second = layout.bookmarks[known:here], layout.bookmarks[here:]
    layout.bookmarks[known:] = [
        (name, both(title, other), level)
        for (name, title, level), (_, other, _) in zip(first, second, strict=True)
    ]


def _lines(block: Block) -> tuple[int, ...]:
    """The lines to write on under each row of a block."""
    match block:
        case Paragraph():
            return (block.lines,)
        case List():
            return tuple(_lines_of(item.blocks) for item in block.items)
        case _:
            return ()


def _lines_of(blocks: tuple[Block, ...]) -> int:
    return sum(block.lines for block in blocks if isinstance(block, Paragraph))


def column_rules(placed: Iterable[Placed]) -> Iterator[tuple[float, float, float]]:
    """Where a line parts the columns: its place across, its start and its end down the frame.

    `placed` are the boxes of a frame with their distances from its top. Pairs of a section that
    follow each other have one line.
    """
    start = end = across = 0.0
    for box, offset in ((p.box, p.offset) for p in placed):
        if isinstance(box, FacingBox) and not box.on_next_page:
            if end == start:
                start = offset
            end, across = offset + box.height, box.offset
        elif end > start:
            yield across, start, end
            start = end = 0.0
    if end > start:
        yield across, start, end
