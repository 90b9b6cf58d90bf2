"""The folders of content in, one checked `Library` out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from handoutgen.assets import Asset, Assets
from handoutgen.cache import TextCache
from handoutgen.content.claims import LEAD
from handoutgen.content.entry import Entry
from handoutgen.content.figure import TEMPLATE_SUFFIX, FigureEntry
from handoutgen.content.models import (
    Comparison,
    Condition,
    Disclaimer,
    GlossaryTerm,
    Locale,
    SavedHandout,
)
from handoutgen.content.page_words import PageWords
from handoutgen.content.review import FOLDER as REVIEWS
from handoutgen.content.review import Review, ReviewFile
from handoutgen.content.section import Section
from handoutgen.content.source import Source
from handoutgen.errors import HandoutError, Location, Problem, did_you_mean

if TYPE_CHECKING:
    from handoutgen.content.gathering import Gathering
    from handoutgen.content.positions import Positions

Model = TypeVar("Model", bound=Entry)
SOURCE_LANGUAGE = "en"
"""What content is written in, and translated from."""

_NO_TEXT: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """All content by id. Sections and reviews are kept by comparison.

    A translated library has the words of its `language`, those of templates (`phrases`), of
    drawings (`labels`, by figure) and the `titles` of saved handouts, by the English, among them.
    `left_out` says what of a comparison is not there since words of it lack, and how many; ""
    stands for what each handout of it prints.
    """

    conditions: Mapping[str, Condition]
    comparisons: Mapping[str, Comparison]
    sections: Mapping[str, Mapping[str, Section]]
    sources: Mapping[str, Source]
    glossary: Mapping[str, GlossaryTerm]
    figures: Mapping[str, FigureEntry]
    drawings: Mapping[str, Asset]
    locales: Mapping[str, Locale]
    disclaimer: Disclaimer
    words: PageWords
    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    """Ids in files that have problems: what names them is not to blame."""
    language: str = SOURCE_LANGUAGE
    draft: bool = False
    phrases: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def load_library(assets: Assets, cache: TextCache | None = None) -> Library:
    """Load and validate all content, or raise HandoutError with every problem found.

    With a cache, content that was found to be good before is not read and validated again.
    """
    if cache is not None:
        from handoutgen.content.library_cache import cached_library

        return cached_library(assets, cache)
    library, problems = survey_library(assets)
    if problems:
        raise HandoutError(problems)
    return library


def survey_library(assets: Assets) -> tuple[Library, list[Problem]]:
    """All content that could be read, and every problem found: with any, nothing may print."""
    from handoutgen.content.check import check_library
    from handoutgen.content.gathering import Gathering

    gathering = Gathering(assets)
    conditions = gathering.folder(Condition, "data/conditions")
    comparisons, sections = _load_comparisons(gathering)
    sources = gathering.rows(Source, "data/sources.yaml", "references")
    glossary = gathering.rows(GlossaryTerm, "data/glossary.yaml", "terms")
    figures = gathering.rows(FigureEntry, "data/figures/figures.yaml", "figures")
    locales = gathering.rows(Locale, "data/locales.yaml", "locales")
    disclaimer = _load_one(gathering, Disclaimer, "data/disclaimer.yaml")
    words = _load_one(gathering, PageWords, "data/words.yaml")
    reviews = _load_reviews(gathering, comparisons)
    library = Library(
        conditions=conditions,
        comparisons=comparisons,
        sections=sections,
        sources=sources,
        glossary=glossary,
        figures=figures,
        drawings=drawings(assets),
        locales=locales,
        # A stand-in without text: the rest is looked at all the same, and nothing prints.
        disclaimer=disclaimer or Disclaimer.restored(_NO_TEXT),
        words=words or PageWords.restored(_NO_TEXT),
        reviews=reviews,
        broken=frozenset(gathering.broken),
    )
    return library, [*gathering.problems, *check_library(library)]


def drawings(assets: Assets) -> dict[str, Asset]:
    """The drawings there are, by the name of their file."""
    folder = "data/figures"
    return {
        asset.name.removeprefix(f"{folder}/"): asset
        for suffix in (".svg", TEMPLATE_SUFFIX)
        for asset in assets.files(folder, suffix)
    }


def _load_comparisons(
    gathering: "Gathering",
) -> tuple[dict[str, Comparison], dict[str, dict[str, Section]]]:
    comparisons: dict[str, Comparison] = {}
    sections: dict[str, dict[str, Section]] = {}
    for asset in gathering.assets.files("data/comparisons", "comparison.yaml"):
        comparison = gathering.one(Comparison, asset)
        folder = f"data/comparisons/{asset.path.parent.name}/sections"
        found = gathering.folder(Section, folder)
        if comparison is None:
            continue
        gathering.same_name(comparison, asset.path.parent.name)
        comparisons[comparison.id] = comparison
        sections[comparison.id] = found
        if LEAD in found:
            message = f"`{LEAD}` stands for what is above the sections"
            place = found[LEAD].location
            gathering.problems.append(Problem("C010", message, place, "rename the section."))
    return comparisons, sections


def _load_reviews(
    gathering: "Gathering", comparisons: Mapping[str, Comparison]
) -> dict[str, tuple[Review, ...]]:
    """The reviews of each comparison, of every layer: a workspace adds to those that are there."""
    reviews: dict[str, tuple[Review, ...]] = {}
    for name in (asset.name for asset in gathering.assets.files(REVIEWS, ".yaml")):
        for asset in gathering.assets.layers(name):
            stem = asset.path.stem
            file = gathering.one(ReviewFile, asset)
            reviews[stem] = (*reviews.get(stem, ()), *(file.reviews if file else ()))
            if stem not in comparisons and stem not in gathering.broken:
                place = Location(asset.shown, 1, 1)
                gathering.problems.append(unknown("comparison", stem, comparisons, "C011", place))
    return reviews


def _load_one(gathering: "Gathering", model: type[Model], name: str) -> Model | None:
    asset = gathering.assets.get(name)
    if asset is None:
        what, hint = name.split("/")[-1], "every handout prints from it; restore the file."
        problem = Problem("C015", f"there is no {what}", Location(name), hint)
        gathering.problems.append(problem)
        return None
    return gathering.one(model, asset)


def load_handouts(assets: Assets) -> dict[str, SavedHandout]:
    """The saved handouts in `handouts/` by name; raises HandoutError with every problem."""
    from handoutgen.content.gathering import Gathering

    gathering = Gathering(assets)
    found: dict[str, SavedHandout] = {}
    for asset in assets.files("handouts", ".yaml"):
        handout = gathering.one(SavedHandout, asset)
        if handout is not None:
            found[asset.path.stem] = handout
    if gathering.problems:
        raise HandoutError(gathering.problems)
    return found


def cached_handout(asset: Asset, cache: TextCache | None) -> SavedHandout:
    """One saved handout, from the cache where its file is unchanged, as `load_handout` has it."""
    if cache is None:
        return load_handout(asset)[0]
    from handoutgen.content.entry_cache import cached_entry, digest_of

    place = f"handout\0{asset.path.absolute()}"
    return cached_entry(cache, place, lambda: digest_of([asset]), lambda: load_handout(asset)[0])


def load_handout(asset: Asset) -> "tuple[SavedHandout, Positions]":
    """One saved handout with the position of each value; raises HandoutError with all problems."""
    from handoutgen.content.positions import read_yaml
    from handoutgen.content.validation import validate

    data, positions = read_yaml(asset.read(), asset.shown)
    return validate(SavedHandout, data, positions), positions


def unknown(kind: str, word: str, known: Iterable[str], code: str, place: Location) -> Problem:
    """The problem of an id that nothing has."""
    return Problem(code, f"no {kind} `{word}`", place, did_you_mean(word, known))
