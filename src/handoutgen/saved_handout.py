"""Saved handouts on disk: named picks of sections, found and written."""

import dataclasses as dc
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from handoutgen.assets import Asset, Assets, is_file
from handoutgen.content.library import Library
from handoutgen.content.models import SavedHandout
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.output import write_atomically, write_new, write_problem
from handoutgen.said import Said, said

FOLDER = "handouts"
_CANNOT_SAVE = said("nothing was saved; see to it that you can write into that folder.")


def saved_names(assets: Assets) -> tuple[str, ...]:
    """The names of the saved handouts."""
    return tuple(asset.path.stem for asset in assets.files(FOLDER, ".yaml"))


def no_handout(name: str) -> Said:
    """What S001 says of a saved handout."""
    return said("there is no saved handout `{name}`", name=name)


def find_saved(name: str, library: Library, assets: Assets) -> Asset:
    """The file of a saved handout, by its name or path; raises HandoutError S001 or U004."""
    if "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
        # Only a regular file: a device would never end.
        if not is_file(Path(name)):
            hint = did_you_mean(Path(name).stem, saved_names(assets))
            message = said("{file} is not a file", file=name)
            raise HandoutError([Problem("U004", message, hint=hint)])
        return Asset(Path(name), name, name)
    asset = assets.get(f"{FOLDER}/{name}.yaml")
    if asset is None:
        known = [*library.comparisons, *saved_names(assets)]
        message = said("there is no comparison or saved handout `{name}`", name=name)
        raise HandoutError([Problem("S001", message, hint=did_you_mean(name, known))])
    return asset


def saved_path(name: str, assets: Assets) -> Path | None:
    """Where a clinic keeps the handout of this name, or none without a workspace."""
    return assets.workspace / FOLDER / f"{name}.yaml" if assets.workspace else None


def save_handout(path: Path, handout: SavedHandout, *, replace: bool = False) -> None:
    """Put a saved handout on disk: whole or not at all.

    Raises HandoutError U051 when the file is there and is not to be replaced, also where somebody
    else saves the same name at the same moment; W001 to W005.
    """
    content = handout_yaml(handout).encode("utf-8")
    try:
        _make(path.parent)
        (write_atomically if replace else write_new)(path, content)
    except HandoutError as error:
        raise HandoutError(dc.replace(p, hint=_CANNOT_SAVE) for p in error.problems) from None
    except FileExistsError:
        hint = said("choose another name; nothing was written.")
        message = said("a handout `{name}` is saved already", name=path.stem)
        raise HandoutError([Problem("U051", message, hint=hint)]) from None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HandoutError([write_problem(error, str(folder))]) from None


def handout_yaml(handout: SavedHandout) -> str:
    """The file's text: what was said, in the order of the model's fields."""
    said = handout.said
    values: Mapping[str, Any] = {
        name: value
        for name in SavedHandout.fields
        if name in said and (value := getattr(handout, name)) not in (None, ())
    }
    lines: list[str] = []
    for name, value in values.items():
        if name == "language":
            lines.append(f"{name}: {_quoted('+'.join(value))}")
        elif isinstance(value, tuple):
            # Quoted too: an id such as `2020` would be read as a number.
            lines += [f"{name}:", *(f"  - {_quoted(word)}" for word in value)]
        else:
            lines.append(f"{name}: {_quoted(value)}")
    return "\n".join(lines) + "\n"


def _quoted(value: object) -> str:
    # JSON's way to write text, true and false is also YAML's.
    return json.dumps(value, ensure_ascii=False)
