"""What the picker's templates show: the choices, what is picked, and the sheet or its problems."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handoutgen.content.layouts import LAYOUTS, PAPERS
from handoutgen.content.note import LONGEST_NOTE
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.web.fields import Fields, first
from handoutgen.web.listing import Row, Rows
from handoutgen.web.pick import Pick, PickReading, read_pick, usual_sections
from handoutgen.web.service import Service
from handoutgen.web.sheet import PAGE_WIDTHS, Sheet

LAYOUT_LABELS = {
    "handout": "Handout",
    "one-page": "One page",
    "leaflet": "Leaflet",
    "booklet": "Booklet",
    "poster": "Poster",
    "cards": "Cards",
}
PAPER_LABELS = {"letter": "Letter", "a4": "A4", "tabloid": "Tabloid", "a3": "A3"}
STYLE_LABELS = {
    "standard": ("Standard", "14 point"),
    "large-print": ("Large print", "18 point"),
    "ink-saver": ("Ink saver", "black only"),
}
DISPLAY_WIDTH = PAGE_WIDTHS[0]


@dataclass(frozen=True, slots=True)
class Preview:
    """A sheet with the key of its page images, or what keeps it from being built."""

    key: str = ""
    sheet: Sheet | None = None
    problems: tuple[Problem, ...] = ()
    busy: bool = False


def reading(service: Service, comparison: str, fields: Fields) -> PickReading:
    """The pick of a form or link; raises HandoutError S001 for a comparison that is not there."""
    if comparison not in service.library.comparisons:
        hint = did_you_mean(comparison[:60], service.library.comparisons)
        message = f"there is no comparison `{comparison[:60]}`"
        raise HandoutError([Problem("S001", message, hint=hint)])
    handout = first(fields, "handout") or None
    notices: tuple[Problem, ...] = ()
    try:
        base = service.base(comparison, handout)
    except HandoutError as error:
        handout, notices = None, error.problems
        base = service.base(comparison)
    found = read_pick(fields, base, service.library, service.styles)
    return PickReading(replace(found.pick, handout=handout), (*notices, *found.notices))


async def preview(service: Service, pick: Pick) -> Preview:
    """The sheet of a pick. Problems are part of the answer."""
    try:
        request = pick.request(service.base(pick.comparison, pick.handout))
        key, sheet = await service.sheet(request)
    except HandoutError as error:
        return Preview(problems=error.problems)
    return Preview(key, sheet)


def values(
    service: Service,
    rows: Rows,
    found: PickReading,
    shown: Preview,
    saved: Mapping[str, Any] | None = None,
    rendered: str = "",
) -> dict[str, Any]:
    """Everything that the picker's templates print.

    `rendered` says for which wording and sensitivity the browser has the list of sections.
    """
    pick = found.pick
    library = service.library
    comparison = library.comparisons[pick.comparison]
    sections = library.sections[pick.comparison]
    picked: list[Row] = [rows.row(pick.comparison, sections[s], pick.wording) for s in pick.section]
    usual = usual_sections(comparison, library, pick.layout)
    return {
        "pick": pick,
        "comparison": comparison,
        "conditions": [library.conditions[c] for c in comparison.conditions],
        "groups": rows.groups(comparison, pick.wording, sensitive=False),
        "sensitive_groups": rows.groups(comparison, pick.wording, sensitive=True),
        "picked": picked,
        "stale_groups": rendered != f"{pick.wording}:{pick.sensitive}",
        "notices": found.notices,
        "preview": shown,
        "sheet": shown.sheet,
        "usual_link": f"/pick/{comparison.id}?layout={pick.layout}&style={pick.style}",
        "is_usual": pick.section == usual,
        "layouts": [(name, LAYOUT_LABELS[name]) for name in LAYOUTS],
        "papers": [(name, PAPER_LABELS[name]) for name in PAPERS],
        "styles": [
            (name, *STYLE_LABELS.get(name, (name.replace("-", " ").capitalize(), "")))
            for name in service.styles
        ],
        "locales": library.locales.values(),
        "longest_note": LONGEST_NOTE,
        "can_save": len(service.assets.roots) > 1,
        "saved": saved or {},
        "widths": PAGE_WIDTHS,
        "display_width": DISPLAY_WIDTH,
    }
