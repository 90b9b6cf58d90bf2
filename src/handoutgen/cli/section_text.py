"""A section as plain text for its authors: every claim with the ids of its sources."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap

from handoutgen.content.entry import Citation, Wording
from handoutgen.content.library import Library
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
    QuestionsBlock,
    Row,
    Section,
    Statement,
    TableBlock,
    WordListBlock,
)
from handoutgen.said import marked
from handoutgen.selection import printable
from handoutgen.translation.words import Words

WIDTH = 88
_LEVELS: Mapping[str, str] = {
    "common": "Common",
    "can_happen": "Can\u00a0happen",
    "rare": "Rare",
    "not_expected": "Not\u00a0expected",
}
"""As the templates say them."""
_URGENCY: Mapping[str, str] = {
    "emergency": marked("Emergency"),
    "call": marked("Call"),
    "alert": marked("Alert"),
    "note": marked("Note"),
}


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section of a comparison in one wording, and the sources that it names, in order."""

    lines: tuple[str, ...]
    sources: tuple[str, ...]


def section_text(
    comparison: str, section: Section, library: Library, wording: Wording, say: Words
) -> SectionText:
    """The section as its authors see it, with what is retired at the end.

    What stands around the section's own words is in the language of `say`.
    """
    writer = _Writer(comparison, library, wording, say)
    lines: list[str] = []
    for block in section.blocks:
        lines += [*writer.block(block), ""]
    # What is retired never prints: its sources are not among those of the section.
    sources = tuple(dict.fromkeys(writer.cited))
    if section.retired:
        lines.append(say("Retired, never printed:"))
        for statement in section.retired:
            why = say("Why: {reason}", reason=statement.reason)
            lines += writer.item("- ", [writer.statement(statement), why])
        lines.append("")
    return SectionText(tuple(lines[:-1]), sources)


class _Writer:
    """Writes blocks, and notes which sources they name."""

    def __init__(self, comparison: str, library: Library, wording: Wording, say: Words) -> None:
        self.conditions = library.comparisons[comparison].conditions
        self.library = library
        self.wording = wording
        self.say = say
        self.cited: list[str] = []

    def block(self, block: Block) -> Iterator[str]:
        say = self.say
        match block:
            case ParagraphBlock():
                yield from self.item("", map(self.statement, printable(block.statements)))
            case ListBlock():
                yield from [f"{block.heading}:"] if block.heading else []
                yield from self.items(block.statements, ordered=block.ordered)
            case CalloutBlock():
                yield f"{say(_URGENCY[block.urgency]).upper()}: {block.heading}"
                yield from self.items(block.statements)
            case CardsBlock() | TableBlock():
                if isinstance(block, TableBlock):
                    yield say("Table: {caption}", caption=block.caption)
                for row in block.rows:
                    yield from self.row(row)
            case ColumnsBlock():
                for condition in self.conditions:
                    yield f"{self.name(condition)}:"
                    yield from self.items(block.columns[condition])
            case FigureBlock():
                figure = self.library.figures[block.figure]
                text = " ".join(filter(None, figure.words()))
                claim = self.claim(text, figure.sources)
                yield from self.item(
                    "", [say("Figure {name}: {claim}", name=figure.id, claim=claim)]
                )
            case QuestionsBlock():
                yield from [f"{block.heading}:"] if block.heading else []
                for number, question in enumerate(block.questions, 1):
                    yield from self.item(f"{number}. ", [question.wording(self.wording)])
            case FillInBlock():
                yield f"{block.label} {'_' * 20}"
            case ContactsBlock():
                for condition in self.conditions:
                    yield say("For {name}:", name=self.name(condition))
                    yield from self.contacts(self.library.conditions[condition].contacts)
                if block.contacts:
                    yield say("For everyone:")
                    yield from self.contacts(block.contacts)
            case WordListBlock():
                yield say("(The glossary terms that the picked sections use print here.)")

    def row(self, row: Row) -> Iterator[str]:
        note = f" ({row.note})" if row.note else ""
        yield f"{row.label}{note}"
        for condition in self.conditions:
            text = self.statement(row.cells[condition])
            yield from self.item(f"  {self.name(condition)}: ", [text])

    def items(self, statements: Iterable[Statement], *, ordered: bool = False) -> Iterator[str]:
        for number, statement in enumerate(printable(tuple(statements)), 1):
            yield from self.item(f"{number}. " if ordered else "- ", [self.statement(statement)])

    def contacts(self, contacts: Iterable[Contact]) -> Iterator[str]:
        for contact in contacts:
            text = self.claim(f"{contact.name}. {contact.offers}", contact.sources)
            yield from self.item("- ", [f"{text} {contact.url}"])

    def item(self, mark: str, texts: Iterable[str]) -> list[str]:
        """Text behind a mark, wrapped, its later lines indented by as much."""
        indent = " " * min(len(mark), 8)
        lines = wrap(
            mark + " ".join(texts).replace("**", ""),
            WIDTH,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return lines or [mark.rstrip()]

    def statement(self, statement: Statement) -> str:
        text = statement.wording(self.wording)
        if isinstance(statement, CellStatement) and statement.level:
            level = _LEVELS[statement.level]
            level = self.library.phrases.get(level, level).replace("\u00a0", " ")
            text = f"{level}. {text}".strip()
        if statement.status == "disputed":
            disputed = self.say("Disputed: {views}", views=statement.disagreement)
            text = f"{text} {disputed}"
        return self.claim(text, statement.sources)

    def claim(self, text: str, citations: tuple[Citation, ...]) -> str:
        self.cited += [citation.source for citation in citations]
        marks = [f"{c.source} {c.locator}".rstrip() for c in citations]
        return f"{text} [{'; '.join(marks)}]" if marks else text

    def name(self, condition: str) -> str:
        return self.library.conditions[condition].name
