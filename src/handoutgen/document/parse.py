"""Known elements in, document nodes out: which element may stand where, and what it means."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from handoutgen.document.drawing import Drawing
from handoutgen.document.folding import folded
from handoutgen.document.inline import CitationMark, Inline, Link, Mark, Small, Strong, Text
from handoutgen.document.markup import INLINE, PLACES, Element, words_of
from handoutgen.document.nodes import (
    Block,
    Callout,
    Cell,
    Disclaimer,
    Figure,
    Heading,
    List,
    ListItem,
    Panel,
    Paragraph,
    Part,
    ReferenceEntry,
    References,
    Row,
    Section,
    SideBySide,
    Table,
)
from handoutgen.errors import HandoutError, Location, Problem, did_you_mean

Node = TypeVar("Node")

_SPACE = re.compile(r"[ \t\r\n]+")
_NUMBERS = re.compile(r"[1-9][0-9]{0,3}( [1-9][0-9]{0,3})*\Z")


Drawings = Mapping[str, tuple[Drawing, Drawing | None]]
"""By the figure's id its drawing and, if there is one, the drawing for narrow columns."""


def parse(
    root: Element,
    drawings: Drawings,
    conditions: int = 9,
    written: Mapping[str, Location] | None = None,
) -> tuple[Block, ...]:
    """The blocks of an article; raises HandoutError with T005, T006, T008 and T009.

    `written` says where the content of each section was written.
    """
    parser = _Parser(drawings, conditions, written or {})
    blocks = parser.blocks(root) if root.name == "article" else ()
    if root.name != "article":
        parser.refuse(root, "the whole markup stands in one <article>")
    if parser.problems:
        raise HandoutError(parser.problems)
    return blocks


