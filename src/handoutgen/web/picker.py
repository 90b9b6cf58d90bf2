"""What the picker's templates show: the choices, what is picked, and the sheet or its problems."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handoutgen.content.layouts import LAYOUTS, STANDARD_STYLE, Layout, papers_of, refusal
from handoutgen.content.library import Library
from handoutgen.content.models import Locale
from handoutgen.content.note import LONGEST_NOTE
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.language_tag import tag_of
from handoutgen.saved_check import OpenedHandout
from handoutgen.selection import HandoutRequest, no_comparison, untranslated, usual_sections
from handoutgen.translation.offered import names_of, spelled
from handoutgen.translation.words import Words
from handoutgen.web.fields import Fields, first
from handoutgen.web.listing import Group, Row, Rows
from handoutgen.web.pick import Pick, PickReading, first_pick, known_sections, read_pick
from handoutgen.web.service import Service
from handoutgen.web.sheet import PAGE_WIDTHS, UNFIT, Sheet
from handoutgen.web.sheet_words import (
    LAYOUT_LABELS,
    PAPER_LABELS,
    STYLE_LABELS,
    SheetWords,
    conjoined,
    goal_of,
)


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
    """What was picked, what it was picked from, and the sections that had no room.

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
        message = no_comparison(comparison[:60])
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
    start = first_pick(base, service.languages, opened.name if opened else None)
    found = read_pick(fields, start, service.languages, service.styles, service.clinic_locale)
    reading = PickReading(found.pick, (*notices, *found.notices))
    return await _fitted(service, Picked(reading, base, opened), "fit" in fields)


async def _fitted(service: Service, found: Picked, wanted: bool) -> Picked:
    if not wanted or not found.pick.section:
        return found
    try:
        fitting = await service.fitting(found.pick.request(found.base))
    except HandoutError:
        return replace(found, crowded=True)
    gone = [s for s in found.pick.section if s not in fitting]
    reading = replace(found.reading, pick=replace(found.pick, section=fitting))
    return replace(found, reading=reading, left_out=tuple(gone))


def opened_pick(service: Service, name: str) -> Picked:
    """A saved handout as a pick; raises HandoutError S001 or what is wrong with it."""
    opened = service.opened(name)
    base = service.request(name, opened.asked)
    pick = first_pick(base, service.languages, opened.name)
    lost = known_sections(base.section, pick.comparison, service.languages.of(pick.language))[1]
    notices = (*opened.problems, *_untranslated(base, pick, service), *lost)
    return Picked(PickReading(pick, notices), base, opened)


def _untranslated(base: HandoutRequest, pick: Pick, service: Service) -> Iterator[Problem]:
    """S008 for a saved handout in a language that its comparison is not translated into."""
    for language in base.language if base.language != pick.language else ():
        library = service.languages.library(language)
        if pick.comparison not in library.comparisons:
            yield untranslated(pick.comparison, library)


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
    words: Words,
    saved: Mapping[str, Any] | None = None,
    fields: Fields | None = None,
) -> dict[str, Any]:
    """Everything that the picker's templates print.

    `fields` is the form that asks, if it is on the page already: only what differs is sent anew.
    """
    pick = found.pick
    clinic_locale = service.library.locales.get(service.clinic_locale or "")
    languages, library = service.languages, service.languages.of(pick.language)
    shelf = languages.library(words.language)
    if pick.comparison not in shelf.comparisons:
        shelf = languages.source
    comparison = shelf.comparisons[pick.comparison]
    usual = usual_sections(library.comparisons[pick.comparison], library, pick.layout)
    spoken = spelled(pick.language)
    rendered = f"{pick.layout}:{spoken}:{pick.style}:{pick.wording}:{pick.sensitive}"
    before = first(fields or {}, "rendered")
    choices = languages.choices(pick.comparison, pick.layout, pick.style)

    def row(section: str) -> Row:
        return rows.row(pick.comparison, section, pick.wording, library, words.language)

    def groups(sensitive: bool) -> list[Group]:
        return rows.groups(pick.comparison, pick.wording, library, words, sensitive=sensitive)

    anew = any(name in (fields or {}) for name in ("usual", "fit", "instead"))
    return {
        "clinic_name": service.clinic_name,
        "pick": pick,
        "comparison": comparison,
        "comparison_language": tag_of(shelf.language),
        "conditions": conjoined([shelf.conditions[c].name for c in comparison.conditions], words),
        "groups": groups(False),
        "sensitive_groups": groups(True),
        "picked": [row(section) for section in pick.section],
        "rendered": rendered,
        "stale_groups": anew or before != rendered,
        "stale_look": anew or before.split(":")[:3] != rendered.split(":")[:3],
        "notices": found.reading.notices,
        "left_out": [
            languages.named(pick.comparison, s, words.language)[0].heading for s in found.left_out
        ],
        "crowded": found.crowded,
        "preview": shown,
        "sheet": shown.sheet,
        "words": SheetWords(pick.layout, pick.paper, shown.sheet, words),
        "is_usual": pick.section == usual,
        "language": spoken,
        "language_names": [(spelled(choice), names_of(choice)) for choice in choices],
        "sheet_language": tag_of(pick.language[0]),
        "goal": goal_of(library.language, words),
        "layouts": [(name, words(LAYOUT_LABELS[name])) for name in LAYOUTS],
        "papers": [(name, words(PAPER_LABELS[name])) for name in papers_of(pick.layout)],
        "styles": [_style(name, pick.layout, words) for name in service.styles],
        "punched": refusal(pick.layout, STANDARD_STYLE, None, binding=True) is None,
        "locales": _locales(library, pick, words),
        "clinic_locale": clinic_locale,
        "clinic_country": _country(clinic_locale, words) if clinic_locale else "",
        "longest_note": LONGEST_NOTE,
        "can_save": service.assets.workspace is not None,
        "saved": saved or {},
        "widths": PAGE_WIDTHS,
    }


def _style(name: str, layout: Layout, words: Words) -> tuple[str, str, str, bool]:
    """A style's name, label and hint, and whether the layout can be printed in it."""
    label, hint = name.replace("-", " ").capitalize(), ""
    if name in STYLE_LABELS:
        label, hint = map(words, STYLE_LABELS[name])
    fits = refusal(layout, name, None, binding=False) is None
    return name, label, hint if fits else words("does not fit"), fits


def _locales(library: Library, pick: Pick, words: Words) -> list[tuple[Locale, str]]:
    """Each number of a country once, with the country's name; the one that is picked stays."""
    found: dict[tuple[str, str], Locale] = {}
    for locale in library.locales.values():
        if locale.id == pick.locale:
            found[locale.emergency, locale.country] = locale
        found.setdefault((locale.emergency, locale.country), locale)
    return [(locale, _country(locale, words)) for locale in found.values()]


def _country(locale: Locale, words: Words) -> str:
    """The country of a locale, as CLDR names it in the page's language."""
    from babel import Locale as Territory

    country = locale.id.partition("-")[2]
    return str(Territory.parse(words.language).territories.get(country, locale.country))
