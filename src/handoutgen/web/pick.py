"""What somebody has picked on the page: read from a form or link, turned into a request."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar
from urllib.parse import urlencode

from handoutgen.content.entry import Wording
from handoutgen.content.layouts import LAYOUTS, PAPERS, Layout, Paper
from handoutgen.content.library import Library
from handoutgen.content.models import Comparison
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.selection import HandoutRequest
from handoutgen.web.fields import Fields, first

WORDINGS: tuple[Wording, ...] = ("plain", "detailed")
Choice = TypeVar("Choice", bound=str)


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
    style: str = "standard"
    paper: Paper | None = None
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
            *([("handout", self.handout)] if self.handout else []),
            *([("paper", self.paper)] if self.paper else []),
            *([("locale", self.locale)] if self.locale else []),
            *((name, "on") for name in ("binding", "duplex", "sensitive") if getattr(self, name)),
        ]
        return f"/pick/{self.comparison}?{urlencode(pairs)}"

    def request(self, base: HandoutRequest) -> HandoutRequest:
        """The request; raises HandoutError S003 when nothing is picked."""
        if not self.section:
            hint = "tick at least one section."
            raise HandoutError([Problem("S003", "no section is picked", hint=hint)])
        return replace(
            base,
            comparison=self.comparison,
            section=self.section,
            without=(),
            wording=self.wording,
            layout=self.layout,
            style=self.style,
            paper=self.paper,
            locale=self.locale,
            binding=self.binding,
            duplex=self.duplex,
            note=self.note,
        )


def usual_pick(base: HandoutRequest, library: Library) -> Pick:
    """What a comparison prints unless somebody picks otherwise."""
    comparison = library.comparisons[base.comparison]
    return Pick(
        comparison=comparison.id,
        section=usual_sections(comparison, library, base.layout),
        wording=base.wording,
        layout=base.layout,
        style=base.style,
        paper=base.paper,
        locale=base.locale,
        binding=base.binding,
        duplex=base.duplex,
    )


def usual_sections(comparison: Comparison, library: Library, layout: Layout) -> tuple[str, ...]:
    """What prints in a layout unless somebody picks otherwise."""
    sections = library.sections[comparison.id]
    usual = comparison.layout.get(layout, comparison.section)
    return tuple(s for s in usual if not sections[s].sensitive)


@dataclass(frozen=True, slots=True)
class PickReading:
    """A pick, and what in a form, link or saved handout could not be taken as it was."""

    pick: Pick
    notices: tuple[Problem, ...] = ()


def read_pick(
    fields: Fields, base: HandoutRequest, library: Library, styles: Iterable[str]
) -> PickReading:
    """The pick of a form or link; whatever is unknown is left out and told.

    `section` names the picked sections. `order`, if there, says in which order they print; a
    newly ticked one comes after its neighbour in the comparison's own order.
    """
    notices: list[Problem] = []

    def choose(name: str, known: Iterable[Choice], usual: Choice | None) -> Choice | None:
        word = first(fields, name)
        found = next((k for k in known if k == word), None)
        if word and found is None:
            message = f"there is no {name} `{word[:60]}`"
            notices.append(Problem("U046", message, hint=did_you_mean(word[:60], known)))
        return found or usual

    def ticked(name: str, usual: bool) -> bool:
        return first(fields, name) == "on" if posted else usual

    posted = "section" in fields or "order" in fields
    comparison = library.comparisons[base.comparison]
    layout = choose("layout", LAYOUTS, base.layout) or base.layout
    sensitive = first(fields, "sensitive") == "on"
    section = usual_sections(comparison, library, layout)
    if posted:
        asked = [s for s in fields.get("section", []) if s]
        section, lost = known_sections(asked, comparison.id, library)
        notices += lost
        section = ordered(section, tuple(dict.fromkeys(fields.get("order", []))), comparison)
    if not sensitive:
        sections = library.sections[comparison.id]
        section = tuple(s for s in section if not sections[s].sensitive)
    pick = Pick(
        comparison=comparison.id,
        section=section,
        wording=choose("wording", WORDINGS, base.wording) or base.wording,
        layout=layout,
        style=choose("style", styles, base.style) or base.style,
        paper=choose("paper", PAPERS, None if posted else base.paper),
        locale=choose("locale", tuple(library.locales), None if posted else base.locale),
        binding=ticked("binding", base.binding),
        duplex=ticked("duplex", base.duplex),
        sensitive=sensitive,
        note=(fields.get("note") or [""])[0],
    )
    return PickReading(moved(pick, first(fields, "move")), tuple(notices))


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
            message = f"there is no section `{shown}` any more; the rest is here"
            lost.append(Problem("S002", message, hint=did_you_mean(shown, sections)))
    return tuple(found), lost


def ordered(
    picked: tuple[str, ...], order: tuple[str, ...], comparison: Comparison
) -> tuple[str, ...]:
    """The picked sections: those in `order` as it says, a new one behind its usual neighbour."""
    if not order:
        return picked
    result = [s for s in order if s in picked]
    usual = (*comparison.section, *comparison.further)
    for name in sorted(set(picked).difference(order), key=usual.index):
        before = set(usual[: usual.index(name)])
        place = max((i + 1 for i, s in enumerate(result) if s in before), default=0)
        result.insert(place if name in comparison.section else len(result), name)
    return tuple(result)


def moved(pick: Pick, move: str) -> Pick:
    """The pick after `up:SECTION` or `down:SECTION`; at the end of the list nothing moves."""
    direction, _, name = move.partition(":")
    if name not in pick.section or direction not in ("up", "down"):
        return pick
    section = list(pick.section)
    place = section.index(name)
    other = place - 1 if direction == "up" else place + 1
    if 0 <= other < len(section):
        section[place], section[other] = section[other], section[place]
    return replace(pick, section=tuple(section))
