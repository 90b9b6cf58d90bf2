"""The conversation of `handoutgen pick`: a menu that shows what the pick comes to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from pydantic import TypeAdapter, ValidationError

from handoutgen.assets import Assets
from handoutgen.cli import pick_questions as ask
from handoutgen.cli.destination import beside, put_down
from handoutgen.cli.main import report
from handoutgen.cli.making import make_pdf
from handoutgen.cli.pick_totals import Pick, Scale, in_pages
from handoutgen.content.characters import unprintable
from handoutgen.content.entry import WORDINGS, Id, Text
from handoutgen.content.layouts import LAYOUTS, papers_of
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.content.models import SavedHandout
from handoutgen.content.section import Section
from handoutgen.content.validation import reason_of
from handoutgen.errors import HandoutError
from handoutgen.reading_score import GRADE
from handoutgen.render.style import style_names
from handoutgen.said import filled, marked
from handoutgen.saved_handout import FOLDER, save_handout, saved_path
from handoutgen.section_order import in_order
from handoutgen.translation.offered import names_of, spelled
from handoutgen.translation.words import Words

_HEADING = 46
_USUAL, _FURTHER = marked("Usual"), marked("On request")
_SENSITIVE = marked("Sensitive: print these only when you mean to")
_QUESTIONS = {
    "wording": marked("Wording?"),
    "layout": marked("Layout?"),
    "style": marked("Style?"),
    "paper": marked("Paper?"),
}


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

    @property
    def words(self) -> Words:
        """What is said, in the language of whoever sits at the terminal."""
        return self.scale.voice


def choose_comparison(scale: Scale) -> str:
    """The comparison to pick from."""
    lines = [(f"{scale.title(c)}  ({c})", c) for c in scale.library.comparisons]
    chosen: str = ask.choose(scale.voice("Which comparison?"), lines)
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
            report(error.problems, desk.words)


def _heading(pick: Pick, desk: Desk) -> str:
    selection = desk.scale.selection(pick)
    pages = in_pages(desk.scale.pages(pick), desk.words)
    title = selection.title if len(selection.title) <= ask.WIDTH else selection.title[: ask.WIDTH]
    sheet = desk.words("{pages} of {paper}", pages=pages, paper=selection.request.sheet)
    return f"{title}\n  {desk.scale.words(pick)}, {sheet}\n"


def _menu(pick: Pick, desk: Desk) -> list[tuple[str, str]]:
    request, words = desk.scale.request(pick), desk.words
    rows = [
        (words("Sections"), "", "sections"),
        (words("Order"), "", "order"),
        (words("Language"), names_of(request.language), "language"),
        (words("Wording"), request.wording, "wording"),
        (words("Layout"), request.layout, "layout"),
        (words("Style"), request.style, "style"),
        (words("Paper"), request.sheet, "paper"),
        (words("Build"), words("{file}, to look at it", file=desk.name + ".pdf"), "build"),
        (words("Save"), words("as a handout with a name"), "save"),
        (words("Stop"), "", "stop"),
    ]
    if len(desk.scale.choices(pick)) == 1:
        rows = [row for row in rows if row[2] != "language"]
    width = max([9, *(len(name) + 1 for name, said, _ in rows if said)])
    return [(f"{name:<{width}} {said}".rstrip(), key) for name, said, key in rows]


# --- changes ---


def _sections(pick: Pick, desk: Desk) -> Pick:
    content, say = desk.scale.content(pick), desk.words
    comparison = content.comparisons[pick.comparison]
    usual = (*comparison.section, *comparison.further)
    sections = content.sections[pick.comparison]
    groups = (
        (_USUAL, [s for s in comparison.section if not sections[s].sensitive]),
        (_FURTHER, [s for s in comparison.further if not sections[s].sensitive]),
        (_SENSITIVE, [s for s in usual if sections[s].sensitive]),
    )
    lines = [
        (say(title), [(_line(sections[s], pick, desk.scale), s) for s in names])
        for title, names in groups
        if names
    ]
    now = tuple(section.id for section in desk.scale.selection(pick).sections)

    def with_ticked(ticked: list[str]) -> Pick:
        return pick.asking(section=in_order(now, ticked, usual), without=None)

    def quick(ticked: list[str]) -> str:
        return desk.scale.words(with_ticked(ticked)) if ticked else say("nothing")

    def slow(ticked: list[str]) -> str | None:
        try:
            pages = desk.scale.pages(with_ticked(ticked)) if ticked else 0
        except HandoutError:
            pages = 0
        return in_pages(pages, say) if pages else say("no page")

    ticked = ask.tick(say("Space ticks, enter is done."), lines, now, quick, slow)
    if not ticked or not _meant(pick, desk, ticked, now):
        return pick
    return with_ticked(ticked)


def _meant(pick: Pick, desk: Desk, ticked: list[str], now: tuple[str, ...]) -> bool:
    """Whether a sensitive section that is new is there on purpose."""
    sections = desk.library.sections[pick.comparison]
    new = [s for s in ticked if sections[s].sensitive and s not in now]
    headings = " ".join(desk.scale.heading(pick, s) for s in new)
    question = desk.words("Not everybody wants to read: {headings} Print it?", headings=headings)
    return not new or ask.agree(question)


def _line(section: Section, pick: Pick, scale: Scale) -> str:
    found, words = scale.score(section, pick), scale.voice
    heading = scale.heading(pick, section.id)
    if len(heading) > _HEADING:
        heading = heading[: _HEADING - 3] + "..."
    if not found.words:
        return heading
    grade = words("grade") if found.scale == GRADE else found.scale
    level = "" if found.value is None else f"{grade} {found.value:4.1f}"
    count = filled(words.form("{n} word", "{n} words", found.words), n=f"{found.words:>4}")
    return f"{heading:<{_HEADING}} {level} {count}".rstrip()


def _order(pick: Pick, desk: Desk) -> Pick:
    now = [section.id for section in desk.scale.selection(pick).sections]
    say, heading_of = desk.words, desk.scale.heading
    lines = [(f"{n:>2}. {heading_of(pick, s)}", s) for n, s in enumerate(now, 1)]
    none = (say("None: it is good like this"), "")
    moved = ask.choose(say("Which one moves?"), [*lines, none])
    if not moved:
        return pick
    rest = [(line, word) for line, word in lines if word != moved]
    question = say('Put "{heading}" before', heading=heading_of(pick, moved))
    target = ask.choose(question, [*rest, (say("the end"), "")])
    left = [word for _, word in rest]
    place = left.index(target) if target else len(left)
    return pick.asking(section=(*left[:place], moved, *left[place:]), without=None)


def _one_of(name: str, known: Callable[[Pick, Desk], tuple[str, ...]]) -> "Change":
    def change(pick: Pick, desk: Desk) -> Pick:
        request = desk.scale.request(pick)
        now = request.sheet if name == "paper" else getattr(request, name)
        words = known(pick, desk)
        lines = [(word, word) for word in words]
        chosen = ask.choose(desk.words(_QUESTIONS[name]), lines, now if now in words else None)
        return pick.asking(**{name: chosen})

    return change


def _layout(pick: Pick, desk: Desk) -> Pick:
    changed = _one_of("layout", lambda *_: LAYOUTS)(pick, desk)
    # Paper is a matter of the layout: a poster's is larger.
    fits = changed.asked.get("paper") in papers_of(desk.scale.request(changed).layout)
    return changed if fits else changed.asking(paper=None)


def _language(pick: Pick, desk: Desk) -> Pick:
    choices = desk.scale.choices(pick)
    now = desk.scale.request(pick).language or (SOURCE_LANGUAGE,)
    lines = [(names_of(choice), spelled(choice)) for choice in choices]
    default = spelled(now) if now in choices else None
    chosen = ask.choose(desk.words("Language of the sheet?"), lines, default)
    return pick.asking(language=tuple(chosen.split("+")))


Change = Callable[[Pick, Desk], Pick]
_CHANGES: Mapping[str, Change] = {
    "sections": _sections,
    "order": _order,
    "language": _language,
    "wording": _one_of("wording", lambda *_: WORDINGS),
    "layout": _layout,
    "style": _one_of("style", lambda _, desk: style_names(desk.assets)),
    "paper": _one_of("paper", lambda pick, desk: papers_of(desk.scale.request(pick).layout)),
}


# --- files ---


def _build(pick: Pick, desk: Desk) -> Desk:
    path = Path(f"{desk.name}.pdf")
    made = make_pdf(desk.scale.request(pick, desk.name), desk.library, desk.assets)
    companions = beside(str(path), made.handout.companions)
    put_down(str(path), made.handout.content, companions)
    click.echo(
        f"{path.resolve()}  ({in_pages(made.verdict.pages, desk.words)}, {made.handout.edition})"
    )
    if companions:
        click.echo(f"{desk.words('To print')}: {', '.join(companions)}")
    return desk


def _save(pick: Pick, desk: Desk) -> Desk:
    """Save the pick; the desk then goes by the new name."""
    say, taken = desk.words, desk.name in desk.library.comparisons
    check = _name_check(desk.library, say)
    name = ask.write(say("Name, such as first-visit:"), "" if taken else desk.name, check)
    description = ask.write(say("For whom or what is it?"), desk.description, _text_check(say))
    kept = saved_path(name, desk.assets)
    path = kept or Path(f"{name}.yaml")
    replace = path.exists()
    question = say("{file} is there already. Replace it?", file=path) if replace else ""
    if kept and not replace and desk.assets.get(f"{FOLDER}/{name}.yaml"):
        question = say("The program has a handout {name}. Use yours in its place?", name=name)
    if question and not ask.agree(question):
        click.echo(say("Nothing was saved."))
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


def _name_check(library: Library, words: Words) -> Callable[[str], bool | str]:
    def check(name: str) -> bool | str:
        try:
            TypeAdapter(Id).validate_python(name.strip())
        except ValidationError:
            return words("A name is lower-case words joined by hyphens, such as first-visit.")
        if name.strip() in library.comparisons:
            return words("A comparison has this name: choose another.")
        return True

    return check


def _text_check(words: Words) -> Callable[[str], bool | str]:
    def check(text: str) -> bool | str:
        try:
            TypeAdapter(Text).validate_python(text)
        except ValidationError as error:
            return words.said(reason_of(error.errors()[0]))
        for what, code, _ in unprintable(text):
            return words("it contains {what}, {code}", what=words.said(what), code=code)
        return True

    return check
