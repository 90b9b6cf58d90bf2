"""Reading level of Spanish: the published formulas, and a sample that was counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.content.sentences import split_sentences, words
from handoutgen.content.spanish import (
    SPANISH,
    count_spanish,
    fernandez_huerta,
    gutierrez,
    inflesz,
    sol,
    szigriszt,
)
from handoutgen.content.text_counts import TextCounts

SAMPLE = [
    (sentence.strip(), tuple(map(int, counts.split())))
    for sentence, bar, counts in (
        line.partition("|")
        for line in (Path(__file__).parent / "sample.txt").read_text(encoding="utf-8").splitlines()
    )
    if bar
]


def test_the_formulas_on_counts_of_a_text_scored_by_hand() -> None:
    counts = TextCounts(
        words=67, sentences=10, syllables=125, polysyllables=17, letters=277, longest_sentence=10
    )
    assert fernandez_huerta(counts) == pytest.approx(88.07, abs=0.005)
    assert szigriszt(counts) == pytest.approx(83.90, abs=0.005)
    assert gutierrez(counts) == pytest.approx(52.75, abs=0.005)
    assert counts.smog == pytest.approx(10.58, abs=0.005)
    assert sol(counts) == pytest.approx(5.32, abs=0.005)


@pytest.mark.parametrize(("sentence", "expected"), SAMPLE)
def test_each_sentence_of_the_sample(sentence: str, expected: tuple[int, ...]) -> None:
    c = count_spanish([sentence])
    assert c.sentences == 1
    assert (c.words, c.syllables, c.polysyllables, c.letters) == expected


def test_the_whole_sample_as_one_block() -> None:
    c = count_spanish([" ".join(sentence for sentence, _ in SAMPLE)])
    assert (c.words, c.sentences, c.syllables) == (63, 10, 131)
    assert (c.polysyllables, c.letters, c.longest_sentence) == (16, 285, 8)
    assert c.mean_sentence == pytest.approx(6.3)
    assert fernandez_huerta(c) == pytest.approx(206.84 - 124.7619 - 6.426, abs=0.001)
    assert szigriszt(c) == pytest.approx(206.835 - 129.5444 - 6.3, abs=0.001)
    assert gutierrez(c) == pytest.approx(95.2 - 43.8810 - 2.205, abs=0.001)
    assert c.smog == pytest.approx(1.043 * 48**0.5 + 3.1291)


def test_a_text_without_words_has_no_level() -> None:
    for texts in ([], ["", "—", "[1]"]):
        counts = count_spanish(texts)
        assert counts == TextCounts(0, 0, 0, 0, 0, 0)
        measures = (szigriszt, fernandez_huerta, gutierrez, sol)
        assert [measure(counts) for measure in measures] == [None] * 4


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (80.04, "fairly easy"),
        (80.06, "very easy"),
        (65.0, "fairly easy"),
        (64.96, "fairly easy"),
        (64.94, "normal"),
        (55.0, "normal"),
        (54.9, "somewhat hard"),
        (40.0, "somewhat hard"),
        (39.9, "very hard"),
        (-5.0, "very hard"),
    ],
)
def test_bands_of_inflesz(score: float, band: str) -> None:
    assert inflesz(score) == band


def test_a_masked_term_counts_as_one_syllable() -> None:
    text = ["La resonancia magnética no duele. Es una Resonancia  magnética."]
    raw, masked = count_spanish(text), count_spanish(text, {"resonancia magnética"})
    # reso-nancia magné-tica: 4 and 4 syllables in two words, twice
    assert masked.words == raw.words - 2
    assert masked.syllables == raw.syllables - 2 * (8 - 1)
    assert masked.polysyllables == 0


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Hable con la Dra. Ruiz. Ella le ayuda.", 2),
        ("Ud. decide. El Sr. Gil escucha.", 2),
        ("Vea la pág. 5 y el n.º 3 también.", 1),
        ("Vive en EE. UU. y toma vitamina D. Le va bien.", 2),
        ("Tome la pastilla a las 8 a. m. y a las 8 p. m. No falle.", 2),
        ("Coma algo, p. ej. una fruta.", 1),
        ("¿Le duele? ¡Llame ya! Gracias.", 3),
        ("¿Qué es? ¿Cómo se trata?", 2),
        ("Tome 0.5 mg. Luego espere 1.5 horas.", 2),
        ("Pasa en el 50 % de los casos [1, 2]. Es mucho.", 2),
        ("1. Siéntese.", 1),
        ("Usa calor, frío, etc. Luego descansa.", 2),
    ],
)
def test_points_that_end_no_sentence(text: str, sentences: int) -> None:
    found = split_sentences(text, SPANISH)
    assert len(found) == sentences, found
    assert " ".join(found).replace("[1,2]", "[1, 2]") == text


def test_marks_of_questions_belong_to_no_word() -> None:
    assert words("¿«Duele», o no? ¡Sí!") == ("Duele", "o", "no", "Sí")


@pytest.mark.parametrize(
    ("text", "count", "spoken"),
    [("el 50 % sanó", 3, 9), ("el 50\u00a0% sanó", 3, 9), ("unas 10\u00a0000 personas", 3, 7)],
)
def test_numbers_with_spaces_are_one_word(text: str, count: int, spoken: int) -> None:
    counts = count_spanish([text])
    assert (counts.words, counts.syllables) == (count, spoken)


@given(st.lists(st.text(max_size=60), max_size=4), st.lists(st.text(max_size=8), max_size=3))
def test_any_text_can_be_counted(blocks: list[str], masked: list[str]) -> None:
    counts = count_spanish(blocks, masked)
    assert counts.syllables >= counts.words >= counts.sentences
    assert counts.words >= counts.longest_sentence
    assert counts.polysyllables <= counts.words <= counts.letters
    assert (szigriszt(counts) is None) == (counts.words == 0)
