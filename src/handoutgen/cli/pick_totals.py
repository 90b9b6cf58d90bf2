"""What a pick comes to: words, reading level, pages. Kept, since picks come back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handoutgen.assets import Assets
from handoutgen.cache import TextCache
from handoutgen.cli.making import make_pdf
from handoutgen.content.clinic import Profile
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.content.section import Section
from handoutgen.defaults import request_in
from handoutgen.reading import ReadingMeter
from handoutgen.reading_score import GRADE, Score, score
from handoutgen.said import filled
from handoutgen.selection import HandoutRequest, Selection, select
from handoutgen.translation.catalogue import languages
from handoutgen.translation.in_language import in_language
from handoutgen.translation.offered import complete_in, language_choices
from handoutgen.translation.words import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Pick:
    """What was picked so far: a comparison, and by field what else was asked for."""

    comparison: str
    asked: Mapping[str, Any]

    def asking(self, **changes: Any) -> "Pick":
        """The pick with more asked for; none takes a wish back."""
        asked = {name: v for name, v in {**self.asked, **changes}.items() if v is not None}
        return Pick(self.comparison, asked)


@dataclass(frozen=True, slots=True)
class Scale:
    """Measures picks."""

    library: Library
    assets: Assets
    profile: Profile | None
    meter: ReadingMeter
    voice: Words = ENGLISH
    cache: TextCache | None = None
    _pages: dict[HandoutRequest, int] = field(default_factory=dict)
    _words: dict[HandoutRequest, str] = field(default_factory=dict)

    def request(self, pick: Pick, name: str | None = None) -> HandoutRequest:
        """The request for a pick, with the clinic's defaults under it."""
        asked = {"comparison": pick.comparison, **pick.asked}
        return request_in(self.profile, name or pick.comparison, asked, self.translation)

    def translation(self, language: str) -> Library:
        """The library in a language; raises HandoutError with L-problems."""
        return in_language(self.library, language, self.assets, self.cache)

    def content(self, pick: Pick) -> Library:
        """What can print in the pick's languages together: a translation has no more."""
        return self._of(self.request(pick))

    def _of(self, request: HandoutRequest) -> Library:
        found = [self.translation(language) for language in request.language]
        return next((x for x in found if x.language != SOURCE_LANGUAGE), self.library)

    def choices(self, pick: Pick) -> tuple[tuple[str, ...], ...]:
        """The languages that the pick can be printed in."""
        names = (SOURCE_LANGUAGE, *languages(self.assets))
        libraries = {name: self.translation(name) for name in names}
        request = self.request(pick)
        complete = complete_in(libraries, pick.comparison)
        return language_choices(complete, request.layout, request.style)

    def heading(self, pick: Pick, section: str) -> str:
        """A section's heading for whoever sits at the terminal; in English without another."""
        found = self.library.sections[pick.comparison][section]
        if self.voice.language in languages(self.assets):
            there = self.translation(self.voice.language).sections.get(pick.comparison, {})
            found = there.get(section, found)
        return found.heading

    def title(self, comparison: str) -> str:
        """A comparison's title in the same way."""
        found = self.library
        if self.voice.language in languages(self.assets):
            there = self.translation(self.voice.language)
            found = there if comparison in there.comparisons else found
        return found.comparisons[comparison].title

    def selection(self, pick: Pick) -> Selection:
        """The picked sections; raises HandoutError where they do not go together."""
        request = self.request(pick)
        return select(self._of(request), request)

    def score(self, section: Section, pick: Pick) -> Score:
        """One section's words and reading level, in the pick's wording and language."""
        return score([section], self.request(pick).wording, self.content(pick), self.meter)

    def pages(self, pick: Pick) -> int:
        """How many pages it makes; builds it once. Raises HandoutError where it cannot be made."""
        request = self.request(pick)
        if request not in self._pages:
            made = make_pdf(request, self.library, self.assets)
            self._pages[request] = made.verdict.pages
        return self._pages[request]

    def words(self, pick: Pick) -> str:
        """Sections, words and reading level in a few words."""
        request = self.request(pick)
        if request not in self._words:
            self._words[request] = self._in_words(select(self._of(request), request))
        return self._words[request]

    def _in_words(self, selection: Selection) -> str:
        request, say = selection.request, self.voice
        found = score(selection.sections, request.wording, self._of(request), self.meter)
        sections = say.many("{n} section", "{n} sections", len(selection.sections))
        count = say.form("{n} word", "{n} words", found.words)
        parts = (sections, filled(count, n=f"{found.words:,}"), in_level(found, say))
        return ", ".join(filter(None, parts))


def in_pages(pages: int, words: Words) -> str:
    """A number of pages in words."""
    return words.many("{n} page", "{n} pages", pages)


def in_level(found: Score, words: Words) -> str:
    """A reading level in words, or nothing where there is none."""
    if found.value is None:
        return ""
    scale = words("grade") if found.scale == GRADE else found.scale
    return f"{scale} {found.value:.1f}"
