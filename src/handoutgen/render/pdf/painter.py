"""A ReportLab canvas that tags what is painted on it (ISO 32000-1, 14.6 and 14.8).

Everything painted stands either in a marked-content sequence that belongs to a structure
element, or in an artifact. Coordinates are points from the lower left corner of the page.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from handoutgen.content.page_words import PageWords
from handoutgen.document.inline import Mark
from handoutgen.render.pdf.annotation import Links, ShownFragment, joined, rectangle_of
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.fragment import Line, Target
from handoutgen.render.pdf.operators import box_path, components, number, numbers
from handoutgen.render.pdf.painted_page import PaintedPage, Sequence
from handoutgen.render.pdf.passage import FontNames, Run, passage, run_of
from handoutgen.render.pdf.structure import ContentReference, ObjectReference, StructureElement
from handoutgen.render.style import Style

if TYPE_CHECKING:
    from handoutgen.render.pdf.script_font import ScriptFonts


class Painter:
    """Paints tagged text, artifacts and links, and remembers whose each piece is."""

    def __init__(
        self,
        canvas: Canvas,
        style: Style,
        faces: Faces,
        words: PageWords,
        elsewhere: Mapping[str, PageWords] | None = None,
        width: float | None = None,
    ) -> None:
        """Pages are as wide as the canvas, or `width` points.

        `elsewhere` has the words for elements in other languages, by language.
        """
        self.canvas = canvas
        self.width: float = canvas._pagesize[0] if width is None else width
        self.style = style
        self.faces = faces
        self.content_owners: list[list[StructureElement]] = []
        self.page = 0
        self.pages: list[PaintedPage] = []
        self.links = Links(words, elsewhere or {})
        self._open = False
        self._fonts = FontNames(faces, canvas._doc)
        self._sequence = Sequence(self._end)
        self.turn_to(0)

    def code(self, operators: str) -> None:
        """Append operators to the page."""
        self.canvas._code.append(operators)

    @cached_property
    def script_fonts(self) -> "ScriptFonts":
        """The fonts of shaped text in this file."""
        from handoutgen.render.pdf.script_font import ScriptFonts

        return ScriptFonts(self.canvas._doc)

    def left(self, x: float, width: float = 0) -> float:
        """Where on the page something starts that is so wide and so far from where lines start.

        In a script that starts at the right, pages are laid out as mirror images. Pictures and
        words are not mirrored, but where they stand is.
        """
        return self.width - x - width if self.faces.right_to_left else x

    def turn_to(self, page: int) -> None:
        """Paint on this page from now on, counted from 0.

        Reading order and page order differ where a sheet is folded, so that pages are painted in
        reading order and written in page order.
        """
        while len(self.pages) <= page:
            self.pages.append(PaintedPage([], [], [], []))
            self.content_owners.append([])
        self.page = page
        self._use(self.pages[page])

    def pages_from_here(self, count: int) -> Iterator[int]:
        """So many pages from this one on, turned to one after the other, and back at the end."""
        first = self.page
        for page in range(first, first + count):
            if page != self.page:
                self.turn_to(page)
            yield page
        if self.page != first:
            self.turn_to(first)

    def _use(self, page: PaintedPage) -> None:
        self.canvas._code = page.code
        self.canvas._annotationrefs = page.annotations
        self.canvas._formsinuse = page.forms

    def finish(self) -> None:
        """Write the pages; the keys of annotations follow those of the pages."""
        for page in self.pages:
            self._use(page)
            for name, top in page.bookmarks:
                self.canvas.bookmarkPage(name, fit="XYZ", left=0, top=top, zoom=0)
            self.canvas.showPage()
        self.links.number(len(self.content_owners))

    def element(self, element: StructureElement) -> AbstractContextManager[None]:
        """What is painted inside is content of this structure element."""
        self._nest()
        self.code(self._beginning(element))
        return self._sequence

    def artifact(self, kind: str = "") -> AbstractContextManager[None]:
        """What is painted inside is decoration or page furniture, not content."""
        self._nest()
        self.code(f"/Artifact <<{kind}>> BDC" if kind else "/Artifact BMC")
        return self._sequence

    def _beginning(self, element: StructureElement) -> str:
        owners = self.content_owners[self.page]
        mcid = len(owners)
        element.kids.append(ContentReference(self.page, mcid))
        owners.append(element)
        return f"/{element.role} <</MCID {mcid}>> BDC"

    def _content(self, element: StructureElement, operators: str) -> None:
        """Operators as content of an element, as `element` has it, at once."""
        assert not self._open, "marked content does not nest here"  # noqa: S101
        self.canvas._code.append(f"{self._beginning(element)}\n{operators}\nEMC")

    def _end(self) -> None:
        self._open = False
        self.code("EMC")

    def _nest(self) -> None:
        # Content inside an artifact, or the reverse, would be lost to a screen reader.
        assert not self._open, "marked content does not nest here"  # noqa: S101
        self._open = True

    def text(
        self,
        lines: tuple[Line, ...],
        element: StructureElement,
        x: float,
        baseline: float,
        leading: float,
    ) -> None:
        """Paint lines as content of an element, links as elements of their own inside it."""
        if self.faces.script is not None:
            self._shaped_text(lines, element, x, baseline, leading)
            return
        for piece in passage(lines, leading):
            if isinstance(piece, Run):
                self._run(piece, element, x, baseline, leading)
            else:
                y = baseline - piece.line * leading
                self._mark(piece.mark, x + piece.offset, y, piece.size)

    def _run(
        self, run: Run, element: StructureElement, x: float, baseline: float, leading: float
    ) -> None:
        if run.target is not None:
            shown = [(f, x + offset, baseline - line * leading) for f, offset, line in run.places]
            element = self._link(element, run.target, shown)
        _, offset, line = run.places[0]
        self._content(element, self._fonts.show(run, x + offset, baseline - line * leading))

    def _mark(self, mark: Mark, x: float, baseline: float, size: float) -> None:
        from handoutgen.render.pdf.marks import paint_mark

        with self.artifact():
            paint_mark(self, mark, x, baseline - size * 0.14, size)

    def _shaped_text(
        self,
        lines: tuple[Line, ...],
        element: StructureElement,
        x: float,
        baseline: float,
        leading: float,
    ) -> None:
        run: list[ShownFragment] = []
        owner: Target | None = None

        def flush() -> None:
            if run:
                inside = element if owner is None else self._link(element, owner, run)
                self._content(inside, self._shaped(run))
                run.clear()

        for index, line in enumerate(lines):
            y = baseline - index * leading
            for fragment, offset in line.placed():
                at = x + offset
                if fragment.mark is not None:
                    flush()
                    self._mark(fragment.mark, at, y, fragment.look.size)
                elif fragment.text:
                    if fragment.target is not owner:
                        flush()
                        owner = fragment.target
                    run.append((fragment, self.left(at, fragment.width), y))
        flush()

    def show(self, run: list[ShownFragment]) -> None:
        """Show fragments at their places on the page: shaped ones in one text object (9.4)."""
        if run[0][0].word is not None:
            self.code(self._shaped(run))
            return
        for fragment, x, y in run:
            self.code(self._fonts.show(run_of(fragment), x, y))

    def _shaped(self, run: list[ShownFragment]) -> str:
        from handoutgen.render.pdf.shaped_text import shaped_text

        return shaped_text(run, self.faces, self.script_fonts)

    def _link(
        self, element: StructureElement, target: Target, run: list[ShownFragment]
    ) -> StructureElement:
        """The Link element of a target, with an annotation for each line it stands on."""
        link = self.links.element(element, target)
        for fragment, x, y in joined(run):
            annotation = self.links.annotation(link, element, target, rectangle_of(fragment, x, y))
            self.canvas._annotationrefs.append(annotation.reference(self.canvas._doc))
            link.kids.append(ObjectReference(self.page, annotation))
        return link

    def bookmark(self, name: str, top: float) -> None:
        """Make this height of the page a destination."""
        self.pages[self.page].bookmarks.append((name, top))

    def source_stands_here(self, number: int, top: float) -> None:
        """Citations of this source lead to this height of the page, the first that names it."""
        self.links.places.setdefault(number, (self.page, top))

    def rule(self, x: float, y: float, width: float, thickness: float, colour: str) -> None:
        """A level line. Stands inside an artifact."""
        x = self.left(x, width)
        self.code(
            f"{number(thickness)} w 0 J {components(colour)} RG {numbers(x, y)} m "
            f"{numbers(x + width, y)} l S"
        )

    def upright(self, x: float, top: float, length: float, thickness: float, colour: str) -> None:
        """A line down from a point. Stands inside an artifact."""
        self.code(
            f"{number(thickness)} w 0 J {components(colour)} RG {numbers(x, top)} m "
            f"{numbers(x, top - length)} l S"
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        radius: float = 0,
        fill: str | None = None,
        stroke: str | None = None,
        thickness: float = 1,
    ) -> None:
        """A box with round corners. Stands inside an artifact."""
        setup = []
        if fill:
            setup.append(f"{components(fill)} rg")
        if stroke:
            setup.append(f"{components(stroke)} RG {number(thickness)} w")
        operator = "B" if fill and stroke else "f" if fill else "S"
        path = box_path(self.left(x, width), y, width, height, radius)
        self.code(f"{' '.join(setup)}\n{path} {operator}")
