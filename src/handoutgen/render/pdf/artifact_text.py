"""Text that is no content: it repeats what was already read, or stands on every page."""

from handoutgen.frozen import dataclass
from handoutgen.render.pdf.boxes import Box, TextBox
from handoutgen.render.pdf.painter import Painter


@dataclass(frozen=True, slots=True)
class ArtifactText:
    """Text that repeats what was already read, such as a table's head on a further page."""

    box: TextBox
    before: float = 0
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        """The height of the text."""
        return self.box.height

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint words and marks as one artifact."""
        from handoutgen.render.pdf.marks import paint_mark

        baseline = top - self.box.leading / 2 - self.box.size * 0.35
        with painter.artifact():
            for index, line in enumerate(self.box.lines):
                y = baseline - index * self.box.leading
                for fragment, offset in line.placed():
                    at = x + offset
                    if fragment.mark is not None:
                        size = fragment.look.size
                        paint_mark(painter, fragment.mark, at, y - size * 0.14, size)
                    elif fragment.text:
                        painter.show([(fragment, painter.left(at, fragment.width), y)])

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """A head does not break."""
        return None


def repeated(boxes: tuple[Box, ...]) -> tuple[Box, ...]:
    """Text to be shown again as an artifact; what is not plain text is not shown again."""
    again = (ArtifactText(b) if isinstance(b, TextBox) else b for b in boxes)
    return tuple(b for b in again if isinstance(b, ArtifactText))
