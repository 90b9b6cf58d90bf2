"""A document without anything beside anything: tables, cards and columns become lists.

For large print and for small pages, where columns would be too narrow to read. Under each row's
label stands a list with one item for each condition: its mark, its name, and what the cell says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Literal, get_args

from handoutgen.document.bilingual import facing
from handoutgen.document.inline import Inline, Mark, Strong, Text, inline_text
from handoutgen.document.nodes import (
    Block,
    Callout,
    Cell,
    Disclaimer,
    Document,
    Facing,
    Figure,
    Heading,
    List,
    ListItem,
    Panel,
    Paragraph,
    Part,
    Row,
    Section,
    SideBySide,
    Table,
    walk,
)

_ROW_LEVEL = 3


Kind = Literal["tables", "cards", "columns"]

EVERYTHING: frozenset[Kind] = frozenset(get_args(Kind))


def stacked(document: Document, kinds: frozenset[Kind] = EVERYTHING) -> Document:
    """The same words in the same order of reading, what is of these kinds one under the other."""
    return replace(document, blocks=tuple(_Stacker(kinds).blocks(document.blocks)))


class _Stacker:
    """Walks in reading order, and knows the level of the last heading."""

    def __init__(self, kinds: frozenset[Kind]) -> None:
        self.kinds = kinds
        self.level = 0

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[Block]:
        match block:
            case Heading():
                self.level = block.level
                yield block
            case Table() if "tables" in self.kinds:
                yield from self.table(block)
            case SideBySide(arrangement="cards") if "cards" in self.kinds:
                yield from self.cards(block)
            case SideBySide(arrangement="columns") if "columns" in self.kinds:
                for part in block.parts:
                    yield from self.blocks((*part.head, *(b for row in part.rows for b in row)))
            case Section() | Panel() | Callout() | Disclaimer():
                yield replace(block, blocks=tuple(self.blocks(block.blocks)))
            case List():
                items = (replace(i, blocks=tuple(self.blocks(i.blocks))) for i in block.items)
                yield replace(block, items=tuple(items))
            case Facing():
                yield from self.facing(block)
            case _:
                yield block

    def facing(self, block: Facing) -> Iterator[Block]:
        """Both sides start under the same heading. What needs no stacking stays as it was."""
        level = self.level
        first = self.inside(block.first)
        self.level = level
        second = self.inside(block.second)
        if (first, second) == (block.first, block.second):
            yield block
        else:
            yield from facing(block, first, second)

    def table(self, table: Table) -> Iterator[Block]:
        if table.caption.strip():
            yield Paragraph((Text(table.caption),), at=table.at)
        for row in table.rows:
            yield from self.row(row, table.head)

    def row(self, row: Row, head: Row) -> Iterator[Block]:
        if not row.cells:
            return
        label, *cells = row.cells
        if _says(label.blocks):
            yield self.label(label.blocks[0])
            yield from self.inside(label.blocks[1:])
        items = [
            _item(_mark(about.condition), _called(_words(about)), self.inside(cell.blocks), cell)
            for about, cell in zip(head.cells[1:], cells, strict=False)
            if _says(cell.blocks)
        ]
        if items:
            marked = all(about.condition for about in head.cells[1:])
            yield List(tuple(items), "conditions" if marked else "bullets", row.at)

    def cards(self, cards: SideBySide) -> Iterator[Block]:
        """First which name stands for what; then row by row what each card says."""
        heads = [_head(part) for part in cards.parts]
        named = [
            _item(mark, _called(name, ":") if rest else name, rest, part)
            for part, (mark, name, rest) in zip(cards.parts, heads, strict=True)
        ]
        yield List(tuple(named), "conditions", cards.at)
        for row in zip_longest(*(part.rows for part in cards.parts), fillvalue=()):
            labels = {inline_text(b.inlines) for blocks in row if (b := _label(blocks))}
            shared = len(labels) == 1 and all(_label(b) for b in row if b)
            if shared:
                yield self.label(next(blocks[0] for blocks in row if blocks))
            items = [
                _item(mark, _called(name), self.inside(blocks[1:] if shared else blocks), part)
                for blocks, part, (mark, name, _) in zip(row, cards.parts, heads, strict=True)
                if _says(blocks)
            ]
            if items:
                yield List(tuple(items), "conditions", cards.at)

    def label(self, block: Block) -> Block:
        """A row's label as a heading, unless that would skip a level."""
        if not isinstance(block, Heading | Paragraph):
            return block
        if self.level < _ROW_LEVEL - 1:
            return Paragraph(block.inlines, "label", at=block.at)
        self.level = _ROW_LEVEL
        return Heading(_ROW_LEVEL, tuple(map(_plain, block.inlines)), block.at)

    def inside(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(self.blocks(blocks))


def _item(mark: Mark | None, name: str, blocks: tuple[Block, ...], of: Cell | Part) -> ListItem:
    """An item that starts with a mark and a name, on the line of its first words."""
    start: tuple[Inline, ...] = (*((mark,) if mark else ()), *((Strong(name),) if name else ()))
    match blocks:
        case (Figure() as figure, Paragraph(lines=0) as first, *others):
            # The name stands with the words; the picture follows both.
            return _item(mark, name, (first, figure, *others), of)
        case (Paragraph(lines=0) as first, *others):
            space = (Text(" "),) if name and first.inlines else ()
            words = Paragraph((*start, *space, *first.inlines), at=first.at)
            return ListItem((words, *others), of.at)
        case _:
            return ListItem((Paragraph(start, at=of.at), *blocks), of.at)


def _head(part: Part) -> tuple[Mark, str, tuple[Block, ...]]:
    """The mark and name at the head of a part, and what else stands there."""
    first, *rest = part.head or (None,)
    if not isinstance(first, Heading | Paragraph):
        return Mark(part.condition), "", part.head
    return Mark(part.condition), inline_text(first.inlines), tuple(b for b in rest if b)


def _called(name: str, sign: str = ".") -> str:
    """A name with what parts it from the words after it, unless it ends in a sign of its own."""
    return f"{name}{sign}" if name and (name[-1].isalnum() or name[-1] in ")”’") else name


def _mark(condition: int | None) -> Mark | None:
    return Mark(condition) if condition else None


def _words(cell: Cell) -> str:
    said = (b for b in cell.blocks if isinstance(b, Heading | Paragraph))
    return " ".join(inline_text(b.inlines) for b in said)


def _label(blocks: tuple[Block, ...]) -> Paragraph | None:
    first = next(iter(blocks), None)
    return first if isinstance(first, Paragraph) and first.role == "label" else None


def _says(blocks: tuple[Block, ...]) -> bool:
    """Whether there is anything to read in a cell."""
    return any(
        not isinstance(b, Heading | Paragraph) or inline_text(b.inlines).strip()
        for b in walk(blocks)
    )


def _plain(inline: Inline) -> Inline:
    """A heading is bold as a whole."""
    return Text(inline.text) if isinstance(inline, Strong) else inline
