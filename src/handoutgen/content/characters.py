"""Characters that no text may hold: those that cannot print, and those that turn text around."""

import unicodedata
from collections.abc import Iterator

from handoutgen.content.entry import Entry
from handoutgen.errors import Problem
from handoutgen.writing_system import INVISIBLE, misleading_controls

_REFUSED = {
    "Cc": "a control character",
    "Cf": "an invisible formatting character",
    "Cs": "half a character",
    "Co": "a private-use character",
    "Cn": "an unassigned character",
}
_SOFT = {"\u00ad", *INVISIBLE}


def refused_characters(text: str, name: str, entry: Entry) -> Iterator[Problem]:
    """A problem for each kind of character that would print as nothing, or turn the text around
    (UAX #9).
    """
    if text.isascii() and text.isprintable():
        return
    misleading = misleading_controls(text)
    for character in sorted(set(text)):
        kind = _REFUSED.get(unicodedata.category(character))
        if character in misleading:
            controls = "a control that prints text in another order than it is read"
            message = f"`{name}` contains {controls}, U+{ord(character):04X}"
            hint = "delete it; an isolate (U+2066 to U+2068) has to be closed with U+2069."
            yield Problem("C014", message, entry.location, hint)
        elif kind and character not in _SOFT:
            message = f"`{name}` contains {kind}, U+{ord(character):04X}"
            yield Problem("C014", message, entry.location, "delete it, or write a word for it.")
