"""The content vocabulary: what an educator writes in YAML, as frozen, validated models.

Keys, attributes, flags and documentation use the same words. Unknown keys are forbidden, so
that a typing mistake surfaces. Text is plain text: its only markup is ``**strong**``; its only
placeholder is ``{emergency}``, the emergency number of the reader's country.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from handoutgen.errors import Location

Wording = Literal["plain", "detailed"]
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

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
FactId = Annotated[str, StringConstraints(pattern=r"^[A-Z]+[0-9]+$", max_length=20)]
Url = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"]+$", max_length=300)]

# A wrapped YAML line is not a line break on paper; a 5,000-character word has no place there.
LONGEST_WORD = 60
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def _flow(text: str) -> str:
    flowing = " ".join(text.split())
    if not flowing:
        raise ValueError("text is empty")
    longest = max(flowing.split(" "), key=len)
    if len(longest) > LONGEST_WORD:
        raise ValueError(f"a word has {len(longest)} characters; {LONGEST_WORD} is the most")
    return flowing


Text = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_flow)]


def _day(value: Any) -> Any:
    # pydantic would take 0 for January 1, 1970.
    if isinstance(value, dt.date) or (isinstance(value, str) and _DAY.match(value)):
        return value
    raise PydanticCustomError("date_type", "Input should be a date such as 2026-11-21")


Day = Annotated[dt.date, BeforeValidator(_day)]


class Entry(BaseModel):
    """A piece of content that knows where in which file it was written."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    _location: Location = PrivateAttr(default=Location("unknown"))

    @property
    def location(self) -> Location:
        """The file, line and column of this entry."""
        return self._location


def _citation_from_id(value: Any) -> Any:
    return {"source": value} if isinstance(value, str) else value


class Citation(Entry):
    """A source and, if useful, the place in it: a page, a table, a heading."""

    source: Id
    locator: str = ""


class Wordings(Entry):
    """The same claim for two readers. `plain` is grade six or below and always there."""

    plain: Text
    detailed: Text | None = None

    def wording(self, wording: Wording) -> str:
        """The text in this wording; `plain` where nothing more detailed was written."""
        return self.detailed or self.plain if wording == "detailed" else self.plain


Citations = Annotated[
    tuple[Annotated[Citation, BeforeValidator(_citation_from_id)], ...], Field(default=())
]


class Statement(Wordings):
    """One claim: whom it is about, its wordings, what it rests on, and its standing.

    `current` prints. `disputed` prints with `disagreement`: what experts disagree on.
    `retired` never prints; it is kept for the record with the reason and what replaced it.
    """

    id: Id
    about: tuple[Id, ...] = ()
    facts: tuple[FactId, ...] = ()
    sources: Citations
    status: Status = "current"
    disagreement: Text | None = None
    reason: Text | None = None
    replaced_by: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _standing_is_explained(self) -> Self:
        if self.status == "disputed" and not self.disagreement:
            raise ValueError("a disputed statement needs `disagreement`: what experts disagree on")
        if self.status == "retired" and not self.reason:
            raise ValueError("a retired statement needs `reason`: why it no longer holds")
        return self


class CellStatement(Statement):
    """A statement in a table cell. With a `level` its text is a short note beside the level."""

    level: Level | None = None
    plain: Text | None = None  # type: ignore[assignment]

    def wording(self, wording: Wording) -> str:
        """The note or text in this wording, empty where the level says it all."""
        return (self.detailed if wording == "detailed" else None) or self.plain or ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.level is None and self.plain is None:
            raise ValueError("a cell needs `plain` text, a `level`, or both")
        return self


class Row(Entry):
    """One line of a comparison: a label and one statement for each condition."""

    label: Text
    note: Text | None = None
    cells: dict[Id, CellStatement]


class ParagraphBlock(Entry):
    """Statements that follow each other as one paragraph."""

    block: Literal["paragraph"]
    statements: tuple[Statement, ...] = Field(min_length=1)


class ListBlock(Entry):
    """Statements as a bulleted or, if the order matters, numbered list."""

    block: Literal["list"]
    heading: Text | None = None
    ordered: bool = False
    statements: tuple[Statement, ...] = Field(min_length=1)


class CardsBlock(Entry):
    """The conditions as cards side by side, each row a small question and its answer."""

    block: Literal["cards"]
    rows: tuple[Row, ...] = Field(min_length=1)


class ColumnsBlock(Entry):
    """The conditions side by side, each with a list of its own statements."""

    block: Literal["columns"]
    columns: dict[Id, tuple[Statement, ...]]


