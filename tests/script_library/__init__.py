"""One small comparison, of tea and coffee, in languages that need more than plain Latin letters.

Content and sources are invented. Each language has its own library with the same ids.
"""

import shutil
from pathlib import Path

from handoutgen.assets import Assets, bundled_root

FOLDER = Path(__file__).parent
LANGUAGES = ("ar", "vi", "hi")
COMPARISON = "tea-coffee"

# What a library needs that is not content of its own.
_SHARED = ("data/fonts", "data/csl", "data/language", "data/locales.yaml", "templates")


def standalone(language: str, folder: Path) -> Assets:
    """The content in a language as the only library there is, with bundled fonts and templates."""
    shutil.copytree(FOLDER / language, folder, dirs_exist_ok=True)
    for name in _SHARED:
        source, target = bundled_root() / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return Assets((folder,))
