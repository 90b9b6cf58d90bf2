"""The Dale-Chall score: which words count as known, and scores worked by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.content.familiar import (
    dale_chall,
    is_familiar,
    is_name,
    load_familiar_words,
    plain_forms_of,
)
from handoutgen.content.readability import measure

ROOT = Path(__file__).parents[2]
ENGLISH = ROOT / "data" / "language" / "en"
LISTED = load_familiar_words((ENGLISH / "familiar-words.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "word",
    [
        *("doctor", "Doctor", "DOCTOR", "doctors", "doctor's", "doctors’", "babies", "boxes"),
        *("walked", "stopped", "cried", "baked", "walking", "stopping", "baking", "lying"),
        *("slower", "bigger", "happier", "nicest", "happiest", "slowly", "happily"),
        *("don't", "weren't", "you’ll", "we've", "good-by", "half-asleep", "24-hour"),
        *("7", "1,200", "50%", "1st", "$5", "98.6°", "X", "I", "a"),
    ],
)
def test_listed_words_and_their_regular_forms_are_known(word: str) -> None:
    assert is_familiar(word, LISTED)


@pytest.mark.parametrize(
    "word",
    [
        *("sclerosis", "muscle", "spinal", "medically", "MS", "MRIs", "10mg", "slow-onset"),
        *("ng", "ed", "ing", "s's", "doctored-sclerosis"),
    ],
)
def test_other_words_are_not(word: str) -> None:
    assert not is_familiar(word, LISTED)


def test_capitals_inside_a_sentence_are_names() -> None:
    assert is_name("Sjögren's", 1)
    assert not is_name("Sjögren's", 0)
    assert not any(is_name(word, 1) for word in ("MRI", "MRIs", "X", "COVID-19", "muscle", "7"))


CALL = ("Call", "your", "nurse", "if", "you", "feel", "sick")


def test_text_of_known_words_worked_by_hand() -> None:
    # 7 words in 1 sentence, all of them listed.
    assert dale_chall([CALL], LISTED) == pytest.approx(0.0496 * 7)


def test_hard_text_worked_by_hand() -> None:
    # 16 words in 3 sentences; 1 of them, electromyography, is not known: 6.25%.
    sample = "Your doctor may order a test. It is called electromyography. The test can hurt a lot."
    expected = 0.1579 * 6.25 + 0.0496 * 16 / 3 + 3.6365
    assert expected == pytest.approx(4.8879, abs=0.0001)
    assert measure([sample], {}, familiar=LISTED).dale_chall == pytest.approx(expected)


def test_from_more_than_five_in_a_hundred_the_score_jumps() -> None:
    twenty = [*CALL, *CALL, "in", "Utah", "and", "ask", "about", "myelin"]
    assert dale_chall([twenty], LISTED) == pytest.approx(0.1579 * 5 + 0.0496 * 20)
    nineteen = twenty[1:]
    expected = 0.1579 * 100 / 19 + 0.0496 * 19 + 3.6365
    assert dale_chall([nineteen], LISTED) == pytest.approx(expected)


def test_masked_terms_are_known_and_without_a_list_there_is_no_score() -> None:
    text = ["Myelin is fat."]
    hard = measure(text, {}, familiar=LISTED).dale_chall
    assert hard == pytest.approx(0.1579 * 100 / 3 + 0.0496 * 3 + 3.6365)
    masked = measure(text, {}, masked=["myelin"], familiar=LISTED).dale_chall
    assert masked == pytest.approx(0.0496 * 3)
    assert measure(text, {}).dale_chall is None
    assert measure([], {}, familiar=LISTED).dale_chall is None


def test_a_list_has_one_word_in_a_line() -> None:
    assert load_familiar_words("# note\none\n\nTwo  # by hand\n") == {"one", "two"}
    with pytest.raises(ValueError, match="line 2"):
        load_familiar_words("one\ntwo words\n")


@given(st.sets(st.text(st.sampled_from("abdeginrsty'-"), min_size=1, max_size=9), max_size=12))
def test_no_word_is_lost_when_regular_forms_are_left_out(words: set[str]) -> None:
    listed = plain_forms_of(words)
    assert listed <= words
    assert all(is_familiar(word, listed) for word in words)


def test_the_table_is_what_the_script_derives() -> None:
    code = (
        "import derive_familiar_words as d;"
        "t = d.TARGET;"
        "assert (t / 'familiar-words.txt').read_text(encoding='utf-8') == d.table();"
        "assert (t / 'TEXTSTAT-LICENSE.txt').read_text(encoding='utf-8') == d.licence();"
        "assert 'MIT License' in d.licence()"
    )
    derived = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "script",
        capture_output=True,
        text=True,
        check=False,
    )
    assert derived.returncode == 0, derived.stderr
