"""Sentences and words of a text, in any language that puts spaces between words.

A block (paragraph, list item, table cell) is handed over alone, because its end always ends a
sentence. What a point means inside it depends on the language: `Points` says which points end
nothing.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from handoutgen.content.spoken import listed

_CITATION = re.compile(r"\[\^?[0-9]+(?:[,–-] ?\^?[0-9]+)*\]")
_OPENERS = "\"'“‘([{«*¿¡"
_CLOSERS = "\"'”’)]}»*"
_ENDS = (".", "!", "?", "…")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")  # U.S, a.m
_BREAK = re.compile(r"[\s/—―…|]+|\.{2,}|--+")


@dataclass(frozen=True, slots=True)
class Points:
    """What a language writes with a point that need not end a sentence."""

    titles: frozenset[str]
    """As written; a capital follows them inside a sentence."""
    before_number: frozenset[str]
    """In lower case; a point before a number ends nothing."""
    before_letter: frozenset[str]
    """In lower case; a single capital after them may end a sentence."""
    starters: frozenset[str]
    """In lower case; words that start a new sentence after an initial."""
    inside: frozenset[str] = frozenset()
    """In lower case; abbreviations that never end a sentence."""
    after: frozenset[str] = frozenset()
    """In lower case; dotted abbreviations that may end one."""
    word_of_one_capital: str = ""
    """The letter that is a word in capitals, as I is."""


ENGLISH = Points(
    titles=listed("Dr Mr Mrs Ms Prof St vs cf approx"),
    before_number=listed("no nos fig vol p pp ch sec"),
    before_letter=listed("vitamin hepatitis influenza type group plan part option grade"),
    starters=listed(
        "a after all also an and any as ask at before but call do does each for from he here how "
        "i if in it its keep many most my no not on one only or our people she so some take talk "
        "tell that the their then there these they this to try we what when where who why with "
        "you your"
    ),
    inside=listed("e.g i.e"),
    after=listed("a.m p.m"),
    word_of_one_capital="I",
)


def split_sentences(text: str, points: Points = ENGLISH) -> tuple[str, ...]:
    """The sentences of one block, in order; joined by spaces they give the text back.

    A citation such as [2] after the full stop stays with its sentence. White space is collapsed.
    """
    joined = _CITATION.sub(lambda mark: mark[0].replace(" ", ""), " ".join(text.split()))
    tokens = joined.split()
    sentences: list[str] = []
    start = 0
    for here, token in enumerate(tokens):
        end = here + 1
        if here < start or token[-1].isalnum() or not _bare(token).endswith(_ENDS):
            continue
        while end < len(tokens) and _CITATION.fullmatch(tokens[end]):
            end += 1
        previous = tokens[here - 1] if here > start else ""
        if end < len(tokens) and _is_boundary(previous, _bare(token), tokens[end], points):
            sentences.append(" ".join(tokens[start:end]))
            start = end
    return (*sentences, " ".join(tokens[start:])) if tokens else ()


def _bare(token: str) -> str:
    return _CITATION.sub("", token).rstrip(_CLOSERS)


def _is_boundary(previous: str, token: str, following: str, points: Points) -> bool:
    """Whether a sentence ends at the token; `previous` is empty at the start of a sentence."""
    stem = token.rstrip("".join(_ENDS)).lstrip(_OPENERS)
    next_word = following.lstrip(_OPENERS).rstrip(_CLOSERS + ".,;:!?…")
    if next_word.islower() and next_word[0].isalpha():
        return False
    if not token.endswith(".") or token.endswith(".."):
        return True
    if stem in points.titles or stem.lower() in points.inside:
        return False
    if stem.lower() in points.before_number and next_word[:1].isdigit():
        return False
    if not previous and (stem.isdigit() or len(stem) == 1):
        return False  # the number or letter of a list item, or an initial
    if _DOTTED.fullmatch(stem):
        return stem.lower() in points.after or next_word.lower() in points.starters
    if len(stem) == 1 and stem.isupper() and stem != points.word_of_one_capital:
        return previous.lower() in points.before_letter or next_word.lower() in points.starters
    return True


def words(sentence: str) -> tuple[str, ...]:
    """The words of a sentence without marks and citations; a hyphenated word is one word."""
    stripped = map(_stripped, _BREAK.split(_unmarked(sentence)))
    return tuple(word for word in stripped if word)


def _stripped(token: str) -> str:
    """The token without punctuation at its edges; empty when it has no letter or digit."""
    if token.isalnum():
        return token
    kept = [i for i, char in enumerate(token) if char.isalnum()]
    if not kept:
        return ""
    first, last = kept[0], kept[-1] + 1
    first -= token[:first].endswith(("$", "£", "€"))
    return token[first : last + token[last:].startswith(("%", "°"))]


def _unmarked(sentence: str) -> str:
    return _CITATION.sub(" ", sentence).replace("**", "").replace("(s)", "s")


def mask(terms: Collection[str], stand_in: str) -> Callable[[str], str]:
    """What puts one word for each of these terms: any case, whole words, the longest first."""
    by_length = sorted(
        (term.split() for term in terms if term.split()), key=lambda t: -len(" ".join(t))
    )
    if not by_length:
        return str
    choices = "|".join(r"\s+".join(map(re.escape, term)) for term in by_length)
    pattern = re.compile(rf"(?<!\w)(?:{choices})(?:['’]s)?(?!\w)", re.IGNORECASE)
    return lambda sentence: pattern.sub(stand_in, _unmarked(sentence))
