"""The quality card as a document of the usual kind, so that it is as accessible as a handout.

It is one sheet in two columns at the smallest size that we print. What was measured for each item
is in the card's JSON; on paper a word is enough.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from hashlib import sha256
from textwrap import shorten

from handoutgen.build import Handout
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
from handoutgen.quality import Answer, QualityCard, QualityItem
from handoutgen.render.style import ConditionStyle, Style

_FIRST_ACTION = 20
"""The items of PEMAT from this one on ask whether a reader can act."""

_LONGEST_TITLE = 110
"""Characters: two lines, so that the card stays on one sheet."""

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


def quality_page(card: QualityCard, handout: Handout) -> Document:
    """The card on paper: what a machine found, and room for two raters."""
    selection, printed = handout.selection, handout.document
    title = f"Quality card: {selection.title}"
    first = card.precheck[0].upper() + card.precheck[1:] + "."
    levels, sections = card.levels.raw, len(selection.sections)
    about = (
        f"Edition {handout.edition}, {selection.request.wording} wording, "
        f"{sections} section{'' if sections == 1 else 's'}, {levels.words} words."
    )
    pemat = [item for item in card.items if item.instrument == "PEMAT-P"]
    understand = [item for item in pemat if item.number < _FIRST_ACTION]
    act = [item for item in pemat if item.number >= _FIRST_ACTION]
    index = [item for item in card.items if item.instrument == "CDC Index"]
    jama = [item for item in card.items if item.instrument == "JAMA"]
    left = (
        *_rated("PEMAT-P: easy to understand", understand),
        *_rated("PEMAT-P: easy to act on", act),
        *_rated("JAMA benchmarks", jama),
    )
    right = (*_rated("CDC Clear Communication Index", index), *_measured(card))
    blocks: tuple[Block, ...] = (
        Heading(1, (Text(shorten(title, _LONGEST_TITLE, placeholder=" …")),)),
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
    return Document(
        title=title,
        language="en",
        author=printed.author,
        subject="Machine pre-check and rating form",
        date=printed.date,
        furniture=furniture,
        blocks=blocks,
        words=printed.words,
        fingerprint=sha256(f"{printed.fingerprint}\0{astuple(card)!r}".encode()).hexdigest(),
    )


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


def _measured(card: QualityCard) -> tuple[Block, ...]:
    raw, masked = card.levels.raw, card.levels.masked
    measures = (
        ("Flesch-Kincaid grade", *_tenths(raw.flesch_kincaid, masked.flesch_kincaid)),
        ("SMOG grade", *_tenths(raw.smog, masked.smog)),
        ("Gunning fog grade", *_tenths(raw.fog, masked.fog)),
        ("Dale-Chall score", *_tenths(raw.dale_chall, masked.dale_chall)),
        ("Words a sentence", *_tenths(raw.mean_sentence, masked.mean_sentence)),
        ("Longest sentence", str(raw.longest_sentence), str(masked.longest_sentence)),
    )
    rows = tuple(
        Row((_cell(label, scope="row"), *(_cell(value) for value in values)))
        for label, *values in measures
    )
    table = _table("Reading level", ("Measure", "As it is", "Masked"), rows, _MEASURED)
    return *table, Paragraph((Text(_NOTE),), role="note")


def _tenths(*grades: float | None) -> tuple[str, ...]:
    return tuple("none" if grade is None else f"{round(grade, 1) + 0.0:.1f}" for grade in grades)


def _table(
    heading: str, labels: Iterable[str], rows: tuple[Row, ...], widths: tuple[float, ...]
) -> tuple[Block, ...]:
    head = Row(tuple(_cell(label, scope="col") for label in labels))
    return Heading(2, (Text(heading),)), Table("", head, rows, widths=widths)


def _cell(content: str | Mark, scope: Scope | None = None) -> Cell:
    inline: Inline = Text(content) if isinstance(content, str) else content
    return Cell((Paragraph((inline,)),) if content else (), scope=scope)
