"""The pages of a booklet two by two on sheets, so that the stack is folded once and stapled.

What comes out is for the printer: its pages follow the folding, not the reading. So it claims no
conformance, and each side of a sheet tells a screen reader what it is and where to read instead.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from handoutgen.content.layouts import PrintForm
from handoutgen.document.nodes import Document
from handoutgen.errors import HandoutError, Problem
from handoutgen.render.pdf.annotation import ShownFragment
from handoutgen.render.pdf.filling import paint, pour
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.fragment import Target
from handoutgen.render.pdf.operators import components, numbers
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.sheet import sheet_size
from handoutgen.render.pdf.structure import StructureElement
from handoutgen.render.pdf.write import Tags, finished, new_canvas
from handoutgen.render.style import Style
from handoutgen.said import filled, said

MOST_SHEETS = 10
"""A thicker stack neither folds flat nor takes an office stapler."""

_TICK, _EDGE = 10.0, 18.0


def render_sheets(
    document: Document, style: Style, faces: Faces, form: PrintForm, edition: str
) -> bytes:
    """The sheets of a booklet; raises HandoutError D016 when there are too many."""
    poured = pour(document, style, faces, form, edition)
    width, height = sheet_size(style, form.paper)
    canvas = new_canvas((width, height), faces, document.language)
    size = poured.plan.size
    pages = _UntaggedPainter(canvas, style, faces, document.words, width=size[0])
    paint(poured, pages)

    root = StructureElement("Document", title=document.title, attributes=poured.root.attributes)
    sides = list(imposed(len(pages.pages)))
    if len(sides) > 2 * MOST_SHEETS:
        raise HandoutError([_too_thick(len(pages.pages), document.second_language)])
    painter = Painter(canvas, style, faces, document.words)
    for index, pair in enumerate(sides):
        # A booklet that starts at the right is bound there.
        left, right = reversed(pair) if faces.right_to_left else pair
        painter.turn_to(index)
        described = _described(index, (left, right), len(pages.pages), document)
        box = (("BBox", f"[0 0 {numbers(width, height)}]"), ("Placement", "/Block"))
        figure = root.child("Figure", alternative=described, attributes=(("Layout", box),))
        with painter.element(figure):
            for page, x in ((left, 0.0), (right, width / 2)):
                if page < len(pages.pages):
                    code = "\n".join(pages.pages[page].code)
                    painter.code(f"q 1 0 0 1 {numbers(x, 0)} cm\n{code}\nQ")
        with painter.artifact():
            middle = width / 2
            for low in (_EDGE, height - _EDGE - _TICK):
                painter.code(
                    f"{components(style.colour.rule)} RG 0.5 w "
                    f"{numbers(middle, low)} m {numbers(middle, low + _TICK)} l S"
                )
    painter.finish()
    named = replace(document, title=filled(document.words.for_the_printer, title=document.title))
    tags = Tags(root, painter.content_owners, painter.links.owners)
    return finished(canvas, named, tags, form, edition, conformant=False)


def _too_thick(pages: int, second_language: str) -> Problem:
    message = said(
        "the booklet takes {sheets} sheets; {most} can be stapled",
        sheets=(pages + 3) // 4,
        most=MOST_SHEETS,
    )
    over = pages - 4 * MOST_SHEETS
    if second_language:
        hint = said(
            "pick fewer sections: it has {over} pages too many. Or choose another layout, or print "
            "it once in each language.",
            over=over,
        )
    else:
        hint = said(
            "pick fewer sections: it has {over} pages too many. Or choose another layout.",
            over=over,
        )
    return Problem("D016", message, hint=hint)


def imposed(pages: int) -> Iterator[tuple[int, int]]:
    """The page on the left and on the right of each side, counted from 0: front, back, front …

    The pages are rounded up to a whole number of sheets; numbers beyond the last page are blank.
    """
    count = (pages + 3) // 4 * 4
    for sheet in range(count // 4):
        yield count - 1 - 2 * sheet, 2 * sheet
        yield 2 * sheet + 1, count - 2 - 2 * sheet


def _described(index: int, sides: tuple[int, int], pages: int, document: Document) -> str:
    words = document.words

    def called(page: int) -> str:
        return filled(words.numbered, page=page + 1) if page < pages else words.blank

    left, right = map(called, sides)
    side = words.front if index % 2 == 0 else words.back
    return filled(side, sheet=index // 2 + 1, left=left, right=right, title=document.title)


class _UntaggedPainter(Painter):
    """Paints the same marks on the page, without tags, links or bookmarks."""

    def element(self, element: StructureElement) -> AbstractContextManager[None]:
        return nullcontext()

    def artifact(self, kind: str = "") -> AbstractContextManager[None]:
        return nullcontext()

    def _content(self, element: StructureElement, operators: str) -> None:
        self.code(operators)

    def _link(
        self,
        element: StructureElement,
        target: Target,
        run: list[ShownFragment],
    ) -> StructureElement:
        return element

    def bookmark(self, name: str, top: float) -> None:
        pass
