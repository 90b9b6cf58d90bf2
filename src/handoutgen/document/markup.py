"""Composed markup in, a tree of known elements out: the closed vocabulary, strictly read.

The markup is well-formed XML with HTML's names. Anything else is a problem with the template's
line: an element, attribute or value outside the vocabulary, or text where none belongs.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from handoutgen.errors import HandoutError, Location, Problem, did_you_mean

_CONDITION = frozenset(map(str, range(1, 10)))
_LINES = frozenset(map(str, range(21)))
ANY: frozenset[str] = frozenset()
_AT = re.compile(r"([^:]+):([0-9]{1,6})")
_DEEPEST = 24  # more than any handout needs, and far less than Python can walk

PLACES = ("front", "inside", "flap", "back", "card")
"""Where a panel stands: on a leaflet as it is folded, or as a card of its own."""

VOCABULARY: Mapping[str, Mapping[str, frozenset[str]]] = {
    "article": {},
    "section": {"id": ANY, "condition": _CONDITION},
    "header": {},
    "h1": {},
    "h2": {},
    "h3": {},
    "p": {
        "class": frozenset({"body", "lead", "label", "note", "full-name"}),
        "lines": _LINES,
    },
    "ul": {"class": frozenset({"contacts"})},
    "ol": {"class": frozenset({"questions", "references", "short"})},
    "li": {"lines": _LINES, "value": ANY, "lang": ANY},
    "table": {},
    "caption": {},
    "thead": {},
    "tbody": {},
    "tr": {},
    "th": {"scope": frozenset({"col", "row"}), "condition": _CONDITION},
    "td": {"condition": _CONDITION},
    "figure": {},
    "img": {"src": ANY, "alt": ANY},
    "figcaption": {},
    "aside": {"class": frozenset({"emergency", "call", "alert", "note"})},
    "div": {"class": frozenset({"cards", "columns", "row", *PLACES})},
    "footer": {},
    "strong": {},
    "small": {},
    "a": {"href": ANY},
    "cite": {"numbers": ANY},
    "mark": {
        "condition": _CONDITION,
        "level": frozenset({"common", "can_happen", "rare", "not_expected"}),
    },
}
"""Each element with its attributes and the values they take (`ANY`: checked by its reader)."""

INLINE = frozenset({"strong", "small", "a", "cite", "mark"})


@dataclass(slots=True)
class Element:
    """One element of the markup with its attributes, contents and place in the template."""

    name: str
    attributes: dict[str, str]
    at: Location
    contents: "list[Element | str]" = field(default_factory=list)

    def elements(self) -> "list[Element]":
        """The elements directly inside, without the text."""
        return [c for c in self.contents if isinstance(c, Element)]

    def text(self) -> str:
        """All text below, white space folded."""
        words = "".join(c if isinstance(c, str) else c.text() for c in self.contents)
        return " ".join(words.split())


class _Reader:
    def __init__(self, template: str, shown: Callable[[str], str]) -> None:
        self.template = Location(template)
        self.shown = shown
        self.problems: list[Problem] = []
        self.root: Element | None = None
        self.stack: list[Element] = []
        self._files: dict[str, str] = {}
        self._places: dict[str, Location] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.stack) >= _DEEPEST:
            raise _RefusedError(f"elements stand more than {_DEEPEST} deep in each other")
        written = attributes.pop("at", "")
        at = self._places.get(written) or self._place(written)
        allowed = VOCABULARY.get(name)
        if allowed is None:
            hint = did_you_mean(name, VOCABULARY) or "docs/content-guide.md lists the elements."
            self.problems.append(Problem("T004", f"unknown element <{name}>", at, hint))
        elif attributes:
            self._check(name, attributes, allowed, at)
        element = Element(name, attributes, at)
        if self.stack:
            self.stack[-1].contents.append(element)
        elif self.root is None:
            self.root = element
        self.stack.append(element)

    def _place(self, at: str) -> Location:
        # A template can write an `at` of its own, which may say anything.
        match = _AT.fullmatch(at)
        if match is None:
            return self.stack[-1].at if self.stack else self.template
        file = self._files.get(match[1])
        if file is None:  # asking for each element would ask the disk a thousand times
            file = self._files[match[1]] = self.shown(match[1])
        place = self._places[at] = Location(file, int(match[2]))
        return place

    def _check(
        self,
        name: str,
        attributes: dict[str, str],
        allowed: Mapping[str, frozenset[str]],
        at: Location,
    ) -> None:
        for key, value in attributes.items():
            if key not in allowed:
                message = f"<{name}> has no attribute `{key}`"
                hint = did_you_mean(key, allowed) or "templates arrange, they do not style."
                self.problems.append(Problem("T005", message, at, hint))
            elif allowed[key] and value not in allowed[key]:
                message = f'<{name} {key}="{value}">: no such value'
                hint = did_you_mean(value, allowed[key])
                self.problems.append(Problem("T005", message, at, hint))

    def end(self, _name: str) -> None:
        self.stack.pop()

    def text(self, text: str) -> None:
        if self.stack:
            self.stack[-1].contents.append(text)


def read_markup(markup: str, template: str, shown: Callable[[str], str] = str) -> Element:
    """The root element; raises HandoutError with T004, T005 and T007.

    `shown` gives the path by which messages name a template.
    """
    reader = _Reader(template, shown)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(markup, True)
    except (expat.ExpatError, UnicodeEncodeError, _RefusedError) as error:
        around = reader.stack[-1].at if reader.stack else reader.template
        reason = _reason(error)
        hint = "every element needs its end tag; write & as &amp;."
        problem = Problem("T007", f"the markup is not well-formed: {reason}", around, hint)
        raise HandoutError([*reader.problems, problem]) from None
    if reader.problems or reader.root is None:
        raise HandoutError(reader.problems)
    return reader.root


class _RefusedError(Exception):
    pass


def _refuse_doctype(*_: object) -> None:
    raise _RefusedError("a DOCTYPE is not allowed")


def _reason(error: Exception) -> str:
    if isinstance(error, expat.ExpatError):
        return expat.ErrorString(error.code)
    if isinstance(error, UnicodeEncodeError):
        return "half of a character (a lone surrogate) cannot be printed"
    return str(error)


def words_of(element: Element) -> str | Element:
    """The words of an inline element, or what may not stand in it.

    Content's strong words may come where a template prints strong or small ones already.
    """
    texts: list[str] = []
    for content in element.contents:
        if isinstance(content, str):
            texts.append(content)
        elif content.name == "strong" and element.name in ("strong", "small"):
            inner = words_of(content)
            if isinstance(inner, Element):
                return inner
            texts.append(inner)
        else:
            return content
    return "".join(texts)
