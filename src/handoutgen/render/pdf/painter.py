"""A ReportLab canvas that tags what is painted on it (ISO 32000-1, 14.6 and 14.8).

Everything painted stands either in a marked-content sequence that belongs to a structure
element, or in an artifact. Coordinates are points from the lower left corner of the page.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from handoutgen.content.page_words import PageWords, filled
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.structure import (
    ContentReference,
    ObjectReference,
    ReadyObject,
    StructureElement,
    text_string,
)
from handoutgen.render.pdf.text import Fragment, Line, Look, Target
from handoutgen.render.style import Style

if TYPE_CHECKING:
    from handoutgen.render.pdf.script_font import ScriptFonts

_TOUCHING = 0.1
"""Points between two words that are one thing to click on."""


def number(value: float) -> str:
    """A coordinate with at most two decimals, as short as it can be written."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def numbers(*values: float) -> str:
    """Operands of an operator."""
    return " ".join(map(number, values))


@lru_cache(maxsize=256)
def components(colour: str) -> str:
    """The red, green and blue of a colour as operands."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


class _Annotation(ReadyObject):
    """A link annotation (12.5.6.5) with the description that PDF/UA-1, 7.18.5 asks for."""

    def __init__(
        self, rectangle: str, target: Target, description: str, places: dict[int, tuple[int, float]]
    ):
        super().__init__()
        self.rectangle = rectangle
        self.target = target
        self.description = description
        self.places = places
        self.key = 0

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The annotation; written last, when every source has its place."""
        if self.target.source is not None:
            page, top = self.places[self.target.source]
            number = document.idToObjectNumberAndVersion[f"Page{page + 1}"][0]
            action = f"/Dest [{number} 0 R /XYZ 0 {top:.2f} 0]"
        else:
            action = f"/A << /S /URI /URI {text_string(self.target.url or '')} >>"
        return (
            f"<< /Type /Annot /Subtype /Link /Rect [{self.rectangle}] /Border [0 0 0] /F 4 "
            f"/Contents {text_string(self.description)} /StructParent {self.key} {action} >>"
        ).encode("latin-1")


