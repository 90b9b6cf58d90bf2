"""From what was typed, and a saved handout if one is named, to a request."""

import dataclasses as dc
import datetime as dt

from handoutgen.assets import Assets
from handoutgen.cache import TextCache
from handoutgen.content.characters import unprintable
from handoutgen.content.entry import LONGEST_WORD, Wording
from handoutgen.content.layouts import Layout, Paper
from handoutgen.content.library import Library, cached_handout, load_handout
from handoutgen.content.positions import Positions
from handoutgen.defaults import checked_profile, request_in
from handoutgen.errors import HandoutError, Problem
from handoutgen.said import said
from handoutgen.saved_check import LONGEST_TITLE, SHORTER_TITLE, check_saved, title_too_long
from handoutgen.saved_handout import find_saved
from handoutgen.selection import HandoutRequest
from handoutgen.translation.in_language import in_language


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
    language: tuple[str, ...] | None = None
    allow_draft: bool | None = None
    title: str | None = None
    date: dt.date | None = None

    def given(self) -> dict[str, object]:
        """The options that were given, by name."""
        values = {f.name: getattr(self, f.name) for f in dc.fields(self)}
        return {name: value for name, value in values.items() if value not in (None, ())}


def find_request(
    name: str, choices: Choices, library: Library, assets: Assets, cache: TextCache | None = None
) -> tuple[str, HandoutRequest]:
    """The request, and the name that its file gets.

    `name` is a comparison, a saved handout, or the path of one. The options go over what is saved,
    and that over the clinic's defaults. Raises HandoutError S001 or U004 (no such thing), U003
    (title), or what is wrong with the saved handout or the clinic's profile.
    """
    if choices.title is not None:
        choices = dc.replace(choices, title=_checked_title(choices.title))
    given = choices.given()

    def translations(language: str) -> Library:
        return in_language(library, language, assets, cache)

    profile = checked_profile(library, assets, cache)
    if name in library.comparisons:
        asked = {"comparison": name, **given}
        return name, request_in(profile, name, asked, translations)
    asset = find_saved(name, library, assets)
    handout = cached_handout(asset, cache)
    overridden = frozenset(given)
    if any(check_saved(handout, Positions(asset.shown), library, assets, overridden)):
        # Only what was just read knows the place of each value.
        handout, positions = load_handout(asset)
        raise HandoutError(check_saved(handout, positions, library, assets, overridden))
    saved = {f: getattr(handout, f) for f in handout.said - {"description"}}
    return asset.path.stem, request_in(profile, asset.path.stem, saved | given, translations)


# --- the title ---


def _checked_title(title: str) -> str:
    """The title with single spaces; raises HandoutError U003 with all that is wrong with it."""
    problems = [
        Problem(
            "U003",
            said("the title contains {what}, {code}", what=found.what, code=found.code),
            hint=found.hint,
        )
        for found in unprintable(title)
    ]
    flowing = " ".join(title.split())
    longest = max(map(len, flowing.split(" ")))
    if not flowing:
        hint = said("leave --title away to print the comparison's own.")
        problems.append(Problem("U003", said("the title is empty"), hint=hint))
    elif len(flowing) > LONGEST_TITLE:
        problems.append(Problem("U003", title_too_long(flowing), hint=SHORTER_TITLE))
    elif longest > LONGEST_WORD:
        message = said("a word of the title has {length} characters", length=longest)
        hint = said("{most} is the most.", most=LONGEST_WORD)
        problems.append(Problem("U003", message, hint=hint))
    if problems:
        raise HandoutError(problems)
    return flowing
