"""A drawing on the page as a Figure element with its bounding box (PDF/UA-1, 7.3)."""

from functools import lru_cache
from typing import Protocol

from handoutgen.document.drawing import Drawing, Label
from handoutgen.frozen import dataclass
from handoutgen.render.palette import in_palette, palette_of
from handoutgen.render.pdf.boxes import Box
from handoutgen.render.pdf.drawing import SetText, drawing_operators, paint_drawing
from handoutgen.render.pdf.fragment import Fragment, Line, Look
from handoutgen.render.pdf.operators import numbers
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.structure import StructureElement

_layers = lru_cache(maxsize=256)(drawing_operators)


class PaintFigure(Protocol):
    """Paints a drawing with its lower left corner at x, y."""

    def __call__(self, painter: Painter, x: float, y: float) -> None:
        """Paint it."""
        ...


@dataclass(frozen=True, slots=True)
class FigureBox:
    """A drawing. It never breaks."""

    paint_at: PaintFigure
    width: float
    height: float
    before: float = 0
    keep_with_next: bool = True
    indent: float = 0

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint the drawing with its lower left corner under the top."""
        self.paint_at(painter, x + self.indent, top - self.height)

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """A picture does not break."""
        return None


def label_setter(painter: Painter) -> SetText | None:
    """What sets words in figures, if the document's script is not that of the style's faces."""
    if painter.faces.script is None:
        return None
    from handoutgen.render.pdf.arrange import arranged

    def set_text(label: Label, x: float, y: float) -> None:
        look = Look(label.size, label.bold, label.fill)
        line = Line((Fragment(label.text, 0, look),), 0)
        (line,) = arranged((line,), painter.faces)
        turned = painter.faces.right_to_left
        # A picture is not mirrored, so what a label is to the right of stays at its left.
        left = x - {"start": 0, "middle": line.width / 2, "end": line.width}[label.anchor]
        run = []
        for fragment, offset in line.placed():
            start = line.width - offset - fragment.width if turned else offset
            run.append((fragment, left + start, y))
        painter.show(run)

    return set_text


def figure_painter(drawing: Drawing, scale: float, element: StructureElement) -> PaintFigure:
    """Paints the drawing as content of its element, whose BBox is known only then."""

    def paint(painter: Painter, x: float, y: float) -> None:
        shown = in_palette(drawing, palette_of(painter.style))
        x = painter.left(x, drawing.width * scale)
        right, top = x + drawing.width * scale, y + drawing.height * scale
        box = f"[{numbers(x, y, right, top)}]"
        element.attributes = (("Layout", (("BBox", box), ("Placement", "/Block"))),)
        fonts = (painter.faces.regular.name, painter.faces.bold.name)
        with painter.element(element):
            painter.code("q")
            paint_drawing(
                painter.canvas, shown, x, y, scale, fonts, _layers(shown), label_setter(painter)
            )
            painter.code("Q")

    return paint
