"""What a clinician picked, looked up in the library, with its sources numbered."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handoutgen.content.clinic import ClinicProfile
from handoutgen.content.entry import Citation, Wording
from handoutgen.content.layouts import (
    STANDARD_STYLE,
    Layout,
    Paper,
    PrintForm,
    has_room_for_figures,
    opens_with_alert,
    opens_with_lead,
    papers_of,
    refusal,
)
from handoutgen.content.library import Library
from handoutgen.content.models import Comparison, Condition, Locale
from handoutgen.content.note import note_lines
from handoutgen.content.review import ReviewState, review_state
from handoutgen.content.section import (
    CalloutBlock,
    CardsBlock,
    ColumnsBlock,
    ContactsBlock,
    FigureBlock,
    ListBlock,
    ParagraphBlock,
    Section,
    Statement,
    TableBlock,
)
from handoutgen.content.source import Source
from handoutgen.errors import HandoutError, Location, Problem, did_you_mean
from handoutgen.said import Said, counted, said


@dataclass(frozen=True, slots=True)
class HandoutRequest:
    """Everything that decides what a handout says and how it is laid out.

    `section` empty means what the comparison prints in this layout, without its sensitive
    sections. `paper` and `template` not given are the layout's own. `binding` leaves room for
    holes; `duplex` asks the printer for both sides. `today` decides which reviews are in force;
    without it none is. `language` has the languages to print side by side, usually one; empty is
    the one that the content is written in. `allow_draft` prints a translation that is not complete,
    marked as a draft. `feedback` says how to reach the clinic, `funding` is its own sentence on
    who paid. `clinic` is named on the pages. `note` is the clinic's own plain text for this one
    print: it stands on the sheet, and in no log, no cache on disk and no `repr`.
    """

    comparison: str
    section: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    wording: Wording = "plain"
    layout: Layout = "handout"
    style: str = STANDARD_STYLE
    paper: Paper | None = None
    binding: bool = False
    duplex: bool = False
    template: str | None = None
    locale: str | None = None
    title: str | None = None
    date: dt.date | None = None
    today: dt.date | None = None
    language: tuple[str, ...] = ()
    allow_draft: bool = False
    feedback: str | None = None
    funding: str | None = None
    clinic: ClinicProfile | None = None
    note: str = field(default="", repr=False)

    @property
    def sheet(self) -> Paper:
        """The paper it is printed on."""
        return self.paper or papers_of(self.layout)[0]

    @property
    def form(self) -> PrintForm:
        """What comes out of the printer."""
        return PrintForm(self.layout, self.sheet, self.binding, self.duplex)

    @property
    def arrangement(self) -> str:
        """The template that arranges it: a booklet is a handout on smaller pages."""
        if self.template is not None:
            return self.template
        return "handout" if self.layout == "booklet" else self.layout


@dataclass(frozen=True, slots=True)
class Selection:
    """The picked content in order. `numbers` gives each cited source its number.

    `lead` and `alert` are what the layout has room for.
    """

    request: HandoutRequest
    comparison: Comparison
    conditions: tuple[Condition, ...]
    lead: tuple[Statement, ...]
    alert: Statement | None
    sections: tuple[Section, ...]
    locale: Locale | None
    sources: tuple[Source, ...]
    numbers: Mapping[str, int]
    review: ReviewState = field(default_factory=ReviewState)
    note: tuple[str, ...] = field(default=(), repr=False)

    @property
    def title(self) -> str:
        """The title on paper."""
        return self.request.title or self.comparison.title

    @property
    def read_on(self) -> dt.date | None:
        """The day on which most of its web pages were read, if one day holds for several."""
        days = Counter(day for source in self.sources if (day := source.read_on))
        day = max(days, key=lambda day: (days[day], day), default=None)
        return day if day and days[day] > 1 else None


def select(library: Library, request: HandoutRequest) -> Selection:
    """Look up what was asked for.

    Raises HandoutError with S001 (comparison), S002 (section), S003 (nothing left),
    S004 (locale), S005 (section named twice), S007 (layout, style and paper that do not go
    together), S008 or S009 (not translated), or with U060 or U061 (the note).
    """
    comparison = library.comparisons.get(request.comparison)
    if comparison is None and request.comparison in library.left_out:
        raise HandoutError([untranslated(request.comparison, library)])
    if comparison is None:
        message = no_comparison(request.comparison)
        raise HandoutError([_missing("S001", message, request.comparison, library.comparisons)])
    available = library.sections[comparison.id]
    left_out = library.left_out.get(comparison.id, {})
    problems = [
        _half_translated(word, left_out[word], library)
        if word in left_out
        else _missing("S002", no_section(word, comparison.id), word, available)
        for word in (*request.section, *request.without)
        if word not in available and not (word in left_out and word in request.without)
    ]
    for word in sorted({w for w in request.section if request.section.count(w) > 1}):
        problems.append(section_twice(word))
    locale = library.locales.get(request.locale or "")
    reason = refusal(request.layout, request.style, request.paper, request.binding)
    if reason:
        hint = said("`handoutgen build --help` lists layouts, styles and papers.")
        problems.append(Problem("S007", reason, hint=hint))
    if request.locale and locale is None:
        message = no_locale(request.locale)
        problems.append(_missing("S004", message, request.locale, library.locales))
    note: tuple[str, ...] = ()
    try:
        note = note_lines(request.note)
    except HandoutError as error:
        problems.extend(error.problems)
    if problems:
        raise HandoutError(problems)

    picked = request.section or usual_sections(comparison, library, request.layout)
    sections = tuple(available[s] for s in picked if s not in request.without)
    if not sections:
        hint = said("leave out fewer sections, or name one with --section.")
        raise HandoutError([Problem("S003", said("no section is left to print"), hint=hint)])

    conditions = tuple(library.conditions[c] for c in comparison.conditions)
    warned = any(section.kind == "warning" for section in sections)
    opening = (
        comparison.lead if opens_with_lead(request.layout) else (),
        comparison.alert if opens_with_alert(request.layout, warned=warned) else None,
    )
    cited = dict.fromkeys(cited_in_opening(*opening))
    for section in sections:
        cited.update(dict.fromkeys(cited_in(section, conditions, library, request.layout)))
    return Selection(
        request=request,
        comparison=comparison,
        conditions=conditions,
        lead=opening[0],
        alert=opening[1],
        sections=sections,
        locale=locale,
        sources=tuple(library.sources[s] for s in cited),
        numbers={source: number for number, source in enumerate(cited, 1)},
        review=review_state(library, comparison.id, (s.id for s in sections), request.today),
        note=note,
    )


def usual_sections(comparison: Comparison, library: Library, layout: Layout) -> tuple[str, ...]:
    """What a comparison prints in a layout unless somebody picks otherwise: nothing sensitive."""
    sections = library.sections[comparison.id]
    usual = comparison.layout.get(layout, comparison.section)
    return tuple(s for s in usual if not sections[s].sensitive)


def website_of(selection: Selection) -> str | None:
    """The address of this handout at the clinic, if it has one."""
    clinic = selection.request.clinic
    return clinic.website_of(selection.comparison.id) if clinic else None


def printable(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements that may be printed: a retired one never is."""
    return tuple(s for s in statements if s.status != "retired")


