"""One row for each condition: its mark in the margin, its name in its ink, and what is said."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from handoutgen.document.inline import Inline, Mark, Strong
from handoutgen.document.nodes import Block, List, ListItem, Paragraph
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.beside import FacingBox
from handoutgen.render.pdf.boxes import Box, StackBox, TextBox
from handoutgen.render.pdf.fragment import Line
from handoutgen.render.pdf.marks import paint_mark
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.structure import StructureElement

if TYPE_CHECKING:
    from handoutgen.render.pdf.layout import Layout

_TOGETHER = 260
"""Rows of at most this height together stay on one page, to be compared."""
_LONG_ROW = 160
"""A row of less height does not break between pages."""


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A line, and under it a mark with the text beside it."""

    mark: Mark | None
    mark_size: float
    first_leading: float
    body: StackBox
    indent: float
    pad: float
    line: tuple[float, str] | None
    width: float
    before: float = 0
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        """The taller of mark and text, with space over and under it."""
        return max(self.body.height, self.mark_size if self.mark else 0) + 2 * self.pad

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint line and mark as artifacts, then the text."""
        with painter.artifact():
            if self.line:
                painter.rule(x, top, self.width, *self.line)
            if self.mark is not None:
                middle = top - self.pad - self._shift - self.first_leading / 2
                paint_mark(painter, self.mark, x, middle - self.mark_size / 2, self.mark_size)
        self.body.paint(painter, x + self.indent, top - self.pad - self._shift)

    @property
    def _shift(self) -> float:
        """A mark taller than its line sticks out on both sides."""
        return max(0, (self.mark_size - self.first_leading) / 2) if self.mark else 0

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """Break the text of a long row; the mark stays with its first part."""
        if not force and self.height < _LONG_ROW:
            return None
        inner = available - 2 * self.pad
        parts = self.body.split(inner) or (self.body.split(inner, force=True) if force else None)
        if parts is None:
            return None
        first, rest = (p if isinstance(p, StackBox) else StackBox((p,)) for p in parts)
        return replace(self, body=first, keep_with_next=False), replace(
            self, body=rest, mark=None, before=0
        )


def without_line(box: Box) -> Box:
    """A row, or two that face each other, without the line over it: under a thicker one."""
    match box:
        case ConditionRow():
            return replace(box, line=None)
        case FacingBox():
            sides = (
                replace(side, boxes=tuple(map(without_line, side.boxes)))
                for side in (box.left, box.right)
            )
            left, right = sides
            return replace(box, left=left, right=right)
        case _:
            return box


def lay_condition_list(
    layout: "Layout", block: List, parent: StructureElement, width: float
) -> Iterator[Box]:
    """The rows of a list; a few short ones stay together."""
    element = parent.child("L")
    rows = [_row(layout, item, element, width) for item in block.items]
    together = sum(row.height for row in rows) <= _TOGETHER
    before = layout.style.space.under_heading / 2
    for index, row in enumerate(rows, 1):
        keep = together and index < len(rows)
        yield replace(row, before=before if index == 1 else 0, keep_with_next=keep)


def _row(layout: "Layout", item: ListItem, parent: StructureElement, width: float) -> ConditionRow:
    style = layout.style
    body_type, rows = style.type.body, style.rows
    body = parent.child("LI").child("LBody")
    indent = rows.mark + rows.gap
    mark, name, blocks = _parted(item)
    inner = width - indent
    measure = min(inner, layout.measure)
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and not blocks[0].lines:
        stack = layout.content(blocks, body, measure, body_type)
    else:
        stack = layout.stack(blocks, body, inner)
    if mark is not None:
        stack = _named(stack, name, style.of_condition(mark.condition).ink)
    line = (style.rule.row, style.colour.hair)
    return ConditionRow(mark, rows.mark, body_type.leading, stack, indent, rows.pad, line, width)


def _parted(item: ListItem) -> tuple[Mark | None, str, tuple[Block, ...]]:
    """The mark that an item starts with, its name, and the item without the mark."""
    first = next(iter(item.blocks), None)
    if not isinstance(first, Paragraph) or not first.inlines:
        return None, "", item.blocks
    mark, *rest = first.inlines
    if not isinstance(mark, Mark):
        return None, "", item.blocks
    name = rest[0].text if rest and isinstance(rest[0], Strong) else ""
    inlines: tuple[Inline, ...] = tuple(rest)
    return mark, name, (replace(first, inlines=inlines), *item.blocks[1:])


def _named(stack: StackBox, name: str, ink: str) -> StackBox:
    """The same text with the name that it starts with in its condition's ink."""
    first, *others = stack.boxes or (None,)
    if not isinstance(first, TextBox):
        return stack
    lines = _coloured(first.lines, len(name), ink)
    return StackBox((replace(first, lines=lines), *(b for b in others if b)))


@lru_cache(maxsize=256)
def _coloured(lines: tuple[Line, ...], count: int, ink: str) -> tuple[Line, ...]:
    coloured: list[Line] = []
    for line in lines:
        fragments = []
        for fragment in line.fragments:
            if count > 0 and fragment.look.bold:
                fragment = fragment._replace(look=fragment.look._replace(colour=ink))
                count -= len(fragment.text)
            fragments.append(fragment)
        coloured.append(replace(line, fragments=tuple(fragments)))
    return tuple(coloured)
