"""Rules that need the whole library: what refers to what, and what may not be printed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from handoutgen.content.characters import refused_characters
from handoutgen.content.entry import Citation, Entry
from handoutgen.content.glossary import TermFinder
from handoutgen.content.models import Comparison
from handoutgen.content.placeholders import unknown_placeholders
from handoutgen.content.section import (
    CardsBlock,
    ColumnsBlock,
    FigureBlock,
    QuestionsBlock,
    Row,
    Section,
    Statement,
    TableBlock,
)
from handoutgen.errors import Location, Problem, did_you_mean

if TYPE_CHECKING:
    from handoutgen.content.library import Library


def check_library(library: "Library") -> list[Problem]:
    """Every broken reference and rule in the library, as problems."""
    return [
        *_glossary_circles(library),
        *_figures(library),
        *(p for c in library.conditions.values() for p in _contact_sources(c.contacts, library)),
        *(p for c in library.comparisons.values() for p in _comparison(c, library)),
        *_texts(library),
    ]


def _comparison(comparison: Comparison, library: "Library") -> Iterator[Problem]:
    sections = library.sections[comparison.id]
    if comparison.next_review < comparison.updated:
        message = "`next_review` is before `updated`"
        yield Problem("C008", message, comparison.location, "correct one of the two days.")
    yield from _listed(comparison, ("conditions",), "condition", library.conditions, library)
    yield from _listed(comparison, ("section", "further"), "section", sections, library)
    for layout, identities in comparison.layout.items():
        for index, identity in enumerate(identities):
            if identity not in sections and identity not in library.broken:
                at = comparison.place("layout", layout, index)
                yield _no(at, "section", identity, sections)
    listed = (*comparison.section, *comparison.further)
    for section in sections.values():
        if section.id not in listed:
            message = f"the comparison does not list the section `{section.id}`"
            place = f"data/comparisons/{comparison.id}/comparison.yaml"
            hint = f"add it to `section` or `further` in {place}."
            yield Problem("C017", message, section.location, hint)
        yield from _section(section, comparison, library)
    yield from _statements(comparison, sections.values(), library)


def _listed(
    comparison: Comparison,
    keys: Iterable[str],
    kind: str,
    known: Mapping[str, object],
    library: "Library",
) -> Iterator[Problem]:
    """Each name that a comparison lists exists, and stands there once, over several lists."""
    seen: set[str] = set()
    for key in keys:
        for index, name in enumerate(getattr(comparison, key)):
            place = comparison.place(key, index)
            if name in seen:
                message = f"the {kind} `{name}` is listed twice"
                yield Problem("C010", message, place, "list it once.")
            elif name not in known and name not in library.broken:
                yield _no(place, kind, name, known)
            seen.add(name)


def _section(section: Section, comparison: Comparison, library: "Library") -> Iterator[Problem]:
    for block in section.blocks:
        if isinstance(block, CardsBlock | TableBlock):
            for row in block.rows:
                yield from _cells(row, row.cells, comparison)
                yield from _retired_cells(row)
                yield from _cell_figures(row, block, comparison, library)
        elif isinstance(block, ColumnsBlock):
            yield from _cells(block, block.columns, comparison)
        elif isinstance(block, FigureBlock):
            yield from _figure_here(block.figure, block, comparison, library)
        elif block.block == "contacts":
            yield from _contact_sources(block.contacts, library)


def _cell_figures(
    row: Row, block: CardsBlock | TableBlock, comparison: Comparison, library: "Library"
) -> Iterator[Problem]:
    for cell in row.cells.values():
        if cell.figure is None:
            continue
        if isinstance(block, TableBlock):
            message = "a cell of a table has no `figure`"
            hint = "use cards, or a block of its own."
            yield Problem("C008", message, cell.location, hint)
        yield from _figure_here(cell.figure, cell, comparison, library)


def _figure_here(
    name: str, entry: Entry, comparison: Comparison, library: "Library"
) -> Iterator[Problem]:
    """A figure that exists, and shows no condition that the handout does not name."""
    if name in library.broken:
        return
    if name not in library.figures:
        yield _unknown(entry, "figure", name, library.figures)
        return
    for condition in library.figures[name].conditions:
        if condition not in comparison.conditions:
            message = f"the figure `{name}` shows `{condition}`, which is not compared here"
            hint = "take the figure out, or change its `conditions`."
            yield Problem("C011", message, entry.location, hint)


def _cells(
    entry: Row | ColumnsBlock, cells: Mapping[str, object], comparison: Comparison
) -> list[Problem]:
    given = {c for c, content in cells.items() if content}
    missing = [c for c in comparison.conditions if c not in given]
    extra = sorted(set(cells).difference(comparison.conditions))
    hint = "each condition of the comparison has its own cell, and no other."
    return [
        *(
            Problem("C016", f"nothing is said about `{c}` here", entry.location, hint)
            for c in missing
        ),
        *(_unknown(entry, "condition in this comparison", c, comparison.conditions) for c in extra),
    ]


def _retired_cells(row: Row) -> Iterator[Problem]:
    """In a paragraph or list a retired statement just stops printing; a cell would be empty."""
    for cell in row.cells.values():
        if cell.status == "retired":
            message = f"the cell `{cell.id}` is retired, which leaves it empty"
            hint = "write what replaces it, and move this statement to the section's `retired`."
            yield Problem("C018", message, cell.location, hint)


def _statements(
    comparison: Comparison, sections: Iterable[Section], library: "Library"
) -> Iterator[Problem]:
    first: dict[str, Statement] = {}
    everything = [*comparison.lead, *([comparison.alert] if comparison.alert else [])]
    for section in sections:
        everything += section.statements()
        everything += section.retired
    for statement in everything:
        if statement.id in first:
            message = (
                f"the id `{statement.id}` is used twice; first at {first[statement.id].location}"
            )
            yield Problem("C010", message, statement.location, "ids are unique: rename one.")
        first.setdefault(statement.id, statement)
    for statement in everything:
        yield from _statement(statement, comparison, first, library)
    yield from _questions(comparison, sections, first)


def _questions(
    comparison: Comparison, sections: Iterable[Section], statements: Mapping[str, Entry]
) -> Iterator[Problem]:
    first = dict(statements)
    blocks = (block for section in sections for block in section.blocks)
    for question in (q for b in blocks if isinstance(b, QuestionsBlock) for q in b.questions):
        if question.id in first:
            place = first[question.id].location
            message = f"the id `{question.id}` is used twice; first at {place}"
            yield Problem("C010", message, question.location, "ids are unique: rename one.")
        first.setdefault(question.id, question)
        yield from _about(question, question.about, comparison)


def _about(entry: Entry, about: Iterable[str], comparison: Comparison) -> Iterator[Problem]:
    for condition in about:
        if condition not in comparison.conditions:
            yield _unknown(entry, "condition", condition, comparison.conditions)


def _statement(
    statement: Statement, comparison: Comparison, known: Iterable[str], library: "Library"
) -> Iterator[Problem]:
    if not statement.sources:
        hint = "add an id from data/sources.yaml."
        yield Problem(
            "C012", f"the statement `{statement.id}` has no source", statement.location, hint
        )
    yield from _sources(statement.sources, library)
    yield from _about(statement, statement.about, comparison)
    for successor in statement.replaced_by:
        if successor not in known and successor not in library.broken:
            yield _unknown(statement, "statement", successor, known)


def _sources(citations: Iterable[Citation], library: "Library") -> Iterator[Problem]:
    for citation in citations:
        if citation.source not in library.sources and citation.source not in library.broken:
            yield _unknown(citation, "source", citation.source, library.sources)


def _contact_sources(contacts: Iterable[Entry], library: "Library") -> Iterator[Problem]:
    for contact in contacts:
        yield from _sources(contact.sources, library)  # type: ignore[attr-defined]


def _figures(library: "Library") -> Iterator[Problem]:
    for figure in library.figures.values():
        yield from _sources(figure.sources, library)
        for file in dict.fromkeys(file for file, _ in figure.drawn()):
            if file not in library.drawings:
                yield _unknown(figure, "drawing in data/figures", file, library.drawings)


def _glossary_circles(library: "Library") -> Iterator[Problem]:
    """A definition may use other terms, but never in a circle.

    Depth first, each term once: a use of a term that is still on the path closes a circle.
    """
    finder = TermFinder.of(library.glossary.values())
    uses = {t.id: [u.id for u in finder.used_in(t.plain)] for t in library.glossary.values()}
    seen: set[str] = set()
    for start in uses:
        if start in seen:
            continue
        seen.add(start)
        path = {start: iter(uses[start])}
        while path:
            term = next(reversed(path))
            used = next(path[term], None)
            if used is None:
                del path[term]
            elif used in path:
                names = list(path)
                circle = " → ".join([*names[names.index(used) :], used])
                message = f"definitions lead in a circle: {circle}"
                hint = "define one of them with everyday words only."
                yield Problem("C013", message, library.glossary[used].location, hint)
            elif used not in seen:
                seen.add(used)
                path[used] = iter(uses[used])


def _texts(library: "Library") -> Iterator[Problem]:
    """What no text may hold: characters that cannot print, and placeholders that nobody fills."""
    for entry in _entries(library):
        for name, value in entry.__dict__.items():
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str):
                    yield from refused_characters(text, name, entry)
                    yield from unknown_placeholders(text, name, entry)


def _entries(library: "Library") -> Iterator[Entry]:
    tables = (library.conditions, library.comparisons, library.sources, library.glossary)
    for table in (*tables, library.figures, library.locales, *library.sections.values()):
        for entry in table.values():
            yield from _inside(entry)
    yield from _inside(library.disclaimer)


def _inside(value: object) -> Iterator[Entry]:
    if isinstance(value, Entry):
        yield value
        for inner in value.__dict__.values():
            yield from _inside(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _inside(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _inside(inner)


def _unknown(entry: Entry, kind: str, word: str, known: Iterable[str]) -> Problem:
    return _no(entry.location, kind, word, known)


def _no(place: Location, kind: str, word: str, known: Iterable[str]) -> Problem:
    return Problem("C011", f"there is no {kind} `{word}`", place, did_you_mean(word, known))
