"""A drawing as SVG to put into a page: written from the model, so nothing else can come along."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from handoutgen.document.drawing import MITER_LIMIT, Drawing, Label, Path, compact
from handoutgen.render.hatch import hatch_strokes

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def drawing_to_svg(drawing: Drawing, *, id_prefix: str, font_family: str) -> str:
    """An `svg` element in points, announced by its title and, if it has one, its desc.

    Its paints are colours: a palette has replaced the tokens.

    Ids in it start with `id_prefix`, which must be the only one of its kind in the page. Raises
    ValueError if the prefix cannot start an id. Sources: SVG 2, 5.8; SVG-AAM 1.0 for the name:
    the title is the name and the desc the description, and one that was referred to as a name
    would be told as a description again.
    """
    if not _ID.fullmatch(id_prefix):
        raise ValueError(f"not a prefix for an id: {id_prefix!r}")
    width, height = compact(drawing.width), compact(drawing.height)
    root = _attributes(
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": f"{width}pt",
            "height": f"{height}pt",
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "font-family": font_family,
        }
    )
    lines = [
        f"<svg{root}>",
        f"<title>{escape(drawing.title)}</title>",
        *((f"<desc>{escape(drawing.desc)}</desc>",) if drawing.desc else ()),
        *_paths(drawing, id_prefix),
        *map(_label, drawing.labels),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _paths(drawing: Drawing, id_prefix: str) -> Iterator[str]:
    """Each outline; a hatched one as its fill, its hatch cut to the same form, and its stroke."""
    hatches = 0
    for path in drawing.paths:
        if path.hatch is None:
            yield _path(path)
            continue
        hatches += 1
        form = f"{id_prefix}-hatch-{hatches}"
        rule = _attributes({"clip-rule": _unless("nonzero", path.fill_rule)})
        yield f'<clipPath id="{form}"><path d="{"".join(_steps(path))}"{rule}/></clipPath>'
        yield _path(replace(path, stroke=None))
        lines = _path(hatch_strokes(path, path.hatch))
        yield f'<g clip-path="url(#{form})">{lines}</g>'
        if path.stroke is not None:
            yield _path(replace(path, fill=None))


def _path(path: Path) -> str:
    stroke: dict[str, str] = {}
    if path.stroke is not None:
        stroke = {
            "stroke": path.stroke,
            "stroke-width": _unless("1", compact(path.stroke_width)),
            "stroke-dasharray": " ".join(map(compact, path.dash)),
            "stroke-linecap": _unless("butt", path.cap),
            "stroke-linejoin": _unless("miter", path.join),
            "stroke-miterlimit": _unless("4", compact(MITER_LIMIT)),
            "stroke-opacity": _unless("1", compact(path.stroke_opacity)),
        }
    fill = {
        "d": "".join(_steps(path)),
        "fill": path.fill or "none",
        "fill-rule": _unless("nonzero", path.fill_rule),
        "fill-opacity": _unless("1", compact(path.fill_opacity)),
    }
    return f"<path{_attributes(fill | stroke)}/>"


def _steps(path: Path) -> Iterator[str]:
    for command, numbers in path.segments:
        yield command + " ".join(map(compact, numbers))


def _label(label: Label) -> str:
    x, y = compact(label.x), compact(label.y)
    turn = f"rotate({compact(label.angle)} {x} {y})" if label.angle else ""
    attributes = {
        "x": x,
        "y": y,
        "font-size": compact(label.size),
        "font-weight": "bold" if label.bold else "",
        "text-anchor": _unless("start", label.anchor),
        "fill": label.fill,
        "fill-opacity": _unless("1", compact(label.opacity)),
        "transform": turn,
    }
    return f"<text{_attributes(attributes)}>{escape(label.text)}</text>"


def _unless(default: str, value: str) -> str:
    return "" if value == default else value


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items() if value)
