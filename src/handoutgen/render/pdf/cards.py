"""Four cards to a sheet, to be cut apart and handed out singly: each one says what it is."""

from collections.abc import Mapping

from handoutgen.content.layouts import PrintForm
from handoutgen.document.nodes import Block
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.furniture import FOOT_GAP, PageFurniture, PageMeasures
from handoutgen.render.pdf.operators import components, numbers
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.plan import Frame, Meeting, place_in
from handoutgen.render.pdf.sheet import page_size
from handoutgen.render.style import Style

_ACROSS, _DOWN = 2, 2
_INSET = 22.0
"""From the cut to the text."""

_INSET_ENDS = 18.0
"""From the cut to what stands first and last on a card."""

_UNDER_HEAD = 6.0
_TICK = 10.0


@dataclass(frozen=True, slots=True)
class CardsPlan:
    """Cards from left to right, then from top to bottom."""

    form: PrintForm
    style: Style
    furniture: PageFurniture

    @property
    def size(self) -> tuple[float, float]:
        """The sheet."""
        return page_size(self.style, self.form)

    @property
    def text_width(self) -> float:
        """The width of a card's text."""
        return self.size[0] / _ACROSS - 2 * _INSET

    @property
    def columns(self) -> int:
        """Conditions stand beside each other."""
        return 2

    @property
    def loose(self) -> str:
        """What stands on no card of its own shares one."""
        return "card"

    def place_of(self, block: Block) -> str:
        """Its panel, or the one place for all else."""
        return place_in(block, self.loose)

    def meeting(self, place: str) -> Meeting:
        """Columns."""
        return "columns"

    def start(self, place: str, used: Mapping[str, int]) -> int:
        """The frames of a place follow each other."""
        return used[place]

    def measures(self, index: int) -> PageMeasures:
        """The places of head and foot of a card, counted from 0."""
        width, height = self.size[0] / _ACROSS, self.size[1] / _DOWN
        position = index % (_ACROSS * _DOWN)
        column, row = position % _ACROSS, position // _ACROSS
        bottom = self.size[1] - (row + 1) * height
        return PageMeasures(
            left=column * width + _INSET,
            width=self.text_width,
            top=bottom + height - _INSET_ENDS,
            foot=bottom + _INSET_ENDS,
            leading=self.style.type.small.leading,
            foot_lines=3 if self.furniture.document.furniture.telephone else 2,
        )

    def frame(self, place: str, index: int) -> Frame:
        """The text area of a card."""
        at = self.measures(index)
        top = at.top - at.first_head - _UNDER_HEAD + 6
        bottom = at.foot + at.foot_height + FOOT_GAP - 7
        return Frame(index // (_ACROSS * _DOWN), at.left, top, top - bottom)

    def limit(self, place: str) -> int | None:
        """As many cards as it takes."""
        return None

    def paint_furniture(
        self, painter: Painter, page: int, pages: int, continued: tuple[bool, ...]
    ) -> None:
        """Head and foot of each card of a sheet, and the marks to cut by."""
        self._cut_marks(painter)
        shown = self.furniture.document.furniture
        edition = self.furniture.edition_line
        first = page * _ACROSS * _DOWN
        for index in range(first, min(len(continued), first + _ACROSS * _DOWN)):
            at = self.measures(index)
            with painter.artifact():
                painter.rule(at.left, at.top - 1, at.width, 2, self.style.colour.ink)
            again = self.furniture.document.words.continued if continued[index] else ""
            self.furniture.line(painter, at, at.top - 6, shown.running_title, again)
            top = at.foot + at.foot_height
            with painter.artifact():
                painter.rule(at.left, top, at.width, 0.75, self.style.colour.rule)
            self.furniture.line(painter, at, top - 6, shown.foot_left[1], "")
            written = top - 6 - at.leading
            self.furniture.line(painter, at, written, shown.written, edition)
            if shown.telephone:
                # A card that says when to call is read where nothing else is at hand.
                y = written - at.leading
                self.furniture.line(
                    painter, at, y, shown.head_left, shown.telephone, bold=True, bold_right=True
                )

    def _cut_marks(self, painter: Painter) -> None:
        width, height = self.size
        x, y = width / _ACROSS, height / _DOWN
        edge = 18.0
        ends = (
            ((x, edge), (x, edge + _TICK)),
            ((x, height - edge - _TICK), (x, height - edge)),
            ((edge, y), (edge + _TICK, y)),
            ((width - edge - _TICK, y), (width - edge, y)),
            ((x - _TICK / 2, y), (x + _TICK / 2, y)),
            ((x, y - _TICK / 2), (x, y + _TICK / 2)),
        )
        lines = "\n".join(f"{numbers(*a)} m {numbers(*b)} l" for a, b in ends)
        with painter.artifact():
            painter.code(f"{components(self.style.colour.rule)} RG 0.75 w\n{lines} S")
