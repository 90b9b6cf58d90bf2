"""Rules for how the reader is spoken to."""

import re
from collections.abc import Iterable, Iterator

from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.rule import Rule
from handoutgen.errors import Problem

PASSIVE = Rule(
    "C030",
    "passive voice",
    "warning",
    "a form of `be` or `get` with a past participle in plain wording",
    "say who does it: `a nurse numbs the skin`.",
    "PEMAT 5, CDC Index 6: active voice. A list of words cannot tell every participle from an "
    "adjective, so it is a warning.",
)
DISTANT = Rule(
    "C031",
    "patients should",
    "warning",
    "patients, sufferers or people who `should` or `must`, where the reader is meant",
    "speak to the reader: `ask`, `call`, `you can`.",
    "PEMAT 21: the material addresses the reader directly.",
)
RULES = (PASSIVE, DISTANT)

_BETWEEN = (
    *("not", "also", "often", "most", "now", "then", "always", "never", "still", "already"),
    *("just", "sometimes"),
)
_BE = (
    r"(?:\b(?:am|is|are|was|were|be|been|being|gets?|got|getting|(?:is|are|was|were)n['’]t)"
    r"|(?<=\w)['’]re|\b(?:it|he|she|that|there|who|what)['’]s)"
)


def style(ground: Ground) -> Iterator[Problem]:
    """C030 and C031 in the plain wording for patients."""
    words = ground.data.words
    passive = re.compile(
        rf"{_BE}\s+(?:(?:{_any(_BETWEEN)}|[a-z]+ly)\s+)*"
        rf"(?!{_any(words.adjectives)}\b)((?:[a-z]{{2,}}ed|{_any(words.irregular_participles)})\b)",
        re.IGNORECASE,
    )
    distant = re.compile(
        rf"\b{_any(words.patient_words)}(?:\s+with\s+[\w-]+(?:\s+or\s+[\w-]+)?)?\s+"
        rf"{_any(words.duties)}\b",
        re.IGNORECASE,
    )
    for passage in ground.plain:
        if passage.part not in ("statement", "question") or not passage.for_patients:
            continue
        text = passage.text.replace("**", "")
        if match := passive.search(text):
            message = f"passive voice: `{match.group()}`"
            yield PASSIVE.at(passage.entry.location, message)
        if match := distant.search(text):
            message = f"`{match.group()}` speaks about the reader"
            yield DISTANT.at(passage.entry.location, message)


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
