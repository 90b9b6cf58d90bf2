"""The order of words in a list, as dictionaries of a language have it."""

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

Order = Callable[[str], tuple[str, str]]

_LETTERS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        # A letter of its own after n (Real Academia Española, Ortografía, 2010).
        "es": {"\u00f1": "n\uffff"},
        "vi": {"\u0103": "a\uffff", "\u00e2": "a\uffff\uffff", "\u0111": "d\uffff"}
        | {"\u00ea": "e\uffff", "\u00f4": "o\uffff", "\u01a1": "o\uffff\uffff"}
        | {"\u01b0": "u\uffff"},
    }
)


def alphabetical(language: str) -> Order:
    """A key to sort by: letters first, accents only where letters are the same.

    Which letters count as letters of their own depends on the language.
    """
    own = _LETTERS.get(language.split("_")[0].split("-")[0], {})

    def key(word: str) -> tuple[str, str]:
        folded = unicodedata.normalize("NFC", word.casefold())
        return "".join(own.get(letter) or _bare(letter) for letter in folded), folded

    return key


def _bare(letter: str) -> str:
    pieces = unicodedata.normalize("NFD", letter)
    return "".join(p for p in pieces if not unicodedata.combining(p)) or letter
