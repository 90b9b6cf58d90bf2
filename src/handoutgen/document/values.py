"""The values that a template can print, and nothing of the models behind them."""

from collections.abc import Mapping
from dataclasses import fields

from markupsafe import Markup

from handoutgen.frozen import dataclass

_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition's names and its place in the comparison, counted from 1."""

    number: int
    name: str
    full_name: str


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: how often something occurs, if it says so, and text with its citation."""

    condition: ConditionView
    level: str | None
    note: Markup
    citation: Markup
    figure: str = ""
    alternative: str = ""

    @property
    def text(self) -> Markup:
        """The note or text with its citation."""
        return Markup(" ").join(filter(None, (self.note, self.citation)))


@dataclass(frozen=True, slots=True)
class RowView:
    """A labelled row with one cell for each condition."""

    label: Markup
    note: Markup
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class ColumnView:
    """What is said about one condition, or about all of them (`condition` is none)."""

    condition: ConditionView | None
    items: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with the number of lines to write on."""

    text: Markup
    lines: int


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of a section; which values are set depends on its kind.

    `references` are those that a callout cites: it may stand on a card of its own.
    """

    kind: str
    heading: Markup = _NOTHING
    text: Markup = _NOTHING
    items: tuple[Markup, ...] = ()
    ordered: bool = False
    urgency: str = ""
    rows: tuple[RowView, ...] = ()
    columns: tuple[ColumnView, ...] = ()
    questions: tuple[QuestionView, ...] = ()
    lines: int = 0
    figure: str = ""
    alternative: str = ""
    caption: Markup = _NOTHING
    equivalent: Markup = _NOTHING
    references: "tuple[ReferenceView, ...]" = ()


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """A numbered source; its addresses are links. `short` is for layouts with little room.

    `language` is that of the source, empty where the handout has the same.
    """

    number: int
    text: Markup
    short: Markup
    language: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its heading and blocks, and the sources that it cites."""

    id: str
    heading: Markup
    kind: str
    blocks: tuple[BlockView, ...]
    references: tuple[ReferenceView, ...]


@dataclass(frozen=True, slots=True)
class ClinicView:
    """The clinic that gives the handout out; what it did not say is empty text."""

    name: str
    address: str
    phone: str
    website: str
    website_shown: str


@dataclass(frozen=True, slots=True)
class HandoutView:
    """Everything a template may print."""

    title: str
    marked_title: Markup
    audience: str
    language: str
    lead: Markup
    alert: Markup
    note: tuple[Markup, ...]
    conditions: tuple[ConditionView, ...]
    sections: tuple[SectionView, ...]
    references: tuple[ReferenceView, ...]
    opening_references: tuple[ReferenceView, ...]
    sources_heading: Markup
    sources_short: Markup
    sources_read_on: str
    room_for_sources: bool
    website_label: Markup
    website_alternative: Markup
    disclaimer_heading: Markup
    disclaimer: tuple[Markup, ...]
    clinic: ClinicView | None


_VIEWS = (
    *(ConditionView, CellView, RowView, ColumnView, QuestionView, BlockView),
    *(ReferenceView, SectionView, ClinicView, HandoutView),
)
SHOWN: Mapping[type, frozenset[str]] = {
    view: frozenset(field.name for field in fields(view)) for view in _VIEWS
}
"""The values of each view: all of them are there to be printed."""
