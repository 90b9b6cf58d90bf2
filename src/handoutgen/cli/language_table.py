"""The reading level of sections in another language: a table for people, JSON for programs.

The measures differ by language, so the columns do too.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from handoutgen.content.rules.language_level import LevelInLanguage
from handoutgen.content.rules.level_measures import Measure


def language_table(levels: Sequence[LevelInLanguage]) -> Iterator[str]:
    """A table for each comparison, for levels in one language."""
    if not levels:
        yield "No section has sentences."
        return
    measures = levels[0].measures
    columns = [head for m in measures.measures for head in (m.head, *(("",) if m.band else ()))]
    header = ("Section", "Words", *columns, "Mean", "Longest", "Verdict")
    for title, group in groupby(levels, key=lambda level: level.comparison.id):
        rows = [header, *map(_row, group)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        yield f"Reading level of {title} in {measures.name}, plain wording"
        for first, *cells, verdict in rows:
            padded = map(_padded, header[1:-1], cells, widths[1:-1])
            yield "  ".join(["", first.ljust(widths[0]), *padded, verdict])
        yield ""
    yield from measures.note


def language_json(found: LevelInLanguage) -> dict[str, Any]:
    """The same under stable keys, rounded to what is judged."""
    counts, measures = found.level.raw, found.measures.measures
    return {
        "comparison": found.comparison.id,
        "section": found.section.id,
        "words": counts.words,
        "sentences": counts.sentences,
        **{measure.key: _value(measure, found) for measure in measures},
        **{f"{m.key}_band": _band(m, found) or None for m in measures if m.band},
        "mean_sentence": _tenths(counts.mean_sentence),
        "longest_sentence": counts.longest_sentence,
        "verdict": found.verdict,
    }


def _row(found: LevelInLanguage) -> tuple[str, ...]:
    counts = found.level.raw
    cells: list[str] = []
    for measure in found.measures.measures:
        value = _value(measure, found)
        cells.append("-" if value is None else f"{value:.1f}")
        if measure.band:
            cells.append(_band(measure, found))
    sentences = (f"{_tenths(counts.mean_sentence):.1f}", str(counts.longest_sentence))
    return (found.section.id, str(counts.words), *cells, *sentences, found.verdict)


def _padded(head: str, cell: str, width: int) -> str:
    return cell.rjust(width) if head else cell.ljust(width)  # bands, which are words, have no head


def _value(measure: Measure, found: LevelInLanguage) -> float | None:
    value = measure.of(found.level)
    return None if value is None else _tenths(value)


def _band(measure: Measure, found: LevelInLanguage) -> str:
    value = measure.of(found.level)
    return measure.band(value) if measure.band and value is not None else ""


def _tenths(value: float) -> float:
    return round(value, 1) + 0.0  # never "-0.0"
