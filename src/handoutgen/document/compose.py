"""A selection and a template in, a checked document out."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from handoutgen.assets import Assets
from handoutgen.bibliography import Reference
from handoutgen.content.clinic import ClinicProfile
from handoutgen.content.layouts import MOST_WORDS
from handoutgen.content.library import Library
from handoutgen.document.check import check_document, check_length
from handoutgen.document.figures import Figures, ReadDrawing, read_figures
from handoutgen.document.inline_markup import plain_words
from handoutgen.document.markup import read_markup
from handoutgen.document.nodes import Block, Document, Furniture
from handoutgen.document.parse import parse
from handoutgen.document.phrasebook import phrasebook
from handoutgen.document.qr_code import qr_code
from handoutgen.document.template import SUFFIX, render, shown
from handoutgen.document.values import HandoutView
from handoutgen.document.view import ViewBuilder
from handoutgen.document.wording import Wordings
from handoutgen.errors import Location
from handoutgen.selection import Selection, website_of

if TYPE_CHECKING:
    from handoutgen.document.logo import Logo

WEBSITE = "website"
"""The figure that a template names for the clinic's address as a QR code."""


def compose(
    selection: Selection,
    library: Library,
    assets: Assets,
    references: Sequence[Reference],
    read_drawing: ReadDrawing,
) -> Document:
    """Arrange the selection by its template.

    Raises HandoutError with F-problems (drawings), T-problems (template) or D-problems (a
    document that no reader should get).
    """
    wordings = Wordings(selection, library)
    view = ViewBuilder(selection, library, wordings).build(references)
    figures = read_figures(selection, library, read_drawing)
    digests = figures.digests
    website, clinic = website_of(selection), selection.request.clinic
    if website and clinic:
        figures = figures.with_drawing(WEBSITE, qr_code(website, clinic.location), website)
    places = tuple((section.id, section.location) for section in selection.sections)
    arranged = _arranged(selection.request.arrangement, view, library, assets, figures, places)
    logo, logo_digest = _logo(clinic, assets)
    comparison = selection.comparison
    # The date first: a foot that is too long loses its end.
    day = wordings.written()
    written = (day, clinic.name if clinic else "")
    furniture = Furniture(
        running_title=selection.title,
        condition_names=tuple(condition.name for condition in selection.conditions),
        head_left=clinic.name if clinic else library.words.patient_handout,
        head_right=comparison.audience,
        foot_left=(" · ".join(filter(None, written)), wordings.review_foot()),
        written=day,
        telephone=(clinic.phone or "") if clinic else "",
        logo=logo,
        clinic_at=clinic.location if clinic else None,
    )
    date = (selection.request.date or comparison.updated).isoformat()
    document = Document(
        title=selection.title,
        language=language_of(selection),
        author=comparison.author,
        subject=", ".join(condition.full_name for condition in selection.conditions),
        date=date,
        furniture=furniture,
        words=library.words,
        blocks=arranged.blocks,
        fingerprint=_fingerprint(
            *(arranged.markup, date, repr(replace(furniture, logo=None)), logo_digest, *digests),
            *(repr(library.words), language_of(selection)),
        ),
    )
    sentences = map(plain_words, wordings.disclaimer())
    check_document(document, sentences, len(references), arranged.at, selection.note)
    most = MOST_WORDS.get(selection.request.layout)
    if most is not None:
        check_length(document, most)
    return document


class _Arranged(NamedTuple):
    """What a template has made of a view: its markup, where that begins, and its blocks."""

    markup: str
    at: Location
    blocks: tuple[Block, ...]


# A document takes a third of a megabyte. The same one is asked for again for a proof, in another
# format, style or size of paper, and by whoever has changed something and takes it back.
@lru_cache(maxsize=6)
def _arranged(
    template: str,
    view: HandoutView,
    library: Library,
    assets: Assets,
    figures: Figures,
    places: tuple[tuple[str, Location], ...],
) -> _Arranged:
    """The view as its template arranges it; `places` says where sections were written."""
    markup = render(assets, template, {"handout": view, "_": phrasebook(library)})
    paths = partial(shown, assets)
    root = read_markup(markup, paths(template + SUFFIX), paths)
    blocks = parse(root, figures.drawings, len(view.conditions), dict(places))
    return _Arranged(markup, root.at, blocks)


def language_of(selection: Selection) -> str:
    """The tag of the document's language (BCP 47): with the country where one is known."""
    language, locale = selection.comparison.language, selection.locale
    return locale.id if locale and locale.id.startswith(f"{language}-") else language


def _logo(clinic: ClinicProfile | None, assets: Assets) -> tuple["Logo | None", str]:
    """The clinic's logo and a digest of its file; raises HandoutError with F020 to F027."""
    asset = assets.get(clinic.logo) if clinic and clinic.logo else None
    if asset is None:
        return None, ""
    from handoutgen.document.logo import read_logo

    source = asset.read()
    return read_logo(source, asset.shown), sha256(source).hexdigest()


def _fingerprint(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8")).hexdigest()
