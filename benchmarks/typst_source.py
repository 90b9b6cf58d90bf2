"""A finished document as a Typst source: the same words, in the same kinds of blocks.

Plain styles, no colours and no marks: the least that Typst has to lay out for the same text.
"""

from handoutgen.document.inline import CitationMark, Inline, Link, Mark, Small, Strong, Text
from handoutgen.document.nodes import (
    Block,
    Document,
    Heading,
    List,
    Paragraph,
    References,
    Table,
    children,
)

_PREAMBLE = """#set document(title: {title}, author: {author})
#set page(paper: "us-letter", margin: 57pt, numbering: "1 / 1")
#set text(lang: "en", font: "Atkinson Hyperlegible Next", size: 14pt)
#set par(leading: 0.55em, spacing: 0.9em)
#show heading: set text(size: 20pt)
"""


def typst_source(document: Document) -> str:
    """The whole file."""
    head = _PREAMBLE.format(title=_string(document.title), author=_string(document.author))
    return head + "\n\n".join(map(_block, document.blocks))


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"#heading(level: {block.level})[{_inlines(block.inlines)}]"
        case Paragraph():
            return f"#par[{_inlines(block.inlines)}]"
        case List():
            items = ("\n".join(map(_block, item.blocks)) for item in block.items)
            return f"#list({', '.join(f'[{item}]' for item in items)})"
        case Table():
            head, *rows = (
                [f"[{' '.join(map(_block, cell.blocks))}]" for cell in row.cells]
                for row in (block.head, *block.rows)
            )
            cells = ", ".join(cell for row in rows for cell in row)
            return f"#table(columns: {len(head)}, table.header({', '.join(head)}), {cells})"
        case References():
            return "\n\n".join(
                f"#block[{entry.number}. {_inlines(entry.inlines)}] <source-{entry.number}>"
                for entry in block.entries
            )
        case _:
            return "\n\n".join(map(_block, children(block)))


def _inlines(inlines: tuple[Inline, ...]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return f"#{_string(text)}"
        case Strong(text):
            return f"#strong({_string(text)})"
        case Small(text):
            return f"#text(size: 12pt, {_string(text)})"
        case Link(text, url):
            return f"#link({_string(url)}, {_string(text)})"
        case CitationMark(numbers):
            links = (f"#link(<source-{n}>)[{n}]" for n in numbers)
            return f"\\[{', '.join(links)}\\]"
        case Mark():
            return ""


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
