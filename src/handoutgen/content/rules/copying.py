"""Wording that was taken over from somebody else's text."""

from collections.abc import Iterator

from handoutgen.content.rules.duplicates import WORD
from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.passages import Passage
from handoutgen.content.rules.rule import Rule
from handoutgen.errors import Problem

LONGEST_RUN = 6

COPIED = Rule(
    "C045",
    "copied wording",
    "error",
    f"{LONGEST_RUN + 1} words or more in a row that also stand in a text of the folder given with "
    "`--corpus`",
    "say it in your own words.",
    "Facts are free, their wording is not: sources are cited, never copied.",
)
RULES = (COPIED,)


def copied(ground: Ground) -> Iterator[Problem]:
    """C045, once for each text that was copied into a passage, with the longest run of words."""
    if not ground.corpus:
        return
    grams: dict[tuple[str, ...], list[int]] = {}
    ours = [*ground.plain, *ground.detailed]
    ours = list({(p.entry.location, p.text): p for p in ours}.values())
    for index, passage in enumerate(ours):
        for gram in _grams(_words(passage.text)):
            grams.setdefault(gram, []).append(index)
    for name, text in sorted(ground.corpus.items()):
        hits: dict[int, set[tuple[str, ...]]] = {}
        for gram in _grams(_words(text)):
            for index in grams.get(gram, ()):
                hits.setdefault(index, set()).add(gram)
        for index, found in hits.items():
            yield _problem(ours[index], found, name)


def _problem(passage: Passage, found: set[tuple[str, ...]], name: str) -> Problem:
    words = _words(passage.text)
    best = (0, 0)
    start = 0
    for here in range(len(words)):
        run = here + LONGEST_RUN + 1
        if tuple(words[here:run]) not in found:
            start = here + 1
        elif run - start > best[1] - best[0]:
            best = (start, run)
    message = f"{best[1] - best[0]} words also stand in {name}: `{' '.join(words[slice(*best)])}`"
    return COPIED.at(passage.entry.location, message)


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("’", "'"))


def _grams(words: list[str]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words) - LONGEST_RUN):
        yield tuple(words[start : start + LONGEST_RUN + 1])
