"""Characters that the fonts cannot print are refused, never printed as empty boxes."""

from collections.abc import Iterable, Iterator

from handoutgen.document.inline import inline_text
from handoutgen.document.nodes import (
    Block,
    Document,
    Figure,
    Heading,
    Paragraph,
    References,
    Table,
    walk,
)
from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.render.pdf.fonts import Faces
from handoutgen.said import said
from handoutgen.writing_system import misleading_controls, needs_shaping

_SPACES = frozenset(" \u00a0")
_USUAL = frozenset(map(chr, range(0x20, 0x7F)))


def check_glyphs(texts: Iterable[tuple[str, Location | None]], faces: Faces) -> None:
    """Raise HandoutError for each text that would not print as it is read.

    D010: a character that a face lacks (PDF/UA-1, 7.21.8: no reference to the .notdef glyph).
    D031: a character that joins, moves or turns, in a language whose letters do not.
    D032: a control that turns text around.
    """
    problems: list[Problem] = []
    for text, place in texts:
        if _is_usual(text):
            continue
        if controls := misleading_controls(text):
            problems.append(_turned(text, controls, place))
            continue
        lacking = faces.face(False).missing(text) | faces.face(True).missing(text)
        if faces.script is None:
            unshaped = {c for c in set(text) - lacking if needs_shaping(c)}
            if unshaped:
                problems.append(_unshaped(text, unshaped, place))
        # A no-break space prints as a space.
        for character in sorted(lacking - {"\u00a0"}):
            start = max(0, text.index(character) - 20)
            around = text[start : start + 50]
            message = said(
                "the font has no {code} ({character}), in {text}",
                code=f"U+{ord(character):04X}",
                character=character,
                text=repr(around),
            )
            hint = said("write a word for it, such as `or more`.")
            problems.append(Problem("D010", message, place, hint))
    if problems:
        raise HandoutError(problems)


def special_characters(texts: Iterable[str], faces: Faces) -> set[str]:
    """The characters that a style's own faces lack, or that need more than their own glyphs."""
    covered = faces.regular.covered & faces.bold.covered
    usual = covered >= _USUAL
    used = set[str]().union(*(text for text in texts if not (usual and _is_usual(text))))
    return {c for c in used - _SPACES if c not in covered or needs_shaping(c)}


def _is_usual(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _turned(text: str, controls: str, place: Location | None) -> Problem:
    codes = ", ".join(f"U+{ord(c):04X}" for c in controls)
    message = said(
        "a text has controls that print it in another order than it is read: {codes}", codes=codes
    )
    hint = said(
        "delete them; where languages mix, close each isolate (U+2066 to U+2068) with U+2069."
    )
    return Problem("D032", message, place, hint)


def _unshaped(text: str, characters: set[str], place: Location | None) -> Problem:
    character = min(characters, key=text.index)
    start = max(0, text.index(character) - 20)
    around = text[start : start + 50]
    message = said(
        "{code} has to be joined to its neighbours, in {text}",
        code=f"U+{ord(character):04X}",
        text=repr(around),
    )
    hint = said("letters that join are set only in a language that needs them; write other ones.")
    return Problem("D031", message, place, hint)


def texts_of(document: Document) -> Iterator[tuple[str, Location | None]]:
    """Every text that prints, with where it was written."""
    for furniture in filter(None, (document.furniture, document.furniture.second)):
        for text in (furniture.running_title, furniture.head_right, *furniture.condition_names):
            yield text, None
        for text in (furniture.head_left, *furniture.foot_left, furniture.telephone):
            yield text, furniture.clinic_at
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
