"""A selection and a template in, a checked document out."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from handoutgen.assets import Assets
from handoutgen.bibliography import Reference
from handoutgen.content.clinic import ClinicProfile
from handoutgen.content.layouts import MOST_WORDS
from handoutgen.content.library import Library
from handoutgen.document.check import check_document, check_length
from handoutgen.document.figures import ReadDrawing, read_figures
from handoutgen.document.inline_markup import plain_words
from handoutgen.document.markup import read_markup
from handoutgen.document.nodes import Document, Furniture
from handoutgen.document.parse import parse
from handoutgen.document.phrasebook import phrasebook
from handoutgen.document.qr_code import qr_code
from handoutgen.document.template import SUFFIX, render, shown
from handoutgen.document.view import ViewBuilder
from handoutgen.document.wording import Wordings
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
    drawings, digests = read_figures(selection, library, read_drawing)
    website, clinic = website_of(selection), selection.request.clinic
    if website and clinic:
        drawings = {**drawings, WEBSITE: (qr_code(website, clinic.location), None)}
    template = selection.request.arrangement
    markup = render(assets, template, {"handout": view, "_": phrasebook(library)})
    paths = partial(shown, assets)
    root = read_markup(markup, paths(template + SUFFIX), paths)
    places = {section.id: section.location for section in selection.sections}
    blocks = parse(root, drawings, len(selection.conditions), places)
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
        blocks=blocks,
        fingerprint=_fingerprint(
            *(markup, date, repr(replace(furniture, logo=None)), logo_digest, *digests),
            *(repr(library.words), language_of(selection)),
        ),
    )
    sentences = map(plain_words, wordings.disclaimer())
    check_document(document, sentences, len(references), root.at, selection.note)
    most = MOST_WORDS.get(selection.request.layout)
    if most is not None:
        check_length(document, most)
    return document


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
