"""YAML text in, plain data and the position of every key and value out.

A strict reading of YAML 1.2's core schema: no aliases (so no alias bombs), no tags (so nothing is
ever constructed), no duplicate keys, bounded size and depth. ``yes`` and ``no`` are words here, not
booleans; a date is written 2026-11-21.
"""

import codecs
from dataclasses import dataclass, field
from typing import Any

from handoutgen.errors import HandoutError, Location, Problem

LARGEST_FILE = 1_000_000
DEEPEST = 24

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Positions:
    """Where each key and each value of one file stands, by its path from the root."""

    file: str
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def value(self, path: Path) -> Location:
        """The position of the value at a path, or of the nearest value around it."""
        while path and path not in self.values:
            path = path[:-1]
        return Location(self.file, *self.values.get(path, (1, 1)))

    def key(self, path: Path) -> Location:
        """The position of the key that leads to a path."""
        place = self.keys.get(path)
        return Location(self.file, *place) if place else self.value(path)


def decode(source: bytes, file: str) -> str:
    """UTF-8 bytes to text; raises HandoutError C001 or C002."""
    if len(source) > LARGEST_FILE:
        problem = Problem(
            "C002",
            f"file has {len(source):,} bytes; {LARGEST_FILE:,} is the most",
            Location(file),
            "split it into smaller files.",
        )
        raise HandoutError([problem])
    # Not utf-8-sig: its errors count from behind the mark.
    source = source.removeprefix(codecs.BOM_UTF8)
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = end_of(source[: error.start])
        problem = Problem(
            "C001",
            f"not UTF-8: byte 0x{source[error.start]:02x}",
            Location(file, line, column),
            "save the file with the encoding UTF-8.",
        )
        raise HandoutError([problem]) from None


def end_of(before: bytes) -> tuple[int, int]:
    """Line and column of what follows these bytes; the column counts characters."""
    start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[start:].decode("utf-8", "ignore")) + 1


def read_yaml(source: bytes, file: str) -> tuple[Any, Positions]:
    """One YAML document as dict, list, str, int, float, bool, date or None, with positions.

    Raises HandoutError with C001 to C005.
    """
    text = decode(source, file)
    # Late: content that comes from the cache needs no PyYAML, which is slow to import.
    from handoutgen.content.yaml_events import built

    return built(text, file)
