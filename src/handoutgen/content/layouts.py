"""What a handout can be printed as: layouts, styles and papers, and which of them go together."""

from dataclasses import dataclass
from typing import Literal, get_args

from handoutgen.errors import either
from handoutgen.said import Said, said

Layout = Literal["handout", "one-page", "leaflet", "booklet", "poster", "cards"]
Paper = Literal["letter", "a4", "tabloid", "a3"]

LAYOUTS: tuple[Layout, ...] = get_args(Layout)
PAPERS: tuple[Paper, ...] = get_args(Paper)
STANDARD_STYLE = "standard"
LARGE_PRINT = "large-print"


@dataclass(frozen=True, slots=True)
class PrintForm:
    """What comes out of the printer. `binding` leaves room for holes, `duplex` is both sides."""

    layout: Layout = "handout"
    paper: Paper = "letter"
    binding: bool = False
    duplex: bool = False


_POSTER_PAPERS: tuple[Paper, ...] = ("tabloid", "a3")


MOST_WORDS: dict[Layout, int] = {"poster": 150}
"""How many words a layout's sections may have: a poster is read in passing."""

_NARROW: tuple[Layout, ...] = ("one-page", "leaflet", "poster")


def opens_with_lead(layout: Layout) -> bool:
    """Whether the comparison's lead stands before its sections, or there is no room for it."""
    return layout not in _NARROW


def opens_with_alert(layout: Layout, *, warned: bool) -> bool:
    """Whether the comparison's alert is told: where there is little room, only if no section does.

    `warned` says that a section about calling for help was picked.
    """
    return not warned or layout not in _NARROW


def has_room_for_figures(layout: Layout) -> bool:
    """Whether figures are shown: on a card their words would be too small to read."""
    return layout != "cards"


def has_room_for_strips(layout: Layout) -> bool:
    """Whether the small figures over the text of cards are shown."""
    return layout in ("handout", "leaflet")


def has_room_for_sources(layout: Layout) -> bool:
    """Whether sources are told in full: in a booklet they would take every third page."""
    return layout == "handout"


_NARROW_PLACES: dict[Layout, Said] = {
    "leaflet": said("a panel"),
    "cards": said("a card"),
    "poster": said("a poster"),
}
_TWO_LANGUAGES: tuple[Layout, ...] = ("handout", "one-page", "booklet")


def refusal_of_two_languages(layout: Layout, style: str) -> Said | None:
    """Why two languages do not stand on one sheet here, or none."""
    if layout not in _TWO_LANGUAGES:
        return said(
            "two languages do not fit {place}: print the layout `{layout}` once in each language, "
            "or give out the layout `handout` in both",
            place=_NARROW_PLACES[layout],
            layout=layout,
        )
    if style == LARGE_PRINT:
        return said(
            "large print is one column, and a second language would halve it: print it once in "
            "each language"
        )
    return None


def papers_of(layout: Layout) -> tuple[Paper, ...]:
    """The papers that a layout is made for, the usual one first."""
    return _POSTER_PAPERS if layout == "poster" else ("letter", "a4")


def refusal(layout: Layout, style: str, paper: Paper | None, binding: bool) -> Said | None:
    """Why these do not go together, or none."""
    papers = papers_of(layout)
    if paper is not None and paper not in papers:
        return said(
            "the layout `{layout}` is made for {papers}, not for {paper}",
            layout=layout,
            papers=either(papers),
            paper=paper,
        )
    if style == LARGE_PRINT and layout in ("leaflet", "cards"):
        return said(
            "large print does not fit {place}: give out the layout `handout` in large print "
            "instead",
            place=_NARROW_PLACES[layout],
        )
    if style == LARGE_PRINT and layout == "poster":
        return said("a poster is already larger than large print: print it in another style")
    if binding and layout not in ("handout", "one-page"):
        return said("the layout `{layout}` is not punched: leave --binding away", layout=layout)
    return None
