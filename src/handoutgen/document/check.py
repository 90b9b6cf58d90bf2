"""What every handout must have, whatever its template: coded accessibility and safety rules.

These are the rules of PDF/UA-1 and of the house that depend on the document alone. What depends
on the file (tags, fonts, metadata) is checked on the finished file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handoutgen.document.inline import Inline, Link, Strong, inline_text
from handoutgen.document.nodes import (
    Block,
    Callout,
    Disclaimer,
    Document,
    Facing,
    Figure,
    Heading,
    Paragraph,
    References,
    Section,
    Table,
    picked_sections,
    walk,
)
from handoutgen.document.omission import cited_numbers
from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.said import counted, joined, said

_OF_WORDS = (Heading, Paragraph)


def check_document(
    document: Document,
    disclaimer: Iterable[str],
    references: int,
    at: Location | None = None,
    note: Iterable[str] = (),
) -> None:
    """Raise HandoutError with every rule that the document breaks.

    `disclaimer` holds the sentences that must print; `references` how many sources are cited;
    `at` is the place of what is missing from the document as a whole; `note` the lines that a
    clinic wants on this print.
    """
    blocks = tuple(walk(document.blocks))
    problems = [
        *_disclaimer(blocks, disclaimer),
        *_references(blocks, references),
        *_note(blocks, note),
        *_headings(blocks),
        *_blocks(blocks),
    ]
    if problems:
        raise HandoutError(replace(p, location=p.location or at) for p in problems)


def check_length(document: Document, most: int) -> None:
    """Raise HandoutError D015 when the sections have more words than can be read in passing."""
    sections = picked_sections(document.blocks)
    counts = {s.id: _words(s) for s in sections}
    total = sum(counts.values())
    if total > most:
        each = (
            said("{section} has {count}", section=name, count=count)
            for name, count in counts.items()
        )
        message = said(
            "the sections have {total} words; {most} is the most for a poster",
            total=total,
            most=most,
        )
        hint = said("of them, {taken}.", taken=joined(each, ", "))
        raise HandoutError([Problem("D015", message, sections[0].at, hint)])


def _words(section: Section) -> int:
    texts = (inline_text(i) for b in walk(section.blocks) for _, i in _inlines_of(b))
    return sum(word[0].isalnum() for text in texts for word in text.split())


def _disclaimer(blocks: tuple[Block, ...], sentences: Iterable[str]) -> Iterator[Problem]:
    printed = " ".join(
        _text(inner)
        for block in blocks
        if isinstance(block, Disclaimer)
        for inner in walk(block.blocks)
    )
    for sentence in sentences:
        if " ".join(sentence.split()) not in printed:
            hint = said(
                "end the template with {include}.",
                include='{% include "parts/disclaimer.html.j2" %}',
            )
            message = said("the disclaimer does not print: {sentence}", sentence=repr(sentence))
            yield Problem("D001", message, hint=hint)


def _references(blocks: tuple[Block, ...], count: int) -> Iterator[Problem]:
    lists = [b for b in blocks if isinstance(b, References)]
    entries = [entry for block in lists for entry in block.entries]
    hint = said("include {file} once in the template.", file='"parts/sources.html.j2"')
    listed = {entry.number for entry in entries}
    if listed != set(range(1, count + 1)) or not lists or not all(e.inlines for e in entries):
        message = counted(
            "the list of sources should print with {n} entry",
            "the list of sources should print with {n} entries",
            count,
        )
        yield Problem("D002", message, lists[0].at if lists else None, hint)
    cited = cited_numbers(blocks)
    for number in sorted(cited.difference(range(1, count + 1))):
        message = said("the text cites source {number}, which is not in the list", number=number)
        yield Problem("D008", message)
    for number in sorted(set(range(1, count + 1)).difference(cited)):
        message = said("source {number} is listed, but nothing that prints cites it", number=number)
        hint = said("the template has to print citations with each text.")
        yield Problem("D008", message, hint=hint)


def _note(blocks: tuple[Block, ...], lines: Iterable[str]) -> Iterator[Problem]:
    wanted = frozenset(lines)
    if wanted and not wanted.issubset(map(_text, blocks)):
        hint = said("include {file} in the template.", file='"parts/note.html.j2"')
        yield Problem("D020", said("the template does not print the clinic's note"), hint=hint)


def _headings(blocks: tuple[Block, ...]) -> Iterator[Problem]:
    """PDF/UA-1, 7.4.2: headings start at 1 and skip no level.

    A title that faces the first one says the same in the document's other language.
    """
    level = 0
    facing = {id(b) for f in blocks if isinstance(f, Facing) for b in f.second}
    for block in blocks:
        if not isinstance(block, Heading):
            continue
        if block.level > level + 1:
            message = said(
                "a heading of level {level} follows level {before}",
                level=block.level,
                before=level,
            )
            yield Problem("D003", message, block.at, said("skip no level."))
        if block.level == 1 and level and id(block) not in facing:
            hint = said("a document has one h1.")
            yield Problem("D003", said("there is a second title"), block.at, hint)
        level = block.level
    if level == 0:
        yield Problem("D003", said("the document has no title"), hint=said("start it with <h1>."))


def _blocks(blocks: tuple[Block, ...]) -> Iterator[Problem]:
    for block in blocks:
        if isinstance(block, Heading) and not inline_text(block.inlines).strip():
            yield Problem("D006", said("a heading is empty"), block.at)
        elif isinstance(block, Figure) and not block.alternative.strip():
            message = said("the figure `{figure}` has no alternative text", figure=block.name)
            yield Problem("D004", message, block.at)
        elif isinstance(block, Table):
            if not all(cell.scope == "col" for cell in block.head.cells):
                hint = said('write <th scope="col"> in thead.')
                yield Problem("D005", said("a head cell is no column header"), block.at, hint)
            if not all(row.cells and row.cells[0].scope == "row" for row in block.rows):
                hint = said('start each row with <th scope="row">.')
                yield Problem("D005", said("a row has no row header"), block.at, hint)
        elif isinstance(block, Callout) and not _says_urgency(block):
            hint = said("start it with a heading or strong words that say the urgency.")
            yield Problem("D007", said("a callout does not say what it is"), block.at, hint)
        for place, inlines in _inlines_of(block):
            for inline in inlines:
                if isinstance(inline, Link) and not inline.text.strip():
                    yield Problem("D009", said("a link has no words"), place)


def _says_urgency(callout: Callout) -> bool:
    first = next(iter(callout.blocks), None)
    if isinstance(first, Facing):
        first = next(iter(first.first), None)
    if isinstance(first, Paragraph):
        word = next(iter(first.inlines), None)
        return isinstance(word, Strong) and bool(word.text.strip())
    return isinstance(first, Heading)


def _inlines_of(block: Block) -> Iterator[tuple[Location, tuple[Inline, ...]]]:
    if isinstance(block, _OF_WORDS):
        yield block.at, block.inlines
    elif isinstance(block, References):
        yield from ((entry.at, entry.inlines) for entry in block.entries)


def _text(block: Block) -> str:
    return inline_text(block.inlines) if isinstance(block, _OF_WORDS) else ""
