"""Two stacks beside each other: text and its picture, or the same in two languages."""

from dataclasses import replace

from handoutgen.frozen import dataclass
from handoutgen.render.pdf.boxes import Box, StackBox
from handoutgen.render.pdf.painter import Painter

_SHORT_PAIR = 240
"""A pair of less height does not go on with one language alone."""


@dataclass(frozen=True, slots=True)
class BesideBox:
    """Text and, to the right of it, the picture that it speaks of."""

    left: StackBox
    right: StackBox
    offset: float
    before: float = 0
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        """The taller of the two."""
        return max(self.left.height, self.right.height)

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint the text, then the picture."""
        self.left.paint(painter, x, top)
        self.right.paint(painter, x + self.offset, top)

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """Taller than a page, the two go under each other; otherwise they stay together."""
        if not force:
            return None
        under = StackBox((*self.left.boxes, *self.right.boxes), self.before)
        return under.split(available, force=True)


@dataclass(frozen=True, slots=True)
class FacingBox(BesideBox):
    """What one language says, and beside it the same in the other: here or on the next page."""

    on_next_page: bool = False

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint the first language, then the second."""
        if not self.on_next_page:
            BesideBox.paint(self, painter, x, top)
            return
        first = painter.page
        self.left.paint(painter, x, top)
        for page in painter.pages_from_here(2):
            if page > first:
                self.right.paint(painter, x, top)

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """Break both at once, like a row of a table: each goes on beside the other.

        Where one of a short pair fits, both move on: they say the same, and are read together.
        """
        whole = min(self.left.height, self.right.height) <= available + 0.01
        if not force and (self.keep_with_next or (whole and self.height < _SHORT_PAIR)):
            return None
        parts = [_split(side, available, force=force) for side in (self.left, self.right)]
        left, right = parts
        if left is None or right is None:
            return None
        first = replace(self, left=left[0], right=right[0], keep_with_next=False)
        return first, replace(self, left=left[1], right=right[1], before=0)


def _split(side: StackBox, available: float, *, force: bool) -> tuple[StackBox, StackBox] | None:
    if side.height <= available + 0.01:
        return side, StackBox(())
    parts = side.split(available) or (side.split(available, force=True) if force else None)
    if parts is None:
        return None
    first, rest = (p if isinstance(p, StackBox) else StackBox((p,)) for p in parts)
    return first, rest
