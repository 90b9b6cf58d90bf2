"""A figure as plain data: paths and labels, every transform already applied.

Coordinates are points with the origin at the top left and y downwards, as in SVG. Renderers
paint all paths in order and then all labels, so that text is never covered.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Anchor = Literal["start", "middle", "end"]
Cap = Literal["butt", "round", "square"]
Command = Literal["M", "L", "C", "Z"]
FillRule = Literal["nonzero", "evenodd"]
Join = Literal["miter", "round", "bevel"]

LEAST_TEXT = 12.0
"""No words in a figure print smaller than this many points."""

MITER_LIMIT = 4
"""The initial value in SVG (SVG 2, 13.5.5); PDF's own default is 10, so renderers state it."""


Hatching = Literal["dots", "slanted", "level", "lattice", "upright"]


class Hatch(NamedTuple):
    """Lines or dots over a fill: their distance, and the width of a line, in points."""

    kind: Hatching
    colour: str
    pitch: float
    line: float


class Segment(NamedTuple):
    """One step of a path: M (x, y), L (x, y), C (x1, y1, x2, y2, x, y) or Z (), absolute."""

    command: Command
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A filled or stroked outline. Lengths are points, None is no paint.

    A paint is `#rrggbb` or a token of `paint`, until a style has said what the tokens are. A
    hatch lies over the fill and under the stroke.

    Opacities lie between 0 and 1. An empty dash is a solid line; its lengths are not all zero.
    """

    segments: tuple[Segment, ...]
    fill: str | None = "#000000"
    stroke: str | None = None
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    cap: Cap = "butt"
    join: Join = "miter"
    fill_rule: FillRule = "nonzero"
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    hatch: Hatch | None = None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom around all points, the handles of curves among them."""
        across = [n for segment in self.segments for n in segment.numbers[::2]]
        down = [n for segment in self.segments for n in segment.numbers[1::2]]
        return (min(across), min(down), max(across), max(down))


@dataclass(frozen=True, slots=True)
class Label:
    """One run of text. x, y (of the baseline) and size in points; angle in degrees, clockwise."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    anchor: Anchor = "start"
    fill: str = "#000000"
    angle: float = 0.0
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure of width × height points with its title and text alternative (`desc`).

    A program can make one as well as a file can: `Drawing(90, 90, title, desc, (Path(...),))`.
    Many squares are best one path with many subpaths, which prints as one operator.
    """

    width: float
    height: float
    title: str
    desc: str
    shapes: tuple[Path | Label, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """The outlines in the order in which they are painted."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Path))

    @property
    def labels(self) -> tuple[Label, ...]:
        """The text in reading order."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Label))

    @property
    def narrowest(self) -> float:
        """The width in points under which the smallest label prints below `LEAST_TEXT`."""
        smallest = min((label.size for label in self.labels), default=None)
        return 0.0 if smallest is None else self.width * LEAST_TEXT / smallest


def box_segments(x: float, y: float, width: float, height: float) -> tuple[Segment, ...]:
    """A rectangle as one subpath; several may follow each other in one path."""
    right, bottom = x + width, y + height
    return (
        Segment("M", (x, y)),
        Segment("L", (right, y)),
        Segment("L", (right, bottom)),
        Segment("L", (x, bottom)),
        Segment("Z", ()),
    )


def compact(number: float) -> str:
    """The number with at most three decimals and no exponent, which PDF does not have.

    ISO 32000-1, 7.3.3. A thousandth of a point cannot be seen in print.
    """
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
