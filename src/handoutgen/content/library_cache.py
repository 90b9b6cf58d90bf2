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
_PLAIN = ("language", "draft", "phrases", "labels", "titles", "left_out")


def cached_library(assets: Assets, cache: TextCache) -> Library:
    """The library of these assets, from the cache if it has just this one.

    Raises HandoutError with every problem found; a library with problems is never kept.
    """

    def digest() -> str:
        return digest_of(assets.everything("data", (".yaml", ".svg", TEMPLATE_SUFFIX)))

    return _kept(assets, cache, ("library",), digest, lambda: load_library(assets))


def kept_translation(
    assets: Assets, cache: TextCache, name: str, make: Callable[[], Library]
) -> Library:
    """A translated library, from the cache if it was made of just these files.

    It has the words of templates and drawings in it, so the whole of them counts.
    """

    def digest() -> str:
        endings = (".yaml", ".po", ".svg", TEMPLATE_SUFFIX)
        content = assets.everything("data", endings)
        templates = assets.everything("templates", (".html.j2",))
        return digest_of((*content, *templates), make.__code__.co_filename, read=(*endings, ".j2"))

    return _kept(assets, cache, ("language", name), digest, make)


def _kept(
    assets: Assets,
    cache: TextCache,
    name: tuple[str, ...],
    digest: Callable[[], str],
    make: Callable[[], Library],
) -> Library:
    # One place for each set of folders: what is newer takes it, and nothing piles up.
    place = "\0".join((*name, *map(str, assets.roots)))
    current = digest()
    known, _, records = (cache.get(place) or "").partition("\n")
    if current and known == current:
        return _read(records, assets)
    library = make()
    if (
        current and digest() == current
    ):  # else a file was saved meanwhile: which of the two was read?
        cache.put(place, f"{current}\n{_written(library)}")
    return library


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
        "words": line_of(library.words),
        **{name: getattr(library, name) for name in _PLAIN},
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
        words=at(where["words"]),
        reviews={name: tuple(map(at, found)) for name, found in where["reviews"].items()},
        **{name: where[name] for name in _PLAIN},
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
