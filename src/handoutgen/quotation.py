"""Which claims the words on a page come from, whatever printing did to them.

Line breaks, case, citation marks and definitions in brackets do not matter; words may be
missing at either end, and a few may differ.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from handoutgen.content.claims import Claim, claims
from handoutgen.content.library import Library
from handoutgen.errors import HandoutError, Problem
from handoutgen.said import said

GOOD = 0.7
"""The share of words that has to be found, in order."""

BESIDE_BEST = 0.15
"""How far behind the best match another one may be."""

_WORTH_COMPARING = 0.4
_SHORTEST_WHOLE = 4
"""Words that a claim needs so that finding it inside a longer quotation says something."""

_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[⁰¹²³⁴-⁹]+(?:[,–-][⁰¹²³⁴-⁹]+)*|\[\d+(?:[,–-]\s?\d+)*\]")
_MARKS_AS_DIGITS = re.compile(r"(?<=[.!?])\s?\d{1,3}(?:[,–-]\s?\d{1,3})*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Match:
    """A claim, how much of the words it explains (0 to 1), and how much of it they are."""

    claim: Claim
    score: float
    likeness: float


def find(words: str, library: Library) -> tuple[Match, ...]:
    """The claims with this id, else those with these words, best first.

    Raises HandoutError S006, with the closest, when nothing is found.
    """
    every = tuple(claims(library))
    named = tuple(Match(claim, 1.0, 1.0) for claim in every if claim.id == words.strip())
    if named:
        return named
    quotations = _quotations(words)
    numbers = (
        library.words.emergency_number,
        *(locale.emergency for locale in library.locales.values()),
    )
    matches = sorted(
        (_match(claim, quotations, numbers) for claim in every if quotations),
        key=lambda match: (-match.score, -match.likeness),
    )
    best = matches[0] if matches else None
    if best is None or best.score < GOOD:
        raise HandoutError([_nothing(words, best, every)])
    least = max(GOOD, best.score - BESIDE_BEST)
    return tuple(match for match in matches if match.score >= least)


def _nothing(words: str, best: Match | None, every: Iterable[Claim]) -> Problem:
    shown = " ".join(words.split())[:60]
    close = get_close_matches(words.strip(), {claim.id for claim in every}, n=1, cutoff=0.6)
    nearest = close[0] if close else best.claim.id if best and best.score else ""
    hint = (
        said("the closest is {name}.", name=nearest)
        if nearest
        else said("give an id, or words as they are printed; --language finds translated ones.")
    )
    message = said("nothing has the id or the words `{words}`", words=shown)
    return Problem("S006", message, hint=hint)


def _match(claim: Claim, quotations: list[list[str]], numbers: tuple[str, ...]) -> Match:
    score = likeness = 0.0
    for text in _as_printed(claim, numbers):
        known = set(text)
        matcher = SequenceMatcher(None, b=text, autojunk=False)
        for quotation in quotations:
            # Comparing in order is slow: only where enough words are there in any order.
            shared = sum(word in known for word in quotation)
            if shared < _WORTH_COMPARING * min(len(quotation), len(text)):
                continue
            matcher.set_seq1(quotation)
            common = sum(block.size for block in matcher.get_matching_blocks())
            whole = common / len(text) if len(text) >= _SHORTEST_WHOLE else 0.0
            # A claim inside a longer quotation is a good match, but not the best one.
            found = max(common / len(quotation), whole * 0.95)
            ratio = 2 * common / (len(quotation) + len(text))
            if (found, ratio) > (score, likeness):
                score, likeness = found, ratio
    return Match(claim, score, likeness)


def _as_printed(claim: Claim, numbers: tuple[str, ...]) -> Iterator[list[str]]:
    for text in claim.texts():
        for printed in (
            [text.replace("{emergency}", number) for number in numbers]
            if "{emergency}" in text
            else [text]
        ):
            for label in ("", claim.label) if claim.label else ("",):
                words = f"{label} {printed}"
                variants = (_words(words), _words(_BRACKETS.sub(" ", words)))
                yield from (v for i, v in enumerate(variants) if v and v not in variants[:i])


def _quotations(words: str) -> list[list[str]]:
    """The words as typed, without brackets, and without digits that may be citation marks."""
    marked = _MARKS.sub(" ", words)
    texts = [marked, _MARKS_AS_DIGITS.sub(" ", marked)]
    texts += [_BRACKETS.sub(" ", text) for text in texts]
    found: list[list[str]] = []
    for text in texts:
        split = _words(text)
        if split and split not in found:
            found.append(split)
    return found


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    return _WORD.findall(plain.replace("'", "").replace("’", ""))
