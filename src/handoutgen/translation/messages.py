"""What a translator gets of each entry: its words, where they print, and what they rest on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from handoutgen.content.entry import Entry
from handoutgen.content.models import GlossaryTerm
from handoutgen.content.section import Section, Statement

Model = TypeVar("Model", bound=Entry)
_IN_BRACKETS = ("printed in brackets after the term: at most seven words or so",)
_MORE_FORMS = ("the word; then, each after a semicolon, its other forms that texts use",)
_BETWEEN_FORMS = ";"
Lookup = Callable[[str, str], str]
"""Context and English words in, words of the other language out."""


@dataclass(frozen=True, slots=True)
class Message:
    """English words with their context: the id of what they belong to, and the key.

    `most` is the number of characters that there is room for, 0 where text flows. `plural` is
    the English for several, where the text depends on a number.
    """

    context: str
    text: str
    file: str
    comments: tuple[str, ...] = ()
    most: int = 0
    definition: bool = False
    plural: str = ""


def messages_of(entry: Entry, owner: str = "") -> Iterator[Message]:
    """The words of an entry and of all in it, in the order of its file.

    Words without an id of their own belong to the next entry around them that has one. What is
    retired never prints, and is not translated.
    """
    own: str = getattr(entry, "id", owner)
    rests_on = _sources(entry)
    for key in entry.translated:
        value = getattr(entry, key)
        for text in (value,) if isinstance(value, str) else value or ():
            defines = isinstance(entry, GlossaryTerm) and key == "plain"
            comments = (key, *rests_on, *_advice(entry, key))
            yield Message(f"{own}.{key}", text, entry.location.file, comments, 0, defines)
    for _, inner in _entries_in(entry):
        yield from messages_of(inner, own)


def with_words(entry: Model, lookup: Lookup, owner: str = "") -> Model:
    """The entry with each of its words as `lookup` gives them; the same entry if none changes."""
    own: str = getattr(entry, "id", owner)
    changed: dict[str, Any] = {}
    for key in entry.translated:
        value = getattr(entry, key)
        if isinstance(value, str):
            changed[key] = lookup(f"{own}.{key}", value)
        elif value:
            changed[key] = tuple(lookup(f"{own}.{key}", text) for text in value)
    for name in entry.fields:
        value = getattr(entry, name)
        if _holds_entries(value):
            changed[name] = _mapped(value, lookup, own)
    if isinstance(entry, GlossaryTerm):
        changed |= _forms(changed["term"], changed.get("forms", ()))
    return entry.changed(**changed) if changed else entry


def _forms(term: str, forms: tuple[str, ...]) -> dict[str, Any]:
    """A term and its other forms: a language may have more of them than English."""
    said = [form.strip() for text in (term, *forms) for form in text.split(_BETWEEN_FORMS)]
    first, *others = dict.fromkeys(filter(None, said))
    return {"term": first, "forms": tuple(others)}


def _advice(entry: Entry, key: str) -> tuple[str, ...]:
    if not isinstance(entry, GlossaryTerm):
        return ()
    return {"plain": _IN_BRACKETS, "term": _MORE_FORMS}.get(key, ())


def _sources(entry: Entry) -> tuple[str, ...]:
    if not isinstance(entry, Statement) or not entry.sources:
        return ()
    return ("sources: " + ", ".join(citation.source for citation in entry.sources),)


def _entries_in(entry: Entry) -> Iterator[tuple[str, Entry]]:
    for name in entry.fields:
        if isinstance(entry, Section) and name == "retired":
            continue
        yield from ((name, inner) for inner in _flat(getattr(entry, name)))


def _flat(value: Any) -> Iterator[Entry]:
    match value:
        case Statement(status="retired"):
            return
        case Entry():
            yield value
        case tuple():
            for inner in value:
                yield from _flat(inner)
        case Mapping():
            for inner in value.values():
                yield from _flat(inner)


def _holds_entries(value: Any) -> bool:
    return next(_flat(value), None) is not None


def _mapped(value: Any, lookup: Lookup, owner: str) -> Any:
    match value:
        case Statement(status="retired"):
            return value
        case Entry():
            return with_words(value, lookup, owner)
        case tuple():
            return tuple(_mapped(inner, lookup, owner) for inner in value)
        case Mapping():
            return {key: _mapped(inner, lookup, owner) for key, inner in value.items()}
    return value
