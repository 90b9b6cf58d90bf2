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

MITER_LIMIT = 4
"""The initial value in SVG (SVG 2, 13.5.5); PDF's own default is 10, so renderers state it."""


class Segment(NamedTuple):
    """One step of a path: M (x, y), L (x, y), C (x1, y1, x2, y2, x, y) or Z (), absolute."""

    command: Command
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A filled or stroked outline. Lengths are points, colours are `#rrggbb`, None is no paint.

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
    """A figure of width × height points with its title and text alternative (`desc`)."""

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


def compact(number: float) -> str:
    """The number with at most three decimals and no exponent, which PDF does not have.

    ISO 32000-1, 7.3.3. A thousandth of a point cannot be seen in print.
    """
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
