"""Families of fonts for scripts that a style's own faces lack, each from its own Python package.

The packages carry Noto fonts as published, and nothing in a workspace or in content can say where
they are: a style names a family of this list, and the family names its package.
"""

from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from handoutgen.errors import HandoutError, Problem
from handoutgen.said import said

Family = Literal["noto-sans", "noto-sans-arabic", "noto-sans-devanagari"]

EXTRA = "handoutgen[scripts]"


class FontFile(NamedTuple):
    """A variable font: its file, and how it is called in the files that it is embedded in."""

    data: bytes
    name: str


_FILES: dict[Family, tuple[str, str]] = {
    "noto-sans": ("fontpkg_noto_sans", "NotoSans"),
    "noto-sans-arabic": ("fontpkg_noto_sans_arabic", "NotoSansArabic"),
    "noto-sans-devanagari": ("fontpkg_noto_sans_devanagari", "NotoSansDevanagari"),
}


def missing_extra(what: str) -> HandoutError:
    """U070: something of the extra is not installed."""
    message = said(
        "{package} is not installed; without it this language prints wrong letters or none",
        package=what,
    )
    return HandoutError([Problem("U070", message, hint=f"pip install '{EXTRA}'")])


@lru_cache(maxsize=8)
def font_of(family: Family) -> FontFile:
    """The file of a family, with all its weights; raises HandoutError U070 when it is missing."""
    package, name = _FILES[family]
    try:
        data = files(package).joinpath("files", f"{name}[wdth,wght].ttf").read_bytes()
    except (ModuleNotFoundError, FileNotFoundError):
        raise missing_extra(f"the font `{family}`") from None
    return FontFile(data, name)
