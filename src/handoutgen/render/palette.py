"""What a style makes of the paints that figures name: tokens in, colours, hatches and marks out."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from handoutgen.document.drawing import Drawing, Hatch, Hatching, Label, Path, Segment, box_segments
from handoutgen.document.paint import MARKS, condition_paint
from handoutgen.document.svg_shapes import outline
from handoutgen.render.outlined import black_and_white
from handoutgen.render.style import Style

_SMALLEST_HATCHED = 5.0
_SOLID_BELOW = 17.0
"""A mark under this size is solid, here as beside a name: its hatch would close up in print."""


class Look(NamedTuple):
    """How one condition looks."""

    shape: str
    hatch: Hatching
    ink: str
    fill: str
    tint: str


class Palette(NamedTuple):
    """A style as far as figures go. Outlined fills have their hatch in ink on paper."""

    colours: tuple[tuple[str, str], ...]
    looks: tuple[Look, ...]
    outlined: bool


def palette_of(style: Style) -> Palette:
    """The palette of a style."""
    colours = tuple((name.replace("_", "-"), colour) for name, colour in vars(style.colour).items())
    looks = tuple(Look(c.shape, c.hatch, c.ink, c.fill, c.tint) for c in style.condition)
    return Palette(colours, looks, style.fills == "outlined")


@lru_cache(maxsize=512)
def in_palette(drawing: Drawing, palette: Palette) -> Drawing:
    """The drawing with a colour, a hatch or a mark for each token; colours stay as they are.

    In a style of outlined fills they become black or white.
    """
    brush = _Brush(palette)
    if palette.outlined:
        drawing = black_and_white(drawing)
    shapes: list[Path | Label] = []
    for shape in drawing.shapes:
        if isinstance(shape, Label):
            shapes.append(replace(shape, fill=brush.colour(shape.fill)))
        else:
            shapes.extend(brush.paths(shape))
    return replace(drawing, shapes=tuple(shapes))


class _Brush:
    def __init__(self, palette: Palette) -> None:
        self.colours = dict(palette.colours)
        self.looks = palette.looks
        self.outlined = palette.outlined

    def look(self, number: int) -> Look:
        return self.looks[(number - 1) % len(self.looks)]

    def colour(self, paint: str) -> str:
        """The paint as one flat colour."""
        found = condition_paint(paint)
        if found is None:
            return self.colours.get(paint, paint)
        look = self.look(found.number)
        return {"ink": look.ink, "tint": look.tint}.get(found.part, look.fill)

    def paths(self, path: Path) -> Iterator[Path]:
        stroke = self.colour(path.stroke) if path.stroke else None
        found = condition_paint(path.fill) if path.fill else None
        if path.fill is None or found is None or found.part not in (*MARKS, "hatch"):
            fill = self.colour(path.fill) if path.fill else None
            yield replace(path, fill=fill, stroke=stroke)
            return
        look = self.look(found.number)
        if found.part == "hatch":
            yield replace(self.hatched(path, look), stroke=stroke)
        else:
            yield from self.mark(path, look, found.part)

    def hatched(self, path: Path, look: Look) -> Path:
        """The path with the condition's hatch over its fill, if it is large enough for one."""
        left, top, right, bottom = path.box
        size = min(right - left, bottom - top)
        pitch = min(max(size * 0.155, 3.8), 6.0)
        ground, lines, share = look.fill, self.colours["paper"], 0.24
        if self.outlined:
            ground, lines, share, pitch = self.colours["paper"], look.ink, 0.18, pitch * 1.15
        if size < _SMALLEST_HATCHED:
            return replace(path, fill=look.fill)
        width = pitch * (0.38 if look.hatch == "dots" else share)
        return replace(path, fill=ground, hatch=Hatch(look.hatch, lines, pitch, round(width, 3)))

    def mark(self, path: Path, look: Look, part: str) -> Iterator[Path]:
        """The condition's shape in the largest square in the middle of the path's box."""
        left, top, right, bottom = path.box
        size = min(right - left, bottom - top)
        x, y = (left + right - size) / 2, (top + bottom - size) / 2
        opacity = path.fill_opacity
        line = max(1.2, size * 0.11)
        whole = Path(_shape(look.shape, x, y, size), look.fill, fill_opacity=opacity)
        rim = Path(
            _shape(look.shape, x + line / 2, y + line / 2, size - line),
            None,
            stroke=look.ink,
            stroke_width=line,
            join="round",
            stroke_opacity=opacity,
        )
        match part:
            case "mark" if size >= _SOLID_BELOW:
                yield from self._large(whole, look, x, y, size)
            case "mark" | "common":
                yield whole
            case "can-happen":
                yield replace(whole, segments=_left_half(look.shape, x, y, size))
                yield rim
            case "rare":
                dot = size * 0.38
                low = size * 0.08 if look.shape == "triangle" else 0.0
                inset = (size - dot) / 2
                yield rim
                inner = _shape(look.shape, x + inset, y + inset + low, dot)
                yield replace(whole, segments=inner)
            case _:
                yield rim

    def _large(self, whole: Path, look: Look, x: float, y: float, size: float) -> Iterator[Path]:
        rim = max(1.2, size * 0.045)
        inner = replace(whole, segments=_shape(look.shape, x + rim, y + rim, size - 2 * rim))
        if not self.outlined:
            yield whole
            yield self.hatched(inner, look)
            return
        half = 0.7
        framed = _shape(look.shape, x + half, y + half, size - 2 * half)
        hatched = self.hatched(replace(whole, segments=framed), look)
        yield replace(hatched, stroke=look.ink, stroke_width=2 * half, join="round")


