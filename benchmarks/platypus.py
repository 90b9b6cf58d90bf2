"""The same words by ReportLab's own layout: untagged, with plain paragraphs and plain tables."""

from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph as Flowing
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as Grid

from handoutgen.document.inline import inline_text
from handoutgen.document.nodes import (
    Block,
    Document,
    Heading,
    Paragraph,
    References,
    Table,
    children,
)


class Bare:
    """Builds with two faces that ReportLab knows by name."""

    def __init__(self, regular: str, bold: str) -> None:
        self.body = ParagraphStyle("body", fontName=regular, fontSize=14, leading=19)
        self.small = ParagraphStyle("small", fontName=regular, fontSize=12, leading=14)
        self.head = ParagraphStyle("head", fontName=bold, fontSize=21, leading=26, spaceBefore=12)

    def build(self, document: Document) -> bytes:
        """The file."""
        buffer = BytesIO()
        SimpleDocTemplate(buffer, pagesize=letter, leftMargin=57, rightMargin=57).build(
            self._flow(document.blocks)
        )
        return buffer.getvalue()

    def _flow(self, blocks: tuple[Block, ...]) -> list[object]:
        story: list[object] = []
        for block in blocks:
            match block:
                case Heading():
                    story.append(Flowing(escape(inline_text(block.inlines)), self.head))
                case Paragraph():
                    story.append(Flowing(escape(inline_text(block.inlines)), self.body))
                case References():
                    story += [
                        Flowing(escape(f"{e.number} {inline_text(e.inlines)}"), self.small)
                        for e in block.entries
                    ]
                case Table():
                    rows = [
                        [self._flow(cell.blocks) for cell in row.cells]
                        for row in (block.head, *block.rows)
                    ]
                    story.append(Grid(rows, colWidths=[135, 160, 160]))
                case _:
                    story += self._flow(children(block))
        return story
