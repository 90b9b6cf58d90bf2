"""What one handout prints as a library of its own, so that the rules for content see only that."""

from dataclasses import replace
from typing import Any

from handoutgen.content.entry import Entry, Wording
from handoutgen.content.glossary import TermFinder
from handoutgen.content.library import Library
from handoutgen.content.rules.passages import passages
from handoutgen.content.section import CellStatement, Wordings
from handoutgen.selection import Selection


def printed_library(selection: Selection, library: Library) -> Library:
    """Only what prints, with the wording that prints as the plain one, so that rules see it.

    The library is that which the selection was made from, in its language.
    """
    wording = selection.request.wording
    comparison = _in_wording(selection.comparison, wording).changed(
        title=selection.title,
        section=tuple(s.id for s in selection.sections),
        further=(),
    )
    narrow = replace(
        library,
        comparisons={comparison.id: comparison},
        sections={comparison.id: {s.id: _in_wording(s, wording) for s in selection.sections}},
    )
    texts = " \n ".join(passage.text for passage in passages(narrow))
    used = TermFinder.of(library.glossary.values()).used_in(texts)
    return replace(narrow, glossary={term.id: term for term in used})


def _in_wording(value: Any, wording: Wording) -> Any:
    match value:
        case CellStatement():
            return value.changed(plain=value.wording(wording) or None)
        case Wordings():
            return value.changed(plain=value.wording(wording))
        case Entry():
            fields = {name: getattr(value, name) for name in value.fields}
            changed = {name: _in_wording(inner, wording) for name, inner in fields.items()}
            return value.changed(**changed)
        case tuple():
            return tuple(_in_wording(inner, wording) for inner in value)
        case dict():
            return {key: _in_wording(inner, wording) for key, inner in value.items()}
        case _:
            return value
