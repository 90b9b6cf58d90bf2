"""What a reader meets in a document, in reading order: an account of its own for tests."""

from __future__ import annotations

from collections.abc import Iterator

from handoutgen.document.inline import CitationMark, Inline, inline_text
from handoutgen.document.nodes import Block, Document, Heading, Paragraph, References, Table, walk


def texts_in(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every heading, paragraph, table caption and reference."""
    for block in walk(blocks):
        if isinstance(block, Heading | Paragraph):
            yield inline_text(block.inlines)
        elif isinstance(block, Table):
            yield block.caption
        elif isinstance(block, References):
            yield from (inline_text(entry.inlines) for entry in block.entries)


def text_of(document: Document) -> str:
    """All words of a document, a line for each text."""
    return "\n".join(texts_in(document.blocks))


def inlines_in(blocks: tuple[Block, ...]) -> Iterator[Inline]:
    """Every inline element of headings and paragraphs."""
    for block in walk(blocks):
        if isinstance(block, Heading | Paragraph):
            yield from block.inlines


def cited(document: Document) -> list[int]:
    """The numbers of sources in the order in which the text cites them first."""
    marks = (i for i in inlines_in(document.blocks) if isinstance(i, CitationMark))
    return list(dict.fromkeys(number for mark in marks for number in mark.numbers))
