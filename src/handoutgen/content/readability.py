"""Reading level of English text: Flesch-Kincaid, SMOG and Gunning fog, with the counts behind them.

The caller hands over blocks (paragraph, list item, table cell), because a block end always ends a
sentence. Syllables come from a table of exceptions, then from a rule. The table is a read-only
mapping that `load_syllables` makes from text; this module opens no files.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import sqrt
from types import MappingProxyType

_NO_COUNTS: Mapping[str, int] = MappingProxyType({})


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class ReadingLevel:
    """Counts and school grades (US) of one text.

    Sources: Kincaid et al. 1975 (Flesch-Kincaid); McLaughlin 1969 (SMOG); Gunning 1952 (fog).
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


# --- sentences ---

_CITATION = re.compile(r"\[\^?[0-9]+(?:[,–-] ?\^?[0-9]+)*\]")
_OPENERS = "\"'“‘([{«*¿¡"
_CLOSERS = "\"'”’)]}»*"
_ENDS = (".", "!", "?", "…")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")  # U.S, a.m
_TITLES = _listed("Dr Mr Mrs Ms Prof St vs cf approx")
_BEFORE_NUMBER = _listed("no nos fig vol p pp ch sec")
_BEFORE_LETTER = _listed("vitamin hepatitis influenza type group plan part option grade")
_STARTERS = _listed(
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


# --- words as spoken ---

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_BY_DIGIT = _listed("911 988 999 112 211 811")
_PHONE = re.compile(r"(?:\+?[0-9]{1,2}[-.])?(?:[0-9]{3}[-.])?[0-9]{3}[-.][0-9]{4}")
_PIECE = re.compile(
    r"(?P<number>[0-9]+(?:,[0-9]{3})*)(?P<ordinal>(?:st|nd|rd|th)(?![a-z]))?(?:s(?![a-z]))?"
    r"|(?P<to>(?<=[0-9%])[-–](?=[0-9$]))|(?P<point>\.[0-9]+)|(?P<sign>[%°$£€])"
    r"|(?P<letters>[^\W\d_]+(?:'[^\W\d_]+)*)"
)
_SIGNS = {"%": "percent", "°": "degrees", "$": "dollars", "£": "pounds", "€": "euros"}
_SPOKEN = {
    "dr": "doctor", "mr": "mister", "mrs": "misses", "ms": "miss", "prof": "professor",
    "vs": "versus", "st": "saint", "mg": "milligrams", "kg": "kilograms", "mcg": "micrograms",
    "μg": "micrograms", "ml": "milliliters", "cm": "centimeters",
    "mm": "millimeters", "lb": "pounds", "lbs": "pounds", "oz": "ounces", "etc": "etcetera",
}  # fmt: skip
_ACRONYMS = {"NSAID": ("n", "said"), "CPAP": ("see", "pap"), "BiPAP": ("bye", "pap"),
             "II": ("two",), "III": ("three",)}  # fmt: skip
_PLURAL_ACRONYM = re.compile(r"(?<=[A-Z])'?s$")
_SAID_AS_WORDS = _listed(
    "AIDS CAT COVID HIPAA LASIK NASA NICE PEG PET SARS "  # the rest: words in capitals for stress
    "ALL AND ANY ASK BEFORE CALL DAY DO DON'T EACH EVERY GET HELP IF IN IS KEEP MORE MUST NEVER NO "
    "NOT NOW OFF ON ONCE ONLY OR STOP TAKE THE TO TOO TWICE USE WHEN WITH YES YOU YOUR"
)


def _small_number(number: int) -> list[str]:
    if number < 20:
        return [_ONES[number]]
    if number < 100:
        return [_TENS[number // 10], *(_small_number(number % 10) if number % 10 else ())]
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            return [*_small_number(number // size), name, *(_small_number(rest) if rest else ())]
    raise AssertionError(number)


def _number(digits: str) -> list[str]:
    plain = digits.replace(",", "")
    if plain in _BY_DIGIT or len(plain) > 9 or (plain[0] == "0" and len(plain) > 1):
        return [_ONES[int(digit)] for digit in plain]
    century, rest = divmod(int(plain), 100)
    if len(digits) == 4 and (10 < century < 20 or (century == 20 and rest >= 10)):  # a year
        tail = _small_number(rest) if rest else ["hundred"]
        return [*_small_number(century), *(["oh"] if 0 < rest < 10 else ()), *tail]
    return _small_number(int(plain))


def _ordinal(spoken: list[str]) -> list[str]:
    last = {"one": "first", "two": "second", "three": "third"}.get(spoken[-1], spoken[-1])
    return [*spoken[:-1], last, *(["eth"] if last in _TENS else ())]


def _letters(piece: str) -> tuple[str, ...]:
    """A run of letters as spoken: `MRIs` letter by letter, `mg` in full, other words unchanged."""
    if piece in _ACRONYMS:
        return _ACRONYMS[piece]
    core = _PLURAL_ACRONYM.sub("", piece)
    capitals = sum(map(str.isupper, core))
    if capitals > 1 and len(core) <= 5 and core.isalpha() and core not in _SAID_AS_WORDS:
        is_name = core.startswith(("Mc", "Mac", "De", "La"))
        return (piece.lower(),) if is_name else tuple(core.lower())
    lower = piece.lower()
    return (_SPOKEN.get(lower, lower),)


def _folded(word: str) -> str:
    """The word without accents and with straight apostrophes, so that it meets the table."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(char for char in parts if not unicodedata.combining(char))


@lru_cache(maxsize=16_384)
def _spoken(word: str) -> tuple[str, ...]:
    word = _folded(word)
    if _PHONE.fullmatch(word):
        return tuple(_ONES[int(digit)] for digit in word if digit.isdigit())
    spoken: list[str] = []
    for match in _PIECE.finditer(word):
        if match["number"]:
            number = _number(match["number"])
            spoken += _ordinal(number) if match["ordinal"] else number
        elif match["point"]:
            spoken += ["point", *(_ONES[int(digit)] for digit in match["point"][1:])]
        elif match["letters"]:
            spoken += _letters(match["letters"])
        else:
            spoken.append("to" if match["to"] else _SIGNS[match["sign"]])
    return tuple(spoken)


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
            table[_folded(fields[0]).lower()] = int(fields[1])
    return MappingProxyType(table)


def syllables(
    word: str, table: Mapping[str, int], overrides: Mapping[str, int] = _NO_COUNTS
) -> int:
    """Syllables of one word as spoken, at least 1.

    The first that knows the word wins: `overrides` (lower-case keys, may be hyphenated or an
    acronym), letters and numerals as spoken, `table` (from `load_syllables`), the rule. A plural
    or possessive of a known word is known too.
    """
    if overrides and (known := _known(_folded(word).lower(), overrides)):
        return known
    return sum(_count(piece, table, overrides) for piece in _spoken(word)) or 1


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
) -> ReadingLevel:
    """The reading level of blocks of English text; leave headings out.

    `masked` terms (any case, whole words, plurals listed too) count as the one-syllable word X.
    `table` and `overrides` are as in `syllables`. Text without words gives zeros.
    """
    mask = _mask(masked)
    known = {_folded(word).lower(): count for word, count in overrides.items()}
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
    )


def _is_hard(word: str, count: int, position: int) -> bool:
    """Whether fog counts the word: no names, compounds, or -ed, -es, -ing that make it long."""
    if count < 3 or "-" in word or (position and word.istitle()):
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
