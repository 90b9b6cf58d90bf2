"""The plan of each layout."""

from typing import assert_never

from handoutgen.content.layouts import PrintForm
from handoutgen.render.pdf.furniture import PageFurniture
from handoutgen.render.pdf.plan import Plan
from handoutgen.render.pdf.sheet import SheetPlan, width_between_margins
from handoutgen.render.style import Style


def plan_of(form: PrintForm, style: Style, furniture: PageFurniture) -> Plan:
    """How the pages of a form are made."""
    second = furniture.document.furniture.second
    match form.layout:
        case "booklet" if second is not None:
            from handoutgen.render.pdf.spread import SpreadPlan

            first, other = furniture.in_first_language(), furniture.in_second_language()
            width = width_between_margins(style, form)
            feet = tuple(said.foot(width, named=True, stapled=True) for said in (first, other))
            names = len(first.name_lines(width))
            return SpreadPlan(form, style, first, feet[0], names, other, feet[1])
        case "handout" | "one-page" | "booklet" | "poster":
            width = width_between_margins(style, form)
            names = len(furniture.name_lines(width))
            stapled = form.layout == "booklet"
            named = stapled or form.layout == "one-page"
            foot = furniture.foot(width, named=named, stapled=stapled)
            return SheetPlan(form, style, furniture, foot, names)
        case "leaflet":
            from handoutgen.render.pdf.leaflet import LeafletPlan

            conditions = len(furniture.document.furniture.condition_names)
            return LeafletPlan(form, style, furniture, conditions)
        case "cards":
            from handoutgen.render.pdf.cards import CardsPlan

            return CardsPlan(form, style, furniture)
        case _:
            assert_never(form.layout)


def duplex_of(form: PrintForm, languages: int = 1) -> str | None:
    """The Duplex preference of the file (ISO 32000-1, table 150), or none for the printer's own.

    A folded sheet turns over its short edge, or its back would stand on its head. One page in two
    languages is one sheet.
    """
    if form.layout in ("leaflet", "booklet"):
        return "DuplexFlipShortEdge"
    one_sheet = form.layout == "one-page" and languages > 1
    return "DuplexFlipLongEdge" if form.duplex or one_sheet else None
