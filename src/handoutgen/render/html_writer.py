"""Blocks of a document as markup."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import assert_never

from handoutgen.content.page_words import PageWords
from handoutgen.document.drawing import Drawing
from handoutgen.document.inline import Inline, Mark, inline_text
from handoutgen.document.nodes import (
    Block,
    Callout,
    Cell,
    Disclaimer,
    Facing,
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
from handoutgen.render.html_facing import facing_html
from handoutgen.render.html_inlines import inlines_html, lang_attribute
from handoutgen.render.html_marks import HEAD, NAME, TEXT, TITLE, look_number, mark_svg, sign_svg
from handoutgen.render.html_style import FONT
from handoutgen.render.palette import in_palette, palette_of
from handoutgen.render.style import Style
from handoutgen.render.svg import drawing_to_svg

_TALL = 8
"""Cards with more rows than this may be longer than a page."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Blocks as markup. A key is a block's place in the tree: an id that nothing else has."""

    style: Style
    homes: Mapping[int, References]
    words: PageWords
    heading_mark: int = HEAD

    def blocks(self, blocks: tuple[Block, ...], key: str) -> str:
        return "".join(self.block(block, f"{key}-{n}") for n, block in enumerate(blocks, 1))

    def block(self, block: Block, key: str) -> str:
        match block:
            case Heading():
                return self.heading(block, key)
            case Paragraph():
                return self.paragraph(block)
            case List():
                return self.list(block, key)
            case Table():
                return self.table((block,), key)
            case Figure():
                return self.figure(block, key)
            case Callout():
                return self.callout(block, key)
            case SideBySide():
                return self.side_by_side(block, key)
            case Section():
                return self.section(block.blocks, key, f' id="{escape(block.id)}"')
            case Panel():
                return self.panel(block, key)
            case References():
                return self.references(block)
            case Disclaimer():
                return self.section(block.blocks, key, ' class="disclaimer"')
            case Facing():
                return facing_html(self, block, key)
            case _:
                assert_never(block)

    def heading(self, block: Heading, key: str) -> str:
        size = TITLE if block.level == 1 else self.heading_mark
        inside = self.inlines(block.inlines, size)
        return f'<h{block.level} id="{key}">{inside}</h{block.level}>\n'

    def paragraph(self, block: Paragraph) -> str:
        role = "" if block.role == "body" else f' class="{block.role}"'
        language = f' lang="{block.language}"' if block.language else ""
        text = f"<p{role}{language}>{self.inlines(block.inlines)}</p>\n"
        return self.with_lines(text, block.lines)

    def with_lines(self, text: str, lines: int) -> str:
        if not lines:
            return text
        empty = '<div class="line"></div>' * lines
        return f'<div class="write">{text}<div aria-hidden="true">{empty}</div></div>\n'

    def list(self, block: List, key: str) -> str:
        tag = "ol" if block.style in ("numbers", "questions") else "ul"
        kind = "" if block.style in ("bullets", "numbers") else f' class="{block.style}"'
        write = self.condition if block.style == "conditions" else self.item
        items = "".join(write(item, f"{key}-{n}") for n, item in enumerate(block.items, 1))
        return f"<{tag}{kind}>\n{items}</{tag}>\n"

    def item(self, item: ListItem, key: str) -> str:
        return f"<li>{self.flow(item.blocks, key)}</li>\n"

    def condition(self, item: ListItem, key: str) -> str:
        """An item that starts with a condition's mark, which the style sheet hangs out."""
        match item.blocks:
            case (Paragraph(inlines=(Mark() as mark, *inlines)) as first, *others):
                rest = (replace(first, inlines=tuple(inlines)), *others)
                about, shown = self.about(mark.condition), mark_svg(self.style, mark, HEAD)
                return f"<li{about}>{shown}{self.flow(rest, key)}</li>\n"
            case _:
                return self.item(item, key)

    def flow(self, blocks: tuple[Block, ...], key: str) -> str:
        """A single plain paragraph without an element of its own; all else as it is."""
        match blocks:
            case (Paragraph(inlines, "body", 0, language=""),):
                return self.inlines(inlines)
            case _:
                return self.blocks(blocks, key)

    def section(self, blocks: tuple[Block, ...], key: str, attributes: str) -> str:
        inside = self.blocks(blocks, key)
        return f"<section{attributes}{_labelled(blocks, key)}>\n{inside}</section>\n"

    def panel(self, block: Panel, key: str) -> str:
        return f'<div class="panel {block.place}">\n{self.blocks(block.blocks, key)}</div>\n'

    def table(self, tables: tuple[Table, ...], key: str, voices: "Voices" = ()) -> str:
        """A table; in two languages, each row is under the same row in the first language."""
        spoken = tuple(
            (table, writer, lang_attribute(language), _heads(table))
            for table, (language, writer) in zip(tables, voices or (("", self),), strict=True)
        )
        head = "".join(w.row(table.head, f"{key}-head", (), said) for table, w, said, _ in spoken)
        rows = "".join(
            writer.row(table.rows[n], f"{key}-{n + 1}", heads, said)
            for n in range(len(tables[0].rows))
            for table, writer, said, heads in spoken
        )
        captions = tuple(
            f"<span{said}>{escape(table.caption)}</span>" if said else escape(table.caption)
            for table, _, said, _ in spoken
        )
        kind = ' class="twofold"' if len(spoken) > 1 else ""
        # A narrow screen lays rows out as grids; the roles keep the table for screen readers.
        return (
            f'<table{kind} role="table">\n<caption>{"<br>".join(captions)}</caption>\n'
            f'<thead role="rowgroup">\n{head}</thead>\n'
            f'<tbody role="rowgroup">\n{rows}</tbody>\n</table>\n'
        )

    def row(self, row: Row, key: str, heads: tuple[str, ...], said: str = "") -> str:
        cells = "".join(
            self.cell(cell, f"{key}-{n}", heads[n] if n < len(heads) else "")
            for n, cell in enumerate(row.cells)
        )
        return f'<tr role="row"{said}>{cells}</tr>\n'

    def cell(self, cell: Cell, key: str, head: str) -> str:
        about = self.about(cell.condition)
        if cell.scope is None:
            shown = f' data-head="{escape(head)}"' if head else ""
            return f'<td role="cell"{about}{shown}>{self.flow(cell.blocks, key)}</td>'
        role = "columnheader" if cell.scope == "col" else "rowheader"
        words = "".join(
            self.inlines(b.inlines, HEAD)
            if isinstance(b, Paragraph) and cell.scope == "col"
            else self.block(b, f"{key}-{n}")
            for n, b in enumerate(cell.blocks)
        )
        return f'<th scope="{cell.scope}" role="{role}"{about}>{words}</th>'

    def about(self, condition: int | None) -> str:
        return f' class="about c{look_number(self.style, condition)}"' if condition else ""

    def figure(self, block: Figure, key: str) -> str:
        # The style sheet shows one of two: on a small screen the narrow one.
        svg = self.drawing(block.drawing, block.alternative, key)
        if block.narrow is not None:
            narrow = self.drawing(block.narrow, block.alternative, f"{key}-narrow")
            svg = f'<div class="for-wide">{svg}</div>\n<div class="for-narrow">{narrow}</div>\n'
        caption = self.blocks(block.caption, key)
        shown = f"<figcaption>\n{caption}</figcaption>\n" if caption else ""
        return f"<figure>\n{svg}{shown}</figure>\n"

    def drawing(self, drawing: Drawing, alternative: str, key: str) -> str:
        # The figure's own words name it, not those that the drawing's file brings along.
        shown = in_palette(drawing, palette_of(self.style))
        shown = replace(shown, title=alternative, desc="")
        return drawing_to_svg(shown, id_prefix=key, font_family=f"{FONT}, sans-serif")

    def callout(self, block: Callout, key: str) -> str:
        head, told = "", block.blocks
        kind = f"callout {block.urgency}"
        match block.blocks:
            case (Heading() as heading, *_):
                head, told = self.heading(heading, f"{key}-1"), block.blocks[1:]
                kind += " headed"
        inside = self.blocks(told, f"{key}-told")
        shown = f'<div class="told">\n{inside}</div>\n' if told else ""
        # A landmark for each box would crowd the list of landmarks, some under the same name.
        label = _labelled(block.blocks, key)
        inside = f"{sign_svg(block.urgency)}{head}{shown}"
        return f'<aside class="{kind}" role="note"{label}>\n{inside}</aside>\n'

    def side_by_side(self, block: SideBySide, key: str, voices: "Voices" = ()) -> str:
        """Parts beside each other, each in a language of its own if there are voices."""
        size = NAME if block.arrangement == "cards" else HEAD
        rows = 1 + max((len(part.rows) for part in block.parts), default=0)
        spoken = zip(block.parts, voices or (("", self),) * len(block.parts), strict=True)
        parts = "".join(
            replace(writer, heading_mark=size).part(part, f"{key}-{n}", lang_attribute(language))
            for n, (part, (language, writer)) in enumerate(spoken, 1)
        )
        kind = f"side {block.arrangement}{' tall' if rows > _TALL else ''}"
        return f'<div class="{kind}" style="--rows: {rows}">\n{parts}</div>\n'

    def part(self, part: Part, key: str, said: str = "") -> str:
        head = self.blocks(part.head, f"{key}-head")
        rows = "".join(
            f'<div class="row">\n{self.blocks(blocks, f"{key}-{n}")}</div>\n'
            for n, blocks in enumerate(part.rows, 1)
        )
        look = look_number(self.style, part.condition)
        start = f'<div class="part c{look}"{said}>\n<div class="part-head">\n'
        return f"{start}{head}</div>\n{rows}</div>\n"

    def references(self, block: References) -> str:
        entries = "".join(
            f'<li{self.anchor(block, e)} value="{e.number}"{lang_attribute(e.language)}>'
            f"{self.inlines(e.inlines)}</li>\n"
            for e in block.entries
        )
        return f'<ol class="references">\n{entries}</ol>\n'

    def anchor(self, block: References, entry: ReferenceEntry) -> str:
        """Where citations lead: the first list that has the source, since ids are unique."""
        home = self.homes.get(entry.number) is block
        return f' id="source-{entry.number}"' if home else ""

    def inlines(self, inlines: tuple[Inline, ...], mark_size: int = TEXT) -> str:
        return inlines_html(inlines, self.style, self.words, mark_size)


Voices = tuple[tuple[str, Writer], ...]
"""The languages of what stands beside or under each other, each with who writes in it."""


def _labelled(blocks: tuple[Block, ...], key: str) -> str:
    """A section or callout is called what its first heading says."""
    match next(iter(blocks), None):
        case Heading():
            return f' aria-labelledby="{key}-1"'
        case Facing(first=(Heading(), *_)):
            return f' aria-labelledby="{key}-1-1-1 {key}-1-2-1"'
        case _:
            return ""


def _heads(table: Table) -> tuple[str, ...]:
    """What each column of a table is called."""
    return tuple(
        " ".join(inline_text(b.inlines) for b in cell.blocks if isinstance(b, Paragraph))
        for cell in table.head.cells
    )
