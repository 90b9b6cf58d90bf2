"""Boxes with columns: tables, and conditions side by side as cards or columns."""

from collections.abc import Callable
from dataclasses import field, replace

from handoutgen.frozen import dataclass
from handoutgen.render.pdf.artifact_text import repeated
from handoutgen.render.pdf.boxes import Box, StackBox
from handoutgen.render.pdf.operators import box_path
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.structure import StructureElement

Paint = Callable[[Painter, float, float], None]


@dataclass(frozen=True, slots=True)
class RowBox:
    """Cells beside each other, each as wide as its column."""

    cells: tuple[StackBox, ...]
    offsets: tuple[float, ...]
    pad: float
    line: tuple[float, str]
    width: float

    @property
    def height(self) -> float:
        """The tallest cell with space over and under it."""
        return max(cell.height for cell in self.cells) + 2 * self.pad

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint the cells from left to right, then the line under them as an artifact."""
        for cell, offset in zip(self.cells, self.offsets, strict=True):
            cell.paint(painter, x + offset, top - self.pad)
        with painter.artifact():
            painter.rule(x, top - self.height, self.width, *self.line)

    def split(self, available: float) -> "tuple[RowBox, RowBox] | None":
        """Break every cell; only for a row that is taller than a page."""
        inner = available - 2 * self.pad
        firsts: list[StackBox] = []
        rests: list[StackBox] = []
        for cell in self.cells:
            if cell.height <= inner:
                firsts.append(cell)
                rests.append(StackBox(()))
                continue
            parts = cell.split(inner) or cell.split(inner, force=True)
            if parts is None:
                return None
            first, rest = (p if isinstance(p, StackBox) else StackBox((p,)) for p in parts)
            firsts.append(first)
            rests.append(rest)
        return replace(self, cells=tuple(firsts)), replace(self, cells=tuple(rests))


@dataclass(frozen=True, slots=True)
class TableBox:
    """A table: its head, then its rows. On a further page the head is repeated as an artifact."""

    head: RowBox
    head_again: RowBox
    rows: tuple[RowBox, ...]
    ribbons: Paint
    ribbon_height: float
    continued: bool = False
    before: float = 0
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        """The head and all rows."""
        return self.ribbon_height + self._head.height + sum(row.height for row in self.rows)

    @property
    def _head(self) -> RowBox:
        return self.head_again if self.continued else self.head

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint ribbons, head and rows."""
        with painter.artifact():
            self.ribbons(painter, x, top - self.ribbon_height)
        top -= self.ribbon_height
        self._head.paint(painter, x, top)
        top -= self._head.height
        for row in self.rows:
            row.paint(painter, x, top)
            top -= row.height

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """Break between rows; a row breaks only if it alone is taller than a page."""
        used = self.ribbon_height + self._head.height
        fits = 0
        for row in self.rows:
            if used + row.height > available + 0.01:
                break
            used += row.height
            fits += 1
        rows = self.rows
        if fits == 0 or (fits < 2 and len(rows) > 2 and not force):
            if not force:
                return None
            parts = rows[0].split(available - used) if fits == 0 else None
            if parts is not None:
                rows = (*parts, *rows[1:])
                fits = 1
            elif fits == 0:
                return None
        if fits == len(rows):
            return None
        first = replace(self, rows=rows[:fits])
        return first, replace(self, rows=rows[fits:], continued=True, before=0)


