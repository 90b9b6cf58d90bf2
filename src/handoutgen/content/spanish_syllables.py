"""Syllables of Spanish words by the rules of spelling; a word needs no list.

The rules are those of the *Ortografía de la lengua española* (RAE and ASALE 2010) for diphthongs
and hiatus, which hold whatever a reader's own accent makes of a word: two open vowels are two
syllables, a closed vowel without an accent joins its neighbour (`guion` is one syllable), an
accent on a closed vowel beside an open one parts them (`día`), two different closed vowels are one
syllable (`cuídate`), two equal vowels are two, and an h between vowels changes nothing
(`prohibir`).
"""

import re
import unicodedata
from functools import lru_cache

from handoutgen.content.spanish_spoken import spoken_in_spanish

_SILENT = re.compile(r"(?<=[aeiouáéíóúü])h(?=[aeiouáéíóúü])|(?<=[gq])u(?=[eiéí])")
_Y = re.compile(r"y(?![aeiouáéíóúü])")
_RUN = re.compile(r"[aeiouáéíóúü]+")
_OPEN = re.compile(r"[aeoáéóíú]")
_TWICE = re.compile(r"[ií](?=[ií])|[uúü](?=[uúü])")
_KEPT = "áéíóúüñ"


def spanish_syllables(word: str) -> int:
    """Syllables of one word as spoken, numerals and acronyms included; at least 1."""
    return sum(map(_by_rule, spoken_in_spanish(word))) or 1


@lru_cache(maxsize=16_384)
def _by_rule(piece: str) -> int:
    """Syllables of a run of letters; at least 1."""
    plain = _Y.sub("i", _SILENT.sub("", _spelled_in_spanish(piece)))
    return sum(_in_run(run) for run in _RUN.findall(plain)) or 1


def _in_run(vowels: str) -> int:
    """Syllables in vowels that stand together: one for each open or accented one."""
    return max(1, len(_OPEN.findall(vowels))) + len(_TWICE.findall(vowels))


def _spelled_in_spanish(piece: str) -> str:
    """In lower case, without accents that Spanish does not write."""
    composed = unicodedata.normalize("NFC", piece.lower())
    if composed.isascii():
        return composed
    return "".join(char if char in _KEPT else _bare(char) for char in composed)


def _bare(char: str) -> str:
    return unicodedata.normalize("NFD", char)[0]