class TableBlock(Entry):
    """A table with a row for each label and a column for each condition."""

    block: Literal["table"]
    label: Text
    caption: Text
    rows: tuple[Row, ...] = Field(min_length=1)


class FigureBlock(Entry):
    """A picture from `data/figures`."""

    block: Literal["figure"]
    figure: Id


class CalloutBlock(Entry):
    """Statements that must not be missed. The heading says the urgency in words."""

    block: Literal["callout"]
    urgency: Urgency
    heading: Text
    statements: tuple[Statement, ...] = Field(min_length=1)


class Question(Wordings):
    """Something for the reader to ask, with lines to write the answer on."""

    id: Id
    about: tuple[Id, ...] = ()
    facts: tuple[FactId, ...] = ()
    lines: int = Field(default=1, ge=0, le=8)


class QuestionsBlock(Entry):
    """Questions to take to the next visit."""

    block: Literal["questions"]
    questions: tuple[Question, ...] = Field(min_length=1)


class FillInBlock(Entry):
    """A label with empty lines to write on."""

    block: Literal["fill_in"]
    label: Text
    lines: int = Field(default=1, ge=1, le=20)


class Contact(Entry):
    """Somebody who helps: an organisation and what it offers."""

    name: Text
    offers: Text
    url: Url
    facts: tuple[FactId, ...] = ()
    sources: Citations


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
    Field(discriminator="block"),
]


class Section(Entry):
    """What a clinician picks. `sensitive` sections print only when somebody asks for them."""

    id: Id
    heading: Text
    kind: Kind
    audience: Literal["patients", "clinicians"] = "patients"
    sensitive: bool = False
    blocks: tuple[Block, ...] = Field(min_length=1)
    retired: tuple[Statement, ...] = ()

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


class Code(Entry):
    """A code of the condition in a public code system."""

    system: str
    code: str
    meaning: str


class Condition(Entry):
    """A disease: its names, its codes, and who helps people who have it."""

    id: Id
    name: Text
    full_name: Text
    also_known_as: tuple[Text, ...] = ()
    codes: tuple[Code, ...] = ()
    contacts: tuple[Contact, ...] = ()


class Comparison(Entry):
    """Two or more conditions side by side.

    `section` names the sections that print unless somebody picks others, in their usual order;
    `further` names those that print only when somebody picks them.
    """

    id: Id
    title: Text
    audience: Text
    conditions: tuple[Id, ...] = Field(min_length=2)
    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    author: Text
    updated: Day
    next_review: Day
    lead: tuple[Statement, ...] = Field(min_length=1)
    alert: Statement | None = None
    section: tuple[Id, ...] = Field(min_length=1)
    further: tuple[Id, ...] = ()


class FigureEntry(Entry):
    """A drawing with its caption and its alternative text, and what it rests on."""

    id: Id
    file: str = Field(pattern=r"^[a-z0-9-]+\.svg$")
    caption: Text
    alternative: Text
    text_equivalent: Text | None = None
    facts: tuple[FactId, ...] = ()
    sources: Citations


class GlossaryTerm(Entry):
    """A word that readers may not know. `plain` is a short phrase that fits in brackets."""

    id: Id
    term: Text
    forms: tuple[Text, ...] = ()
    plain: Text
    syllables: int | None = Field(default=None, ge=1, le=15)


class Disclaimer(Entry):
    """What every handout says about itself. Placeholders in braces are filled when printing.

    `unreviewed` to `reviewed` follow from the reviews; `reviewed_in_part` is
    said of each reviewer where it took several to cover the text. The `_foot` forms stand at the
    foot of each page. `funding_unknown` and `feedback` print unless the request says better.
    """

    heading: Text
    advice: Text
    emergency: Text
    written: Text
    unreviewed: Text
    partly_reviewed: Text
    review_ended: Text
    reviewed: Text
    reviewed_in_part: Text
    reviewed_foot: Text
    reviewed_by_several_foot: Text
    next_review: Text
    funding_unknown: Text
    feedback_unknown: Text
    feedback: Text
    licence: Text
    sources_heading: Text


class Locale(Entry):
    """A country's emergency number."""

    id: str = Field(pattern=r"^[a-z]{2}-[A-Z]{2}$")
    country: Text
    emergency: Text


class SavedHandout(Entry):
    """A named pick of sections, with the same words as the command's options."""

    title: Text | None = None
    description: Text
    comparison: Id
    section: tuple[Id, ...] = ()
    without: tuple[Id, ...] = ()
    wording: Wording = "plain"
    paper: Literal["letter", "a4"] = "letter"
    template: str = "handout"
    locale: str | None = None
