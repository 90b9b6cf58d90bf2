"""How the reader is spoken to in another language than English, and which words say nothing.

English has its lists in `data/rules`. A language that is not in `STYLES` is left to people.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern
from types import MappingProxyType

from handoutgen.content.rules.spanish_style import (
    DISTANT,
    GENERIC_HEADINGS,
    NUMBER,
    PASSIVE,
    SHARE,
)
from handoutgen.language_tag import tag_of


@dataclass(frozen=True, slots=True)
class LanguageStyle:
    """What can be looked for in the texts of one language."""

    passive: Pattern[str]
    """A form of the passive voice; there may be others, which no list of words can find."""
    distant: Pattern[str]
    """Patients who have to do something, where the reader is meant."""
    number: Pattern[str]
    """A number, in digits or in words."""
    share: Pattern[str]
    """A chance: a part of a whole."""
    generic_headings: frozenset[str]
    """Headings, in lower case, that say nothing about what follows."""


STYLES: Mapping[str, LanguageStyle] = MappingProxyType(
    {"es": LanguageStyle(PASSIVE, DISTANT, NUMBER, SHARE, GENERIC_HEADINGS)}
)
"""By primary subtag (BCP 47), in lower case."""


def style_of(language: str) -> LanguageStyle | None:
    """The style of a language (BCP 47 or a locale's name); none where nothing is known of it."""
    return STYLES.get(tag_of(language).partition("-")[0].lower())
