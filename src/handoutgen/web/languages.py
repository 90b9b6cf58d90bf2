"""The languages of a running page: the library in each, loaded once, and the page's own words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from handoutgen.assets import Assets
from handoutgen.cache import TextCache
from handoutgen.content.layouts import Layout
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.content.section import Section
from handoutgen.errors import HandoutError, Problem
from handoutgen.translation.catalogue import languages
from handoutgen.translation.in_language import in_language
from handoutgen.translation.offered import complete_in, language_choices
from handoutgen.translation.words import ENGLISH, Words, load_words, word_languages


@dataclass(frozen=True, slots=True)
class Languages:
    """What there is of each language, by the name of its folder; English first in both.

    `libraries` has the content as far as it is translated, `voices` the page's own words.
    """

    libraries: Mapping[str, Library]
    voices: Mapping[str, Words] = field(default_factory=lambda: {SOURCE_LANGUAGE: ENGLISH})

    @property
    def source(self) -> Library:
        """The library as it was written."""
        return self.libraries[SOURCE_LANGUAGE]

    def library(self, language: str) -> Library:
        """The library in a language; as it was written where there is no such translation."""
        return self.libraries.get(language, self.source)

    def of(self, picked: Iterable[str]) -> Library:
        """The library that has what can print in these languages together.

        A translation never has more than the English.
        """
        found = [self.library(language) for language in picked]
        return next((x for x in found if x.language != SOURCE_LANGUAGE), self.source)

    def choices(self, comparison: str, layout: Layout, style: str) -> tuple[tuple[str, ...], ...]:
        """What a comparison can be had in."""
        return language_choices(complete_in(self.libraries, comparison), layout, style)

    def named(self, comparison: str, section: str, language: str) -> tuple[Section, str]:
        """A section for whoever reads this language, and the language that it is in."""
        found = self.library(language)
        there = found.sections.get(comparison, {}).get(section)
        if there is None:
            return self.source.sections[comparison][section], SOURCE_LANGUAGE
        return there, found.language


def load_languages(
    library: Library,
    assets: Assets,
    cache: TextCache | None,
    told: Callable[[Problem], None],
) -> Languages:
    """All languages. One whose files have problems is left out, and the problems are told."""
    libraries = {SOURCE_LANGUAGE: library}
    for language in languages(assets):
        try:
            libraries[language] = in_language(library, language, assets, cache)
        except HandoutError as error:
            for problem in error.problems:
                told(problem)
    voices = {language: load_words(assets, language) for language in word_languages(assets)}
    return Languages(libraries, voices)
