"""The vocabulary of documents: what a handout is made of before it has a look.

Names are HTML's. Nodes are frozen and know nothing of content models, templates or PDF, so
every output format reads the same tree and cannot disagree with another.
"""

from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING, Literal, assert_never

from handoutgen.content.page_words import PageWords
from handoutgen.document.drawing import Drawing
from handoutgen.document.inline import Inline
from handoutgen.errors import Location
from handoutgen.frozen import dataclass

if TYPE_CHECKING:
    from handoutgen.document.logo import Logo

ParagraphRole = Literal["body", "lead", "label", "note", "full-name", "language"]
ListStyle = Literal["bullets", "numbers", "questions", "contacts", "conditions"]
Urgency = Literal["emergency", "call", "alert", "note"]
Scope = Literal["col", "row"]
Arrangement = Literal["cards", "columns"]
Place = Literal["front", "inside", "flap", "back", "card"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 1 is the title of the document."""

    level: int
    inlines: tuple[Inline, ...]
    at: Location = field(default=Location("unknown"), compare=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `lines` is the number of empty lines to write on after it.

    `language` is its own where it is not the document's.
    """

    inlines: tuple[Inline, ...]
    role: ParagraphRole = "body"
    lines: int = 0
    at: Location = field(default=Location("unknown"), compare=False)
    language: str = ""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list."""

    blocks: "tuple[Block, ...]"
    at: Location = field(default=Location("unknown"), compare=False)


@dataclass(frozen=True, slots=True)
class List:
    """A list of items, in an order that matters (`numbers`, `questions`) or not.

    Each item of `conditions` starts with a condition's mark and its name.
    """

    items: tuple[ListItem, ...]
    style: ListStyle = "bullets"
    at: Location = field(default=Location("unknown"), compare=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; with a `scope` it is a header cell. `condition` counts from 1."""

    blocks: "tuple[Block, ...]"
    scope: Scope | None = None
    condition: int | None = None
    at: Location = field(default=Location("unknown"), compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    cells: tuple[Cell, ...]
    at: Location = field(default=Location("unknown"), compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one head row; every row has as many cells as the head.

    `widths` are the columns' shares of the width; without them the renderer chooses.
    """

    caption: str
    head: Row
    rows: tuple[Row, ...]
    at: Location = field(default=Location("unknown"), compare=False)
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, the words that replace it, and its caption.

    `narrow` shows the same for columns in which the words of `drawing` would print too small.
    """

    name: str
    drawing: Drawing
    alternative: str
    caption: "tuple[Paragraph, ...]"
    at: Location = field(default=Location("unknown"), compare=False)
    narrow: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that must not be missed. Its heading says the urgency in words."""

    urgency: Urgency
    blocks: "tuple[Block, ...]"
    at: Location = field(default=Location("unknown"), compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """What one condition has to say in a side-by-side arrangement, row by row."""

    condition: int
    head: "tuple[Block, ...]"
    rows: "tuple[tuple[Block, ...], ...]"
    at: Location = field(default=Location("unknown"), compare=False)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Conditions beside each other, their rows aligned."""

    arrangement: Arrangement
    parts: tuple[Part, ...]
    at: Location = field(default=Location("unknown"), compare=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document with its own heading. `at` is where its content was written."""

    id: str
    blocks: "tuple[Block, ...]"
    at: Location = field(default=Location("unknown"), compare=False)


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands in one place of a folded sheet, or on one card."""

    place: Place
    blocks: "tuple[Block, ...]"
    at: Location = field(default=Location("unknown"), compare=False)


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """One source in the list, with the number that the text uses for it.

    `language` is that of the entry where it is not the document's.
    """

    number: int
    inlines: tuple[Inline, ...]
    language: str = ""
    at: Location = field(default=Location("unknown"), compare=False)


@dataclass(frozen=True, slots=True)
class References:
    """The list of sources, or of those that a part cites. `short` entries take a line each."""

    entries: tuple[ReferenceEntry, ...]
    short: bool = False
    at: Location = field(default=Location("unknown"), compare=False)


@dataclass(frozen=True, slots=True)
class Disclaimer:
    """What the handout says about itself."""

    blocks: "tuple[Block, ...]"
    at: Location = field(default=Location("unknown"), compare=False)


@dataclass(frozen=True, slots=True)
class Facing:
    """The same in two languages, block by block: `first` and `second` have as many blocks.

    Lines to write on belong to both, and stand with the second alone. `apart` says that what is
    inside a block does not face what is inside the other: each is in an order of its own. `words`
    are those that renderers need in the second language.
    """

    languages: tuple[str, str]
    first: "tuple[Block, ...]"
    second: "tuple[Block, ...]"
    apart: bool = False
    words: PageWords | None = None
    at: Location = field(default=Location("unknown"), compare=False)


Block = (
    Heading
    | Paragraph
    | List
    | Table
    | Figure
    | Callout
    | SideBySide
    | Section
    | Panel
    | References
    | Disclaimer
    | Facing
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on each page beside the text: never part of the reading order.

    `written` is the day alone, where there is no room for the rest of the foot. `second` is the
    same in the second language of the document. `clinic_at` is where a clinic wrote its own words.
    """

    running_title: str
    condition_names: tuple[str, ...]
    head_left: str
    head_right: str
    foot_left: tuple[str, ...]
    written: str = ""
    telephone: str = ""
    logo: "Logo | None" = None
    second: "Furniture | None" = None
    clinic_at: Location | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole handout, ready to be rendered.

    `words` are those that renderers need: for pages, links and editions.
    `fingerprint` is a digest of all that it was composed from, as hexadecimal text.
    `second_language` and `second_words` are those of the other half of what faces each other.
    """

    title: str
    language: str
    author: str
    subject: str
    date: str
    furniture: Furniture
    blocks: tuple[Block, ...]
    words: PageWords
    fingerprint: str = ""
    second_language: str = ""
    second_words: PageWords | None = None

    @property
    def summary(self) -> tuple[str, ...]:
        """What tells a composed document from every other: its digest, and what is not in that."""
        languages = (self.language, self.second_language)
        return (self.fingerprint, self.title, self.author, self.subject, self.date, *languages)


def children(block: Block) -> tuple[Block, ...]:
    """The blocks directly inside a block, in reading order."""
    match block:
        case Heading() | Paragraph() | References():
            return ()
        case List():
            return tuple(b for item in block.items for b in item.blocks)
        case Table():
            rows = (block.head, *block.rows)
            return tuple(b for row in rows for cell in row.cells for b in cell.blocks)
        case Figure():
            return block.caption
        case Callout() | Section() | Panel() | Disclaimer():
            return block.blocks
        case SideBySide():
            return tuple(
                b for part in block.parts for group in (part.head, *part.rows) for b in group
            )
        case Facing():
            return (*block.first, *block.second)
        case _:
            assert_never(block)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block of a tree in reading order, parents first."""
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        yield block
        waiting.extend(reversed(children(block)))


def picked_sections(blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """The sections that were picked: all but the list of sources, which always prints."""
    return tuple(b for b in walk(blocks) if isinstance(b, Section) and b.id != "sources")
