"""Writes a saved handout: a named pick of sections, as a file of a clinic."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from handoutgen.content.models import SavedHandout
from handoutgen.errors import HandoutError, Problem
from handoutgen.lock import locked
from handoutgen.output import write_atomically, write_problem


def save_handout(path: Path, handout: SavedHandout, *, replace: bool = False) -> None:
    """Put a saved handout on disk: whole or not at all.

    Raises HandoutError U051 when the file is there and is not to be replaced, also where somebody
    else saves the same name at the same moment; W001 to W006.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HandoutError([write_problem(error, str(path))]) from None
    with locked(path):
        if path.exists() and not replace:
            hint = "choose another name; nothing was written."
            raise HandoutError([Problem("U051", f"{path} is there already", hint=hint)])
        write_atomically(path, handout_yaml(handout).encode("utf-8"))


def handout_yaml(handout: SavedHandout) -> str:
    """The file's text: what was said, in the order of the model's fields."""
    said = handout.model_fields_set
    values: Mapping[str, Any] = {
        name: value
        for name in SavedHandout.model_fields
        if name in said and (value := getattr(handout, name)) not in (None, ())
    }
    lines: list[str] = []
    for name, value in values.items():
        if isinstance(value, tuple):
            # Quoted too: an id such as `2020` would be read as a number.
            lines += [f"{name}:", *(f"  - {_quoted(word)}" for word in value)]
        else:
            lines.append(f"{name}: {_quoted(value)}")
    return "\n".join(lines) + "\n"


def _quoted(value: object) -> str:
    # JSON's way to write text, true and false is also YAML's.
    return json.dumps(value, ensure_ascii=False)
