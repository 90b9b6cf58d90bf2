"""The quality card as a document of the usual kind, so that it is as accessible as a handout.

It is one sheet in two columns at the smallest size that we print. What was measured for each item
is in the card's JSON; on paper a word is enough.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from textwrap import shorten

from handoutgen.build import Handout
from handoutgen.content.page_words import PageWords
from handoutgen.content.readability import ReadingLevel
from handoutgen.content.text_counts import TextCounts
from handoutgen.document.inline import Inline, Mark, Strong, Text
from handoutgen.document.nodes import (
    Block,
    Cell,
    Document,
    Furniture,
    Heading,
    Paragraph,
    Part,
    Row,
    Scope,
    SideBySide,
    Table,
)
from handoutgen.instruments import Answer
from handoutgen.quality import QualityCard, QualityItem
from handoutgen.render.style import ConditionStyle, Style

_LANGUAGE = "en"
"""What the card itself says is for staff, and English."""

_FIRST_ACTION = 20
"""The items of PEMAT from this one on ask whether a reader can act."""

_LONGEST_TITLE = 110
"""Characters: two lines, so that the card stays on one sheet."""

_LONGEST_NAME = 85
"""One line under the heading."""

_NO_SCORE = (
    "It is no score: two people (R1, R2) rate every item, each alone, by the instruments' guides."
)
_NOTE = (
    "Masked: without terms that the handout defines. SMOG holds from 30 sentences on. "
    "Auto: what the machine found; empty where it takes a person."
)
_SHOWN: dict[Answer, str] = {
    "yes": "yes",
    "no": "no",
    "does not apply": "n/a",
    "for a person": "",
}
_SIZES = {
    "title": (16, 19),
    "question": (14, 17),
    "column_name": (14, 17),
    "body": (12, 14.5),
    "cell": (12, 13.5),
    "small": (12, 13.5),
}
_BOX = Mark(1, "not_expected")
_RATED = (0.60, 0.16, 0.12, 0.12)
_MEASURED = (0.52, 0.24, 0.24)


def card_style(standard: Style) -> Style:
    """The standard style for a dense form: small, tight, and every mark an empty box to tick."""
    sizes = {
        name: getattr(standard.type, name).changed(size=size, leading=leading)
        for name, (size, leading) in _SIZES.items()
    }
    paper = standard.colour.paper
    box = ConditionStyle(
        shape="square", hatch="level", ink=standard.colour.ink, fill=paper, tint=paper
    )
    space = {"paragraph": 4, "under_heading": 3, "block": 7, "cell": 0.75}
    return standard.changed(
        type=standard.type.changed(**sizes),
        space=standard.space.changed(**space),
        margin=standard.margin.changed(side=40, top=24, foot=18),
        measure=532,
        condition=(box,) * len(standard.condition),
    )


def quality_page(card: QualityCard, handout: Handout, words: PageWords) -> Document:
    """The card on paper: what a machine found, and room for two raters.

    `words` are those of the page in the card's language, whichever the handout is in.
    """
    selection, printed = handout.selection, handout.document
    title = f"Quality card: {selection.title}"
    first = card.precheck[0].upper() + card.precheck[1:] + "."
    sections = len(selection.sections)
    about = (
        f"Edition {handout.edition}, {selection.request.wording} wording, "
        f"{sections} section{'' if sections == 1 else 's'}"
        + (f", {card.words} words." if card.words is not None else ".")
        + "".join(f" {band}." for band in _bands(card))
    )
    pemat = [item for item in card.items if item.instrument == "PEMAT-P"]
    understand = [item for item in pemat if item.number < _FIRST_ACTION]
    act = [item for item in pemat if item.number >= _FIRST_ACTION]
    index = [item for item in card.items if item.instrument == "CDC Index"]
    jama = [item for item in card.items if item.instrument == "JAMA"]
    measures = _measures(card)
    left = (
        *_rated("PEMAT-P: easy to understand", understand),
        *_rated("PEMAT-P: easy to act on", act),
        *_rated("JAMA benchmarks", jama),
    )
    right = (*_rated("CDC Clear Communication Index", index), *_measured(measures))
    blocks: tuple[Block, ...] = (
        *_titled(selection.title, printed.language),
        Paragraph((Text(about),)),
        Paragraph((Strong(first), Text(f" {_NO_SCORE}"))),
        SideBySide("columns", (_part(left), _part(right))),
    )
    furniture = Furniture(
        running_title=title,
        condition_names=(),
        head_left="Quality card",
        head_right="For two raters",
        foot_left=("Rater 1:", "Rater 2:"),
    )
    shown = (card.items, measures, blocks)
    return Document(
        title=title,
        language=_LANGUAGE,
        author=printed.author,
        subject="Machine pre-check and rating form",
        date=printed.date,
        furniture=furniture,
        blocks=blocks,
        words=words,
        fingerprint=sha256(f"{printed.fingerprint}\0{shown!r}".encode()).hexdigest(),
    )


def _titled(title: str, language: str) -> tuple[Block, ...]:
    """The handout's title in the heading; beneath it where it is in another language."""
    if language.partition("-")[0] == _LANGUAGE:
        whole = f"Quality card: {title}"
        return (Heading(1, (Text(shorten(whole, _LONGEST_TITLE, placeholder=" …")),)),)
    name = Text(shorten(title, _LONGEST_NAME, placeholder=" …"))
    return Heading(1, (Text("Quality card"),)), Paragraph((name,), "label", language=language)


