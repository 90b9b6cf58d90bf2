"""Pages with one frame each: handout, one page, booklet page, poster."""

from collections.abc import Mapping

from handoutgen.content.layouts import Paper, PrintForm
from handoutgen.document.nodes import Block
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.foot import FootLine
from handoutgen.render.pdf.furniture import FOOT_GAP, PageFurniture, PageMeasures
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.plan import PAGE, Frame, Meeting, place_in
from handoutgen.render.style import Style

_BINDING = 14.0
"""How far the text moves away from the binding edge: with the margin, 25 mm for the holes.

ISO 838 puts their middle 12 mm from the edge.
"""
_ONE_PAGE = ("one-page", "poster")
_UNDER_HEAD = 13.0
_UNDER_FIRST_HEAD = 4.0


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A page after the other, each with its head, its text and its foot.

    The first head has `head_lines` lines.
    """

    form: PrintForm
    style: Style
    furniture: PageFurniture
    foot: tuple[FootLine, ...]
    head_lines: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a page in points."""
        return page_size(self.style, self.form)

    @property
    def foot_lines(self) -> int:
        """How many lines the foot of every page takes."""
        return len(self.foot)

    @property
    def columns(self) -> int:
        """Conditions stand beside each other: on one page all three, for there is no second row."""
        count = len(self.furniture.document.furniture.condition_names)
        return min(count, 3) if self.form.layout in _ONE_PAGE else 2

    @property
    def loose(self) -> str:
        """There is one place."""
        return PAGE

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
    def text_width(self) -> float:
        """The width between the margins."""
        return width_between_margins(self.style, self.form)

    def left(self, page: int) -> float:
        """Where the text of a page starts; the binding edge changes sides on the back."""
        side = self.style.margin.side
        if not self.form.binding:
            return side
        back = self.form.duplex and page % 2 == 1
        return side - _BINDING if back else side + _BINDING

    def frame(self, place: str, index: int) -> Frame:
        """The text area of a page."""
        measures = self.measures(index)
        head = measures.first_head if index == 0 else measures.head
        gap = _UNDER_FIRST_HEAD if index == 0 else _UNDER_HEAD
        top = measures.top - head - gap
        bottom = measures.foot + measures.foot_height + FOOT_GAP
        return Frame(index, measures.left, top, top - bottom)

    def limit(self, place: str) -> int | None:
        """One page has one page; what it says in two languages may take the back of its sheet."""
        if self.form.layout not in _ONE_PAGE:
            return None
        return 2 if self.furniture.document.second_language else 1

    def measures(self, page: int) -> PageMeasures:
        """The places of head and foot."""
        height = self.size[1]
        margin = self.style.margin
        leading = self.style.type.small.leading
        return PageMeasures(
            left=self.left(page),
            width=self.text_width,
            top=height - margin.top,
            foot=margin.foot,
            leading=leading,
            headed=self.form.layout != "poster",
            foot_lines=self.foot_lines,
            head_lines=self.head_lines,
        )

    def paint_furniture(
        self, painter: Painter, page: int, pages: int, continued: tuple[bool, ...]
    ) -> None:
        """Head and foot."""
        self.furniture.paint(painter, self.measures(page), self.foot, page, pages)


def page_size(style: Style, form: PrintForm) -> tuple[float, float]:
    """Width and height of a page in points. A page of a booklet is half its sheet."""
    sheet = style.paper[form.paper]
    if form.layout == "booklet":
        return sheet.height / 2, sheet.width
    return sheet.width, sheet.height


def width_between_margins(style: Style, form: PrintForm) -> float:
    """The width of the text of a page in points."""
    return page_size(style, form)[0] - 2 * style.margin.side


def sheet_size(style: Style, paper: Paper) -> tuple[float, float]:
    """Width and height of a sheet that lies on its long side, in points."""
    sheet = style.paper[paper]
    return sheet.height, sheet.width
