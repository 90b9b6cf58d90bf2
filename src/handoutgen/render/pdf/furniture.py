"""Head and foot of the pages: artifacts, so that a screen reader does not read them again."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from handoutgen.document.bilingual import both
from handoutgen.document.inline import Mark, Text
from handoutgen.document.nodes import Document
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.artifact_text import ArtifactText
from handoutgen.render.pdf.boxes import TextBox
from handoutgen.render.pdf.foot import ENDS_APART, End, Ends, FootLine, FootWords, foot_lines
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.structure import StructureElement
from handoutgen.render.pdf.text import Setter, in_bold
from handoutgen.render.style import Style, Type
from handoutgen.said import filled

if TYPE_CHECKING:
    from handoutgen.document.logo import Logo

_WIDEST_EDITION = "WWWW-WW"
"""Where pages end must not depend on the letters of the edition that comes out of it."""

_MANY_PAGES = 88
"""As wide as the numbers of pages get, near enough."""

_NAMES_APART = 16.0
_LEAST_TITLE = 0.25
"""A running title with less than this share of the line would be all ellipsis."""

_NAMES_SHARE = 0.6
"""The share of a line that the text at its right end may take."""

_LOGO_TALLER = 9.0
"""How much higher than a line of the head a clinic's logo is, in points."""

_LOGO_SHARE = 0.5
"""The share of a line that a logo may take; a wider one is smaller."""

FOOT_GAP = 10.0
"""The space between the text and the line over the foot."""

_HEADER = "/Type /Pagination /Subtype /Header /Attached [/Top]"
_FOOTER = "/Type /Pagination /Subtype /Footer /Attached [/Bottom]"


@dataclass(frozen=True, slots=True)
class PageMeasures:
    """Where head and foot of a page stand, in points from its lower left corner."""

    left: float
    width: float
    top: float
    foot: float
    leading: float
    headed: bool = True
    foot_lines: int = 2
    head_lines: int = 1

    @property
    def first_head(self) -> float:
        """The height of the head of the first page."""
        return self.head_lines * self.leading + 12 if self.headed else 3

    @property
    def head(self) -> float:
        """The height of the head of every other page."""
        return self.leading + 14

    @property
    def foot_height(self) -> float:
        """The height of the foot: its lines and the rule over them."""
        return self.foot_lines * self.leading + 8


