"""The folders of content in, one checked `Library` out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from handoutgen.assets import Asset, Assets
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
from handoutgen.content.positions import LARGEST_FILE, Positions, read_yaml
from handoutgen.content.review import FOLDER as REVIEWS
from handoutgen.content.review import Review, ReviewFile
from handoutgen.content.section import Section
from handoutgen.content.source import Source
from handoutgen.content.validation import validate
from handoutgen.errors import HandoutError, Location, Problem, did_you_mean

Model = TypeVar("Model", bound=Entry)
_NO_TEXT: Mapping[str, Any] = MappingProxyType({})
_IDS = re.compile(r"\bid: *\"?([a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class Library:
    """All content by id. Sections and reviews are kept by comparison."""

    conditions: Mapping[str, Condition]
    comparisons: Mapping[str, Comparison]
    sections: Mapping[str, Mapping[str, Section]]
    sources: Mapping[str, Source]
    glossary: Mapping[str, GlossaryTerm]
    figures: Mapping[str, FigureEntry]
    drawings: Mapping[str, Asset]
    locales: Mapping[str, Locale]
    disclaimer: Disclaimer
    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    """Ids in files that have problems: what names them is not to blame."""


class _Gathering:
    """Loads one file after the other and keeps every problem for the end."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self.refused: set[Path] = set()

    def one(self, model: type[Model], asset: Asset) -> Model | None:
        try:
            data, positions = read_yaml(asset.read(), asset.shown)
            return validate(model, data, positions)
        except HandoutError as error:
            self._refuse(asset, error)
            return None

    def _refuse(self, asset: Asset, error: HandoutError) -> None:
        """Keep the problems, and the ids in the file, whichever of its entries they concern."""
        self.problems.extend(error.problems)
        if asset.path in self.refused:
            return
        self.refused.add(asset.path)
        self.broken.update((asset.path.stem, asset.path.parent.name))
        with suppress(HandoutError):
            source = asset.read()
            if len(source) <= LARGEST_FILE:
                self.broken.update(_IDS.findall(source.decode("utf-8", errors="replace")))

    def folder(self, model: type[Model], folder: str) -> dict[str, Model]:
        """Every YAML file directly in a folder, by id; the id is the file's name."""
        entries: dict[str, Model] = {}
        for asset in self.assets.files(folder, ".yaml"):
            if asset.path.parent.name != folder.rsplit("/", 1)[-1]:
                continue
            entry = self.one(model, asset)
            if entry is not None:
                self._same_name(entry, asset.path.stem)
                entries[entry.id] = entry  # type: ignore[attr-defined]
        return entries

    def rows(self, model: type[Model], name: str, key: str) -> dict[str, Model]:
        """A file that lists entries under one key; a later layer's entry replaces an earlier's."""
        entries: dict[str, Model] = {}
        for asset in self.assets.layers(name):
            here: dict[str, Location] = {}
            for entry in self._rows_of(asset, model, key):
                identity: str = entry.id  # type: ignore[attr-defined]
                if identity in here:
                    self.duplicate(identity, entry.location, here[identity])
                here[identity] = entry.location
                entries[identity] = entry
        return entries

    def _rows_of(self, asset: Asset, model: type[Model], key: str) -> Iterator[Model]:
        try:
            data, positions = read_yaml(asset.read(), asset.shown)
        except HandoutError as error:
            self._refuse(asset, error)
            return
        rows: Any = data.get(key) if isinstance(data, dict) else None
        if not isinstance(rows, list) or set(data) != {key}:
            message = f"the file should have one key, `{key}`, with a list under it"
            problem = Problem("C008", message, Location(asset.shown, 1, 1))
            self._refuse(asset, HandoutError([problem]))
            return
        for index, row in enumerate(rows):
            try:
                yield validate(model, row, positions, (key, index))
            except HandoutError as error:
                self._refuse(asset, error)

    def duplicate(self, identity: str, place: Location, first: Location) -> None:
        message = f"the id `{identity}` is used twice; first at {first}"
        self.problems.append(Problem("C010", message, place, "ids are unique: rename one."))

    def _same_name(self, entry: Entry, stem: str) -> None:
        identity: str = entry.id  # type: ignore[attr-defined]
        if identity != stem:
            message = f"the id `{identity}` differs from the file's name `{stem}`"
            hint = "give both the same name."
            self.problems.append(Problem("C009", message, entry.location, hint))
            self.broken.add(stem)


