"""What there is to pick from, as the pages show it: comparisons, saved handouts, sections."""

from collections.abc import Iterator
from dataclasses import dataclass

from handoutgen.content.entry import Wording
from handoutgen.content.library import Library
from handoutgen.content.models import Comparison
from handoutgen.content.section import Kind, Section
from handoutgen.errors import Problem
from handoutgen.language_tag import tag_of
from handoutgen.reading import ReadingMeter
from handoutgen.reading_score import Score, score
from handoutgen.translation.offered import complete_in
from handoutgen.translation.words import Words, marked
from handoutgen.web.languages import Languages
from handoutgen.web.saved import SavedEntry

KINDS: dict[Kind, str] = {
    "overview": marked("Side by side"),
    "body": marked("In the body"),
    "causes": marked("Causes"),
    "symptoms": marked("Symptoms"),
    "course": marked("Over time"),
    "tests": marked("Finding out"),
    "treatment": marked("Treatment"),
    "living": marked("Living with it"),
    "warning": marked("When to get help"),
    "outlook": marked("Outlook"),
    "help": marked("Help and words"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A section as a line of the picker: its score in the handout's language, and its heading.

    `tag` is the language of the heading, as BCP 47 writes it.
    """

    id: str
    heading: str
    tag: str
    score: Score
    sensitive: bool
    clinicians: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Sections of one kind."""

    label: str
    rows: tuple[Row, ...]


class Rows:
    """The sections as rows, measured once for each wording and language."""

    def __init__(self, languages: Languages, meter: ReadingMeter) -> None:
        self._languages = languages
        self._meter = meter
        self._kept: dict[tuple[str, str, Wording, str], Score] = {}

    def row(
        self, comparison: str, section: str, wording: Wording, library: Library, spoken: str
    ) -> Row:
        """One section of a library, with its heading for whoever reads the language `spoken`."""
        found = library.sections[comparison][section]
        key = (comparison, section, wording, library.language)
        if key not in self._kept:
            self._kept[key] = score([found], wording, library, self._meter)
        named, language = self._languages.named(comparison, section, spoken)
        return Row(
            id=section,
            heading=named.heading,
            tag=tag_of(language),
            score=self._kept[key],
            sensitive=found.sensitive,
            clinicians=found.audience == "clinicians",
        )

    def groups(
        self, comparison: str, wording: Wording, library: Library, words: Words, *, sensitive: bool
    ) -> list[Group]:
        """The sections by kind, in the comparison's order within each."""
        sections, whole = library.sections[comparison], library.comparisons[comparison]
        listed = [sections[s] for s in (*whole.section, *whole.further)]
        wanted = [s for s in listed if s.sensitive == sensitive]
        return [
            Group(words(label), rows)
            for kind, label in KINDS.items()
            if (
                rows := tuple(
                    self.row(comparison, s.id, wording, library, words.language)
                    for s in wanted
                    if s.kind == kind
                )
            )
        ]


# --- searching the library ---


@dataclass(frozen=True, slots=True)
class Found:
    """A comparison, with the sections that a search found in it.

    `languages` are what it can print in; `tag` is the language of its words.
    """

    comparison: Comparison
    names: tuple[str, ...]
    sections: tuple[Section, ...]
    count: int
    languages: tuple[str, ...]
    tag: str


@dataclass(frozen=True, slots=True)
class FoundHandout:
    """A saved handout, or what is wrong with it. `note` says more than its title."""

    name: str
    title: str
    note: str
    problem: Problem | None


def search_comparisons(languages: Languages, words: str, spoken: str) -> Iterator[Found]:
    """The comparisons in whose names, or in whose sections' headings, all words occur.

    They are searched and shown in the language that is spoken; in English where they are not
    translated.
    """
    wanted = words.lower().split()
    for name in languages.source.comparisons:
        library = languages.library(spoken)
        if name not in library.comparisons:
            library = languages.source
        comparison = library.comparisons[name]
        conditions = [library.conditions[c] for c in comparison.conditions]
        names = " ".join(
            [comparison.title, *(n for c in conditions for n in (c.name, c.full_name))]
            + [n for c in conditions for n in c.also_known_as]
        ).lower()
        sections = library.sections[comparison.id]
        left = [word for word in wanted if word not in names]
        matching = tuple(
            sections[s]
            for s in (*comparison.section, *comparison.further)
            if wanted and all(w in sections[s].heading.lower() for w in left or wanted)
        )
        if not left or matching:
            yield Found(
                comparison,
                tuple(c.full_name for c in conditions),
                matching[:8],
                len(sections),
                complete_in(languages.libraries, name),
                tag_of(library.language),
            )


def search_handouts(
    entries: Iterator[SavedEntry], library: Library, words: str, voice: Words
) -> Iterator[FoundHandout]:
    """The saved handouts in whose title or description all words occur, as the voice says them."""
    wanted = words.lower().split()
    for entry in entries:
        saved, name = entry.handout, entry.name
        title = note = ""
        if saved:
            comparison = library.comparisons.get(saved.comparison)
            titled = voice.of_handout(name, "title", saved.title) if saved.title else ""
            described = voice.of_handout(name, "description", saved.description)
            about = comparison.title if comparison else ""
            title, note = (titled, described) if titled else (described, about)
        problem = entry.problems[0] if entry.problems else None
        text = f"{name} {title} {note}".lower()
        if all(word in text for word in wanted):
            yield FoundHandout(name, title or name, note, problem)
