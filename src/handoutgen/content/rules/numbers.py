"""Rules for numbers: what they rest on, and whether a reader can take them in."""

import re
from collections.abc import Iterator

from handoutgen.content.figure import FigureEntry
from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.passages import Passage
from handoutgen.content.rules.quantities import Quantity, agrees, quantities, ranges
from handoutgen.content.rules.rule import Rule
from handoutgen.content.spoken import listed
from handoutgen.errors import Problem

UNSUPPORTED = Rule(
    "C024",
    "number without a fact",
    "error",
    "a number in a wording, or a share or time span under a figure, that none of its facts "
    "contains; `1 in 10`, `10%` and `half` for `50%` are understood, and `about` allows rounding",
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
_YEAR = re.compile(r"\b(?:in|since|from|to|until|by|of|and|before|after) (?:1[5-9]|20)\d\d$")
# A number after one of these names something; it does not count or measure.
_NAMES = listed(
    "age aged ages call dial text phone press type stage grade step part page number day days week "
    "weeks or"
)
_NOT_UNITS = listed(
    "and or but to the a an in on at by for from with of is are was were it they you this that if "
    "when get gets got have has had can may might will would should must do does did need needs go "
    "feel feels live lives help helps"
)
# `The two`, `all three`, `two diseases`: as many as the handout compares.
_THESE = re.compile(r"\b(?:the|these|those|all|both|any|each of the)[\s*]+$", re.IGNORECASE)
_COMPARED = re.compile(r"[\s*]+(?:diseases|conditions|illnesses|are|can|share)\b", re.IGNORECASE)


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
    for passage in ground.plain:
        figure = passage.entry
        if not isinstance(figure, FigureEntry) or not in_facts.keys() >= set(figure.facts):
            continue
        known = [in_facts[name] for name in figure.facts]
        for quantity in _unsupported(passage.text, known, len(passage.comparison.conditions)):
            if not quantity.share and quantity.days is None:
                continue  # such as the steps of a scale that the reader fills in
            rests = f"none of {', '.join(figure.facts)}" if figure.facts else "no fact"
            message = f"`{quantity.text}` under the figure `{figure.id}` is in {rests}"
            yield UNSUPPORTED.at(figure.location, message)


def _unsupported(text: str, facts: list[list[Quantity]], conditions: int) -> Iterator[Quantity]:
    # A count may stand for itself, whatever is counted, but 5 days are neither 5% nor 5 years.
    spans = {q.value for fact in facts for q in fact if not q.share}
    bare_counts = {q.value for fact in facts for q in fact if not q.share and q.days is None}
    for quantity in quantities(text):
        if _means_conditions(quantity, text, conditions):
            continue
        counts = spans if quantity.days is None else bare_counts
        if not quantity.share and quantity.value in counts:
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
            fine = _means_conditions(quantity, text, conditions) or _has_unit(quantity, text)
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


def _means_conditions(quantity: Quantity, text: str, conditions: int) -> bool:
    """Whether it stands for the conditions, as in `all three`: told in a word, and as many."""
    in_words = not any(map(str.isdigit, quantity.text))
    if not in_words or quantity.share or quantity.days or quantity.value != conditions:
        return False
    before, after = text[: quantity.start], text[quantity.end :]
    return bool(_THESE.search(before) or _COMPARED.match(after))
