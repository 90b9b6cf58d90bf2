"""The sections of a comparison as the picker shows them, each with its length and grade."""

from dataclasses import dataclass

from handoutgen.content.entry import Wording
from handoutgen.content.library import Library
from handoutgen.content.section import Kind
from handoutgen.language_tag import tag_of
from handoutgen.reading import ReadingMeter
from handoutgen.reading_score import Score, score
from handoutgen.said import marked
from handoutgen.translation.words import Words
from handoutgen.web.languages import Languages

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
