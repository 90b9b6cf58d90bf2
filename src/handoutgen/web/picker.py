"""What the picker's templates show: the choices, what is picked, and the sheet or its problems."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handoutgen.content.layouts import LAYOUTS, STANDARD_STYLE, Layout, papers_of, refusal
from handoutgen.content.note import LONGEST_NOTE
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.saved_check import OpenedHandout
from handoutgen.selection import HandoutRequest, usual_sections
from handoutgen.web.fields import Fields, first
from handoutgen.web.listing import Rows
from handoutgen.web.pick import Pick, PickReading, first_pick, read_pick
from handoutgen.web.service import Service
from handoutgen.web.sheet import PAGE_WIDTHS, UNFIT, Sheet
from handoutgen.web.sheet_words import LAYOUT_LABELS, PAPER_LABELS, STYLE_LABELS, SheetWords


@dataclass(frozen=True, slots=True)
class Preview:
    """A sheet with the key of its page images, or what keeps it from being built."""

    key: str = ""
    sheet: Sheet | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def unfit(self) -> bool:
        """Whether there is too much for the layout."""
        return bool(self.problems) and UNFIT.issuperset(p.code for p in self.problems)

    @property
    def refused(self) -> bool:
        """Whether layout and style do not go together."""
        return any(problem.code == "S007" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked, what it was picked from, and the headings of what had no room.

    `crowded`: it was asked to keep what fits, and nothing does.
    """

    reading: PickReading
    base: HandoutRequest
    opened: OpenedHandout | None = None
    left_out: tuple[str, ...] = ()
    crowded: bool = False

    @property
    def pick(self) -> Pick:
        """The pick."""
        return self.reading.pick


async def picked(service: Service, comparison: str, fields: Fields) -> Picked:
    """What a form or link picks; raises HandoutError S001 for a comparison that is not there.

    `fit` in the form asks to keep only the sections for which there is room.
    """
    if comparison not in service.library.comparisons:
        hint = did_you_mean(comparison[:60], service.library.comparisons)
        message = f"there is no comparison `{comparison[:60]}`"
        raise HandoutError([Problem("S001", message, hint=hint)])
    opened, notices = None, tuple[Problem, ...]()
    handout = first(fields, "handout")
    if handout:
        try:
            opened = service.opened(handout)
        except HandoutError as error:
            notices = error.problems
        if opened and opened.asked["comparison"] != comparison:
            opened = None
    name = opened.name if opened else comparison
    base = service.request(name, opened.asked if opened else {"comparison": comparison})
    start = first_pick(base, service.library, opened.name if opened else None)
    found = read_pick(fields, start, service.library, service.styles, service.clinic_locale)
    reading = PickReading(found.pick, (*notices, *found.notices))
    return await _fitted(service, Picked(reading, base, opened), "fit" in fields)


async def _fitted(service: Service, found: Picked, wanted: bool) -> Picked:
    if not wanted or not found.pick.section:
        return found
    try:
        fitting = await service.fitting(found.pick.request(found.base))
    except HandoutError:
        return replace(found, crowded=True)
    sections = service.library.sections[found.pick.comparison]
    left_out = tuple(sections[s].heading for s in found.pick.section if s not in fitting)
    reading = replace(found.reading, pick=replace(found.pick, section=fitting))
    return replace(found, reading=reading, left_out=left_out)


def opened_pick(service: Service, name: str) -> Picked:
    """A saved handout as a pick; raises HandoutError S001 or what is wrong with it."""
    opened = service.opened(name)
    base = service.request(name, opened.asked)
    pick = first_pick(base, service.library, opened.name)
    return Picked(PickReading(pick, opened.problems), base, opened)


async def preview(service: Service, found: Picked) -> Preview:
    """The sheet of a pick. Problems are part of the answer."""
    try:
        key, sheet = await service.sheet(found.pick.request(found.base))
    except HandoutError as error:
        return Preview(problems=error.problems)
    service.draw_ahead(key)
    return Preview(key, sheet)


def values(
    service: Service,
    rows: Rows,
    found: Picked,
    shown: Preview,
    saved: Mapping[str, Any] | None = None,
    fields: Fields | None = None,
) -> dict[str, Any]:
    """Everything that the picker's templates print.

    `fields` is the form that asks, if it is on the page already: only what differs is sent anew.
    """
    pick = found.pick
    library = service.library
    comparison = library.comparisons[pick.comparison]
    sections = library.sections[pick.comparison]
    rendered = f"{pick.layout}:{pick.wording}:{pick.sensitive}"
    before = first(fields or {}, "rendered")
    anew = any(name in (fields or {}) for name in ("usual", "fit", "instead"))
    return {
        "clinic_name": service.clinic_name,
        "pick": pick,
        "comparison": comparison,
        "conditions": [library.conditions[c] for c in comparison.conditions],
        "groups": rows.groups(comparison, pick.wording, sensitive=False),
        "sensitive_groups": rows.groups(comparison, pick.wording, sensitive=True),
        "picked": [rows.row(pick.comparison, sections[s], pick.wording) for s in pick.section],
        "rendered": rendered,
        "stale_groups": anew or before != rendered,
        "stale_look": anew or before.partition(":")[0] != pick.layout,
        "notices": found.reading.notices,
        "left_out": found.left_out,
        "crowded": found.crowded,
        "preview": shown,
        "sheet": shown.sheet,
        "words": SheetWords(pick.layout, pick.paper, shown.sheet),
        "is_usual": pick.section == usual_sections(comparison, library, pick.layout),
        "layouts": [(name, LAYOUT_LABELS[name]) for name in LAYOUTS],
        "papers": [(name, PAPER_LABELS[name]) for name in papers_of(pick.layout)],
        "styles": [_style(name, pick.layout) for name in service.styles],
        "punched": refusal(pick.layout, STANDARD_STYLE, None, binding=True) is None,
        "locales": library.locales.values(),
        "clinic_locale": library.locales.get(service.clinic_locale or ""),
        "longest_note": LONGEST_NOTE,
        "can_save": service.assets.workspace is not None,
        "saved": saved or {},
        "widths": PAGE_WIDTHS,
    }


def _style(name: str, layout: Layout) -> tuple[str, str, str, bool]:
    """A style's name, label and hint, and whether the layout can be printed in it."""
    label, hint = STYLE_LABELS.get(name, (name.replace("-", " ").capitalize(), ""))
    fits = refusal(layout, name, None, binding=False) is None
    return name, label, hint if fits else "does not fit", fits
