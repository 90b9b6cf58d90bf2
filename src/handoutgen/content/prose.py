"""The texts of a section that a reader reads as sentences: no headings, no references."""

from collections.abc import Iterator

from handoutgen.content.entry import Wording
from handoutgen.content.section import (
    CalloutBlock,
    CardsBlock,
    ColumnsBlock,
    FillInBlock,
    ListBlock,
    ParagraphBlock,
    QuestionsBlock,
    Section,
    Statement,
    TableBlock,
)


def section_texts(section: Section, wording: Wording) -> Iterator[str]:
    """Each text of a section in the order in which it stands in its file.

    Retired statements are left out: they never print.
    """
    for block in section.blocks:
        match block:
            case ParagraphBlock() | ListBlock() | CalloutBlock():
                yield from _texts(block.statements, wording)
            case CardsBlock() | TableBlock():
                for row in block.rows:
                    yield from _texts(tuple(row.cells.values()), wording)
            case ColumnsBlock():
                for column in block.columns.values():
                    yield from _texts(column, wording)
            case QuestionsBlock():
                yield from (question.wording(wording) for question in block.questions)
            case FillInBlock():
                yield block.label
            case _:
                pass


def _texts(statements: tuple[Statement, ...], wording: Wording) -> Iterator[str]:
    for statement in statements:
        if statement.status == "retired":
            continue
        text = statement.wording(wording)
        if text:
            yield text
        if statement.status == "disputed" and statement.disagreement:
            yield statement.disagreement
