"""A list of short items in balanced columns."""

from handoutgen.frozen import dataclass
from handoutgen.render.pdf.boxes import Box, ItemBox, StackBox
from handoutgen.render.pdf.painter import Painter


@dataclass(frozen=True, slots=True)
class ColumnsBox:
    """Short items in columns of about the same height, read one column after the other."""

    columns: tuple[StackBox, ...]
    offset: float
    before: float = 0
    keep_with_next: bool = False

    @classmethod
    def balanced(
        cls, items: list[ItemBox], count: int, offset: float, before: float
    ) -> "ColumnsBox":
        """The lowest columns that hold the items in their order."""
        heights = [item.height for item in items]
        low, high = max(heights, default=0.0), sum(heights)
        while high - low > 1:
            middle = (low + high) / 2
            if len(_columns(heights, middle)) > count:
                low = middle
            else:
                high = middle
        cuts = _columns(heights, high)
        return cls(tuple(StackBox(tuple(items[a:b])) for a, b in cuts), offset, before)

    @property
    def height(self) -> float:
        """The tallest column."""
        return max((column.height for column in self.columns), default=0.0)

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint one column after the other."""
        for index, column in enumerate(self.columns):
            column.paint(painter, x + index * self.offset, top)

    def split(self, available: float, *, force: bool = False) -> tuple[Box, Box] | None:
        """Columns side by side go to the next page together, unless there is no other way."""
        if not force:
            return None
        under = StackBox(tuple(b for column in self.columns for b in column.boxes), self.before)
        return under.split(available, force=True)


def _columns(heights: list[float], limit: float) -> list[tuple[int, int]]:
    """Where columns of at most this height start and end."""
    cuts: list[tuple[int, int]] = []
    start, used = 0, 0.0
    for index, height in enumerate(heights):
        if used and used + height > limit + 0.01:
            cuts.append((start, index))
            start, used = index, 0.0
        used += height
    return [*cuts, (start, len(heights))]
