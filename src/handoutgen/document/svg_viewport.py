"""The size of an SVG drawing in points and the matrix from its user units (SVG 2, 8.2)."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from handoutgen.document.svg_path import parse_numbers
from handoutgen.document.svg_shapes import MAX_COORDINATE
from handoutgen.document.svg_values import IDENTITY, Matrix, points


class Viewport(NamedTuple):
    """Width and height in points, and the matrix from user units to points."""

    width: float
    height: float
    matrix: Matrix


NOWHERE = Viewport(0.0, 0.0, IDENTITY)

_RELATIVE = ("100%", "auto")  # what web drawings say; it leaves the size to the viewBox


def viewport(
    attributes: Mapping[str, str], complain: Callable[[str, str], None]
) -> Viewport | None:
    """The viewport of a root element; None if it states no size.

    One user unit is one point if there is only a viewBox, and a CSS pixel of 0.75 pt if there is
    none. Faults go to `complain(attribute, why)` and leave the drawing `NOWHERE`.
    """
    lengths: dict[str, float | None] = {"width": None, "height": None}
    for name in lengths:
        text = attributes.get(name, "auto").strip()
        try:
            lengths[name] = None if text in _RELATIVE else points(text)
        except ValueError as error:
            complain(name, str(error))
            return NOWHERE
    width, height = lengths["width"], lengths["height"]
    if max(width or 0, height or 0) > MAX_COORDINATE:
        complain("width", "the drawing is far too large")
        return NOWHERE
    if "viewBox" in attributes:
        return _fitted(attributes["viewBox"], width, height, complain)
    if width is None or height is None:
        return None
    return Viewport(width, height, (0.75, 0, 0, 0.75, 0, 0))


def _fitted(
    view_box: str, width: float | None, height: float | None, complain: Callable[[str, str], None]
) -> Viewport:
    try:
        left, top, wide, high = parse_numbers(view_box)
    except ValueError:
        complain("viewBox", f"“{view_box[:40]}” is not four numbers")
        return NOWHERE
    if min(wide, high) <= 0 or max(map(abs, (left, top, wide, high))) > MAX_COORDINATE:
        complain("viewBox", "the size is not more than zero, or far too large")
        return NOWHERE
    if width is None:
        width = wide if height is None else height * wide / high
    if height is None:
        height = width * high / wide
    # The default of preserveAspectRatio: as large as fits, in the middle.
    scale = min(width / wide, height / high)
    x, y = (width - wide * scale) / 2, (height - high * scale) / 2
    return Viewport(width, height, (scale, 0, 0, scale, x - left * scale, y - top * scale))
