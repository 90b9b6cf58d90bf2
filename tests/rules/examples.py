"""The examples of the rules: a small good library, and files that are laid over it.

`base/` is the library. `CODE/fail.yaml` and `CODE/pass.yaml` are mappings of file names to
their text; null deletes a file, and `repeat` with `times` makes a long one. Texts below `corpus/`
are what content must not be copied from.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import yaml

from handoutgen.assets import Assets, bundled_root
from handoutgen.cli.checks import Findings, check_everything

FOLDER = Path(__file__).parent
BASE = FOLDER / "base"
SHARED = (
    "data/language",
    "data/rules",
    "data/csl",
    "data/disclaimer.yaml",
    "data/words.yaml",
    "data/locales.yaml",
)
TODAY = dt.date(2026, 11, 21)


def library_in(folder: Path) -> Path:
    """The good library in a folder, with what every library needs."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for name in SHARED:
        source, target = bundled_root() / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return folder


def lay_over(example: Path, folder: Path) -> None:
    """Put the files of an example over those in the folder."""
    files: dict[str, Any] = yaml.safe_load(example.read_text(encoding="utf-8"))
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            target.unlink()
        elif isinstance(content, dict):
            target.write_text(content["repeat"] * content["times"], encoding="utf-8")
        elif isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_text(content, encoding="utf-8")


def check(folder: Path) -> Findings:
    """What `handoutgen check` finds in a folder, with the texts in its `corpus`."""
    corpus = {
        file.name: file.read_text(encoding="utf-8") for file in (folder / "corpus").glob("*.txt")
    }
    return check_everything(Assets((folder,)), corpus, TODAY)
