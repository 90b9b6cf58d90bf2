"""What `handoutgen list` prints for people, in the language of whoever reads it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from handoutgen.cli.listed import ListedComparison, ListedHandout
from handoutgen.content.entry import Wording
from handoutgen.content.library import SOURCE_LANGUAGE
from handoutgen.reading import ReadingMeter
from handoutgen.reading_score import GRADE
from handoutgen.said import marked
from handoutgen.translation.words import Words

_NAMES: Mapping[str, str] = {
    "layouts": marked("Layouts: {names}"),
    "styles": marked("Styles: {names}"),
    "templates": marked("Templates: {names}"),
    "locales": marked("Locales: {names}"),
    "languages": marked("Languages: {names}"),
}


def list_text(
    comparisons: Iterable[ListedComparison],
    wording: Wording,
    meter: ReadingMeter,
    handouts: Iterable[ListedHandout],
    names: Mapping[str, Sequence[str]],
    words: Words,
) -> Iterator[str]:
    """A table for each comparison, the saved handouts, then `names` of all else."""
    several = len(names["languages"]) > 1
    for found in comparisons:
        name, title = found.comparison.id, found.comparison.title
        yield words("Comparison {name}: {title}", name=name, title=title)
        if several:
            yield words("Languages: {names}", names=", ".join(found.languages))
        yield from _sections(found, wording, meter, words)
        yield ""
    rows = [
        (
            found.name,
            *([", ".join(found.languages)] if several else []),
            words.of_handout(found.name, "description", found.saved.description),
        )
        for found in handouts
    ]
    if rows:
        yield from (words("Saved handouts"), *_table(rows), "")
    for key, text in _NAMES.items():
        yield words(text, names=", ".join(names[key]))


def _sections(
    found: ListedComparison, wording: Wording, meter: ReadingMeter, words: Words
) -> Iterator[str]:
    yes, no = words("yes"), words("no")
    scores = [found.score(section, wording, meter) for section in found.sections]
    scale = words("Grade") if scores[0].scale == GRADE else scores[0].scale or words("Level")
    rows = [
        (
            *(words("Section"), scale, words("Words"), words("Default")),
            *(words("Sensitive"), words("Heading")),
        )
    ]
    for section, score in zip(found.sections, scores, strict=True):
        there = found.translated(section)
        # A text in another language has no place on this scale.
        level = f"{score.value:.1f}" if there and score.value is not None else "-"
        heading = section.heading if there else f"{section.heading} ({SOURCE_LANGUAGE})"
        default, sensitive = (yes if it else no for it in (found.usual(section), section.sensitive))
        rows.append((section.id, level, str(score.words), default, sensitive, heading))
    yield from _table(rows, numbers={1, 2})


def _table(rows: Sequence[Sequence[str]], numbers: Iterable[int] = ()) -> Iterator[str]:
    """Aligned columns; the last one is as long as it is."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    right = set(numbers)
    for row in rows:
        cells = [
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()
