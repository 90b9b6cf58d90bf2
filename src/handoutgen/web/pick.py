"""What somebody has picked on the page: read from a form or link, turned into a request."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar
from urllib.parse import urlencode

from handoutgen.content.entry import WORDINGS, Wording
from handoutgen.content.layouts import (
    LAYOUTS,
    PAPERS,
    STANDARD_STYLE,
    Layout,
    Paper,
    refusal,
)
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.defaults import paper_for
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.said import said
from handoutgen.section_order import in_order
from handoutgen.selection import HandoutRequest, usual_sections
from handoutgen.translation.offered import spelled
from handoutgen.web.fields import Fields, first
from handoutgen.web.languages import Languages

Choice = TypeVar("Choice", bound=str)

_FIELDS = {
    "layout": said("layout"),
    "style": said("style"),
    "language": said("language"),
    "wording": said("wording"),
    "paper": said("paper"),
    "locale": said("locale"),
}


@dataclass(frozen=True, slots=True)
class Pick:
    """The state of the picker.

    `handout` is the saved handout that it started from, whose title and template it keeps.
    `sensitive`: somebody said that this person has asked.
    """

    comparison: str
    handout: str | None = None
    section: tuple[str, ...] = ()
    wording: Wording = "plain"
    layout: Layout = "handout"
    style: str = STANDARD_STYLE
    paper: Paper = "letter"
    language: tuple[str, ...] = (SOURCE_LANGUAGE,)
    locale: str | None = None
    binding: bool = False
    duplex: bool = False
    sensitive: bool = False
    note: str = field(default="", repr=False)

    @property
    def link(self) -> str:
        """A path that holds the whole selection. The note is never part of it."""
        pairs = [("section", s) for s in self.section] or [("section", "")]
        pairs += [
            ("wording", self.wording),
            ("layout", self.layout),
            ("style", self.style),
            ("paper", self.paper),
            ("language", spelled(self.language)),
            ("locale", self.locale or ""),
            *([("handout", self.handout)] if self.handout else []),
            *((name, "on") for name in ("binding", "duplex", "sensitive") if getattr(self, name)),
        ]
        return f"/pick/{self.comparison}?{urlencode(pairs)}"

    def request(self, base: HandoutRequest) -> HandoutRequest:
        """The request; raises HandoutError S003 when nothing is picked."""
        if not self.section:
            hint = said("tick at least one section.")
            raise HandoutError([Problem("S003", said("no section is picked"), hint=hint)])
        return replace(
            base,
            comparison=self.comparison,
            section=self.section,
            without=(),
            wording=self.wording,
            layout=self.layout,
            style=self.style,
            paper=self.paper,
            language=self.language,
            locale=self.locale,
            binding=self.binding,
            duplex=self.duplex,
            note=self.note,
        )


def first_pick(base: HandoutRequest, languages: Languages, handout: str | None = None) -> Pick:
    """What a comparison or a saved handout prints unless somebody picks otherwise.

    In English, where it is not translated into the languages that it asks for.
    """
    language = base.language or (SOURCE_LANGUAGE,)
    if language not in languages.choices(base.comparison, base.layout, base.style):
        language = (SOURCE_LANGUAGE,)
    library = languages.of(language)
    sections = library.sections[base.comparison]
    comparison = library.comparisons[base.comparison]
    picked = base.section or usual_sections(comparison, library, base.layout)
    picked = tuple(s for s in picked if s not in base.without and s in sections)
    return Pick(
        comparison=comparison.id,
        handout=handout,
        section=picked,
        wording=base.wording,
        layout=base.layout,
        style=base.style,
        paper=base.sheet,
        language=language,
        locale=base.locale,
        binding=base.binding,
        duplex=base.duplex,
        sensitive=any(sections[s].sensitive for s in picked),
    )


@dataclass(frozen=True, slots=True)
class PickReading:
    """A pick, and what in a form, link or saved handout could not be taken as it was."""

    pick: Pick
    notices: tuple[Problem, ...] = ()


def read_pick(
    fields: Fields,
    start: Pick,
    languages: Languages,
    styles: Iterable[str],
    clinic_locale: str | None = None,
) -> PickReading:
    """The pick of a form or link; whatever is unknown is left out and told.

    `section` names the picked sections. `order`, if there, says in which order they print; a
    newly ticked one comes where it usually stands. `rendered` starts with the layout and the
    languages that the form showed: whoever had their usual sections gets those of the new ones.
    `usual` asks for the usual sections, `instead` for another value of a field, as
    `style:standard`. Paper and room for holes follow the layout. Two languages where the layout
    has no room for them become the one that the sheet was translated into.
    """
    notices: list[Problem] = []
    name, _, value = first(fields, "instead").partition(":")
    if name in ("layout", "style"):
        fields = {**fields, name: [value]}

    def choose(name: str, known: Iterable[Choice], usual: Choice | None) -> Choice | None:
        word = first(fields, name)
        found = next((k for k in known if k == word), None)
        if word and found is None:
            message = said("there is no {field} `{value}`", field=_FIELDS[name], value=word[:60])
            notices.append(Problem("U046", message, hint=did_you_mean(word[:60], known)))
        return found or usual

    def ticked(name: str) -> bool:
        return first(fields, name) == "on" or (not posted and bool(getattr(start, name)))

    posted = any(name in fields for name in ("section", "order", "usual"))
    layout = choose("layout", LAYOUTS, start.layout) or start.layout
    style = choose("style", styles, start.style) or start.style
    language = choose("language", _spellings(languages, start), None)
    spoken = tuple(language.split("+")) if language else start.language
    if spoken not in languages.choices(start.comparison, layout, style):
        spoken = (languages.of(spoken).language,)
    library = languages.of(spoken)
    comparison = library.comparisons[start.comparison]
    usual = usual_sections(comparison, library, layout)
    shown: Layout | None = start.layout
    before = start.language
    section = start.section
    if posted:
        picked, lost = known_sections(
            [s for s in fields.get("section", []) if s], comparison.id, library
        )
        notices += lost
        order = tuple(s for s in dict.fromkeys(fields.get("order", [])) if s)
        whole = (*comparison.section, *comparison.further)
        section = in_order(order, picked, whole) if order else picked
        rendered, _, others = first(fields, "rendered").partition(":")
        shown = next((known for known in LAYOUTS if known == rendered), None)
        before = tuple(others.partition(":")[0].split("+"))
    was = languages.of(before)
    if comparison.id not in was.comparisons:
        was = library
    if "usual" in fields or (
        shown
        and (shown, was) != (layout, library)
        and section == usual_sections(was.comparisons[comparison.id], was, shown)
    ):
        section = usual
    sensitive = ticked("sensitive")
    if not sensitive:
        sections = library.sections[comparison.id]
        section = tuple(s for s in section if not sections[s].sensitive)
    punched = refusal(layout, STANDARD_STYLE, None, binding=True) is None
    pick = Pick(
        comparison=comparison.id,
        handout=start.handout,
        section=section,
        wording=choose("wording", WORDINGS, start.wording) or start.wording,
        layout=layout,
        style=style,
        paper=paper_for(choose("paper", PAPERS, start.paper) or start.paper, layout),
        language=spoken,
        locale=choose(
            "locale",
            tuple(library.locales),
            clinic_locale if "locale" in fields else start.locale,
        ),
        binding=ticked("binding") and punched,
        duplex=ticked("duplex"),
        sensitive=sensitive,
        note=(fields.get("note") or [""])[0],
    )
    return PickReading(moved(pick, first(fields, "move")), tuple(notices))


def _spellings(languages: Languages, start: Pick) -> tuple[str, ...]:
    """Every way to ask for languages that some layout of this comparison has room for."""
    every = (languages.choices(start.comparison, layout, STANDARD_STYLE) for layout in LAYOUTS)
    return tuple(dict.fromkeys(spelled(choice) for choices in every for choice in choices))


def known_sections(
    names: Iterable[str], comparison: str, library: Library
) -> tuple[tuple[str, ...], list[Problem]]:
    """The sections that there are, once each, and a problem for each that there is not."""
    sections = library.sections[comparison]
    lost: list[Problem] = []
    found: dict[str, None] = {}
    for name in dict.fromkeys(names):
        if name in sections:
            found[name] = None
        elif len(lost) < 20:
            shown = name[:60]
            message = said(
                "there is no section `{section}` any more; the rest is here", section=shown
            )
            if name in library.left_out.get(comparison, {}):
                message = said(
                    "the section `{section}` is not translated; the rest is here", section=shown
                )
            lost.append(Problem("S002", message, hint=did_you_mean(shown, sections)))
    return tuple(found), lost


def moved(pick: Pick, move: str) -> Pick:
    """The pick after `up:SECTION`, `down:SECTION` or `out:SECTION`; at the ends nothing moves."""
    direction, _, name = move.partition(":")
    if name not in pick.section or direction not in ("up", "down", "out"):
        return pick
    section = list(pick.section)
    place = section.index(name)
    if direction == "out":
        return replace(pick, section=(*section[:place], *section[place + 1 :]))
    other = place - 1 if direction == "up" else place + 1
    if 0 <= other < len(section):
        section[place], section[other] = section[other], section[place]
    return replace(pick, section=tuple(section))
