"""What `handoutgen list` lists: each comparison in the language that says it, with its sections."""

from collections.abc import Mapping
from dataclasses import dataclass

from handoutgen.content.entry import Wording
from handoutgen.content.library import Library
from handoutgen.content.models import Comparison, SavedHandout
from handoutgen.content.section import Section
from handoutgen.reading import ReadingMeter
from handoutgen.reading_score import Score, score
from handoutgen.translation.offered import complete_in, prints_in


@dataclass(frozen=True, slots=True)
class ListedComparison:
    """A comparison as `library` has it, and the languages that it is complete in.

    `sections` are all of it; those that the library lacks are as they were written.
    """

    comparison: Comparison
    library: Library
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    first: frozenset[str]
    """The sections that its handouts print of themselves, if they are not sensitive."""

    def usual(self, section: Section) -> bool:
        """Whether a handout prints it without being asked to."""
        return section.id in self.first and not section.sensitive

    def translated(self, section: Section) -> bool:
        """Whether the section is in the language of the library."""
        return section.id in self.library.sections[self.comparison.id]

    def score(self, section: Section, wording: Wording, meter: ReadingMeter) -> Score:
        """How hard it reads, in the language of the library."""
        return score([section], wording, self.library, meter)


def listed(
    library: Library, spoken: Library, libraries: Mapping[str, Library]
) -> tuple[ListedComparison, ...]:
    """Every comparison of a library, with the words of `spoken` where it is complete in it."""
    found: list[ListedComparison] = []
    for name, comparison in library.comparisons.items():
        says = spoken if name in spoken.comparisons else library
        known = {**library.sections[name], **says.sections[name]}
        found.append(
            ListedComparison(
                says.comparisons[name],
                says,
                complete_in(libraries, name),
                tuple(known[s] for s in (*comparison.section, *comparison.further)),
                frozenset(comparison.section),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ListedHandout:
    """A saved handout, and the languages that all its sections are there in."""

    name: str
    saved: SavedHandout
    languages: tuple[str, ...]


def listed_handouts(
    handouts: Mapping[str, SavedHandout], libraries: Mapping[str, Library]
) -> tuple[ListedHandout, ...]:
    """Every saved handout."""
    return tuple(
        ListedHandout(
            name,
            saved,
            tuple(
                language
                for language, library in libraries.items()
                if prints_in(library, saved.comparison, saved.section)
            ),
        )
        for name, saved in handouts.items()
    )
