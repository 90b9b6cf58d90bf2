"""Every statement and every text that prints, in reading order, with where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from handoutgen.content.claims import contacts_of
from handoutgen.content.entry import Entry, Wording
from handoutgen.content.library import Library
from handoutgen.content.models import Comparison
from handoutgen.content.section import (
    Block,
    CalloutBlock,
    CardsBlock,
    ColumnsBlock,
    ContactsBlock,
    FigureBlock,
    FillInBlock,
    ListBlock,
    ParagraphBlock,
    QuestionsBlock,
    Row,
    Section,
    Statement,
    TableBlock,
)

Part = Literal["heading", "label", "statement", "question", "caption", "contact"]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement that prints. `section` is none in the lead and in the box on page 1."""

    statement: Statement
    comparison: Comparison
    section: Section | None
    emergency: bool
    """Whether it stands where the reader is told to call for help at once."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that prints, and the entry in which it was written."""

    text: str
    part: Part
    entry: Entry
    comparison: Comparison
    section: Section | None = None
    emergency: bool = False

    @property
    def for_patients(self) -> bool:
        """Whether patients read it; only for them is plain language measured."""
        return self.section is None or self.section.audience == "patients"


def statements_of(block: Block) -> Iterator[Statement]:
    """The statements of a block that print, in reading order."""
    groups: Iterable[Iterable[Statement]]
    match block:
        case ParagraphBlock() | ListBlock() | CalloutBlock():
            groups = [block.statements]
        case CardsBlock() | TableBlock():
            groups = [row.cells.values() for row in block.rows]
        case ColumnsBlock():
            groups = block.columns.values()
        case _:
            groups = []
    for group in groups:
        yield from (s for s in group if s.status != "retired")


def sections(library: Library) -> Iterator[tuple[Comparison, Section]]:
    """Every section with its comparison, in the order in which they are listed."""
    for comparison in library.comparisons.values():
        known = library.sections[comparison.id]
        listed = dict.fromkeys((*comparison.section, *comparison.further, *known))
        yield from ((comparison, known[name]) for name in listed if name in known)


def told(library: Library) -> Iterator[Told]:
    """Every statement that prints."""
    for comparison in library.comparisons.values():
        for statement in comparison.lead:
            if statement.status != "retired":
                yield Told(statement, comparison, None, emergency=False)
        if comparison.alert is not None and comparison.alert.status != "retired":
            yield Told(comparison.alert, comparison, None, emergency=True)
    for comparison, section in sections(library):
        for block in section.blocks:
            emergency = is_emergency(block)
            for statement in statements_of(block):
                yield Told(statement, comparison, section, emergency)


def is_emergency(block: Block) -> bool:
    """Whether the block tells the reader to call for help at once."""
    return isinstance(block, CalloutBlock) and block.urgency == "emergency"


def passages(library: Library, wording: Wording = "plain") -> Iterator[Passage]:
    """Every text in one wording; of `detailed`, only what differs from `plain`."""
    for found in told(library):
        statement = found.statement
        text = statement.plain if wording == "plain" else statement.detailed
        texts = [text, statement.disagreement if statement.status == "disputed" else None]
        for printed in filter(None, texts):
            yield Passage(
                printed,
                "statement",
                statement,
                found.comparison,
                found.section,
                found.emergency,
            )
    for comparison, section in sections(library):
        if wording == "plain":
            yield from headings(comparison, section)
        for block in section.blocks:
            if isinstance(block, QuestionsBlock):
                for question in block.questions:
                    asked = question.plain if wording == "plain" else question.detailed
                    if asked:
                        yield Passage(asked, "question", question, comparison, section)
            if wording == "plain":
                yield from _beside(block, comparison, section, library)


def _beside(
    block: Block, comparison: Comparison, section: Section, library: Library
) -> Iterator[Passage]:
    """What stands in the files of figures and conditions, and prints in a section."""
    if isinstance(block, FigureBlock) and (figure := library.figures.get(block.figure)):
        caption, _, equivalent = figure.words()
        for text in filter(None, (caption, equivalent)):
            yield Passage(text, "caption", figure, comparison, section)
    elif isinstance(block, ContactsBlock):
        for contact in (*contacts_of(comparison, library), *block.contacts):
            yield Passage(contact.offers, "contact", contact, comparison, section)


def headings(comparison: Comparison, section: Section) -> Iterator[Passage]:
    """The headings and labels of a section."""
    yield Passage(section.heading, "heading", section, comparison, section)
    for block in section.blocks:
        emergency = is_emergency(block)
        match block:
            case CalloutBlock() | ListBlock() | QuestionsBlock() if block.heading:
                yield Passage(block.heading, "heading", block, comparison, section, emergency)
            case TableBlock():
                yield Passage(block.caption, "heading", block, comparison, section)
                yield Passage(block.label, "label", block, comparison, section)
                yield from _labels(block.rows, comparison, section)
            case CardsBlock():
                yield from _labels(block.rows, comparison, section)
            case FillInBlock():
                yield Passage(block.label, "label", block, comparison, section)
            case _:
                pass


def _labels(rows: Iterable[Row], comparison: Comparison, section: Section) -> Iterator[Passage]:
    for row in rows:
        for text in filter(None, (row.label, row.note)):
            yield Passage(text, "label", row, comparison, section)
