"""How far a translation is: entries by file, and which sections can print."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handoutgen.content.library import Library
from handoutgen.translation.catalogue import Catalogue, Key
from handoutgen.translation.messages import Message


@dataclass(frozen=True, slots=True)
class FileStatus:
    """Entries of one PO file: all, translated, fuzzy, and missing."""

    name: str
    entries: int
    translated: int
    fuzzy: int

    @property
    def missing(self) -> int:
        """Entries without any translation."""
        return self.entries - self.translated - self.fuzzy


@dataclass(frozen=True, slots=True)
class ComparisonStatus:
    """What of a comparison prints in a language: its sections, and words that lack in others.

    `lacking` has the sections that are left out, with the number of texts that lack; under "" the
    texts that every handout of the comparison prints. `prints` is false when it is not offered.
    """

    name: str
    sections: int
    lacking: Mapping[str, int]
    prints: bool


def file_statuses(
    messages: Mapping[str, Iterable[Message]], catalogue: Catalogue
) -> tuple[FileStatus, ...]:
    """The status of each PO file."""
    found: list[FileStatus] = []
    for name, texts in messages.items():
        keys = {Key(m.context, m.text) for m in texts}
        counts = Counter(
            "missing" if key not in catalogue.entries else _standing(catalogue, key) for key in keys
        )
        found.append(FileStatus(name, len(keys), counts["translated"], counts["fuzzy"]))
    return tuple(found)


def comparison_statuses(source: Library, translated: Library) -> tuple[ComparisonStatus, ...]:
    """What of each comparison can print."""
    return tuple(
        ComparisonStatus(
            name,
            len(source.sections[name]),
            translated.left_out.get(name, {}),
            name in translated.comparisons,
        )
        for name in source.comparisons
    )


def _standing(catalogue: Catalogue, key: Key) -> str:
    return "fuzzy" if catalogue.entries[key].fuzzy else "translated"
