"""Attribute values of SVG: lengths, colours and transforms. Every function raises ValueError."""

import re
from collections.abc import Callable, Mapping
from math import cos, radians, sin, tan

from handoutgen.document.paint import is_token
from handoutgen.document.svg_path import parse_numbers

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f, as in SVG's `matrix()`: x' = a·x + c·y + e and y' = b·x + d·y + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_MAX_DASHES = 16
_POINTS = {
    "": 0.75,
    "px": 0.75,
    "pt": 1.0,
    "pc": 12.0,
    "in": 72.0,
    "mm": 72 / 25.4,
    "cm": 72 / 2.54,
}
_LENGTH = re.compile(r"([^a-z%]*)([a-z%]*)")
_NAMED = {"none": None, "black": "#000000", "white": "#ffffff", "currentcolor": "#000000"}
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.ASCII)
_CALL = re.compile(r"\s*+,?\s*+(matrix|translate|scale|rotate|skewX|skewY)\s*+\(([^()]*)\)")


def number(text: str) -> float:
    """One number in user units; `px`, which is the same, may follow it."""
    numbers = parse_numbers(text.strip().removesuffix("px"))
    if len(numbers) != 1:
        raise ValueError(f"“{text[:40]}” is not one number")
    return numbers[0]


def size(text: str) -> float:
    """One number that is not negative."""
    value = number(text)
    if value < 0:
        raise ValueError(f"“{text[:40]}” is negative")
    return value


def opacity(text: str) -> float:
    """A number, brought between 0 and 1 as SVG 2, 13.4 asks."""
    return min(1.0, max(0.0, number(text)))


def points(text: str) -> float:
    """A length of the whole drawing in points; a bare number is CSS pixels of 0.75 pt."""
    match = _LENGTH.fullmatch(text.strip())
    unit = match[2] if match else "?"
    if match is None or unit not in _POINTS:
        raise ValueError(f"“{text[:40]}” has no unit that we know")
    value = number(match[1]) * _POINTS[unit]
    if value <= 0:
        raise ValueError(f"“{text[:40]}” is not more than zero")
    return value


def colour(text: str) -> str | None:
    """A colour as `#rrggbb` or a token of `paint`; None for `none`.

    `currentColor` is black, as on paper.
    """
    word = text.strip().lower()
    if word in _NAMED:
        return _NAMED[word]
    if is_token(word):
        return word
    if not _HEX.fullmatch(word):
        raise ValueError(f"“{text[:40]}” is not a colour that we know")
    if len(word) == 4:
        return "#" + "".join(digit * 2 for digit in word[1:])
    return word


def dashes(text: str) -> tuple[float, ...]:
    """Lengths of dashes and gaps in user units; empty for a solid line (SVG 2, 13.5.6)."""
    if text.strip() == "none":
        return ()
    lengths = parse_numbers(text)
    if len(lengths) > _MAX_DASHES:
        raise ValueError(f"more than {_MAX_DASHES} lengths")
    if any(length < 0 for length in lengths):
        raise ValueError(f"“{text[:40]}” has a negative length")
    return lengths if any(lengths) else ()


def word(known: Mapping[str, str]) -> Callable[[str], str]:
    """A reader for a value that is one of a few words."""

    def read(text: str) -> str:
        if text.strip() not in known:
            raise ValueError(f"“{text[:40]}” is not one of {', '.join(known)}")
        return known[text.strip()]

    return read


def multiply(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix that applies `inner` first and then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )


def transform(text: str) -> Matrix:
    """A list of transforms as one matrix (CSS Transforms 1, 8, for the attribute)."""
    matrix, position = IDENTITY, 0
    text = text.strip()
    while position < len(text):
        match = _CALL.match(text, position)
        if match is None:
            raise ValueError(f"“{text[position : position + 40]}” is not a transform that we know")
        matrix = multiply(matrix, _single(match[1], parse_numbers(match[2])))
        if max(map(abs, matrix)) > 1e6:
            raise ValueError("the transform moves or enlarges too far")
        position = match.end()
    return matrix


def _single(name: str, numbers: tuple[float, ...]) -> Matrix:
    match name, numbers:
        case "matrix", (a, b, c, d, e, f):
            return (a, b, c, d, e, f)
        case "translate", (x,):
            return (1, 0, 0, 1, x, 0)
        case "translate", (x, y):
            return (1, 0, 0, 1, x, y)
        case "scale", (x,):
            return (x, 0, 0, x, 0, 0)
        case "scale", (x, y):
            return (x, 0, 0, y, 0, 0)
        case "rotate", (angle,):
            return _rotation(angle)
        case "rotate", (angle, x, y):
            there = multiply((1, 0, 0, 1, x, y), _rotation(angle))
            return multiply(there, (1, 0, 0, 1, -x, -y))
        case "skewX", (angle,):
            return (1, 0, tan(radians(angle)), 1, 0, 0)
        case "skewY", (angle,):
            return (1, tan(radians(angle)), 0, 1, 0, 0)
    raise ValueError(f"{name}() does not take {len(numbers)} numbers")


def _rotation(angle: float) -> Matrix:
    c, s = cos(radians(angle)), sin(radians(angle))
    return (c, s, -s, c, 0, 0)
