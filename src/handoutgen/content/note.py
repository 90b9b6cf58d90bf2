"""A clinic's note for one print: a few lines of plain text, kept nowhere but on the sheet."""

import unicodedata
from collections.abc import Iterator

from handoutgen.content.characters import unprintable
from handoutgen.content.entry import LONGEST_WORD
from handoutgen.errors import HandoutError, Problem
from handoutgen.said import said

LONGEST_NOTE = 300
MOST_LINES = 4


def note_lines(note: str) -> tuple[str, ...]:
    """The lines of a note as they print, without empty ones.

    Raises HandoutError U060 (too long) or U061 (characters that do not print). Messages never
    repeat what the note says.
    """
    if not note:
        return ()
    written = unicodedata.normalize("NFC", note).replace("\r\n", "\n").split("\n")
    lines = tuple(line for part in written if (line := part.strip()))
    problems = [*_too_long(lines), *_characters(lines)]
    if problems:
        raise HandoutError(problems)
    return tuple(" ".join(line.split()) for line in lines)


def _too_long(lines: tuple[str, ...]) -> Iterator[Problem]:
    length = sum(map(len, lines))
    hint = said("a note is for one print; write more by hand.")
    if length > LONGEST_NOTE:
        message = said(
            "the note has {length} characters; {most} is the most", length=length, most=LONGEST_NOTE
        )
        yield Problem("U060", message, hint=hint)
    if len(lines) > MOST_LINES:
        message = said(
            "the note has {count} lines; {most} is the most", count=len(lines), most=MOST_LINES
        )
        yield Problem("U060", message, hint=hint)
    longest = max((len(word) for line in lines for word in line.split()), default=0)
    if longest > LONGEST_WORD:
        message = said(
            "a word of the note has {length} characters; {most} is the most",
            length=longest,
            most=LONGEST_WORD,
        )
        yield Problem("U060", message, hint=said("part it with spaces."))


def _characters(lines: tuple[str, ...]) -> Iterator[Problem]:
    for found in unprintable("".join(lines)):
        message = said("the note contains {what}, {code}", what=found.what, code=found.code)
        yield Problem("U061", message, hint=said("delete it, or write a word for it."))
