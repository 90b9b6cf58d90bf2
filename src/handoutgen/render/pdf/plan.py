"""What a layout says of its pages: their size, the frames that text flows into, their furniture."""

from dataclasses import dataclass
from typing import Protocol

from handoutgen.document.nodes import Block, Panel
from handoutgen.render.pdf.painter import Painter

PAGE = "page"
"""The place of all that stands in no panel, in layouts whose pages are all alike."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle that text flows into, in points: its page, counted from 0, and its place there.

    `top` is measured from the lower edge of the page.
    """

    page: int
    x: float
    top: float
    height: float


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


def runs(blocks: tuple[Block, ...], loose: str) -> tuple[Run, ...]:
    """The blocks of a document by place, in reading order."""
    found: list[Run] = []
    for block in blocks:
        place = block.place if isinstance(block, Panel) else loose
        apart = isinstance(block, Panel) and block.place == "card"
        if found and found[-1].place == place and not apart:
            found[-1] = Run(place, (*found[-1].blocks, block))
        else:
            found.append(Run(place, (block,)))
    return tuple(found)
