"""Runs every rule that looks at a loaded library."""

from collections.abc import Callable, Iterator
from itertools import chain

from handoutgen.content.rules.copying import copied
from handoutgen.content.rules.duplicates import duplicate
from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.limits import limits
from handoutgen.content.rules.numbers import bare, unsupported
from handoutgen.content.rules.reading_level import (
    SectionLevel,
    long_sentences,
    over_the_gate,
    section_levels,
)
from handoutgen.content.rules.safety import assumed, no_number, sensitive
from handoutgen.content.rules.sources import incomplete, old, retired, unused
from handoutgen.content.rules.style import style
from handoutgen.content.rules.terms import terms
from handoutgen.errors import Problem

CHECKS: tuple[Callable[[Ground], Iterator[Problem]], ...] = (
    *(unused, incomplete, old, retired),
    *(unsupported, bare),
    *(terms, style, limits),
    *(sensitive, no_number, assumed),
    *(duplicate, copied, long_sentences),
)


def check_content(ground: Ground) -> tuple[tuple[SectionLevel, ...], list[Problem]]:
    """The reading level of each section for patients, and every breach of a rule, each once."""
    levels = section_levels(ground)
    found = chain(over_the_gate(levels), *(check(ground) for check in CHECKS))
    return levels, list(dict.fromkeys(found))
