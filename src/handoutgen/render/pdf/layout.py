"""Document nodes in, boxes and structure elements out: one function for each kind of node."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from handoutgen.content.page_words import PageWords
from handoutgen.document.inline import Inline, Mark, inline_text
from handoutgen.document.nodes import (
    Block,
    Callout,
    Disclaimer,
    Facing,
    Figure,
    Heading,
    List,
    Panel,
    Paragraph,
    ParagraphRole,
    References,
    Section,
    SideBySide,
    Table,
)
from handoutgen.errors import Location, Problem
from handoutgen.render.pdf.boxes import (
    Box,
    FrameBreak,
    StackBox,
    TextBox,
    WriteOnBox,
    placed,
)
from handoutgen.render.pdf.callout import lay_callout
from handoutgen.render.pdf.condition_list import lay_condition_list
from handoutgen.render.pdf.facing import lay_facing
from handoutgen.render.pdf.figure_block import lay_figure
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.list_block import lay_list
from handoutgen.render.pdf.pagination import Flowing
from handoutgen.render.pdf.plan import Meeting
from handoutgen.render.pdf.reference_list import lay_references
from handoutgen.render.pdf.section_block import lay_section
from handoutgen.render.pdf.side import lay_one_by_one, lay_side_by_side
from handoutgen.render.pdf.structure import StructureElement
from handoutgen.render.pdf.table import lay_table
from handoutgen.render.pdf.text import Setter
from handoutgen.render.style import Style, Type
from handoutgen.said import said


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
        scale, space = style.type, style.space
        ink, muted = style.colour.ink, style.colour.muted
        self._paragraphs: Mapping[ParagraphRole, tuple[Type, str, float]] = {
            "body": (scale.body, ink, space.paragraph),
            "lead": (scale.lead, ink, space.block),
            "label": (scale.label, muted, space.block),
            "note": (scale.small, muted, 1),
            "full-name": (scale.full_name, ink, 2),
            "language": (scale.small, muted, 0),
        }

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
                yield from lay_list(self, block, parent, width)
            case Table():
                yield placed(lay_table(self, block, parent, width), before=gap)
            case Figure():
                yield from lay_figure(self, block, parent, width)
            case Callout():
                yield replace(lay_callout(self, block, parent, width), before=gap)
            case SideBySide() if self.columns == 1:
                for index, box in enumerate(lay_one_by_one(self, block, parent, width)):
                    if index:
                        yield FrameBreak()
                    yield placed(box, before=gap)
                yield FrameBreak(soft=True)
            case SideBySide():
                yield placed(lay_side_by_side(self, block, parent, width), before=gap)
            case Section() | Disclaimer() | Panel():
                yield from lay_section(self, block.blocks, parent, width)
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
        message = said(
            "the word {word} is wider than its column of {points} points",
            word=repr(word),
            points=f"{width:.0f}",
        )
        hint = said("use a shorter word, or a layout or style with more room.")
        self.problems.append(Problem("D014", message, self.at, hint))

    @property
    def pages(self) -> int:
        """On how many pages stands what belongs to both languages and is no content."""
        return 2 if self.meeting == "pages" else 1

    def heading(
        self, block: Heading, parent: StructureElement, width: float, kind: Type | None = None
    ) -> TextBox:
        """A heading in the type of its level, or in another; the first two levels are bookmarks."""
        scale, space = self.style.type, self.style.space
        kind = kind or {1: scale.title, 2: scale.question, 3: scale.subhead}[block.level]
        element = parent.child(f"H{block.level}")
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
        kind, colour, before = self._paragraphs[block.role]
        element = parent.child("P", language=block.language or None)
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
        return WriteOnBox(lines, width, pitch, colour, pages=self.pages)
