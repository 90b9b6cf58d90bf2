"""Readers of finished PDF files, written apart from the program that produces them.

This module holds the model of a structure tree that `readback.structure` reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

Attribute = str | bool | int | float | tuple["Attribute", ...]


@dataclass(frozen=True, slots=True)
class Content:
    """One marked content sequence; `page` is None where the file names no page for it."""

    page: int | None
    mcid: int
    text: str
    graphics: bool = False


@dataclass(frozen=True, slots=True)
class Annotation:
    """The object of an object reference (ISO 32000-1, 14.7.4.3), mostly a link."""

    page: int | None
    subtype: str
    rect: tuple[float, ...]
    uri: str | None
    destination: int | None
    contents: str | None


@dataclass(frozen=True, slots=True)
class Element:
    """One structure element (ISO 32000-1, 14.7.2); pages count from 0."""

    role: str
    kids: tuple[Element | Content | Annotation, ...] = ()
    alt: str | None = None
    actual_text: str | None = None
    lang: str | None = None
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    id: str | None = None
    title: str | None = None
    page: int | None = None

    @property
    def text(self) -> str:
        """All text below, its parts joined with nothing; /ActualText replaces (14.9.4)."""
        if self.actual_text is not None:
            return self.actual_text
        return "".join([kid.text for kid in self.kids if not isinstance(kid, Annotation)])

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it in structure order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def find(self, role: str) -> list[Element]:
        """Return the elements of a role, this one included, in structure order."""
        return [element for element in self.walk() if element.role == role]

    def annotations(self) -> list[Annotation]:
        """Return the annotations of this element and of all below it."""
        return [kid for e in self.walk() for kid in e.kids if isinstance(kid, Annotation)]


Kid = Element | Content | Annotation


def outline(element: Element) -> str:
    """List the tree below an element, one indented line for each, for golden files.

    Neighbouring content is joined, and pages and link rectangles are left out, so that a
    listing changes with what is said and not with where its lines break.
    """
    return "\n".join(_lines(element, 0)) + "\n"


def _lines(element: Element, depth: int) -> Iterator[str]:
    head = " ".join([element.role, *_properties(element)])
    kids = list(_joined(element.kids))
    if len(kids) == 1 and isinstance(kids[0], str):
        yield "  " * depth + f"{head} {kids[0]}"
        return
    yield "  " * depth + head
    for kid in kids:
        if isinstance(kid, str):
            yield "  " * (depth + 1) + kid
        else:
            yield from _lines(kid, depth + 1)


def _joined(kids: tuple[Kid, ...]) -> Iterator[Element | str]:
    """Yield elements as they are, and what lies between them as text to print."""
    for kind, run in groupby(kids, type):
        members = list(run)
        if kind is Content:
            content = [kid for kid in members if isinstance(kid, Content)]
            text = "".join([kid.text for kid in content])
            graphics = any(kid.graphics for kid in content)
            yield _quoted(text) if text else "[graphic]" if graphics else "[empty]"
        for kid in members:
            if isinstance(kid, Element):
                yield kid
            elif isinstance(kid, Annotation):
                yield _annotation(kid)


def _annotation(kid: Annotation) -> str:
    target = kid.uri if kid.destination is None else f"page {kid.destination}"
    contents = "" if kid.contents is None else f" contents={_quoted(kid.contents)}"
    return f"[{kid.subtype} to {target}{contents}]"


def _properties(element: Element) -> Iterator[str]:
    named = {
        "id": element.id,
        "title": element.title,
        "lang": element.lang,
        "alt": element.alt,
        "actual": element.actual_text,
    }
    yield from (f"{key}={_quoted(value)}" for key, value in named.items() if value is not None)
    yield from (f"{key}={_plain(value)}" for key, value in sorted(element.attributes.items()))


def _plain(value: Attribute) -> str:
    if isinstance(value, tuple):
        return "[" + " ".join([_plain(part) for part in value]) + "]"
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _quoted(text: str) -> str:
    """Quote a text with what a reader of the listing could not see written as its code."""
    shown = "".join([c if c.isprintable() else f"\\u{ord(c):04x}" for c in text])
    return f'"{shown}"'
