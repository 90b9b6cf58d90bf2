"""A document as plain text: for terminals, screen readers and messages."""

from collections.abc import Iterable
from textwrap import wrap
from typing import assert_never

from handoutgen.content.page_words import PageWords
from handoutgen.document.inline import CitationMark, Inline, Link, Mark, Small, Strong, Text
from handoutgen.document.nodes import (
    Block,
    Callout,
    Disclaimer,
    Document,
    Facing,
    Figure,
    Heading,
    List,
    Panel,
    Paragraph,
    References,
    Row,
    Section,
    SideBySide,
    Table,
    Urgency,
)
from handoutgen.said import filled

WIDTH = 72

_UNDERLINES = {1: "=", 2: "-", 3: "~"}
_TIED = "\u00a0"
"""Keeps words on one line while text is wrapped, and is written as a space."""

# A terminal obeys control characters, so none of a document's own may reach it.
_CONTROLS = {n: " " if chr(n).isspace() else None for n in (*range(32), *range(127, 160))}

Lines = list[str]


def render_text(document: Document, edition: str) -> str:
    """The whole document in lines of at most 72 characters; only an address may be longer."""
    furniture = document.furniture
    spoken = tuple(filter(None, (furniture, furniture.second)))
    head = "\n".join(text for said in spoken for text in (said.head_left, said.head_right))
    feet = [
        *(text for said in spoken for text in said.foot_left),
        filled(document.words.edition, edition=edition),
    ]
    parts = [
        [line for text in head.split("\n") for line in _wrapped(text, WIDTH)],
        _blocks(document.blocks, WIDTH, document.words),
        ["-" * WIDTH, *(line for text in feet for line in _wrapped(text, WIDTH))],
    ]
    lines = _apart(parts)
    return "\n".join(line.rstrip() for line in lines).replace(_TIED, " ") + "\n"


def _apart(groups: Iterable[Lines]) -> Lines:
    """The groups with an empty line between them."""
    lines: Lines = []
    for group in groups:
        if group:
            lines += ["", *group] if lines else group
    return lines


def _blocks(blocks: tuple[Block, ...], width: int, page: PageWords) -> Lines:
    groups: list[Lines] = []
    label: Lines = []
    for block in blocks:
        lines = label + _block(block, width, page)
        # What a label names follows it without a gap.
        label = lines if isinstance(block, Paragraph) and block.role == "label" else []
        if not label:
            groups.append(lines)
    return _apart([*groups, label])


def _block(block: Block, width: int, page: PageWords) -> Lines:
    match block:
        case Heading():
            lines = _wrapped(_words(block.inlines), width)
            return [*lines, _UNDERLINES.get(block.level, "~") * max(map(len, lines), default=0)]
        case Paragraph():
            return [*_wrapped(_words(block.inlines), width), *_empty_lines(block.lines, width)]
        case List():
            return _list(block, width, page)
        case Table():
            return _table(block, width, page)
        case Figure():
            return _wrapped(filled(page.figure, alternative=block.alternative), width) + [
                line for caption in block.caption for line in _block(caption, width, page)
            ]
        case Callout():
            return _callout(block, width, page)
        case SideBySide():
            return _apart(
                _blocks(group, width, page)
                for part in block.parts
                for group in (part.head, *part.rows)
            )
        case Section() | Panel() | Disclaimer():
            return _blocks(block.blocks, width, page)
        case Facing():
            second = _blocks(block.second, width, block.words or page)
            return _apart((_blocks(block.first, width, page), second))
        case References():
            return _apart(
                _hung(mark, _wrapped(_words(e.inlines), width - len(mark)), indent=len(mark))
                for e in block.entries
                if (mark := f"[{e.number}] ".ljust(5))
            )
        case _:
            assert_never(block)


