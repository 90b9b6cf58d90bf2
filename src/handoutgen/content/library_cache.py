"""A library that was found to be good, kept between runs until anything that made it changes.

The key is the content itself: a digest of every file that a library is loaded from, under the
names that messages have for them, and of the code that loads it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from handoutgen.assets import Assets
from handoutgen.cache import TextCache
from handoutgen.content.entry import Entry
from handoutgen.content.entry_cache import digest_of
from handoutgen.content.figure import TEMPLATE_SUFFIX
from handoutgen.content.library import Library, drawings, load_library
from handoutgen.content.record import RecordReader, RecordWriter

Model = TypeVar("Model", bound=Entry)

_TABLES = ("conditions", "comparisons", "sources", "glossary", "figures", "locales")


def cached_library(assets: Assets, cache: TextCache) -> Library:
    """The library of these assets, from the cache if it has just this one.

    Raises HandoutError with every problem found; a library with problems is never kept.
    """
    # One place for each set of folders: what is newer takes it, and nothing piles up.
    place = "\0".join(("library", *map(str, assets.roots)))
    current = _digest(assets)
    digest, _, records = (cache.get(place) or "").partition("\n")
    if current and digest == current:
        return _read(records, assets)
    library = load_library(assets)
    if (
        current and _digest(assets) == current
    ):  # else a file was saved meanwhile: which of the two was read?
        cache.put(place, f"{current}\n{_written(library)}")
    return library


def _digest(assets: Assets) -> str:
    return digest_of(assets.everything("data", (".yaml", ".svg", TEMPLATE_SUFFIX)))


# --- as text: a line that says which entry stands on which line, then a line for each ---


def _written(library: Library) -> str:
    writer = RecordWriter()
    lines: list[str] = []

    def line_of(entry: Entry) -> int:
        lines.append(writer.written(entry))
        return len(lines) - 1

    def lines_of(entries: Mapping[str, Entry]) -> dict[str, int]:
        return {name: line_of(entry) for name, entry in entries.items()}

    where = {
        **{name: lines_of(getattr(library, name)) for name in _TABLES},
        "sections": {name: lines_of(found) for name, found in library.sections.items()},
        "reviews": {name: list(map(line_of, found)) for name, found in library.reviews.items()},
        "disclaimer": line_of(library.disclaimer),
        "files": list(writer.files),
    }
    return "\n".join((json.dumps(where), *lines))


def _read(text: str, assets: Assets) -> Library:
    # Not splitlines: that would split at characters which JSON leaves as they are.
    head, *lines = text.split("\n")
    where: dict[str, Any] = json.loads(head)
    read = RecordReader(where["files"]).read

    def at(line: int) -> Any:
        return read(lines[line])

    return Library(
        conditions=_Table(where["conditions"], at),
        comparisons=_Table(where["comparisons"], at),
        sources=_Table(where["sources"], at),
        glossary=_Table(where["glossary"], at),
        figures=_Table(where["figures"], at),
        locales=_Table(where["locales"], at),
        sections={name: _Table(found, at) for name, found in where["sections"].items()},
        drawings=drawings(assets),
        disclaimer=at(where["disclaimer"]),
        reviews={name: tuple(map(at, found)) for name, found in where["reviews"].items()},
    )


class _Table(Mapping[str, Model]):
    """Entries by id. Each is read when somebody asks for it: a handout takes few of them."""

    def __init__(self, lines: Mapping[str, int], at: Callable[[int], Model]) -> None:
        self._lines = lines
        self._at = at
        self._found: dict[str, Model] = {}

    def __getitem__(self, name: str) -> Model:
        entry = self._found.get(name)
        if entry is None:
            entry = self._found[name] = self._at(self._lines[name])
        return entry

    def __contains__(self, name: object) -> bool:
        return name in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)
