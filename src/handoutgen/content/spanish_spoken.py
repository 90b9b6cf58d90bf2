"""Spanish words as they are said aloud: numerals in words, acronyms by the names of their letters.

Numerals count as spoken (McLaughlin 1969). An acronym is spelled with the names of the letters,
unless it is read as a word, as `ELA` is (RAE, *Ortografía de la lengua española*, 2010, V 3.3.2:
what fits the patterns of Spanish syllables may be read so; usage decides). Letters have the names
that the Academies recommend (I 5.4.3), w the one of the Americas.
"""

import re
import unicodedata
from functools import lru_cache
from types import MappingProxyType

from handoutgen.content.spoken import listed

_ONES = (
    *("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
    *("once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho"),
    *("diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro"),
    *("veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"),
)
_TENS = (
    *("", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"),
)
_HUNDREDS = (
    *("", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos"),
    *("setecientos", "ochocientos", "novecientos"),
)
_ORDINALS = (
    *("", "primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo"),
    *("noveno", "décimo"),
)
_MOST_DIGITS = 9
_BY_DIGIT = listed("911 988 999 112 211 811")
_PHONE = re.compile(r"(?:\+?[0-9]{1,3}[-.])?(?:[0-9]{3}[-.])?[0-9]{3}[-.][0-9]{4}")
_PIECE = re.compile(
    r"(?P<number>(?!0)[0-9]{1,3}(?:[.,][0-9]{3})+(?![0-9])|[0-9]+)"
    r"(?P<ordinal>\.?(?:[ºª]|(?:er|ro|ra|do|da|to|ta|mo|ma|vo|va|no|na)(?![^\W\d_])))?"
    r"|(?P<point>(?<=[0-9])[.,](?=[0-9]))|(?P<to>(?<=[0-9%])[-–](?=[0-9$]))|(?P<sign>[%°$£€])"
    r"|(?P<issue>[nN]\.?[ºª])|(?P<letters>[^\W\d_]+)"
)
_SIGNS = MappingProxyType(
    {
        "%": ("por", "ciento"),
        "°": ("grados",),
        "$": ("dólares",),
        "£": ("libras",),
        "€": ("euros",),
    }
)
_SPOKEN = MappingProxyType(
    {
        "dr": "doctor", "dra": "doctora", "sr": "señor", "sra": "señora", "ud": "usted",
        "uds": "ustedes", "mg": "miligramos", "kg": "kilogramos", "mcg": "microgramos",
        "μg": "microgramos", "g": "gramos", "ml": "mililitros", "cm": "centímetros",
        "mm": "milímetros", "h": "horas", "etc": "etcétera", "vs": "versus", "pág": "página",
        "págs": "páginas", "núm": "número", "aprox": "aproximadamente", "tel": "teléfono",
        "ej": "ejemplo",
    }
)  # fmt: skip
_ACRONYMS = MappingProxyType(
    {
        "EE": ("estados",), "UU": ("unidos",), "EEUU": ("estados", "unidos"), "II": ("dos",),

        "III": ("tres",), "IV": ("cuatro",), "CPAP": ("ce", "pap"),
    }
)  # fmt: skip
_SAID_AS_WORDS = listed(
    "COVID ELA NASA ONU PEG PET SARS SIDA TAC UCI "  # the rest: words in capitals for stress
    "ANTES BUSQUE CADA DE DEJE EL EN ES ESTO LA LAS LLAME LO LOS MÁS NI NO NUNCA O PIDA SI SÍ SIN "
    "SOLO TODA TODAS TODO TODOS TOME UN UNA USE VAYA Y YA"
)
_LETTERS = MappingProxyType(
    {
        "b": "be", "c": "ce", "d": "de", "f": "efe", "g": "ge", "h": "hache", "j": "jota",
        "k": "ka", "l": "ele", "m": "eme", "n": "ene", "ñ": "eñe", "p": "pe", "q": "cu",
        "r": "erre", "s": "ese", "t": "te", "v": "uve", "w": "dobleú", "x": "equis", "y": "ye",
        "z": "zeta",
    }
)  # fmt: skip


@lru_cache(maxsize=16_384)
def spoken_in_spanish(word: str) -> tuple[str, ...]:
    """The runs of letters that one word is when it is said; empty for what has none."""
    word = unicodedata.normalize("NFC", word)
    if _PHONE.fullmatch(word):
        return tuple(_ONES[int(digit)] for digit in word if digit.isdigit())
    said: list[str] = []
    for match in _PIECE.finditer(word):
        if match["number"]:
            said += _ordinal(match["number"]) if match["ordinal"] else _number(match["number"])
        elif match["point"]:
            said.append("coma" if match["point"] == "," else "punto")
        elif match["sign"]:
            said += _SIGNS[match["sign"]]
        elif match["letters"]:
            said += _letters(match["letters"])
        else:
            said.append("a" if match["to"] else "número")
    return tuple(said)


def _number(digits: str) -> list[str]:
    """A cardinal; what is a list of digits to a reader is said digit by digit."""
    plain = re.sub("[.,]", "", digits)
    if plain in _BY_DIGIT or len(plain) > _MOST_DIGITS or (plain[0] == "0" and len(plain) > 1):
        return [_ONES[int(digit)] for digit in plain]
    return _cardinal(int(plain))


def _cardinal(number: int) -> list[str]:
    if number < len(_ONES):
        return [_ONES[number]]
    if number < 100:
        tens, ones = divmod(number, 10)
        return [_TENS[tens], *(("y", _ONES[ones]) if ones else ())]
    if number == 100:
        return ["cien"]
    if number < 1_000:
        hundreds, rest = divmod(number, 100)
        return [_HUNDREDS[hundreds], *(_cardinal(rest) if rest else ())]
    size, one, many = (1_000, ["mil"], "mil")
    if number >= 1_000_000:
        size, one, many = (1_000_000, ["un", "millón"], "millones")
    count, rest = divmod(number, size)
    counted = one if count == 1 else [*_before_noun(_cardinal(count)), many]
    return [*counted, *(_cardinal(rest) if rest else ())]


def _before_noun(said: list[str]) -> list[str]:
    """uno loses its last vowel before mil and millones: treinta y un mil."""
    short = {"uno": "un", "veintiuno": "veintiún"}.get(said[-1], said[-1])
    return [*said[:-1], short]


def _ordinal(digits: str) -> list[str]:
    """primero to décimo; larger ones are said as cardinals, as most people do."""
    number = int(re.sub("[.,]", "", digits))
    return [_ORDINALS[number]] if 0 < number < len(_ORDINALS) else _number(digits)


def _letters(piece: str) -> tuple[str, ...]:
    """A run of letters: `RM` letter by letter, `mg` in full, other words unchanged."""
    if piece in _ACRONYMS:
        return _ACRONYMS[piece]
    lower = piece.lower()
    capitals = sum(map(str.isupper, piece))
    if len(piece) == 1 and lower not in _SPOKEN:
        return (_LETTERS.get(lower, lower),)
    if capitals > 1 and len(piece) <= 5 and piece not in _SAID_AS_WORDS:
        return tuple(_LETTERS.get(letter, letter) for letter in lower)
    return (_SPOKEN.get(lower, lower),)
