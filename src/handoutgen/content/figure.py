"""Figures: drawings with their words, and the data that a figure template is drawn from."""

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Annotated, Any

from handoutgen.content.constraint import before, limits, refusal, shaped
from handoutgen.content.entry import Citations, Entry, FactId, Id, Text
from handoutgen.content.frozen_model import field

TEMPLATE_SUFFIX = ".svg.j2"
"""What the name of a drawing ends in that is a template, to be drawn from data."""

DrawingFile = Annotated[
    str,
    limits(max_length=80),
    shaped(
        r"[a-z0-9-]+\.svg(\.j2)?",
        "the name of a drawing",
        "write a name in lower case with .svg or .svg.j2, such as icon-array.svg.j2.",
    ),
]

MOST_VALUES, LONGEST_TEXT, LARGEST_NUMBER = 500, 80, 1_000_000
_DEEPEST = 8
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")

Value = int | float | str | tuple["Value", ...] | Mapping[str, "Value"]


class _Counter:
    """Data as values that nothing can change; numbers and short texts, and not too many."""

    def __init__(self) -> None:
        self.left = MOST_VALUES

    def value(self, value: Any, depth: int = 0) -> Value:
        self.left -= 1
        if self.left < 0 or depth > _DEEPEST:
            raise _refused(f"at most {MOST_VALUES} values, {_DEEPEST} levels deep")
        match value:
            case bool() | None:
                raise _refused("write a number or a short text, not true, false or nothing")
            case int() | float():
                if not isfinite(value) or abs(value) > LARGEST_NUMBER:
                    raise _refused(f"numbers up to {LARGEST_NUMBER:,}")
                return value
            case str():
                if not value.strip() or len(value) > LONGEST_TEXT or not value.isprintable():
                    raise _refused(f"texts of 1 to {LONGEST_TEXT} characters that can be printed")
                return value.strip()
            case list() | tuple():
                return tuple(self.value(inner, depth + 1) for inner in value)
            case dict():
                return {_key(name): self.value(inner, depth + 1) for name, inner in value.items()}
        raise _refused("write numbers, short texts, lists of them, or keys with values")


def _key(name: Any) -> str:
    if not isinstance(name, str) or not _KEY.match(name):
        raise _refused(f"a key is lower-case letters, digits and _; this is “{str(name)[:40]}”")
    return name


def _refused(message: str) -> ValueError:
    return refusal("figure_data", message)


def _data(value: Any) -> Any:
    return _Counter().value(value) if isinstance(value, dict) else value


Data = Annotated[dict[str, Any], before(_data)]


class Narrow(Entry):
    """The same figure for a narrow column and for large print: another file, other data, or both.

    Without a file it is the same template; its data go over the figure's own.
    """

    file: DrawingFile | None = None
    data: Data = field(default={})

    def check(self) -> None:
        """It differs from the figure."""
        if self.file is None and not self.data:
            raise ValueError("name another `file`, or `data` that change the drawing")


class FigureEntry(Entry):
    """A drawing with its caption and its alternative text, and what it rests on.

    A template is drawn from `data`. In the figure's words `{key}` prints a value of them, so
    that the words cannot disagree with the drawing. `conditions` says which conditions
    `condition-1`, `condition-2` … in the drawing are; without it, those of the handout.
    """

    translated = ("caption", "alternative", "text_equivalent")

    id: Id
    file: DrawingFile
    data: Data = field(default={})
    narrow: Narrow | None = None
    conditions: tuple[Id, ...] = ()
    caption: Text
    alternative: Text
    text_equivalent: Text | None = None
    facts: tuple[FactId, ...] = ()
    sources: Citations = ()

    def check(self) -> None:
        """Its data belong to a template and are said in words too."""
        if self.data and not self.file.endswith(TEMPLATE_SUFFIX):
            raise ValueError(f"only a template ({TEMPLATE_SUFFIX}) is drawn from `data`")
        if self.data and not self.text_equivalent:
            raise ValueError("a figure with `data` needs `text_equivalent`: the data in words")
        for text in (self.caption, self.alternative, self.text_equivalent or ""):
            for name in _PLACEHOLDER.findall(text):
                if name in self.data and not _in_words(self.data[name]):
                    raise ValueError(f"{{{name}}} is neither a number, a text, nor a list of them")

    def words(self) -> tuple[str, str, str]:
        """Caption, alternative text and text equivalent (empty if none), with the data in them."""
        texts = (self.caption, self.alternative, self.text_equivalent or "")
        caption, alternative, equivalent = map(self._filled, texts)
        return caption, alternative, equivalent

    def _filled(self, text: str) -> str:
        def value(found: re.Match[str]) -> str:
            return _in_words(self.data[found[1]]) if found[1] in self.data else found[0]

        return _PLACEHOLDER.sub(value, text)

    def drawn(self) -> Iterator[tuple[str, Mapping[str, Value]]]:
        """The file and the data of the drawing, then those of the narrow one if there is one."""
        yield self.file, self.data
        if self.narrow is not None:
            file = self.narrow.file or self.file
            yield file, self.data | self.narrow.data if file.endswith(TEMPLATE_SUFFIX) else {}


def _in_words(value: Value) -> str:
    """A value as it reads in a sentence; empty for what does not."""
    match value:
        case int():
            return f"{value:,}"
        case float():
            return f"{value:,.15g}"
        case str():
            return value
        case tuple() if all(isinstance(inner, str | int | float) for inner in value):
            return ", ".join(map(_in_words, value))
    return ""
