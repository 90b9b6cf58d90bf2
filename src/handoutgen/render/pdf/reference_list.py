"""The list of sources: a number in the margin that citations lead to, and the entry beside it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from handoutgen.document.inline import Text
from handoutgen.document.nodes import ReferenceEntry, References
from handoutgen.render.pdf.boxes import Box, ItemBox, StackBox, placed
from handoutgen.render.pdf.columns import ColumnsBox
from handoutgen.render.pdf.structure import NUMBERED, StructureElement
from handoutgen.render.pdf.text import in_bold
from handoutgen.render.style import Type

if TYPE_CHECKING:
    from handoutgen.render.pdf.layout import Layout

_GUTTER = 18
_APART = 3
"""Between entries in full; short ones are a line each, and need none."""

_SHORT_LIST_WIDE = 400
"""From this width a list of short references stands in two columns."""


class _Look(NamedTuple):
    """How the entries of one list are set."""

    number: Type
    entry: Type
    indent: float


def lay_references(
    layout: "Layout", block: References, parent: StructureElement, width: float
) -> Iterator[Box]:
    """The entries under each other; short ones in two columns where there is room."""
    element = parent.child("L", attributes=NUMBERED)
    before = layout.style.space.under_heading
    look = _look_of(layout, block)
    if block.short and width > _SHORT_LIST_WIDE:
        column = (width - _GUTTER) / 2
        items = [_entry(layout, entry, element, column, look) for entry in block.entries]
        yield ColumnsBox.balanced(items, 2, column + _GUTTER, before)
        return
    for index, entry in enumerate(block.entries):
        item = _entry(layout, entry, element, width, look, before)
        # One entry alone under the heading would look like all there is.
        yield replace(item, keep_with_next=index == 0 and len(block.entries) > 1)
        before = 0 if block.short else _APART


def is_source(box: Box) -> bool:
    """Whether a box is an entry of a list of sources, or the rest of one."""
    if not isinstance(box, ItemBox):
        return False
    return box.label is None or box.label.source > 0


def closed_up(box: Box) -> Box:
    """The box, without the space between it and the entry before if it is one of a list."""
    return placed(box, before=0) if is_source(box) and box.before == _APART else box


def _look_of(layout: "Layout", block: References) -> _Look:
    """The indent is so many times the size of the type, or more where a number needs it."""
    small = layout.style.type.small
    # A number is no higher than the entry's line, or lists of one line each would be.
    number = in_bold(small).changed(leading=layout.style.reference_leading)
    widths = (layout.setter.widest((Text(str(e.number)),), number) for e in block.entries)
    usual = (1.9 if block.short else 2.1) * small.size
    indent = max(usual, max(widths, default=0) + small.size / 2)
    entry = small.changed(leading=layout.style.reference_leading)
    return _Look(number, entry, indent)


def _entry(
    layout: "Layout",
    entry: ReferenceEntry,
    parent: StructureElement,
    width: float,
    look: _Look,
    before: float = 0,
) -> ItemBox:
    element = parent.child("LI", language=entry.language or None)
    number = (Text(str(entry.number)),)
    label = layout.text(number, look.number, element.child("Lbl"), look.indent)
    label = replace(label, source=entry.number)
    body = layout.text(entry.inlines, look.entry, element.child("LBody"), width - look.indent)
    return ItemBox(label, StackBox((body,)), look.indent, before)
