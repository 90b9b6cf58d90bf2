"""Condition marks: a shape with its hatch, the levels of a symptom, and hatched ribbons.

Each function appends operators to a painter whose caller has opened an artifact: the name or
the word beside a mark says what it means.
"""

import math
from functools import lru_cache

from handoutgen.document.nodes import Level, Mark
from handoutgen.render.pdf.painter import Painter, box_path, components, number, numbers
from handoutgen.render.style import ConditionStyle

_SOLID_BELOW = 17
"""Under this size a hatch would close up on a photocopier; the mark is solid."""


def paint_mark(painter: Painter, mark: Mark, x: float, y: float, size: float) -> None:
    """A mark with its lower left corner at x, y."""
    look = painter.style.of_condition(mark.condition)
    paper = painter.style.colour.paper
    painter.code(_mark(look, mark.level, round(x, 2), round(y, 2), size, paper))


def paint_ribbon(
    painter: Painter, condition: int, x: float, y: float, width: float, height: float
) -> None:
    """A hatched band over a card or a column."""
    look = painter.style.of_condition(condition)
    clip = f"{numbers(x, y, width, height)} re"
    paper = painter.style.colour.paper
    pitch = min(max(height * 0.5, 3.8), 5)
    area = (round(x, 2), round(y, 2), width, height)
    painter.code(_filled_hatch(look, clip, area, pitch, paper))


@lru_cache(maxsize=2048)
def _mark(
    look: ConditionStyle, level: Level | None, x: float, y: float, size: float, paper: str
) -> str:
    """The operators of a mark, kept: the same mark recurs on every page and in every build."""
    if level is not None:
        return _level(look, level, x, y, size)
    if size < _SOLID_BELOW:
        return f"{components(look.fill)} rg\n{_shape(look.shape, x, y, size)} f"
    return _hatched(look, x, y, size, paper)


def _hatched(look: ConditionStyle, x: float, y: float, size: float, paper: str) -> str:
    rim = max(1.2, size * 0.045)
    pitch = min(max(size * 0.155, 3.8), 10)
    shape = _shape(look.shape, x, y, size)
    inner = _shape(look.shape, x + rim, y + rim, size - 2 * rim)
    solid = f"{components(look.fill)} rg\n{shape} f"
    return f"{solid}\n{_hatch(look, inner, (x, y, size, size), pitch, paper)}"


@lru_cache(maxsize=512)
def _filled_hatch(
    look: ConditionStyle,
    clip: str,
    area: tuple[float, float, float, float],
    pitch: float,
    paper: str,
) -> str:
    return f"{components(look.fill)} rg\n{clip} f\n{_hatch(look, clip, area, pitch, paper)}"


def _hatch(
    look: ConditionStyle,
    clip: str,
    area: tuple[float, float, float, float],
    pitch: float,
    paper: str,
) -> str:
    """Paper-coloured dots or lines over a fill, clipped to a path."""
    x, y, width, height = area
    line = pitch * 0.24
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
    return f"q {clip} W n {components(paper)} RG {number(line)} w {cap} J\n{strokes}\nS Q"


def _dots(x: float, y: float, width: float, height: float, pitch: float) -> str:
    """Lines of no length with round caps: dots, each in a dozen bytes."""
    rows = []
    step = pitch * 0.56
    for row in range(int(height / step) + 2):
        shift = pitch / 2 if row % 2 else 0.0
        for column in range(int(width / pitch) + 2):
            place = numbers(x + shift + column * pitch, y + row * step + step * 0.4)
            rows.append(f"{place} m {place} l")
    return "\n".join(rows)


def _slanted(x: float, y: float, width: float, height: float, pitch: float, sign: int) -> str:
    step = pitch * math.sqrt(2)
    lines = []
    for index in range(int((width + height) / step) + 2):
        start = x - height + index * step
        ends = (start, start + height) if sign > 0 else (start + height, start)
        lines.append(f"{numbers(ends[0], y)} m {numbers(ends[1], y + height)} l")
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
    # Round joins: a mitre would stick out of the square at the corners.
    rim = f"{components(look.ink)} RG {number(line)} w 1 j\n{outline} S 0 j"
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
