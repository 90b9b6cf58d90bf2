"""What there is to pick from, as the pages show it: comparisons, saved handouts, sections."""

from collections.abc import Iterator
from dataclasses import dataclass

from handoutgen.content.entry import Wording
from handoutgen.content.library import Library
from handoutgen.content.models import Comparison, SavedHandout
from handoutgen.content.section import Kind, Section
from handoutgen.reading import ReadingMeter
from handoutgen.web.saved import SavedEntry

HARD_GRADE = 6.0
KINDS: dict[Kind, str] = {
    "overview": "Side by side",
    "body": "In the body",
    "causes": "Causes",
    "symptoms": "Symptoms",
    "course": "Over time",
    "tests": "Finding out",
    "treatment": "Treatment",
    "living": "Living with it",
    "warning": "When to get help",
    "outlook": "Outlook",
    "help": "Help and words",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A section as a line of the picker. `grade` is None where there are no sentences."""

    id: str
    heading: str
    words: int
    grade: float | None
    sensitive: bool
    clinicians: bool

    @property
    def hard(self) -> bool:
        """Whether it reads harder than grade 6."""
        return self.grade is not None and round(self.grade, 1) > HARD_GRADE


@dataclass(frozen=True, slots=True)
class Group:
    """Sections of one kind."""

    label: str
    rows: tuple[Row, ...]


class Rows:
    """The sections as rows, measured once for each wording."""

    def __init__(self, library: Library, meter: ReadingMeter) -> None:
        self._library = library
        self._meter = meter
        self._kept: dict[tuple[str, str, Wording], Row] = {}

    def row(self, comparison: str, section: Section, wording: Wording) -> Row:
        """One section."""
        key = (comparison, section.id, wording)
        if key not in self._kept:
            level = self._meter.measure([section], wording).raw
            self._kept[key] = Row(
                id=section.id,
                heading=section.heading,
                words=level.words,
                grade=level.flesch_kincaid if level.words else None,
                sensitive=section.sensitive,
                clinicians=section.audience == "clinicians",
            )
        return self._kept[key]

    def groups(self, comparison: Comparison, wording: Wording, *, sensitive: bool) -> list[Group]:
        """The sections by kind, in the comparison's order within each."""
        sections = self._library.sections[comparison.id]
        listed = [sections[s] for s in (*comparison.section, *comparison.further)]
        wanted = [s for s in listed if s.sensitive == sensitive]
        return [
            Group(label, rows)
            for kind, label in KINDS.items()
            if (
                rows := tuple(self.row(comparison.id, s, wording) for s in wanted if s.kind == kind)
            )
        ]


# --- searching the library ---


@dataclass(frozen=True, slots=True)
class Found:
    """A comparison, with the sections that a search found in it."""

    comparison: Comparison
    names: tuple[str, ...]
    sections: tuple[Section, ...]
    count: int


@dataclass(frozen=True, slots=True)
class FoundHandout:
    """A saved handout, or what is wrong with it."""

    name: str
    saved: SavedHandout | None
    title: str
    problem: str


def search_comparisons(library: Library, words: str) -> Iterator[Found]:
    """The comparisons in whose names, or in whose sections' headings, all words occur."""
    wanted = words.lower().split()
    for comparison in library.comparisons.values():
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
            full = tuple(c.full_name for c in conditions)
            yield Found(comparison, full, matching[:8], len(sections))


def search_handouts(
    entries: Iterator[SavedEntry], library: Library, words: str
) -> Iterator[FoundHandout]:
    """The saved handouts in whose title or description all words occur."""
    wanted = words.lower().split()
    for entry in entries:
        saved = entry.handout
        comparison = library.comparisons.get(saved.comparison) if saved else None
        title = (saved.title if saved else None) or (comparison.title if comparison else "")
        problem = str(entry.problems[0]) if entry.problems else ""
        text = f"{entry.name} {title} {saved.description if saved else ''}".lower()
        if all(word in text for word in wanted):
            yield FoundHandout(entry.name, saved, title, problem)
