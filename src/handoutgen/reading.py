"""The reading level of sections, with the tables of a language loaded once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handoutgen.assets import Asset, Assets
from handoutgen.content.entry import Wording
from handoutgen.content.models import GlossaryTerm
from handoutgen.content.positions import decode
from handoutgen.content.prose import section_texts
from handoutgen.content.readability import ReadingLevel, load_syllables, measure
from handoutgen.content.section import Section
from handoutgen.errors import HandoutError, Location, Problem

FOLDER = "data/language/en"


@dataclass(frozen=True, slots=True)
class ReadingLevels:
    """One text measured twice: as it stands, and with defined terms left out."""

    raw: ReadingLevel
    masked: ReadingLevel


@dataclass(frozen=True, slots=True)
class ReadingMeter:
    """Measures sections. Loading takes milliseconds: make one and hand it on."""

    table: Mapping[str, int]
    syllables: Mapping[str, int]
    terms: frozenset[str]

    @classmethod
    def load(cls, assets: Assets, glossary: Iterable[GlossaryTerm]) -> "ReadingMeter":
        """A meter from `data/language/en` and the glossary, whose terms are all defined in print.

        Raises HandoutError C019 for a line that is not a word and its number of syllables.
        """
        terms = tuple(glossary)
        # The shorter name first: what syllables-medical.txt says goes over syllables.txt.
        files = sorted(assets.files(FOLDER, ".txt"), key=lambda a: (a.name.count("-"), a.name))
        files = [file for file in files if file.path.stem.startswith("syllables")]
        table: dict[str, int] = {}
        for file in files:
            table |= _table(file)
        return cls(
            table,
            {t.term: t.syllables for t in terms if t.syllables and " " not in t.term},
            frozenset(form for t in terms for form in (t.term, *t.forms)),
        )

    def measure(self, sections: Iterable[Section], wording: Wording) -> ReadingLevels:
        """The reading level of these sections together."""
        texts = [text for section in sections for text in section_texts(section, wording)]
        return ReadingLevels(
            measure(texts, self.table, overrides=self.syllables),
            measure(texts, self.table, overrides=self.syllables, masked=self.terms),
        )


def reading_level(
    sections: Iterable[Section], wording: Wording, glossary: Iterable[GlossaryTerm], assets: Assets
) -> ReadingLevels:
    """The reading level of these sections, for whoever measures only once."""
    return ReadingMeter.load(assets, glossary).measure(sections, wording)


def _table(file: Asset) -> Mapping[str, int]:
    try:
        return load_syllables([decode(file.read(), file.shown)])
    except ValueError as error:
        line, _, message = str(error).removeprefix("line ").partition(": ")
        place = Location(file.shown, int(line))
        raise HandoutError([Problem("C019", message, place)]) from None
