"""The whole way from a request to a finished file, as a list of steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, NamedTuple

from handoutgen import __version__
from handoutgen.assets import Assets
from handoutgen.bibliography import CSL_STYLE, Reference, format_references
from handoutgen.cache import TextCache
from handoutgen.content.layouts import PrintForm, refusal_of_two_languages
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.content.source import Source
from handoutgen.document.compose import compose
from handoutgen.document.nodes import Document
from handoutgen.document.read_drawing import read_drawing
from handoutgen.document.stacking import EVERYTHING, Kind, stacked
from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.finished import Finished, FinishedFiles
from handoutgen.said import said
from handoutgen.selection import HandoutRequest, Selection, select

if TYPE_CHECKING:
    from handoutgen.render.style import Style

Format = Literal["pdf", "html", "text"]

SHEETS = "-sheets"
"""What is added to the name of a booklet for the sheets that it is printed on."""


@dataclass(frozen=True, slots=True)
class Handout:
    """A finished handout: the file, and what is to be told about it.

    `companions` are files that go with it, by what is added to its name. A booklet has the sheets
    that it is printed on.
    """

    content: bytes
    format: Format
    selection: Selection
    document: Document
    edition: str
    companions: Mapping[str, bytes] = field(default_factory=dict)


def build(
    request: HandoutRequest,
    format: Format,
    library: Library,
    assets: Assets,
    cache: TextCache | None = None,
) -> Handout:
    """Select, compose and render one handout.

    Raises HandoutError with the problems of the first stage that finds any.
    """
    languages = request.language or (SOURCE_LANGUAGE,)
    check_languages(request)
    (selection, document), *others = [
        _composed(request, library_in(language, request, library, assets, cache), assets, cache)
        for language in languages
    ]
    if others:
        from handoutgen.document.bilingual import bilingual
        from handoutgen.translation.offered import language_name

        first, second = map(language_name, languages)
        document = bilingual(document, others[0][1], (first, second))
    made = _RENDERERS[format](document, request, assets, cache)
    return Handout(made.content, format, selection, made.document, made.edition, made.companions)


def _composed(
    request: HandoutRequest, library: Library, assets: Assets, cache: TextCache | None
) -> tuple[Selection, Document]:
    """What was picked, and its document, in the language of a library."""
    if request.title:
        # A saved handout's title is translated with it; one that was typed stays as it is.
        request = replace(request, title=library.titles.get(request.title, request.title))
    selection = select(library, request)
    references = _references(selection, assets, cache)
    return selection, compose(selection, library, assets, references, read_drawing)


def check_languages(request: HandoutRequest) -> None:
    """Raise HandoutError S007 for what is not printed in these languages on one sheet."""
    languages = request.language
    if len(languages) < 2:
        return
    reason = refusal_of_two_languages(request.layout, request.style)
    hint = said("`--language` with one language prints one.")
    if len(languages) > 2 or len(set(languages)) < len(languages):
        reason = said("a sheet has one language, or two that differ")
        hint = said("name two: en+es.")
    if reason:
        raise HandoutError([Problem("S007", reason, hint=hint)])


def library_in(
    language: str,
    request: HandoutRequest,
    library: Library,
    assets: Assets,
    cache: TextCache | None = None,
) -> Library:
    """The library in one of the request's languages; raises HandoutError with L-problems."""
    if language == SOURCE_LANGUAGE:
        return library
    from handoutgen.translation.in_language import in_language

    return in_language(library, language, assets, cache, draft=request.allow_draft)


def _references(
    selection: Selection, assets: Assets, cache: TextCache | None
) -> tuple[Reference, ...]:
    """The list of sources. A day on which most pages were read is said over the list instead."""
    style, day = _citation_style(assets), selection.read_on
    return tuple(
        _reference(s, style, cache, dated=day is None or s.read_on != day)
        for s in selection.sources
    )


def format_all_references(library: Library, assets: Assets, cache: TextCache | None) -> None:
    """Format every source of a library, so that no handout has to wait for it."""
    style = _citation_style(assets)
    for source in library.sources.values():
        for dated in (True, False) if source.read_on else (True,):
            _reference(source, style, cache, dated=dated)


