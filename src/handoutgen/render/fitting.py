"""Which drawing of a figure goes into a place, and how large, so that its words can be read."""

from handoutgen.document.drawing import LEAST_TEXT, Drawing
from handoutgen.document.nodes import Figure

_ROUNDING = 1e-6


def fitted(
    figure: Figure,
    width: float,
    height: float,
    least_text: float = LEAST_TEXT,
    growth: float = 1.12,
) -> tuple[Drawing, float]:
    """The drawing for a place of that size in points, and its scale.

    It is the narrow one if only that one's words print with `least_text` points or more there; if
    neither's do, the one whose words are larger. A drawing grows by `growth` at most to fill the
    place, and further only as far as its words need it. What prints at less than `LEAST_TEXT` is
    for the caller to refuse: see `printed_text`.
    """
    too_small: list[tuple[float, Drawing, float]] = []
    for drawing in (figure.drawing, figure.narrow):
        if drawing is None:
            continue
        needed = drawing.narrowest * least_text / LEAST_TEXT / drawing.width
        most = min(width / drawing.width, height / drawing.height)
        scale = min(most, max(growth, needed))
        if scale >= needed - _ROUNDING:
            return drawing, scale
        too_small.append((scale / needed, drawing, scale))
    _, drawing, scale = max(too_small, key=lambda fit: fit[0])
    return drawing, scale


def printed_text(drawing: Drawing, scale: float) -> float | None:
    """The size in points of the smallest words of the drawing at a scale; None without words."""
    sizes = [label.size for label in drawing.labels]
    return min(sizes) * scale if sizes else None
