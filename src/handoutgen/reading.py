"""The reading level of sections, with the tables of a language loaded once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from handoutgen.assets import Asset, Assets
from handoutgen.content.entry import Wording
from handoutgen.content.familiar import load_familiar_words
from handoutgen.content.models import GlossaryTerm
from handoutgen.content.positions import decode
from handoutgen.content.prose import section_texts
from handoutgen.content.readability import ReadingLevel, load_syllables, measure
from handoutgen.content.section import Section
from handoutgen.errors import HandoutError, Location, Problem

FOLDER = "data/language/en"
FAMILIAR = "familiar-words.txt"
Loaded = TypeVar("Loaded")


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
    familiar: frozenset[str] = frozenset()

    @classmethod
    def load(cls, assets: Assets, glossary: Iterable[GlossaryTerm]) -> "ReadingMeter":
        """A meter from `data/language/en` and the glossary, whose terms are all defined in print.

        Raises HandoutError C019 for a line that is not a word and its number of syllables, or in
        the list of familiar words not a single word.
        """
        terms = tuple(glossary)
        # The shorter name first: what syllables-medical.txt says goes over syllables.txt.
        files = sorted(assets.files(FOLDER, ".txt"), key=lambda a: (a.name.count("-"), a.name))
        files = [file for file in files if file.path.stem.startswith("syllables")]
        table: dict[str, int] = {}
        for file in files:
            table |= _read(file, lambda text: load_syllables([text]))
        listed = assets.get(f"{FOLDER}/{FAMILIAR}")
        return cls(
            table,
            {t.term: t.syllables for t in terms if t.syllables and " " not in t.term},
            frozenset(form for t in terms for form in (t.term, *t.forms)),
            _read(listed, load_familiar_words) if listed else frozenset(),
        )

    def measure(self, sections: Iterable[Section], wording: Wording) -> ReadingLevels:
        """The reading level of these sections together."""
        texts = [text for section in sections for text in section_texts(section, wording)]
        return ReadingLevels(
            measure(texts, self.table, overrides=self.syllables, familiar=self.familiar),
            measure(
                texts,
                self.table,
                overrides=self.syllables,
                familiar=self.familiar,
                masked=self.terms,
            ),
        )


def reading_level(
    sections: Iterable[Section], wording: Wording, glossary: Iterable[GlossaryTerm], assets: Assets
) -> ReadingLevels:
    """The reading level of these sections, for whoever measures only once."""
    return ReadingMeter.load(assets, glossary).measure(sections, wording)


def _read(file: Asset, load: Callable[[str], Loaded]) -> Loaded:
    try:
        return load(decode(file.read(), file.shown))
    except ValueError as error:
        line, _, message = str(error).removeprefix("line ").partition(": ")
        place = Location(file.shown, int(line))
        raise HandoutError([Problem("C019", message, place)]) from None
