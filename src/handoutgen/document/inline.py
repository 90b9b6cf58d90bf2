"""Inline content: what stands in the lines of a paragraph, a cell or an item.

Names are HTML's. Nodes are frozen and know nothing of content models, templates or PDF.
"""

from typing import Literal, assert_never

from handoutgen.frozen import dataclass

Level = Literal["common", "can_happen", "rare", "not_expected"]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as they print."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that matter more."""

    text: str


@dataclass(frozen=True, slots=True)
class Small:
    """A note beside the main words, such as the note beside a level in a table."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The shape that stands for a condition, or for how often something occurs in it.

    Always decoration: the name or the word for the level stands beside it.
    """

    condition: int
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address outside the document."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class CitationMark:
    """The numbers of the sources that a statement rests on, in ascending order."""

    numbers: tuple[int, ...]


Inline = Text | Strong | Small | Mark | Link | CitationMark


def inline_text(inlines: tuple[Inline, ...]) -> str:
    """The words of inline content; a citation prints as ``[1, 2]``."""
    return "".join([i.text if isinstance(i, WORDED) else _sign(i) for i in inlines])


WORDED = (Text, Strong, Small, Link)
"""Inline content that has words of its own."""


def _sign(inline: CitationMark | Mark) -> str:
    match inline:
        case CitationMark(numbers):
            return f"[{', '.join(map(str, numbers))}]"
        case Mark():
            return ""
        case _:
            assert_never(inline)
