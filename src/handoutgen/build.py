"""The whole way from a request to a finished file, as a list of steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from handoutgen import __version__
from handoutgen.assets import Assets
from handoutgen.bibliography import CSL_STYLE, Reference, ReferenceCache, format_references
from handoutgen.content.library import Library
from handoutgen.document.compose import compose
from handoutgen.document.drawing import Drawing
from handoutgen.document.nodes import Document
from handoutgen.document.stacking import stacked
from handoutgen.document.svg import parse_svg
from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.selection import HandoutRequest, Selection, select

if TYPE_CHECKING:
    from handoutgen.render.style import Style

Format = Literal["pdf", "html", "text"]


@dataclass(frozen=True, slots=True)
class Handout:
    """A finished handout: the file, and what is to be told about it."""

    content: bytes
    format: Format
    selection: Selection
    document: Document
    edition: str


def build(
    request: HandoutRequest,
    format: Format,
    library: Library,
    assets: Assets,
    cache: ReferenceCache | None = None,
) -> Handout:
    """Select, compose and render one handout.

    Raises HandoutError with the problems of the first stage that finds any.
    """
    selection = select(library, request)
    references = _references(selection, assets, cache)
    document = compose(
        selection,
        library,
        assets,
        references,
        read_drawing,
    )
    content, edition = _RENDERERS[format](document, request, assets)
    return Handout(content, format, selection, document, edition)


@lru_cache(maxsize=256)
def read_drawing(source: bytes, file: str, drawn: bool = False) -> Drawing:
    """A drawing, kept by the content of its file: many handouts print the same figures."""
    return parse_svg(source, file, drawn)


def _references(
    selection: Selection, assets: Assets, cache: ReferenceCache | None
) -> tuple[Reference, ...]:
    style = assets.get(CSL_STYLE)
    if style is None:
        raise HandoutError([Problem("C015", "the citation style is missing", Location(CSL_STYLE))])
    return format_references([s.csl() for s in selection.sources], style.read(), cache)


def _styled(document: Document, style: "Style") -> Document:
    """The document as a style arranges it: one under the other."""
    if style.stacked != "none":
        return stacked(document, sides=style.stacked == "all")
    return document


def _pdf(document: Document, request: HandoutRequest, assets: Assets) -> tuple[bytes, str]:
    from handoutgen.render.pdf.fonts import load_faces
    from handoutgen.render.pdf.write import render_pdf
    from handoutgen.render.style import load_style

    style = load_style(assets, request.style, request.layout)
    document = _styled(document, style)
    faces = load_faces(assets, style)
    looks = (style.model_dump_json(), faces.regular.name, faces.bold.name)
    edition = edition_of(document, repr(request.form), *looks)
    return render_pdf(document, style, faces, request.form, edition), edition


def _html(document: Document, request: HandoutRequest, assets: Assets) -> tuple[bytes, str]:
    from handoutgen.render.html import render_html
    from handoutgen.render.html_style import STYLE_SHEET
    from handoutgen.render.style import load_style

    style = load_style(assets, request.style, request.layout)
    document = _styled(document, style)
    files = (STYLE_SHEET, f"data/fonts/{style.font.regular}", f"data/fonts/{style.font.bold}")
    digests = (sha256(a.read()).hexdigest() for name in files if (a := assets.get(name)))
    edition = edition_of(document, "html", style.model_dump_json(), *digests)
    return render_html(document, style, assets, edition).encode("utf-8"), edition


def _text(document: Document, request: HandoutRequest, assets: Assets) -> tuple[bytes, str]:
    from handoutgen.render.text import render_text

    edition = edition_of(document, "text")
    return render_text(document, edition).encode("utf-8"), edition


_RENDERERS: Mapping[Format, Callable[[Document, HandoutRequest, Assets], tuple[bytes, str]]] = {
    "pdf": _pdf,
    "html": _html,
    "text": _text,
}

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def edition_of(document: Document, form: str, *looks: str) -> str:
    """A short code from everything that goes into the file, in Crockford's base 32.

    Thirty bits: a clinic can tell two editions apart on the telephone.
    """
    whole = "\0".join((__version__, form, *looks, document.fingerprint))
    number = int.from_bytes(sha256(whole.encode("utf-8")).digest()[:8])
    digits = "".join(_DIGITS[(number >> shift) & 31] for shift in range(0, 30, 5))
    return f"{digits[:4]}-{digits[4:]}"
