"""Whether two blocks can be the same in two languages: one shape, one set of sources."""

from collections.abc import Iterator, Sequence

from handoutgen.document.inline import CitationMark, Link, Strong, inline_text
from handoutgen.document.nodes import (
    Block,
    Callout,
    Figure,
    Heading,
    List,
    Paragraph,
    References,
    Section,
    SideBySide,
    Table,
    walk,
)


def difference(first: Block, second: Block) -> str:
    """What keeps two blocks from facing each other, in words; empty when nothing does."""
    if type(first) is not type(second):
        return f"{_kind(first)} faces {_kind(second)}"
    reason = _form(first, second)
    if not reason and not isinstance(first, Section):
        one, other = _cited((first,)), _cited((second,))
        if one != other:
            reason = f"{_kind(first)} cites {_numbers(one)}, and what faces it {_numbers(other)}"
    return reason


def _form(first: Block, second: Block) -> str:
    match first, second:
        case Heading(), Heading() if first.level != second.level:
            return f"a heading of level {first.level} faces one of level {second.level}"
        case Paragraph(), Paragraph() if first.role != second.role:
            return f"{_kind(first)} faces {_kind(second)}"
        case List(), List():
            return _lists(first, second)
        case Table(), Table():
            sizes = [(len(t.head.cells), *(len(r.cells) for r in t.rows)) for t in (first, second)]
            return "the tables have not the same rows and columns" if _differ(sizes) else ""
        case Figure(), Figure() if first.name != second.name:
            return f"the figure `{first.name}` faces `{second.name}`"
        case Callout(), Callout():
            if first.urgency != second.urgency:
                return f"{_kind(first)} faces {_kind(second)}"
            return _all(first.blocks, second.blocks)
        case SideBySide(), SideBySide():
            forms = [[(p.condition, len(p.rows)) for p in s.parts] for s in (first, second)]
            return "the conditions side by side have not the same rows" if _differ(forms) else ""
        case Section(), Section() if first.id != second.id:
            return f"the section `{first.id}` faces `{second.id}`"
        case References(), References():
            listed = [[e.number for e in r.entries] for r in (first, second)]
            return "the lists of sources differ" if _differ(listed) else ""
        case _:
            return ""


def _lists(first: List, second: List) -> str:
    if first.style != second.style:
        return f"a list of {first.style} faces one of {second.style}"
    if is_word_list(first) and is_word_list(second):
        return ""  # each language explains the words that its own text uses
    if len(first.items) != len(second.items):
        return f"a list of {len(first.items)} items faces one of {len(second.items)}"
    pairs = zip(first.items, second.items, strict=True)
    return next((reason for a, b in pairs if (reason := _all(a.blocks, b.blocks))), "")


def _all(first: tuple[Block, ...], second: tuple[Block, ...]) -> str:
    if len(first) != len(second):
        return f"{len(first)} blocks face {len(second)}"
    pairs = zip(first, second, strict=True)
    return next((reason for a, b in pairs if (reason := difference(a, b))), "")


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


def _cited(blocks: tuple[Block, ...]) -> frozenset[int]:
    """The sources of all that is inside, but for sections, whose blocks are compared themselves."""
    return frozenset(number for block in walk(blocks) for number in _numbers_of(block))


def _numbers_of(block: Block) -> Iterator[int]:
    if isinstance(block, Heading | Paragraph):
        for inline in block.inlines:
            if isinstance(inline, CitationMark):
                yield from inline.numbers


def _differ(pair: Sequence[object]) -> bool:
    return pair[0] != pair[1]


def _numbers(numbers: frozenset[int]) -> str:
    return ", ".join(map(str, sorted(numbers))) or "nothing"


def _kind(block: Block) -> str:
    match block:
        case Heading() | Paragraph() as text:
            words = " ".join(inline_text(text.inlines).split()[:6])
            return f"{'a heading' if isinstance(text, Heading) else 'a paragraph'} ({words} …)"
        case Callout():
            return f"a callout `{block.urgency}`"
        case _:
            name = {"SideBySide": "conditions side by side", "References": "a list of sources"}
            return name.get(type(block).__name__, f"a {type(block).__name__.lower()}")
