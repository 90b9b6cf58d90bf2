"""A figure as a block: the drawing that suits its place, its captions, and words large enough."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handoutgen.document.drawing import LEAST_TEXT, Drawing
from handoutgen.document.nodes import Figure
from handoutgen.errors import Problem
from handoutgen.render.fitting import fitted, printed_text
from handoutgen.render.pdf.boxes import Box
from handoutgen.render.pdf.figure import FigureBox, figure_painter
from handoutgen.render.pdf.structure import StructureElement
from handoutgen.render.style import Style
from handoutgen.said import said

if TYPE_CHECKING:
    from handoutgen.render.pdf.layout import Layout

_TALL = 0.62
"""A figure takes so much of a frame at most, unless its words would print too small."""

_ABOUT_A_FIGURE = 48
"""Even then so many points stay free for its caption and for what introduces it."""


def figure_scale(style: Style) -> float:
    """How large a drawing may become: it grows with the type around it."""
    return min(style.type.body.size / 12.5, 1.6)


def _fitted(layout: "Layout", block: Figure, width: float) -> tuple[Drawing, float]:
    """The drawing and its scale: with words as large as all others, or else with 12 points.

    A figure that takes half a frame is better than one that takes all of it.
    """
    low, high = layout.height * _TALL, layout.height - _ABOUT_A_FIGURE
    growth, floor = figure_scale(layout.style), layout.style.floor
    for height, least, most in (
        (low, floor, growth),
        (high, floor, 0),
        (low, LEAST_TEXT, growth),
    ):
        drawing, scale = fitted(block, width, height, least, most)
        text = printed_text(drawing, scale)
        if text is None or text >= least - 0.01:
            return drawing, scale
    return fitted(block, width, high, LEAST_TEXT, 0)


def _check_labels(layout: "Layout", block: Figure, size: float | None) -> None:
    if size is not None and size < LEAST_TEXT - 0.01:
        message = said(
            "words in the figure `{figure}` print at {points} points here",
            figure=block.name,
            points=f"{size:.1f}",
        )
        hint = said("leave the section out, or choose a layout with more room.")
        layout.problems.append(Problem("D017", message, layout.at, hint))


def is_legible(layout: "Layout", block: Figure, width: float) -> bool:
    """Whether the words of a figure print as large as all others in a column of this width."""
    drawing, scale = _fitted(layout, block, width)
    text = printed_text(drawing, scale)
    return text is None or text >= layout.style.floor - 0.01


def lay_figure(
    layout: "Layout", block: Figure, parent: StructureElement, width: float
) -> Iterator[Box]:
    """The drawing that fits, as a Figure element, and its captions under it."""
    group = parent.child("Div")
    element = group.child("Figure", alternative=block.alternative)
    drawing, scale = _fitted(layout, block, width)
    _check_labels(layout, block, printed_text(drawing, scale))
    paint = figure_painter(drawing, scale, element)
    # A drawing that is narrower than the text stands in the middle of it.
    indent = max(0.0, (width - drawing.width * scale) / 2)
    yield FigureBox(
        paint,
        drawing.width * scale,
        drawing.height * scale,
        before=layout.style.space.block,
        keep_with_next=bool(block.caption),
        indent=indent,
    )
    for index, caption in enumerate(block.caption):
        yield layout.text(
            caption.inlines,
            layout.style.type.small,
            group.child("Caption"),
            min(width, layout.measure),
            colour=layout.style.colour.muted,
            before=6 if index == 0 else 2,
            keep_with_next=index < len(block.caption) - 1,
        )
