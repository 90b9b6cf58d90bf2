"""A matrix of a plan, held against a clinic's content and unfolded into its combinations."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from handoutgen.batch.clinics import Clinic
from handoutgen.batch.plan import Axes, Combination, Matrix
from handoutgen.content.characters import refused_characters
from handoutgen.content.positions import Path, Positions
from handoutgen.document.template import no_template
from handoutgen.errors import Location, Problem, did_you_mean
from handoutgen.language_tag import folder_of
from handoutgen.render.style import no_style
from handoutgen.said import Said, said
from handoutgen.saved_handout import no_handout
from handoutgen.selection import no_comparison, no_locale, no_section, section_twice
from handoutgen.translation.matching import language_hint, no_translation

Cell = Mapping[str, Any]
"""One combination: a value for each key of the matrix, and of `sections` the name."""

AXES = tuple(name for name in Axes.fields if name != "clinic")
_AFTER = ("handout", "comparison")
"""The key that `sections` follows: what is printed comes before how."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a matrix stands in its plan."""

    positions: Positions
    number: int

    def of(self, *path: str | int) -> Location:
        """The place of one of its values."""
        whole: Path = ("make", self.number, *path)
        return self.positions.value(whole)


def size(matrix: Matrix) -> int:
    """How many combinations it has, before any is left out."""
    return len(matrix.clinic or ("",)) * prod(len(values) for _, values in _axes(matrix))


def cells(matrix: Matrix, clinic: str) -> Iterator[Cell]:
    """The combinations for one clinic, in the plan's order, with those that are left out."""
    axes = list(_axes(matrix))
    head = {"clinic": clinic} if clinic else {}
    names = [name for name, _ in axes]
    for values in product(*(values for _, values in axes)):
        yield {**head, **dict(zip(names, values, strict=True))}


def excluding(matrix: Matrix, cell: Cell) -> int | None:
    """Which of the entries under `except` leaves a combination out, or none."""
    for number, combination in enumerate(matrix.left_out):
        if all(cell.get(name) in values for name, values in _said(combination)):
            return number
    return None


def _axes(matrix: Matrix) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for name in AXES:
        values = getattr(matrix, name)
        if values:
            yield name, values
        if name == _AFTER[-1] and matrix.sections:
            yield "sections", tuple(matrix.sections)


def _said(combination: Combination) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for name in combination.said:
        yield name, getattr(combination, name)


def varying(matrix: Matrix) -> tuple[str, ...]:
    """The keys that tell its files apart."""
    return tuple(name for name, values in _axes(matrix) if len(values) > 1)


# --- held against what there is ---


def missing_values(matrix: Matrix, clinic: Clinic, place: Place) -> Iterator[Problem]:
    """Every name in the matrix that this clinic does not have, and titles that cannot print."""
    library = clinic.library
    saved = {a.path.stem for a in clinic.assets.files("handouts", ".yaml")}
    known: Mapping[str, tuple[str, Callable[[str], Said], Iterable[str]]] = {
        "comparison": ("S001", no_comparison, library.comparisons),
        "handout": ("S001", no_handout, saved),
        "style": ("T001", no_style, clinic.styles),
        "template": ("T001", no_template, clinic.templates),
        "locale": ("S004", no_locale, library.locales),
    }
    for name, (code, missing, words) in known.items():
        for index, word in enumerate(getattr(matrix, name)):
            if word not in words:
                yield _missing(code, missing(word), word, words, place.of(name, index))
    for index, tags in enumerate(matrix.language):
        for tag in tags.split("+"):
            if folder_of(tag) not in clinic.languages:
                hint = language_hint(tag, clinic.languages)
                yield Problem("L007", no_translation(tag), place.of("language", index), hint)
    for found in refused_characters(matrix.title or "", "title", matrix):
        yield Problem(found.code, found.message, place.of("title"), found.hint)
    for comparison in matrix.comparison:
        sections = library.sections.get(comparison)
        if sections is not None:
            yield from _missing_sections(matrix, comparison, sections, place)


def _missing_sections(
    matrix: Matrix, comparison: str, known: Iterable[str], place: Place
) -> Iterator[Problem]:
    lists: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
        (("section",), matrix.section),
        (("without",), matrix.without),
        *((("sections", name), words) for name, words in matrix.sections.items()),
    ]
    for path, words in lists:
        for index, word in enumerate(words):
            at = place.of(*path, index)
            if word not in known:
                yield _missing("S002", no_section(word, comparison), word, known, at)
            elif word in words[:index]:
                yield section_twice(word, at)


def _missing(code: str, message: Said, word: str, known: Iterable[str], at: Location) -> Problem:
    return Problem(code, message, at, did_you_mean(word, known))


def idle_exceptions(matrix: Matrix, used: Container[int], place: Place) -> Iterator[Problem]:
    """Every entry under `except` that leaves nothing out: it says something else than was meant."""
    for number, _ in enumerate(matrix.left_out):
        if number not in used:
            message = said("this combination leaves nothing out")
            hint = said("none of the handouts of this matrix is one; correct it or remove it.")
            yield Problem("U082", message, place.of("except", number), hint)
