"""What a layout says of its pages: their size, the frames that text flows into, their furniture."""

from collections.abc import Mapping
from typing import Literal, Protocol

from handoutgen.document.nodes import Block, Panel
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.painter import Painter

PAGE = "page"
"""The place of all that stands in no panel, in layouts whose pages are all alike."""

Meeting = Literal["columns", "pages", "turns"]
"""How two languages face each other in a place: in columns of a frame, on the two pages of an
open booklet, or, where there is room for neither, in turns under each other."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle that text flows into, in points: its page, counted from 0, and its place there.

    `top` is measured from the lower edge of the page. A frame of two `pages` goes on at the same
    place of the next page.
    """

    page: int
    x: float
    top: float
    height: float
    pages: int = 1


class Plan(Protocol):
    """How the pages of one layout are made."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a page in points."""
        ...

    @property
    def text_width(self) -> float:
        """The width of every frame."""
        ...

    @property
    def columns(self) -> int:
        """How many conditions stand beside each other in a frame."""
        ...

    @property
    def loose(self) -> str:
        """The place of what stands in no panel."""
        ...

    def place_of(self, block: Block) -> str:
        """The place of a block of the document."""
        ...

    def meeting(self, place: str) -> Meeting:
        """How two languages face each other in a place."""
        ...

    def start(self, place: str, used: Mapping[str, int]) -> int:
        """The next free frame of a place, when so many of each place are used."""
        ...

    def frame(self, place: str, index: int) -> Frame:
        """A frame of a place, counted from 0. There is one even beyond the limit, to measure."""
        ...

    def limit(self, place: str) -> int | None:
        """How many frames a place has, or none when there are as many as it takes."""
        ...

    def paint_furniture(
        self, painter: Painter, page: int, pages: int, continued: tuple[bool, ...]
    ) -> None:
        """Paint what stands on a page beside its frames, as artifacts.

        `continued` says of each frame that is filled whether it goes on from the one before.
        """
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks that flow through the frames of one place."""

    place: str
    blocks: tuple[Block, ...]


def place_in(block: Block, loose: str) -> str:
    """The place of a panel, or the place of what stands in none."""
    return block.place if isinstance(block, Panel) else loose


def runs(blocks: tuple[Block, ...], plan: Plan) -> tuple[Run, ...]:
    """The blocks of a document by place, in reading order."""
    found: list[Run] = []
    for block in blocks:
        place = plan.place_of(block)
        apart = isinstance(block, Panel) and block.place == "card"
        if found and found[-1].place == place and not apart:
            found[-1] = Run(place, (*found[-1].blocks, block))
        else:
            found.append(Run(place, (block,)))
    return tuple(found)
