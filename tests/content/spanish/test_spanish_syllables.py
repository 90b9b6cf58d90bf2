"""Syllables of Spanish words: a list counted by hand, and words that are said, not spelled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.content.spanish_spoken import spoken_in_spanish
from handoutgen.content.spanish_syllables import spanish_syllables


def known_words() -> Iterator[str]:
    """The words of the list, parted by hyphens."""
    text = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        yield from line.partition("#")[0].replace("·", " ").split()


KNOWN = tuple(known_words())


def test_the_list_has_more_than_300_different_words() -> None:
    assert len({word.replace("-", "") for word in KNOWN}) == len(KNOWN) > 350


@pytest.mark.parametrize("parted", KNOWN)
def test_known_words(parted: str) -> None:
    word = parted.replace("-", "")
    assert spanish_syllables(word) == len(parted.split("-"))
    assert spanish_syllables(word.capitalize()) == len(parted.split("-"))


@pytest.mark.parametrize(
    ("word", "said", "count"),
    [
        ("0", "cero", 2),
        ("1", "uno", 2),
        ("16", "dieciséis", 3),
        ("21", "veintiuno", 3),
        ("30", "treinta", 2),
        ("45", "cuarenta y cinco", 6),
        ("100", "cien", 1),
        ("101", "ciento uno", 4),
        ("555", "quinientos cincuenta y cinco", 9),
        ("1000", "mil", 1),
        ("1,000", "mil", 1),
        ("1.000", "mil", 1),
        ("10.000", "diez mil", 2),
        ("21000", "veintiún mil", 3),
        ("31,000", "treinta y un mil", 5),
        ("2024", "dos mil veinticuatro", 6),
        ("1990", "mil novecientos noventa", 8),
        ("1,000,000", "un millón", 3),
        ("2.500.000", "dos millones quinientos mil", 8),
        ("0.5", "cero punto cinco", 6),
        ("0,125", "cero coma ciento veinticinco", 10),
        ("3,5", "tres coma cinco", 5),
        ("1.05", "uno punto cero cinco", 8),
        ("50%", "cincuenta por ciento", 6),
        ("2–3", "dos a tres", 3),
        ("5%-10%", "cinco por ciento a diez por ciento", 10),
        ("1.º", "primero", 3),
        ("2da", "segundo", 3),
        ("10.ª", "décimo", 3),
        ("12.º", "doce", 2),
        ("n.º", "número", 3),
        ("911", "nueve uno uno", 6),
        ("112", "uno uno dos", 5),
        ("555-0100", "cinco cinco cinco cero uno cero cero", 14),
        ("37°C", "treinta y siete grados ce", 8),
        ("$5", "dólares cinco", 5),
        ("10mg", "diez miligramos", 5),
        ("RM", "erre eme", 4),
        ("EM", "e eme", 3),
        ("EMG", "e eme ge", 4),
        ("ELA", "ela", 2),
        ("UCI", "uci", 2),
        ("LCR", "ele ce erre", 5),
        ("IgG", "i ge ge", 3),
        ("VIH", "uve i hache", 5),
        ("III", "tres", 1),
        ("X", "equis", 2),
        ("Y", "ye", 1),
        ("NO", "no", 1),
        ("LLAME", "llame", 2),
        ("Dra", "doctora", 3),
        ("mg", "miligramos", 4),
        ("kg", "kilogramos", 4),
        ("EE", "estados", 3),
        ("Guillain-Barré", "guillain barré", 4),
    ],
)
def test_what_is_said_and_not_spelled(word: str, said: str, count: int) -> None:
    assert " ".join(spoken_in_spanish(word)) == said
    assert spanish_syllables(word) == count


def test_composed_and_decomposed_accents_are_one() -> None:
    assert spanish_syllables("di\u0301a") == spanish_syllables("día") == 2
    assert spanish_syllables("pingu\u0308ino") == 3
    assert spanish_syllables("entrai\u0302nement") == spanish_syllables("entrainement")


@given(st.text(max_size=40))
def test_any_text_has_a_syllable_and_no_error(text: str) -> None:
    assert spanish_syllables(text) >= 1


@given(st.integers(0, 999_999_999))
def test_numerals_are_words(number: int) -> None:
    said = spoken_in_spanish(str(number))
    assert said
    assert all(word.isalpha() and word.islower() for word in said)


@given(st.integers(1, 999), st.integers(0, 999))
def test_thousands_are_said_as_they_are_without_signs(thousands: int, rest: int) -> None:
    plain = f"{thousands}{rest:03d}"
    for sign in ".,":
        assert spoken_in_spanish(f"{thousands}{sign}{rest:03d}") == spoken_in_spanish(plain)


@given(st.text("bcdfglmnprstaeoáéó", min_size=6, max_size=12))
def test_open_vowels_are_a_syllable_each(word: str) -> None:
    assert spanish_syllables(word) == max(1, sum(char in "aeoáéó" for char in word))
