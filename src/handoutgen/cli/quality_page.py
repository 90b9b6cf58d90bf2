"""The quality card as a document of the usual kind, so that it is as accessible as a handout."""

from collections.abc import Iterable
from dataclasses import astuple
from hashlib import sha256

from handoutgen.build import Handout
from handoutgen.document.nodes import (
    Block,
    Cell,
    Document,
    Furniture,
    Heading,
    Paragraph,
    Row,
    Scope,
    Section,
    Small,
    Strong,
    Table,
    Text,
)
from handoutgen.quality import ITEMS, QualityCard, QualityItem
from handoutgen.render.style import Style

_NAMES = {
    "PEMAT-P": "PEMAT-P (from 20 on: easy to act on)",
    "CDC Index": "CDC Clear Communication Index",
    "JAMA": "JAMA benchmarks",
}
_NO_SCORE = (
    "This is no score of any of these instruments: the items left blank need two people who rate "
    "the handout each on their own. The items are given in our own short words; rate by the "
    "instruments' own guides."
)


_SIZES = {
    "title": (20, 24),
    "question": (15, 18),
    "lead": (12, 15),
    "body": (12, 15),
    "cell": (12, 14),
    "label": (12, 14),
    "small": (12, 14),
}


def card_style(standard: Style) -> Style:
    """The standard style at the smallest size that we print, for a form that two people fill in."""
    sizes = {
        name: getattr(standard.type, name).model_copy(update={"size": size, "leading": leading})
        for name, (size, leading) in _SIZES.items()
    }
    space = {"over_section": 10, "under_rule": 5, "under_heading": 3, "block": 6}
    return standard.model_copy(
        update={
            "type": standard.type.model_copy(update=sizes),
            "space": standard.space.model_copy(update=space),
            "margin": standard.margin.model_copy(update={"side": 40}),
            "measure": 530,
        }
    )


def quality_page(card: QualityCard, handout: Handout) -> Document:
    """The card on paper: what a machine found, and room for two raters."""
    selection, printed = handout.selection, handout.document
    title = f"Quality card: {selection.title}"
    sections = ", ".join(section.id for section in selection.sections)
    about = f"Edition {handout.edition}, {selection.request.wording} wording. Sections: {sections}."
    first = card.precheck[0].upper() + card.precheck[1:] + "."
    blocks: tuple[Block, ...] = (
        Heading(1, (Text(title),)),
        Paragraph((Strong(first), Text(f" {_NO_SCORE}"))),
        Paragraph((Text(about),), role="note"),
        *(_instrument(name, [i for i in card.items if i.instrument == name]) for name in ITEMS),
        _reading(card),
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
        fingerprint=sha256(f"{printed.fingerprint}\0{astuple(card)!r}".encode()).hexdigest(),
    )


def _instrument(name: str, items: Iterable[QualityItem]) -> Section:
    table = Table(
        "Rate the blank items; check the others.",
        _head("Item", "Found", "Rater 1", "Rater 2"),
        tuple(
            Row((_cell(f"{i.number}. {i.text}", scope="row"), _cell(_found(i)), _cell(), _cell()))
            for i in items
        ),
    )
    return _section(name.split()[0].lower(), _NAMES[name], table)


def _found(item: QualityItem) -> str:
    answer = "" if item.answer == "for a person" else f"{item.answer.capitalize()}."
    return " ".join(filter(None, (answer, item.measured)))


def _reading(card: QualityCard) -> Section:
    raw, masked = card.levels.raw, card.levels.masked
    rows = [
        ("Flesch-Kincaid grade", *_tenths(raw.flesch_kincaid, masked.flesch_kincaid)),
        ("SMOG grade", *_tenths(raw.smog, masked.smog)),
        ("Gunning fog grade", *_tenths(raw.fog, masked.fog)),
        ("Dale-Chall score", *_tenths(raw.dale_chall, masked.dale_chall)),
        ("Words in a sentence", *_tenths(raw.mean_sentence, masked.mean_sentence)),
        ("Longest sentence", str(raw.longest_sentence), str(masked.longest_sentence)),
    ]
    table = Table(
        f"{raw.words} words in {raw.sentences} sentences. SMOG holds from 30 sentences on.",
        _head("Measure", "As it stands", "Without defined terms"),
        tuple(
            Row((_cell(label, scope="row"), *(_cell(value) for value in values)))
            for label, *values in rows
        ),
    )
    return _section("reading-level", "Reading level", table)


def _tenths(*grades: float | None) -> tuple[str, ...]:
    return tuple("none" if grade is None else f"{round(grade, 1) + 0.0:.1f}" for grade in grades)


def _section(name: str, heading: str, table: Table) -> Section:
    return Section(name, (Heading(2, (Text(heading),)), table))


def _head(*labels: str) -> Row:
    return Row(tuple(Cell((Paragraph((Text(label),)),), scope="col") for label in labels))


def _cell(text: str = "", scope: Scope | None = None) -> Cell:
    return Cell((Paragraph((Small(text),)),) if text else (), scope=scope)
