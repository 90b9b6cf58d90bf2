"""Gates for the reading level of each section for patients, in its plain wording.

Raw and with defined terms masked: masking alone could be gamed, and raw grades punish a word that
the handout itself explains. The gates are ours, set after AMA (grade 6), CDC and NIH (8 at most).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from handoutgen.content.glossary import TermFinder
from handoutgen.content.models import Comparison
from handoutgen.content.prose import section_texts
from handoutgen.content.readability import ReadingLevel, measure
from handoutgen.content.rules.gate import Gate, Verdict, worst
from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.passages import Passage
from handoutgen.content.rules.rule import Rule
from handoutgen.content.section import Section
from handoutgen.content.sentences import ENGLISH, Points, split_sentences, words
from handoutgen.content.text_counts import SMOG_SENTENCES
from handoutgen.errors import Problem

MOST_MASKED = 12
LONGEST_SENTENCE = 20

_GRADE = "AMA: grade 6. Flesch-Kincaid (Kincaid 1975); gate of this project."
_SHORTER = "use shorter words and sentences."
_SENTENCES = "make two sentences of long ones."


def _gate(code: str, name: str, near: str, over: str, why: str, hint: str) -> tuple[Rule, Rule]:
    """The error above a gate and, under the next code, the warning before it."""
    second = f"C{int(code[1:]) + 1:03d}"
    return (
        Rule(code, f"{name} over the gate", "error", f"a section with {over}", hint, why),
        Rule(second, f"{name} near the gate", "warning", f"a section with {near}", hint, why),
    )


MASKED_OVER, MASKED_NEAR = _gate(
    "C050",
    "grade without terms",
    "grade 6.0 to 7.0 (Flesch-Kincaid) when terms that the handout defines are left out",
    "more than grade 7.0 (Flesch-Kincaid) when terms that the handout defines are left out",
    _GRADE + f" At most {MOST_MASKED} terms are left out in a section.",
    _SHORTER,
)
RAW_OVER, RAW_NEAR = _gate(
    "C052",
    "grade",
    "grade 8.0 to 9.0 (Flesch-Kincaid) as it stands",
    "more than grade 9.0 (Flesch-Kincaid) as it stands",
    "CDC and NIH: grade 8 at most. Flesch-Kincaid (Kincaid 1975).",
    _SHORTER,
)
SMOG_OVER, SMOG_NEAR = _gate(
    "C054",
    "SMOG",
    f"SMOG 8.0 to 9.0 without defined terms, from {SMOG_SENTENCES} sentences on",
    f"SMOG over 9.0 without defined terms, from {SMOG_SENTENCES} sentences on",
    "SMOG (McLaughlin 1969) is the reference in health care; it is valid from 30 sentences on.",
    "use words of one or two syllables.",
)
MEAN_OVER, MEAN_NEAR = _gate(
    "C056",
    "mean sentence",
    "sentences of 12 to 15 words on average",
    "sentences of more than 15 words on average",
    "Sentences of at most 15 words cut the grade from 9.8 to 6.4 in a trial (ASMR 2023;5(1):e1).",
    _SENTENCES,
)
LONG_SENTENCE = Rule(
    "C058",
    "long sentence",
    "error",
    f"a sentence of more than {LONGEST_SENTENCE} words in plain wording",
    "make two sentences of it, or a list.",
    "One thought at a time. List items and cells count as sentences; headings do not.",
)
RULES = (
    *(MASKED_OVER, MASKED_NEAR, RAW_OVER, RAW_NEAR, SMOG_OVER, SMOG_NEAR, MEAN_OVER, MEAN_NEAR),
    LONG_SENTENCE,
)


@dataclass(frozen=True, slots=True)
class SectionLevel:
    """A section measured twice: as it stands, and with the terms that it defines left out."""

    comparison: Comparison
    section: Section
    raw: ReadingLevel
    masked: ReadingLevel

    @property
    def smog(self) -> float | None:
        """SMOG without defined terms; none where a section is too short for it to be valid."""
        return self.masked.smog if self.masked.sentences >= SMOG_SENTENCES else None

    @property
    def verdict(self) -> Verdict:
        """How the section stands against all gates."""
        if self.raw.longest_sentence > LONGEST_SENTENCE:
            return "over"
        return worst({gate.judge(self) for gate in GATES})


GATES: tuple[Gate[SectionLevel], ...] = (
    Gate(
        "grade without defined terms",
        lambda level: level.masked.flesch_kincaid,
        *(6.0, 7.0, MASKED_OVER, MASKED_NEAR),
    ),
    Gate("grade", lambda level: level.raw.flesch_kincaid, 8.0, 9.0, RAW_OVER, RAW_NEAR),
    Gate("SMOG", lambda level: level.smog, 8.0, 9.0, SMOG_OVER, SMOG_NEAR),
    Gate(
        "mean length of a sentence in words",
        lambda level: level.raw.mean_sentence,
        *(12.0, 15.0, MEAN_OVER, MEAN_NEAR),
    ),
)


def section_levels(ground: Ground) -> tuple[SectionLevel, ...]:
    """The reading level of each section for patients that has sentences."""
    finder = TermFinder.of(ground.library.glossary.values())
    found: list[SectionLevel] = []
    for comparison, section in ground.sections:
        texts = tuple(section_texts(section, "plain"))
        if section.audience != "patients" or not texts:
            continue
        masked = masked_terms(texts, finder)
        measured = partial(
            measure,
            texts,
            ground.syllables,
            overrides=ground.overrides,
            familiar=ground.familiar,
        )
        found.append(SectionLevel(comparison, section, measured(), measured(masked=masked)))
    return tuple(found)


def masked_terms(texts: Iterable[str], finder: TermFinder) -> frozenset[str]:
    """Every form of the terms that texts use, the first `MOST_MASKED` of them."""
    used = islice(finder.used_in(" \n ".join(texts)), MOST_MASKED)
    return frozenset(form for term in used for form in (term.term, *term.forms))


def over_the_gate(levels: tuple[SectionLevel, ...]) -> Iterator[Problem]:
    """C050 to C057, one problem for each gate that a section does not pass."""
    for level in levels:
        for gate in GATES:
            rule, value = gate.rule(gate.judge(level)), gate.measure(level)
            if rule is None or value is None:
                continue
            message = (
                f"the section `{level.section.id}` has {value:.1f} as {gate.what}; "
                f"{gate.passes:.1f} passes"
            )
            yield rule.at(level.section.location, message)


def long_sentences(ground: Ground) -> Iterator[Problem]:
    """C058."""
    return long_sentences_in(ground.plain, ENGLISH)


def long_sentences_in(passages: Iterable[Passage], points: Points) -> Iterator[Problem]:
    """C058 in passages of plain wording, in the language that these points belong to."""
    for passage in passages:
        if not passage.for_patients or passage.part not in ("statement", "question"):
            continue
        for sentence in split_sentences(passage.text, points):
            count = len(words(sentence))
            if count > LONGEST_SENTENCE:
                start = " ".join(sentence.split()[:5])
                message = (
                    f"a sentence has {count} words; {LONGEST_SENTENCE} are the most: `{start} …`"
                )
                yield LONG_SENTENCE.at(passage.entry.location, message)
