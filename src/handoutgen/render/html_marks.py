"""Condition marks, hatches and signs as small SVG for a page: all of them decoration.

The name or the word beside a mark says what it means, so each is hidden from screen readers.
"""

import math
from typing import assert_never
from urllib.parse import quote

from handoutgen.document.drawing import compact
from handoutgen.document.inline import Level, Mark
from handoutgen.document.nodes import Urgency
from handoutgen.render.style import ConditionStyle, Style

TITLE, NAME, HEAD, TEXT = 34, 27, 20, 14
"""Sizes of marks in points, by where they stand; under 17 a hatch closes up on a photocopy."""

_HATCHED = (TITLE, NAME, HEAD)
_RIBBON_PITCH = 5.0
_OUTLINE = 1.4
_DECORATION = 'aria-hidden="true" focusable="false"'


def look_number(style: Style, condition: int) -> int:
    """Which of the style's looks a condition has, counted from 1."""
    return (condition - 1) % len(style.condition) + 1


def mark_svg(style: Style, mark: Mark, size: int) -> str:
    """A mark; its hatch refers to the patterns of `hatch_patterns`."""
    look = style.of_condition(mark.condition)
    if mark.level is not None:
        inside = _level(look, mark.level, size)
    elif size in _HATCHED:
        hatch = f"url(#hatch-{look_number(style, mark.condition)}-{size})"
        if style.fills == "outlined":
            edge = f'stroke="{look.ink}" stroke-width="{_OUTLINE}" stroke-linejoin="round"'
            paint = f'fill="{hatch}" {edge}'
            inside = _shape(look.shape, _OUTLINE / 2, size - _OUTLINE, paint)
        else:
            rim = max(1.2, size * 0.045)
            inside = _shape(look.shape, 0, size, f'fill="{look.fill}"')
            inside += _shape(look.shape, rim, size - 2 * rim, f'fill="{hatch}"')
    else:
        inside = _shape(look.shape, 0, size, f'fill="{look.fill}"')
    return f'<svg class="mark" {_DECORATION} viewBox="0 0 {size} {size}">{inside}</svg>'


def hatch_patterns(style: Style) -> str:
    """The hatches of all conditions in all sizes, to stand once in the page."""
    patterns = []
    for number, look in enumerate(style.condition, 1):
        for size in _HATCHED:
            pitch = min(max(size * 0.155, 3.8), 10)
            width, height, tile = _tile(style, look, pitch)
            patterns.append(
                f'<pattern id="hatch-{number}-{size}" patternUnits="userSpaceOnUse" '
                f'width="{compact(width)}" height="{compact(height)}">{tile}</pattern>'
            )
    # With `display: none` some browsers would not paint the patterns either.
    return f'<svg class="patterns" {_DECORATION} width="0" height="0">{"".join(patterns)}</svg>'


def ribbon_url(style: Style, look: ConditionStyle) -> str:
    """One tile of a hatched band as a data address for a style sheet."""
    width, height, tile = _tile(style, look, _RIBBON_PITCH)
    wide, high = compact(width), compact(height)
    ground = style.colour.paper if style.fills == "outlined" else look.fill
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}pt" height="{high}pt" '
        f'viewBox="0 0 {wide} {high}">'
        f'<rect width="{wide}" height="{high}" fill="{ground}"/>{tile}</svg>'
    )
    return f'url("data:image/svg+xml,{quote(svg)}")'


def sign_svg(urgency: Urgency) -> str:
    """The sign beside a callout, in the colour of the text around it; a note has none."""
    match urgency:
        case "emergency" | "alert":
            inside = (
                '<path fill="currentColor" d="M7 0H17L24 7V17L17 24H7L0 17V7Z"/>'
                '<path class="stem" stroke-width="3.1" stroke-linecap="round" '
                'd="M12 5.5V12.7M12 18V18"/>'
            )
        case "call":
            inside = (
                '<path fill="none" stroke="currentColor" stroke-width="1.9" '
                'stroke-linejoin="round" d="M4 3L8.5 3 10.5 8.5 7.8 10.3C9.2 13 11 14.8 13.7 16.2'
                'L15.5 13.5 21 15.5V20C21 20.6 20.6 21 20 21 10.6 21 3 13.4 3 4 3 3.4 3.4 3 4 3Z"/>'
            )
        case "note":
            return ""
        case _:
            assert_never(urgency)
    return f'<svg class="sign" {_DECORATION} viewBox="0 0 24 24">{inside}</svg>'


