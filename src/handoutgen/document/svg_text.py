"""Text of SVG as labels: one run for each `text` and each `tspan` with a place of its own."""

from collections.abc import Mapping, Sequence
from math import atan2, degrees, hypot, isclose
from typing import NamedTuple

from handoutgen.document.drawing import Label
from handoutgen.document.svg_shapes import MAX_COORDINATE
from handoutgen.document.svg_style import Style
from handoutgen.document.svg_values import Matrix, number
from handoutgen.errors import Location

MAX_RUNS = 100


class Run(NamedTuple):
    """Text that starts at x, y in user units; its parts arrive while the file is read."""

    x: float
    y: float
    style: Style
    matrix: Matrix
    place: Location
    parts: list[str]

    @property
    def text(self) -> str:
        """The words with white space collapsed, as SVG does (SVG 2, 11.3)."""
        return " ".join("".join(self.parts).split())


def text_run(attributes: Mapping[str, str], style: Style, matrix: Matrix, place: Location) -> Run:
    """The run that a `text` element starts. Raises ValueError if x or y is not one number."""
    x, y = number(attributes.get("x", "0")), number(attributes.get("y", "0"))
    return Run(x, y, style, matrix, place, [])


def tspan_run(
    attributes: Mapping[str, str], style: Style, place: Location, earlier: Sequence[Run]
) -> Run:
    """The run that a `tspan` starts after the `earlier` runs of its text.

    Raises ValueError if it goes on in a line: where that would be depends on the font.
    """
    if len(earlier) > MAX_RUNS:
        raise ValueError(f"more than {MAX_RUNS} <tspan>")
    before = earlier[-1]
    if "x" not in attributes and any(run.text for run in earlier):
        raise ValueError("a <tspan> after other words has no x")
    x = number(attributes["x"]) if "x" in attributes else before.x
    y = number(attributes["y"]) if "y" in attributes else before.y
    step = attributes.get("dy", "0").strip()
    if step.endswith("em"):
        y += number(step.removesuffix("em")) * style.font_size
    else:
        y += number(step)
    return Run(x, y, style, before.matrix, place, [])


def label(run: Run) -> Label | None:
    """The run as a label in points; None if nothing of it shows.

    Raises ValueError if it is outlined, slanted or mirrored, or lies far outside.
    """
    style = run.style
    if not run.text or not style.font_size or style.fill is None:
        return None
    if style.stroke is not None and style.stroke_width > 0:
        raise ValueError("outlined letters are hard to read")
    a, b, c, d, e, f = run.matrix
    scale = hypot(a, b)
    if not (isclose(a, d, abs_tol=1e-6 * scale) and isclose(b, -c, abs_tol=1e-6 * scale)):
        raise ValueError("letters are slanted, stretched or mirrored")
    x, y, size = a * run.x + c * run.y + e, b * run.x + d * run.y + f, style.font_size * scale
    if max(abs(x), abs(y), size) > MAX_COORDINATE:
        raise ValueError("it lies far outside the drawing")
    return Label(
        round(x, 3) + 0.0,
        round(y, 3) + 0.0,
        run.text,
        round(size, 3),
        style.bold,
        style.anchor,
        style.fill,
        round(degrees(atan2(b, a)), 3) + 0.0,
        style.fill_opacity * style.opacity,
    )
