"""Where a combination of a plan becomes a request, with one clinic's defaults under it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handoutgen.batch.clinics import Clinic
from handoutgen.batch.job import key_of
from handoutgen.batch.matrix import AXES, Cell
from handoutgen.batch.plan import Matrix
from handoutgen.build import Format, check_languages, library_in
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.content.review import ReviewState, review_state
from handoutgen.defaults import request_in
from handoutgen.selection import HandoutRequest, select
from handoutgen.translation.in_language import in_language

_OF_NO_REQUEST = ("handout", "format")
"""Keys of a plan that are no field of a request."""


@dataclass(frozen=True, slots=True)
class Order:
    """One file to make. `words` are the values of the placeholders of its name."""

    request: HandoutRequest
    format: Format
    key: str
    stand: str
    review: tuple[tuple[str, str], ...]
    words: Mapping[str, str]


class Desk:
    """A clinic's requests. It remembers what many combinations have in common."""

    def __init__(self, clinic: Clinic, date: dt.date | None, today: dt.date) -> None:
        self.clinic = clinic
        self._date = date
        self._today = date or today
        self._saved: dict[tuple[str, frozenset[str]], Mapping[str, Any]] = {}
        self._reviews: dict[tuple[str, str, tuple[str, ...]], ReviewState] = {}
        self._stands: dict[str, str] = {}

    def order(self, matrix: Matrix, cell: Cell) -> Order:
        """What is to be made for one combination.

        Raises HandoutError with what a build would find before it draws: S001 to S009, L- and
        T-problems.
        """
        name = cell.get("handout") or cell["comparison"]
        asked = self._asked(matrix, cell)
        if "handout" in cell:
            asked = {**self._of_saved(cell["handout"], frozenset(asked)), **asked}
        request = request_in(self.clinic.profile, name, asked, self._translation)
        check_languages(request)
        languages = request.language or (SOURCE_LANGUAGE,)
        reviews = {language: self._review(language, request) for language in languages}
        request = replace(request, today=self._today)
        form: Format = cell.get("format", "pdf")
        stand = self._stand(request.comparison)
        key = key_of(request, form, reviews.values(), stand)
        covers = tuple((language, state.covers) for language, state in reviews.items())
        return Order(request, form, key, stand, covers, _words(name, request, cell, form))

    def _asked(self, matrix: Matrix, cell: Cell) -> dict[str, Any]:
        asked = {name: cell[name] for name in AXES if name in cell and name not in _OF_NO_REQUEST}
        if "language" in asked:
            asked["language"] = tuple(asked["language"].split("+"))
        section = matrix.sections[cell["sections"]] if "sections" in cell else matrix.section
        further = {
            "section": section,
            "without": matrix.without,
            "title": matrix.title,
            "date": self._date,
        }
        return asked | {name: value for name, value in further.items() if value not in (None, ())}

    def _of_saved(self, name: str, overridden: frozenset[str]) -> Mapping[str, Any]:
        found = self._saved.get((name, overridden))
        if found is None:
            found = self._saved[name, overridden] = self.clinic.saved(name, overridden)
        return found

    def _translation(self, language: str) -> Library:
        clinic = self.clinic
        return in_language(clinic.library, language, clinic.assets, clinic.kept)

    def _review(self, language: str, request: HandoutRequest) -> ReviewState:
        """The state of the reviews of what is picked, in one of its languages."""
        clinic = self.clinic
        library = library_in(language, request, clinic.library, clinic.assets, clinic.kept)
        # Without a day: the reviews are looked at once for all that has the same words.
        sections = tuple(s.id for s in select(library, request).sections)
        place = (language, request.comparison, sections)
        found = self._reviews.get(place)
        if found is None:
            found = review_state(library, request.comparison, sections, self._today)
            self._reviews[place] = found
        return found

    def _stand(self, comparison: str) -> str:
        found = self._stands.get(comparison)
        if found is None:
            found = self._stands[comparison] = self.clinic.stand.of_comparison(comparison)
        return found


def _words(name: str, request: HandoutRequest, cell: Cell, form: Format) -> dict[str, str]:
    return {
        "name": name,
        "clinic": cell.get("clinic", ""),
        "handout": cell.get("handout", ""),
        "sections": cell.get("sections", ""),
        "comparison": request.comparison,
        "wording": request.wording,
        "language": "+".join(request.language) or SOURCE_LANGUAGE,
        "layout": request.layout,
        "style": request.style,
        "paper": request.sheet,
        "binding": "binding" if request.binding else "no-binding",
        "duplex": "duplex" if request.duplex else "one-sided",
        "template": request.arrangement,
        "locale": request.locale or "no-locale",
        "format": form,
    }
