"""Rules for how much there is: a reader takes in small, named pieces."""

from collections.abc import Iterable, Iterator

from handoutgen.content.entry import Entry
from handoutgen.content.models import Comparison
from handoutgen.content.prose import section_texts
from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.passages import headings, statements_of
from handoutgen.content.rules.rule import Rule
from handoutgen.content.section import (
    Block,
    CalloutBlock,
    CardsBlock,
    ColumnsBlock,
    ListBlock,
    ParagraphBlock,
    QuestionsBlock,
    Section,
    Statement,
    TableBlock,
)
from handoutgen.content.sentences import words
from handoutgen.errors import Problem

PARAGRAPH_WORDS = 60
LIST_ITEMS = 7
TABLE_COLUMNS = 4
HEADER_WORDS = 4
LABEL_WORDS = 6
SECTION_WORDS = 150
CONDITION_WORDS = 75
MORE_WORDS = 30
TITLE_WORDS = 12
HEADING_WORDS = 10
RATIO = 1.3
RATIO_WORDS = 25
_FILLERS = ("a", "an", "and", "of", "the", "this", "some")

PARAGRAPH = Rule(
    "C034",
    "long paragraph",
    "error",
    f"a paragraph or list item of more than {PARAGRAPH_WORDS} words in plain wording",
    "make two paragraphs, or a list.",
    "PEMAT 8: short chunks.",
)
LIST = Rule(
    "C035",
    "long list",
    "error",
    f"more than {LIST_ITEMS} items in a list, a column, a callout or a list of questions; a list "
    "without a heading goes on with the list right over it",
    "make two lists, each with a heading, or leave out what matters less.",
    "PEMAT 8 and CDC Index 8: no list is longer than seven items.",
)
TABLE = Rule(
    "C036",
    "large table",
    "error",
    f"a table with more than {TABLE_COLUMNS} columns, a column header of more than {HEADER_WORDS} "
    f"words, or a row label of more than {LABEL_WORDS}",
    "use `cards` or `columns`, or shorten the label.",
    "PEMAT 19: simple tables with short, clear headings.",
)
SECTION = Rule(
    "C037",
    "long section",
    "error",
    f"more than {SECTION_WORDS} words of plain wording in a section; side by side for more than "
    f"two conditions, {CONDITION_WORDS} words for each and {MORE_WORDS} more",
    "make two sections, each with its own question.",
    "PEMAT 8: short sections.",
)
HEADING = Rule(
    "C038",
    "long heading",
    "error",
    f"a title of more than {TITLE_WORDS} words, or a heading of more than {HEADING_WORDS}",
    "ask one short question.",
    "Headings are for finding: one line at the size in which they print.",
)
GENERIC = Rule(
    "C039",
    "generic heading",
    "error",
    "a heading that says nothing about what follows, such as Overview or Other",
    "ask the reader's question: `What are the first signs?`",
    "PEMAT 9: informative headings.",
)
UNEVEN = Rule(
    "C043",
    "uneven telling",
    "warning",
    f"columns or cards of {RATIO_WORDS} words or more in a section in which one condition has more "
    f"than {RATIO} times the words of another",
    "say as much about each, or move what concerns one of them to a section of its own.",
    "IPDAS: options are shown in equal detail (word counts within 30%).",
)
RULES = (PARAGRAPH, LIST, TABLE, SECTION, HEADING, GENERIC, UNEVEN)


def limits(ground: Ground) -> Iterator[Problem]:
    """C034 to C039 and C043. Sections for clinicians have only the limits of lists and tables."""
    generic = frozenset(ground.data.words.generic_headings)
    for comparison in ground.library.comparisons.values():
        yield from _heading(comparison.title, TITLE_WORDS, "title", comparison, generic)
        if (count := sum(map(_words, comparison.lead))) > PARAGRAPH_WORDS:
            message = f"the lead has {count} words; {PARAGRAPH_WORDS} are the most"
            yield PARAGRAPH.at(comparison.lead[0].location, message)
    for comparison, section in ground.sections:
        for passage in headings(comparison, section):
            if passage.part == "heading":
                yield from _heading(passage.text, HEADING_WORDS, "heading", passage.entry, generic)
        yield from _long_lists(section.blocks)
        for block in section.blocks:
            if isinstance(block, TableBlock):
                yield from _table(block, comparison, ground)
        if section.audience == "patients":
            yield from _paragraphs(section)
            yield from _section(section, comparison)
            yield from _uneven(section, comparison)


