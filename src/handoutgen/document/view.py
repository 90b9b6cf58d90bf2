"""From a selection to what a template sees of it: plain values and ready-made inline markup.

Content text is escaped here, once, and nowhere else. A template can arrange these values but
cannot reach the models behind them.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from markupsafe import Markup, escape

from handoutgen.bibliography import Reference
from handoutgen.content.layouts import (
    has_room_for_figures,
    has_room_for_sources,
    has_room_for_strips,
)
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.content.section import (
    Block,
    CalloutBlock,
    CardsBlock,
    CellStatement,
    ColumnsBlock,
    Contact,
    ContactsBlock,
    FigureBlock,
    FillInBlock,
    ListBlock,
    ParagraphBlock,
    Question,
    QuestionsBlock,
    Row,
    Section,
    Statement,
    TableBlock,
    WordListBlock,
)
from handoutgen.content.source import Source
from handoutgen.document.inline_markup import citation, marked, prose
from handoutgen.document.values import (
    BlockView,
    CellView,
    ClinicView,
    ColumnView,
    ConditionView,
    HandoutView,
    QuestionView,
    ReferenceView,
    RowView,
    SectionView,
)
from handoutgen.document.wording import Wordings
from handoutgen.language_tag import tag_of
from handoutgen.selection import Selection, cited_in, cited_in_opening, printable, website_of
from handoutgen.short_reference import short_reference

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
"""Tags of languages (BCP 47), as far as sources have them."""

_HTTPS = "https://"


class ViewBuilder:
    """Walks a selection in reading order, so that each term is defined at its first use."""

    def __init__(self, selection: Selection, library: Library, wordings: Wordings) -> None:
        self.selection = selection
        self.library = library
        self.wordings = wordings
        self.references: tuple[ReferenceView, ...] = ()
        self.conditions = tuple(
            ConditionView(number, c.name, c.full_name)
            for number, c in enumerate(selection.conditions, 1)
        )

    def build(self, references: Iterable[Reference]) -> HandoutView:
        """The whole view."""
        selection, comparison = self.selection, self.selection.comparison
        disclaimer = self.library.disclaimer
        self.references = tuple(
            ReferenceView(number, _linked(reference), _short(source), self._foreign(source))
            for number, (reference, source) in enumerate(
                zip(references, selection.sources, strict=True), 1
            )
        )
        return HandoutView(
            title=selection.title,
            marked_title=marked(selection.title, (c.name for c in selection.conditions)),
            audience=comparison.audience,
            language=comparison.language,
            lead=self._flow(selection.lead),
            alert=self._flow([selection.alert] if selection.alert else []),
            # Plain text: what somebody types for one print has no markup at all.
            note=tuple(map(escape, selection.note)),
            conditions=self.conditions,
            sections=tuple(map(self._section, selection.sections)),
            references=self.references,
            opening_references=self._references(cited_in_opening(selection.lead, selection.alert)),
            sources_heading=prose(disclaimer.sources_heading),
            sources_short=prose(disclaimer.sources_short),
            sources_read_on=self.wordings.read_on(),
            room_for_sources=has_room_for_sources(selection.request.layout),
            website_label=prose(disclaimer.website_label),
            website_alternative=prose(
                disclaimer.website_alternative.replace("{website}", website_of(selection) or "")
            ),
            disclaimer_heading=prose(disclaimer.heading),
            disclaimer=tuple(map(prose, self.wordings.disclaimer())),
            clinic=self._clinic(),
        )

    def _foreign(self, source: Source) -> str:
        """The language of a source, where the handout has another (WCAG 2.2, 3.1.2)."""
        own = tag_of(source.language or SOURCE_LANGUAGE)
        primary = own.partition("-")[0].lower()
        same = primary == self.selection.comparison.language.partition("-")[0]
        return "" if same or not _TAG.match(own) else own

    def _clinic(self) -> ClinicView | None:
        clinic = self.selection.request.clinic
        if clinic is None:
            return None
        website = website_of(self.selection) or ""
        shown = website.removeprefix("https://").rstrip("/")
        return ClinicView(clinic.name, clinic.address or "", clinic.phone or "", website, shown)

    def _section(self, section: Section) -> SectionView:
        layout = self.selection.request.layout
        if layout == "cards":
            self.wordings.start_again()  # each card is read by itself
        blocks = tuple(view for b in section.blocks if (view := self._block(b)) is not None)
        cited = self._references(cited_in(section, self.selection.conditions, self.library, layout))
        heading = self._plain(section.heading)
        return SectionView(section.id, heading, section.kind, blocks, cited)

    def _references(self, cited: Iterable[str]) -> tuple[ReferenceView, ...]:
        numbers = sorted({self.selection.numbers[source] for source in cited})
        return tuple(self.references[number - 1] for number in numbers)

    def _block(self, block: Block) -> BlockView | None:
        match block:
            case ParagraphBlock():
                text = self._flow(block.statements)
                return BlockView("paragraph", text=text) if text else None
            case ListBlock():
                items = self._items(block.statements)
                heading = self._plain(block.heading or "")
                view = BlockView("list", heading=heading, items=items, ordered=block.ordered)
                return view if items else None
            case CardsBlock():
                return BlockView("cards", rows=self._rows(block.rows, by_condition=True))
            case TableBlock():
                rows = self._rows(block.rows, by_condition=False)
                heading, caption = self._plain(block.label), self._plain(block.caption)
                return BlockView("table", heading=heading, caption=caption, rows=rows)
            case ColumnsBlock():
                columns = tuple(
                    ColumnView(view, self._items(block.columns[condition.id]))
                    for view, condition in zip(
                        self.conditions, self.selection.conditions, strict=True
                    )
                )
                return BlockView("columns", columns=columns)
            case FigureBlock():
                shown = has_room_for_figures(self.selection.request.layout)
                return self._figure(block) if shown else None
            case CalloutBlock():
                items = self._items(block.statements)
                heading = self._plain(block.heading)
                cited = (c.source for s in printable(block.statements) for c in s.sources)
                view = BlockView(
                    "callout",
                    heading=heading,
                    items=items,
                    urgency=block.urgency,
                    references=self._references(cited),
                )
                return view if items else None
            case QuestionsBlock():
                heading = self._plain(block.heading or "")
                questions = tuple(map(self._question, block.questions))
                return BlockView("questions", heading=heading, questions=questions)
            case FillInBlock():
                return BlockView("fill_in", text=self._plain(block.label), lines=block.lines)
            case ContactsBlock():
                return self._contacts(block)
            case WordListBlock():
                items = tuple(
                    prose(f"**{term}:** {meaning}") for term, meaning in self.wordings.word_list()
                )
                return BlockView("word_list", items=items) if items else None

    def _rows(self, rows: tuple[Row, ...], *, by_condition: bool) -> tuple[RowView, ...]:
        order = self.selection.comparison.conditions
        cells: dict[tuple[int, str], Markup] = {}
        notes = [self._plain(row.note or "") for row in rows]
        # A definition belongs where the term is read first: cards are read one by one, a table
        # row by row with the label before its cells.
        places = [(r, c) for r in range(len(rows)) for c in order]
        if by_condition:
            places.sort(key=lambda place: order.index(place[1]))
        for index, condition in places:
            if not by_condition and condition == order[0]:
                notes[index] = self._row_note(rows[index])
            cells[index, condition] = prose(self.wordings.statement(rows[index].cells[condition]))
        return tuple(
            RowView(
                self._plain(row.label),
                notes[index],
                tuple(
                    self._cell(view, row.cells[c], cells[index, c])
                    for view, c in zip(self.conditions, order, strict=True)
                ),
            )
            for index, row in enumerate(rows)
        )

    def _cell(self, condition: ConditionView, cell: CellStatement, text: Markup) -> CellView:
        view = CellView(condition, cell.level, text, self._cite(cell))
        if cell.figure is None or not has_room_for_strips(self.selection.request.layout):
            return view
        alternative = self.library.figures[cell.figure].words()[1]
        return replace(view, figure=cell.figure, alternative=alternative)

    def _row_note(self, row: Row) -> Markup:
        """The note under a row's label; a label that is a term brings its definition."""
        return self._plain(row.note or self.wordings.definition_of_label(row.label))

    def _figure(self, block: FigureBlock) -> BlockView:
        figure = self.library.figures[block.figure]
        caption, alternative, equivalent = figure.words()
        numbers = (self.selection.numbers[c.source] for c in figure.sources)
        return BlockView(
            "figure",
            figure=figure.id,
            alternative=alternative,
            caption=Markup(" ").join(filter(None, (prose(caption), citation(numbers)))),
            equivalent=prose(equivalent),
        )

    def _contacts(self, block: ContactsBlock) -> BlockView:
        columns = [
            ColumnView(view, tuple(map(self._contact, condition.contacts)))
            for view, condition in zip(self.conditions, self.selection.conditions, strict=True)
            if condition.contacts
        ]
        if block.contacts:
            columns.append(ColumnView(None, tuple(map(self._contact, block.contacts))))
        return BlockView("contacts", columns=tuple(columns))

    def _contact(self, contact: Contact) -> Markup:
        numbers = (self.selection.numbers[c.source] for c in contact.sources)
        link = Markup('<a href="{}">{}</a>').format(contact.url, shown_address(contact.url))
        words = Markup("<strong>{}</strong>. {}").format(contact.name, prose(contact.offers))
        return Markup(" ").join(filter(None, (words, citation(numbers), link)))

    def _question(self, question: Question) -> QuestionView:
        return QuestionView(prose(self.wordings.question(question)), question.lines)

    def _items(self, statements: Iterable[Statement]) -> tuple[Markup, ...]:
        return tuple(self._flow([s]) for s in printable(statements))

    def _flow(self, statements: Iterable[Statement]) -> Markup:
        """Statements as one run of text; neighbours with the same sources share one mark."""
        pieces = [(prose(self.wordings.statement(s)), self._cite(s)) for s in printable(statements)]
        shown: list[Markup] = []
        for index, (text, mark) in enumerate(pieces):
            shown.append(text)
            following = pieces[index + 1][1] if index + 1 < len(pieces) else None
            if mark and mark != following:
                shown.append(mark)
        return Markup(" ").join(shown)

    def _cite(self, statement: Statement) -> Markup:
        return citation(self.selection.numbers[c.source] for c in statement.sources)

    def _plain(self, text: str) -> Markup:
        return prose(self.wordings.fill(text))


def shown_address(address: str) -> str:
    """An address as it is printed: what a browser adds by itself takes room and tells nothing.

    A link keeps the whole of it. An address that is not of https stays as it is, for a browser
    would add another beginning.
    """
    if not address.startswith(_HTTPS):
        return address
    return address.removeprefix(_HTTPS).removeprefix("www.").rstrip("/")


@lru_cache(maxsize=2048)
def _short(source: Source) -> Markup:
    words = short_reference(source)
    url = f"https://doi.org/{source.DOI}" if source.DOI else source.URL
    return Markup('<a href="{}">{}</a>').format(url, words) if url else escape(words)


@lru_cache(maxsize=2048)
def _linked(reference: Reference) -> Markup:
    pieces = (
        Markup('<a href="{}">{}</a>').format(part.url, shown_address(part.text))
        if part.url
        else escape(part.text)
        for part in reference.parts
    )
    return Markup("").join(pieces)
