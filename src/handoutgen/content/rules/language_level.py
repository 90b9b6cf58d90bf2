"""The reading level of a library in another language than English, measured as that language is.

English has its own gates in `reading_level`. A language that is not in `LANGUAGES` is never
measured with the formula of another one: a person is asked to judge it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from handoutgen.content.glossary import TermFinder
from handoutgen.content.library import Library
from handoutgen.content.models import Comparison
from handoutgen.content.prose import section_texts
from handoutgen.content.rules.gate import Verdict
from handoutgen.content.rules.level_measures import LanguageMeasures, TextLevel
from handoutgen.content.rules.passages import passages, sections
from handoutgen.content.rules.reading_level import long_sentences_in, masked_terms
from handoutgen.content.rules.rule import Rule
from handoutgen.content.rules.spanish_gates import SPANISH_MEASURES
from handoutgen.content.section import Section
from handoutgen.errors import Problem
from handoutgen.language_tag import tag_of

LANGUAGES: Mapping[str, LanguageMeasures] = MappingProxyType({"es": SPANISH_MEASURES})
"""By primary subtag (BCP 47), in lower case."""

NOT_MEASURED = Rule(
    "L036",
    "reading level not measured",
    "review",
    "a language for which there is no measure of reading level",
    "let somebody who reads it, and is no clinician, say what is hard to follow.",
    "The formulas of other languages give wrong numbers: words differ in length.",
)


@dataclass(frozen=True, slots=True)
class LevelInLanguage:
    """The reading level of a section for patients, in its plain wording."""

    comparison: Comparison
    section: Section
    measures: LanguageMeasures
    level: TextLevel

    @property
    def verdict(self) -> Verdict:
        """How the section stands against all gates of its language."""
        return self.measures.verdict(self.level)


def measures_for(language: str) -> LanguageMeasures | None:
    """The measures of a language (BCP 47 or a locale's name: es, es-MX, es_US); none if unknown."""
    return LANGUAGES.get(tag_of(language).partition("-")[0].lower())


def level_of(
    texts: Iterable[str], language: str, terms: Collection[str] = ()
) -> tuple[TextLevel, Verdict] | None:
    """The level of one text, given as blocks, and how it stands; none in an unknown language.

    `terms` has every form of the terms that are defined and so are left out.
    """
    measures = measures_for(language)
    if measures is None:
        return None
    level = measures.level(texts, terms)
    return level, measures.verdict(level)


def levels_in(library: Library, language: str) -> tuple[LevelInLanguage, ...]:
    """The level of each section for patients that has sentences; empty in an unknown language."""
    measures = measures_for(language)
    if measures is None:
        return ()
    finder = TermFinder.of(library.glossary.values())
    found: list[LevelInLanguage] = []
    for comparison, section in sections(library):
        texts = tuple(section_texts(section, "plain"))
        if section.audience == "patients" and texts:
            level = measures.level(texts, masked_terms(texts, finder))
            found.append(LevelInLanguage(comparison, section, measures, level))
    return tuple(found)


def check_language_level(
    library: Library, language: str
) -> tuple[tuple[LevelInLanguage, ...], tuple[Problem, ...]]:
    """What `levels_in` measures, and every gate that a section does not pass.

    The library's texts are in `language`, which is not English. L030 to L035, and C056 to C058 for
    sentences; where nothing can be measured, L036, once and for a person.
    """
    measures = measures_for(language)
    if measures is None:
        message = f"the reading level of `{language}` is not measured: there is no measure for it"
        return (), (Problem(NOT_MEASURED.code, message, None, NOT_MEASURED.hint, "review"),)
    levels = levels_in(library, language)
    long = long_sentences_in(passages(library, "plain"), measures.points)
    return levels, tuple(dict.fromkeys([*_missed(levels), *long]))


def _missed(levels: Iterable[LevelInLanguage]) -> Iterator[Problem]:
    for found in levels:
        for gate in found.measures.gates:
            rule, value = gate.rule(gate.judge(found.level)), gate.measure(found.level)
            if rule is None or value is None:
                continue
            message = (
                f"the section `{found.section.id}` in {found.measures.name} has {value:.1f} as "
                f"{gate.what}; {gate.passes:.1f} passes"
            )
            yield rule.at(found.section.location, message)
