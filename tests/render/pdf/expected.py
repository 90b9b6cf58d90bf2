"""The tree of tags that a document must read back as, and the tree that a file does read back as.

Written from the document's nodes and not from the renderer, so that the two can disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from readback import Annotation, Content, Element

from handoutgen.content.page_words import PageWords
from handoutgen.document.inline import CitationMark, Inline, Link, Mark, Small, Strong, Text
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
    Panel,
    Paragraph,
    References,
    Row,
    Section,
    SideBySide,
    Table,
    walk,
)
from handoutgen.said import filled


@dataclass(frozen=True, slots=True)
class Tag:
    """A role, what qualifies it (scope, language, link description), and words and tags."""

    role: str
    kids: tuple[Tag | str, ...] = ()
    note: str = ""
    targets: frozenset[str] = frozenset()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """One indented line for each tag and each run of words, so that a difference shows."""
        note = f" {self.note!r}" if self.note else ""
        targets = f" -> {', '.join(sorted(self.targets))}" if self.targets else ""
        yield f"{'  ' * depth}{self.role}{note}{targets}"
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.lines(depth + 1)
            else:
                yield f"{'  ' * (depth + 1)}{kid!r}"


def expected_tree(document: Document, pages: Mapping[int, int]) -> Tag:
    """What the tags must say. `pages` tells on which page each reference stands."""
    return Tag("Document", _Expected(pages, document.words).blocks(document.blocks), document.title)


def read_tree(root: Element) -> Tag:
    """What the tags of a file say, below the root of its structure tree."""
    (document,) = (kid for kid in root.kids if isinstance(kid, Element))
    return _read(document)


def reference_pages(root: Element, document: Document) -> dict[int, int]:
    """On which page each source stands first; cards have a list each, which may share sources."""
    pages: dict[int, int] = {}
    for label in (label for found in source_lists(root, document) for label in found.find("Lbl")):
        content = next((kid for kid in label.kids if isinstance(kid, Content)), None)
        if content is not None and content.page is not None:
            pages.setdefault(int(label.text), content.page)
    return pages


def source_lists(root: Element, document: Document) -> list[Element]:
    """The lists of sources: a tag alone does not tell them from other numbered lists."""
    numbered = [b for b in walk(document.blocks) if _is_numbered(b)]
    lists = [e for e in root.walk() if e.role == "L" and "ListNumbering" in e.attributes]
    pairs = zip(numbered, lists, strict=False)
    return [element for block, element in pairs if isinstance(block, References)]


def _is_numbered(block: Block) -> bool:
    numbered = isinstance(block, List) and block.style in ("numbers", "questions")
    return numbered or isinstance(block, References)


class _Expected:
    def __init__(self, pages: Mapping[int, int], words: PageWords) -> None:
        self.pages, self.words = pages, words

    def voices(self, block: Facing) -> tuple[tuple[str, _Expected], tuple[str, _Expected]]:
        """Each language of a pair, with the words of its links."""
        second = _Expected(self.pages, block.words or self.words)
        return (block.languages[0], self), (block.languages[1], second)

    def blocks(self, blocks: Iterable[Block]) -> tuple[Tag, ...]:
        return tuple(self.block(block) for block in blocks)

    def block(self, block: Block) -> Tag:
        match block:
            case Heading():
                return Tag(f"H{block.level}", self.inlines(block.inlines))
            case Paragraph():
                return Tag("P", self.inlines(block.inlines))
            case List(style="conditions"):
                bodies = [self.flow(item.blocks) for item in block.items]
                return Tag("L", tuple(Tag("LI", (Tag("LBody", body),)) for body in bodies))
            case List():
                numbered = block.style in ("numbers", "questions")
                labels = [str(i) if numbered else "–" for i in range(1, len(block.items) + 1)]
                bodies = [self.flow(item.blocks, lines=True) for item in block.items]
                return _list(zip(labels, bodies, strict=True), "Decimal" if numbered else "")
            case References():
                items = ((str(e.number), self.inlines(e.inlines)) for e in block.entries)
                sources = _list(items, "Decimal")
                spoken = zip(sources.kids, block.entries, strict=True)
                kids = tuple(replace(i, note=e.language) for i, e in spoken if isinstance(i, Tag))
                return replace(sources, kids=kids)
            case Table():
                head = Tag("THead", (self.row(block.head),))
                body = Tag("TBody", tuple(map(self.row, block.rows)))
                caption = [Tag("Caption", _joined([block.caption]))] if block.caption else []
                return Tag("Table", (*caption, head, body))
            case Facing(first=(Table() as one,), second=(Table() as other,)):
                return self.facing_table(one, other, block)
            case Facing(first=(SideBySide() as one,), second=(SideBySide() as other,)):
                parts = (
                    Tag("Sect", said.blocks(b for g in (p.head, *p.rows) for b in g), language)
                    for pair in zip(one.parts, other.parts, strict=True)
                    for p, (language, said) in zip(pair, self.voices(block), strict=True)
                )
                return Tag("Div", tuple(parts))
            case Facing():
                halves = zip((block.first, block.second), self.voices(block), strict=True)
                tags = (Tag("Div", said.blocks(b), name) for b, (name, said) in halves)
                return Tag("Div", tuple(tags))
            case Figure():
                captions = (Tag("Caption", self.inlines(p.inlines)) for p in block.caption)
                return Tag("Div", (Tag("Figure", (), block.alternative), *captions))
            case SideBySide():
                parts = (
                    Tag("Sect", self.blocks(b for g in (p.head, *p.rows) for b in g))
                    for p in block.parts
                )
                return Tag("Div", tuple(parts))
            case Panel():
                return Tag("Div", self.blocks(block.blocks))
            case Callout() | Section() | Disclaimer():
                return Tag("Sect", self.blocks(block.blocks))
            case _:
                assert_never(block)

    def facing_table(self, one: Table, other: Table, block: Facing) -> Tag:
        """Each row in the first language, then in the second."""

        def rows(*pairs: tuple[Row, Row]) -> tuple[Tag, ...]:
            return tuple(
                said.row(row, language)
                for pair in pairs
                for row, (language, said) in zip(pair, self.voices(block), strict=True)
            )

        captions = (
            Tag("P", _joined([table.caption]), language)
            for table, language in zip((one, other), block.languages, strict=True)
        )
        head = Tag("THead", rows((one.head, other.head)))
        body = Tag("TBody", rows(*zip(one.rows, other.rows, strict=True)))
        return Tag("Table", (Tag("Caption", tuple(captions)), head, body))

    def row(self, row: Row, language: str = "") -> Tag:
        return Tag("TR", tuple(map(self.cell, row.cells)), language)

    def cell(self, cell: Cell) -> Tag:
        note = {"col": "Column", "row": "Row", None: ""}[cell.scope]
        return Tag("TH" if cell.scope else "TD", self.flow(cell.blocks), note)

    def flow(self, blocks: tuple[Block, ...], *, lines: bool = False) -> tuple[Tag | str, ...]:
        """A single paragraph needs no P of its own in a cell or an item."""
        first = blocks[0] if len(blocks) == 1 else None
        if isinstance(first, Paragraph) and (lines or not first.lines):
            return self.inlines(first.inlines)
        return self.blocks(blocks)

    def inlines(self, inlines: Iterable[Inline]) -> tuple[Tag | str, ...]:
        return _joined(part for inline in inlines for part in self.inline(inline))

    def inline(self, inline: Inline) -> Iterator[Tag | str]:
        match inline:
            case Text(text) | Strong(text) | Small(text):
                yield text
            case Mark():
                pass
            case Link(text, url):
                if text:
                    said = filled(self.words.open, url=url)
                    yield Tag("Link", _joined([text]), said, frozenset({url}))
            case CitationMark(numbers):
                alone = len(numbers) == 1
                if not alone:
                    yield "["
                for index, number in enumerate(numbers):
                    if index:
                        yield ", "
                    words = f"[{number}]" if alone else str(number)
                    target = frozenset({f"page {self.pages[number]}"})
                    yield Tag("Link", (words,), filled(self.words.source, number=number), target)
                if not alone:
                    yield "]"
            case _:
                assert_never(inline)


def _list(items: Iterable[tuple[str, tuple[Tag | str, ...]]], note: str) -> Tag:
    return Tag(
        "L",
        tuple(Tag("LI", (Tag("Lbl", (label,)), Tag("LBody", body))) for label, body in items),
        note,
    )


def _joined(parts: Iterable[Tag | str]) -> tuple[Tag | str, ...]:
    """Neighbouring words as one run, and a no-break space as the space that it prints as."""
    joined: list[Tag | str] = []
    for part in parts:
        if isinstance(part, str):
            part = part.replace("\u00a0", " ")
            if joined and isinstance(joined[-1], str):
                joined[-1] += part
                continue
        joined.append(part)
    return tuple(part for part in joined if part != "")


def _read(element: Element) -> Tag:
    if element.role == "Figure":
        return Tag("Figure", (), element.alt or "")
    notes = {
        "Document": element.title,
        "Link": next((a.contents for a in element.annotations()), None),
        "TH": element.attributes.get("Scope"),
        "L": element.attributes.get("ListNumbering"),
    }
    targets = (
        kid.uri if kid.destination is None else f"page {kid.destination}"
        for kid in element.kids
        if isinstance(kid, Annotation)
    )
    return Tag(
        element.role,
        _joined(
            _read(kid) if isinstance(kid, Element) else kid.text
            for kid in element.kids
            if not isinstance(kid, Annotation)
        ),
        str(notes.get(element.role) or element.lang or ""),
        frozenset(str(target) for target in targets),
    )
