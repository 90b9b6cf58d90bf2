"""What a pick comes to: words, reading level, pages. Kept, since picks come back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handoutgen.assets import Assets
from handoutgen.cli.making import make_pdf
from handoutgen.content.clinic import Profile
from handoutgen.content.library import Library
from handoutgen.content.section import Section
from handoutgen.defaults import request_in
from handoutgen.reading import ReadingLevels, ReadingMeter
from handoutgen.selection import HandoutRequest, Selection, select


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
    _pages: dict[HandoutRequest, int] = field(default_factory=dict)
    _words: dict[HandoutRequest, str] = field(default_factory=dict)

    def request(self, pick: Pick, name: str | None = None) -> HandoutRequest:
        """The request for a pick, with the clinic's defaults under it."""
        asked = {"comparison": pick.comparison, **pick.asked}
        return request_in(self.profile, name or pick.comparison, asked)

    def selection(self, pick: Pick) -> Selection:
        """The picked sections; raises HandoutError where they do not go together."""
        return select(self.library, self.request(pick))

    def levels(self, section: Section, pick: Pick) -> ReadingLevels:
        """One section's words and reading level, in the pick's wording."""
        return self.meter.measure([section], self.request(pick).wording)

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
            self._words[request] = self._in_words(select(self.library, request))
        return self._words[request]

    def _in_words(self, selection: Selection) -> str:
        raw = self.meter.measure(selection.sections, selection.request.wording).raw
        count = len(selection.sections)
        grade = f", grade {raw.flesch_kincaid:.1f}" if raw.words else ""
        return f"{count} section{'' if count == 1 else 's'}, {raw.words:,} words{grade}"


def in_pages(pages: int) -> str:
    """A number of pages in words."""
    return f"{pages} page{'' if pages == 1 else 's'}"