def _citation_style(assets: Assets) -> bytes:
    style = assets.own(CSL_STYLE)
    if style is None:
        raise HandoutError([Problem("C015", "the citation style is missing", Location(CSL_STYLE))])
    return style.read()


@lru_cache(maxsize=2048)
def _reference(source: Source, style: bytes, cache: TextCache | None, *, dated: bool) -> Reference:
    """An entry, with the day on which the page was read or without."""
    item = source.csl()
    if not dated:
        del item["accessed"]
    (reference,) = format_references((item,), style, cache)
    return reference


def _styled(document: Document, style: "Style") -> Document:
    """The document as a style arranges it: one under the other.

    In two languages each condition's card would be as wide as the page, with the next condition's
    on another page. Row by row they can be compared, as in one language.
    """
    kinds = _STACKED[style.stacked]
    if document.second_language:
        kinds |= {"cards"}
    return stacked(document, kinds) if kinds else document


_STACKED: Mapping[str, frozenset[Kind]] = {
    "none": frozenset(),
    "tables": frozenset({"tables"}),
    "all": EVERYTHING,
}


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A file, its edition, the document that it shows, and the files that go with it."""

    content: bytes
    edition: str
    document: Document
    companions: Mapping[str, bytes] = field(default_factory=dict)


def _pdf(
    document: Document, request: HandoutRequest, assets: Assets, cache: TextCache | None
) -> _Rendered:
    from handoutgen.render.pdf.document_faces import document_faces
    from handoutgen.render.pdf.fonts import load_faces
    from handoutgen.render.pdf.write import render_pdf
    from handoutgen.render.style import load_style

    style, form = load_style(assets, request.style, request.layout, cache), request.form
    document = _styled(document, style)
    own_faces, tokens = load_faces(assets, style), style.as_json()
    key = _PdfKey(document.summary, form, tokens, own_faces.names)
    made = _FINISHED.get(key)
    if made is None:
        faces = document_faces(document, own_faces, style)
        edition = edition_of(document, repr(form), tokens, *faces.names)
        content = render_pdf(document, style, faces, form, edition)
        companions = {}
        if form.layout == "booklet":
            from handoutgen.render.pdf.imposition import render_sheets

            companions[SHEETS] = render_sheets(document, style, faces, form, edition)
        made = Finished(content, edition, companions)
        _FINISHED.put(key, made)
    return _Rendered(made.content, made.edition, document, made.companions)


class _PdfKey(NamedTuple):
    """All that decides the bytes of a PDF. A document in another script takes its faces from
    packages, which stay as they are while a process runs."""

    document: tuple[str, ...]
    form: PrintForm
    style: str
    faces: tuple[str, str]


_FINISHED = FinishedFiles(most_bytes=2 * 1024 * 1024)
"""Some two dozen handouts: the page builds one for its preview, then for a proof, then to print."""


def _html(
    document: Document, request: HandoutRequest, assets: Assets, cache: TextCache | None
) -> _Rendered:
    from handoutgen.render.html import render_html
    from handoutgen.render.html_style import FACING_SHEET, STYLE_SHEET
    from handoutgen.render.style import load_style

    style = load_style(assets, request.style, request.layout, cache)
    document = _styled(document, style)
    sheets = (STYLE_SHEET, FACING_SHEET) if document.second_language else (STYLE_SHEET,)
    files = (*sheets, f"data/fonts/{style.font.regular}", f"data/fonts/{style.font.bold}")
    digests = (sha256(a.read()).hexdigest() for name in files if (a := assets.get(name)))
    edition = edition_of(document, "html", style.as_json(), *digests)
    content = render_html(document, style, assets, edition).encode("utf-8")
    return _Rendered(content, edition, document)


def _text(
    document: Document, request: HandoutRequest, assets: Assets, cache: TextCache | None
) -> _Rendered:
    from handoutgen.render.text import render_text

    edition = edition_of(document, "text")
    return _Rendered(render_text(document, edition).encode("utf-8"), edition, document)


_Renderer = Callable[[Document, HandoutRequest, Assets, TextCache | None], _Rendered]
_RENDERERS: Mapping[Format, _Renderer] = {
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
