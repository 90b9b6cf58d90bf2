"""What the page calls layouts, papers, styles, and the pages of a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handoutgen.content.layouts import Layout, Paper
from handoutgen.content.library import SOURCE_LANGUAGE
from handoutgen.content.rules.language_level import measures_for
from handoutgen.said import marked
from handoutgen.translation.words import Words
from handoutgen.web.sheet import Sheet

LAYOUT_LABELS: Mapping[Layout, str] = {
    "handout": marked("Handout"),
    "one-page": marked("One page"),
    "leaflet": marked("Leaflet"),
    "booklet": marked("Booklet"),
    "poster": marked("Poster"),
    "cards": marked("Cards"),
}
PAPER_LABELS: Mapping[Paper, str] = {
    "letter": marked("Letter"),
    "a4": "A4",
    "tabloid": marked("Tabloid"),
    "a3": "A3",
}
STYLE_LABELS = {
    "standard": (marked("Standard"), marked("14 point")),
    "large-print": (marked("Large print"), marked("18 point")),
    "ink-saver": (marked("Ink saver"), marked("black only")),
}
_HOW: Mapping[Layout, str] = {
    "leaflet": marked("Print on both sides, turned along the short edge. Then fold it twice."),
    "booklet": marked(
        "Print on both sides, turned along the short edge: two pages to a side. Then fold it once."
    ),
    "poster": marked("A poster has one side."),
    "one-page": marked("One page has one side."),
    "cards": marked("Four cards to a sheet: cut along the marks."),
}
_METRIC: tuple[Paper, ...] = ("a4", "a3")


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What is said of the pages of one sheet, in the words of a language."""

    layout: Layout
    paper: Paper
    sheet: Sheet | None
    words: Words

    @property
    def label(self) -> str:
        """The layout's name."""
        return self.words(LAYOUT_LABELS[self.layout])

    @property
    def how(self) -> str:
        """What to know when it is printed, or nothing."""
        return self.words(_HOW[self.layout]) if self.layout in _HOW else ""

    @property
    def both_sides(self) -> bool:
        """Whether one may choose both sides: those that are folded always have them."""
        return self.layout in ("handout", "cards")

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.sheet.pages) if self.sheet else 0

    @property
    def unit(self) -> str:
        """What a page is called, in the number that there are."""
        match self.layout:
            case "leaflet":
                return self.words.many("side", "sides", self.count)
            case "cards":
                return self.words.many("sheet", "sheets", self.count)
            case _:
                return self.words.many("page", "pages", self.count)

    @property
    def units(self) -> str:
        """How many pages there are, in words."""
        match self.layout:
            case "leaflet":
                return self.words.many("{n} side", "{n} sides", self.count)
            case "cards":
                return self.words.many("{n} sheet", "{n} sheets", self.count)
            case _:
                return self.words.many("{n} page", "{n} pages", self.count)

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each page."""
        words = self.words
        if self.layout == "leaflet" and self.count == 2:
            return words("Outside, side 1"), words("Inside, side 2")
        numbers = range(1, self.count + 1)
        if self.layout == "leaflet":
            return tuple(words("Side {number}", number=n) for n in numbers)
        if self.layout == "cards":
            return tuple(words("Sheet {number}", number=n) for n in numbers)
        return tuple(words("Page {number}", number=n) for n in numbers)

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


def goal_of(language: str, words: Words) -> str:
    """How hard a sheet in this language may be, or nothing where that cannot be measured."""
    if language == SOURCE_LANGUAGE:
        return words("Goal: grade 6 or lower")
    measures = measures_for(language)
    if measures is None:
        return ""
    scale, least = measures.measures[0].head, f"{measures.gates[0].passes:g}"
    return words("Goal: {scale} {least} or higher", scale=scale, least=least)


def conjoined(names: Sequence[str], words: Words) -> str:
    """Names with an "and" before the last, as CLDR has it for the language."""
    from babel.lists import format_list

    return format_list(names, "standard", words.language)
