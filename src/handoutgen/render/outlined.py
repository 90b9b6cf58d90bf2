"""Figures in black and white alone, for styles that a photocopier has to keep.

Dark paint becomes black, light paint the white of the paper. A pattern of light lines on a dark
part stays a pattern; a tint, which a copier would turn to dirt, goes.
"""

from dataclasses import replace

from handoutgen.document.drawing import Drawing, Label, Path
from handoutgen.document.paint import is_token
from handoutgen.render.contrast import lightness

_BLACK, _WHITE = "#000000", "#ffffff"
_LIGHT_FILL = 75.0
_LIGHT_LINE = 88.0
"""L* from which paint counts as light; thin lines are kept longer than areas."""


def black_and_white(drawing: Drawing) -> Drawing:
    """A drawing whose colours are black or white and cover fully; its tokens are the style's."""
    return replace(drawing, shapes=tuple(map(_shape, drawing.shapes)))


def _shape(shape: Path | Label) -> Path | Label:
    if isinstance(shape, Label):
        return replace(shape, fill=_paint(shape.fill, shape.opacity, _LIGHT_LINE), opacity=1.0)
    fill = shape.fill and _paint(shape.fill, shape.fill_opacity, _LIGHT_FILL)
    stroke = shape.stroke and _paint(shape.stroke, shape.stroke_opacity, _LIGHT_LINE)
    return replace(shape, fill=fill, stroke=stroke, fill_opacity=1.0, stroke_opacity=1.0)


def _paint(colour: str, opacity: float, light: float) -> str:
    if is_token(colour):  # the style says what it is
        return colour
    shown = 100 - (100 - lightness(colour)) * opacity
    return _WHITE if shown >= light else _BLACK