def _part(blocks: Sequence[Block]) -> Part:
    heading, *rest = blocks
    return Part(1, (heading,), (tuple(rest),))


def _rated(heading: str, items: Iterable[QualityItem]) -> tuple[Block, ...]:
    """A table with a box to tick or to write in for each rater."""
    rows = tuple(
        Row(
            (
                _cell(f"{item.number}. {item.text}", scope="row"),
                _cell(_SHOWN[item.answer]),
                _cell(_BOX),
                _cell(_BOX),
            )
        )
        for item in items
    )
    return _table(heading, ("Item", "Auto", "R1", "R2"), rows, _RATED)


Measured = tuple[str, str, str]
"""What a measure is called, its value as the text stands, and without defined terms."""


def _measured(rows: Sequence[Measured]) -> tuple[Block, ...]:
    if not rows:
        not_measured = "There are no measures for this language."
        return Heading(2, (Text("Reading level"),)), Paragraph((Text(not_measured),))
    table = _table(
        "Reading level",
        ("Measure", "As it is", "Masked"),
        tuple(
            Row((_cell(label, scope="row"), *(_cell(value) for value in values)))
            for label, *values in rows
        ),
        _MEASURED,
    )
    return *table, Paragraph((Text(_NOTE),), role="note")


def _measures(card: QualityCard) -> tuple[Measured, ...]:
    """The measures of the language that the handout is in, none where there are none for it."""
    if card.levels is not None:
        raw, masked = card.levels.raw, card.levels.masked
        return (
            ("Flesch-Kincaid grade", *_tenths(raw.flesch_kincaid, masked.flesch_kincaid)),
            ("SMOG grade", *_tenths(raw.smog, masked.smog)),
            ("Gunning fog grade", *_tenths(raw.fog, masked.fog)),
            ("Dale-Chall score", *_tenths(raw.dale_chall, masked.dale_chall)),
            *_lengths(raw, masked),
        )
    if card.level is None:
        return ()
    measures, level = card.level
    rows = tuple((m.name, *_tenths(m.of(level.raw), m.of(level.masked))) for m in measures.measures)
    return (*rows, *_lengths(level.raw, level.masked))


def _bands(card: QualityCard) -> Iterator[str]:
    """What the values as the text stands are called."""
    if card.level is None:
        return
    measures, level = card.level
    for measure in measures.measures:
        value = measure.of(level.raw)
        if measure.band is not None and value is not None:
            yield f"{measure.scale}: {measure.band(value)}"


def _lengths(
    raw: ReadingLevel | TextCounts, masked: ReadingLevel | TextCounts
) -> tuple[Measured, ...]:
    return (
        ("Words a sentence", *_tenths(raw.mean_sentence, masked.mean_sentence)),
        ("Longest sentence", str(raw.longest_sentence), str(masked.longest_sentence)),
    )


def _tenths(raw: float | None, masked: float | None) -> tuple[str, str]:
    return _tenth(raw), _tenth(masked)


def _tenth(value: float | None) -> str:
    return "none" if value is None else f"{round(value, 1) + 0.0:.1f}"


def _table(
    heading: str, labels: Iterable[str], rows: tuple[Row, ...], widths: tuple[float, ...]
) -> tuple[Block, ...]:
    head = Row(tuple(_cell(label, scope="col") for label in labels))
    return Heading(2, (Text(heading),)), Table("", head, rows, widths=widths)


def _cell(content: str | Mark, scope: Scope | None = None) -> Cell:
    inline: Inline = Text(content) if isinstance(content, str) else content
    return Cell((Paragraph((inline,)),) if content else (), scope=scope)
