"""Numbers in English text as values: digits or words, shares of a whole, and ranges."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ONES = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = _listed("twenty thirty forty fifty sixty seventy eighty ninety")
_WORDS: Mapping[str, int] = MappingProxyType(
    {word: value for value, word in enumerate(_ONES)}
    | {word: 20 + 10 * index for index, word in enumerate(_TENS)}
    | {
        f"{ten}-{one}": 20 + 10 * index + value
        for index, ten in enumerate(_TENS)
        for value, one in enumerate(_ONES[1:10], 1)
    }
    | {"dozen": 12, "twice": 2, "doubles": 2, "doubled": 2, "triples": 3, "tripled": 3}
)
_SCALES = MappingProxyType({"hundred": 100, "thousand": 1_000, "million": 1_000_000})
_DAYS = MappingProxyType(
    {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}
)
_SHARES = MappingProxyType(
    {"half": 50.0, "third": 100 / 3, "thirds": 200 / 3, "quarter": 25.0, "quarters": 75.0}
    | {"½": 50.0, "⅓": 100 / 3, "⅔": 200 / 3, "¼": 25.0, "¾": 75.0}
)

_WORD_NUMBER = "|".join(sorted(_WORDS, key=len, reverse=True))
# `a hundred` is as much as `one hundred`.
_A = r"a(?=\s+(?:hundred|thousand|million)\b)"
_N = rf"(?:{_A}|[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?|(?:{_WORD_NUMBER})\b)"
_TO = r"\s*(?:to|and|or|-|–|%\s*(?:to|-|–|and|or))\s*"
_HEDGE = re.compile(
    r"\b(?:about|around|nearly|almost|roughly|some|up to|close to|as many as|"
    r"(?:more|less|fewer) than|over|under|at least|at most)\s+(?:a\s+|an\s+|one\s+)?$"
)
_TOKEN = re.compile(
    rf"(?P<sign>[½⅓⅔¼¾])|(?<![a-z0-9_.])(?<![a-z]-)(?:"
    rf"(?P<low>{_N})(?:{_TO}(?P<high>{_N}))?\s*(?P<per>in|out of|of every|of(?=\s+[0-9]))\s+"
    rf"(?:every\s+)?(?P<whole>{_N})(?P<scale>\s+(?:hundred|thousand|million)\b)?"
    rf"|(?P<share>(?:\b(?:two|three)[ -])?\b(?:half|thirds?|quarters?))\b"
    rf"|(?P<from>{_N})(?:{_TO}(?P<till>{_N}))?(?P<percent>\s*%|\s*percent\b)?"
    rf"(?P<times>\s+(?:hundred|thousand|million)\b)?(?:[\s-]+(?P<unit>hour|day|week|month|year)s?\b)?"
    rf")(?![a-z0-9_]|[.,][0-9])"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: `value` is percent in a share, else a count; `days` in a time span."""

    text: str
    value: float
    share: bool
    start: int
    end: int
    hedged: bool = False
    step: float = 1.0
    """How finely it was told, in its own unit: 1 in 10 is told in steps of 10 percent."""
    days: float | None = None


def quantities(text: str) -> Iterator[Quantity]:
    """The numbers of a text in order. `one` counts only in `one in ten`, ordinals never do."""
    lower = text.lower().replace("**", "  ")
    for match in _TOKEN.finditer(lower):
        hedged = bool(_HEDGE.search(lower[: match.start()]))
        if match["per"]:
            yield from _out_of(match, hedged)
        elif match["share"] or match["sign"]:
            yield _share(match, lower, hedged)
        else:
            yield from _plain(match, hedged)


def _out_of(match: re.Match[str], hedged: bool) -> Iterator[Quantity]:
    whole = _value(match["whole"]) * _SCALES.get((match["scale"] or "").strip(), 1)
    for part in filter(None, (match["low"], match["high"])):
        if whole:
            share = 100 * _value(part) / whole
            yield Quantity(match.group(), share, True, *match.span(), hedged, 100 / whole)


def _share(match: re.Match[str], lower: str, hedged: bool) -> Quantity:
    name = match["sign"] or match["share"].split()[-1].split("-")[-1]
    value = _SHARES[name]
    return Quantity(match.group(), value, True, *match.span(), hedged, 10.0)


def _plain(match: re.Match[str], hedged: bool) -> Iterator[Quantity]:
    scale = _SCALES.get((match["times"] or "").strip(), 1)
    span = _DAYS.get(match["unit"] or "")
    percent = bool(match["percent"]) or "%" in match.group()
    for part in filter(None, (match["from"], match["till"])):
        if part == "one" and scale == 1:
            continue
        value = _value(part) * scale
        step = 5.0 if percent and value % 5 == 0 else 1.0
        days = value * span if span else None
        yield Quantity(match.group().strip(), value, percent, *match.span(), hedged, step, days)


def _value(number: str) -> float:
    if number == "a":
        return 1.0
    return float(_WORDS[number]) if number in _WORDS else float(number.replace(",", ""))


def agrees(told: Quantity, known: Quantity) -> bool:
    """Whether a known number supports the told one: the same, or the same once rounded.

    A time span may be told in another unit. A number that says `about` or the like may be rounded:
    a share to the step in which it is told, but by no more than a quarter, and a count by up to 5%.
    Other shares agree to half a percent, as 33% does with 1 in 3, small ones to a twentieth: 1 in
    300 is not 1 in 400.
    """
    if told.days is not None and known.days is not None:
        return abs(told.days - known.days) <= 0.05 * known.days
    if told.share != known.share:
        return False
    if told.share:
        step, part = (max(told.step / 2, 0.5), 0.25) if told.hedged else (0.5, 0.05)
        room = min(step, part * known.value)
    else:
        room = 0.05 * known.value if told.hedged else 0.0
    return abs(told.value - known.value) <= room + 1e-9


def ranges(known: list[Quantity]) -> Iterator[tuple[float, float]]:
    """The pairs of shares that one phrase gives as a range."""
    for low, high in pairwise(known):
        if low.share and high.share and low.start == high.start:
            yield low.value, high.value
