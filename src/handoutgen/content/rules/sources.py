"""Rules for sources, and for statements that no longer hold."""

from collections.abc import Iterable, Iterator

from handoutgen.content.entry import Citation
from handoutgen.content.rules.duplicates import normal
from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.rule import Rule
from handoutgen.content.section import CardsBlock, ContactsBlock, Kind, Statement, TableBlock
from handoutgen.content.sentences import split_sentences
from handoutgen.content.source import Source
from handoutgen.errors import Problem

UNUSED = Rule(
    "C020",
    "unused source",
    "warning",
    "a source that nothing names",
    "delete it from data/sources.yaml, or name it where it is used.",
    "A list of sources that is longer than what it supports cannot be checked.",
)
INCOMPLETE = Rule(
    "C021",
    "incomplete source",
    "error",
    "a printed source without author or publisher, without DOI or URL (for a book, ISBN), or "
    "without the day of issue or access",
    "add what is missing to data/sources.yaml.",
    "JAMA benchmarks: attribution and currency. A reader must be able to find the source.",
)
OLD = Rule(
    "C022",
    "old source",
    "warning",
    "a statement whose newest source is older than `data/rules/ages.yaml` allows for the kind of "
    "its section, or newer than the text itself",
    "look for a newer source, and add it when it says the same.",
    "JAMA benchmarks: currency. Treatment changes faster than anatomy.",
)
RETIRED = Rule(
    "C023",
    "retired statement in reach",
    "error",
    "a retired statement that stands among those that print, or whose sentences another statement "
    "or a question prints",
    "move it to the section's `retired`, and print what replaced it.",
    "What was found wrong must not reach a reader again by way of a new section or edit.",
)
RULES = (UNUSED, INCOMPLETE, OLD, RETIRED)

_BOOKS = ("book", "chapter")


def unused(ground: Ground) -> Iterator[Problem]:
    """C020."""
    used = {citation.source for citation in _citations(ground, printed=False)}
    for source in ground.library.sources.values():
        if source.id not in used:
            yield UNUSED.at(source.location, f"nothing names the source `{source.id}`")


def incomplete(ground: Ground) -> Iterator[Problem]:
    """C021, for sources that print: those of retired statements are kept for the record only."""
    for name in dict.fromkeys(c.source for c in _citations(ground, printed=True)):
        source = ground.library.sources.get(name)
        if source is not None and (missing := _missing(source)):
            message = f"the source `{source.id}` has no {', no '.join(missing)}"
            yield INCOMPLETE.at(source.location, message)


def _missing(source: Source) -> list[str]:
    found = source.DOI or source.URL or (source.ISBN if source.type in _BOOKS else None)
    parts = {
        "author or publisher": source.author or source.publisher,
        "DOI or URL": found,
        "day of issue or access": source.issued or source.accessed,
    }
    return [name for name, value in parts.items() if not value]


def old(ground: Ground) -> Iterator[Problem]:
    """C022. Age counts up to the day on which the comparison was updated, not up to today."""
    for found in ground.told:
        kind: Kind = found.section.kind if found.section else "overview"
        limit = ground.data.years.get(kind)
        known = [ground.library.sources.get(c.source) for c in found.statement.sources]
        dated = [(year, s.id) for s in known if s is not None and (year := _year(s))]
        if limit is None or not dated or len(dated) < len(known):
            continue
        year, name = max(dated)
        age = found.comparison.updated.year - year
        if age < 0:
            updated = found.comparison.updated.year
            message = (
                f"`{name}`, a source of `{found.statement.id}`, is dated {year}, "
                f"but the text was last updated in {updated}"
            )
            yield OLD.at(found.statement.location, message, "correct one of the two.")
        if age > limit:
            message = (
                f"the newest source of `{found.statement.id}`, `{name}`, is {age} years old; "
                f"{limit} is the most for {kind}"
            )
            yield OLD.at(found.statement.location, message)


def _year(source: Source) -> int | None:
    """The year of issue; a living web page has only the year in which it was read."""
    for date in (source.issued, source.accessed):
        if date is not None and date.date_parts and date.date_parts[0]:
            return date.date_parts[0][0]
    return None


def retired(ground: Ground) -> Iterator[Problem]:
    """C023. A retired cell of a table is C018."""
    for comparison in ground.library.comparisons.values():
        alert = (comparison.alert,) if comparison.alert else ()
        yield from _out_of_place((*comparison.lead, *alert))
    for _, section in ground.sections:
        for block in section.blocks:
            if not isinstance(block, CardsBlock | TableBlock):
                yield from _out_of_place(getattr(block, "statements", ()))
                for column in getattr(block, "columns", {}).values():
                    yield from _out_of_place(column)
    withdrawn = {
        _by_sentence(text): statement.id
        for _, section in ground.sections
        for statement in section.retired
        for text in filter(None, (statement.plain, statement.detailed))
    }
    for passage in (*ground.plain, *ground.detailed) if withdrawn else ():
        if passage.part in ("statement", "question"):
            printed = _by_sentence(passage.text)
            for words, name in withdrawn.items():
                if words in printed:
                    who = getattr(passage.entry, "id", "this")
                    message = f"`{who}` prints the words of the retired `{name}`"
                    yield RETIRED.at(passage.entry.location, message)


def _by_sentence(text: str) -> str:
    """The words of each sentence between bars: one that holds another holds its sentences."""
    return f"|{'|'.join(map(normal, split_sentences(text)))}|"


def _out_of_place(statements: Iterable[Statement]) -> Iterator[Problem]:
    for statement in statements:
        if statement.status == "retired":
            message = f"the retired statement `{statement.id}` stands among those that print"
            yield RETIRED.at(statement.location, message)


def _citations(ground: Ground, *, printed: bool) -> Iterator[Citation]:
    library = ground.library
    for found in ground.told:
        yield from found.statement.sources
    for condition in library.conditions.values():
        yield from (c for contact in condition.contacts for c in contact.sources)
    for figure in library.figures.values():
        yield from figure.sources
    for _, section in ground.sections:
        for block in section.blocks:
            if isinstance(block, ContactsBlock):
                yield from (c for contact in block.contacts for c in contact.sources)
        if not printed:
            yield from (c for s in (*section.retired, *section.statements()) for c in s.sources)
