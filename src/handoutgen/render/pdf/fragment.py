"""What a line of text is made of: fragments in one look, and what they lead to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from handoutgen.document.inline import Mark
from handoutgen.frozen import dataclass

if TYPE_CHECKING:
    from handoutgen.render.pdf.shaping import ShapedWord


class Look(NamedTuple):
    """How a run of characters looks."""

    size: float
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """Where a link leads: an address, or the number of a source in this document.

    Compared by identity: two links to the same place are two links.
    """

    url: str | None
    source: int | None


class Fragment(NamedTuple):
    """Characters in one look, or a mark; `target` makes it part of a link.

    A text that is shaped has its glyphs in `word`. What is `isolated` stands where it is cited,
    whichever way the words before it are read (UAX #9, 2.4.2).
    """

    text: str
    width: float
    look: Look
    target: Target | None = None
    mark: Mark | None = None
    word: "ShapedWord | None" = None
    isolated: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Fragments in reading order. `width` leaves out the space at the end.

    Compared by identity, which is quick: lines are kept, and what is made of them is found by them.
    """

    fragments: tuple[Fragment, ...]
    width: float
    indent: float = 0
    cut: str = ""
    """The word that had to be cut to fit, if there is one and it is no address."""
    offsets: tuple[float, ...] = ()
    """How far each fragment is from where the line starts, unless it follows the one before."""

    def placed(self) -> Iterator[tuple[Fragment, float]]:
        """Each fragment with its distance from where the lines of its paragraph start."""
        if self.offsets:
            for fragment, offset in zip(self.fragments, self.offsets, strict=True):
                yield fragment, self.indent + offset
            return
        at = self.indent
        for fragment in self.fragments:
            yield fragment, at
            at += fragment.width
