"""Head and foot of the pages: artifacts, so that a screen reader does not read them again."""

from dataclasses import dataclass

from handoutgen.document.nodes import Document, Mark, Text
from handoutgen.render.pdf.boxes import TextBox
from handoutgen.render.pdf.grid import ArtifactText
from handoutgen.render.pdf.pagination import Area
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.structure import StructureElement
from handoutgen.render.pdf.text import Setter
from handoutgen.render.style import Style, Type

_NAMES_SHARE = 0.6
"""The share of a line that the text at its right end may take."""

_FIRST_HEAD = 27.0
_HEAD = 29.0
_HEAD_GAP = 13.0
_FOOT_GAP = 10.0
_HEADER = "/Type /Pagination /Subtype /Header /Attached [/Top]"
_FOOTER = "/Type /Pagination /Subtype /Footer /Attached [/Bottom]"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper size with the margins of a style, in points."""

    width: float
    height: float
    side: float
    top: float
    foot: float
    foot_height: float

    @classmethod
    def of(cls, style: Style, paper: str) -> "Sheet":
        """The sheet of a paper name that the style knows."""
        size = style.paper[paper]  # type: ignore[index]
        margin = style.margin
        foot_height = 2 * style.type.small.leading + 8
        return cls(size.width, size.height, margin.side, margin.top, margin.foot, foot_height)

    @property
    def content_width(self) -> float:
        """The width of the text area."""
        return self.width - 2 * self.side

    def content_top(self, page: int) -> float:
        """Where the text area of a page, counted from 0, starts."""
        head = _FIRST_HEAD if page == 0 else _HEAD
        return self.height - self.top - head - (4 if page == 0 else _HEAD_GAP)

    @property
    def content_bottom(self) -> float:
        """Where the text area ends."""
        return self.foot + self.foot_height + _FOOT_GAP

    @property
    def area(self) -> Area:
        """The heights that pagination works with."""
        return Area(
            self.content_top(0) - self.content_bottom, self.content_top(1) - self.content_bottom
        )


@dataclass(frozen=True, slots=True)
class PageFurniture:
    """Paints head and foot of each page of a document."""

    document: Document
    edition: str
    sheet: Sheet
    style: Style
    setter: Setter

    def paint(self, painter: Painter, page: int, pages: int) -> None:
        """Paint head and foot of a page, counted from 0, of so many pages."""
        if page == 0:
            self._first_head(painter)
        else:
            self._head(painter)
        self._foot(painter, page, pages)

    def _first_head(self, painter: Painter) -> None:
        sheet, furniture = self.sheet, self.document.furniture
        top = sheet.height - sheet.top
        with painter.artifact(_HEADER):
            painter.rule(sheet.side, top - 1.5, sheet.content_width, 3, self.style.colour.ink)
        self._line(painter, top - 8, furniture.head_left, furniture.head_right, bold=True)

    def _head(self, painter: Painter) -> None:
        sheet, furniture = self.sheet, self.document.furniture
        top = sheet.height - sheet.top
        kind = self._kind(bold=True)
        room = sheet.content_width * _NAMES_SHARE / max(1, len(furniture.condition_names)) - 16
        marks = [
            self._box((Mark(n), Text(name)), kind, self.style.colour.ink, room)
            for n, name in enumerate(furniture.condition_names, 1)
        ]
        right = sheet.side + sheet.content_width
        for box in reversed(marks):
            right -= box.box.lines[0].width
            box.paint(painter, right, top)
            right -= 16
        room = right - sheet.side
        title = self._box(
            (Text(furniture.running_title),), self._kind(), self.style.colour.muted, room
        )
        title.paint(painter, sheet.side, top)
        with painter.artifact(_HEADER):
            y = top - _HEAD + 7
            painter.rule(sheet.side, y, sheet.content_width, 0.75, self.style.colour.ink)

    def _foot(self, painter: Painter, page: int, pages: int) -> None:
        sheet, furniture = self.sheet, self.document.furniture
        top = sheet.foot + sheet.foot_height
        with painter.artifact(_FOOTER):
            painter.rule(sheet.side, top, sheet.content_width, 0.75, self.style.colour.rule)
        rights = (f"Page {page + 1} of {pages}", f"Edition {self.edition}")
        leading = self.style.type.small.leading
        for index, (left, right) in enumerate(zip(furniture.foot_left, rights, strict=True)):
            y = top - 7 - index * leading
            self._line(painter, y, left, right, bold_right=index == 0)

    def _line(
        self,
        painter: Painter,
        top: float,
        left: str,
        right: str,
        *,
        bold: bool = False,
        bold_right: bool = False,
    ) -> None:
        sheet, colour = self.sheet, self.style.colour
        width = sheet.content_width
        right_colour = colour.ink if bold_right else colour.muted
        most = width * _NAMES_SHARE
        end = self._box((Text(right),), self._kind(bold=bold_right), right_colour, most)
        used = end.box.lines[0].width if end.box.lines else 0
        left_colour = colour.ink if bold else colour.muted
        start = self._box((Text(left),), self._kind(bold=bold), left_colour, width - used - 12)
        start.paint(painter, sheet.side, top)
        end.paint(painter, sheet.side + width - used, top)

    def _kind(self, *, bold: bool = False) -> Type:
        return self.style.type.label if bold else self.style.type.small

    def _box(
        self,
        inlines: tuple[Mark | Text, ...],
        kind: Type,
        colour: str,
        width: float = 10_000,
    ) -> ArtifactText:
        """One line; what does not fit is cut with an ellipsis, since furniture never wraps."""
        lines = self.setter.lines(inlines, kind, colour, width)
        if len(lines) > 1:
            words = "".join(f.text for f in lines[0].fragments).rstrip()
            shorter = words[:-2].rstrip() + " …"
            marks = tuple(i for i in inlines if isinstance(i, Mark))
            lines = self.setter.lines((*marks, Text(shorter)), kind, colour, 10_000)
        return ArtifactText(TextBox(lines, kind.leading, kind.size, StructureElement("NonStruct")))
