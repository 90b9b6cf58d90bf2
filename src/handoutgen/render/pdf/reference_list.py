"""The list of sources: a number in the margin that citations lead to, and the entry beside it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from handoutgen.document.nodes import ReferenceEntry, References, Text
from handoutgen.render.pdf.boxes import Box, ItemBox, StackBox
from handoutgen.render.pdf.columns import ColumnsBox
from handoutgen.render.pdf.structure import NUMBERED, StructureElement

if TYPE_CHECKING:
    from handoutgen.render.pdf.layout import Layout

_GUTTER = 18
_SHORT_LIST_WIDE = 400
"""From this width a list of short references stands in two columns."""


def lay_references(
    layout: "Layout", block: References, parent: StructureElement, width: float
) -> Iterator[Box]:
    """The entries under each other; short ones in two columns where there is room."""
    element = parent.child("L", attributes=NUMBERED)
    before = layout.style.space.under_heading
    if block.short:
        columns = 2 if width > _SHORT_LIST_WIDE else 1
        column = (width + _GUTTER) / columns - _GUTTER
        indent = _indent(layout, block, 1.9)
        items = [_entry(layout, entry, element, column, indent) for entry in block.entries]
        yield ColumnsBox.balanced(items, columns, column + _GUTTER, before)
        return
    indent = _indent(layout, block, 2.5)
    for entry in block.entries:
        yield replace(_entry(layout, entry, element, width, indent), before=before)
        before = 4


def _indent(layout: "Layout", block: References, usual: float) -> float:
    """So many times the size of the type, or more where a number needs it."""
    small = layout.style.type.small
    bold = small.model_copy(update={"bold": True})
    numbers = (layout.setter.widest((Text(str(e.number)),), bold) for e in block.entries)
    return max(usual * small.size, max(numbers, default=0) + small.size / 2)


def _entry(
    layout: "Layout",
    entry: ReferenceEntry,
    parent: StructureElement,
    width: float,
    indent: float,
) -> ItemBox:
    scale = layout.style.type
    element = parent.child("LI")
    bold = scale.small.model_copy(update={"bold": True})
    label = layout.text((Text(str(entry.number)),), bold, element.child("Lbl"), indent)
    label = replace(label, source=entry.number)
    compact = scale.small.model_copy(update={"leading": layout.style.reference_leading})
    body = layout.text(entry.inlines, compact, element.child("LBody"), width - indent)
    return ItemBox(label, StackBox((body,)), indent)
