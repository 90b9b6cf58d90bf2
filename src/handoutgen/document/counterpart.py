"""Whether two blocks can be the same in two languages: one shape, one set of sources."""

from collections.abc import Mapping, Sequence

from handoutgen.document.inline import CitationMark, Link, Strong, inline_text
from handoutgen.document.nodes import (
    Block,
    Callout,
    Disclaimer,
    Facing,
    Figure,
    Heading,
    List,
    Panel,
    Paragraph,
    References,
    Section,
    SideBySide,
    Table,
    walk,
)
from handoutgen.document.omission import cited_numbers
from handoutgen.said import Said, said


def difference(first: Block, second: Block) -> Said | None:
    """What keeps two blocks from facing each other, in words; none when nothing does."""
    if type(first) is not type(second):
        return _faces(_kind(first), _kind(second))
    reason = _form(first, second)
    if reason is None and not isinstance(first, Section):
        one, other = cited_numbers(walk((first,))), cited_numbers(walk((second,)))
        if one != other:
            reason = said(
                "{block} cites {sources}, and what faces it {others}",
                block=_kind(first),
                sources=_numbers(one),
                others=_numbers(other),
            )
    return reason


def blocks_differ(first: int, second: int) -> Said:
    """What is said of another number of blocks."""
    return said("{count} blocks face {others}", count=first, others=second)


def _faces(first: str, second: str) -> Said:
    return said("{block} faces {other}", block=first, other=second)


def _form(first: Block, second: Block) -> Said | None:
    match first, second:
        case Heading(), Heading() if first.level != second.level:
            return said(
                "a heading of level {level} faces one of level {other}",
                level=first.level,
                other=second.level,
            )
        case Paragraph(), Paragraph() if first.role != second.role:
            return _faces(_kind(first), _kind(second))
        case List(), List():
            return _lists(first, second)
        case Table(), Table():
            sizes = [(len(t.head.cells), *(len(r.cells) for r in t.rows)) for t in (first, second)]
            reason = said("the tables have not the same rows and columns")
            return reason if _differ(sizes) else None
        case Figure(), Figure() if first.name != second.name:
            return said(
                "the figure `{figure}` faces `{other}`", figure=first.name, other=second.name
            )
        case Callout(), Callout():
            if first.urgency != second.urgency:
                return _faces(_kind(first), _kind(second))
            return _all(first.blocks, second.blocks)
        case SideBySide(), SideBySide():
            forms = [[(p.condition, len(p.rows)) for p in s.parts] for s in (first, second)]
            reason = said("the conditions side by side have not the same rows")
            return reason if _differ(forms) else None
        case Section(), Section() if first.id != second.id:
            return said(
                "the section `{section}` faces `{other}`", section=first.id, other=second.id
            )
        case References(), References():
            listed = [[e.number for e in r.entries] for r in (first, second)]
            return said("the lists of sources differ") if _differ(listed) else None
        case _:
            return None


def _lists(first: List, second: List) -> Said | None:
    if first.style != second.style:
        return said("a list of {style} faces one of {other}", style=first.style, other=second.style)
    if is_word_list(first) and is_word_list(second):
        return None  # each language explains the words that its own text uses
    if len(first.items) != len(second.items):
        return said(
            "a list of {count} items faces one of {others}",
            count=len(first.items),
            others=len(second.items),
        )
    pairs = zip(first.items, second.items, strict=True)
    return next((reason for a, b in pairs if (reason := _all(a.blocks, b.blocks))), None)


def _all(first: tuple[Block, ...], second: tuple[Block, ...]) -> Said | None:
    if len(first) != len(second):
        return blocks_differ(len(first), len(second))
    pairs = zip(first, second, strict=True)
    return next((reason for a, b in pairs if (reason := difference(a, b))), None)


def is_word_list(block: Block) -> bool:
    """Whether a list explains words, in the alphabetical order of its own language.

    Each item starts with its word and, being no claim, cites nothing.
    """
    if not isinstance(block, List) or block.style != "bullets":
        return False
    return all(_explains(item.blocks) for item in block.items)


def _explains(blocks: tuple[Block, ...]) -> bool:
    match blocks:
        case (Paragraph(inlines=(Strong(word), *rest)),):
            return word.endswith(":") and not any(isinstance(i, CitationMark | Link) for i in rest)
        case _:
            return False


def _differ(pair: Sequence[object]) -> bool:
    return pair[0] != pair[1]


def _numbers(numbers: frozenset[int]) -> str:
    return ", ".join(map(str, sorted(numbers))) or said("nothing")


_KINDS: Mapping[type[Block], Said] = {
    List: said("a list"),
    Table: said("a table"),
    Figure: said("a figure"),
    SideBySide: said("conditions side by side"),
    Section: said("a section"),
    Panel: said("a panel"),
    References: said("a list of sources"),
    Disclaimer: said("the disclaimer"),
    Facing: said("two languages"),
}


def _kind(block: Block) -> Said:
    match block:
        case Heading() | Paragraph() as text:
            words = " ".join(inline_text(text.inlines).split()[:6])
            if isinstance(text, Heading):
                return said("a heading ({words} …)", words=words)
            return said("a paragraph ({words} …)", words=words)
        case Callout():
            return said("a callout `{urgency}`", urgency=block.urgency)
        case _:
            return _KINDS[type(block)]
