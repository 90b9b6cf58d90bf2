"""Boxes in, pages out: where each box stands, with nothing widowed and nothing clipped."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from handoutgen.errors import HandoutError, Problem
from handoutgen.render.pdf.boxes import Box, RuleBox

_MOVE_WHOLE = 0.22
"""A box that would break moves to the next page whole if that leaves less than this share
of the page empty."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its distance from the top of the page's text area."""

    box: Box
    offset: float


@dataclass(frozen=True, slots=True)
class Area:
    """The height of the text area of the first page and of all that follow."""

    first: float
    following: float


def paginate(boxes: Iterable[Box], area: Area) -> tuple[tuple[Placed, ...], ...]:
    """Fill pages from top to bottom.

    Raises HandoutError D011 for a box that cannot break and is taller than a page.
    """
    waiting = deque(boxes)
    pages: list[list[Placed]] = [[]]
    height, used = area.first, 0.0

    def turn() -> None:
        nonlocal height, used
        pages.append([])
        height, used = area.following, 0.0

    def place(box: Box) -> None:
        nonlocal used
        if pages[-1]:
            used += box.before
        pages[-1].append(Placed(box, used))
        used += box.height

    while waiting:
        chain = _chain(waiting)
        if not pages[-1] and isinstance(chain[0], RuleBox):
            waiting.popleft()  # the page's own head line stands there already
            continue
        room = height - used
        needed = _height(chain, at_top=not pages[-1])
        last = chain[-1]
        leading = needed - last.height
        if needed <= room + 0.01:
            for box in chain:
                place(box)
                waiting.popleft()
            continue
        fits_whole = _height(chain, at_top=True) <= area.following
        if pages[-1] and fits_whole and room < _MOVE_WHOLE * area.following:
            turn()
            continue
        parts = last.split(room - leading) if room > leading else None
        if parts is None and pages[-1]:
            turn()
            continue
        parts = parts or last.split(room - leading, force=True)
        if parts is None:
            if len(chain) > 1:
                # The chain alone is taller than a page: it has to break somewhere.
                first = chain[0]
                waiting.popleft()
                if first.height > room and (halves := first.split(room, force=True)):
                    waiting.appendleft(halves[1])
                    first = halves[0]
                if first.height <= room + 0.01:
                    place(first)
                    continue
            message = f"something on page {len(pages)} is taller than the page and cannot break"
            raise HandoutError([Problem("D011", message, hint="shorten it, or split the section.")])
        for box in chain[:-1]:
            place(box)
            waiting.popleft()
        place(parts[0])
        waiting.popleft()
        waiting.appendleft(parts[1])
        turn()
    return tuple(map(tuple, pages))


def _chain(waiting: "deque[Box]") -> list[Box]:
    """The next box, with those that must follow it on the same page."""
    chain: list[Box] = []
    for box in waiting:
        chain.append(box)
        if not box.keep_with_next:
            break
    return chain


def _height(chain: list[Box], *, at_top: bool) -> float:
    total = 0.0
    for index, box in enumerate(chain):
        total += box.height + (0 if at_top and index == 0 else box.before)
    return total
