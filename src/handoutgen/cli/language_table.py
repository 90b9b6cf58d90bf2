"""The reading level of sections in another language: a table for people, JSON for programs.

The measures differ by language, so the columns do too.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from handoutgen.cli.level_table import NO_SENTENCES, NOTE_WIDTH, VERDICTS
from handoutgen.content.rules.language_level import LevelInLanguage
from handoutgen.content.rules.level_measures import LanguageMeasures, Measure, TextLevel
from handoutgen.translation.words import Words


def language_table(levels: Sequence[LevelInLanguage], words: Words) -> Iterator[str]:
    """A table for each comparison, for levels in one language."""
    if not levels:
        yield words(NO_SENTENCES)
        return
    measures = levels[0].measures
    columns = [head for measure in measures.measures for head in _heads(measure, words)]
    header = (
        *(words("Section"), words("Words"), *columns),
        *(words("Mean"), words("Longest"), words("Verdict")),
    )
    for name, group in groupby(levels, key=lambda level: level.comparison.id):
        rows = [header, *(_row(level, words) for level in group)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        yield words(
            "Reading level of {name} in {language}, plain wording",
            name=name,
            language=words(measures.name),
        )
        for first, *cells, verdict in rows:
            padded = map(_padded, header[1:-1], cells, widths[1:-1])
            yield "  ".join(["", first.ljust(widths[0]), *padded, verdict])
        yield ""
    yield from wrap(words(measures.note), NOTE_WIDTH)


def language_json(found: LevelInLanguage) -> dict[str, Any]:
    """The same under stable keys, rounded to what is judged."""
    return {
        "comparison": found.comparison.id,
        "section": found.section.id,
        **level_json(found.measures, found.level),
        "verdict": found.verdict,
    }


def level_json(measures: LanguageMeasures, level: TextLevel) -> dict[str, Any]:
    """Counts of one text, and each measure of its language under its key."""
    shown = measures.measures
    values = {key: value for m in shown for key, value in _values(m, level).items()}
    bands = {f"{key}_band": _band(m, values[key]) for m in shown if m.band for key in _keys(m)[:1]}
    return {
        "words": level.raw.words,
        "sentences": level.raw.sentences,
        **values,
        **bands,
        "mean_sentence": _tenths(level.raw.mean_sentence),
        "longest_sentence": level.raw.longest_sentence,
    }


def level_line(measures: LanguageMeasures, level: TextLevel, words: Words) -> str:
    """Every measure of one text in a line: as it stands, then with defined terms left out."""
    if not level.raw.words:
        return words("no sentences")
    shown = measures.measures
    raw = ", ".join(text for m in shown if m.raw for text in _said(m, level, words))
    masked = ", ".join(text for m in shown if m.masked for text in _said_masked(m, level))
    return words("{raw}; with defined terms left out {masked}", raw=raw, masked=masked)


def _said(measure: Measure, level: TextLevel, words: Words) -> Iterator[str]:
    value = _value(measure, level, masked=False)
    band = _band(measure, value)
    if value is not None:
        yield f"{measure.head} {value:.1f}" + (f" ({words(band)})" if band else "")


def _said_masked(measure: Measure, level: TextLevel) -> Iterator[str]:
    value = _value(measure, level, masked=True)
    if value is not None:
        yield f"{measure.head} {value:.1f}"


def _heads(measure: Measure, words: Words) -> Iterator[str]:
    yield measure.head
    if measure.band:
        yield ""
    if measure.raw and measure.masked:
        yield words("raw")


def _row(found: LevelInLanguage, words: Words) -> tuple[str, ...]:
    counts = found.level.raw
    cells: list[str] = []
    for measure in found.measures.measures:
        first, *others = _values(measure, found.level).values()
        cells.append(_shown(first))
        if measure.band:
            band = _band(measure, first)
            cells.append(words(band) if band else "")
        cells.extend(map(_shown, others))
    sentences = (f"{_tenths(counts.mean_sentence):.1f}", str(counts.longest_sentence))
    verdict = words(VERDICTS[found.verdict])
    return (found.section.id, str(counts.words), *cells, *sentences, verdict)


def _padded(head: str, cell: str, width: int) -> str:
    return cell.rjust(width) if head else cell.ljust(width)  # bands, which are words, have no head


def _keys(measure: Measure) -> tuple[str, ...]:
    """The keys of what is shown of a measure: first without defined terms."""
    masked = (f"{measure.key}_masked",) if measure.masked else ()
    return (*masked, measure.key) if measure.raw else masked


def _values(measure: Measure, level: TextLevel) -> dict[str, float | None]:
    keys = _keys(measure)
    return {key: _value(measure, level, masked=key != measure.key) for key in keys}


def _band(measure: Measure, value: float | None) -> str | None:
    return measure.band(value) if measure.band and value is not None else None


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _value(measure: Measure, level: TextLevel, *, masked: bool) -> float | None:
    value = measure.of(level.masked if masked else level.raw)
    return None if value is None else _tenths(value)


def _tenths(value: float) -> float:
    return round(value, 1) + 0.0  # never "-0.0"
