"""What the page calls layouts, papers, styles, and the pages of a sheet."""

from collections.abc import Mapping
from dataclasses import dataclass

from handoutgen.content.layouts import Layout, Paper
from handoutgen.web.sheet import Sheet

LAYOUT_LABELS: Mapping[Layout, str] = {
    "handout": "Handout",
    "one-page": "One page",
    "leaflet": "Leaflet",
    "booklet": "Booklet",
    "poster": "Poster",
    "cards": "Cards",
}
PAPER_LABELS: Mapping[Paper, str] = {
    "letter": "Letter",
    "a4": "A4",
    "tabloid": "Tabloid",
    "a3": "A3",
}
STYLE_LABELS = {
    "standard": ("Standard", "14 point"),
    "large-print": ("Large print", "18 point"),
    "ink-saver": ("Ink saver", "black only"),
}
_HOW: Mapping[Layout, str] = {
    "leaflet": "Print on both sides, turned along the short edge. Then fold it twice.",
    "booklet": "Choose “Booklet” in the printer's dialog: two pages to a side, then fold it once.",
    "poster": "A poster has one side.",
    "one-page": "One page has one side.",
    "cards": "Four cards to a sheet: cut along the marks.",
}
_UNITS: Mapping[Layout, str] = {"leaflet": "side", "cards": "sheet"}
_SIDES = ("Outside", "Inside")
_METRIC: tuple[Paper, ...] = ("a4", "a3")


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Words for the pages of one sheet."""

    layout: Layout
    paper: Paper
    sheet: Sheet | None

    @property
    def label(self) -> str:
        """The layout's name."""
        return LAYOUT_LABELS[self.layout]

    @property
    def how(self) -> str:
        """What to know when it is printed, or nothing."""
        return _HOW.get(self.layout, "")

    @property
    def both_sides(self) -> bool:
        """Whether one may choose both sides: a leaflet always has them, others have only one."""
        return self.layout in ("handout", "booklet", "cards")

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.sheet.pages) if self.sheet else 0

    @property
    def unit(self) -> str:
        """What a page is called, in the number that there are."""
        word = _UNITS.get(self.layout, "page")
        return word if self.count == 1 else f"{word}s"

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each page."""
        if self.layout == "leaflet" and self.count == len(_SIDES):
            return tuple(f"{side}, side {n}" for n, side in enumerate(_SIDES, 1))
        word = _UNITS.get(self.layout, "page").capitalize()
        return tuple(f"{word} {n}" for n in range(1, self.count + 1))

    @property
    def shape(self) -> str:
        """How large its pages are shown: `half` a sheet, `wide`, or as a sheet."""
        if self.layout == "booklet":
            return "half"
        width, height = self.sheet.pages[0] if self.sheet else (1, 1)
        return "wide" if width > height else "whole"

    @property
    def size(self) -> str:
        """Width and height of a page as its country measures them."""
        width, height = self.sheet.pages[0] if self.sheet else (0, 0)
        if self.paper in _METRIC:
            return f"{width / 72 * 25.4:.0f} × {height / 72 * 25.4:.0f} mm"
        return f"{width / 72:g} × {height / 72:g} in"
