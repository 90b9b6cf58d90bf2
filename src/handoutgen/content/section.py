"""Sections and what stands in them: statements with their wordings, and the kinds of blocks."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from handoutgen.content.constraint import limits, told_apart_by
from handoutgen.content.entry import Citations, Entry, FactId, Id, Text, Url, Wording

Status = Literal["current", "disputed", "retired"]
Level = Literal["common", "can_happen", "rare", "not_expected"]
Urgency = Literal["emergency", "call", "alert", "note"]
Kind = Literal[
    "overview",
    "body",
    "causes",
    "symptoms",
    "course",
    "tests",
    "treatment",
    "living",
    "warning",
    "outlook",
    "help",
]


class Wordings(Entry):
    """The same claim for two readers. `plain` is grade six or below and always there."""

    translated: ClassVar[tuple[str, ...]] = ("plain", "detailed")

    plain: Text
    detailed: Text | None = None

    def wording(self, wording: Wording) -> str:
        """The text in this wording; `plain` where nothing more detailed was written."""
        return self.detailed or self.plain if wording == "detailed" else self.plain


class Statement(Wordings):
    """One claim: whom it is about, its wordings, what it rests on, and its standing.

    `current` prints. `disputed` prints with `disagreement`: what experts disagree on.
    `retired` never prints; it is kept for the record with the reason and what replaced it.
    """

    translated = ("plain", "detailed", "disagreement")

    id: Id
    about: tuple[Id, ...] = ()
    facts: tuple[FactId, ...] = ()
    sources: Citations = ()
    status: Status = "current"
    disagreement: Text | None = None
    reason: Text | None = None
    replaced_by: tuple[Id, ...] = ()

    def check(self) -> None:
        """Its standing is explained."""
        if self.status == "disputed" and not self.disagreement:
            raise ValueError("a disputed statement needs `disagreement`: what experts disagree on")
        if self.status == "retired" and not self.reason:
            raise ValueError("a retired statement needs `reason`: why it no longer holds")


class CellStatement(Statement):
    """A statement in a table cell. With a `level` its text is a short note beside the level.

    A card's cell may have a `figure` over its text: a small one, which prints without its caption
    and rests on the cell's sources.
    """

    level: Level | None = None
    figure: Id | None = None
    plain: Text | None = None  # type: ignore[assignment]

    def wording(self, wording: Wording) -> str:
        """The note or text in this wording, empty where the level says it all."""
        return (self.detailed if wording == "detailed" else None) or self.plain or ""

    def check(self) -> None:
        """It says something, and its standing is explained."""
        super().check()
        if self.level is None and self.plain is None:
            raise ValueError("a cell needs `plain` text, a `level`, or both")


class Row(Entry):
    """One line of a comparison: a label and one statement for each condition."""

    translated = ("label", "note")

    label: Text
    note: Text | None = None
    cells: dict[Id, CellStatement]


class ParagraphBlock(Entry):
    """Statements that follow each other as one paragraph."""

    block: Literal["paragraph"]
    statements: Annotated[tuple[Statement, ...], limits(min_length=1)]


class ListBlock(Entry):
    """Statements as a bulleted or, if the order matters, numbered list."""

    translated = ("heading",)

    block: Literal["list"]
    heading: Text | None = None
    ordered: bool = False
    statements: Annotated[tuple[Statement, ...], limits(min_length=1)]


class CardsBlock(Entry):
    """The conditions as cards side by side, each row a small question and its answer."""

    block: Literal["cards"]
    rows: Annotated[tuple[Row, ...], limits(min_length=1)]


class ColumnsBlock(Entry):
    """The conditions side by side, each with a list of its own statements."""

    block: Literal["columns"]
    columns: dict[Id, tuple[Statement, ...]]


class TableBlock(Entry):
    """A table with a row for each label and a column for each condition."""

    translated = ("label", "caption")

    block: Literal["table"]
    label: Text
    caption: Text
    rows: Annotated[tuple[Row, ...], limits(min_length=1)]


class FigureBlock(Entry):
    """A picture from `data/figures`."""

    block: Literal["figure"]
    figure: Id


class CalloutBlock(Entry):
    """Statements that must not be missed. The heading says the urgency in words."""

    translated = ("heading",)

    block: Literal["callout"]
    urgency: Urgency
    heading: Text
    statements: Annotated[tuple[Statement, ...], limits(min_length=1)]


class Question(Wordings):
    """Something for the reader to ask, with lines to write the answer on."""

    id: Id
    about: tuple[Id, ...] = ()
    facts: tuple[FactId, ...] = ()
    lines: Annotated[int, limits(ge=0, le=8)] = 1


class QuestionsBlock(Entry):
    """Questions to take to the next visit."""

    translated = ("heading",)

    block: Literal["questions"]
    heading: Text | None = None
    questions: Annotated[tuple[Question, ...], limits(min_length=1)]


class FillInBlock(Entry):
    """A label with empty lines to write on."""

    translated = ("label",)

    block: Literal["fill_in"]
    label: Text
    lines: Annotated[int, limits(ge=1, le=20)] = 1


class Contact(Entry):
    """Somebody who helps: an organisation and what it offers."""

    translated = ("offers",)

    name: Text
    offers: Text
    url: Url
    facts: tuple[FactId, ...] = ()
    sources: Citations = ()


class ContactsBlock(Entry):
    """Where to find help: the contacts of each condition, then these for all of them."""

    block: Literal["contacts"]
    contacts: tuple[Contact, ...] = ()


class WordListBlock(Entry):
    """The glossary terms that the picked sections use, with their definitions."""

    block: Literal["word_list"]


Block = Annotated[
    ParagraphBlock
    | ListBlock
    | CardsBlock
    | ColumnsBlock
    | TableBlock
    | FigureBlock
    | CalloutBlock
    | QuestionsBlock
    | FillInBlock
    | ContactsBlock
    | WordListBlock,
    told_apart_by("block"),
]


class Section(Entry):
    """What a clinician picks. `sensitive` sections print only when somebody asks for them."""

    translated = ("heading",)

    id: Id
    heading: Text
    kind: Kind
    audience: Literal["patients", "clinicians"] = "patients"
    sensitive: bool = False
    blocks: Annotated[tuple[Block, ...], limits(min_length=1)]
    retired: tuple[Statement, ...] = ()

    def figures(self) -> Iterator[str]:
        """The id of every figure that stands in the section, in blocks or in cells of cards."""
        for block in self.blocks:
            if isinstance(block, FigureBlock):
                yield block.figure
            elif isinstance(block, CardsBlock):
                cells = (cell for row in block.rows for cell in row.cells.values())
                yield from (cell.figure for cell in cells if cell.figure)

    def statements(self) -> Iterator[Statement]:
        """Every statement in reading order; retired ones that only the record keeps are not."""
        for block in self.blocks:
            match block:
                case ParagraphBlock() | ListBlock() | CalloutBlock():
                    yield from block.statements
                case CardsBlock() | TableBlock():
                    for row in block.rows:
                        yield from row.cells.values()
                case ColumnsBlock():
                    for column in block.columns.values():
                        yield from column
                case _:
                    pass
