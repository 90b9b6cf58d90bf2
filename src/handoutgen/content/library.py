"""The folders of content in, one checked `Library` out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from handoutgen.assets import Asset, Assets
from handoutgen.content.models import (
    Comparison,
    Condition,
    Disclaimer,
    Entry,
    FigureEntry,
    GlossaryTerm,
    Locale,
    SavedHandout,
    Section,
)
from handoutgen.content.positions import read_yaml
from handoutgen.content.source import Source
from handoutgen.content.validation import validate
from handoutgen.errors import HandoutError, Location, Problem, did_you_mean

Model = TypeVar("Model", bound=Entry)


@dataclass(frozen=True, slots=True)
class Library:
    """All content by id. Sections are kept by comparison, since each comparison has its own."""

    conditions: Mapping[str, Condition]
    comparisons: Mapping[str, Comparison]
    sections: Mapping[str, Mapping[str, Section]]
    sources: Mapping[str, Source]
    glossary: Mapping[str, GlossaryTerm]
    figures: Mapping[str, FigureEntry]
    drawings: Mapping[str, Asset]
    locales: Mapping[str, Locale]
    disclaimer: Disclaimer


class _Gathering:
    """Loads one file after the other and keeps every problem for the end."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets
        self.problems: list[Problem] = []

    def one(self, model: type[Model], asset: Asset) -> Model | None:
        try:
            data, positions = read_yaml(asset.read(), asset.shown)
            return validate(model, data, positions)
        except HandoutError as error:
            self.problems.extend(error.problems)
            return None

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
            self.problems.extend(error.problems)
            return
        rows: Any = data.get(key) if isinstance(data, dict) else None
        if not isinstance(rows, list) or set(data) != {key}:
            message = f"the file should have one key, `{key}`, with a list under it"
            self.problems.append(Problem("C008", message, Location(asset.shown, 1, 1)))
            return
        for index, row in enumerate(rows):
            try:
                yield validate(model, row, positions, (key, index))
            except HandoutError as error:
                self.problems.extend(error.problems)

    def duplicate(self, identity: str, place: Location, first: Location) -> None:
        message = f"the id `{identity}` is used twice; first at {first}"
        self.problems.append(Problem("C010", message, place, "ids are unique: rename one."))

    def _same_name(self, entry: Entry, stem: str) -> None:
        identity: str = entry.id  # type: ignore[attr-defined]
        if identity != stem:
            message = f"the id `{identity}` differs from the file's name `{stem}`"
            hint = "give both the same name."
            self.problems.append(Problem("C009", message, entry.location, hint))


def load_library(assets: Assets) -> Library:
    """Load and validate all content, or raise HandoutError with every problem found."""
    from handoutgen.content.check import check_library

    gathering = _Gathering(assets)
    conditions = gathering.folder(Condition, "data/conditions")
    comparisons, sections = _load_comparisons(gathering)
    sources = gathering.rows(Source, "data/sources.yaml", "references")
    glossary = gathering.rows(GlossaryTerm, "data/glossary.yaml", "terms")
    figures = gathering.rows(FigureEntry, "data/figures/figures.yaml", "figures")
    locales = gathering.rows(Locale, "data/locales.yaml", "locales")
    disclaimer = _load_disclaimer(gathering)
    if gathering.problems or disclaimer is None:
        # References are checked only between files that could be read: a file that is broken
        # would otherwise report every id it defines as unknown.
        raise HandoutError(gathering.problems)
    library = Library(
        conditions=conditions,
        comparisons=comparisons,
        sections=sections,
        sources=sources,
        glossary=glossary,
        figures=figures,
        drawings={
            a.name.removeprefix("data/figures/"): a for a in assets.files("data/figures", ".svg")
        },
        locales=locales,
        disclaimer=disclaimer,
    )
    if problems := check_library(library):
        raise HandoutError(problems)
    return library


def _load_comparisons(
    gathering: _Gathering,
) -> tuple[dict[str, Comparison], dict[str, dict[str, Section]]]:
    comparisons: dict[str, Comparison] = {}
    sections: dict[str, dict[str, Section]] = {}
    for asset in gathering.assets.files("data/comparisons", "comparison.yaml"):
        comparison = gathering.one(Comparison, asset)
        if comparison is None:
            continue
        gathering._same_name(comparison, asset.path.parent.name)
        comparisons[comparison.id] = comparison
        folder = f"data/comparisons/{asset.path.parent.name}/sections"
        sections[comparison.id] = gathering.folder(Section, folder)
    return comparisons, sections


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


def load_handout(asset: Asset) -> SavedHandout:
    """One saved handout; raises HandoutError with every problem in it."""
    data, positions = read_yaml(asset.read(), asset.shown)
    return validate(SavedHandout, data, positions)


def unknown(kind: str, word: str, known: Iterable[str], code: str, place: Location) -> Problem:
    """The problem of an id that nothing has."""
    return Problem(code, f"no {kind} `{word}`", place, did_you_mean(word, known))