def _tile(style: Style, look: ConditionStyle, pitch: float) -> tuple[float, float, str]:
    """Width, height and paint of the piece that repeats."""
    outlined = style.fills == "outlined"
    colour, share = (look.ink, 0.18) if outlined else (style.colour.paper, 0.24)
    pitch *= 1.15 if outlined else 1
    line = f'stroke="{colour}" stroke-width="{compact(pitch * share)}"'
    if look.hatch == "dots":
        high, radius = pitch * 1.12, compact(pitch * 0.19)
        places = ((pitch * 0.25, high * 0.25), (pitch * 0.75, high * 0.75))
        dots = (f'<circle cx="{compact(x)}" cy="{compact(y)}" r="{radius}"/>' for x, y in places)
        return pitch, high, f'<g fill="{colour}">{"".join(dots)}</g>'
    if look.hatch in ("level", "upright"):
        middle, end = compact(pitch / 2), compact(pitch)
        path = f"M0 {middle}H{end}" if look.hatch == "level" else f"M{middle} 0V{end}"
        return pitch, pitch, f'<path d="{path}" {line}/>'
    side = pitch * math.sqrt(2)
    path = _slant(side, rising=True)
    if look.hatch == "lattice":
        path += _slant(side, rising=False)
    return side, side, f'<path d="{path}" {line}/>'


def _slant(side: float, *, rising: bool) -> str:
    """A diagonal, and the two corners that its neighbours' ends fill."""
    quarter, whole = side / 4, side
    steps = (
        (0.0, whole, whole, 0.0),
        (-quarter, quarter, quarter, -quarter),
        (whole - quarter, whole + quarter, whole + quarter, whole - quarter),
    )
    path = ""
    for x1, y1, x2, y2 in steps:
        ends = (x1, y1, x2, y2) if rising else (whole - x1, y1, whole - x2, y2)
        a, b, c, d = map(compact, ends)
        path += f"M{a} {b}L{c} {d}"
    return path


def _level(look: ConditionStyle, level: Level, size: int) -> str:
    """Full, half, a centre dot, or empty: how often something occurs in the condition."""
    line = max(1.2, size * 0.11)
    fill = f'fill="{look.fill}"'
    whole = _shape(look.shape, 0, size, fill)
    stroke = f'fill="none" stroke="{look.ink}" stroke-width="{compact(line)}"'
    rim = _shape(look.shape, line / 2, size - line, stroke)
    match level:
        case "common":
            return whole
        case "can_happen":
            # An inner svg element clips what it holds to its own box.
            return f'<svg width="{compact(size / 2)}" height="{size}">{whole}</svg>{rim}'
        case "rare":
            dot = size * 0.38
            low = size * 0.08 if look.shape == "triangle" else 0
            return rim + _shape(look.shape, (size - dot) / 2, dot, fill, low)
        case "not_expected":
            return rim
        case _:
            assert_never(level)


_CORNERS = {
    "triangle": ((0.0, 0.95), (1.0, 0.95), (0.5, 0.05)),
    "diamond": ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
    "hexagon": ((0.25, 0.07), (0.75, 0.07), (1.0, 0.5), (0.75, 0.93), (0.25, 0.93), (0.0, 0.5)),
}


def _shape(shape: str, inset: float, size: float, paint: str, low: float = 0) -> str:
    """A shape in a square of that size, so far from the left and, if `low`, further down."""
    if shape == "circle":
        middle = compact(inset + size / 2)
        return f'<circle cx="{middle}" cy="{middle}" r="{compact(size / 2)}" {paint}/>'
    if shape == "square":
        start, side, round_ = inset + size * 0.04, size * 0.92, size * 0.06
        corner, length = compact(start), compact(side)
        return (
            f'<rect x="{corner}" y="{corner}" width="{length}" height="{length}" '
            f'rx="{compact(round_)}" {paint}/>'
        )
    points = " ".join(
        f"{compact(inset + x * size)},{compact(inset + low + y * size)}" for x, y in _CORNERS[shape]
    )
    return f'<polygon points="{points}" {paint}/>'
