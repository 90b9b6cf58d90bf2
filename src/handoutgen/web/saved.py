"""Saved handouts on the page: opening what is there, and saving a pick under a new name."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handoutgen.assets import Asset, Assets
from handoutgen.content.entry import Id
from handoutgen.content.library import Library, load_handout
from handoutgen.content.models import SavedHandout
from handoutgen.content.positions import read_yaml
from handoutgen.content.validation import validate
from handoutgen.document.template import names as template_names
from handoutgen.errors import HandoutError, Location, Problem, did_you_mean
from handoutgen.output import write_new, write_problem
from handoutgen.web.pick import Pick, PickReading, known_sections, usual_sections

FOLDER = "handouts"
LONGEST_NAME = 60
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """A saved handout by name, or what keeps it from being read."""

    name: str
    handout: SavedHandout | None
    problems: tuple[Problem, ...] = ()


def saved_entries(assets: Assets) -> Iterator[SavedEntry]:
    """Every saved handout as it is on disk now; a broken one hides no other."""
    for asset in assets.files(FOLDER, ".yaml"):
        if _ID.match(asset.path.stem):
            yield _entry(asset)


def saved_entry(name: str, assets: Assets) -> SavedEntry:
    """One saved handout; raises HandoutError S001 when there is none, or what is wrong with it."""
    # The name comes from an address: nothing but an id may become part of a path.
    asset = assets.get(f"{FOLDER}/{name}.yaml") if _ID.match(name) else None
    if asset is None:
        known = [a.path.stem for a in assets.files(FOLDER, ".yaml")]
        message = f"there is no saved handout `{name[:LONGEST_NAME]}`"
        raise HandoutError([Problem("S001", message, hint=did_you_mean(name[:60], known))])
    entry = _entry(asset)
    if entry.problems:
        raise HandoutError(entry.problems)
    return entry


def _entry(asset: Asset) -> SavedEntry:
    try:
        return SavedEntry(asset.path.stem, load_handout(asset)[0])
    except HandoutError as error:
        return SavedEntry(asset.path.stem, None, error.problems)


def saved_pick(
    name: str, saved: SavedHandout, library: Library, styles: tuple[str, ...]
) -> PickReading:
    """The pick of a saved handout. What it names and no longer exists is left out and told.

    Raises HandoutError S001 when its comparison is gone.
    """
    comparison = library.comparisons.get(saved.comparison)
    if comparison is None:
        hint = did_you_mean(saved.comparison, library.comparisons)
        message = f"the saved handout's comparison `{saved.comparison}` is no longer there"
        raise HandoutError([Problem("S001", message, hint=hint)])
    sections = library.sections[comparison.id]
    named, notices = known_sections(saved.section, comparison.id, library)
    picked = named if saved.section else usual_sections(comparison, library, saved.layout)
    picked = tuple(s for s in picked if s not in saved.without)
    style, locale = saved.style, saved.locale
    if style not in styles:
        hint = did_you_mean(style, styles)
        notices.append(Problem("T001", f"there is no style `{style}` any more", hint=hint))
        style = styles[0]
    if locale and locale not in library.locales:
        hint = did_you_mean(locale, library.locales)
        notices.append(Problem("S004", f"there is no locale `{locale}` any more", hint=hint))
        locale = None
    pick = Pick(
        comparison=comparison.id,
        handout=name,
        section=picked,
        wording=saved.wording,
        layout=saved.layout,
        style=style,
        paper=saved.paper,
        locale=locale,
        binding=saved.binding,
        duplex=saved.duplex,
        sensitive=any(sections[s].sensitive for s in picked),
    )
    return PickReading(pick, tuple(notices))


def saved_arrangement(saved: SavedHandout, assets: Assets) -> tuple[str | None, str | None]:
    """The title and the template that a pick keeps from where it started."""
    known = saved.template in template_names(assets)
    return saved.title, saved.template if known else None


# --- saving ---


def save_pick(description: str, pick: Pick, origin: SavedHandout | None, assets: Assets) -> Id:
    """Write a pick into the workspace's `handouts/` and return its name. The note is not written.

    Raises HandoutError U047 (no workspace), U048 (no name can be made of the description), W013
    (the name is taken: nothing is overwritten), W001 to W005, or C-problems of the description.
    """
    folder = _folder(assets)
    text = " ".join(description.split())
    name = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:LONGEST_NAME].strip("-")
    if not name:
        hint = "write what it is for, such as `First visit, short`."
        raise HandoutError([Problem("U048", "the handout needs a name", hint=hint)])
    content = _yaml(text, pick, origin)
    _proof(content, f"{name}.yaml")
    if assets.get(f"{FOLDER}/{name}.yaml") is not None:
        raise HandoutError([_taken(name)])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HandoutError([write_problem(error, str(folder))]) from None
    try:
        write_new(folder / f"{name}.yaml", content.encode("utf-8"))
    except FileExistsError:
        raise HandoutError([_taken(name)]) from None
    return name


def _folder(assets: Assets) -> Path:
    if len(assets.roots) < 2:
        hint = "start the page with --workspace FOLDER; the link of this pick works without."
        raise HandoutError([Problem("U047", "there is no workspace to save in", hint=hint)])
    return assets.roots[-1] / FOLDER


def _taken(name: str) -> Problem:
    hint = "choose another name; what is saved under this one was left as it is."
    return Problem("W013", f"a handout `{name}` is already saved", hint=hint)


def _yaml(description: str, pick: Pick, origin: SavedHandout | None) -> str:
    """The file's text. JSON's way to quote text is also YAML's."""
    values: dict[str, str | bool | None] = {
        "title": origin.title if origin else None,
        "description": description,
        "comparison": pick.comparison,
        "wording": pick.wording,
        "layout": pick.layout,
        "style": pick.style,
        "paper": pick.paper,
        "locale": pick.locale,
        "binding": pick.binding or None,
        "duplex": pick.duplex or None,
        "template": origin.template if origin else None,
    }
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in values.items()
        if value is not None
    ]
    return "\n".join([*lines, "section:", *(f'  - "{s}"' for s in pick.section)]) + "\n"


def _proof(content: str, shown: str) -> None:
    """Read the file back before it is written: what is saved can always be opened."""
    data, positions = read_yaml(content.encode("utf-8", errors="replace"), shown)
    saved = validate(SavedHandout, data, positions)
    from handoutgen.content.check import refused_characters

    found = [
        Problem(p.code, p.message, Location(shown), p.hint)
        for p in refused_characters(saved.description, "description", saved)
    ]
    if found:
        raise HandoutError(found)
