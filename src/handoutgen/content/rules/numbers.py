"""Rules for numbers: what they rest on, and whether a reader can take them in."""

import re
from collections.abc import Iterator

from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.passages import Passage
from handoutgen.content.rules.quantities import Quantity, agrees, quantities, ranges
from handoutgen.content.rules.rule import Rule
from handoutgen.errors import Problem

UNSUPPORTED = Rule(
    "C024",
    "number without a fact",
    "error",
    "a number in a wording that none of the statement's facts contains; `1 in 10`, `10%` and "
    "`half` for `50%` are understood, and `about` allows rounding",
    "correct the number, or name the fact that it comes from.",
    "A wrong number harms more than a wrong word, and a machine can compare it.",
)
BARE = Rule(
    "C025",
    "bare number",
    "review",
    "a number in plain wording without a unit, a time span or an `out of` group; a share in "
    "percent",
    "say of what, in which time, or out of how many people: 1 in 10 people.",
    "PEMAT 6 and 7, CDC Index 15 to 17: natural frequencies with one denominator are understood "
    "best.",
)
RULES = (UNSUPPORTED, BARE)

_UNIT = re.compile(r"[\s*]*(?:°|or (?:older|over|more|younger|less|fewer)\b|([^\W\d_][\w'’-]*))")
_BEFORE = re.compile(r"([^\W\d_]+)[\s*:]*$")
_YEAR = re.compile(r"\b(?:in|since|from|to|until|by|of|and|before|after) (?:19|20)\d\d$")
# A number after one of these names something; it does not count or measure.
_NAMES = frozenset(
    (
        *("age", "aged", "ages", "call", "dial", "text", "phone", "type", "stage", "grade", "step"),
        *("part", "page", "number", "day", "days", "week", "weeks", "or"),
    )
)
_NOT_UNITS = frozenset(
    (
        *(
            "and",
            "or",
            "but",
            "to",
            "the",
            "a",
            "an",
            "in",
            "on",
            "at",
            "by",
            "for",
            "from",
            "with",
        ),
        *("of", "is", "are", "was", "were", "it", "they", "you", "this", "that", "if", "when"),
    )
)


def unsupported(ground: Ground) -> Iterator[Problem]:
    """C024. Silent where a fact is unknown (that is C072), and where a statement names none."""
    if ground.facts is None:
        return
    in_facts = {name: list(quantities(text)) for name, text in ground.facts.items()}
    for found in ground.told:
        names = found.statement.facts
        if not names or any(name not in in_facts for name in names):
            continue
        known = [in_facts[name] for name in names]
        conditions = len(found.comparison.conditions)
        for wording in ("plain", "detailed"):
            text = getattr(found.statement, wording)
            for quantity in _unsupported(text or "", known, conditions):
                message = f"`{quantity.text}` in `{wording}` is in none of {', '.join(names)}"
                yield UNSUPPORTED.at(found.statement.location, message)


def _unsupported(text: str, facts: list[list[Quantity]], conditions: int) -> Iterator[Quantity]:
    raw = {quantity.value for fact in facts for quantity in fact}
    for quantity in quantities(text):
        if _means_conditions(quantity, conditions):
            continue
        if not quantity.share and quantity.value in raw:
            continue
        if any(agrees(quantity, known) for fact in facts for known in fact):
            continue
        inside = (low <= quantity.value <= high for fact in facts for low, high in ranges(fact))
        if not (quantity.share and quantity.hedged and any(inside)):
            yield quantity


def bare(ground: Ground) -> Iterator[Problem]:
    """C025."""
    for passage in ground.plain:
        if passage.part in ("statement", "question") and passage.for_patients:
            yield from _bare(passage)


def _bare(passage: Passage) -> Iterator[Problem]:
    text, conditions = passage.text, len(passage.comparison.conditions)
    for quantity in quantities(text):
        if quantity.share:
            fine = "%" not in quantity.text and "percent" not in quantity.text
        else:
            fine = _means_conditions(quantity, conditions) or _has_unit(quantity, text)
        if not fine:
            message = f"`{quantity.text}` stands without a unit, a time span or an `out of` group"
            yield BARE.at(passage.entry.location, message)


def _has_unit(quantity: Quantity, text: str) -> bool:
    if quantity.days is not None or _YEAR.search(text[: quantity.end]):
        return True
    before = _BEFORE.search(text[: quantity.start])
    if before and before[1].lower() in _NAMES:
        return True
    after = _UNIT.match(text, quantity.end)
    return after is not None and (after[1] or "").lower() not in _NOT_UNITS


def _means_conditions(quantity: Quantity, conditions: int) -> bool:
    """Whether it may stand for the conditions, as in `all three`: told in a word, and as many."""
    in_words = not any(map(str.isdigit, quantity.text))
    return in_words and not quantity.share and quantity.value == conditions
