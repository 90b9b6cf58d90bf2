"""Condition marks: a shape with its hatch, the levels of a symptom, and hatched ribbons.

Each function appends operators to a painter whose caller has opened an artifact: the name or
the word beside a mark says what it means.
"""

import math
from functools import lru_cache
from typing import NamedTuple

from handoutgen.document.inline import Level, Mark
from handoutgen.render.pdf.operators import box_path, components, number, numbers
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.style import ConditionStyle

_SOLID_BELOW = 17
"""Under this size a hatch would close up on a photocopier; the mark is solid."""

_TALL_RIBBON = 16
_OUTLINE = 1.4
_RIBBON_OUTLINE = 0.9


def paint_mark(painter: Painter, mark: Mark, x: float, y: float, size: float) -> None:
    """A mark with its lower left corner at x, y."""
    style = painter.style
    pen = _Pen(style.of_condition(mark.condition), style.colour.paper, style.fills == "outlined")
    x = painter.left(x, size)
    painter.code(_mark(pen, mark.level, round(x, 2), round(y, 2), size))


def paint_ribbon(
    painter: Painter, condition: int, x: float, y: float, width: float, height: float
) -> None:
    """A hatched band over a card or a column."""
    style = painter.style
    pen = _Pen(style.of_condition(condition), style.colour.paper, style.fills == "outlined")
    pitch = min(max(height * 0.5, 3.8), 5) if height < _TALL_RIBBON else height * 0.4
    x = painter.left(x, width)
    painter.code(_ribbon(pen, (round(x, 2), round(y, 2), width, height), pitch))


class _Pen(NamedTuple):
    """How a condition is drawn: paper-coloured hatch on its fill, or outlined, hatch on paper."""

    look: ConditionStyle
    paper: str
    outlined: bool


_Area = tuple[float, float, float, float]


@lru_cache(maxsize=2048)
def _mark(pen: _Pen, level: Level | None, x: float, y: float, size: float) -> str:
    """The operators of a mark, kept: the same mark recurs on every page and in every build."""
    if level is not None:
        return _level(pen.look, level, x, y, size)
    if size < _SOLID_BELOW:
        return f"{components(pen.look.fill)} rg\n{_shape(pen.look.shape, x, y, size)} f"
    return _hatched(pen, x, y, size)


def _hatched(pen: _Pen, x: float, y: float, size: float) -> str:
    look = pen.look
    pitch = min(max(size * 0.155, 3.8), 10)
    if pen.outlined:
        inner = _shape(look.shape, x + _OUTLINE / 2, y + _OUTLINE / 2, size - _OUTLINE)
        return f"{_hatch(pen, inner, (x, y, size, size), pitch)}\n{_outline(look, inner)}"
    rim = max(1.2, size * 0.045)
    shape = _shape(look.shape, x, y, size)
    inner = _shape(look.shape, x + rim, y + rim, size - 2 * rim)
    solid = f"{components(look.fill)} rg\n{shape} f"
    return f"{solid}\n{_hatch(pen, inner, (x, y, size, size), pitch)}"


def _outline(look: ConditionStyle, path: str, thickness: float = _OUTLINE) -> str:
    # Round joins: a mitre would stick out of the square at the corners.
    return f"{components(look.ink)} RG {number(thickness)} w 1 j\n{path} S 0 j"


@lru_cache(maxsize=512)
def _ribbon(pen: _Pen, area: _Area, pitch: float) -> str:
    clip = f"{numbers(*area)} re"
    if pen.outlined:
        x, y, width, height = area
        half = _RIBBON_OUTLINE / 2
        inner = (x + half, y + half, width - 2 * half, height - 2 * half)
        edge = _outline(pen.look, f"{numbers(*inner)} re", _RIBBON_OUTLINE)
        return f"{_hatch(pen, clip, area, pitch)}\n{edge}"
    return f"{components(pen.look.fill)} rg\n{clip} f\n{_hatch(pen, clip, area, pitch)}"


