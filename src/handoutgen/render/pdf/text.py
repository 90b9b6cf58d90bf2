"""Text in the faces and colours of a style: how its lines break, and how wide its words are."""

from functools import lru_cache

from handoutgen.document.inline import Inline
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.fragment import Line, Look
from handoutgen.render.pdf.line_breaker import broken, line_breaker, widest
from handoutgen.render.style import Style, Type


@lru_cache(maxsize=64)
def in_bold(kind: Type) -> Type:
    """The same size, bold. Kept: to copy it takes longer than to set a line in it."""
    return kind.in_bold()


class Setter:
    """Breaks inline content into lines with one style's faces and colours."""

    def __init__(self, style: Style, faces: Faces) -> None:
        self.style = style
        self._faces = faces
        self._breaker = line_breaker(faces, style.type.small.size, style.colour.muted)

    def lines(
        self,
        inlines: tuple[Inline, ...],
        kind: Type,
        colour: str,
        width: float,
        *,
        balanced: bool = False,
        mark_size: float | None = None,
    ) -> tuple[Line, ...]:
        """Lines no wider than `width` points; `balanced` makes them about equally long."""
        look = Look(kind.size, kind.bold, colour)
        # A column without any width still takes a character a line, and ends.
        size = mark_size or kind.size
        lines = broken(self._breaker, inlines, look, max(width, 1), balanced, size)
        if self._faces.script is None:
            return lines
        from handoutgen.render.pdf.arrange import arranged

        return arranged(lines, self._faces)

    def widest(self, inlines: tuple[Inline, ...], kind: Type) -> float:
        """The width in points of the widest word."""
        return widest(self._breaker, inlines, Look(kind.size, kind.bold, ""))
