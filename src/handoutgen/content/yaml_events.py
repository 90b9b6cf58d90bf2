"""libyaml's events into plain data: what `positions.read_yaml` does once it has a text."""

import datetime as dt
import re
from typing import Any

import yaml

from handoutgen.content.positions import DEEPEST, Path, Positions, end_of
from handoutgen.errors import HandoutError, Location, Problem

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_LONGEST_INT = 18


def built(text: str, file: str) -> tuple[Any, Positions]:
    """The document in a text. Raises HandoutError with C003 to C005."""
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
        place = Location(file, *end_of(text.encode()[: error.position]))
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
