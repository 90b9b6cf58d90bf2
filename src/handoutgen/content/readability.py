"""Reading level of English text: Flesch-Kincaid, SMOG, fog and Dale-Chall, with their counts.

The caller hands over blocks (paragraph, list item, table cell), because a block end always ends a
sentence. Syllables come from a table of exceptions, then from a rule. The table is a read-only
mapping that `load_syllables` makes from text; this module opens no files.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import sqrt
from types import MappingProxyType

from handoutgen.content.familiar import dale_chall, is_name
from handoutgen.content.spoken import folded, listed, spoken

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


# --- sentences ---

_CITATION = re.compile(r"\[\^?[0-9]+(?:[,–-] ?\^?[0-9]+)*\]")
_OPENERS = "\"'“‘([{«*¿¡"
_CLOSERS = "\"'”’)]}»*"
_ENDS = (".", "!", "?", "…")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")  # U.S, a.m
_TITLES = listed("Dr Mr Mrs Ms Prof St vs cf approx")
_BEFORE_NUMBER = listed("no nos fig vol p pp ch sec")
_BEFORE_LETTER = listed("vitamin hepatitis influenza type group plan part option grade")
_STARTERS = listed(
    "a after all also an and any as ask at before but call do does each for from he here how i if "
    "in it its keep many most my no not on one only or our people she so some take talk tell "
    "that the their then there these they this to try we what when where who why with you your"
)


def split_sentences(text: str) -> tuple[str, ...]:
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
        if end < len(tokens) and _is_boundary(previous, _bare(token), tokens[end]):
            sentences.append(" ".join(tokens[start:end]))
            start = end
    return (*sentences, " ".join(tokens[start:])) if tokens else ()


def _bare(token: str) -> str:
    return _CITATION.sub("", token).rstrip(_CLOSERS)


def _is_boundary(previous: str, token: str, following: str) -> bool:
    """Whether a sentence ends at the token; `previous` is empty at the start of a sentence."""
    stem = token.rstrip("".join(_ENDS)).lstrip(_OPENERS)
    next_word = following.lstrip(_OPENERS).rstrip(_CLOSERS + ".,;:!?…")
    if next_word.islower() and next_word[0].isalpha():
        return False
    if not token.endswith(".") or token.endswith(".."):
        return True
    if stem in _TITLES or stem.lower() in ("e.g", "i.e"):
        return False
    if stem.lower() in _BEFORE_NUMBER and next_word[:1].isdigit():
        return False
    if not previous and (stem.isdigit() or len(stem) == 1):
        return False  # the number or letter of a list item, or an initial
    if _DOTTED.fullmatch(stem):
        return stem.lower() in ("a.m", "p.m") or next_word.lower() in _STARTERS
    if len(stem) == 1 and stem.isupper() and stem != "I":
        return previous.lower() in _BEFORE_LETTER or next_word.lower() in _STARTERS
    return True


# --- words ---

_BREAK = re.compile(r"[\s/—―…|]+|\.{2,}|--+")


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
    mask = _mask(masked)
    known = {folded(word).lower(): count for word, count in overrides.items()}
    sentences = [
        found
        for block in blocks
        for sentence in split_sentences(block)
        if (found := words(mask(sentence)))
    ]
    if not sentences:
        return ReadingLevel(0, 0, 0, 0, 0.0, None, 0.0, 0.0, 0)
    times = Counter(chain.from_iterable(sentences))
    counts = {word: syllables(word, table, known) for word in times}
    total, spoken = times.total(), sum(counts[word] * n for word, n in times.items())
    poly = sum(n for word, n in times.items() if counts[word] >= 3)
    hard = sum(_is_hard(word, counts[word], i) for s in sentences for i, word in enumerate(s))
    mean = total / len(sentences)
    return ReadingLevel(
        words=total,
        sentences=len(sentences),
        syllables=spoken,
        polysyllables=poly,
        flesch_kincaid=0.39 * mean + 11.8 * spoken / total - 15.59,
        smog=1.043 * sqrt(30 * poly / len(sentences)) + 3.1291 if len(sentences) >= 10 else None,
        fog=0.4 * (mean + 100 * hard / total),
        mean_sentence=mean,
        longest_sentence=max(map(len, sentences)),
        dale_chall=dale_chall(sentences, familiar) if familiar else None,
    )


def _is_hard(word: str, count: int, position: int) -> bool:
    """Whether fog counts the word: no names, compounds, or -ed, -es, -ing that make it long."""
    if count < 3 or "-" in word or is_name(word, position):
        return False
    ending = _ENDING.search(word.lower())
    return count - bool(ending) >= 3


def _mask(terms: Collection[str]) -> Callable[[str], str]:
    by_length = sorted(
        (term.split() for term in terms if term.split()), key=lambda t: -len(" ".join(t))
    )
    if not by_length:
        return str
    choices = "|".join(r"\s+".join(map(re.escape, term)) for term in by_length)
    pattern = re.compile(rf"(?<!\w)(?:{choices})(?:['’]s)?(?!\w)", re.IGNORECASE)
    return lambda sentence: pattern.sub("X", _unmarked(sentence))
