"""Entries as text and back, for a cache: what has been validated once is not validated again.

The text is JSON, which holds data and runs nothing; it names models by a word that is looked up
among those that are loaded. It is only as true as who wrote it: read nothing but what this program
has written for itself.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from handoutgen.content.entry import Entry, ListingEntry
from handoutgen.errors import Location

# No field, id or word of a layout can be called so.
_MODEL, _PLACE, _PLACES = "=", "@", "@@"
_DAY = "day"


class RecordWriter:
    """Writes entries. `files` gathers the names of the files that they stand in."""

    def __init__(self) -> None:
        self.files: dict[str, int] = {}

    def written(self, entry: Entry) -> str:
        """One line of text."""
        return json.dumps(self._plain(entry), ensure_ascii=False, separators=(",", ":"))

    def _plain(self, value: Any) -> Any:
        if isinstance(value, Entry):
            said = value.said
            fields = {
                name: self._plain(inner) for name, inner in value.__dict__.items() if name in said
            }
            plain = {_MODEL: type(value).__name__, _PLACE: self._place(value.location), **fields}
            if isinstance(value, ListingEntry):
                plain[_PLACES] = [[path, self._place(place)] for path, place in value.places]
            return plain
        if isinstance(value, dict):
            return {key: self._plain(inner) for key, inner in value.items()}
        if isinstance(value, tuple):
            return [self._plain(inner) for inner in value]
        return {_MODEL: _DAY, _DAY: value.isoformat()} if isinstance(value, dt.date) else value

    def _place(self, place: Location) -> tuple[int, int, int]:
        return self.files.setdefault(place.file, len(self.files)), place.line, place.column


class RecordReader:
    """Reads entries; `files` are the names in the order in which the writer met them."""

    def __init__(self, files: Iterable[str]) -> None:
        self._files = tuple(files)
        self._models = _models()
        self._decode = json.JSONDecoder(object_hook=self._value).decode

    def read(self, text: str) -> Any:
        """The entry, equal to the one that was written."""
        return self._decode(text)

    def _value(self, found: dict[str, Any]) -> Any:
        """A JSON object as what it stands for. What is inside it has been here before."""
        for key, value in found.items():
            if type(value) is list:
                found[key] = _tuple(value)
        name = found.pop(_MODEL, None)
        if name is None:
            return found
        if name == _DAY:
            return dt.date.fromisoformat(found[_DAY])
        model = self._models[name]
        place, places = self._place(found.pop(_PLACE)), found.pop(_PLACES, ())
        entry = model.restored(found)
        entry.locate(place)
        if isinstance(entry, ListingEntry):
            entry.locate_names(tuple((path, self._place(at)) for path, at in places))
        return entry

    def _place(self, place: tuple[int, int, int]) -> Location:
        file, line, column = place
        return Location(self._files[file], line, column)


def _tuple(values: list[Any]) -> tuple[Any, ...]:
    return tuple([_tuple(v) if type(v) is list else v for v in values])


def _models() -> Mapping[str, type[Entry]]:
    """Every model that is loaded, by its name. A test holds that no two have the same."""
    found: dict[str, type[Entry]] = {}
    ahead = [Entry]
    while ahead:
        model = ahead.pop()
        found[model.__name__] = model
        ahead += model.__subclasses__()
    return found