class _Page(NamedTuple):
    """What is painted on one page: operators, annotations and images by name, named heights."""

    code: list[str]
    annotations: list[object]
    forms: list[str]
    bookmarks: list[tuple[str, float]]


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
        self.elsewhere = elsewhere or {}
        self.canvas = canvas
        self.width: float = canvas._pagesize[0] if width is None else width
        self.style = style
        self.faces = faces
        self.words = words
        self.content_owners: list[list[StructureElement]] = []
        self.annotation_owners: list[StructureElement] = []
        self.page = 0
        self.pages: list[_Page] = []
        self._annotations: list[_Annotation] = []
        self._sources: dict[int, tuple[int, float]] = {}
        self._links: dict[tuple[Target, StructureElement], StructureElement] = {}
        self._open = False
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
            self.pages.append(_Page([], [], [], []))
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

    def _use(self, page: _Page) -> None:
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
        for index, annotation in enumerate(self._annotations, len(self.content_owners)):
            annotation.key = index

    @contextmanager
    def element(self, element: StructureElement) -> Iterator[None]:
        """What is painted inside is content of this structure element."""
        self._begin(element)
        yield
        self._end()

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """What is painted inside is decoration or page furniture, not content."""
        self._nest()
        self.code(f"/Artifact <<{kind}>> BDC" if kind else "/Artifact BMC")
        yield
        self._end()

    def _begin(self, element: StructureElement) -> None:
        self._nest()
        owners = self.content_owners[self.page]
        mcid = len(owners)
        element.kids.append(ContentReference(self.page, mcid))
        self.code(f"/{element.role} <</MCID {mcid}>> BDC")
        owners.append(element)

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
        from handoutgen.render.pdf.marks import paint_mark

        run: list[tuple[Fragment, float, float]] = []
        owner: Target | None = None

        def flush() -> None:
            if run:
                inside = element if owner is None else self._link(element, owner, run)
                self._begin(inside)
                self.show(run)
                self._end()
                run.clear()

        for index, line in enumerate(lines):
            y = baseline - index * leading
            for fragment, offset in line.placed():
                at = x + offset
                if fragment.mark is not None:
                    flush()
                    with self.artifact():
                        size = fragment.look.size
                        paint_mark(self, fragment.mark, at, y - size * 0.14, size)
                elif fragment.text:
                    if fragment.target is not owner:
                        flush()
                        owner = fragment.target
                    run.append((fragment, self.left(at, fragment.width), y))
        flush()

    def show(self, run: list[tuple[Fragment, float, float]]) -> None:
        """Show fragments at their places on the page in one text object (9.4)."""
        if run[0][0].word is not None:
            from handoutgen.render.pdf.shaped_text import shaped_text

            self.code(shaped_text(run, self.faces, self.script_fonts))
            return
        parts = ["BT"]
        look: Look | None = None
        resource = ""
        here = (0.0, 0.0)
        pen: tuple[float, float] | None = None
        for fragment, x, y in run:
            if pen is None or abs(pen[0] - x) > 0.01 or pen[1] != y:
                parts.append(f"{x - here[0]:.2f} {y - here[1]:.2f} Td")
                here = (x, y)
            if look is None or fragment.look.colour != look.colour:
                parts.append(f"{components(fragment.look.colour)} rg")
            if look is None or fragment.look[:2] != look[:2]:
                resource = ""
            look = fragment.look
            face = self.faces.bold if look.bold else self.faces.regular
            for name, encoded in face.strings(fragment.text, self.canvas._doc):
                if name != resource:
                    parts.append(f"{name} {number(look.size)} Tf")
                    resource = name
                parts.append(f"({_escaped(encoded)}) Tj")
            pen = (x + fragment.width, y)
        parts.append("ET")
        self.code("\n".join(parts))

    def _link(
        self,
        element: StructureElement,
        target: Target,
        run: list[tuple[Fragment, float, float]],
    ) -> StructureElement:
        """The Link element of a target, with an annotation for each line it stands on."""
        # A link that goes on after a page break is still one link. Lines are kept between
        # builds and shared by equal texts, so the element belongs to the link's identity too.
        key = (target, element)
        link = self._links.get(key)
        if link is None:
            link = self._links[key] = element.child("Link")
        for fragment, x, y in _joined(run):
            size = fragment.look.size
            low, right, high = y - size * 0.25, x + fragment.width, y + size * 0.85
            rectangle = f"{x:.2f} {low:.2f} {right:.2f} {high:.2f}"
            annotation = _Annotation(
                rectangle, target, self._described(target, element), self._sources
            )
            self.canvas._addAnnotation(annotation)
            self._annotations.append(annotation)
            self.annotation_owners.append(link)
            link.kids.append(ObjectReference(self.page, annotation))
        return link

    def _described(self, target: Target, element: StructureElement) -> str:
        words = self.elsewhere.get(element.spoken, self.words)
        if target.source is not None:
            return filled(words.source, number=target.source)
        return filled(words.open, url=target.url or "")

    def bookmark(self, name: str, top: float) -> None:
        """Make this height of the page a destination."""
        self.pages[self.page].bookmarks.append((name, top))

    def source_stands_here(self, number: int, top: float) -> None:
        """Citations of this source lead to this height of the page, the first that names it."""
        self._sources.setdefault(number, (self.page, top))

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


def _joined(run: list[tuple[Fragment, float, float]]) -> list[tuple[Fragment, float, float]]:
    """The words of a shaped link that touch each other on a line as one."""
    if run[0][0].word is None:
        return run
    joined: list[tuple[Fragment, float, float]] = []
    for fragment, x, y in sorted(run, key=lambda item: (-item[2], item[1])):
        last = joined[-1] if joined else None
        if last and last[2] == y and abs(last[1] + last[0].width - x) < _TOUCHING:
            whole = last[0]._replace(width=x + fragment.width - last[1])
            joined[-1] = (whole, last[1], y)
        else:
            joined.append((fragment, x, y))
    return joined


def box_path(x: float, y: float, width: float, height: float, radius: float) -> str:
    """The path of a box with round corners."""
    if radius <= 0:
        return f"{numbers(x, y, width, height)} re"
    r, k = radius, radius * 0.4477
    right, top = x + width, y + height
    return "\n".join(
        (
            f"{numbers(x + r, y)} m {numbers(right - r, y)} l",
            f"{numbers(right - k, y, right, y + k, right, y + r)} c {numbers(right, top - r)} l",
            f"{numbers(right, top - k, right - k, top, right - r, top)} c {numbers(x + r, top)} l",
            f"{numbers(x + k, top, x, top - k, x, top - r)} c {numbers(x, y + r)} l",
            f"{numbers(x, y + k, x + k, y, x + r, y)} c h",
        )
    )


def _escaped(text: str) -> str:
    """Codes as the inside of a literal string (7.3.4.2), always in ASCII.

    ReportLab would write any other character of a page's stream as UTF-8.
    """
    if text.isascii() and text.isalnum():
        return text
    text = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    text = text.replace("\r", "\\r").replace("\n", "\\n")
    return text if text.isascii() else "".join(map(_octal, text))


def _octal(code: str) -> str:
    return code if code.isascii() else f"\\{ord(code):03o}"
