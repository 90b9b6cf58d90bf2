"""Characters that no text may hold: those that cannot print, and those that turn text around."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from handoutgen.content.entry import Entry
from handoutgen.errors import Problem
from handoutgen.said import Said, said
from handoutgen.writing_system import INVISIBLE, misleading_controls

_REFUSED = {
    "Cc": said("a control character"),
    "Cf": said("an invisible formatting character"),
    "Cs": said("half a character"),
    "Co": said("a private-use character"),
    "Cn": said("an unassigned character"),
}
_TURNS = said("a control that prints text in another order than it is read")
_SOFT = {"\u00ad", *INVISIBLE}


class RefusedCharacter(NamedTuple):
    """What a character is, how it is written in Unicode's charts, and what to do about it."""

    what: Said
    code: str
    hint: Said


def refused_characters(text: str, name: str, entry: Entry) -> Iterator[Problem]:
    """C014 for each character that would print as nothing, or turn the text around (UAX #9)."""
    for found in unprintable(text):
        what, code, hint = found
        message = said("`{key}` contains {what}, {code}", key=name, what=what, code=code)
        yield Problem("C014", message, entry.location, hint)


def unprintable(text: str) -> Iterator[RefusedCharacter]:
    """Each character, once, that would print as nothing, or turn the text around (UAX #9)."""
    if text.isascii() and text.isprintable():
        return
    misleading = misleading_controls(text)
    for character in sorted(set(text)):
        kind = _REFUSED.get(unicodedata.category(character))
        code = f"U+{ord(character):04X}"
        if character in misleading:
            hint = said("delete it; an isolate (U+2066 to U+2068) has to be closed with U+2069.")
            yield RefusedCharacter(_TURNS, code, hint)
        elif kind and character not in _SOFT:
            yield RefusedCharacter(kind, code, said("delete it, or write a word for it."))
