"""The conversation of `handoutgen pick`: a menu that shows what the pick comes to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from pydantic import TypeAdapter, ValidationError

from handoutgen.assets import Assets
from handoutgen.cli import pick_questions as ask
from handoutgen.cli.main import report
from handoutgen.cli.making import make_pdf
from handoutgen.cli.pick_totals import Pick, Scale, in_pages
from handoutgen.content.check import refused_characters
from handoutgen.content.entry import WORDINGS, Entry, Id, Text
from handoutgen.content.layouts import LAYOUTS, papers_of
from handoutgen.content.library import Library
from handoutgen.content.models import SavedHandout
from handoutgen.content.section import Section
from handoutgen.errors import HandoutError
from handoutgen.output import write_atomically
from handoutgen.render.style import style_names
from handoutgen.saved_handout import FOLDER, save_handout, saved_path
from handoutgen.section_order import in_order

_HEADING = 46
_USUAL, _FURTHER = "Usual", "On request"
_SENSITIVE = "Sensitive: print these only when you mean to"


@dataclass(frozen=True, slots=True)
class Desk:
    """What a conversation works with, and the name that its files get."""

    scale: Scale
    name: str
    description: str = ""

    @property
    def library(self) -> Library:
        """All content."""
        return self.scale.library

    @property
    def assets(self) -> Assets:
        """All files."""
        return self.scale.assets


def choose_comparison(library: Library) -> str:
    """The comparison to pick from."""
    lines = [(f"{c.title}  ({c.id})", c.id) for c in library.comparisons.values()]
    chosen: str = ask.choose("Which comparison?", lines)
    return chosen


def converse(pick: Pick, desk: Desk) -> None:
    """Change the pick, build it and save it, until it is enough."""
    last = "sections"
    while True:
        try:
            last = ask.choose(_heading(pick, desk), _menu(pick, desk), last)
            if last == "stop":
                return
            if last in ("build", "save"):
                desk = _save(pick, desk) if last == "save" else _build(pick, desk)
                continue
            changed = _CHANGES[last](pick, desk)
            # What does not go together is told, and the pick stays as it was.
            desk.scale.pages(changed)
            pick = changed
        except HandoutError as error:
            report(error.problems)


def _heading(pick: Pick, desk: Desk) -> str:
    selection = desk.scale.selection(pick)
    pages = in_pages(desk.scale.pages(pick))
    title = selection.title if len(selection.title) <= ask.WIDTH else selection.title[: ask.WIDTH]
    return f"{title}\n  {desk.scale.words(pick)}, {pages} of {selection.request.sheet}\n"


def _menu(pick: Pick, desk: Desk) -> list[tuple[str, str]]:
    request = desk.scale.request(pick)
    return [
        ("Sections", "sections"),
        ("Order", "order"),
        (f"Wording   {request.wording}", "wording"),
        (f"Layout    {request.layout}", "layout"),
        (f"Style     {request.style}", "style"),
        (f"Paper     {request.sheet}", "paper"),
        (f"Build     {desk.name}.pdf, to look at it", "build"),
        ("Save      as a handout with a name", "save"),
        ("Stop", "stop"),
    ]


# --- changes ---


def _sections(pick: Pick, desk: Desk) -> Pick:
    comparison = desk.library.comparisons[pick.comparison]
    usual = (*comparison.section, *comparison.further)
    sections = desk.library.sections[pick.comparison]
    groups = (
        (_USUAL, [s for s in comparison.section if not sections[s].sensitive]),
        (_FURTHER, [s for s in comparison.further if not sections[s].sensitive]),
        (_SENSITIVE, [s for s in usual if sections[s].sensitive]),
    )
    lines = [
        (title, [(_line(sections[s], pick, desk.scale), s) for s in words])
        for title, words in groups
        if words
    ]
    now = tuple(section.id for section in desk.scale.selection(pick).sections)

    def with_ticked(ticked: list[str]) -> Pick:
        return pick.asking(section=in_order(now, ticked, usual), without=None)

    def quick(ticked: list[str]) -> str:
        return desk.scale.words(with_ticked(ticked)) if ticked else "nothing"

    def slow(ticked: list[str]) -> str | None:
        try:
            return in_pages(desk.scale.pages(with_ticked(ticked))) if ticked else "no page"
        except HandoutError:
            return "no page"

    ticked = ask.tick("Space ticks, enter is done.", lines, now, quick, slow)
    if not ticked or not _meant(ticked, now, sections):
        return pick
    return with_ticked(ticked)


def _meant(ticked: list[str], now: tuple[str, ...], sections: Mapping[str, Section]) -> bool:
    """Whether a sensitive section that is new is there on purpose."""
    new = [sections[s].heading for s in ticked if sections[s].sensitive and s not in now]
    return not new or ask.agree(f"Not everybody wants to read: {' '.join(new)} Print it?")


def _line(section: Section, pick: Pick, scale: Scale) -> str:
    raw = scale.levels(section, pick).raw
    heading = section.heading
    if len(heading) > _HEADING:
        heading = heading[: _HEADING - 3] + "..."
    measured = f"grade {raw.flesch_kincaid:4.1f} {raw.words:>4} words" if raw.words else ""
    return f"{heading:<{_HEADING}} {measured}".rstrip()


def _order(pick: Pick, desk: Desk) -> Pick:
    now = [section.id for section in desk.scale.selection(pick).sections]
    sections = desk.library.sections[pick.comparison]
    lines = [(f"{n:>2}. {sections[s].heading}", s) for n, s in enumerate(now, 1)]
    moved = ask.choose("Which one moves?", [*lines, ("None: it is good like this", "")])
    if not moved:
        return pick
    rest = [(line, word) for line, word in lines if word != moved]
    heading = sections[moved].heading
    target = ask.choose(f'Put "{heading}" before', [*rest, ("the end", "")])
    left = [word for _, word in rest]
    place = left.index(target) if target else len(left)
    return pick.asking(section=(*left[:place], moved, *left[place:]), without=None)


def _one_of(name: str, known: Callable[[Pick, Desk], tuple[str, ...]]) -> "Change":
    def change(pick: Pick, desk: Desk) -> Pick:
        request = desk.scale.request(pick)
        now = request.sheet if name == "paper" else getattr(request, name)
        words = known(pick, desk)
        lines = [(word, word) for word in words]
        chosen = ask.choose(f"{name.capitalize()}?", lines, now if now in words else None)
        return pick.asking(**{name: chosen})

    return change


def _layout(pick: Pick, desk: Desk) -> Pick:
    changed = _one_of("layout", lambda *_: LAYOUTS)(pick, desk)
    # Paper is a matter of the layout: a poster's is larger.
    fits = changed.asked.get("paper") in papers_of(desk.scale.request(changed).layout)
    return changed if fits else changed.asking(paper=None)


Change = Callable[[Pick, Desk], Pick]
_CHANGES: Mapping[str, Change] = {
    "sections": _sections,
    "order": _order,
    "wording": _one_of("wording", lambda *_: WORDINGS),
    "layout": _layout,
    "style": _one_of("style", lambda _, desk: style_names(desk.assets)),
    "paper": _one_of("paper", lambda pick, desk: papers_of(desk.scale.request(pick).layout)),
}


# --- files ---


def _build(pick: Pick, desk: Desk) -> Desk:
    path = Path(f"{desk.name}.pdf")
    made = make_pdf(desk.scale.request(pick, desk.name), desk.library, desk.assets)
    write_atomically(path, made.handout.content)
    click.echo(f"{path.resolve()}  ({in_pages(made.verdict.pages)}, {made.handout.edition})")
    return desk


def _save(pick: Pick, desk: Desk) -> Desk:
    """Save the pick; the desk then goes by the new name."""
    taken = desk.name in desk.library.comparisons
    check = _name_check(desk.library)
    name = ask.write("Name, such as first-visit:", "" if taken else desk.name, check)
    description = ask.write("For whom or what is it?", desk.description, _text_check)
    kept = saved_path(name, desk.assets)
    path = kept or Path(f"{name}.yaml")
    replace = path.exists()
    question = f"{path} is there already. Replace it?" if replace else ""
    if kept and not replace and desk.assets.get(f"{FOLDER}/{name}.yaml"):
        question = f"The program has a handout {name}. Use yours in its place?"
    if question and not ask.agree(question):
        click.echo("Nothing was saved.")
        return desk
    # The order that was picked, also where it is the usual one today.
    picked = tuple(section.id for section in desk.scale.selection(pick).sections)
    asked = {k: v for k, v in pick.asked.items() if k not in ("section", "without", "description")}
    handout = SavedHandout(
        description=description, comparison=pick.comparison, section=picked, **asked
    )
    save_handout(path, handout, replace=replace)
    click.echo(str(path))
    click.echo(f"  handoutgen build {name if kept else f'./{path}'}")
    return Desk(desk.scale, name, description)


def _name_check(library: Library) -> Callable[[str], bool | str]:
    def check(name: str) -> bool | str:
        try:
            TypeAdapter(Id).validate_python(name.strip())
        except ValidationError:
            return "A name is lower-case words joined by hyphens, such as first-visit."
        if name.strip() in library.comparisons:
            return "A comparison has this name: choose another."
        return True

    return check


def _text_check(text: str) -> bool | str:
    try:
        TypeAdapter(Text).validate_python(text)
    except ValidationError as error:
        return error.errors()[0]["msg"].removeprefix("Value error, ")
    return next((p.message for p in refused_characters(text, "text", Entry())), True)
