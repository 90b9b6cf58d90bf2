"""A list as boxes: a number or a dash in the margin, and what the item says beside it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handoutgen.document.inline import Text
from handoutgen.document.nodes import List, ListItem, Paragraph
from handoutgen.render.pdf.boxes import Box, ItemBox, StackBox, placed
from handoutgen.render.pdf.structure import NUMBERED, StructureElement
from handoutgen.render.pdf.text import in_bold

if TYPE_CHECKING:
    from handoutgen.render.pdf.layout import Layout

_DASHED = 1 / 17
"""The share of the width that dashes take at most: in a narrow column words need it."""

_SHORT = 60
"""An item of at most this height stays with the last."""


def lay_list(
    layout: "Layout", block: List, parent: StructureElement, width: float
) -> Iterator[Box]:
    numbered = block.style in ("numbers", "questions")
    element = parent.child("L", attributes=NUMBERED if numbered else ())
    before = layout.style.space.paragraph
    for index, item in enumerate(block.items, 1):
        label = str(index) if numbered else "–"
        box = _item(layout, item, element, label, width, bold=numbered)
        # The last item does not go to the next page alone.
        together = index == len(block.items) - 1 and box.height < _SHORT
        yield placed(box, before=before, keep_with_next=together)
        before = layout.style.space.item


def _item(
    layout: "Layout",
    item: ListItem,
    parent: StructureElement,
    label: str,
    width: float,
    *,
    bold: bool,
) -> ItemBox:
    body_type = layout.style.type.body
    indent = 28 if bold else min(20, width * _DASHED)
    element = parent.child("LI")
    label_element = element.child("Lbl")
    body_element = element.child("LBody")
    kind = in_bold(body_type)
    label_box = layout.text((Text(label),), kind, label_element, indent)
    measure = min(width - indent, layout.measure)
    first = item.blocks[0] if item.blocks else None
    if len(item.blocks) == 1 and isinstance(first, Paragraph) and first.lines:
        text = layout.text(first.inlines, body_type, body_element, measure, keep_with_next=True)
        body = StackBox((text, layout.write_on(first.lines, width - indent)))
    else:
        body = layout.content(item.blocks, body_element, measure, body_type)
    return ItemBox(label_box, body, indent)
