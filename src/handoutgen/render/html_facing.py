"""Two languages beside each other on the page, and under each other on a small screen.

Each half has its language (WCAG 2.2, 3.1.2), and is read whole before the other.
"""

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from handoutgen.document.bilingual import without_lines
from handoutgen.document.nodes import (
    Block,
    Facing,
    Figure,
    List,
    ListItem,
    Paragraph,
    SideBySide,
    Table,
)

if TYPE_CHECKING:
    from handoutgen.render.html_writer import Voices, Writer

_HALF = 237.0
"""The width of a column in points, in a window that is wide enough for two."""


def facing_html(writer: "Writer", block: Facing, key: str) -> str:
    """A pair as a grid of two columns; what has columns of its own takes the whole width."""
    match block.first, block.second:
        case ((Table() as one,), (Table() as other,)):
            return writer.table((one, other), key, _voices(writer, block))
        case ((SideBySide() as one,), (SideBySide() as other,)):
            return _conditions(_voices(writer, block), one, other, key)
        case ((Figure() as one,), (Figure() as other,)):
            left, right = _for_a_column(one), _for_a_column(other)
            if left is None or right is None:
                return _wide(writer, block, key)
            block = replace(block, first=(left,), second=(right,))
    return _columns(writer, block, key)


def _wide(writer: "Writer", block: Facing, key: str) -> str:
    halves = zip(_voices(writer, block), (block.first, block.second), strict=True)
    return "".join(
        f'<div lang="{escape(language)}">\n{said.blocks(blocks, f"{key}-{n}")}</div>\n'
        for n, ((language, said), blocks) in enumerate(halves, 1)
    )


def _voices(writer: "Writer", block: Facing) -> "Voices":
    first, second = block.languages
    return ((first, writer), (second, replace(writer, words=block.words or writer.words)))


def _for_a_column(figure: Figure) -> Figure | None:
    """The figure with the drawing whose words can be read in a column, if there is one."""
    for drawing in (figure.drawing, figure.narrow):
        if drawing is not None and drawing.narrowest <= _HALF:
            return replace(figure, drawing=drawing, narrow=None)
    return None


def _conditions(voices: "Voices", one: SideBySide, other: SideBySide, key: str) -> str:
    """One condition under the other, each in both languages."""
    writer = voices[0][1]
    return "".join(
        writer.side_by_side(SideBySide(one.arrangement, parts), f"{key}-{n}", voices)
        for n, parts in enumerate(zip(one.parts, other.parts, strict=True), 1)
    )


def _columns(writer: "Writer", block: Facing, key: str) -> str:
    halves = zip(_voices(writer, block), (block.first, block.second), strict=True)
    rows = [_rows(a, b, apart=block.apart) for a, b in zip(block.first, block.second, strict=True)]
    written, total = _lines(block.second, rows)
    inside = "".join(
        f'<div class="half" lang="{escape(language)}">\n'
        f"{_half(said, block.second, blocks, rows, f'{key}-{n}')}</div>\n"
        for n, ((language, said), blocks) in enumerate(halves, 1)
    )
    return f'<div class="facing" style="--rows: {total}">\n{inside}{written}</div>\n'


def _rows(first: Block, second: Block, *, apart: bool) -> int:
    """How many rows two blocks have in common: lists face each other item by item."""
    match first, second:
        case List(), List() if not apart and len(first.items) == len(second.items):
            return len(first.items)
        case _:
            return 1


def _half(
    writer: "Writer",
    second: tuple[Block, ...],
    blocks: tuple[Block, ...],
    rows: list[int],
    key: str,
) -> str:
    """One language, with room in both for the lines to write on that the second one has."""
    return "".join(
        f'<div class="{_kind(block, spoken, count)}" style="{_measures(spoken, count)}">\n'
        f"{writer.block(without_lines(block), f'{key}-{n}')}</div>\n"
        for n, (block, spoken, count) in enumerate(zip(blocks, second, rows, strict=True), 1)
    )


def _kind(block: Block, second: Block, rows: int) -> str:
    items = isinstance(block, List) and rows == len(block.items)
    return f"cell{' items' if items else ''}{' writes' if any(_lines_of(second)) else ''}"


def _measures(block: Block, rows: int) -> str:
    most = max(_lines_of(block), default=0)
    return f"--rows: {rows}; --lines: {most}" if most else f"--rows: {rows}"


def _lines(blocks: tuple[Block, ...], rows: list[int]) -> tuple[str, int]:
    """The lines to write on, across both columns, and how many rows there are in all."""
    written, at = "", 0
    for block, count in zip(blocks, rows, strict=True):
        for index, lines in enumerate(_lines_of(block)):
            written += _written(lines, at + min(index, count - 1) + 1)
        at += count
    return written, at


def _lines_of(block: Block) -> tuple[int, ...]:
    """The lines to write on under a paragraph, or under each item of a list."""
    match block:
        case Paragraph():
            return (block.lines,)
        case List():
            return tuple(_lines_under(item) for item in block.items)
        case _:
            return ()


def _lines_under(item: ListItem) -> int:
    return sum(block.lines for block in item.blocks if isinstance(block, Paragraph))


def _written(count: int, row: int) -> str:
    empty = '<div class="line"></div>' * count
    shown = f'<div class="lines" style="--row: {row}" aria-hidden="true">{empty}</div>\n'
    return shown if count else ""
