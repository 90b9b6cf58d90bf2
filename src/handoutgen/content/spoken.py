"""Words as they are said aloud: numerals in words, letters one by one, accents dropped.

Numerals count as spoken (McLaughlin 1969), so that `1,200` is as long as a reader finds it.
"""

import re
import unicodedata
from functools import lru_cache


def listed(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_BY_DIGIT = listed("911 988 999 112 211 811")
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
_SAID_AS_WORDS = listed(
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


def folded(word: str) -> str:
    """The word without accents and with straight apostrophes, so that it meets the table."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(char for char in parts if not unicodedata.combining(char))


@lru_cache(maxsize=16_384)
def spoken(word: str) -> tuple[str, ...]:
    word = folded(word)
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
