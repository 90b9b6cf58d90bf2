"""Which elements and attributes of SVG a figure may use, and what to do about the others.

The subset draws and nothing else: no scripts, links, style sheets, pictures or effects, so that
a figure looks the same on paper and on screen and cannot reach outside its file.
"""

from collections.abc import Mapping

from handoutgen.document.svg_shapes import GEOMETRY
from handoutgen.document.svg_style import STYLE_ATTRIBUTES
from handoutgen.errors import did_you_mean

NAMESPACE = "http://www.w3.org/2000/svg"

_DRAWN = frozenset(GEOMETRY) | {"g", "text"}
CHILDREN: Mapping[str, frozenset[str]] = {
    "svg": _DRAWN | {"title", "desc"},
    "g": _DRAWN,
    "text": frozenset({"tspan"}),
}
"""What may stand in what; an element that is not named here holds no elements."""

_HARMLESS = frozenset(
    {"id", "role", "lang", "xml:lang", "version", "xmlns", "font-family", "aria-labelledby"}
)
_COMMON = STYLE_ATTRIBUTES | _HARMLESS
_OWN: Mapping[str, frozenset[str]] = {
    "svg": frozenset({"viewBox", "width", "height"}),
    "g": frozenset({"transform"}),
    "text": frozenset({"transform", "x", "y"}),
    "tspan": frozenset({"x", "y", "dy"}),
    **{name: attributes | {"transform"} for name, attributes in GEOMETRY.items()},
}

_ELEMENT_HINTS = {
    "script": "a figure runs no program: remove it.",
    "style": "write fill, stroke and so on as attributes of each shape, then remove it.",
    "image": "draw it with paths; a photograph cannot be part of a figure.",
    "use": "copy the shape to each place where it is used.",
    "symbol": "put the shape itself where it is used.",
    "defs": "put each shape where it is used, and fill with plain colours.",
    "foreignObject": "write words in a <text> element.",
    "a": "a printed figure has no links: keep what is inside and remove it.",
    "filter": "draw without effects: they print badly.",
    "pattern": "draw the lines of the hatch as a path.",
    "linearGradient": "fill with a plain colour.",
    "radialGradient": "fill with a plain colour.",
    "clipPath": "cut the shape itself to the form that shows.",
    "mask": "cut the shape itself to the form that shows.",
    "marker": "draw the arrow head as a path of its own.",
    "textPath": "write words in a <text> element, on a straight line.",
    "metadata": "save as plain SVG, or remove it.",
    "svg": "use <g> to group shapes.",
    "title": "one <title> stands directly in <svg>.",
    "desc": "one <desc> stands directly in <svg>.",
    "tspan": "put it directly in a <text>.",
}

_ATTRIBUTE_HINTS = {
    "href": "a figure points to nothing outside itself: remove it.",
    "style": 'write each property as an attribute, such as fill="#ffffff".',
    "class": 'write each property as an attribute, such as fill="#ffffff".',
    "clip-path": "cut the shape itself to the form that shows.",
    "mask": "cut the shape itself to the form that shows.",
    "filter": "draw without effects: they print badly.",
    "transform": "put the shapes in a <g> and transform that.",
}


def element_hint(name: str) -> str:
    """What to do about an element that is not allowed where it stands."""
    if name in _ELEMENT_HINTS:
        return _ELEMENT_HINTS[name]
    if name.startswith("animate") or name == "set":
        return "paper does not move: remove it."
    if name.startswith("fe"):
        return _ELEMENT_HINTS["filter"]
    if ":" in name:
        return "a drawing program added it: save as plain SVG, or remove it."
    return did_you_mean(name[:40], {*_DRAWN, "title", "desc", "tspan"}) or (
        f"use only {', '.join(sorted(_DRAWN))}."
    )


def is_allowed(element: str, attribute: str, value: str) -> bool:
    """Whether the element may carry the attribute."""
    if attribute == "xmlns":
        return value == NAMESPACE
    if attribute.startswith("xmlns:"):
        return element == "svg"  # declares a prefix that nothing may then use
    return attribute in _COMMON or attribute in _OWN.get(element, ())


def attribute_hint(element: str, attribute: str) -> str:
    """What to do about an attribute that is not allowed."""
    local = attribute.rpartition(":")[2]
    if local in _ATTRIBUTE_HINTS:
        return _ATTRIBUTE_HINTS[local]
    if attribute.startswith("on"):
        return "a figure runs no program: remove it."
    if attribute == "xmlns":
        return f'only xmlns="{NAMESPACE}" is known.'
    if ":" in attribute:
        return "a drawing program added it: save as plain SVG, or remove it."
    known = STYLE_ATTRIBUTES | _OWN.get(element, frozenset())
    return did_you_mean(attribute[:40], known) or "remove it."
