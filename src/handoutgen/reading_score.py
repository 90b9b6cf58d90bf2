"""How hard sections read, in one number: a grade in English, else the measure of their language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handoutgen.content.entry import Wording
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.content.prose import section_texts
from handoutgen.content.section import Section
from handoutgen.reading import ReadingLevels, ReadingMeter

if TYPE_CHECKING:
    from handoutgen.content.rules.level_measures import LanguageMeasures, TextLevel

GRADE = "grade"
HARD_GRADE = 6.0


@dataclass(frozen=True, slots=True)
class Score:
    """Words, and the number on a `scale`: a grade, or what the language's measure is called.

    `value` is of the text as it stands, `masked` without defined terms; None where there are no
    sentences, or no measure for the language. `hard`: it misses the goal.
    """

    words: int
    scale: str = GRADE
    value: float | None = None
    masked: float | None = None
    hard: bool = False

    @property
    def grade(self) -> float | None:
        """The grade with one decimal, where it is one."""
        return self.value if self.scale == GRADE else None


def graded(levels: ReadingLevels) -> Score:
    """The score of a measured English text."""
    if not levels.raw.words:
        return Score(0)
    grade, masked = _tenths(levels.raw.flesch_kincaid), _tenths(levels.masked.flesch_kincaid)
    return Score(levels.raw.words, GRADE, grade, masked, grade > HARD_GRADE)


def score(
    sections: Iterable[Section], wording: Wording, library: Library, meter: ReadingMeter
) -> Score:
    """The score of sections of this library together, in its language."""
    sections = tuple(sections)
    if library.language == SOURCE_LANGUAGE:
        return graded(meter.measure(sections, wording))
    found = level_in(sections, wording, library)
    if found is None:
        texts = (text for section in sections for text in section_texts(section, wording))
        return Score(sum(len(text.split()) for text in texts), "")
    measures, level = found
    measure, gate = measures.measures[0], measures.gates[0]
    raw, without = measure.of(level.raw), measure.of(level.masked)
    if not level.raw.words or raw is None or without is None:
        return Score(level.raw.words, measure.head)
    hard = gate.judge(level) != "pass"
    return Score(level.raw.words, measure.head, _tenths(raw), _tenths(without), hard)


def level_in(
    sections: Iterable[Section], wording: Wording, library: Library
) -> "tuple[LanguageMeasures, TextLevel] | None":
    """What sections of a translated library measure together; None without measures for it."""
    from handoutgen.content.rules.language_level import measures_for

    measures = measures_for(library.language)
    if measures is None:
        return None
    texts = [text for section in sections for text in section_texts(section, wording)]
    terms = [form for t in library.glossary.values() for form in (t.term, *t.forms)]
    return measures, measures.level(texts, terms)


def _tenths(value: float) -> float:
    return round(value, 1) + 0.0  # never "-0.0"
