"""Saved handouts on the page: listing and opening what is there, saving a pick under a new name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handoutgen.assets import Asset, Assets
from handoutgen.content.characters import refused_characters
from handoutgen.content.entry import Id
from handoutgen.content.library import Library, load_handout
from handoutgen.content.models import SavedHandout
from handoutgen.content.positions import Positions
from handoutgen.content.validation import validate
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.said import said
from handoutgen.saved_check import OpenedHandout, open_saved
from handoutgen.saved_handout import FOLDER, no_handout, save_handout, saved_names, saved_path
from handoutgen.web.letters import bare
from handoutgen.web.pick import Pick

LONGEST_NAME = 60
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """A saved handout by name, or what keeps it from being read. `own`: it is in the workspace."""

    name: str
    handout: SavedHandout | None
    own: bool
    problems: tuple[Problem, ...] = ()


def saved_entries(assets: Assets) -> Iterator[SavedEntry]:
    """Every saved handout as it is on disk now; a broken one hides no other."""
    for asset in assets.files(FOLDER, ".yaml"):
        if _ID.match(asset.path.stem):
            own = assets.workspace is not None and asset.path.is_relative_to(assets.workspace)
            yield _entry(asset, own)


def open_by_name(name: str, library: Library, assets: Assets) -> OpenedHandout:
    """A saved handout; raises HandoutError S001 when there is none, or what is wrong with it."""
    # The name comes from an address: nothing but an id may become part of a path.
    asset = assets.get(f"{FOLDER}/{name}.yaml") if _ID.match(name) else None
    if asset is None:
        message = no_handout(name[:LONGEST_NAME])
        hint = did_you_mean(name[:LONGEST_NAME], saved_names(assets))
        raise HandoutError([Problem("S001", message, hint=hint)])
    return open_saved(asset, library, assets)


def _entry(asset: Asset, own: bool) -> SavedEntry:
    try:
        return SavedEntry(asset.path.stem, load_handout(asset)[0], own)
    except HandoutError as error:
        return SavedEntry(asset.path.stem, None, own, error.problems)


def save_pick(description: str, pick: Pick, origin: OpenedHandout | None, assets: Assets) -> Id:
    """Write a pick into the workspace's `handouts/` and return its name. The note is not written.

    Title and template are those of where it came from. Raises HandoutError S003 (nothing is
    picked), U047 (no workspace), U048 (no name can be made of the description), U051 (the name
    is taken: nothing is overwritten), W001 to W005, or C-problems of the description.
    """
    text = " ".join(description.split())
    name = re.sub(r"[^a-z0-9]+", "-", bare(text)).strip("-")[:LONGEST_NAME].strip("-")
    path = saved_path(name, assets)
    if path is None:
        message = said("there is no workspace to save in")
        hint = said(
            "make one with `handoutgen init our-clinic`; the link of this pick works without."
        )
        raise HandoutError([Problem("U047", message, hint=hint)])
    if not pick.section:
        raise HandoutError([Problem("S003", said("no section is picked"))])
    if not name:
        hint = said("write what it is for, such as `First visit, short`.")
        raise HandoutError([Problem("U048", said("the handout needs a name"), hint=hint)])
    if assets.get(f"{FOLDER}/{name}.yaml") is not None and not path.exists():
        hint = said("choose another name; nothing was written.")
        message = said("the program has a handout `{name}`", name=name)
        raise HandoutError([Problem("U051", message, hint=hint)])
    save_handout(path, _saved(text, pick, origin))
    return name


def _saved(description: str, pick: Pick, origin: OpenedHandout | None) -> SavedHandout:
    kept = {k: v for k, v in (origin.asked if origin else {}).items() if k in ("title", "template")}
    values = {
        **kept,
        "description": description,
        "comparison": pick.comparison,
        "section": pick.section,
        "wording": pick.wording,
        "layout": pick.layout,
        "style": pick.style,
        "paper": pick.paper,
        "language": pick.language,
        **({"locale": pick.locale} if pick.locale else {}),
        **{name: True for name in ("binding", "duplex") if getattr(pick, name)},
    }
    try:
        saved = validate(SavedHandout, values, Positions("typed"))
        refused = tuple(refused_characters(description, "description", saved))
    except HandoutError as error:
        refused = error.problems
    if refused:
        # It was typed: there is no file to point into.
        raise HandoutError(replace(problem, location=None) for problem in refused)
    return saved
