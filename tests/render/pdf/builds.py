"""The real library's handouts, each built once for a whole test run."""

from __future__ import annotations

from functools import cache

from page_words import WORDS

from handoutgen.assets import Assets
from handoutgen.build import Handout, build
from handoutgen.content.layouts import Layout, Paper, PrintForm
from handoutgen.content.library import Library, load_handouts, load_library
from handoutgen.document.nodes import Block, Document, Furniture
from handoutgen.render.pdf.document_faces import document_faces
from handoutgen.render.pdf.fonts import Faces, load_faces
from handoutgen.render.pdf.write import render_pdf
from handoutgen.render.style import Style, load_style
from handoutgen.selection import HandoutRequest

COMPARISON = "ms-vs-als"
EDITION = "TEST-00"


@cache
def assets() -> Assets:
    """The bundled files."""
    return Assets.find()


@cache
def library() -> Library:
    """The bundled content."""
    return load_library(assets())


@cache
def style(name: str = "standard", layout: Layout = "handout") -> Style:
    """A bundled style."""
    return load_style(assets(), name, layout)


@cache
def faces() -> Faces:
    """The faces of the standard style."""
    return load_faces(assets(), style())


class _Memory(dict[str, str]):
    """Formatted references and libraries in other languages, each made once in a test run."""

    __hash__ = object.__hash__  # type: ignore[assignment]

    def put(self, key: str, value: str) -> None:
        self[key] = value


_REFERENCES = _Memory()


@cache
def built(request: HandoutRequest) -> Handout:
    """A handout as PDF."""
    return build(request, "pdf", library(), assets(), _REFERENCES)


def saved(name: str) -> HandoutRequest:
    """The request of a saved handout."""
    handout = load_handouts(assets())[name]
    return HandoutRequest(
        comparison=handout.comparison,
        section=handout.section,
        without=handout.without,
        wording=handout.wording,
        paper=handout.paper or "letter",
        template=handout.template,
        locale="en-US",
        title=handout.title,
    )


def all_sections() -> tuple[str, ...]:
    """Every section of the comparison."""
    comparison = library().comparisons[COMPARISON]
    return (*comparison.section, *comparison.further)


def document_of(
    *blocks: Block, title: str = "A title", furniture: Furniture | None = None
) -> Document:
    """A document around some blocks."""
    return Document(
        title=title,
        language="en-US",
        author="An author",
        subject="A subject",
        date="2026-01-02",
        furniture=furniture
        or Furniture(title, ("MS", "ALS"), "Head left", "Head right", ("Foot", "Foot two")),
        words=WORDS,
        blocks=blocks,
        fingerprint="00",
    )


def render(document: Document, paper: Paper = "letter", look: str = "standard") -> bytes:
    """The file of a document in a style."""
    return printed(document, PrintForm(paper=paper), look)


def printed(document: Document, form: PrintForm, look: str = "standard") -> bytes:
    """The file of a document in a layout and a style."""
    looks = style(look, form.layout)
    return render_pdf(document, looks, document_faces(document, faces(), looks), form, EDITION)
