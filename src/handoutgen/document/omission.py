"""Blocks without some of their sections, and without the sources that only those cite."""

from collections.abc import Container, Iterable
from dataclasses import replace
from typing import TypeVar

from handoutgen.document.inline import CitationMark
from handoutgen.document.nodes import Block, Heading, Panel, Paragraph, References, Section, walk
from handoutgen.errors import Location

_Block = TypeVar("_Block", bound=Block)


def omit(blocks: tuple[Block, ...], places: Container[Location]) -> tuple[Block, ...]:
    """The blocks without those that were written at these places.

    Lists of sources shrink to those that are still cited, which keep their numbers.
    """
    kept = _without(blocks, places)
    cited = cited_numbers(walk(kept))
    return tuple(_shortened(block, cited) for block in kept)


def cited_numbers(blocks: Iterable[Block]) -> frozenset[int]:
    """The numbers of the sources that these blocks cite themselves, not those inside them."""
    return frozenset(
        number
        for block in blocks
        if isinstance(block, Heading | Paragraph)
        for inline in block.inlines
        if isinstance(inline, CitationMark)
        for number in inline.numbers
    )


def _without(blocks: tuple[Block, ...], places: Container[Location]) -> tuple[Block, ...]:
    return tuple(
        replace(block, blocks=_without(block.blocks, places)) if isinstance(block, Panel) else block
        for block in blocks
        if block.at not in places
    )


def _shortened(block: _Block, cited: Container[int]) -> _Block:
    match block:
        case References():
            return replace(block, entries=tuple(e for e in block.entries if e.number in cited))
        case Section() | Panel():
            return replace(block, blocks=tuple(_shortened(b, cited) for b in block.blocks))
        case _:
            return block
