"""Jobs for the processes that build, and their answers. Both travel between processes."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from handoutgen.build import Format
from handoutgen.errors import Problem
from handoutgen.reading_score import Score
from handoutgen.selection import HandoutRequest

PageWidth = Literal[560, 960]
PAGE_WIDTHS: tuple[PageWidth, ...] = (560, 960)
"""Widths of page images in pixels: as wide as the page shows them, and for fine screens."""

UNFIT = frozenset(("D011", "D013", "D014", "D015"))
"""Problems that mean: there is too much for this layout."""


@dataclass(frozen=True, slots=True)
class BuildJob:
    """Build one file. `proof`: hold the finished PDF against PDF/UA-1 before it is given out."""

    request: HandoutRequest
    format: Format
    proof: bool = False


@dataclass(frozen=True, slots=True)
class PageJob:
    """Draw one page, counted from 1, as a PNG of that width in pixels."""

    content: bytes = field(repr=False)
    number: int
    width: PageWidth


@dataclass(frozen=True, slots=True)
class FitJob:
    """Find out which of the sections have room, beginning with the first."""

    request: HandoutRequest


@dataclass(frozen=True, slots=True)
class Fitting:
    """The sections that have room, in the order of the request."""

    section: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished handout, and what the page tells about it. Sizes of pages are in points.

    `sheets` goes to the printer where pages are not printed as they are read: a booklet's.
    """

    content: bytes = field(repr=False)
    format: Format
    edition: str
    title: str
    section: tuple[str, ...]
    pages: tuple[tuple[float, float], ...]
    score: Score
    sources: tuple[str, ...]
    review: str
    reviewed: bool
    accessible: str
    sheets: bytes = field(default=b"", repr=False)

    @property
    def minutes(self) -> int:
        """How long it takes to read, at 140 words a minute."""
        return max(1, round(self.score.words / 140))


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a PNG."""

    png: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """What keeps the handout from being built."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A bug of ours: the kind of error and the line of code, but no values."""

    what: str


Job = BuildJob | PageJob | FitJob
Answer = Sheet | PageImage | Fitting | Refused | Broken


@dataclass(frozen=True, slots=True)
class Bench:
    """What a building process needs to start: where the files are, and a day for warming up."""

    roots: tuple[str, ...]
    references: str | None
    today: dt.date
