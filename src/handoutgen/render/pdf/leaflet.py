"""A sheet folded twice: six panels, the one that folds in narrower, so that the leaflet closes.

Outside, from left to right: the flap that folds in, the back, the front. Inside: three panels
that read across. Nothing stands nearer to a fold than 18 points (6.35 mm).
"""

from collections.abc import Iterator, Mapping

from handoutgen.content.layouts import Paper, PrintForm
from handoutgen.document.inline import Mark
from handoutgen.document.nodes import Block
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.furniture import PageFurniture, PageMeasures
from handoutgen.render.pdf.marks import paint_mark
from handoutgen.render.pdf.operators import components, numbers
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.plan import Frame, Meeting, place_in
from handoutgen.render.pdf.sheet import sheet_size
from handoutgen.render.style import Style

_MM = 72 / 25.4
_NARROW: dict[Paper, float] = {"letter": 261.0, "a4": 97 * _MM}
"""The panel that folds in, in points; the other two share the rest."""

_INSET = 19.0
"""From the fold to the text of the narrow panel; the others have a little more."""

_TICK_LENGTH, _TICK_FROM_EDGE = 8.0, 18.0
_UNDER_RULE = 20.0
_MARKS_SHARE = 0.34
"""How much of the front the marks take."""

_OVER_FOOT = 16.0
_FOOT_LINES = {"flap": 0, "back": 2, "inside": 1}
"""How many lines stand at the foot of a panel; on the front, those of the clinic."""

_PANELS = {"flap": (0, 0), "back": (0, 1), "front": (0, 2)}
"""The page and the position of the panels outside."""


