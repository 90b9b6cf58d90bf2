"""Reading level of English text: Flesch-Kincaid, SMOG, fog and Dale-Chall, with their counts.

The caller hands over blocks (paragraph, list item, table cell). Syllables come from a table of
exceptions, then from a rule. The table is a read-only mapping that `load_syllables` makes from
text; this module opens no files.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from handoutgen.content.familiar import dale_chall, is_name
from handoutgen.content.sentences import ENGLISH
from handoutgen.content.spoken import folded, spoken
from handoutgen.content.text_counts import count_text

_NO_COUNTS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReadingLevel:
    """Counts and school grades (US) of one text.

    Sources: Kincaid et al. 1975 (Flesch-Kincaid); McLaughlin 1969 (SMOG); Gunning 1952 (fog);
    Dale and Chall 1948.
    """

    words: int
    sentences: int
    syllables: int
    polysyllables: int
    """Words of three syllables or more, names and numerals included, as SMOG counts them."""
    flesch_kincaid: float
    smog: float | None
    """None below 10 sentences; only valid from 30 sentences on."""
    fog: float
    mean_sentence: float
    """Words in a sentence, on average."""
    longest_sentence: int
    """Words in the longest sentence."""
    dale_chall: float | None = None
    """A score, not a grade: up to 4.9 is grade 4 or below. None without a list of known words."""


# --- syllables ---

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?<=[^aeiouylrmt])e$|(?<=[aeiouyrl][lr])e$|(?<=[aeiouym]m)e$|(?<=[aeiouy]t)e$"
    r"|(?<=[^aeiouyn]t)e$|(?<=[rlgsh]m)e$|(?<=[gq])ue$"
    r"|(?<=[^aeiouylscgxzh])es$|(?<=[aeiouyrl]l)es$|(?<=[ptg]h)es$|(?<=[gq])ues$"
    r"|(?<=[^aeiouytdl])ed$(?<!dred)|(?<=[aeiouylr]l)ed$"
    r"|(?<=[aeiouy][^aeiouy])e(?=(?:ly|ments?|ness|less|ful|fully|lessly|man|men|land|wood|side)$)"
    r"|(?<=^for)e(?=.)|(?<=^(?:hom|sid|lif|tim|nin))e(?=[^r])|(?<=^som)e(?=.)|(?<=^car)e(?=[tfgl])"
    r"|(?<=ic)a(?=lly$)|(?<=on)a(?=lly$)|^ey(?=e)"
)
_APART = re.compile(
    r"(?<![ctgs])i(?=a)|(?<=[cst])i(?=a(?:t|n?o|c))|^m(?=c)"
    r"|i(?=o(?:$|s$|[ltpmdcrxg]|ve))|(?<=r)i(?=o)|i(?=er$|ers$|est$|et|en[tc])(?<!fici)"
    r"|(?<!q)(?<!qu)i(?=u)|(?<![cg])e(?=o)|^ge(?=o)|e(?=as?$|ing$)|(?<=cr)e(?=at)"
    r"|(?<=^r)e(?=[aeiu](?!d$|ch|s[^s]))|s(?=ms?$)"
    r"|(?<=[aeou])y(?=[aioe])(?!ed$)|(?<=[^aeiou])y(?=ing)|i(?=y)|(?<=[tndlr])u(?=a)"
    r"|o(?=as?$|ing|e[rt]$)|(?<![gq])u(?=ou|e[tn]|ity|ing$|o$)|[aeio](?=is[mt]s?$)|au(?=er)"
)
_HISSING = re.compile(r"(?:[sxz]|[cs]h|[cgsz]e)$")
_CLITIC = re.compile(r"(?:n't|'(?:ll|ve|re|d|m|s))$")
_SOUNDED = re.compile(r"(?:(?<=[dst])|(?<=have))n't$|(?<=[bcdfgkmnpstvxz])'(?:ll|ve|re|d)$")
_ENDING = re.compile(r"(?:[td]ed|(?:[sxzcg]|[cs]h)es|ing)$")


def load_syllables(texts: Iterable[str]) -> Mapping[str, int]:
    """The table in texts of lines `word count`; a later text wins, `#` starts a comment.

    Raises ValueError, with the line, for anything else. Counts are syllables, at least 1.
    """
    table: dict[str, int] = {}
    for text in texts:
        for number, line in enumerate(text.splitlines(), start=1):
            fields = line.partition("#")[0].split()
            if not fields:
                continue
            if len(fields) != 2 or not fields[1].isdecimal() or int(fields[1]) < 1:
                raise ValueError(f"line {number}: expected a word and its syllables, got {line!r}")
            table[folded(fields[0]).lower()] = int(fields[1])
    return MappingProxyType(table)


def syllables(
    word: str, table: Mapping[str, int], overrides: Mapping[str, int] = _NO_COUNTS
) -> int:
    """Syllables of one word as spoken, at least 1.

    The first that knows the word wins: `overrides` (lower-case keys, may be hyphenated or an
    acronym), letters and numerals as spoken, `table` (from `load_syllables`), the rule. A plural
    or possessive of a known word is known too.
    """
    if overrides and (known := _known(folded(word).lower(), overrides)):
        return known
    return sum(_count(piece, table, overrides) for piece in spoken(word)) or 1


def _count(piece: str, table: Mapping[str, int], overrides: Mapping[str, int]) -> int:
    stem, extra = (piece, 0) if "'" not in piece else _uncontracted(piece)
    known = _known(stem, overrides) if overrides else 0
    return (known or _known(stem, table) or _rule(stem)) + extra


def _uncontracted(piece: str) -> tuple[str, int]:
    """The word before n't, 's, 'll and the like, and the syllable that the ending adds, if any."""
    ending = _CLITIC.search(piece)
    if not ending:
        return piece, 0
    stem = piece[: ending.start()]
    return stem, bool(_HISSING.search(stem) if ending[0] == "'s" else _SOUNDED.search(piece))