class _Parser:
    def __init__(
        self, drawings: Drawings, conditions: int, written: Mapping[str, Location]
    ) -> None:
        self.drawings = drawings
        self.written = written
        self.conditions = conditions
        self.problems: list[Problem] = []

    def refuse(self, element: Element, message: str, code: str = "T006", hint: str = "") -> None:
        self.problems.append(Problem(code, message, element.at, hint))

    def blocks(self, parent: Element) -> tuple[Block, ...]:
        """The blocks inside an element that holds nothing but blocks."""
        found: list[Block] = []
        for content in parent.contents:
            if isinstance(content, str):
                if content.strip():
                    words = " ".join(content.split())[:40]
                    self.refuse(parent, f"text stands directly in <{parent.name}>: {words!r}")
                continue
            reader = _BLOCKS.get(content.name)
            if content.name == "header":
                found.extend(self.blocks(content))
            elif reader is None:
                self.refuse(content, f"<{content.name}> cannot stand in <{parent.name}>")
            else:
                block = reader(self, content)
                if block is not None:
                    found.append(block)
        return tuple(found)

    def flow(self, parent: Element, lines: int = 0) -> tuple[Block, ...]:
        """The blocks of an element that holds either blocks or, as one paragraph, words."""
        if any(e.name not in INLINE for e in parent.elements()):
            return self.blocks(parent)
        inlines = self.inlines(parent)
        return (Paragraph(inlines, lines=lines, at=parent.at),) if inlines else ()

    def inlines(self, parent: Element) -> tuple[Inline, ...]:
        """Words and inline elements, white space folded as HTML folds it."""
        found: list[Inline] = []
        for content in parent.contents:
            inline = (
                Text(_folded_inside(content))
                if isinstance(content, str)
                else self._inline(content, parent)
            )
            if inline is not None:
                found.append(inline)
        return folded(found)

    def _inline(self, element: Element, parent: Element) -> Inline | None:
        attributes = element.attributes
        if element.name not in INLINE:
            self.refuse(element, f"<{element.name}> cannot stand in <{parent.name}>")
            return None
        words = words_of(element)
        if isinstance(words, Element):
            self.refuse(words, f"<{words.name}> cannot stand in <{element.name}>")
            return None
        text = _folded_inside(words)
        if element.name == "strong":
            return Strong(text)
        if element.name == "small":
            return Small(text)
        if element.name == "a":
            href = self._needed(element, "href")
            if not href.startswith("https://"):
                self.refuse(element, "a link leads to an https:// address", "T005")
            return Link(text, href)
        if text.strip():
            self.refuse(element, f"text stands directly in <{element.name}>")
        if element.name == "mark":
            self._needed(element, "condition")
            return Mark(self._condition(element) or 1, attributes.get("level"))  # type: ignore[arg-type]
        numbers = self._needed(element, "numbers")
        if not _NUMBERS.match(numbers):
            self.refuse(element, "`numbers` lists source numbers: 1 4", "T005")
            return None
        return CitationMark(tuple(sorted(set(map(int, numbers.split())))))

    def _needed(self, element: Element, attribute: str) -> str:
        value = element.attributes.get(attribute)
        if value is None or not value.strip():
            self.refuse(element, f"<{element.name}> needs `{attribute}`", "T008")
            return ""
        return value

    def _condition(self, element: Element) -> int | None:
        value = element.attributes.get("condition")
        if value is not None and int(value) > self.conditions:
            self.refuse(element, f"this handout has no condition {value}", "T005")
        return int(value) if value else None

    def heading(self, element: Element) -> Block:
        return Heading(int(element.name[1]), self.inlines(element), element.at)

    def paragraph(self, element: Element) -> Block | None:
        role = element.attributes.get("class", "body")
        lines = int(element.attributes.get("lines", 0))
        inlines = self.inlines(element)
        return Paragraph(inlines, role, lines, element.at) if inlines else None  # type: ignore[arg-type]

    def item_list(self, element: Element) -> Block | None:
        kind = element.attributes.get("class")
        if kind in ("references", "short"):
            return self._references(element, short=kind == "short")
        items = tuple(
            ListItem(self.flow(item, int(item.attributes.get("lines", 0))), item.at)
            for item in self._only(element, "li")
        )
        style = kind or ("numbers" if element.name == "ol" else "bullets")
        return List(items, style, element.at) if items else None  # type: ignore[arg-type]

    def _references(self, element: Element, *, short: bool) -> Block:
        entries: list[ReferenceEntry] = []
        for index, item in enumerate(self._only(element, "li"), 1):
            value = item.attributes.get("value", str(index))
            last = entries[-1].number if entries else 0
            if not _NUMBERS.match(value) or " " in value or int(value) <= last:
                self.refuse(item, f"source {value} does not follow source {last}")
                continue
            language = item.attributes.get("lang", "")
            entries.append(ReferenceEntry(int(value), self.inlines(item), language, item.at))
        return References(tuple(entries), short, element.at)

    def table(self, element: Element) -> Block | None:
        parts = {name: [e for e in element.elements() if e.name == name] for name in _TABLE}
        self._only(element, *_TABLE)
        if any(len(parts[name]) != 1 for name in _TABLE):
            self.refuse(element, "a table has one caption, one thead and one tbody")
            return None
        caption, head, body = (parts[name][0] for name in _TABLE)
        heads = tuple(map(self._row, self._only(head, "tr")))
        rows = tuple(map(self._row, self._only(body, "tr")))
        if len(heads) != 1 or not rows:
            self.refuse(element, "a table has one head row and at least one row in its body")
            return None
        for row in rows:
            if len(row.cells) != len(heads[0].cells):
                count = f"{len(row.cells)} cells where the head has {len(heads[0].cells)}"
                self.problems.append(Problem("T006", f"the row has {count}", row.at))
        return Table(self._caption(caption), heads[0], rows, element.at)

    def _caption(self, element: Element) -> str:
        for inner in element.elements():
            if inner.name not in ("strong", "small") or inner.elements():
                self.refuse(inner, f"<{inner.name}> cannot stand in <caption>")
                break
        return element.text()

    def _row(self, element: Element) -> Row:
        return Row(tuple(map(self._cell, self._only(element, "th", "td"))), element.at)

    def _cell(self, element: Element) -> Cell:
        scope = self._needed(element, "scope") if element.name == "th" else None
        number = self._condition(element)
        return Cell(self.flow(element), scope or None, number, element.at)  # type: ignore[arg-type]

    def figure(self, element: Element) -> Block | None:
        images = [e for e in element.elements() if e.name == "img"]
        captions = [e for e in self._only(element, "img", "figcaption") if e.name == "figcaption"]
        if len(images) != 1:
            self.refuse(element, "a figure has one img")
            return None
        self._only(images[0])
        name = self._needed(images[0], "src")
        drawings = self.drawings.get(name)
        if drawings is None:
            hint = did_you_mean(name, self.drawings)
            self.refuse(images[0], f"there is no figure `{name}` in this handout", "T009", hint)
            return None
        alternative = self._needed(images[0], "alt")
        caption = tuple(
            Paragraph(self.inlines(c), "note", at=c.at) for c in captions if self.inlines(c)
        )
        drawing, narrow = drawings
        return Figure(name, drawing, alternative, caption, element.at, narrow)

    def aside(self, element: Element) -> Block:
        urgency = element.attributes.get("class", "note")
        return Callout(urgency, self.blocks(element), element.at)  # type: ignore[arg-type]

    def division(self, element: Element) -> Block | None:
        arrangement = self._needed(element, "class")
        if arrangement in PLACES:
            return Panel(arrangement, self.blocks(element), element.at)  # type: ignore[arg-type]
        if arrangement not in ("cards", "columns"):
            self.refuse(element, f"a div is `cards`, `columns`, or a panel: {', '.join(PLACES)}")
            return None
        parts = tuple(map(self._part, self._only(element, "section")))
        if len({len(part.rows) for part in parts}) > 1 and arrangement == "cards":
            self.refuse(element, "all cards have the same number of rows")
        return SideBySide(arrangement, parts, element.at) if parts else None  # type: ignore[arg-type]

    def _part(self, element: Element) -> Part:
        self._needed(element, "condition")
        condition = self._condition(element) or 1
        inside = self._only(element, "header", "div")
        head = tuple(b for e in inside if e.name == "header" for b in self.blocks(e))
        rows = tuple(self.blocks(e) for e in inside if e.name == "div")
        return Part(condition, head, rows, element.at)

    def section(self, element: Element) -> Block:
        identity = self._needed(element, "id")
        at = self.written.get(identity, element.at)
        return Section(identity, self.blocks(element), at)

    def footer(self, element: Element) -> Block:
        return Disclaimer(self.blocks(element), element.at)

    def _only(self, parent: Element, *names: str) -> list[Element]:
        """The child elements, which have to be of these names and without text between."""
        if any(isinstance(c, str) and c.strip() for c in parent.contents):
            self.refuse(parent, f"text stands directly in <{parent.name}>")
        for element in parent.elements():
            if element.name not in names:
                self.refuse(element, f"<{element.name}> cannot stand in <{parent.name}>")
        return [e for e in parent.elements() if e.name in names]


def _folded_inside(text: str) -> str:
    """White space as one space wherever there is some. Most texts have none else."""
    plain = "  " not in text and "\n" not in text and "\t" not in text and "\r" not in text
    return text if plain else _SPACE.sub(" ", text)


_TABLE = ("caption", "thead", "tbody")

_BLOCKS: Mapping[str, Callable[[_Parser, Element], Block | None]] = {
    "h1": _Parser.heading,
    "h2": _Parser.heading,
    "h3": _Parser.heading,
    "p": _Parser.paragraph,
    "ul": _Parser.item_list,
    "ol": _Parser.item_list,
    "table": _Parser.table,
    "figure": _Parser.figure,
    "aside": _Parser.aside,
    "div": _Parser.division,
    "section": _Parser.section,
    "footer": _Parser.footer,
}