_CORNERS = {
    "triangle": ((0.0, 0.95), (1.0, 0.95), (0.5, 0.05)),
    "diamond": ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
    "hexagon": ((0.25, 0.07), (0.75, 0.07), (1.0, 0.5), (0.75, 0.93), (0.25, 0.93), (0.0, 0.5)),
}
_LEFT_CORNERS = {
    "triangle": ((0.0, 0.95), (0.5, 0.95), (0.5, 0.05)),
    "diamond": ((0.5, 0.0), (0.5, 1.0), (0.0, 0.5)),
    "hexagon": ((0.25, 0.07), (0.5, 0.07), (0.5, 0.93), (0.25, 0.93), (0.0, 0.5)),
}


def _shape(shape: str, x: float, y: float, size: float) -> tuple[Segment, ...]:
    if shape == "circle":
        values = {"cx": x + size / 2, "cy": y + size / 2, "r": size / 2}
        return outline("circle", {name: repr(value) for name, value in values.items()})
    if shape == "square":
        side, round_ = size * 0.92, size * 0.06
        box = {"x": x + size * 0.04, "y": y + size * 0.04, "width": side, "height": side}
        return outline("rect", {name: repr(v) for name, v in (box | {"rx": round_}).items()})
    return _polygon(_CORNERS[shape], x, y, size)


def _left_half(shape: str, x: float, y: float, size: float) -> tuple[Segment, ...]:
    if shape == "circle":
        radius, reach = size / 2, size / 2 * 0.5522847498307936
        middle, across = y + radius, x + radius
        return (
            Segment("M", (across, y)),
            Segment("C", (across - reach, y, x, middle - reach, x, middle)),
            Segment("C", (x, middle + reach, across - reach, y + size, across, y + size)),
            Segment("Z", ()),
        )
    if shape == "square":
        return box_segments(x + size * 0.04, y + size * 0.04, size * 0.46, size * 0.92)
    return _polygon(_LEFT_CORNERS[shape], x, y, size)


def _polygon(
    corners: tuple[tuple[float, float], ...], x: float, y: float, size: float
) -> tuple[Segment, ...]:
    first, *others = ((round(x + a * size, 3), round(y + b * size, 3)) for a, b in corners)
    return (Segment("M", first), *(Segment("L", point) for point in others), Segment("Z", ()))