def _known(key: str, table: Mapping[str, int]) -> int:
    """The count from the table, also by way of the singular; 0 when unknown."""
    if key in table or not key.endswith("s"):
        return table.get(key, 0)
    if key[:-1] in table:
        return table[key[:-1]] + bool(_HISSING.search(key[:-1]))
    return table[key[:-2]] + 1 if key[:-2] in table and _HISSING.search(key[:-2]) else 0


@lru_cache(maxsize=16_384)
def _rule(piece: str) -> int:
    """Syllables by spelling: groups of vowels, plus pairs said apart, minus silent ones."""
    if len(piece) == 1:
        return 3 if piece == "w" else 1
    groups = len(_VOWELS.findall(piece))
    if not groups:  # cannot be said, so it is spelled out
        return sum(_rule(letter) for letter in piece)
    return max(1, groups + len(_APART.findall(piece)) - len(_SILENT.findall(piece)))


# --- measures ---


def measure(
    blocks: Iterable[str],
    table: Mapping[str, int],
    *,
    masked: Collection[str] = (),
    overrides: Mapping[str, int] = _NO_COUNTS,
    familiar: Collection[str] = (),
) -> ReadingLevel:
    """The reading level of blocks of English text; leave headings out.

    `masked` terms (any case, whole words, plurals listed too) count as the one-syllable word X.
    `table` and `overrides` are as in `syllables`; `familiar` has the words that Dale-Chall counts
    as known. Text without words gives zeros.
    """
    known = {folded(word).lower(): count for word, count in overrides.items()}
    text = count_text(
        blocks,
        lambda word: syllables(word, table, known),
        ENGLISH,
        masked=masked,
        stand_in="X",
    )
    counts = text.counts
    if not text.sentences:
        return ReadingLevel(0, 0, 0, 0, 0.0, None, 0.0, 0.0, 0)
    hard = sum(_is_hard(w, text.syllables[w], i) for s in text.sentences for i, w in enumerate(s))
    mean = counts.mean_sentence
    return ReadingLevel(
        words=counts.words,
        sentences=counts.sentences,
        syllables=counts.syllables,
        polysyllables=counts.polysyllables,
        flesch_kincaid=0.39 * mean + 11.8 * counts.syllables / counts.words - 15.59,
        smog=counts.smog,
        fog=0.4 * (mean + 100 * hard / counts.words),
        mean_sentence=mean,
        longest_sentence=counts.longest_sentence,
        dale_chall=dale_chall(text.sentences, familiar) if familiar else None,
    )


def _is_hard(word: str, count: int, position: int) -> bool:
    """Whether fog counts the word: no names, compounds, or -ed, -es, -ing that make it long."""
    if count < 3 or "-" in word or is_name(word, position):
        return False
    ending = _ENDING.search(word.lower())
    return count - bool(ending) >= 3
