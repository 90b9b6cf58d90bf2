"""The Dale-Chall score, from a list of words that nearly every child in grade 4 knows.

A list holds the plain forms. Their regular forms count as known too, as Dale and Chall ask (1948):
plurals and possessives, -ed and -ing, -er and -est, and -ly. So do numerals, single letters, and a
compound of known words. A list cannot tell `longer` from `worker`, so both are known. Names of
people and places are known, and a machine takes every capital inside a sentence for one; an acronym
is not.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from handoutgen.content.spoken import folded

_CLITIC = re.compile(r"(?:n't|'(?:ll|ve|re|d|m|s)|')$")
_NUMERAL = re.compile(r"[0-9.,:%°$£€+]+(?:(?:st|nd|rd|th|s)$)?")
_HYPHEN = re.compile(r"[-–]")
# What a regular form ends with, and what the plain form has in its place.
_ENDINGS = (
    *(("ies", "y"), ("ied", "y"), ("ier", "y"), ("iest", "y"), ("ily", "y"), ("ying", "ie")),
    *(("s", ""), ("es", ""), ("d", ""), ("ed", ""), ("r", ""), ("er", ""), ("st", "")),
    *(("est", ""), ("ing", ""), ("ing", "e"), ("ly", "")),
)
_DOUBLED = re.compile(r"([bdfglmnprt])\1$")


def load_familiar_words(text: str) -> frozenset[str]:
    """The words of a text, one in a line; `#` starts a comment.

    Raises ValueError, with the line, for a line of several words.
    """
    found: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        fields = line.partition("#")[0].split()
        if len(fields) > 1:
            raise ValueError(f"line {number}: expected one word, got {line!r}")
        found.update(folded(word).lower() for word in fields)
    return frozenset(found)


def dale_chall(sentences: Sequence[Sequence[str]], listed: Collection[str]) -> float:
    """The score of sentences, each a sequence of words; at least one word is needed.

    Up to 4.9 is grade 4 or below, 5 to 5.9 grades 5 and 6, and so on. Dale and Chall 1948.
    """
    words = sum(map(len, sentences))
    known = {w for w in {w for s in sentences for w in s} if is_familiar(w, listed)}
    hard = sum(w not in known and not is_name(w, i) for s in sentences for i, w in enumerate(s))
    percent = 100 * hard / words
    mean = words / len(sentences)
    return 0.1579 * percent + 0.0496 * mean + (3.6365 if percent > 5 else 0.0)


def is_name(word: str, position: int) -> bool:
    """Whether it has a capital that neither the start of the sentence nor an acronym explains."""
    return position > 0 and word[:1].isupper() and word[1:2].islower()


def is_familiar(word: str, listed: Collection[str]) -> bool:
    """Whether a word, in any case, is in the list or a regular form of a word that is."""
    plain = folded(word).lower()
    if plain in listed:
        return True
    return all(_is_known(piece, listed) for piece in _HYPHEN.split(plain) if piece)


def _is_known(piece: str, listed: Collection[str]) -> bool:
    letters = _NUMERAL.sub("", piece)
    if len(letters) < 2 or letters in listed:
        return True
    stem = _CLITIC.sub("", letters)
    return stem in listed or any(form in listed for form in _plain_forms(stem))


def _plain_forms(word: str) -> Iterator[str]:
    for ending, plain in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            yield stem + plain
            if ending in ("ed", "er", "est", "ing") and _DOUBLED.search(stem):
                yield stem[:-1]


def plain_forms_of(words: Iterable[str]) -> frozenset[str]:
    """The words to list so that all of these are familiar: no regular forms of other ones."""
    listed: set[str] = set()
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not is_familiar(word, listed):
            listed.add(word)
    return frozenset(listed)
