"""The basic shapes of SVG (SVG 2, 10) as segments, and a transform applied to segments."""

from collections.abc import Mapping

from handoutgen.document.drawing import Segment, box_segments
from handoutgen.document.svg_path import parse_numbers, parse_path
from handoutgen.document.svg_values import IDENTITY, Matrix, number, size

GEOMETRY: Mapping[str, frozenset[str]] = {
    "path": frozenset({"d"}),
    "rect": frozenset({"x", "y", "width", "height", "rx", "ry"}),
    "circle": frozenset({"cx", "cy", "r"}),
    "ellipse": frozenset({"cx", "cy", "rx", "ry"}),
    "line": frozenset({"x1", "y1", "x2", "y2"}),
    "polyline": frozenset({"points"}),
    "polygon": frozenset({"points"}),
}
"""The attributes that give each shape its form."""

MAX_COORDINATE = 100_000.0

_ROUND = 0.5522847498307936  # how far a cubic curve's handle reaches on a quarter circle


def outline(element: str, attributes: Mapping[str, str]) -> tuple[Segment, ...]:
    """The segments of a shape in user units; empty if it has no extent.

    Raises ValueError if an attribute is wrong, or if one without which nothing shows is missing.
    """
    match element:
        case "path":
            return parse_path(_needed(element, attributes, "d"))
        case "rect":
            return _rect(attributes)
        case "circle":
            radius = size(_needed(element, attributes, "r"))
            return _ellipse(attributes, radius, radius)
        case "ellipse":
            radius_x = size(_needed(element, attributes, "rx"))
            return _ellipse(attributes, radius_x, size(_needed(element, attributes, "ry")))
        case "line":
            ends = [number(attributes.get(name, "0")) for name in ("x1", "y1", "x2", "y2")]
            return (Segment("M", (ends[0], ends[1])), Segment("L", (ends[2], ends[3])))
    return _poly(_needed(element, attributes, "points"), closed=element == "polygon")


def transformed(segments: tuple[Segment, ...], matrix: Matrix) -> tuple[Segment, ...]:
    """The segments under the matrix, rounded to a thousandth.

    Raises ValueError if a coordinate lies beyond `MAX_COORDINATE`.
    """
    a, b, c, d, e, f = matrix
    plain = matrix == IDENTITY
    result = []
    farthest = 0.0
    for command, numbers in segments:
        moved = numbers
        if not plain:
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            moved = tuple(n for x, y in pairs for n in (a * x + c * y + e, b * x + d * y + f))
        if moved:
            farthest = max(farthest, max(moved), -min(moved))
        # Adding zero turns -0.0 into 0.0.
        result.append(Segment(command, tuple([round(n, 3) + 0.0 for n in moved])))
    if not farthest <= MAX_COORDINATE:
        raise ValueError("it lies far outside the drawing")
    return tuple(result)


def _needed(element: str, attributes: Mapping[str, str], name: str) -> str:
    if name not in attributes:
        raise ValueError(f"<{element}> has no {name}")
    return attributes[name]


def _ellipse(
    attributes: Mapping[str, str], radius_x: float, radius_y: float
) -> tuple[Segment, ...]:
    cx, cy = number(attributes.get("cx", "0")), number(attributes.get("cy", "0"))
    if radius_x == 0 or radius_y == 0:
        return ()
    return _rounded(cx - radius_x, cy - radius_y, 2 * radius_x, 2 * radius_y, radius_x, radius_y)


def _rect(attributes: Mapping[str, str]) -> tuple[Segment, ...]:
    x, y = number(attributes.get("x", "0")), number(attributes.get("y", "0"))
    width = size(_needed("rect", attributes, "width"))
    height = size(_needed("rect", attributes, "height"))
    # A radius that is left out takes the other's value (SVG 2, 10.2).
    first = attributes.get("rx", attributes.get("ry", "0"))
    second = attributes.get("ry", attributes.get("rx", "0"))
    radius_x, radius_y = min(size(first), width / 2), min(size(second), height / 2)
    if width == 0 or height == 0:
        return ()
    if radius_x and radius_y:
        return _rounded(x, y, width, height, radius_x, radius_y)
    return box_segments(x, y, width, height)


def _rounded(
    x: float, y: float, width: float, height: float, rx: float, ry: float
) -> tuple[Segment, ...]:
    """A rectangle with rounded corners, begun where SVG 2, 10.2 begins it."""
    right, bottom = x + width, y + height
    gap_x, gap_y = rx * (1 - _ROUND), ry * (1 - _ROUND)
    corners = (
        (right - rx, y, right - gap_x, y, right, y + gap_y, right, y + ry),
        (right, bottom - ry, right, bottom - gap_y, right - gap_x, bottom, right - rx, bottom),
        (x + rx, bottom, x + gap_x, bottom, x, bottom - gap_y, x, bottom - ry),
        (x, y + ry, x, y + gap_y, x + gap_x, y, x + rx, y),
    )
    segments = [Segment("M", (x + rx, y))]
    here = (x + rx, y)
    for corner in corners:
        if corner[:2] != here:
            segments.append(Segment("L", corner[:2]))
        segments.append(Segment("C", corner[2:]))
        here = corner[6:]
    segments.append(Segment("Z", ()))
    return tuple(segments)


def _poly(text: str, *, closed: bool) -> tuple[Segment, ...]:
    numbers = parse_numbers(text)
    if len(numbers) % 2:
        raise ValueError("points has an odd count of numbers")
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    if not pairs:
        return ()
    lines = [Segment("L", pair) for pair in pairs[1:]]
    close = [Segment("Z", ())] if closed else []
    return (Segment("M", pairs[0]), *lines, *close)