@dataclass(frozen=True, slots=True)
class LeafletPlan:
    """Two pages with three panels each."""

    form: PrintForm
    style: Style
    furniture: PageFurniture
    conditions: int

    @property
    def size(self) -> tuple[float, float]:
        """A sheet on its long side."""
        return sheet_size(self.style, self.form.paper)

    @property
    def text_width(self) -> float:
        """The width of the text, the same in every panel."""
        return self._narrow - 2 * _INSET

    @property
    def columns(self) -> int:
        """A panel is as wide as one condition."""
        return 1

    @property
    def loose(self) -> str:
        """What stands in no panel stands inside."""
        return "inside"

    def place_of(self, block: Block) -> str:
        """Its panel, or the one place for all else."""
        return place_in(block, self.loose)

    def meeting(self, place: str) -> Meeting:
        """Columns."""
        return "columns"

    def start(self, place: str, used: Mapping[str, int]) -> int:
        """The frames of a place follow each other."""
        return used[place]

    @property
    def _narrow(self) -> float:
        return _NARROW[self.form.paper]

    @property
    def _wide(self) -> float:
        return (self.size[0] - self._narrow) / 2

    def folds(self, page: int) -> tuple[float, float]:
        """Where the sheet is folded, from its left edge: outside, the flap is on the left."""
        first = self._narrow if page == 0 else self._wide
        return first, first + self._wide

    def _panel(self, page: int, position: int) -> tuple[float, float]:
        """The left edge and the width of a panel."""
        folds = self.folds(page)
        edges = (0.0, *folds, self.size[0])
        return edges[position], edges[position + 1] - edges[position]

    def _left(self, page: int, position: int) -> float:
        left, width = self._panel(page, position)
        return left + (width - self.text_width) / 2

    def frame(self, place: str, index: int) -> Frame:
        """The text area of a panel."""
        page, position = _PANELS.get(place, (1, min(index, 2)))
        top = self.size[1] - self.style.margin.top
        if place == "front":
            top -= _UNDER_RULE + self._marks_height
        elif place == "flap":
            top -= _UNDER_RULE
        lines = len(self._clinic) if place == "front" else _FOOT_LINES[place]
        bottom = self.style.margin.foot
        if lines:
            bottom += lines * self.style.type.small.leading + _OVER_FOOT
        return Frame(page, self._left(page, position), top, top - bottom)

    def limit(self, place: str) -> int | None:
        """Three panels inside, one of each other kind."""
        return 1 if place in _PANELS else 3

    @property
    def _marks_height(self) -> float:
        # A long name takes its lines from the marks, not from what the front says.
        more = (len(self._clinic) - 2) * self.style.type.small.leading
        return self.size[1] * _MARKS_SHARE - more

    def paint_furniture(
        self, painter: Painter, page: int, pages: int, continued: tuple[bool, ...]
    ) -> None:
        """Fold marks, the marks of the front, and a line at the foot of the panels."""
        self._fold_marks(painter, page)
        if page == 0:
            self._front(painter)
            self._rule(painter, page, 0)
            self._back_foot(painter, pages)
        else:
            self._inside_foot(painter, pages)

    def _rule(self, painter: Painter, page: int, position: int) -> None:
        top = self.size[1] - self.style.margin.top
        left = self._left(page, position)
        with painter.artifact():
            painter.rule(left, top - 1.5, self.text_width, 3, self.style.colour.ink)

    def _fold_marks(self, painter: Painter, page: int) -> None:
        height = self.size[1]
        lines = []
        for x in map(painter.left, self.folds(page)):
            for low in (_TICK_FROM_EDGE, height - _TICK_FROM_EDGE - _TICK_LENGTH):
                lines.append(f"{numbers(x, low)} m {numbers(x, low + _TICK_LENGTH)} l")
        with painter.artifact():
            painter.code(
                f"{components(self.style.colour.rule)} RG 0.75 w [2.5 1.5] 0 d\n"
                f"{chr(10).join(lines)} S [] 0 d"
            )

    def _front(self, painter: Painter) -> None:
        """The conditions' marks, large, from the upper left to the lower right."""
        self._rule(painter, 0, 2)
        left = self._left(0, 2)
        top = self.size[1] - self.style.margin.top - _UNDER_RULE
        for condition, x, y, size in self._mark_places(left, top):
            with painter.artifact():
                paint_mark(painter, Mark(condition), x, y, size)
        lines = tuple((words, "") for words in self._clinic)
        self._foot(painter, 0, 2, lines, bold=len(self._name))

    @property
    def _name(self) -> tuple[str, ...]:
        """The clinic's name, which stands nowhere else on the sheet in full."""
        shown = self.furniture.document.furniture
        return self.furniture.wrapped(shown.head_left, self.text_width)

    @property
    def _clinic(self) -> tuple[str, ...]:
        """The clinic's name and telephone: at least two lines, so that a short name stands high."""
        phone = self.furniture.document.furniture.telephone
        return (*self._name, phone) if phone or len(self._name) < 2 else self._name

    def _mark_places(self, left: float, top: float) -> Iterator[tuple[int, float, float, float]]:
        count = self.conditions
        room = self._marks_height - 18
        share = 1 / (1 + 0.72 * (count - 1))
        size = min(room, self.text_width) * share
        for index in range(count):
            way = index / max(count - 1, 1)
            x = left + (self.text_width - size) * way
            yield index + 1, x, top - (room - size) * way - size, size

    def _measures(self, page: int, position: int) -> PageMeasures:
        margin = self.style.margin
        return PageMeasures(
            left=self._left(page, position),
            width=self.text_width,
            top=self.size[1] - margin.top,
            foot=margin.foot,
            leading=self.style.type.small.leading,
        )

    def _back_foot(self, painter: Painter, pages: int) -> None:
        review = self.furniture.document.furniture.foot_left[1]
        lines = ((review, ""), (self.furniture.edition_line, self.furniture.side(1, pages)))
        self._foot(painter, 0, 1, lines)

    def _inside_foot(self, painter: Painter, pages: int) -> None:
        written = self.furniture.document.furniture.written
        edition = self.furniture.edition_line
        for position, ends in enumerate(
            ((written, ""), (edition, ""), ("", self.furniture.side(2, pages)))
        ):
            self._foot(painter, 1, position, (ends,))

    def _foot(
        self,
        painter: Painter,
        page: int,
        position: int,
        lines: tuple[tuple[str, str], ...],
        bold: int = 0,
    ) -> None:
        """Lines at the foot of a panel, each with something at either end; the first are bold."""
        at = self._measures(page, position)
        top = at.foot + len(lines) * at.leading
        with painter.artifact():
            painter.rule(at.left, top + 6, at.width, 0.75, self.style.colour.rule)
        for index, (left, right) in enumerate(lines):
            y = top - index * at.leading
            self.furniture.line(painter, at, y, left, right, bold=index < bold, bold_right=True)
