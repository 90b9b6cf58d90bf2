"""A clinic's note for one print: a few lines of plain text, kept nowhere but on the sheet."""

import unicodedata
from collections.abc import Iterator

from handoutgen.content.characters import refused_characters
from handoutgen.content.entry import LONGEST_WORD, Entry
from handoutgen.errors import HandoutError, Problem

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
    hint = "a note is for one print; write more by hand."
    if length > LONGEST_NOTE:
        message = f"the note has {length} characters; {LONGEST_NOTE} is the most"
        yield Problem("U060", message, hint=hint)
    if len(lines) > MOST_LINES:
        message = f"the note has {len(lines)} lines; {MOST_LINES} is the most"
        yield Problem("U060", message, hint=hint)
    longest = max((len(word) for line in lines for word in line.split()), default=0)
    if longest > LONGEST_WORD:
        message = f"a word of the note has {longest} characters; {LONGEST_WORD} is the most"
        yield Problem("U060", message, hint="part it with spaces.")


def _characters(lines: tuple[str, ...]) -> Iterator[Problem]:
    for found in refused_characters("".join(lines), "note", Entry()):
        message = found.message.replace("`note`", "the note")
        yield Problem("U061", message, hint="delete it, or write a word for it.")