def _list(block: List, width: int, page: PageWords) -> Lines:
    numbered = block.style in ("numbers", "questions")
    marks = [f"{n}. " if numbered else "- " for n in range(1, len(block.items) + 1)]
    indent = max(map(len, marks), default=0)
    items = [
        _hung(mark, _blocks(item.blocks, width - indent, page), indent)
        for mark, item in zip(marks, block.items, strict=True)
    ]
    if any(len(item.blocks) > 1 for item in block.items) or block.style == "questions":
        return _apart(items)
    return [line for item in items for line in item]


def _table(block: Table, width: int, page: PageWords) -> Lines:
    """Each row as its label and a list: a screen reader has no columns in plain text."""
    heads = [_joined(cell.blocks, page) for cell in block.head.cells]
    titles = [*_wrapped(block.caption, width), *_wrapped(f"({' / '.join(heads)})", width)]
    return _apart([titles, *(_row(row, heads, width, page) for row in block.rows)])


def _row(row: Row, heads: list[str], width: int, page: PageWords) -> Lines:
    lines: Lines = []
    for number, cell in enumerate(row.cells):
        if number == 0:
            lines += _wrapped(f"{_joined(cell.blocks, page)}:", width)
            continue
        head = f"{heads[number]}: " if number < len(heads) else ""
        if all(isinstance(b, Paragraph) and not b.lines for b in cell.blocks):
            lines += _hung("- ", _wrapped(head + _joined(cell.blocks, page), width - 2), 2)
        else:
            lines += _hung(
                "- ", [*_wrapped(head, width - 2), *_blocks(cell.blocks, width - 2, page)], 2
            )
    return lines


def _joined(blocks: tuple[Block, ...], page: PageWords) -> str:
    """The words of a cell that holds paragraphs; a note follows in brackets."""
    texts = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            words = _words(block.inlines)
            note = isinstance(block, Paragraph) and block.role == "note"
            texts.append(f"({words})" if note else words)
        else:
            texts.append(" ".join(_block(block, WIDTH, page)))
    return " ".join(texts)


def _callout(block: Callout, width: int, page: PageWords) -> Lines:
    sign, rule = _sign(block.urgency), "-" * width
    first, rest = block.blocks[:1], block.blocks[1:]
    match first:
        case (Heading(inlines=inlines) | Paragraph(inlines=inlines, lines=0),):
            head = _hung(sign, _wrapped(_words(inlines), width - len(sign)), len(sign))
        case _:
            head, rest = ([sign.rstrip()] if sign else []), block.blocks
    return [rule, *_apart([head, _blocks(rest, width, page)]), rule]


def _sign(urgency: Urgency) -> str:
    match urgency:
        case "emergency" | "alert":
            return "!! "
        case "call":
            return "! "
        case "note":
            return ""
        case _:
            assert_never(urgency)


def _hung(mark: str, lines: Lines, indent: int) -> Lines:
    """Lines beside a mark, the ones after the first indented."""
    first = mark.ljust(indent) + (lines[0] if lines else "")
    return [first, *(" " * indent + line if line else "" for line in lines[1:])]


def _empty_lines(count: int, width: int) -> Lines:
    return [line for _ in range(count) for line in ("", "_" * width)]


def _wrapped(text: str, width: int) -> Lines:
    return wrap(text.translate(_CONTROLS), width, break_long_words=False, break_on_hyphens=False)


def _words(inlines: tuple[Inline, ...]) -> str:
    text = ""
    for inline in inlines:
        match inline:
            case Text(words) | Strong(words):
                text += words
            case Small(words):
                # On paper a note is set apart by its size.
                text = f"{text.rstrip(' ')}, {words}" if text.strip() else words
            case Link(words, url):
                text += words if _same(words, url) else f"{words} ({url})"
            case CitationMark(numbers):
                text += f"[{f',{_TIED}'.join(map(str, numbers))}]"
            case Mark():
                pass
            case _:
                assert_never(inline)
    return text


def _same(words: str, url: str) -> bool:
    """Whether the words of a link already are its address."""
    return _bare(words) == _bare(url)


def _bare(address: str) -> str:
    return (address.partition("://")[2] or address).removeprefix("www.").rstrip("/")
