"""What a language brings to have its reading level measured: how to count, measures, gates."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from handoutgen.content.rules.gate import Gate, Verdict, worst
from handoutgen.content.rules.reading_level import LONGEST_SENTENCE
from handoutgen.content.sentences import Points
from handoutgen.content.text_counts import TextCounts


@dataclass(frozen=True, slots=True)
class TextLevel:
    """One text counted twice: as it stands, and with defined terms left out."""

    raw: TextCounts
    masked: TextCounts


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that is shown, of the text as it stands (raw), without defined terms, or both."""

    head: str
    """A short name, which stands over its column."""
    key: str
    """Its name in JSON, where `_masked` marks the value without defined terms."""
    name: str
    """What it is called where there is room."""
    of: Callable[[TextCounts], float | None]
    """None where the text is too short for it."""
    raw: bool = True
    masked: bool = False
    band: Callable[[float], str] | None = None
    """What a value is called: one of `bands`."""
    bands: tuple[str, ...] = ()
    scale: str = ""
    """The name of the scale that has these bands."""


@dataclass(frozen=True, slots=True)
class LanguageMeasures:
    """All that is known of reading level in one language."""

    name: str
    points: Points
    count: Callable[[Iterable[str], Collection[str]], TextCounts]
    """Takes blocks of text and the terms to mask."""
    measures: tuple[Measure, ...]
    gates: tuple[Gate[TextLevel], ...]
    note: str
    """Stands below a table: how to read it."""

    def texts(self) -> Iterator[str]:
        """All that is shown to people in words, which are English, for translators."""
        yield self.name
        yield self.note
        for measure in self.measures:
            yield from measure.bands

    def level(self, texts: Iterable[str], terms: Collection[str] = ()) -> TextLevel:
        """The counts of one text, given as blocks, with every form of the terms to mask."""
        blocks = tuple(texts)
        raw = self.count(blocks, ())
        return TextLevel(raw, self.count(blocks, terms) if terms else raw)

    def verdict(self, level: TextLevel) -> Verdict:
        """How a text stands against all gates, the longest sentence among them."""
        if level.raw.longest_sentence > LONGEST_SENTENCE:
            return "over"
        return worst({gate.judge(level) for gate in self.gates})
