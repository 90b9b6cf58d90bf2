"""Document nodes in, boxes and structure elements out: one function for each kind of node."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from handoutgen.content.page_words import PageWords
from handoutgen.document.nodes import (
    Block,
    Callout,
    Disclaimer,
    Facing,
    Figure,
    Heading,
    Inline,
    List,
    ListItem,
    Mark,
    Panel,
    Paragraph,
    References,
    Section,
    SideBySide,
    Table,
    Text,
    inline_text,
)
from handoutgen.errors import Location, Problem
from handoutgen.render.pdf.boxes import (
    BesideBox,
    Box,
    FrameBreak,
    ItemBox,
    RuleBox,
    StackBox,
    TextBox,
    WriteOnBox,
    placed,
)
from handoutgen.render.pdf.callout import CalloutBox, look_of
from handoutgen.render.pdf.condition_list import lay_condition_list
from handoutgen.render.pdf.facing import lay_facing
from handoutgen.render.pdf.figure_block import figure_scale, lay_figure
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.pagination import Flowing
from handoutgen.render.pdf.plan import Meeting
from handoutgen.render.pdf.reference_list import lay_references
from handoutgen.render.pdf.side import lay_one_by_one, lay_side_by_side
from handoutgen.render.pdf.structure import NUMBERED, StructureElement
from handoutgen.render.pdf.table import lay_table
from handoutgen.render.pdf.text import Setter, in_bold
from handoutgen.render.style import Style, Type

_GUTTER = 18
_NARROWEST = 0.34
"""The share of the width that a figure beside text takes at least: its caption needs it."""

_SHORT = 60
"""A block of at most this height stays with what it introduces."""
_INTRODUCED = (Table, SideBySide, Figure, List)
_HEADING_ROLE = {1: "H1", 2: "H2", 3: "H3"}


class Layout:
    """Makes boxes of one width after another, and the structure elements they belong to."""

    def __init__(
        self,
        style: Style,
        faces: Faces,
        words: PageWords,
        width: float,
        columns: int = 2,
        height: float = 600,
    ) -> None:
        self.words = words
        self.style = style
        self.setter = Setter(style, faces)
        self.width = width
        self.height = height
        self.columns = columns
        self.measure = min(style.measure, width)
        self.bookmarks: list[tuple[str, str, int]] = []
        self.problems: list[Problem] = []
        self.at: Location | None = None
        self.meeting: Meeting = "columns"

    def flow(self, blocks: Iterable[Block], parent: StructureElement) -> Iterator[Flowing]:
        """The boxes of blocks in order, each with where its content was written."""
        for block in blocks:
            if isinstance(block, Panel):
                yield from self.flow(block.blocks, parent.child("Div"))
                continue
            self.at = block.at
            for box in self.block(block, parent, self.width):
                yield Flowing(box, block.at)

    def block(self, block: Block, parent: StructureElement, width: float) -> Iterator[Box]:
        """The boxes of one block in a column of some width."""
        gap = self.style.space.block
        match block:
            case Heading():
                yield self.heading(block, parent, width)
            case Paragraph():
                yield from self._paragraph(block, parent, width)
            case List(style="conditions"):
                yield from lay_condition_list(self, block, parent, width)
            case List():
                yield from self._list(block, parent, width)
            case Table():
                yield placed(lay_table(self, block, parent, width), before=gap)
            case Figure():
                yield from lay_figure(self, block, parent, width)
            case Callout():
                yield replace(self._callout(block, parent, width), before=gap)
            case SideBySide() if self.columns == 1:
                for index, box in enumerate(lay_one_by_one(self, block, parent, width)):
                    if index:
                        yield FrameBreak()
                    yield placed(box, before=gap)
                yield FrameBreak(soft=True)
            case SideBySide():
                yield placed(lay_side_by_side(self, block, parent, width), before=gap)
            case Section() | Disclaimer() | Panel():
                yield from self._section(block.blocks, parent, width)
            case References():
                yield from lay_references(self, block, parent, width)
            case Facing():
                yield from lay_facing(self, block, parent, width)
            case _:
                assert_never(block)

    def stack(self, blocks: Iterable[Block], parent: StructureElement, width: float) -> StackBox:
        """Blocks in a column as one box, without space over the first."""
        return StackBox(tuple(box for b in blocks for box in self.block(b, parent, width)))

    def content(
        self,
        blocks: tuple[Block, ...],
        element: StructureElement,
        width: float,
        kind: Type,
        colour: str | None = None,
    ) -> StackBox:
        """What stands in a cell or list item: one paragraph belongs to the element itself."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and not blocks[0].lines:
            return StackBox((self.text(blocks[0].inlines, kind, element, width, colour=colour),))
        return self.stack(blocks, element, width)

    def text(
        self,
        inlines: tuple[Inline, ...],
        kind: Type,
        element: StructureElement,
        width: float,
        *,
        colour: str | None = None,
        before: float = 0,
        keep_with_next: bool = False,
        balanced: bool = False,
        mark_size: float | None = None,
    ) -> TextBox:
        """Lines of text that belong to an element."""
        lines = self.setter.lines(
            inlines,
            kind,
            colour or self.style.colour.ink,
            width,
            balanced=balanced,
            mark_size=mark_size,
        )
        for line in lines:
            if line.cut:
                self._refuse(line.cut, width)
        return TextBox(lines, kind.leading, kind.size, element, before, keep_with_next)

    def _refuse(self, word: str, width: float) -> None:
        message = f"the word {word!r} is wider than its column of {width:.0f} points"
        hint = "use a shorter word, or a layout or style with more room."
        self.problems.append(Problem("D014", message, self.at, hint))

    def _section(
        self, blocks: tuple[Block, ...], parent: StructureElement, width: float
    ) -> Iterator[Box]:
        space = self.style.space
        element = parent.child("Sect")
        boxes = list(self._with_figures_beside(blocks, element, width)) if blocks else []
        if boxes:
            yield RuleBox(
                width,
                0.75,
                self.style.colour.ink,
                before=space.over_section,
                pages=self._pages,
            )
        for index, box in enumerate(boxes):
            yield placed(box, before=space.under_rule) if index == 0 else box

    @property
    def _pages(self) -> int:
        """On how many pages stands what belongs to both languages and is no content."""
        return 2 if self.meeting == "pages" else 1

    @property
    def _stacked(self) -> bool:
        return self.style.stacked == "all"

    def _with_figures_beside(
        self, blocks: tuple[Block, ...], parent: StructureElement, width: float
    ) -> Iterator[Box]:
        """Boxes of a section; a paragraph and the narrow figure after it share a row.

        A section of nothing else stands beside its figure whole, with its heading.
        """
        position = 0
        while position < len(blocks):
            beside = 0 if self._stacked else _beside(blocks, position, width)
            if beside:
                figure = blocks[position + beside]
                assert isinstance(figure, Figure)  # noqa: S101
                narrow = max(figure.drawing.width * figure_scale(self.style), width * _NARROWEST)
                side = min(narrow, (width - _GUTTER) / 2)
                column = width - _GUTTER - side
                text = self.stack(blocks[position : position + beside], parent, column)
                picture = self.stack((figure,), parent, side)
                yield BesideBox(text, picture, column + _GUTTER, before=self.style.space.block)
                position += beside + 1
                continue
            block = blocks[position]
            following = blocks[position + 1] if position + 1 < len(blocks) else None
            opens, leads = _opening(following), isinstance(_ending(block), Paragraph)
            introduces = isinstance(opens, _INTRODUCED)
            introduces = introduces or (self._stacked and isinstance(opens, Heading))
            for box in self.block(block, parent, width):
                keep = introduces and leads and box.height < _SHORT
                yield placed(box, keep_with_next=True) if keep else box
            position += 1

    def heading(
        self, block: Heading, parent: StructureElement, width: float, kind: Type | None = None
    ) -> TextBox:
        """A heading in the type of its level, or in another; the first two levels are bookmarks."""
        scale, space = self.style.type, self.style.space
        kind = kind or {1: scale.title, 2: scale.question, 3: scale.subhead}[block.level]
        element = parent.child(_HEADING_ROLE[block.level])
        title = inline_text(block.inlines)
        mark = next((i for i in block.inlines if isinstance(i, Mark)), None)
        colour = None
        if mark is not None and block.level > 1:
            colour = self.style.of_condition(mark.condition).ink
        box = self.text(
            block.inlines,
            kind,
            element,
            width,
            colour=colour,
            before=space.block if block.level > 1 else 14,
            keep_with_next=True,
            balanced=True,
            mark_size=kind.size * 0.95,
        )
        if block.level > 2:
            return box
        name = f"heading-{len(self.bookmarks)}"
        self.bookmarks.append((name, title, block.level))
        return replace(box, destination=name)

    def _paragraph(self, block: Paragraph, parent: StructureElement, width: float) -> Iterator[Box]:
        scale, space = self.style.type, self.style.space
        kinds = {
            "body": (scale.body, self.style.colour.ink, space.paragraph),
            "lead": (scale.lead, self.style.colour.ink, space.block),
            "label": (scale.label, self.style.colour.muted, 0),
            "note": (scale.small, self.style.colour.muted, 1),
            "full-name": (scale.full_name, self.style.colour.ink, 2),
            "language": (scale.small, self.style.colour.muted, 0),
        }
        kind, colour, before = kinds[block.role]
        element = parent.child("P")
        measure = width if block.role == "lead" else min(width, self.measure)
        yield self.text(
            block.inlines,
            kind,
            element,
            measure,
            colour=colour,
            before=before,
            keep_with_next=block.role in ("label", "language") or bool(block.lines),
        )
        if block.lines:
            yield self.write_on(block.lines, width)

    def write_on(self, lines: int, width: float) -> Box:
        """Lines to write on."""
        pitch, colour = self.style.write_on_pitch, self.style.colour.rule
        return WriteOnBox(lines, width, pitch, colour, pages=self._pages)

    def _list(self, block: List, parent: StructureElement, width: float) -> Iterator[Box]:
        numbered = block.style in ("numbers", "questions")
        element = parent.child("L", attributes=NUMBERED if numbered else ())
        before = self.style.space.paragraph
        for index, item in enumerate(block.items, 1):
            label = str(index) if numbered else "–"
            box = self._item(item, element, label, width, bold=numbered)
            # The last item does not go to the next page alone.
            together = index == len(block.items) - 1 and box.height < _SHORT
            yield placed(box, before=before, keep_with_next=together)
            before = self.style.space.item

    def _item(
        self, item: ListItem, parent: StructureElement, label: str, width: float, *, bold: bool
    ) -> ItemBox:
        body_type = self.style.type.body
        indent = 28 if bold else 20
        element = parent.child("LI")
        label_element = element.child("Lbl")
        body_element = element.child("LBody")
        kind = in_bold(body_type)
        label_box = self.text((Text(label),), kind, label_element, indent)
        measure = min(width - indent, self.measure)
        first = item.blocks[0] if item.blocks else None
        if len(item.blocks) == 1 and isinstance(first, Paragraph) and first.lines:
            text = self.text(first.inlines, body_type, body_element, measure, keep_with_next=True)
            body = StackBox((text, self.write_on(first.lines, width - indent)))
        else:
            body = self.content(item.blocks, body_element, measure, body_type)
        return ItemBox(label_box, body, indent)

    def _callout(self, block: Callout, parent: StructureElement, width: float) -> CalloutBox:
        colours, scale = self.style.colour, self.style.type
        look = look_of(block.urgency, self.style)
        element = parent.child("Sect")
        inner = width - 2 * look.pad - look.bar
        heading_box: TextBox | None = None
        rest = block.blocks
        if rest and isinstance(rest[0], Heading):
            heading = rest[0]
            kind = scale.subhead
            colour = colours.paper if look.black_head else colours.ink
            heading_element = element.child(_HEADING_ROLE[heading.level])
            heading_box = self.text(
                heading.inlines,
                kind,
                heading_element,
                inner - (look.icon + 11 if look.icon else 0),
                colour=colour,
            )
            rest = rest[1:]
        # Without a heading the sign stands beside the text, also where the text goes on.
        beside = look.icon + 11 if heading_box is None and look.icon else 0
        body = self.stack(rest, element, inner - beside)
        return CalloutBox(look, heading_box, body, width, beside=beside)


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
