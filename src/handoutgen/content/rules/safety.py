"""Rules for what may hurt: hard news unasked for, and emergencies without a number."""

import re
from collections.abc import Iterable, Iterator
from typing import get_args

from handoutgen.content.entry import Wording
from handoutgen.content.placeholders import NUMBER
from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.passages import headings, is_emergency, statements_of
from handoutgen.content.rules.rule import Rule
from handoutgen.content.section import CalloutBlock, Statement
from handoutgen.errors import Location, Problem

SENSITIVE = Rule(
    "C040",
    "sensitive text",
    "review",
    "words about death or how long people live in a section that is not marked `sensitive`; "
    "emergencies are excepted",
    "mark the section `sensitive: true`, move the text to one that is, or say it in other words.",
    "Patients differ in how much they want to know about outlook; it is theirs to ask for.",
)
NO_NUMBER = Rule(
    "C041",
    "emergency without a number",
    "error",
    "the box on page 1, an emergency callout or a section of kind `warning` without `{emergency}` "
    "in one of its wordings",
    "write {emergency} where the number is to print.",
    "CDC Index 14: say how and whom to call. No country's number may be assumed.",
)
ASSUMED = Rule(
    "C047",
    "number of one country",
    "error",
    "`call`, `dial` or the like with an emergency number of `data/locales.yaml`",
    "write {emergency}: the number of the reader's country is filled in.",
    "Where the number is another one, help comes late. No country's number may be assumed.",
)
RULES = (SENSITIVE, NO_NUMBER, ASSUMED)

_WORDS_BEFORE = 12
# How long people live, told in a number: `live 3 to 5 years`.
_LIVE = r"live[sd]?\s+(?:[a-z]+\s+){0,3}[0-9][\w ,–-]*?\s(?:years?|months?)"


def sensitive(ground: Ground) -> Iterator[Problem]:
    """C040, in both wordings, in headings and in questions."""
    lists = ground.data.words
    words = "|".join(re.escape(w) for w in sorted(lists.sensitive, key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{words}|{_LIVE})\b", re.IGNORECASE)
    not_people = frozenset(lists.not_people)
    seen: set[tuple[Location, str]] = set()
    for passages in (ground.plain, ground.detailed):
        for passage in passages:
            if passage.emergency or (passage.section is not None and passage.section.sensitive):
                continue
            for match in pattern.finditer(passage.text):
                sentence = re.split(r"[.!?]", passage.text[: match.start()].lower())[-1]
                before = re.findall(r"[\w-]+", sentence)
                found = (passage.entry.location, match.group().lower())
                if found in seen or not_people.intersection(before[-_WORDS_BEFORE:]):
                    continue
                seen.add(found)
                message = f"`{match.group()}` in a section that is not marked sensitive"
                yield SENSITIVE.at(passage.entry.location, message)


def no_number(ground: Ground) -> Iterator[Problem]:
    """C041."""
    for comparison in ground.library.comparisons.values():
        alert = comparison.alert
        if alert is not None:
            yield from _in_each_wording([alert], "", alert.location, "the box on page 1")
    for comparison, section in ground.sections:
        for block in section.blocks:
            if isinstance(block, CalloutBlock) and is_emergency(block):
                what = f"the callout `{block.heading}`"
                told = tuple(statements_of(block))
                yield from _in_each_wording(told, block.heading, block.location, what)
        if section.kind == "warning":
            heads = " ".join(passage.text for passage in headings(comparison, section))
            told = tuple(s for block in section.blocks for s in statements_of(block))
            yield from _in_each_wording(
                told, heads, section.location, f"the section `{section.id}`"
            )


def _in_each_wording(
    statements: Iterable[Statement], heading: str, place: Location, what: str
) -> Iterator[Problem]:
    """Nobody knows in advance which wording a clinic prints."""
    for wording in get_args(Wording):
        texts = [heading, *(statement.wording(wording) for statement in statements)]
        if not any(NUMBER in text for text in texts):
            inside = "" if wording == "plain" else f" in `{wording}`"
            yield NO_NUMBER.at(place, f"{what} has no `{NUMBER}`{inside}")
            return


def assumed(ground: Ground) -> Iterator[Problem]:
    """C047, in all that prints."""
    numbers = {
        number
        for locale in ground.library.locales.values()
        for number in re.findall(r"[0-9]{3}", locale.emergency)
    }
    if not numbers:
        return
    call = r"\b(?:call|calls|calling|dial|dialing|phone|ring|text|number)\b"
    pattern = re.compile(
        rf"{call}[^.!?0-9]{{0,25}}\b({'|'.join(sorted(numbers))})\b(?![\d-])", re.IGNORECASE
    )
    for passage in (*ground.plain, *ground.detailed):
        if match := pattern.search(passage.text.replace("**", "")):
            yield ASSUMED.at(
                passage.entry.location, f"`{match[1]}` is the number of some countries"
            )