def _heading(
    text: str,
    most: int,
    what: str,
    entry: Entry,
    generic: frozenset[str],
) -> Iterator[Problem]:
    found = words(text)
    if len(found) > most:
        message = f"the {what} has {len(found)} words; {most} are the most"
        yield HEADING.at(entry.location, message)
    plain = [word.lower() for word in found]
    if " ".join(plain) in generic or (plain and generic.union(_FILLERS).issuperset(plain)):
        yield GENERIC.at(entry.location, f"the {what} `{text}` says nothing about what follows")


def _paragraphs(section: Section) -> Iterator[Problem]:
    for block in section.blocks:
        found = tuple(statements_of(block))
        groups = [found] if isinstance(block, ParagraphBlock) else [(s,) for s in found]
        for group in groups:
            count = sum(map(_words, group))
            if count > PARAGRAPH_WORDS:
                message = f"{count} words in one piece; {PARAGRAPH_WORDS} are the most"
                yield PARAGRAPH.at(group[0].location, message)


def _long_lists(blocks: Iterable[Block]) -> Iterator[Problem]:
    """A list without a heading goes on with the list right over it."""
    over, items = None, 0
    for block in blocks:
        goes_on = isinstance(block, ListBlock) and not block.heading and over is not None
        if isinstance(block, ListBlock):
            over = over if goes_on and over else block
            items = (items if goes_on else 0) + len(tuple(statements_of(block)))
            if items > LIST_ITEMS:
                message = f"the list has {items} items; {LIST_ITEMS} are the most"
                yield LIST.at(over.location, message)
        else:
            over, items = None, 0
            yield from _long_list(block)


def _long_list(block: Block) -> Iterator[Problem]:
    counts: list[int] = []
    match block:
        case CalloutBlock():
            counts = [len(tuple(statements_of(block)))]
        case ColumnsBlock():
            counts = [
                sum(s.status != "retired" for s in column) for column in block.columns.values()
            ]
        case QuestionsBlock():
            counts = [len(block.questions)]
        case _:
            pass
    for count in counts:
        if count > LIST_ITEMS:
            message = f"the list has {count} items; {LIST_ITEMS} are the most"
            yield LIST.at(block.location, message)


def _table(block: TableBlock, comparison: Comparison, ground: Ground) -> Iterator[Problem]:
    columns = 1 + len(comparison.conditions)
    if columns > TABLE_COLUMNS:
        message = f"the table has {columns} columns; {TABLE_COLUMNS} are the most"
        yield TABLE.at(block.location, message)
    known = filter(None, map(ground.library.conditions.get, comparison.conditions))
    for header in (block.label, *(condition.name for condition in known)):
        if len(words(header)) > HEADER_WORDS:
            message = f"the column header `{header}` has more than {HEADER_WORDS} words"
            yield TABLE.at(block.location, message)
    for row in block.rows:
        if len(words(row.label)) > LABEL_WORDS:
            message = f"the row label `{row.label}` has more than {LABEL_WORDS} words"
            yield TABLE.at(row.location, message)


def _section(section: Section, comparison: Comparison) -> Iterator[Problem]:
    count = sum(len(words(text)) for text in section_texts(section, "plain"))
    side_by_side = any(
        isinstance(b, ColumnsBlock | CardsBlock | TableBlock) for b in section.blocks
    )
    most = SECTION_WORDS
    if side_by_side and len(comparison.conditions) > 2:
        most = CONDITION_WORDS * len(comparison.conditions) + MORE_WORDS
    if count > most:
        message = f"the section `{section.id}` has {count} words; {most} are the most"
        yield SECTION.at(section.location, message)


def _uneven(section: Section, comparison: Comparison) -> Iterator[Problem]:
    counts = dict.fromkeys(comparison.conditions, 0)
    for block in section.blocks:
        if isinstance(block, ColumnsBlock):
            for name, column in block.columns.items():
                counts[name] = counts.get(name, 0) + sum(map(_words, column))
        elif isinstance(block, CardsBlock):
            for row in block.rows:
                for name, cell in row.cells.items():
                    counts[name] = counts.get(name, 0) + _words(cell)
    if sum(counts.values()) < RATIO_WORDS:
        return
    if max(counts.values()) > RATIO * min(counts.values()):
        told = ", ".join(f"{name} {count}" for name, count in counts.items())
        message = f"one condition is told far longer than another in words: {told}"
        yield UNEVEN.at(section.location, message)


def _words(statement: Statement) -> int:
    if statement.status == "retired":
        return 0
    disagreement = statement.disagreement if statement.status == "disputed" else None
    return sum(len(words(text)) for text in (statement.plain, disagreement) if text)
