"""What has to be the same in both languages, whatever the words: a translation cannot change it.

Names of units come from CLDR (UTS 35, part 2: units), so that a new language needs no list here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from babel.units import format_unit


class Disagreement(NamedTuple):
    """A code, what differs, and what to do about it."""

    code: str
    message: str
    hint: str


_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
_SIGN = re.compile(r"\d[\s\u00a0]*(%|°[CF]|(?:mg|mcg|µg|g|kg|ml|mL|L|cm|mm|ft|lb|oz)\b)")
_DURATION = re.compile(r"\d[\s\u00a0]+(second|minute|hour|day|week|month|year)s?\b", re.IGNORECASE)
_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_SPELLED = {
    **{word: str(number) for number, word in enumerate(_SMALL)},
    **{"half": "2", "twice": "2", "once": "1", "first": "1", "second": "2", "third": "3"},
}
_EACH_NUMBER = (0, 1, 2, 3, 11, 100)
"""One of each plural category of CLDR: zero, one, two, few, many, other."""
_MARK = re.compile(r"\[\d+(?:[,–-]\s*\d+)*\]")


def disagreements(english: str, text: str, language: str) -> Iterator[Disagreement]:
    """L002 placeholders, L003 numbers and citation marks, L004 units, L010 bold."""
    if wrong := _differing(_PLACEHOLDER.findall(english), _PLACEHOLDER.findall(text)):
        hint = "copy words in braces as they are: they are filled when printing."
        yield Disagreement("L002", f"the placeholders differ: {wrong}", hint)
    if wrong := _numbers(english, text) or _differing(_MARK.findall(english), _MARK.findall(text)):
        hint = "write the same numbers in digits; only the order may change."
        yield Disagreement("L003", f"the numbers differ: {wrong}", hint)
    if wrong := _differing(_SIGN.findall(english), _SIGN.findall(text)) or _durations(
        english, text, language
    ):
        yield Disagreement("L004", f"the units differ: {wrong}", "keep each number's unit.")
    if english.count("**") != text.count("**"):
        hint = "put ** before and after the words that mean the same."
        yield Disagreement("L010", "bold differs", hint)


def _differing(ours: list[str], theirs: list[str]) -> str:
    left, right = Counter(ours), Counter(theirs)
    missing, added = left - right, right - left
    said = [f"`{word}` is missing" for word in missing] + [f"`{word}` is new" for word in added]
    return ", ".join(said)


def _numbers(english: str, text: str) -> str:
    """Numbers in digits. A number in words may become digits, not the other way round."""
    ours, theirs = _values(english), _values(text)
    missing, added = ours - theirs, theirs - ours
    spelled = Counter(_spelled(english))
    added -= spelled
    said = [f"{n} is missing" for n in missing] + [f"{n} is new" for n in added]
    return ", ".join(said)


def _values(text: str) -> Counter[str]:
    """The numbers, without the signs that stand between thousands and before decimals.

    3.5 and 3,5 are one number, and so are 1,000 and 1 000; 35 is another.
    """
    bare = _MARK.sub(" ", _PLACEHOLDER.sub(" ", text))
    return Counter(re.sub(r"[.,\u00a0\u202f]", "·", _grouped(n)) for n in _NUMBER.findall(bare))


def _grouped(number: str) -> str:
    return re.sub(r"(?<=\d)[.,\u00a0\u202f](?=\d{3}(?:\D|\Z))", "", number)


def _spelled(english: str) -> Iterator[str]:
    words = re.findall(r"[a-z]+", english.lower())
    yield from (_SPELLED[word] for word in words if word in _SPELLED)


def _durations(english: str, text: str, language: str) -> str:
    folded = text.casefold()
    for unit in dict.fromkeys(found.lower() for found in _DURATION.findall(english)):
        names = _names(unit, language)
        if names and not any(re.search(rf"\b{re.escape(n)}", folded) for n in names):
            return f"“{unit}” is {' or '.join(sorted(names))}, and neither is there"
    return ""


@lru_cache(maxsize=64)
def _names(unit: str, language: str) -> frozenset[str]:
    """A unit's names in every number of the grammar."""
    said = (format_unit(n, f"duration-{unit}", "long", locale=language) for n in _EACH_NUMBER)
    return frozenset(filter(None, (re.sub(r"[\W\d]+", " ", s).strip().casefold() for s in said)))
