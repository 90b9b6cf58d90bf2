"""From what was typed, and a saved handout if one is named, to a request.

A saved handout is checked here against the library, so that each problem has its line.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from handoutgen.assets import Asset, Assets
from handoutgen.cli.options import style_names
from handoutgen.content.check import refused_characters
from handoutgen.content.clinic import Profile, read_profile
from handoutgen.content.entry import LONGEST_WORD, Entry, Wording
from handoutgen.content.layouts import Layout, Paper
from handoutgen.content.library import Library, load_handout
from handoutgen.content.models import SavedHandout
from handoutgen.content.positions import Positions
from handoutgen.defaults import check_profile, request_in
from handoutgen.document.template import names as template_names
from handoutgen.errors import HandoutError, Location, Problem, did_you_mean
from handoutgen.selection import HandoutRequest

LONGEST_TITLE = 200


@dc.dataclass(frozen=True, slots=True)
class Choices:
    """The options that were given. One that was not given is None or empty."""

    section: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    wording: Wording | None = None
    layout: Layout | None = None
    style: str | None = None
    paper: Paper | None = None
    binding: bool | None = None
    duplex: bool | None = None
    template: str | None = None
    locale: str | None = None
    title: str | None = None
    date: dt.date | None = None

    def given(self) -> dict[str, object]:
        """The options that were given, by name."""
        values = {f.name: getattr(self, f.name) for f in dc.fields(self)}
        return {name: value for name, value in values.items() if value not in (None, ())}


def find_request(
    name: str, choices: Choices, library: Library, assets: Assets
) -> tuple[str, HandoutRequest]:
    """The request, and the name that its file gets.

    `name` is a comparison, a saved handout, or the path of one. The options go over what is saved,
    and that over the clinic's defaults. Raises HandoutError S001 or U004 (no such thing), U003
    (title), or what is wrong with the saved handout or the clinic's profile.
    """
    if choices.title is not None:
        choices = dc.replace(choices, title=_checked_title(choices.title))
    given = choices.given()
    profile = checked_profile(library, assets)
    if name in library.comparisons:
        return name, request_in(profile, name, {"comparison": name, **given})
    asset = saved_file(name, library, assets)
    handout, positions = load_handout(asset)
    problems = list(check_saved(handout, positions, library, assets, frozenset(given)))
    if problems:
        raise HandoutError(problems)
    saved = {f: getattr(handout, f) for f in handout.model_fields_set - {"description"}}
    return asset.path.stem, request_in(profile, asset.path.stem, saved | given)


def checked_profile(library: Library, assets: Assets) -> Profile | None:
    """The clinic's profile, all of whose names exist; raises HandoutError with what is wrong."""
    found = read_profile(assets)
    if found is None:
        return None
    problems = list(check_profile(*found, library, assets))
    if problems:
        raise HandoutError(problems)
    return found[0]


def saved_file(name: str, library: Library, assets: Assets) -> Asset:
    """The file of a saved handout, by its name or path; raises HandoutError S001 or U004."""
    if "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
        # Only a regular file: a device would never end.
        if not Path(name).is_file():
            hint = did_you_mean(Path(name).stem, _saved_names(assets))
            raise HandoutError([Problem("U004", f"{name} is not a file", hint=hint)])
        return Asset(Path(name), name, name)
    asset = assets.get(f"handouts/{name}.yaml")
    if asset is None:
        known = [*library.comparisons, *_saved_names(assets)]
        message = f"there is no comparison or saved handout `{name}`"
        raise HandoutError([Problem("S001", message, hint=did_you_mean(name, known))])
    return asset


def _saved_names(assets: Assets) -> list[str]:
    return [a.path.stem for a in assets.files("handouts", ".yaml")]


def check_saved(
    handout: SavedHandout,
    positions: Positions,
    library: Library,
    assets: Assets,
    overridden: frozenset[str] = frozenset(),
) -> Iterator[Problem]:
    """What a saved handout names that does not exist, unless an option goes over it."""
    for name in ("title", "description"):
        if name not in overridden:
            text = getattr(handout, name) or ""
            place = positions.value((name,))
            for found in refused_characters(text, name, handout):
                yield dc.replace(found, location=place)
            if name == "title" and len(text) > LONGEST_TITLE:
                yield Problem("C008", _too_long(text), place, _SHORTER)
    if "template" not in overridden:
        known = template_names(assets)
        if handout.template is not None and handout.template not in known:
            place = positions.value(("template",))
            yield _missing("T001", "template", handout.template, known, place)
    if "style" not in overridden:
        styles = tuple(style_names(assets))
        if handout.style not in styles:
            place = positions.value(("style",))
            yield _missing("T001", "style", handout.style, styles, place)
    if handout.locale and "locale" not in overridden and handout.locale not in library.locales:
        place = positions.value(("locale",))
        yield _missing("S004", "locale", handout.locale, library.locales, place)
    sections = library.sections.get(handout.comparison)
    if sections is None:
        place = positions.value(("comparison",))
        yield _missing("S001", "comparison", handout.comparison, library.comparisons, place)
        return
    for key in ("section", "without"):
        words: tuple[str, ...] = () if key in overridden else getattr(handout, key)
        for index, word in enumerate(words):
            place = positions.value((key, index))
            if word not in sections:
                yield _missing("S002", f"section in {handout.comparison}", word, sections, place)
            elif word in words[:index] and key == "section":
                hint = "a section prints once; name it once."
                yield Problem("S005", f"the section `{word}` is asked for twice", place, hint)


def _missing(code: str, kind: str, word: str, known: Iterable[str], place: Location) -> Problem:
    return Problem(code, f"there is no {kind} `{word}`", place, did_you_mean(word, known))


# --- the title ---

_SHORTER = f"{LONGEST_TITLE} characters is the most."


def _too_long(title: str) -> str:
    return f"the title has {len(title)} characters"


def _checked_title(title: str) -> str:
    """The title with single spaces; raises HandoutError U003 with all that is wrong with it."""
    problems = [
        Problem("U003", found.message.replace("`title`", "the title"), hint=found.hint)
        for found in refused_characters(title, "title", Entry())
    ]
    flowing = " ".join(title.split())
    longest = max(map(len, flowing.split(" ")))
    if not flowing:
        hint = "leave --title away to print the comparison's own."
        problems.append(Problem("U003", "the title is empty", hint=hint))
    elif len(flowing) > LONGEST_TITLE:
        problems.append(Problem("U003", _too_long(flowing), hint=_SHORTER))
    elif longest > LONGEST_WORD:
        message = f"a word of the title has {longest} characters"
        problems.append(Problem("U003", message, hint=f"{LONGEST_WORD} is the most."))
    if problems:
        raise HandoutError(problems)
    return flowing
