"""Presentation attributes of SVG, how groups pass them on, and what they make of an outline."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from handoutgen.document.drawing import Anchor, Cap, FillRule, Join, Path, Segment
from handoutgen.document.svg_values import colour, dashes, opacity, size, word


class Style(NamedTuple):
    """What an element is painted with; lengths in user units. Defaults: SVG 2, appendix H."""

    fill: str | None = "#000000"
    stroke: str | None = None
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    cap: Cap = "butt"
    join: Join = "miter"
    fill_rule: FillRule = "nonzero"
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    opacity: float = 1.0
    font_size: float = 16.0
    bold: bool = False
    anchor: Anchor = "start"


def _words(*known: str) -> Callable[[str], str]:
    return word({name: name for name in known})


_WEIGHT = word({"normal": "", "400": "", "bold": "bold", "700": "bold"})

_READERS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "fill": ("fill", colour),
    "stroke": ("stroke", colour),
    "stroke-width": ("stroke_width", size),
    "stroke-dasharray": ("dash", dashes),
    "stroke-linecap": ("cap", _words("butt", "round", "square")),
    "stroke-linejoin": ("join", _words("miter", "round", "bevel")),
    "fill-rule": ("fill_rule", _words("nonzero", "evenodd")),
    "fill-opacity": ("fill_opacity", opacity),
    "stroke-opacity": ("stroke_opacity", opacity),
    "opacity": ("opacity", opacity),
    "font-size": ("font_size", size),
    "font-weight": ("bold", lambda text: bool(_WEIGHT(text))),
    "text-anchor": ("anchor", _words("start", "middle", "end")),
}

STYLE_ATTRIBUTES = frozenset(_READERS)


def inherit(
    style: Style, attributes: Mapping[str, str], complain: Callable[[str, str], None]
) -> Style:
    """The style of an element inside one of `style`, with `complain(attribute, why)` for faults.

    Opacity is not inherited in SVG but applied to the group as one picture (SVG 2, 14.2); we
    multiply it into each shape, which is the same where the shapes do not overlap.
    """
    changes: dict[str, Any] = {}
    for name, text in attributes.items():
        if name not in _READERS or text.strip() == "inherit":
            continue
        field, read = _READERS[name]
        try:
            changes[field] = read(text)
        except ValueError as error:
            complain(name, str(error))
    if "opacity" in changes:
        changes["opacity"] *= style.opacity
    return style._replace(**changes) if changes else style


def painted(
    segments: tuple[Segment, ...], style: Style, scale: float, *, filled: bool
) -> Path | None:
    """The outline in its style, with stroke and dashes `scale` times as long; None if unseen."""
    width = round(style.stroke_width * scale, 3)
    fill = style.fill if filled else None
    stroke = style.stroke if width > 0 else None
    if not segments or (fill is None and stroke is None):
        return None
    path = Path(segments, fill)
    if fill is not None:
        seen = style.fill_opacity * style.opacity
        path = replace(path, fill_rule=style.fill_rule, fill_opacity=seen)
    if stroke is None:
        return path
    dash = tuple(round(length * scale, 3) for length in style.dash)
    return replace(
        path,
        stroke=stroke,
        stroke_width=width,
        dash=dash if any(dash) else (),
        cap=style.cap,
        join=style.join,
        stroke_opacity=style.stroke_opacity * style.opacity,
    )
