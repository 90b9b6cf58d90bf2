"""The reading level of each section, as a table for people and as JSON for programs."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from handoutgen.content.rules.gate import Verdict
from handoutgen.content.rules.reading_level import SectionLevel
from handoutgen.said import marked
from handoutgen.translation.words import Words

HEADER = (
    *(marked("Section"), marked("Words"), marked("Grade"), marked("Masked")),
    *("SMOG", "Fog", "Dale-Chall"),
    *(marked("Mean"), marked("Longest"), marked("Verdict")),
)
NOTE = marked(
    "Grade: Flesch-Kincaid as it stands; masked: without the terms that the handout defines, as is "
    "SMOG, which needs 30 sentences. Fog is a grade too. Dale-Chall is a score: up to 4.9 is "
    "grade 4, 5 is grade 5 or 6, 6 is grade 7 or 8. Mean and longest: words in a sentence."
)
NOTE_WIDTH = 96
NO_SENTENCES = marked("No section has sentences.")
VERDICTS: Mapping[Verdict, str] = {
    "pass": marked("pass"),
    "near": marked("near"),
    "over": marked("over"),
}


def level_table(levels: Sequence[SectionLevel], words: Words) -> Iterator[str]:
    """A table for each comparison; in English plain ASCII."""
    for name, group in groupby(levels, key=lambda level: level.comparison.id):
        rows = [tuple(map(words, HEADER)), *(_row(level, words) for level in group)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        yield words("Reading level of {name}, plain wording", name=name)
        for first, *numbers, verdict in rows:
            cells = [
                number.rjust(width) for number, width in zip(numbers, widths[1:-1], strict=True)
            ]
            yield "  ".join(["", first.ljust(widths[0]), *cells, verdict])
        yield ""
    yield from wrap(words(NOTE), NOTE_WIDTH) if levels else (words(NO_SENTENCES),)


def level_json(level: SectionLevel) -> dict[str, Any]:
    """The same under stable keys, rounded to what is judged."""
    return {
        "comparison": level.comparison.id,
        "section": level.section.id,
        "words": level.raw.words,
        "sentences": level.raw.sentences,
        "flesch_kincaid": _tenths(level.raw.flesch_kincaid),
        "flesch_kincaid_masked": _tenths(level.masked.flesch_kincaid),
        "smog_masked": None if level.smog is None else _tenths(level.smog),
        "fog": _tenths(level.raw.fog),
        "dale_chall": None if level.raw.dale_chall is None else _tenths(level.raw.dale_chall),
        "mean_sentence": _tenths(level.raw.mean_sentence),
        "longest_sentence": level.raw.longest_sentence,
        "verdict": level.verdict,
    }


def _row(level: SectionLevel, words: Words) -> tuple[str, ...]:
    values = level_json(level)
    return (
        values["section"],
        str(values["words"]),
        f"{values['flesch_kincaid']:.1f}",
        f"{values['flesch_kincaid_masked']:.1f}",
        _shown(values["smog_masked"]),
        _shown(values["fog"]),
        _shown(values["dale_chall"]),
        f"{values['mean_sentence']:.1f}",
        str(values["longest_sentence"]),
        words(VERDICTS[level.verdict]),
    )


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _tenths(value: float) -> float:
    return round(value, 1) + 0.0  # never "-0.0"
