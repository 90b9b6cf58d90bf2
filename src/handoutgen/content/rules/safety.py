"""Rules for what may hurt: hard news unasked for, and emergencies without a number."""

import re
from collections.abc import Iterator

from handoutgen.content.models import Comparison
from handoutgen.content.placeholders import NUMBER
from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.passages import headings, is_emergency, statements_of
from handoutgen.content.rules.rule import Rule
from handoutgen.content.section import CalloutBlock, Section
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
    "the box on page 1, an emergency callout or a section of kind `warning` without `{emergency}`",
    "write {emergency} where the number is to print.",
    "CDC Index 14: say how and whom to call. No country's number may be assumed.",
)
RULES = (SENSITIVE, NO_NUMBER)

_WORDS_BEFORE = 12


def sensitive(ground: Ground) -> Iterator[Problem]:
    """C040, in both wordings, in headings and in questions."""
    lists = ground.data.words
    words = "|".join(re.escape(w) for w in sorted(lists.sensitive, key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    not_people = frozenset(lists.not_people)
    seen: set[tuple[Location, str]] = set()
    for passages in (ground.plain, ground.detailed):
        for passage in passages:
            if passage.emergency or (passage.section is not None and passage.section.sensitive):
                continue
            for match in pattern.finditer(passage.text):
                before = re.findall(r"[\w-]+", passage.text[: match.start()].lower())
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
        if alert is not None and NUMBER not in alert.plain:
            yield NO_NUMBER.at(alert.location, f"the box on page 1 has no `{NUMBER}`")
    for comparison, section in ground.sections:
        for block in section.blocks:
            if isinstance(block, CalloutBlock) and is_emergency(block):
                texts = [block.heading, *(s.plain for s in statements_of(block))]
                if not any(NUMBER in text for text in texts):
                    message = f"the callout `{block.heading}` has no `{NUMBER}`"
                    yield NO_NUMBER.at(block.location, message)
        if section.kind == "warning" and NUMBER not in _whole(section, comparison):
            yield NO_NUMBER.at(section.location, f"the section `{section.id}` has no `{NUMBER}`")


def _whole(section: Section, comparison: Comparison) -> str:
    texts = [passage.text for passage in headings(comparison, section)]
    texts += [s.plain for block in section.blocks for s in statements_of(block) if s.plain]
    return " ".join(texts)
