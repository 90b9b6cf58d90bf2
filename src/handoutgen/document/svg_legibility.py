"""Whether a figure can be read on paper, also in grey: the size of words, contrast, lightness.

Tokens keep to these rules in every style (`render/style`); here colours have to. Sources:
WCAG 2.2, 1.4.3 and 1.4.11; L* of CIE 15:2004 is what a photocopy keeps of a colour.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from handoutgen.document.colour import blended, channels, lightness, ratio
from handoutgen.document.drawing import LEAST_TEXT, Label, Path, compact
from handoutgen.document.paint import is_legible, is_token
from handoutgen.errors import Location, Problem

FULL_WIDTH = 481.0
"""The narrowest column of a whole page in points: A4 between the usual margins."""

PAPER = "#ffffff"
TEXT_CONTRAST, LINE_CONTRAST, TINT_CONTRAST = 4.5, 3.0, 1.5
LEAST_STEP = 20.0
"""Two surfaces that differ in colour differ by so much L*."""

_GREY = 24
_ROUNDING = 0.005


class Placed(NamedTuple):
    """A shape with its place in the file."""

    shape: Path | Label
    place: Location


def legibility(shapes: Sequence[Placed], width: float) -> Iterator[Problem]:
    """F010 for each text that prints too small, F011 and F012 for colours that do not stand out.

    `width` is the drawing's, in points: one that is wider than a page is made smaller.
    """
    shrunk = min(1.0, FULL_WIDTH / width) if width else 1.0
    backgrounds: list[Path] = []
    told: set[str] = set()
    strong: dict[str, Location] = {}
    for shape, place in shapes:
        if isinstance(shape, Path):
            if shape.fill is not None:
                backgrounds.append(shape)
                if _has_hue(shape.fill):
                    strong.setdefault(shape.fill, place)
            yield from _path(shape, place, told)
            continue
        size = shape.size * shrunk
        if size < LEAST_TEXT - _ROUNDING:
            message = f"“{shape.text[:40]}” prints at {compact(round(size, 1))} points"
            if shrunk < 1:
                message += f", since the drawing is {compact(round(width))} points wide"
            hint = f"words in figures print at {compact(LEAST_TEXT)} points or more."
            yield Problem("F010", message, place, hint)
        yield from _label(shape, place, backgrounds)
    yield from _steps(strong)


def _path(path: Path, place: Location, told: set[str]) -> Iterator[Problem]:
    """A line stands out; a surface does, or is a tint that only lies under something."""
    paints = (("stroke", path.stroke, path.stroke_opacity), ("fill", path.fill, path.fill_opacity))
    for name, paint, opacity in paints:
        if paint is None or is_token(paint) or paint in told:
            continue
        seen = ratio(blended(paint, PAPER, opacity), PAPER)
        tint = seen <= TINT_CONTRAST and (name == "fill" or path.fill is not None)
        if seen < LINE_CONTRAST and not tint and paint != PAPER:
            told.add(paint)
            message = f"the {name} {paint} has a contrast of {seen:.1f}:1 to paper"
            hint = f"lines and signs need {compact(LINE_CONTRAST)}:1; use a token such as “ink”."
            yield Problem("F011", message, place, hint)


def _label(label: Label, place: Location, backgrounds: Sequence[Path]) -> Iterator[Problem]:
    paint = label.fill
    if label.opacity < 1:
        yield Problem("F011", "words are half transparent", place, "take the opacity away.")
    if is_token(paint) and is_legible(paint):
        return
    behind = PAPER
    if paint == "paper" or (not is_token(paint) and ratio(paint, PAPER) < TEXT_CONTRAST):
        behind = _behind(label, backgrounds)
    if is_token(paint) and paint != "paper":
        message = f"words in “{paint}” can print too pale to read"
    elif is_token(behind):
        if is_legible(behind):
            return
        message = f"light words on “{behind}” can print too pale to read"
    else:
        seen = ratio(PAPER if paint == "paper" else paint, behind)
        if seen >= TEXT_CONTRAST:
            return
        message = f"“{label.text[:40]}” has a contrast of {seen:.1f}:1"
    hint = f"words need {TEXT_CONTRAST}:1; use a token such as “ink” or “condition-1-ink”."
    yield Problem("F011", message, place, hint)


def _behind(label: Label, backgrounds: Sequence[Path]) -> str:
    """The fill of the last surface whose box holds the middle of the label's first letter."""
    x, y = label.x, label.y - label.size * 0.35
    for path in reversed(backgrounds):
        left, top, right, bottom = path.box
        if left <= x <= right and top <= y <= bottom:
            return path.fill or PAPER
    return PAPER


def _has_hue(paint: str) -> bool:
    """Whether a colour is no grey and dark enough to tell something apart from something else."""
    if is_token(paint) or ratio(paint, PAPER) < LINE_CONTRAST:
        return False
    parts = channels(paint)
    return max(parts) - min(parts) > _GREY


def _steps(strong: dict[str, Location]) -> Iterator[Problem]:
    colours = sorted(strong, key=lightness)
    for darker, lighter in pairwise(colours):
        step = lightness(lighter) - lightness(darker)
        if step < LEAST_STEP:
            message = f"{darker} and {lighter} look alike in grey: {step:.0f} L* apart"
            hint = "make one lighter, or use tokens such as “condition-1” and “condition-2”."
            yield Problem("F012", message, strong[lighter], hint)
