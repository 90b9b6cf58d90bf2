"""YAML text in, plain data and the position of every key and value out.

A strict reading of YAML 1.2's core schema, built on libyaml's events: no aliases (so no alias
bombs), no tags (so nothing is ever constructed), no duplicate keys, bounded size and depth.
``yes`` and ``no`` are words here, not booleans; a date is written 2026-11-21.
"""

import codecs
import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from handoutgen.errors import HandoutError, Location, Problem

LARGEST_FILE = 1_000_000
DEEPEST = 24

Path = tuple[str | int, ...]

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_LONGEST_INT = 18


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
        line, column = _end_of(source[: error.start])
        problem = Problem(
            "C001",
            f"not UTF-8: byte 0x{source[error.start]:02x}",
            Location(file, line, column),
            "save the file with the encoding UTF-8.",
        )
        raise HandoutError([problem]) from None


def _end_of(before: bytes) -> tuple[int, int]:
    """Line and column of what follows these bytes; the column counts characters."""
    start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[start:].decode("utf-8", "ignore")) + 1


def read_yaml(source: bytes, file: str) -> tuple[Any, Positions]:
    """One YAML document as dict, list, str, int, float, bool, date or None, with positions.

    Raises HandoutError with C001 to C005.
    """
    text = decode(source, file)
    builder = _Builder(Positions(file))
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
        problem = Problem(
            "C003",
            f"not valid YAML: {error.problem or error.context}",
            place,
            "check the indentation, and put text with `: ` or a leading special sign in quotes.",
        )
        raise HandoutError([*builder.problems, problem]) from None
    except yaml.reader.ReaderError as error:
        # libyaml counts bytes of UTF-8.
        place = Location(file, *_end_of(text.encode()[: error.position]))
        hint = "delete the character: it does not show, and it does not print."
        problem = Problem("C003", f"not valid YAML: {error.reason}", place, hint)
        raise HandoutError([problem]) from None
    if builder.problems:
        raise HandoutError(builder.problems)
    return builder.root, builder.positions


class _Builder:
    """Builds data from parser events with an explicit stack, so that depth cannot hurt."""

    def __init__(self, positions: Positions) -> None:
        self.positions = positions
        self.problems: list[Problem] = []
        self.root: Any = None
        self._stack: list[tuple[Path, Any]] = []
        self._key: list[str | None] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Consume one event; stops the parse by raising when the structure is refused."""
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_decoration(event)
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_decoration(event)
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._stack.pop()
            self._key.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._stop(event, "aliases (*name) are not allowed", "write the text out.")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(event, "more than one document (---) in the file", "")

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            self._stop(event, "anchors (&name) are not allowed", "write the text out.")
        if event.tag is not None:
            self._stop(event, f"tags ({event.tag}) are not allowed", "write plain values.")

    def _stop(self, event: yaml.Event, message: str, hint: str) -> None:
        place = Location(self.positions.file, *_place(event))
        raise HandoutError([*self.problems, Problem("C005", message, place, hint)])

    def _open(self, container: Any, event: yaml.Event) -> None:
        if len(self._stack) >= DEEPEST:
            self._stop(event, f"nested deeper than {DEEPEST} levels", "")
        if self._stack and isinstance(self._stack[-1][1], dict) and self._key[-1] is None:
            self._stop(event, "a key must be a word", "put text with `{` or `[` in quotes.")
        path = self._add(container, event)
        self._stack.append((path, container))
        self._key.append(None)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self._stack and isinstance(self._stack[-1][1], dict) and self._key[-1] is None:
            path, mapping = self._stack[-1]
            place = _place(event)
            if event.value in mapping:
                location = Location(self.positions.file, *place)
                message = f"the key `{event.value}` stands here twice"
                self.problems.append(Problem("C004", message, location, "keep one of them."))
            self.positions.keys[(*path, event.value)] = place
            self._key[-1] = event.value
            return
        plain = event.style is None or event.style == ""
        self._add(_resolve(event.value) if plain else event.value, event)

    def _add(self, value: Any, event: yaml.Event) -> Path:
        place = _place(event)
        if not self._stack:
            self.root = value
            path: Path = ()
        else:
            parent_path, parent = self._stack[-1]
            if isinstance(parent, dict):
                key = self._key[-1]
                path = (*parent_path, str(key))
                parent[key] = value
                self._key[-1] = None
            else:
                path = (*parent_path, len(parent))
                parent.append(value)
        self.positions.values[path] = place
        return path


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _resolve(value: str) -> Any:
    """A plain scalar's value by YAML 1.2, 10.3.2, with dates and without octals."""
    if value in ("", "~", "null"):
        return None
    if value in ("true", "false"):
        return value == "true"
    if not (value[0].isdigit() or value[0] in "+-"):
        return value
    if _INT.match(value) and len(value) <= _LONGEST_INT:
        return int(value)
    if _FLOAT.match(value):
        return float(value)
    if _DATE.match(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return value
    return value