@dataclass(frozen=True, slots=True)
class SideBox:
    """Parts beside each other with aligned rows, painted one part after the other."""

    heads: tuple[StackBox, ...]
    rows: tuple[tuple[StackBox, ...], ...]
    offsets: tuple[float, ...]
    width: float
    frame: "CardFrame | None"
    ribbon: "Ribbon"
    gap: float
    line: tuple[float, str] | None = None
    before: float = 0
    keep_with_next: bool = False
    heights: tuple[float, ...] = field(init=False)
    """Of the heads and of each row, with the space over and under them."""

    def __post_init__(self) -> None:
        heads = max((h.height for h in self.heads), default=0.0)
        rows = (max(cell.height for cell in row) + 2 * self.gap for row in self.rows)
        object.__setattr__(self, "heights", (heads + 2 * self.gap if heads else 0, *rows))

    @property
    def _pad(self) -> float:
        return self.frame.pad if self.frame else 0

    @property
    def height(self) -> float:
        """Ribbon, heads, rows and the space between them."""
        return sum(self.heights) + self.ribbon.height + (4 if self.frame else 0)

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint the frames as artifacts, then each part from top to bottom."""
        heights = self.heights
        total = self.height
        for part, offset in enumerate(self.offsets):
            left = x + offset
            with painter.artifact():
                if self.frame:
                    self.frame.paint(painter, part, left, top - total, self.width, total)
                self.ribbon.paint(painter, part, left, top, self.width, self.frame)
                self._lines(painter, left, top, heights)
            if self.heads:
                y = top - self.ribbon.height - self.gap
                self.heads[part].paint(painter, left + self._pad, y)
            y = top - self.ribbon.height - heights[0]
            for row, height in zip(self.rows, heights[1:], strict=True):
                row[part].paint(painter, left + self._pad, y - self.gap)
                y -= height

    def _lines(self, painter: Painter, left: float, top: float, heights: tuple[float, ...]) -> None:
        if not self.line:
            return
        y = top - self.ribbon.height - heights[0]
        for height in heights[1:]:
            painter.rule(left + self._pad, y, self.width - 2 * self._pad, *self.line)
            y -= height

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """Break between rows; a row of cards breaks only if it is taller than a page."""
        heights = self.heights
        used = self.ribbon.height + heights[0] + self._pad
        fits = 0
        for height in heights[1:]:
            if used + height > available + 0.01:
                break
            used += height
            fits += 1
        rows = self.rows
        if not rows or (self.frame and not force and fits == 0):
            return None
        if fits == 0:
            inner = available - used - 2 * self.gap
            cells = [_split_cell(cell, inner, force=force) for cell in rows[0]]
            if any(cell is None for cell in cells):
                return None
            pairs = [cell for cell in cells if cell is not None]
            rows = (tuple(p[0] for p in pairs), tuple(p[1] for p in pairs), *rows[1:])
            fits = 1
        if fits == len(rows):
            return None
        first = replace(self, rows=rows[:fits])
        rest = replace(self, rows=rows[fits:], heads=tuple(map(_again, self.heads)), before=0)
        return first, rest


def _again(head: StackBox) -> StackBox:
    """A head as an artifact: on a further page the names stand over their columns again."""
    return StackBox(repeated(head.boxes[:1]))


def _split_cell(
    cell: StackBox, available: float, *, force: bool
) -> tuple[StackBox, StackBox] | None:
    if cell.height <= available:
        return cell, StackBox(())
    parts = cell.split(available) or (cell.split(available, force=True) if force else None)
    if parts is None:
        return None
    first, rest = (p if isinstance(p, StackBox) else StackBox((p,)) for p in parts)
    return first, rest


@dataclass(frozen=True, slots=True)
class CardFrame:
    """The outline and tint of a card, and the line between its rows."""

    strokes: tuple[str, ...]
    fills: tuple[str, ...]
    pad: float
    radius: float

    def paint(
        self, painter: Painter, part: int, x: float, y: float, width: float, height: float
    ) -> None:
        """Paint it; stands inside an artifact."""
        painter.box(
            x,
            y,
            width,
            height,
            radius=self.radius,
            fill=self.fills[part],
            stroke=self.strokes[part],
        )


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The hatched band over each part."""

    conditions: tuple[int, ...]
    height: float

    def paint(
        self,
        painter: Painter,
        part: int,
        x: float,
        top: float,
        width: float,
        frame: CardFrame | None,
    ) -> None:
        """Paint it, cut to the corners of the frame; stands inside an artifact."""
        from handoutgen.render.pdf.marks import paint_ribbon

        if frame is None:
            paint_ribbon(painter, self.conditions[part], x, top - self.height, width, self.height)
            return
        radius = frame.radius
        left = painter.left(x + 0.5, width - 1)
        inside = box_path(left, top - 3 * radius, width - 1, 3 * radius - 0.5, radius - 0.5)
        painter.code(f"q {inside} W n")
        paint_ribbon(painter, self.conditions[part], x, top - self.height, width, self.height)
        painter.code("Q")


def scope_of(scope: str | None) -> tuple[str, str] | None:
    """The Scope entry of a header cell (ISO 32000-1, table 349)."""
    names = {"col": "/Column", "row": "/Row"}
    return ("Scope", names[scope]) if scope else None


def new_cell(row: StructureElement, scope: str | None) -> StructureElement:
    """A TH or TD element at the end of a row."""
    entry = scope_of(scope)
    attributes = (("Table", (entry,)),) if entry else ()
    return row.child("TH" if scope else "TD", attributes=attributes)
