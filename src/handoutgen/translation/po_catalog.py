"""Babel's catalogue, with what its reader leaves out of a PO file or lets a header ask for."""

import re
from collections.abc import Iterator
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import denormalize

MOST_FORMS = 6
"""Plural forms: no language has more (CLDR)."""

_LINE = re.compile(
    r'(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)[ \t]*)?"(?:[^"\\]|\\.)*"\Z'
)
"""What is no comment (gettext manual, 10: The Format of PO Files)."""

_PREVIOUS = "| "
_PREVIOUS_OF_OBSOLETE = re.compile(rb"^#~\|.*$", re.MULTILINE)


class PoCatalog(Catalog):
    """A catalogue that a PO file is read into.

    `twice` has what is there twice, which Babel would leave out without a word. The English that
    a fuzzy entry was made for (`#|`) is its `previous_id`, not a comment. No text is a format of
    Python's. A header cannot ask for a list of a thousand million forms.
    """

    def __init__(self, **arguments: Any) -> None:
        self.twice: list[tuple[Message, Message]] = []
        super().__init__(**arguments)

    @property
    def num_plurals(self) -> int:
        """How many plural forms the header says that there are; raises ValueError past six."""
        forms = super().num_plurals
        if forms > MOST_FORMS:
            raise ValueError(f"its header says {forms} plural forms; {MOST_FORMS} are the most")
        return forms

    def __setitem__(self, id: Any, message: Message) -> None:
        first = self.get(id, message.context) if id else None
        if first is not None:
            self.twice.append((first, message))
            return
        _take_previous(message)
        without_format(message)
        super().__setitem__(id, message)


def without_format(message: Message) -> None:
    """Take back that a text is a Python format, as Babel has it of "5% to 10%".

    Editors would want `% t` in the translation, and gettext refuses a file without it.
    """
    message.flags.discard("python-format")


def broken_lines(text: str) -> Iterator[int]:
    """The numbers of lines that no PO file has.

    Babel reads `msgid "Rest.` as an entry without words, and forgets what it was.
    """
    for number, line in enumerate(text.split("\n"), 1):
        said = line.strip()
        if said.startswith("#~") and not said.startswith("#~|"):
            said = said[2:].lstrip()
        if said and not said.startswith("#") and not _LINE.match(said):
            yield number


def without_previous_of_obsolete(source: bytes) -> bytes:
    """The file without `#~|` lines, which msgmerge writes and Babel cannot read; lines stay."""
    return _PREVIOUS_OF_OBSOLETE.sub(b"", source)


def _take_previous(message: Message) -> None:
    lines = [c.removeprefix(_PREVIOUS) for c in message.user_comments if c.startswith(_PREVIOUS)]
    if not lines:
        return
    message.user_comments = [c for c in message.user_comments if not c.startswith(_PREVIOUS)]
    texts: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        if not line.startswith('"'):
            key, _, line = line.partition(" ")
        texts.setdefault(key, []).append(line)
    found = (texts.get("msgid"), texts.get("msgid_plural"))
    message.previous_id = [denormalize("\n".join(quoted)) for quoted in found if quoted]
