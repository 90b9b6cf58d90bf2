"""One document of two that say the same in two languages: block faces block.

What one language says is never printed beside something else that the other says, so documents of
different shape are refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from handoutgen.content.page_words import PageWords
from handoutgen.document.check import check_document
from handoutgen.document.counterpart import blocks_differ, difference, is_word_list
from handoutgen.document.inline import Strong, inline_text
from handoutgen.document.nodes import (
    Block,
    Callout,
    Disclaimer,
    Document,
    Facing,
    Heading,
    List,
    Panel,
    Paragraph,
    References,
    Section,
    walk,
)
from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.said import Said, said

Languages = tuple[str, str]

BETWEEN = " / "
"""Stands between the two languages where there is one line for both."""


def bilingual(first: Document, second: Document, names: tuple[str, str]) -> Document:
    """Both documents as one whose blocks face each other, under the names of their languages.

    The list of sources is that of the first, once; so are lines to write on, and a note of the
    clinic that both have in the same words.
    Raises HandoutError D033 where the two have not the same shape, and what `check_document` does.
    """
    pairing = _Pairing((first.language, second.language), second.words)
    blocks = tuple(_named(pairing.blocks(first.blocks, second.blocks), names))
    if pairing.problems:
        raise HandoutError(pairing.problems)
    digest = sha256("\0".join((first.fingerprint, second.fingerprint, *names)).encode("utf-8"))
    document = replace(
        first,
        title=both(first.title, second.title),
        subject=both(first.subject, second.subject),
        furniture=replace(first.furniture, second=replace(second.furniture, logo=None)),
        blocks=blocks,
        fingerprint=digest.hexdigest(),
        second_language=second.language,
        second_words=second.words,
    )
    sentences = (*_disclaimer(first), *_disclaimer(second))
    check_document(document, sentences, _count_of_sources(first))
    return document


def facing(pair: Facing, first: Sequence[Block], second: Sequence[Block]) -> tuple[Block, ...]:
    """Other blocks of one shape, facing each other in the languages of a pair.

    Raises HandoutError D033 where the shape differs.
    """
    pairing = _Pairing(pair.languages, pair.words)
    blocks = tuple(pairing.blocks(tuple(first), tuple(second)))
    if pairing.problems:
        raise HandoutError(pairing.problems)
    return blocks


class _Pairing:
    """Walks two trees at once and gathers where they part."""

    def __init__(self, languages: Languages, words: PageWords | None) -> None:
        self.languages = languages
        self.words = words
        self.problems: list[Problem] = []

    def blocks(self, first: tuple[Block, ...], second: tuple[Block, ...]) -> Iterator[Block]:
        """A heading or label stands in one pair with what it is over, so it is read with it."""
        if len(first) != len(second):
            at = first[0].at if first else second[0].at
            self.refuse(blocks_differ(len(first), len(second)), at)
            return
        over: list[tuple[Block, Block]] = []
        for a, b in zip(first, second, strict=True):
            reason = difference(a, b)
            if reason:
                self.refuse(reason, a.at)
            elif _is_over(a):
                over.append((a, b))
            elif _fits_a_column(a, b):
                yield self.pair((*over, (a, b)))
                over = []
            else:
                if over:
                    yield self.pair(over)
                    over = []
                yield self.whole(a, b)
        if over:
            yield self.pair(over)

    def pair(self, rows: Sequence[tuple[Block, Block]]) -> Facing:
        """Blocks that face each other row by row."""
        first = tuple(without_lines(a) for a, _ in rows)
        second = tuple(b for _, b in rows)
        apart = any(is_word_list(b) for b in (*first, *second))
        return Facing(self.languages, first, second, apart, self.words, rows[0][0].at)

    def whole(self, first: Block, second: Block) -> Block:
        """What takes the whole width: what holds pairs, what has columns, what is said once."""
        match first, second:
            case (Section() | Disclaimer() | Panel(), Section() | Disclaimer() | Panel()):
                return replace(first, blocks=tuple(self.blocks(first.blocks, second.blocks)))
            case References(), References():
                return first
            case Callout(), Callout():
                head = self.pair(((first.blocks[0], second.blocks[0]),))
                return replace(first, blocks=(head, *first.blocks[1:]))
            case _:
                return self.pair(((first, second),))

    def refuse(self, reason: Said, at: Location) -> None:
        message = said(
            "`{second}` does not say the same as `{first}`: {reason}",
            second=self.languages[1],
            first=self.languages[0],
            reason=reason,
        )
        hint = said(
            "a translation has the same blocks in the same order, and cites the same sources."
        )
        self.problems.append(Problem("D033", message, at, hint))


def _is_over(block: Block) -> bool:
    """Whether a block only names what follows it."""
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and block.role == "label")


def _fits_a_column(first: Block, second: Block) -> bool:
    match first, second:
        case Callout(), Callout():
            return not _shares_its_words(first, second)
        case ((Paragraph() | List()), _):
            return True
        case _:
            return False


def _shares_its_words(first: Callout, second: Callout) -> bool:
    """Whether only the head of a callout is translated: a clinic's note is in its own words."""
    return len(first.blocks) > 1 and first.blocks[1:] == second.blocks[1:]


def without_lines(block: Block) -> Block:
    """A paragraph or a list without lines to write on; any other block as it is."""
    match block:
        case Paragraph():
            return replace(block, lines=0) if block.lines else block
        case List():
            items = tuple(
                replace(i, blocks=tuple(map(without_lines, i.blocks))) for i in block.items
            )
            return replace(block, items=items)
        case _:
            return block


def _named(blocks: Iterator[Block], names: tuple[str, str]) -> Iterator[Block]:
    """The name of each language over the title, in one pair with it."""
    named = False
    for block in blocks:
        match block:
            case Facing(first=(Heading(level=1), *_)) if not named:
                named = True
                yield replace(
                    block,
                    first=(_name(names[0]), *block.first),
                    second=(_name(names[1]), *block.second),
                )
            case _:
                yield block


def _name(words: str) -> Paragraph:
    return Paragraph((Strong(words),), "language")


def both(first: str, second: str) -> str:
    """The same in two languages, on one line."""
    return first if first == second else f"{first}{BETWEEN}{second}"


def _disclaimer(document: Document) -> Iterator[str]:
    for block in walk(document.blocks):
        if isinstance(block, Disclaimer):
            for inner in walk(block.blocks):
                if isinstance(inner, Paragraph):
                    yield inline_text(inner.inlines)


def _count_of_sources(document: Document) -> int:
    lists = (b for b in walk(document.blocks) if isinstance(b, References))
    return max((entry.number for block in lists for entry in block.entries), default=0)
