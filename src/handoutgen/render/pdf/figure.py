"""A drawing on the page as a Figure element with its bounding box (PDF/UA-1, 7.3)."""

from functools import lru_cache

from handoutgen.document.drawing import Drawing
from handoutgen.render.palette import in_palette, palette_of
from handoutgen.render.pdf.boxes import PaintFigure
from handoutgen.render.pdf.drawing import drawing_operators, paint_drawing
from handoutgen.render.pdf.painter import Painter, numbers
from handoutgen.render.pdf.structure import StructureElement

_layers = lru_cache(maxsize=256)(drawing_operators)


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
            paint_drawing(painter.canvas, shown, x, y, scale, fonts, _layers(shown))
            painter.code("Q")

    return paint
