"""The quality card as a document of the usual kind, so that it is as accessible as a handout.

It is one sheet in two columns at the smallest size that we print. What was measured for each item
is in the card's JSON; on paper a word is enough.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from textwrap import shorten

from handoutgen.build import Handout
from handoutgen.content.entry import Wording
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
from handoutgen.said import marked
from handoutgen.translation.words import Words

_FIRST_ACTION = 20
"""The items of PEMAT from this one on ask whether a reader can act."""

_LONGEST_TITLE = 110
"""Characters: two lines, so that the card stays on one sheet."""

_LONGEST_NAME = 85
"""One line under the heading."""

_NO_SCORE = marked(
    "It is no score: two people (R1, R2) rate every item, each alone, by the instruments' guides."
)
_NOTE = marked(
    "Masked: without terms that the handout defines. SMOG holds from 30 sentences on. "
    "Auto: what the machine found; empty where it takes a person."
)
_SHOWN: dict[Answer, str] = {
    "yes": marked("yes"),
    "no": marked("no"),
    "does not apply": marked("n/a"),
    "for a person": "",
}
_WORDINGS: Mapping[Wording, str] = {"plain": marked("plain"), "detailed": marked("detailed")}
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


def quality_page(card: QualityCard, handout: Handout, words: PageWords, say: Words) -> Document:
    """The card on paper: what a machine found, and room for two raters.

    It is for staff, and in the language of `say`, whichever the handout is in; `words` are those of
    the page in that language.
    """
    selection, printed = handout.selection, handout.document
    title = say("Quality card: {title}", title=selection.title)
    precheck = say.said(card.precheck)
    pemat = [item for item in card.items if item.instrument == "PEMAT-P"]
    understand = [item for item in pemat if item.number < _FIRST_ACTION]
    act = [item for item in pemat if item.number >= _FIRST_ACTION]
    index = [item for item in card.items if item.instrument == "CDC Index"]
    jama = [item for item in card.items if item.instrument == "JAMA"]
    measures = _measures(card, say)
    left = (
        *_rated(say("PEMAT-P: easy to understand"), understand, say),
        *_rated(say("PEMAT-P: easy to act on"), act, say),
        *_rated(say("JAMA benchmarks"), jama, say),
    )
    right = (
        *_rated("CDC Clear Communication Index", index, say),
        *_measured(measures, say),
    )
    blocks: tuple[Block, ...] = (
        *_titled(selection.title, printed.language, say),
        Paragraph((Text(_about(card, handout, say)),)),
        Paragraph((Strong(f"{precheck[0].upper()}{precheck[1:]}."), Text(f" {say(_NO_SCORE)}"))),
        SideBySide("columns", (_part(left), _part(right))),
    )
    furniture = Furniture(
        running_title=title,
        condition_names=(),
        head_left=say("Quality card"),
        head_right=say("For two raters"),
        foot_left=(say("Rater 1:"), say("Rater 2:")),
    )
    return Document(
        title=title,
        language=say.tag,
        author=printed.author,
        subject=say("Machine pre-check and rating form"),
        date=printed.date,
        furniture=furniture,
        blocks=blocks,
        words=words,
        fingerprint=sha256(
            f"{printed.fingerprint}\0{(card.items, measures, blocks)!r}".encode()
        ).hexdigest(),
    )


def _titled(title: str, language: str, say: Words) -> tuple[Block, ...]:
    """The handout's title in the heading; beneath it where it is in another language."""
    if language.partition("-")[0] == say.tag.partition("-")[0]:
        whole = say("Quality card: {title}", title=title)
        return (Heading(1, (Text(shorten(whole, _LONGEST_TITLE, placeholder=" …")),)),)
    name = Text(shorten(title, _LONGEST_NAME, placeholder=" …"))
    return Heading(1, (Text(say("Quality card")),)), Paragraph((name,), "label", language=language)


def _about(card: QualityCard, handout: Handout, say: Words) -> str:
    """Which handout it is, and how much of it there is."""
    selection = handout.selection
    parts = [
        say("Edition {edition}", edition=handout.edition),
        say("{wording} wording", wording=say(_WORDINGS[selection.request.wording])),
        say.many("{n} section", "{n} sections", len(selection.sections)),
    ]
    if card.words is not None:
        parts.append(say.many("{n} word", "{n} words", card.words))
    return ". ".join((", ".join(parts), *_bands(card, say), "")).strip()


def _part(blocks: Sequence[Block]) -> Part:
    heading, *rest = blocks
    return Part(1, (heading,), (tuple(rest),))


def _rated(heading: str, items: Iterable[QualityItem], say: Words) -> tuple[Block, ...]:
    """A table with a box to tick or to write in for each rater."""
    rows = tuple(
        Row(
            (
                _cell(f"{item.number}. {say(item.text)}", scope="row"),
                _cell(say(_SHOWN[item.answer]) if _SHOWN[item.answer] else ""),
                _cell(_BOX),
                _cell(_BOX),
            )
        )
        for item in items
    )
    return _table(heading, (say("Item"), say("Auto"), say("R1"), say("R2")), rows, _RATED)


Measured = tuple[str, str, str]
"""What a measure is called, its value as the text stands, and without defined terms."""


def _measured(rows: Sequence[Measured], say: Words) -> tuple[Block, ...]:
    if not rows:
        not_measured = say("There are no measures for this language.")
        return Heading(2, (Text(say("Reading level")),)), Paragraph((Text(not_measured),))
    table = _table(
        say("Reading level"),
        (say("Measure"), say("As it is"), say("Masked")),
        tuple(
            Row((_cell(label, scope="row"), *(_cell(value) for value in values)))
            for label, *values in rows
        ),
        _MEASURED,
    )
    return *table, Paragraph((Text(say(_NOTE)),), role="note")


def _measures(card: QualityCard, say: Words) -> tuple[Measured, ...]:
    """The measures of the language that the handout is in, none where there are none for it."""
    if card.levels is not None:
        raw, masked = card.levels.raw, card.levels.masked
        return (
            (say("Flesch-Kincaid grade"), *_tenths(raw.flesch_kincaid, masked.flesch_kincaid)),
            (say("SMOG grade"), *_tenths(raw.smog, masked.smog)),
            (say("Gunning fog grade"), *_tenths(raw.fog, masked.fog)),
            (say("Dale-Chall score"), *_tenths(raw.dale_chall, masked.dale_chall)),
            *_lengths(raw, masked, say),
        )
    if card.level is None:
        return ()
    measures, level = card.level
    rows = tuple((m.name, *_tenths(m.of(level.raw), m.of(level.masked))) for m in measures.measures)
    return (*rows, *_lengths(level.raw, level.masked, say))


def _bands(card: QualityCard, say: Words) -> Iterator[str]:
    """What the values as the text stands are called."""
    if card.level is None:
        return
    measures, level = card.level
    for measure in measures.measures:
        value = measure.of(level.raw)
        if measure.band is not None and value is not None:
            yield f"{measure.scale}: {say(measure.band(value))}"


def _lengths(
    raw: ReadingLevel | TextCounts, masked: ReadingLevel | TextCounts, say: Words
) -> tuple[Measured, ...]:
    return (
        (say("Words a sentence"), *_tenths(raw.mean_sentence, masked.mean_sentence)),
        (say("Longest sentence"), str(raw.longest_sentence), str(masked.longest_sentence)),
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