def load_library(assets: Assets) -> Library:
    """Load and validate all content, or raise HandoutError with every problem found."""
    library, problems = survey_library(assets)
    if problems:
        raise HandoutError(problems)
    return library


def survey_library(assets: Assets) -> tuple[Library, list[Problem]]:
    """All content that could be read, and every problem found: with any, nothing may print."""
    from handoutgen.content.check import check_library

    gathering = _Gathering(assets)
    conditions = gathering.folder(Condition, "data/conditions")
    comparisons, sections = _load_comparisons(gathering)
    sources = gathering.rows(Source, "data/sources.yaml", "references")
    glossary = gathering.rows(GlossaryTerm, "data/glossary.yaml", "terms")
    figures = gathering.rows(FigureEntry, "data/figures/figures.yaml", "figures")
    locales = gathering.rows(Locale, "data/locales.yaml", "locales")
    disclaimer = _load_disclaimer(gathering)
    reviews = _load_reviews(gathering, comparisons)
    library = Library(
        conditions=conditions,
        comparisons=comparisons,
        sections=sections,
        sources=sources,
        glossary=glossary,
        figures=figures,
        drawings={
            asset.name.removeprefix("data/figures/"): asset
            for suffix in (".svg", TEMPLATE_SUFFIX)
            for asset in assets.files("data/figures", suffix)
        },
        locales=locales,
        # A stand-in without text: the rest is looked at all the same, and nothing prints.
        disclaimer=disclaimer or Disclaimer.model_construct(**_NO_TEXT),
        reviews=reviews,
        broken=frozenset(gathering.broken),
    )
    return library, [*gathering.problems, *check_library(library)]


def _load_comparisons(
    gathering: _Gathering,
) -> tuple[dict[str, Comparison], dict[str, dict[str, Section]]]:
    comparisons: dict[str, Comparison] = {}
    sections: dict[str, dict[str, Section]] = {}
    for asset in gathering.assets.files("data/comparisons", "comparison.yaml"):
        comparison = gathering.one(Comparison, asset)
        folder = f"data/comparisons/{asset.path.parent.name}/sections"
        found = gathering.folder(Section, folder)
        if comparison is None:
            continue
        gathering._same_name(comparison, asset.path.parent.name)
        comparisons[comparison.id] = comparison
        sections[comparison.id] = found
        if LEAD in found:
            message = f"`{LEAD}` stands for what is above the sections"
            place = found[LEAD].location
            gathering.problems.append(Problem("C010", message, place, "rename the section."))
    return comparisons, sections


def _load_reviews(
    gathering: _Gathering, comparisons: Mapping[str, Comparison]
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


def _load_disclaimer(gathering: _Gathering) -> Disclaimer | None:
    asset = gathering.assets.get("data/disclaimer.yaml")
    if asset is None:
        hint = "every handout prints it; restore the file."
        place = Location("data/disclaimer.yaml")
        gathering.problems.append(Problem("C015", "there is no disclaimer", place, hint))
        return None
    return gathering.one(Disclaimer, asset)


def load_handouts(assets: Assets) -> dict[str, SavedHandout]:
    """The saved handouts in `handouts/` by name; raises HandoutError with every problem."""
    gathering = _Gathering(assets)
    found: dict[str, SavedHandout] = {}
    for asset in assets.files("handouts", ".yaml"):
        handout = gathering.one(SavedHandout, asset)
        if handout is not None:
            found[asset.path.stem] = handout
    if gathering.problems:
        raise HandoutError(gathering.problems)
    return found


def load_handout(asset: Asset) -> tuple[SavedHandout, Positions]:
    """One saved handout with the position of each value; raises HandoutError with all problems."""
    data, positions = read_yaml(asset.read(), asset.shown)
    return validate(SavedHandout, data, positions), positions


def unknown(kind: str, word: str, known: Iterable[str], code: str, place: Location) -> Problem:
    """The problem of an id that nothing has."""
    return Problem(code, f"no {kind} `{word}`", place, did_you_mean(word, known))