@dataclass(frozen=True, slots=True)
class PageFurniture:
    """Paints head and foot of each page of a document."""

    document: Document
    edition: str
    style: Style
    setter: Setter

    @property
    def edition_line(self) -> str:
        """What the foot says of the edition."""
        return self._edition(self.edition)

    def side(self, side: int, sides: int) -> str:
        """What the foot of a folded sheet says of its side, counted from 1."""
        return filled(self.document.words.side, side=side, sides=sides)

    def _edition(self, edition: str) -> str:
        return filled(self.document.words.edition, edition=edition)

    def in_first_language(self) -> "PageFurniture":
        """The same without what it says in the second language."""
        furniture = replace(self.document.furniture, second=None)
        return replace(self, document=replace(self.document, furniture=furniture))

    def in_second_language(self) -> "PageFurniture":
        """The same in the second language of the document, or in the first if it has one only."""
        document = self.document
        furniture = document.furniture.second or document.furniture
        words = document.second_words or document.words
        return replace(self, document=replace(document, furniture=furniture, words=words))

    def paint(
        self,
        painter: Painter,
        at: PageMeasures,
        foot: tuple[FootLine, ...],
        page: int,
        pages: int,
    ) -> None:
        """Paint head and foot of a page, counted from 0, of so many pages."""
        if page == 0:
            self._first_head(painter, at)
        else:
            self._head(painter, at)
        self._foot(painter, at, foot, self._ends(self.edition, page + 1, pages))

    def _first_head(self, painter: Painter, at: PageMeasures) -> None:
        furniture = self.document.furniture
        with painter.artifact(_HEADER):
            painter.rule(at.left, at.top - 1.5, at.width, 3, self.style.colour.ink)
        if not at.headed:
            return
        second = furniture.second or furniture
        names = self.name_lines(at.width)
        right = both(furniture.head_right, second.head_right)
        if furniture.logo is not None:
            from handoutgen.render.pdf.logo import paint_logo

            right = ""  # the logo stands in its place
            height = self._logo_height(furniture.logo, at.width)
            x = at.left + at.width - height * furniture.logo.ratio
            paint_logo(painter, furniture.logo, x, at.top - 6 - height, height, artifact=_HEADER)
        elif len(names) > 1 or self._too_wide(names[0], right, at.width):
            right = ""  # whose handout it is says more than whom it is for
        for index, words in enumerate(names):
            y = at.top - 8 - index * at.leading
            self.line(painter, at, y, words, right, bold=True)

    def name_lines(self, width: float) -> tuple[str, ...]:
        """Whose handout it is, in as many lines of the first head as it takes beside a logo."""
        furniture = self.document.furniture
        second, logo = furniture.second or furniture, furniture.logo
        room = width
        if logo is not None:
            room -= self._logo_height(logo, width) * logo.ratio + ENDS_APART
        left = both(furniture.head_left, second.head_left)
        if self._too_wide(left, "", room):
            left = furniture.head_left
        return self.wrapped(left, room) or ("",)

    def _logo_height(self, logo: "Logo", width: float) -> float:
        """A line and a little more, in points, or less where it would be too wide."""
        return min(self.style.type.small.leading + _LOGO_TALLER, width * _LOGO_SHARE / logo.ratio)

    def _head(self, painter: Painter, at: PageMeasures) -> None:
        furniture = self.document.furniture
        top = at.top
        kind = self._kind(bold=True)
        second = furniture.second or furniture
        names = zip(furniture.condition_names, second.condition_names, strict=True)
        marks = [
            self._box((Mark(n), Text(both(*name))), kind, self.style.colour.ink)
            for n, name in enumerate(names, 1)
        ]
        # Names tell more than the title, which every reader has seen; marks alone tell nothing.
        needed = sum(box.box.lines[0].width + _NAMES_APART for box in marks)
        right = at.left + at.width
        for box in reversed(marks if needed <= at.width + _NAMES_APART else ()):
            right -= box.box.lines[0].width
            box.paint(painter, right, top)
            right -= _NAMES_APART
        room = right - at.left
        if room > _LEAST_TITLE * at.width or needed > at.width:
            words = both(furniture.running_title, second.running_title)
            if self._too_wide(words, "", room):
                words = furniture.running_title
            title = self._box((Text(words),), self._kind(), self.style.colour.muted, room)
            title.paint(painter, at.left, top)
        with painter.artifact(_HEADER):
            painter.rule(at.left, top - at.head + 7, at.width, 0.75, self.style.colour.ink)

    def _foot(
        self, painter: Painter, at: PageMeasures, foot: tuple[FootLine, ...], ends: Ends
    ) -> None:
        top = at.foot + at.foot_height
        with painter.artifact(_FOOTER):
            painter.rule(at.left, top, at.width, 0.75, self.style.colour.rule)
        leading = self.style.type.small.leading
        for index, line in enumerate(foot):
            y = top - 7 - index * leading
            left = ends[line.left] if isinstance(line.left, End) else line.left
            right = ends[line.right] if line.right else ""
            self.line(painter, at, y, left, right, bold_right=line.right is End.NUMBER)

    def foot(
        self, width: float, *, named: bool = False, stapled: bool = False
    ) -> tuple[FootLine, ...]:
        """The lines of the foot of a page this wide, the same on every page (`foot_lines`)."""
        furniture = self.document.furniture
        joined, review = furniture.foot_left
        clinic = furniture.head_left if furniture.written not in ("", joined) else ""
        second = (furniture.second.foot_left[1],) if furniture.second else ()
        words = FootWords(furniture.written, clinic, joined, (review, *second))
        widest = self._ends(_WIDEST_EDITION, _MANY_PAGES, _MANY_PAGES)
        wrap = partial(self.wrapped, bold=False)
        return foot_lines(words, widest, width, wrap, self._width, named=named, stapled=stapled)

    def _ends(self, edition: str, page: int, pages: int) -> Ends:
        number = filled(self.document.words.page, page=page, pages=pages)
        return {End.NUMBER: number, End.EDITION: self._edition(edition)}

    def _width(self, words: str) -> float:
        # In bold, as the number of a page is.
        box = self._box((Text(words),), self._kind(bold=True), "") if words else None
        return box.box.lines[0].width if box else 0.0

    def _too_wide(self, left: str, right: str, width: float) -> bool:
        return self._width(left) + self._width(right) + ENDS_APART > width

    def line(
        self,
        painter: Painter,
        at: PageMeasures,
        top: float,
        left: str,
        right: str,
        *,
        bold: bool = False,
        bold_right: bool = False,
    ) -> None:
        """A line with something at either end."""
        colour, width = self.style.colour, at.width
        right_colour = colour.ink if bold_right else colour.muted
        most = width * _NAMES_SHARE
        end = self._box((Text(right),), self._kind(bold=bold_right), right_colour, most)
        used = end.box.lines[0].width if end.box.lines else 0
        left_colour = colour.ink if bold else colour.muted
        room = width - used - ENDS_APART if used else width
        start = self._box((Text(left),), self._kind(bold=bold), left_colour, room)
        start.paint(painter, at.left, top)
        end.paint(painter, at.left + width - used, top)

    def wrapped(self, words: str, width: float, *, bold: bool = True) -> tuple[str, ...]:
        """Words in as many lines as they take, where a line of furniture would cut them."""
        lines = self.setter.lines((Text(words),), self._kind(bold=bold), "", width)
        if len(lines) == 1:
            return (words,)
        return tuple("".join(f.text for f in line.fragments).rstrip() for line in lines)

    def _kind(self, *, bold: bool = False) -> Type:
        small = self.style.type.small
        return in_bold(small) if bold else small

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
            marks = tuple(i for i in inlines if isinstance(i, Mark))
            lines = self.setter.lines((*marks, Text(f"{words} …")), kind, colour, width)
            while len(lines) > 1 and words:
                words = words.rpartition(" ")[0] or words[:-2]
                lines = self.setter.lines((*marks, Text(f"{words} …")), kind, colour, width)
        return ArtifactText(
            TextBox(lines[:1], kind.leading, kind.size, StructureElement("NonStruct"))
        )
