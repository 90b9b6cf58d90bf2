"""A drawing on a page of PDF: paths as operators of the content stream, labels as real text."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from handoutgen.document.drawing import MITER_LIMIT, Drawing, Label, Path, compact
from handoutgen.render.hatch import hatch_strokes

SetText = Callable[[Label, float, float], None]
"""Sets a label, which is anchored at x, y, in the coordinates of its drawing."""

_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


class Layer(NamedTuple):
    """Operators that share one opacity; a drawing without any is a single layer."""

    operators: str
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0


def drawing_operators(drawing: Drawing) -> tuple[Layer, ...]:
    """The operators of all paths, with the origin at the bottom left and y upwards, in points.

    Paints are colours: a palette has replaced the tokens. Each layer stands between q and Q and
    is clipped to the drawing, as SVG clips to its viewport. The same drawing always gives the
    same text. Source: ISO 32000-1, 8.4.4 and 8.5.
    """
    layers: list[Layer] = []
    group: list[Path] = []
    for path in drawing.paths:
        if group and _opacity(group[0]) != _opacity(path):
            layers.append(_layer(drawing, group))
            group = []
        group.append(path)
    if group:
        layers.append(_layer(drawing, group))
    return tuple(layers)


def paint_drawing(
    canvas: Canvas,
    drawing: Drawing,
    x: float,
    y: float,
    scale: float,
    fonts: tuple[str, str],
    layers: tuple[Layer, ...] | None = None,
    set_text: SetText | None = None,
) -> None:
    """Draw with the bottom left corner at x, y (points), `scale` times its natural size.

    `fonts` are the names of the regular and the bold font as registered with reportlab. Pass
    `layers` from `drawing_operators` to draw the same figure more than once, and `set_text` to set
    labels in a script that these fonts do not have. The state of the
    canvas is as before afterwards. Transparency is used only if a shape asks for it.
    """
    canvas.saveState()
    canvas.translate(x, y)
    if scale != 1:
        canvas.scale(scale, scale)
    for layer in drawing_operators(drawing) if layers is None else layers:
        # reportlab writes nothing if the value is the one in force.
        canvas.setFillAlpha(layer.fill_opacity)
        canvas.setStrokeAlpha(layer.stroke_opacity)
        canvas.addLiteral(layer.operators)
    for label in drawing.labels:
        _paint_label(canvas, drawing.height, label, fonts[1] if label.bold else fonts[0], set_text)
    canvas.restoreState()


def _paint_label(
    canvas: Canvas, height: float, label: Label, font: str, set_text: SetText | None
) -> None:
    canvas.setFillAlpha(label.opacity)
    canvas.setFillColorRGB(*_channels(label.fill))
    if set_text is None:
        canvas.setFont(font, label.size)
    x, y = label.x, height - label.y
    if label.angle:
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(-label.angle)
        x = y = 0
    if set_text is not None:
        set_text(label, x, y)
    elif label.anchor == "middle":
        canvas.drawCentredString(x, y, label.text)
    elif label.anchor == "end":
        canvas.drawRightString(x, y, label.text)
    else:
        canvas.drawString(x, y, label.text)
    if label.angle:
        canvas.restoreState()


def _opacity(path: Path) -> tuple[float, float]:
    """The opacities that show; those of a paint that is missing do not."""
    fill = path.fill_opacity if path.fill is not None else 1.0
    return (fill, path.stroke_opacity if path.stroke is not None else 1.0)


def _layer(drawing: Drawing, paths: Iterable[Path]) -> Layer:
    paths = list(paths)
    frame = f"0 0 {compact(drawing.width)} {compact(drawing.height)} re W n"
    lines = ["q", frame, f"{compact(MITER_LIMIT)} M"]
    state: dict[str, str] = {}
    for path in paths:
        if path.hatch is not None:
            lines += _hatched(drawing, path)
            path = replace(path, fill=None, hatch=None)
            if path.stroke is None:
                continue
        lines += _changes(state, path)
        lines += _outline(path, drawing.height)
        lines.append(_paint(path))
    lines.append("Q")
    return Layer("\n".join(lines), *_opacity(paths[0]))


def _hatched(drawing: Drawing, path: Path) -> Iterator[str]:
    """The fill, then the hatch clipped to it; q and Q leave the state as it was."""
    assert path.hatch is not None  # noqa: S101
    lines = hatch_strokes(path, path.hatch)
    even_odd = "*" if path.fill_rule == "evenodd" else ""
    yield "q"
    yield from _changes({}, replace(path, stroke=None))
    yield from _outline(path, drawing.height)
    yield f"f{even_odd}"
    yield from _outline(path, drawing.height)
    yield f"W{even_odd} n"
    yield from _changes({}, lines)
    yield from _outline(lines, drawing.height)
    yield "S"
    yield "Q"


def _changes(state: dict[str, str], path: Path) -> Iterator[str]:
    """The operators of those parts of the graphics state that differ from the last path's."""
    wanted: dict[str, str] = {}
    if path.fill is not None:
        wanted["rg"] = " ".join(map(compact, _channels(path.fill)))
    if path.stroke is not None:
        wanted["RG"] = " ".join(map(compact, _channels(path.stroke)))
        wanted["w"] = compact(path.stroke_width)
        wanted["J"] = str(_CAPS[path.cap])
        wanted["j"] = str(_JOINS[path.join])
        wanted["d"] = f"[{' '.join(map(compact, path.dash))}] 0"
    for operator, operands in wanted.items():
        if state.get(operator) != operands:
            state[operator] = operands
            yield f"{operands} {operator}"


def _outline(path: Path, height: float) -> Iterator[str]:
    for command, numbers in path.segments:
        flipped = [height - n if index % 2 else n for index, n in enumerate(numbers)]
        yield " ".join([*map(compact, flipped), _OPERATORS[command]])


def _paint(path: Path) -> str:
    even_odd = "*" if path.fill_rule == "evenodd" else ""
    if path.fill is None:
        return "S"
    return ("f" if path.stroke is None else "B") + even_odd


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (red, green, blue)
