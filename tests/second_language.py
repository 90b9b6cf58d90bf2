"""A second language for tests: the library's own words, a quarter longer, as Spanish is.

What is translated is what a reader reads. Numbers, placeholders, marks and citations stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from handoutgen.assets import Assets
from handoutgen.bibliography import CSL_STYLE, format_references
from handoutgen.build import read_drawing
from handoutgen.content.entry import Entry
from handoutgen.content.library import Library, load_library
from handoutgen.document.bilingual import bilingual
from handoutgen.document.compose import compose
from handoutgen.document.nodes import Document
from handoutgen.selection import HandoutRequest, select

LANGUAGE = "es-US"
NAMES = ("English", "Español")

_WORD = re.compile(r"(?<![{\w])[^\W\d_]{4,}(?![}\w])")
_TRANSLATED = frozenset(
    {
        *("title", "audience", "plain", "detailed", "disagreement", "heading", "label", "note"),
        *("caption", "alternative", "text_equivalent", "offers", "full_name"),
        *("advice", "emergency", "written", "unreviewed", "partly_reviewed", "review_ended"),
        *("reviewed", "reviewed_in_part", "reviewed_foot", "reviewed_by_several_foot"),
        *("next_review", "funding_unknown", "feedback_unknown", "feedback", "licence"),
        *("sources_heading", "sources_short", "website_label", "website_alternative"),
    }
)


def lengthened(text: str) -> str:
    """A text with each longer word a quarter longer, and its first vowel accented."""
    return _WORD.sub(lambda match: _longer(match[0]), text)


def _longer(word: str) -> str:
    accented = re.sub("[aeiou]", lambda m: "áéíóú"["aeiou".index(m[0])], word, count=1)
    return accented + "ones"[: max(1, len(word) // 4)]


@cache
def translated_library() -> Library:
    """The bundled library in the second language."""
    library = load_library(Assets.find())
    comparisons = {
        name: _entry(c).changed(language=LANGUAGE) for name, c in library.comparisons.items()
    }
    return replace(
        library,
        conditions=_entries(library.conditions),
        comparisons=comparisons,
        sections={name: _entries(sections) for name, sections in library.sections.items()},
        figures=_entries(library.figures),
        glossary={
            name: term.changed(
                term=lengthened(term.term),
                forms=tuple(map(lengthened, term.forms)),
                plain=lengthened(term.plain),
            )
            for name, term in library.glossary.items()
        },
        disclaimer=_entry(library.disclaimer),
    )


def _entries(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _entry(entry) for name, entry in entries.items()}


def _entry(entry: Any) -> Any:
    """A copy of an entry that says the same in the second language."""
    changes = {
        key: lengthened(value) if key in _TRANSLATED and isinstance(value, str) else _value(value)
        for key, value in vars(entry).items()
    }
    return entry.changed(**changes)


def _value(value: Any) -> Any:
    match value:
        case Entry():
            return _entry(value)
        case tuple():
            return tuple(map(_value, value))
        case dict():
            return {key: _value(inner) for key, inner in value.items()}
        case _:
            return value


def both(request: HandoutRequest) -> tuple[Document, Document]:
    """A handout composed in either language."""
    assets = Assets.find()
    style = assets.get(CSL_STYLE)
    assert style is not None
    documents = []
    for library in (load_library(assets), translated_library()):
        selection = select(library, request)
        references = format_references([s.csl() for s in selection.sources], style.read(), None)
        documents.append(compose(selection, library, assets, references, read_drawing))
    return documents[0], documents[1]


def faced(request: HandoutRequest) -> Document:
    """A handout in two languages."""
    return bilingual(*both(request), NAMES)
