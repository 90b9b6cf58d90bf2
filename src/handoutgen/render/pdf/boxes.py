"""Boxes: measured pieces of a page that know how to paint themselves and where to break.

A box's height is final when it is made. `split` returns what fits into a height and what is
left, or none when nothing sensible fits. Structure elements are made before boxes are painted,
so that the reading order never depends on where a page ends.
"""

from dataclasses import field, replace
from typing import Protocol

from handoutgen.frozen import dataclass
from handoutgen.render.pdf.fragment import Line
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.structure import StructureElement

FEWEST_LINES = 2
"""A paragraph leaves at least so many lines on either side of a page break."""

_LONG_ITEM = 120
"""A list item of less height does not break between pages."""


class Box(Protocol):
    """What the paginator places."""

    @property
    def height(self) -> float:
        """Points from top to bottom, without space around."""
        ...

    @property
    def before(self) -> float:
        """Space over the box, dropped at the top of a page."""
        ...

    @property
    def keep_with_next(self) -> bool:
        """True when the box may not be the last on its page."""
        ...

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint with the upper left corner at x, top."""
        ...

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """What fits into `available` points and the rest; `force` breaks what should not."""
        ...


def placed(box: Box, *, before: float | None = None, keep_with_next: bool | None = None) -> Box:
    """The same box with other space over it, or with another wish to stay with the next."""
    changes: dict[str, float | bool] = {}
    if before is not None:
        changes["before"] = before
    if keep_with_next is not None:
        changes["keep_with_next"] = keep_with_next
    return replace(box, **changes)  # type: ignore[type-var]


@dataclass(frozen=True, slots=True)
class TextBox:
    """Lines of one paragraph or heading."""

    lines: tuple[Line, ...]
    leading: float
    size: float
    element: StructureElement
    before: float = 0
    keep_with_next: bool = False
    destination: str = ""
    source: int = 0

    @property
    def height(self) -> float:
        """The leading of all lines."""
        return len(self.lines) * self.leading

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint the lines as content of the element."""
        if self.destination:
            painter.bookmark(self.destination, top + 6)
        if self.source:
            painter.source_stands_here(self.source, top + 6)
        baseline = top - self.leading / 2 - self.size * 0.35
        painter.text(self.lines, self.element, x, baseline, self.leading)

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """Break between lines, leaving no single line alone unless forced."""
        fewest = 1 if force else FEWEST_LINES
        fits = int((available + 0.01) / self.leading)
        fits = min(fits, len(self.lines) - fewest)
        if fits < fewest or (self.keep_with_next and not force):
            return None
        rest = TextBox(self.lines[fits:], self.leading, self.size, self.element)
        first = TextBox(
            self.lines[:fits],
            self.leading,
            self.size,
            self.element,
            self.before,
            destination=self.destination,
            source=self.source,
        )
        return first, rest


@dataclass(frozen=True, slots=True)
class WriteOnBox:
    """Empty lines to write on."""

    count: int
    width: float
    pitch: float
    colour: str
    before: float = 0
    keep_with_next: bool = False
    pages: int = 1

    @property
    def height(self) -> float:
        """The pitch of all lines."""
        return self.count * self.pitch

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Rule the lines as an artifact, on each of the pages."""
        for _ in painter.pages_from_here(self.pages):
            with painter.artifact():
                for index in range(1, self.count + 1):
                    painter.rule(x, top - index * self.pitch + 2, self.width, 0.9, self.colour)

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """Break between lines, but only if there is no other way."""
        fits = min(int((available + 0.01) / self.pitch), self.count - 1)
        if not force or fits < 1:
            return None
        parts = (fits, self.count - fits)
        first, rest = (replace(self, count=n, before=0, keep_with_next=False) for n in parts)
        return first, rest


@dataclass(frozen=True, slots=True)
class RuleBox:
    """The line over a section."""

    width: float
    thickness: float
    colour: str
    before: float = 0
    keep_with_next: bool = True
    height: float = 0
    pages: int = 1

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Draw the line as an artifact, on each of the pages."""
        for _ in painter.pages_from_here(self.pages):
            with painter.artifact():
                painter.rule(x, top, self.width, self.thickness, self.colour)

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """A line does not break."""
        return None


@dataclass(frozen=True, slots=True)
class FrameBreak:
    """What follows starts a new frame, unless it stands at the top of one anyway.

    A soft one is only a wish: it gives way where the frames would not be enough.
    """

    soft: bool = False
    before: float = 0
    keep_with_next: bool = False
    height: float = 0

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Nothing shows."""

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """There is nothing to break."""
        return None


@dataclass(frozen=True, slots=True)
class StackBox:
    """Boxes one under the other."""

    boxes: tuple[Box, ...]
    before: float = 0
    keep_with_next: bool = False
    whole: bool = False
    height: float = field(init=False)

    def __post_init__(self) -> None:
        heights = sum(
            box.height + (box.before if index else 0) for index, box in enumerate(self.boxes)
        )
        object.__setattr__(self, "height", heights)

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint each box under the one before."""
        for index, box in enumerate(self.boxes):
            if index:
                top -= box.before
            box.paint(painter, x, top)
            top -= box.height

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """Break between boxes, or inside the box that does not fit."""
        if self.whole and not force:
            return None
        used = 0.0
        for index, box in enumerate(self.boxes):
            used += box.before if index else 0
            if used + box.height <= available + 0.01:
                used += box.height
                continue
            parts = box.split(available - used, force=force)
            if parts is not None:
                return (
                    StackBox((*self.boxes[:index], parts[0]), self.before),
                    StackBox((parts[1], *self.boxes[index + 1 :])),
                )
            cut = index
            while cut > 0 and self.boxes[cut - 1].keep_with_next and not force:
                cut -= 1
            if cut == 0:
                return None
            return StackBox(self.boxes[:cut], self.before), StackBox(self.boxes[cut:])
        return None


def aligned(stacks: tuple[StackBox, ...]) -> tuple[StackBox, ...]:
    """Stacks beside each other with their boxes at the same heights, if they have as many."""
    if len({len(stack.boxes) for stack in stacks}) > 1:
        return stacks
    columns: list[list[Box]] = [[] for _ in stacks]
    lacking = [0.0 for _ in stacks]
    for row in zip(*(stack.boxes for stack in stacks), strict=True):
        before, height = max(box.before for box in row), max(box.height for box in row)
        for index, box in enumerate(row):
            columns[index].append(placed(box, before=before + lacking[index]))
            lacking[index] = height - box.height
    return tuple(replace(s, boxes=tuple(c)) for s, c in zip(stacks, columns, strict=True))


@dataclass(frozen=True, slots=True)
class ItemBox:
    """A list item: a label in the margin and its body."""

    label: TextBox | None
    body: StackBox
    indent: float
    before: float = 0
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        """The taller of label and body."""
        return max(self.body.height, self.label.height if self.label else 0)

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint the label, then the body."""
        if self.label:
            self.label.paint(painter, x, top)
        self.body.paint(painter, x + self.indent, top)

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """Break the body of a long item; the label stays with its first part."""
        if not force and self.height < _LONG_ITEM:
            return None
        if self.label and available < self.label.height:
            return None
        parts = self.body.split(available)
        if parts is None and force:
            parts = self.body.split(available, force=True)
        if parts is None:
            return None
        first, rest = (p if isinstance(p, StackBox) else StackBox((p,)) for p in parts)
        return (
            ItemBox(self.label, first, self.indent, self.before),
            ItemBox(None, rest, self.indent),
        )
