"""Conditions side by side as cards or columns: two beside each other, more in groups."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from handoutgen.document.nodes import Heading, Part, SideBySide
from handoutgen.render.pdf.boxes import Box, StackBox, TextBox, placed
from handoutgen.render.pdf.figure import FigureBox
from handoutgen.render.pdf.grid import CardFrame, Ribbon, SideBox
from handoutgen.render.pdf.structure import StructureElement
from handoutgen.render.style import Type

if TYPE_CHECKING:
    from handoutgen.render.pdf.layout import Layout

_PAIR = 2
_CARD_RADIUS = 8


def lay_side_by_side(
    layout: "Layout", block: SideBySide, parent: StructureElement, width: float
) -> Box:
    """The box of an arrangement; with three or more conditions, groups under each other."""
    element = parent.child("Div")
    gutter = layout.style.gutter
    # Lists of three or more conditions would be too narrow beside each other.
    narrow = block.arrangement == "columns" and len(block.parts) > _PAIR
    columns = 1 if narrow else layout.columns
    groups = [block.parts[i : i + columns] for i in range(0, len(block.parts), columns)]
    boxes = [
        _pair(layout, block, group, element, (width + gutter) / len(group) - gutter, index > 0)
        for index, group in enumerate(groups)
    ]
    return boxes[0] if len(boxes) == 1 else StackBox(tuple(boxes))


def lay_one_by_one(
    layout: "Layout", block: SideBySide, parent: StructureElement, width: float
) -> tuple[Box, ...]:
    """A box for each condition, where there is no room beside each other."""
    element = parent.child("Div")
    return tuple(_pair(layout, block, (part,), element, width, False) for part in block.parts)


def lay_facing_sides(
    layout: "Layout",
    blocks: tuple[SideBySide, SideBySide],
    languages: tuple[str, str],
    parent: StructureElement,
    width: float,
) -> Box:
    """One condition under the other, each in two languages beside each other.

    So a reader stays in the column of their language from the top of the sheet to its end.
    """
    element = parent.child("Div")
    column = (width - layout.style.gutter) / 2
    conditions = zip(blocks[0].parts, blocks[1].parts, strict=True)
    boxes = tuple(
        _pair(layout, blocks[0], parts, element, column, index > 0, languages)
        for index, parts in enumerate(conditions)
    )
    return boxes[0] if len(boxes) == 1 else StackBox(boxes)


def _pair(
    layout: "Layout",
    block: SideBySide,
    parts: tuple[Part, ...],
    parent: StructureElement,
    width: float,
    spaced: bool,
    languages: tuple[str, ...] = (),
) -> SideBox:
    style = layout.style
    cards = block.arrangement == "cards"
    looks = [style.of_condition(part.condition) for part in parts]
    frame = None
    framed = cards and style.card == "framed"
    if framed:
        frame = CardFrame(
            tuple(look.ink for look in looks),
            tuple(look.tint for look in looks),
            style.padding.card,
            _CARD_RADIUS,
        )
    inner = width - 2 * style.padding.card if framed else width
    elements = [
        parent.child("Sect", language=language)
        for _, language in zip_longest(parts, languages[: len(parts)])
    ]
    kind = _name_type(layout, parts, inner) if cards else style.type.column_name
    heads = tuple(
        _head(layout, part, element, inner, kind, cards=cards)
        for part, element in zip(parts, elements, strict=True)
    )
    count = max(len(part.rows) for part in parts)
    columns = [
        [
            _tight(layout.stack(part.rows[i] if i < len(part.rows) else (), element, inner))
            for i in range(count)
        ]
        for part, element in zip(parts, elements, strict=True)
    ]
    rows = list(zip(*columns, strict=True))
    if languages and not cards:
        rows = [items for row in rows for items in _item_by_item(row)]
    return SideBox(
        heads=heads,
        rows=tuple(rows),
        offsets=tuple(i * (width + style.gutter) for i in range(len(parts))),
        width=width,
        frame=frame,
        ribbon=Ribbon(tuple(part.condition for part in parts), style.ribbon.card),
        gap=style.padding.row if cards else style.space.item / 2 if languages else 5,
        line=(style.rule.row, style.colour.hair) if cards else None,
        before=style.gutter if spaced else 0,
    )


def _item_by_item(row: tuple[StackBox, ...]) -> Iterator[tuple[StackBox, ...]]:
    """A row of two lists as a row for each item, so that they break at the same place."""
    if len({len(cell.boxes) for cell in row}) > 1:
        yield row
        return
    for items in zip(*(cell.boxes for cell in row), strict=True):
        yield tuple(StackBox((item,)) for item in items)


def _tight(cell: StackBox) -> StackBox:
    """A label stands close over its text, and a figure close between both."""
    boxes: list[Box] = []
    for box in cell.boxes:
        last = boxes[-1] if boxes else None
        if isinstance(box, FigureBox):
            box = placed(box, before=5, keep_with_next=True)
        elif isinstance(last, FigureBox):
            box = placed(box, before=4)
        elif last is not None and last.keep_with_next and isinstance(box, TextBox):
            box = placed(box, before=1)
        boxes.append(box)
    return StackBox(tuple(boxes))


def _name_type(layout: "Layout", parts: tuple[Part, ...], width: float) -> Type:
    """The names of all conditions in one size: the large one only if every name fits."""
    kind = layout.style.type.name
    names = (b.inlines for part in parts for b in part.head[:1] if isinstance(b, Heading))
    widest = max((layout.setter.widest(name, kind) for name in names), default=0)
    return kind if widest + kind.size * 1.5 <= width else layout.style.type.column_name


def _head(
    layout: "Layout",
    part: Part,
    element: StructureElement,
    width: float,
    kind: Type,
    *,
    cards: bool,
) -> StackBox:
    """The condition's mark and name, large; then whatever else the head holds."""
    style = layout.style
    first, *rest = part.head
    if not isinstance(first, Heading):
        return layout.stack(part.head, element, width)
    name = layout.text(
        first.inlines,
        kind,
        element.child(f"H{first.level}"),
        width,
        colour=style.of_condition(part.condition).ink,
        keep_with_next=True,
        mark_size=round(kind.size * 1.05) if cards else round(kind.size * 1.1),
    )
    others = (box for block in rest for box in layout.block(block, element, width))
    return StackBox((name, *others))
