"""Boxes in, filled frames out: where each box stands, with nothing widowed and nothing clipped."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.boxes import Box, FrameBreak, RuleBox, TextBox
from handoutgen.said import said

_MOVE_WHOLE = 0.22
"""A box that would break moves to the next frame whole if that leaves less than this share
of the frame empty."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its distance from the top of its frame."""

    box: Box
    offset: float


class Flowing(NamedTuple):
    """A box that waits for its place, and where what it says was written."""

    box: Box
    at: Location | None = None


Heights = Callable[[int], float]
"""The height of each frame in points, counted from 0; there is always another frame."""


def paginate(boxes: Iterable[Flowing], heights: Heights) -> tuple[tuple[Placed, ...], ...]:
    """Fill frames from top to bottom.

    Raises HandoutError D011 for a box that cannot break and is taller than a frame.
    """
    waiting = deque(boxes)
    frames: list[list[Placed]] = [[]]
    height, used = heights(0), 0.0

    def turn() -> None:
        nonlocal height, used
        frames.append([])
        height, used = heights(len(frames) - 1), 0.0

    def place(box: Box) -> None:
        nonlocal used
        if frames[-1]:
            used += box.before
        frames[-1].append(Placed(box, used))
        used += box.height

    while waiting:
        chain = _chain(waiting)
        first = chain[0]
        if isinstance(first, FrameBreak):
            waiting.popleft()
            if frames[-1]:
                turn()
            continue
        if not frames[-1] and isinstance(first, RuleBox):
            waiting.popleft()  # the frame's own upper edge stands there already
            continue
        room = height - used
        needed = _height(chain, at_top=not frames[-1])
        last = chain[-1]
        leading = needed - last.height
        if needed <= room + 0.01:
            for box in chain:
                place(box)
                waiting.popleft()
            continue
        following = heights(len(frames))
        fits_whole = _height(chain, at_top=True) <= following
        if frames[-1] and fits_whole and room < _MOVE_WHOLE * following:
            turn()
            continue
        parts = last.split(room - leading) if room > leading else None
        if parts is None and frames[-1]:
            turn()
            continue
        parts = parts or last.split(room - leading, force=True)
        if parts is None:
            if len(chain) > 1:
                # The chain alone is taller than a frame: it has to break somewhere, best after
                # words that introduce what follows, and never after a heading.
                cut = _introduction(chain, room)
                if cut:
                    for box in chain[:cut]:
                        place(box)
                        waiting.popleft()
                    turn()
                    continue
                at = waiting.popleft().at
                if first.height > room and (halves := first.split(room, force=True)):
                    waiting.appendleft(Flowing(halves[1], at))
                    first = halves[0]
                if first.height <= room + 0.01:
                    place(first)
                    continue
                raise HandoutError([_too_tall(first, height, at)])
            raise HandoutError([_too_tall(first, height, waiting[0].at)])
        for box in chain[:-1]:
            place(box)
            waiting.popleft()
        place(parts[0])
        waiting.appendleft(Flowing(parts[1], waiting.popleft().at))
        turn()
    return tuple(map(tuple, frames))


def _too_tall(box: Box, height: float, at: Location | None) -> Problem:
    message = said(
        "something is {points} points taller than a page of this layout and cannot break",
        points=f"{box.height - height:.0f}",
    )
    hint = said("shorten it, split the section, or choose a layout with more room.")
    return Problem("D011", message, at, hint)


def _introduction(chain: list[Box], room: float) -> int:
    """How many boxes of a chain that is too tall stand before what they introduce, if they fit."""
    for cut in range(len(chain) - 1, 0, -1):
        last = chain[cut - 1]
        leads = isinstance(last, RuleBox) or (
            isinstance(last, TextBox) and last.element.role.startswith("H")
        )
        if not leads and _height(chain[:cut], at_top=True) <= room:
            return cut
    return 0


def _chain(waiting: "deque[Flowing]") -> list[Box]:
    """The next box, with those that must follow it in the same frame."""
    chain: list[Box] = []
    for box, _ in waiting:
        if chain and isinstance(box, FrameBreak):
            break
        chain.append(box)
        if not box.keep_with_next:
            break
    return chain


def _height(chain: list[Box], *, at_top: bool) -> float:
    total = 0.0
    for index, box in enumerate(chain):
        total += box.height + (0 if at_top and index == 0 else box.before)
    return total