def cited_in_opening(lead: Iterable[Statement], alert: Statement | None) -> Iterator[str]:
    """Source ids of what stands before the sections."""
    for statement in (*printable(lead), *([alert] if alert else ())):
        yield from _ids(statement.sources)


def cited_in(
    section: Section, conditions: tuple[Condition, ...], library: Library, layout: Layout
) -> Iterator[str]:
    """Source ids in reading order: side by side, each condition is read from top to bottom."""
    order = tuple(condition.id for condition in conditions)
    for block in section.blocks:
        match block:
            case ParagraphBlock() | ListBlock() | CalloutBlock():
                groups = [block.statements]
            case CardsBlock():
                groups = [tuple(row.cells[c] for row in block.rows) for c in order]
            case TableBlock():
                groups = [tuple(row.cells[c] for c in order) for row in block.rows]
            case ColumnsBlock():
                groups = [block.columns[c] for c in order]
            case FigureBlock():
                if has_room_for_figures(layout):
                    yield from _ids(library.figures[block.figure].sources)
                continue
            case ContactsBlock():
                for condition in conditions:
                    for contact in condition.contacts:
                        yield from _ids(contact.sources)
                for contact in block.contacts:
                    yield from _ids(contact.sources)
                continue
            case _:
                continue
        for group in groups:
            for statement in printable(group):
                yield from _ids(statement.sources)


def _ids(citations: Iterable[Citation]) -> Iterator[str]:
    return (citation.source for citation in citations)


def untranslated(comparison: str, library: Library) -> Problem:
    """S008: the comparison is not there in the language of this library."""
    language = library.language
    message = said(
        "`{comparison}` is not translated in full into `{language}`",
        comparison=comparison,
        language=language,
    )
    hint = said("`handoutgen translate status {language}` says what lacks.", language=language)
    return Problem("S008", message, hint=hint)


def _half_translated(section: str, lacking: int, library: Library) -> Problem:
    message = counted(
        "of the section `{section}` {n} text lacks in `{language}`",
        "of the section `{section}` {n} texts lack in `{language}`",
        lacking,
        section=section,
        language=library.language,
    )
    hint = said("leave it out, or print a draft with --allow-draft.")
    return Problem("S009", message, hint=hint)


def no_comparison(comparison: str) -> Said:
    """What S001 says."""
    return said("there is no comparison `{comparison}`", comparison=comparison)


def no_section(section: str, comparison: str) -> Said:
    """What S002 says of a section that a comparison does not have."""
    return said(
        "there is no section in {comparison} `{section}`", comparison=comparison, section=section
    )


def no_locale(locale: str) -> Said:
    """What S004 says."""
    return said("there is no locale `{locale}`", locale=locale)


def section_twice(section: str, place: Location | None = None) -> Problem:
    """S005: a section is named more than once."""
    message = said("the section `{section}` is asked for twice", section=section)
    return Problem("S005", message, place, said("a section prints once; name it once."))


def _missing(code: str, message: Said, word: str, known: Iterable[str]) -> Problem:
    return Problem(code, message, hint=did_you_mean(word, known))
