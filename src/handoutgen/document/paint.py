"""Paints that a figure names instead of colours, so that it prints right in every style.

A paint is a colour such as `#1b1f24` or a token. A token says what is painted; the style says
how. `condition-N` is the look of the N-th condition: its fill, or with a word behind it its ink,
its tint, its fill with its hatch, or its mark as it stands beside its name.
"""

import re
from typing import Literal, NamedTuple, get_args

Part = Literal["ink", "tint", "hatch", "mark", "common", "can-happen", "rare", "not-expected"]

MARKS = frozenset({"mark", "common", "can-happen", "rare", "not-expected"})
"""Parts that are drawn as the condition's own shape, in the box around the shape they fill."""

PLAIN_TOKENS = frozenset(
    {"ink", "muted", "rule", "hair", "paper", "neutral", "message", "message-tint"}
)
"""`neutral` is healthy tissue, `message` a signal in a nerve, `hair` a line without meaning."""

_CONDITION = re.compile(rf"condition-([1-9])(?:-({'|'.join(get_args(Part))}))?")
_LEGIBLE = frozenset({"ink", "muted", "message"})


class ConditionPaint(NamedTuple):
    """The number of a condition, counted from 1, and which part of its look; none is its fill."""

    number: int
    part: str


def condition_paint(paint: str) -> ConditionPaint | None:
    """What a paint says about a condition; None for a colour or another token."""
    match = _CONDITION.fullmatch(paint)
    return ConditionPaint(int(match[1]), match[2] or "") if match else None


def is_token(paint: str) -> bool:
    """Whether a style knows this paint."""
    return paint in PLAIN_TOKENS or _CONDITION.fullmatch(paint) is not None


def is_legible(token: str) -> bool:
    """Whether every style prints words in this token with at least 4.5:1 (WCAG 2.2, 1.4.3)."""
    paint = condition_paint(token)
    return paint.part == "ink" if paint else token in _LEGIBLE


def renumbered(paint: str, places: tuple[int, ...]) -> str:
    """The paint with its condition's number exchanged for its place in this handout."""
    found = condition_paint(paint)
    if found is None or found.number > len(places):
        return paint
    ending = f"-{found.part}" if found.part else ""
    return f"condition-{places[found.number - 1]}{ending}"
