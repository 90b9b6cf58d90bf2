"""A small library of three conditions with invented content and invented sources.

It shows that nothing in the program knows which conditions there are, or how many.
"""

import shutil
from pathlib import Path

from handoutgen.assets import Assets, bundled_root

WORKSPACE = Path(__file__).parent / "workspace"
COMPARISON = "cold-flu-hay-fever"

# What a library needs that is not content of its own.
_SHARED = (
    "data/fonts",
    "data/csl",
    "data/language",
    "data/disclaimer.yaml",
    "data/words.yaml",
    "data/locales.yaml",
)


def copy_workspace(folder: Path) -> Path:
    """The content as a clinic's workspace, to lie over the bundled library."""
    shutil.copytree(WORKSPACE, folder, dirs_exist_ok=True)
    return folder


def standalone(folder: Path) -> Assets:
    """The content as the only library there is, with the bundled fonts and templates."""
    copy_workspace(folder)
    for name in (*_SHARED, "templates"):
        source, target = bundled_root() / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return Assets((folder,))
