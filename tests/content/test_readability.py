"""Reading level: hand-counted samples, the formulas, and what must hold for any text."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.content.readability import (
    ReadingLevel,
    load_syllables,
    measure,
    syllables,
)
from handoutgen.content.sentences import split_sentences, words

ENGLISH = Path(__file__).parents[2] / "data" / "language" / "en"
TABLE = load_syllables(
    (ENGLISH / name).read_text(encoding="utf-8")
    for name in ("syllables.txt", "syllables-medical.txt")
)

ONE = (
    "arm asked breathe called clothes cough days drink eyes health help legs nerve nurse one pills"
)
ONE += " rest sleep strength taste through twelve use walked weak where which would"
TWO = "balance bathroom blurry breathing doctor dizzy every disease drinking fatigue headache being"
TWO += (
    " hospice hundred little million muscle neuron needed nurses people problem question Sjögren's"
)
TWO += " something swallow symptom tired tissue treatment vaccine vision wanted changes quiet"
THREE = "medicine riluzole tofersen dimethyl fumarate sclerosis myelin multiple hospital"
THREE += " area idea radio valproate emotion naively relapses physician infusion"
FOUR = "edaravone glatiramer fingolimod rituximab lacosamide neurology medication dysarthria"
FOUR += " emergency ability helicopter muscle-making Guillain-Barré"
FIVE = "ocrelizumab natalizumab amyotrophic oligoclonal neurofilament university"
FIVE += " neurofilaments disabilities"
SIX = "levetiracetam methylprednisolone demyelinating encephalopathy"
KNOWN = {1: ONE, 2: TWO, 3: THREE, 4: FOUR, 5: FIVE, 6: SIX, 7: "electromyography"}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, listed in KNOWN.items() for word in listed.split()]
)
def test_known_words(word: str, count: int) -> None:
    assert syllables(word, TABLE) == count


@pytest.mark.parametrize(
    ("word", "spoken", "count"),
    [
        ("0.5", "zero point five", 4),
        ("7", "seven", 2),
        ("12", "twelve", 1),
        ("75", "seventy five", 4),
        ("100", "one hundred", 3),
        ("1,000", "one thousand", 3),
        ("2,500,000", "two million five hundred thousand", 8),
        ("50%", "fifty percent", 4),
        ("2–3", "two to three", 3),
        ("5%–10%", "five percent to ten percent", 7),
        ("1905", "nineteen oh five", 4),
        ("1990", "nineteen ninety", 4),
        ("1900", "nineteen hundred", 4),
        ("2005", "two thousand five", 4),
        ("2024", "twenty twenty four", 5),
        ("1st", "first", 1),
        ("22nd", "twenty second", 4),
        ("30th", "thirtieth", 3),
        ("911", "nine one one", 3),
        ("555-0100", "five five five, zero one zero zero", 10),
        ("$5", "five dollars", 3),
        ("10mg", "ten milligrams", 4),
        ("98.6°F", "ninety eight point six degrees F", 8),
        ("24-hour", "twenty four hour", 4),
    ],
)
def test_numerals_count_as_spoken(word: str, spoken: str, count: int) -> None:
    assert syllables(word, TABLE) == count, spoken
    assert syllables(word, {}) == count, "the rule alone knows the number words"


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("MS", 2), ("ALS", 3), ("MRI", 3), ("MRIs", 3), ("EMG", 3), ("W", 3), ("U.S", 2),
        ("COVID-19", 4), ("mRNA", 4), ("B12", 2), ("PEG", 1), ("NOT", 1), ("Ms", 1), ("Dr", 2),
        ("e.g", 2), ("X-ray", 2), ("NSAID", 2), ("CPAP", 2),
    ],
)  # fmt: skip
def test_letters(word: str, count: int) -> None:
    assert syllables(word, TABLE) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("don't", 1), ("isn't", 2), ("haven’t", 2), ("weren't", 1), ("you'll", 1), ("could've", 2),
        ("nurse's", 2), ("doctor’s", 2), ("disease's", 3), ("riluzole's", 3),
    ],
)  # fmt: skip
def test_endings_after_an_apostrophe(word: str, count: int) -> None:
    assert syllables(word, TABLE) == count


def test_overrides_win_over_everything_also_in_the_plural() -> None:
    overrides = {"als": 1, "well-being": 7, "doctor": 5}
    assert [syllables(w, TABLE, overrides) for w in ("ALS", "Well-being", "Doctors")] == [1, 7, 5]


def test_load_syllables_later_text_wins_and_bad_lines_are_named() -> None:
    assert load_syllables(["# note\none 1\n\ntwo 2\n", "two 3  # by hand"]) == {"one": 1, "two": 3}
    for bad in ("word", "word x", "word 0", "two words 3"):
        with pytest.raises(ValueError, match="line 2"):
            load_syllables([f"fine 1\n{bad}\n"])


@pytest.mark.parametrize(
    "sentences",
    [
        ["Take 0.5 mg.", "Call Dr. Smith.", "He said, e.g. to rest.", "Go."],
        ["Do you have MS?", "“Yes!” she said.", "(Ask us.)", "Then go."],
        ["You live in the U.S. Food is fine.", "You work in the U.S.", "You can stay."],
        ["Call at 8 a.m.", "Ask for J. R. Smith.", "Take vitamin D.", "Eat well…", "Rest."],
        ["Nerves lose myelin.[1,2]", "**Call now.**", "Rest. [3]", "More [4].", "See fig. 2."],
        [
            "Wait ... there is more.",
            "It helps, and I.",
            "We know mRNA.",
            "mRNA works.",
            "Call 911.",
        ],
        ["1. Take it.", "2. Rest."],
    ],
)
def test_split_sentences(sentences: list[str]) -> None:
    assert split_sentences(" ".join(sentences)) == tuple(sentences)


def test_words() -> None:
    text = "**Call** your nurse [1] — or 911 — now, and/or rest… (please) $5 50% “U.S.” well-being!"
    assert words(text) == (
        "Call", "your", "nurse", "or", "911", "now", "and", "or", "rest", "please", "$5", "50%",
        "U.S", "well-being",
    )  # fmt: skip


def test_plain_sample_counted_by_hand() -> None:
    # Take one pill each day. (5 words) Call your nurse if you feel sick. (7) All of one syllable.
    level = measure(["Take one pill each day. Call your nurse if you feel sick."], TABLE)
    assert (level.words, level.sentences, level.syllables, level.polysyllables) == (12, 2, 12, 0)
    assert level.flesch_kincaid == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert level.fog == pytest.approx(0.4 * 6)
    assert (level.mean_sentence, level.longest_sentence, level.smog) == (6, 7, None)


HARD_SAMPLE = [
    "Your doctor may order a test. "  # 1 2 1 2 1 1: 6 words, 8 syllables
    "It is called electromyography. "  # 1 1 1 7: 4 words, 10 syllables
    "The test can hurt a little."  # 1 1 1 1 1 2: 6 words, 7 syllables
]


def test_hard_sample_counted_by_hand() -> None:
    level = measure(HARD_SAMPLE, TABLE)
    assert (level.words, level.sentences, level.syllables, level.polysyllables) == (16, 3, 25, 1)
    assert level.flesch_kincaid == pytest.approx(2.08 + 18.4375 - 15.59)
    assert level.fog == pytest.approx(0.4 * (16 / 3 + 100 / 16))


def test_a_masked_term_counts_as_one_syllable() -> None:
    level = measure(HARD_SAMPLE, TABLE, masked=["Electromyography"])
    assert (level.words, level.syllables, level.polysyllables) == (16, 19, 0)
    assert level.flesch_kincaid == pytest.approx(2.08 + 14.0125 - 15.59)


def test_masking_takes_the_longest_term_and_whole_words() -> None:
    block = "**Motor neurons** die. A motor  neuron’s job. Motorists, neuronal and MS."
    level = measure([block], TABLE, masked=["motor", "motor neurons", "motor neuron", "ms"])
    # X die. A X job. Motorists, neuronal and X. -> 2 + 3 + 4 words
    assert (level.words, level.sentences, level.syllables) == (9, 3, 2 + 3 + 3 + 3 + 1 + 1)


def test_a_masked_term_with_an_override_stays_one_syllable() -> None:
    level = measure(["Take riluzole."], TABLE, masked=["riluzole"], overrides={"Riluzole": 9})
    assert level.syllables == 2
    assert measure(["Take Riluzole."], TABLE, overrides={"Riluzole": 9}).syllables == 10


def test_the_formulas_on_the_counts_of_the_standard() -> None:
    # 77 words, 10 sentences, 95 syllables, 3 polysyllables: FK 1.97, SMOG 6.26.
    bag = ["medicine"] * 3 + ["doctor"] * 12 + ["rest"] * 62
    sizes = [8] * 7 + [7] * 3
    blocks = [" ".join(bag[sum(sizes[:i]) :][:size]) for i, size in enumerate(sizes)]
    level = measure(blocks, TABLE)
    assert (level.words, level.sentences, level.syllables, level.polysyllables) == (77, 10, 95, 3)
    assert level.flesch_kincaid == pytest.approx(3.003 + 14.558 - 15.59, abs=0.001)
    assert level.smog == pytest.approx(1.043 * math.sqrt(9) + 3.1291)
    assert (level.mean_sentence, level.longest_sentence) == (7.7, 8)


def test_each_list_item_is_a_sentence() -> None:
    items = ["Rest", "Drink water", "Call your nurse", "**[1]**", ""]
    level = measure(items, TABLE)
    assert (level.words, level.sentences, level.longest_sentence) == (6, 3, 3)


def test_smog_needs_ten_sentences() -> None:
    assert measure(["Rest."] * 9, TABLE).smog is None
    assert measure(["Rest."] * 10, TABLE).smog == pytest.approx(3.1291)


def test_fog_leaves_out_names_compounds_and_endings() -> None:
    # Counted: medication, and neurology at the start. Not: Alabama (name), ever-so-small, expected.
    level = measure(["Neurology in Alabama expected ever-so-small medication."], TABLE)
    assert level.polysyllables == 5
    assert level.fog == pytest.approx(0.4 * (6 + 100 * 2 / 6))


@pytest.mark.parametrize("blocks", [[], [""], [" \n"], ["***", "[1]", "…!?"]])
def test_no_words_gives_zeros(blocks: list[str]) -> None:
    assert measure(blocks, TABLE) == ReadingLevel(0, 0, 0, 0, 0.0, None, 0.0, 0.0, 0)


LIKELY = st.text(st.sampled_from("aeT12.,!?…'’\"()[]*- –%$/\n"), max_size=80)
ANY_TEXT = st.one_of(st.text(), LIKELY)


@given(ANY_TEXT)
def test_no_sentence_is_lost(text: str) -> None:
    sentences = split_sentences(text)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert all(sentence.strip() for sentence in sentences)


@given(st.lists(ANY_TEXT, max_size=5), st.lists(st.text(max_size=5), max_size=4))
def test_any_text_can_be_measured(blocks: list[str], masked: list[str]) -> None:
    level = measure(blocks, TABLE, masked=masked)
    assert level.polysyllables <= level.words <= level.syllables
    assert level.sentences <= level.words
    assert level.mean_sentence <= level.longest_sentence <= level.words
    assert math.isfinite(level.flesch_kincaid)
    assert math.isfinite(level.fog)


@given(st.lists(ANY_TEXT, max_size=4))
def test_words_and_syllables_add_up_over_blocks(blocks: list[str]) -> None:
    parts = [measure([block], TABLE) for block in blocks]
    whole = measure(blocks, TABLE)
    assert whole.words == sum(part.words for part in parts)
    assert whole.syllables == sum(part.syllables for part in parts)
    assert whole.sentences == sum(part.sentences for part in parts)


@given(st.integers(0, 999_999_999))
def test_any_number_is_spoken_the_same_with_and_without_commas(number: int) -> None:
    if not 1000 < number < 2100:  # those without a comma are years
        assert syllables(f"{number:,}", {}) == syllables(str(number), {}) >= 1


@pytest.mark.parametrize("unit", ["a", ".", "!", "[", "[1,", "n't", "9", "1,111", "1-", "é", "se"])
def test_endless_words_do_not_hang(unit: str) -> None:
    word = unit * (5000 // len(unit))
    assert measure([word, f"x{word}", f"{word}a"], TABLE, masked=["nerve cell"]).sentences <= 3
