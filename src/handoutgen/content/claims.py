"""Everything in the library that rests on facts and sources, at each place where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from handoutgen.content.entry import Citation
from handoutgen.content.figure import FigureEntry
from handoutgen.content.models import Comparison
from handoutgen.content.section import (
    CalloutBlock,
    CardsBlock,
    CellStatement,
    ColumnsBlock,
    Contact,
    ContactsBlock,
    FigureBlock,
    ListBlock,
    ParagraphBlock,
    Question,
    QuestionsBlock,
    Section,
    Statement,
    TableBlock,
)

if TYPE_CHECKING:
    from handoutgen.content.library import Library

Kind = Literal["statement", "question", "contact", "figure"]
ClaimEntry = Statement | Question | Contact | FigureEntry

LEAD = "lead"
"""Stands for the lead and the alert of a comparison, where sections are named."""

LEVEL_WORDS = {
    "common": "Common",
    "can_happen": "Can happen",
    "rare": "Rare",
    "not_expected": "Not expected",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that content says, at one place where it stands.

    `comparison` and `section` are empty for what no comparison uses; `label` is the label of the
    table row or card around it. A contact's id is its name.
    """

    kind: Kind
    id: str
    entry: ClaimEntry
    comparison: str = ""
    section: str = ""
    label: str = ""
    recorded_only: bool = False

    @property
    def status(self) -> str:
        """The status of a statement; everything else is current."""
        if isinstance(self.entry, Statement):
            return "retired" if self.recorded_only else self.entry.status
        return "current"

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that it rests on."""
        return self.entry.facts

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources that it cites."""
        return () if isinstance(self.entry, Question) else self.entry.sources

    @property
    def prints(self) -> bool:
        """Whether some handout could carry it."""
        return bool(self.comparison) and self.status != "retired"

    def texts(self) -> tuple[str, ...]:
        """Its words as content has them: each wording, then what prints along with it."""
        entry = self.entry
        found: tuple[str | None, ...]
        match entry:
            case Contact():
                found = (f"{entry.name}. {entry.offers}",)
            case FigureEntry():
                found = entry.words()
            case Question():
                found = (entry.plain, entry.detailed)
            case Statement():
                found = (entry.plain, entry.detailed, entry.disagreement)
                if isinstance(entry, CellStatement) and entry.level:
                    level = LEVEL_WORDS[entry.level]
                    found = (f"{level} {entry.plain or ''}".rstrip(), *found[1:])
        return tuple(text for text in found if text)


def claims(library: "Library") -> Iterator[Claim]:
    """Every claim of the library in reading order, what no comparison uses last.

    A contact or figure that several sections print comes once for each of them.
    """
    used: set[int] = set()
    for comparison in library.comparisons.values():
        for claim in _comparison(comparison, library):
            used.add(id(claim.entry))
            yield claim
    for condition in library.conditions.values():
        for contact in condition.contacts:
            if id(contact) not in used:
                yield Claim("contact", contact.name, contact)
    for figure in library.figures.values():
        if id(figure) not in used:
            yield Claim("figure", figure.id, figure)


def _comparison(comparison: Comparison, library: "Library") -> Iterator[Claim]:
    heads = (*comparison.lead, *([comparison.alert] if comparison.alert else []))
    yield from _statements(heads, comparison.id, LEAD)
    sections = library.sections[comparison.id]
    for name in dict.fromkeys((*comparison.section, *comparison.further)):
        if name in sections:
            yield from _section(sections[name], comparison, library)


def _section(section: Section, comparison: Comparison, library: "Library") -> Iterator[Claim]:
    place = comparison.id, section.id
    for block in section.blocks:
        match block:
            case ParagraphBlock() | ListBlock() | CalloutBlock():
                yield from _statements(block.statements, *place)
            case CardsBlock() | TableBlock():
                for row in block.rows:
                    yield from _statements(row.cells.values(), *place, row.label)
                    yield from _figures((c.figure for c in row.cells.values()), library, *place)
            case ColumnsBlock():
                for column in block.columns.values():
                    yield from _statements(column, *place)
            case QuestionsBlock():
                for question in block.questions:
                    yield Claim("question", question.id, question, *place)
            case FigureBlock():
                yield from _figures([block.figure], library, *place)
            case ContactsBlock():
                for contact in (*contacts_of(comparison, library), *block.contacts):
                    yield Claim("contact", contact.name, contact, *place)
            case _:
                pass
    for statement in section.retired:
        yield Claim("statement", statement.id, statement, *place, recorded_only=True)


def _figures(
    names: Iterable[str | None], library: "Library", comparison: str, section: str
) -> Iterator[Claim]:
    for name in names:
        if name and (figure := library.figures.get(name)):
            yield Claim("figure", figure.id, figure, comparison, section)


def contacts_of(comparison: Comparison, library: "Library") -> tuple[Contact, ...]:
    """The contacts of a comparison's conditions, in their order."""
    conditions = (library.conditions.get(name) for name in comparison.conditions)
    return tuple(contact for c in conditions if c is not None for contact in c.contacts)


def _statements(
    statements: Iterable[Statement], comparison: str, section: str, label: str = ""
) -> Iterator[Claim]:
    for statement in statements:
        yield Claim("statement", statement.id, statement, comparison, section, label)
