"""A section as boxes: the line over it, its blocks, and text beside the figure it speaks of."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handoutgen.document.nodes import (
    Block,
    Facing,
    Figure,
    Heading,
    List,
    Paragraph,
    References,
    SideBySide,
    Table,
)
from handoutgen.render.pdf.beside import BesideBox, FacingBox
from handoutgen.render.pdf.boxes import Box, RuleBox, placed
from handoutgen.render.pdf.callout import CalloutBox
from handoutgen.render.pdf.condition_list import without_line
from handoutgen.render.pdf.figure_block import figure_scale
from handoutgen.render.pdf.grid import SideBox
from handoutgen.render.pdf.structure import StructureElement

if TYPE_CHECKING:
    from handoutgen.render.pdf.layout import Layout

_GUTTER = 18
_NARROWEST = 0.34
"""The share of the width that a figure beside text takes at least: its caption needs it."""

_SHORT = 60
"""A block of at most this height stays with what it introduces."""

_INTRODUCED = (Table, SideBySide, Figure, List, References)


def lay_section(
    layout: "Layout", blocks: tuple[Block, ...], parent: StructureElement, width: float
) -> Iterator[Box]:
    space = layout.style.space
    element = parent.child("Sect")
    boxes = list(_with_figures_beside(layout, blocks, element, width)) if blocks else []
    if not boxes:
        return
    first, *rest = boxes
    if isinstance(first, SideBox):
        # Its ribbons are a line already.
        yield placed(first, before=space.over_section)
    else:
        yield RuleBox(
            width,
            0.75,
            layout.style.colour.ink,
            before=space.over_section,
            pages=layout.pages,
        )
        yield placed(without_line(first), before=space.under_rule)
    for index, box in enumerate(rest):
        close = index == 0 and _is_callout(box)
        yield placed(box, before=min(box.before, space.under_heading)) if close else box


def _is_callout(box: Box) -> bool:
    """Whether it is a frame, which stands under a heading as close as words do."""
    inner = box.left.boxes[0] if isinstance(box, FacingBox) and box.left.boxes else box
    return isinstance(inner, CalloutBox)


def _with_figures_beside(
    layout: "Layout", blocks: tuple[Block, ...], parent: StructureElement, width: float
) -> Iterator[Box]:
    """Boxes of a section; a paragraph and the narrow figure after it share a row.

    A section of nothing else stands beside its figure whole, with its heading.
    """
    stacked = layout.style.stacked == "all"
    position = 0
    while position < len(blocks):
        beside = 0 if stacked else _beside(blocks, position, width)
        if beside:
            figure = blocks[position + beside]
            assert isinstance(figure, Figure)  # noqa: S101
            narrow = max(figure.drawing.width * figure_scale(layout.style), width * _NARROWEST)
            side = min(narrow, (width - _GUTTER) / 2)
            column = width - _GUTTER - side
            text = layout.stack(blocks[position : position + beside], parent, column)
            picture = layout.stack((figure,), parent, side)
            yield BesideBox(text, picture, column + _GUTTER, before=layout.style.space.block)
            position += beside + 1
            continue
        block = blocks[position]
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        opens, leads = _opening(following), isinstance(_ending(block), Paragraph)
        introduces = isinstance(opens, _INTRODUCED)
        introduces = introduces or (stacked and isinstance(opens, Heading))
        for box in layout.block(block, parent, width):
            keep = introduces and leads and box.height < _SHORT
            yield placed(box, keep_with_next=True) if keep else box
        position += 1


def _opening(block: Block | None) -> Block | None:
    """The block itself, or the first of those that face each other."""
    return block.first[0] if isinstance(block, Facing) else block


def _ending(block: Block) -> Block:
    return block.first[-1] if isinstance(block, Facing) else block


def _beside(blocks: tuple[Block, ...], position: int, width: float) -> int:
    """How many blocks from here stand beside the narrow figure that follows them."""
    match blocks[position:]:
        case (Heading(), Paragraph(), Figure() as figure) if position == 0:
            count = 2
        case (Paragraph(), Figure() as figure, *_):
            count = 1
        case _:
            return 0
    return count if figure.drawing.width < width / 2 else 0
