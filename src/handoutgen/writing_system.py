"""How a language is written: its script and its direction, from Unicode's CLDR as Babel has it."""

import unicodedata
from typing import NamedTuple

from handoutgen.language_tag import folder_of

_TURNED = frozenset(("R", "AL", "AN"))
"""Bidirectional classes of what is read from right to left (UAX #9, table 4)."""

_JOINERS = "\u200c\u200d"
"""They decide whether letters join (Unicode 16, 23.2), which some languages spell with."""

_ISOLATES, _END_OF_ISOLATE = "\u2066\u2067\u2068", "\u2069"
_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")

INVISIBLE = frozenset((*_JOINERS, *_ISOLATES, _END_OF_ISOLATE, "\u200e", "\u200f", "\u061c"))
"""Characters without a glyph that a text may have: what joins letters, and what says direction."""


class WritingSystem(NamedTuple):
    """A script by its code of four letters (ISO 15924), and whether lines start at the right."""

    script: str
    right_to_left: bool


def writing_system(language: str) -> WritingSystem:
    """How a language (BCP 47) is written; a language that CLDR does not know has script `Zyyy`."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global, parse_locale

    tag = folder_of(language)
    try:
        locale = Locale.parse(tag)
        found = parse_locale(tag)[2] or locale.script
        right_to_left = locale.text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return WritingSystem("Zyyy", False)
    if found is None:
        likely = get_global("likely_subtags")
        whole = likely.get(str(locale)) or likely.get(locale.language) or ""
        found = parse_locale(whole)[2] if whole else None
    return WritingSystem(found or "Zyyy", right_to_left)


def is_right_to_left(language: str, text: str) -> bool:
    """Whether a text in a language starts at the right.

    Only a text that has a letter of such a script is worth asking CLDR about.
    """
    return any(map(is_turned, set(text))) and writing_system(language).right_to_left


def is_turned(character: str) -> bool:
    """Whether a character is read from right to left."""
    return not character.isascii() and unicodedata.bidirectional(character) in _TURNED


def needs_shaping(character: str) -> bool:
    """Whether a character may need more than its own glyph beside the one before.

    So do all scripts without capital letters, their marks, and what has a direction: their letters
    join, move, stack, or are written without spaces. `ª` and `º` are Latin, and the marks that are
    called combining belong to scripts of which a font has most letters ready-made.
    """
    if character.isascii() or character in "ªº":
        return False
    if character in INVISIBLE or character in _CONTROLS or is_turned(character):
        return True
    kind = unicodedata.category(character)
    named = unicodedata.name(character, "")
    return kind in ("Lo", "Mn", "Mc", "Me") and not named.startswith("COMBINING ")


def misleading_controls(text: str) -> str:
    """The controls that make a text print in another order than it is read, else nothing.

    Overrides always do; so does whatever is opened and not closed, or closed and not opened
    (Unicode TR #36, 3.2). Embeddings are refused too, for isolates have taken their place
    (UAX #9, 2.7).
    """
    found = [c for c in text if c in "\u202a\u202b\u202c\u202d\u202e"]
    depth = 0
    for character in text:
        if character in _ISOLATES:
            depth += 1
        elif character == _END_OF_ISOLATE:
            depth -= 1
            if depth < 0:
                break
    if depth:
        found += [c for c in text if c in _ISOLATES or c == _END_OF_ISOLATE]
    return "".join(dict.fromkeys(found))
