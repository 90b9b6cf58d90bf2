"""Files of content in, entries out, with every problem kept until all have been read."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from handoutgen.assets import Asset, Assets
from handoutgen.content.entry import Entry
from handoutgen.content.positions import LARGEST_FILE, read_yaml
from handoutgen.content.validation import MOST, too_much, validate
from handoutgen.errors import HandoutError, Location, Problem

Model = TypeVar("Model", bound=Entry)
_IDS = re.compile(r"\bid: *\"?([a-z0-9-]+)")


class Gathering:
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
                self.same_name(entry, asset.path.stem)
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
        told = 0
        for index, row in enumerate(rows):
            if told > MOST:
                rest = f"from here on {len(rows) - index:,} entries were not looked at"
                self.problems.append(too_much(rest, positions.value((key, index))))
                return
            try:
                yield validate(model, row, positions, (key, index))
            except HandoutError as error:
                told += len(error.problems)
                self._refuse(asset, error)

    def duplicate(self, identity: str, place: Location, first: Location) -> None:
        message = f"the id `{identity}` is used twice; first at {first}"
        self.problems.append(Problem("C010", message, place, "ids are unique: rename one."))

    def same_name(self, entry: Entry, stem: str) -> None:
        identity: str = entry.id  # type: ignore[attr-defined]
        if identity != stem:
            message = f"the id `{identity}` differs from the file's name `{stem}`"
            hint = "give both the same name."
            self.problems.append(Problem("C009", message, entry.location, hint))
            self.broken.add(stem)
