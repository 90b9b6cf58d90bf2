"""A handout on its way to a printer: how it is to be printed, and what the printer can do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handoutgen.content.layouts import Layout, Paper
from handoutgen.errors import Problem
from handoutgen.said import Said, counted, said

PDF = "application/pdf"
MEDIA: Mapping[Paper, str] = {
    "letter": "na_letter_8.5x11in",
    "a4": "iso_a4_210x297mm",
    "tabloid": "na_ledger_11x17in",
    "a3": "iso_a3_297x420mm",
}
"""What printers call the papers (PWG 5101.1)."""

_FOLDED: tuple[Layout, ...] = ("leaflet", "booklet")
"""Layouts on sheets that lie on their side: they turn over along the short edge."""

ONE_SIDED = "one-sided"
MONOCHROME = "monochrome"


def sides(pages: int) -> int:
    """How many sides of sheets the pages of a booklet stand on, two on each."""
    return (pages + 3) // 4 * 2


def takes_both_sides(layout: Layout, pages: int) -> bool:
    """Whether a sheet is of no use printed on one side: one to fold, one page in two languages."""
    return layout in _FOLDED or (layout == "one-page" and pages > 1)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A PDF with so many pages, and how often and on what it is to be printed."""

    name: str
    content: bytes
    pages: int
    paper: Paper
    layout: Layout = "handout"
    copies: int = 1
    duplex: bool = False
    mono: bool = False

    @property
    def media(self) -> str:
        """The printer's name for the paper."""
        return MEDIA[self.paper]

    @property
    def sides(self) -> str:
        """On which sides, and how a sheet is turned over (RFC 8011, section 5.2.8)."""
        if not self.duplex:
            return ONE_SIDED
        return f"two-sided-{'short' if self.layout in _FOLDED else 'long'}-edge"

    @property
    def sheets(self) -> int:
        """How many sheets of paper it takes, all copies together."""
        a_copy = (self.pages + 1) // 2 if self.duplex else self.pages
        return a_copy * self.copies


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a printer says that it can do. None is what it does not say.

    `media` and `ready` are papers by the printer's names: those it takes, those in its trays.
    """

    name: str
    accepting: bool = True
    format: frozenset[str] | None = None
    sides: frozenset[str] | None = None
    colour: bool | None = None
    colour_modes: frozenset[str] | None = None
    scaling: frozenset[str] | None = None
    media: frozenset[str] | None = None
    ready: frozenset[str] | None = None
    copies: int | None = None
    validates: bool = False
    """Whether it answers beforehand if it would print a job."""


def refusals(job: PrintJob, printer: Capabilities) -> Iterator[Problem]:
    """What the job asks for that the printer says it cannot do: U041 for each."""
    if not printer.accepting:
        yield _cannot(
            said("the printer takes no jobs now"),
            said("look at its panel, or choose another printer."),
        )
    if printer.format is not None and PDF not in printer.format:
        hint = said(
            "print through the system's own queue, or open the PDF and print it from there."
        )
        yield _cannot(said("the printer does not take PDF files"), hint)
    if printer.sides is not None and job.sides != ONE_SIDED and job.sides not in printer.sides:
        hint = said("leave --duplex away.")
        if takes_both_sides(job.layout, job.pages):
            hint = said(
                "build it, and print one side and then the other from a program that shows it."
            )
        message = said("the printer does not print on both sides")
        if any(sides.startswith("two-sided") for sides in printer.sides):
            message = said(
                "the printer does not print both sides of a {layout} ({sides})",
                layout=job.layout,
                sides=job.sides,
            )
        yield _cannot(message, hint)
    modes = printer.colour_modes
    if job.mono and printer.colour is not False and modes is not None and MONOCHROME not in modes:
        hint = said("leave --mono away, or build with --style ink-saver.")
        yield _cannot(said("the printer cannot be told to print in black only"), hint)
    if printer.media is not None and job.media not in printer.media:
        message = said(
            "the printer does not take {paper} ({media})", paper=job.paper, media=job.media
        )
        yield _cannot(message, said("choose another with --paper."))
    if printer.copies is not None and job.copies > printer.copies:
        message = counted(
            "the printer makes {n} copy at a time, and no more",
            "the printer makes {n} copies at a time, and no more",
            printer.copies,
        )
        yield _cannot(message, said("print several times."))


def remarks(job: PrintJob, printer: Capabilities) -> Iterator[Said]:
    """What is good to know, and no reason not to print."""
    if printer.colour is False and not job.mono:
        yield said("The printer has no colours. What colours tell is told by words and shapes too.")
    if job.duplex and printer.sides is None:
        yield said("The printer does not say whether it prints on both sides.")
    if printer.ready is not None and job.media not in printer.ready:
        yield said("No {paper} paper is in the printer now.", paper=job.paper)


def _cannot(message: Said, hint: Said) -> Problem:
    return Problem("U041", message, hint=hint)
