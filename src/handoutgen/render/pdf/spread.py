"""A booklet in two languages: each has a page of the open booklet, and both face each other."""

from collections.abc import Mapping
from dataclasses import replace

from handoutgen.document.nodes import Block, Facing, Heading, Section
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.foot import FootLine
from handoutgen.render.pdf.furniture import PageFurniture
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.plan import PAGE, Frame, Meeting
from handoutgen.render.pdf.sheet import SheetPlan

SPREAD = "spread"
"""The place of all that is said in two languages: an even page and the odd page beside it."""


@dataclass(frozen=True, slots=True)
class SpreadPlan(SheetPlan):
    """A cover with both titles, then pages two by two, then pages with what is said once.

    A column of half such a page would hold some twenty letters; the open booklet has the width of
    a whole sheet.
    """

    second: PageFurniture
    second_foot: tuple[FootLine, ...]

    @property
    def foot_lines(self) -> int:
        """As many as the longer of both feet, so that facing pages end at one height."""
        return max(len(self.foot), len(self.second_foot))

    def place_of(self, block: Block) -> str:
        """The cover has the titles; what is left over has one language."""
        match block:
            case Facing(first=first):
                titled = any(isinstance(b, Heading) and b.level == 1 for b in first)
                return PAGE if titled else SPREAD
            case Section(id="sources"):
                return PAGE
            case _:
                return SPREAD

    def meeting(self, place: str) -> Meeting:
        """Beside each other on two pages; on the cover there is only one."""
        return "pages" if place == SPREAD else "turns"

    def start(self, place: str, used: Mapping[str, int]) -> int:
        """A page is counted from the cover; a spread begins on the next left-hand page."""
        spreads = used.get(SPREAD, 0)
        pages = max(used.get(PAGE, 0), 2 * spreads + 1 if spreads else 0)
        return pages // 2 if place == SPREAD else pages

    def frame(self, place: str, index: int) -> Frame:
        """The text area of a page, or of the two pages of a spread."""
        if place != SPREAD:
            return SheetPlan.frame(self, place, index)
        return replace(SheetPlan.frame(self, place, 2 * index + 1), pages=2)

    def paint_furniture(
        self, painter: Painter, page: int, pages: int, continued: tuple[bool, ...]
    ) -> None:
        """Head and foot, on the right-hand pages in the second language."""
        right_hand = page % 2 == 0 and page > 0
        said, foot = (self.second, self.second_foot) if right_hand else (self.furniture, self.foot)
        said.paint(painter, self.measures(page), foot, page, pages)
