"""Characters that the fonts cannot print are refused, never printed as empty boxes."""

from collections.abc import Iterator

from handoutgen.document.nodes import (
    Block,
    Document,
    Figure,
    Heading,
    Paragraph,
    References,
    Table,
    inline_text,
    walk,
)
from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.render.pdf.fonts import Faces


def check_glyphs(document: Document, faces: Faces) -> None:
    """Raise HandoutError D010 for each text with a character that a face lacks.

    PDF/UA-1, 7.21.8: no reference to the .notdef glyph.
    """
    problems: list[Problem] = []
    for text, place in _texts(document):
        lacking = faces.regular.missing(text) | faces.bold.missing(text)
        # A no-break space prints as a space.
        for character in sorted(lacking - {"\u00a0"}):
            start = max(0, text.index(character) - 20)
            around = text[start : start + 50]
            message = f"the font has no U+{ord(character):04X} ({character}), in {around!r}"
            hint = "write a word for it, such as `or more`."
            problems.append(Problem("D010", message, place, hint))
    if problems:
        raise HandoutError(problems)


def _texts(document: Document) -> Iterator[tuple[str, Location | None]]:
    for furniture in filter(None, (document.furniture, document.furniture.second)):
        names = (*furniture.condition_names, *furniture.foot_left)
        for text in (furniture.running_title, furniture.head_left, furniture.head_right, *names):
            yield text, None
    for block in walk(document.blocks):
        yield from _block_texts(block)


def _block_texts(block: Block) -> Iterator[tuple[str, Location]]:
    match block:
        case Heading() | Paragraph():
            yield inline_text(block.inlines), block.at
        case References():
            for entry in block.entries:
                yield inline_text(entry.inlines), entry.at
        case Table():
            yield block.caption, block.at
        case Figure():
            for label in block.drawing.labels:
                yield label.text, block.at
        case _:
            pass