def _hatch(pen: _Pen, clip: str, area: _Area, pitch: float) -> str:
    """Dots or lines, clipped to a path: paper-coloured over a fill, or ink on paper."""
    look = pen.look
    x, y, width, height = area
    colour, share = (look.ink, 0.18) if pen.outlined else (pen.paper, 0.24)
    pitch *= 1.15 if pen.outlined else 1
    line = pitch * share
    if look.hatch == "dots":
        strokes, line = _dots(x, y, width, height, pitch), pitch * 0.38
    elif look.hatch == "slanted":
        strokes = _slanted(x, y, width, height, pitch, 1)
    elif look.hatch == "lattice":
        both = (_slanted(x, y, width, height, pitch, sign) for sign in (1, -1))
        strokes = "\n".join(both)
    elif look.hatch == "level":
        strokes = _steps(x, y, width, height, pitch, level=True)
    else:
        strokes = _steps(x, y, width, height, pitch, level=False)
    cap = 1 if look.hatch == "dots" else 0
    return f"q {clip} W n {components(colour)} RG {number(line)} w {cap} J\n{strokes}\nS Q"


def _dots(x: float, y: float, width: float, height: float, pitch: float) -> str:
    """Lines of no length with round caps: dots, each in a dozen bytes."""
    step = pitch * 0.56
    columns = range(int(width / pitch) + 2)
    even, odd = ([number(x + shift + c * pitch) for c in columns] for shift in (0.0, pitch / 2))
    dots: list[str] = []
    for row in range(int(height / step) + 2):
        up = number(y + row * step + step * 0.4)
        dots += [f"{at} {up} m {at} {up} l" for at in (odd if row % 2 else even)]
    return "\n".join(dots)


def _slanted(x: float, y: float, width: float, height: float, pitch: float, sign: int) -> str:
    step = pitch * math.sqrt(2)
    low, high = number(y), number(y + height)
    lines = []
    for index in range(int((width + height) / step) + 2):
        start = x - height + index * step
        ends = (start, start + height) if sign > 0 else (start + height, start)
        lines.append(f"{number(ends[0])} {low} m {number(ends[1])} {high} l")
    return "\n".join(lines)


def _steps(x: float, y: float, width: float, height: float, pitch: float, *, level: bool) -> str:
    lines = []
    extent = height if level else width
    for index in range(1, int(extent / pitch) + 2):
        at = index * pitch - pitch / 2
        if level:
            lines.append(f"{numbers(x, y + at)} m {numbers(x + width, y + at)} l")
        else:
            lines.append(f"{numbers(x + at, y)} m {numbers(x + at, y + height)} l")
    return "\n".join(lines)


def _level(look: ConditionStyle, level: Level, x: float, y: float, size: float) -> str:
    """Full, half, a centre dot, or empty: how often something occurs in the condition."""
    line = max(1.2, size * 0.11)
    outline = _shape(look.shape, x + line / 2, y + line / 2, size - line)
    rim = _outline(look, outline, line)
    whole = _shape(look.shape, x, y, size)
    fill = f"{components(look.fill)} rg"
    if level == "common":
        return f"{fill}\n{whole} f"
    if level == "can_happen":
        half = f"{numbers(x, y, size / 2, size)} re"
        return f"q {half} W n {fill}\n{whole} f Q\n{rim}"
    if level == "rare":
        dot = size * 0.38
        inset = (size - dot) / 2
        low = inset - (size * 0.08 if look.shape == "triangle" else 0)
        centre = _shape(look.shape, x + inset, y + low, dot)
        return f"{rim}\n{fill}\n{centre} f"
    return rim


def _shape(shape: str, x: float, y: float, size: float) -> str:
    """The path of a shape in a square with its lower left corner at x, y."""
    if shape == "circle":
        return box_path(x, y, size, size, size / 2)
    if shape == "square":
        inset = size * 0.04
        return box_path(x + inset, y + inset, size - 2 * inset, size - 2 * inset, size * 0.06)
    if shape == "triangle":
        points = ((0.0, 0.05), (1.0, 0.05), (0.5, 0.95))
    elif shape == "diamond":
        points = ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5))  # type: ignore[assignment]
    else:
        points = (  # type: ignore[assignment]
            (0.25, 0.07),
            (0.75, 0.07),
            (1.0, 0.5),
            (0.75, 0.93),
            (0.25, 0.93),
            (0.0, 0.5),
        )
    first, *others = ((x + a * size, y + b * size) for a, b in points)
    steps = " ".join(f"{numbers(*point)} l" for point in others)
    return f"{numbers(*first)} m {steps} h"
