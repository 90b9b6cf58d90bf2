"""A style by name: its tokens from a YAML file, laid over those of the style it is based on."""

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from handoutgen.assets import Assets
from handoutgen.cache import TextCache
from handoutgen.content.layouts import LAYOUTS, STANDARD_STYLE, Layout
from handoutgen.content.positions import Positions, read_yaml
from handoutgen.errors import HandoutError, Location, Problem, did_you_mean
from handoutgen.render.tokens import ConditionStyle, PaperSize, Style, Type
from handoutgen.said import Said, said

if TYPE_CHECKING:
    from handoutgen.render.layered import LayeredPositions, LayeredTokens

__all__ = ["ConditionStyle", "PaperSize", "Style", "Type", "load_style", "style_names"]

FOLDER = "templates/styles"
FONTS = "data/fonts"

_File = tuple[bytes, str]
"""A file's bytes, and how messages name it."""


def style_names(assets: Assets) -> tuple[str, ...]:
    """The styles there are."""
    return tuple(a.path.stem for a in assets.files(FOLDER, ".yaml"))


def no_style(style: str) -> Said:
    """What T001 says of a style."""
    return said("there is no style `{style}`", style=style)


def load_style(
    assets: Assets,
    name: str = STANDARD_STYLE,
    layout: Layout = "handout",
    cache: TextCache | None = None,
) -> Style:
    """A style by name, with its tokens for one layout.

    A style's file may name a `base` whose tokens it changes, and tokens for one `layout`. Those
    go over all other tokens, also over those of the styles that are based on it.
    A clinic's theme goes over the tokens of every style, and under those for layouts.
    Raises HandoutError with T001 (no such style), T011 (no such font), T020 (styles based on each
    other), T021 (too little contrast), T022 (too small) or every problem in its files.
    With a cache, a style that was found to be good before is not read and checked again.
    """
    if cache is None:
        return _load(assets, name, layout)
    from handoutgen.content.entry_cache import cached_entry, digest_of

    def digest() -> str:
        files = assets.everything("templates", (".yaml",))
        return digest_of(chain(files, assets.everything(FONTS, (".ttf",))), __file__)

    place = "\0".join(("style", *map(str, assets.roots), name, layout))
    return cached_entry(cache, place, digest, lambda: _load(assets, name, layout))


def _load(assets: Assets, name: str, layout: Layout) -> Style:
    from handoutgen.render.theme import THEME, read_theme

    theme = assets.get(THEME)
    file = (theme.read(), theme.shown) if theme else None
    if file:
        read_theme(*_read(*file), style_names(assets))
    style, positions = _style(name, _chain(assets, name), file, layout)
    missing = [
        Problem(
            "T011",
            f"there is no font `{font}` in {FONTS}",
            positions.value(("font", face)),
            did_you_mean(font, (a.path.name for a in assets.files(FONTS, ".ttf"))),
        )
        for face, font in (("regular", style.font.regular), ("bold", style.font.bold))
        if assets.get(f"{FONTS}/{font}") is None
    ]
    if missing:
        raise HandoutError(missing)
    return style


def _chain(assets: Assets, name: str) -> tuple[_File, ...]:
    """The files of a style and of what it is based on, the undermost first."""
    files: list[_File] = []
    names: list[str] = []
    place: Location | None = None
    wanted: str | None = name
    while wanted is not None:
        if wanted in names:
            circle = " → ".join((*names[names.index(wanted) :], wanted))
            problem = Problem("T020", f"styles are based on each other: {circle}", place)
            raise HandoutError([problem])
        names.append(wanted)
        known = {a.path.stem: a for a in assets.files(FOLDER, ".yaml")}
        asset = known.get(wanted)
        if asset is None:
            hint = did_you_mean(wanted, known)
            raise HandoutError([Problem("T001", no_style(wanted), place, hint)])
        file = (asset.read(), asset.shown)
        files.insert(0, file)
        data, positions = _read(*file)
        place = positions.value(("base",))
        wanted = data.get("base")
        if wanted is not None and not isinstance(wanted, str):
            raise HandoutError([Problem("C008", "`base` should be the name of a style", place)])
    return tuple(files)


@lru_cache(maxsize=64)
def _read(source: bytes, shown: str) -> tuple[dict[str, Any], Positions]:
    data, positions = read_yaml(source, shown)
    if not isinstance(data, dict):
        message = "a style is a mapping of tokens to values"
        raise HandoutError([Problem("C008", message, Location(shown, 1, 1))])
    return data, positions


@lru_cache(maxsize=64)
def _style(
    name: str, files: tuple[_File, ...], theme: _File | None, layout: Layout
) -> "tuple[Style, LayeredPositions]":
    from handoutgen.content.validation import validate
    from handoutgen.render.layered import LayeredTokens
    from handoutgen.render.style_check import check_style

    layered = LayeredTokens(files[-1][1])
    problems: list[Problem] = []
    for data, positions in map(_read_file, files):
        if "id" in data:
            place, hint = positions.key(("id",)), "a style is called what its file is called."
            problems.append(Problem("C007", "unknown key `id`", place, hint))
        problems += _layout_problems(data.get("layout", {}), positions)
        layered.lay({k: v for k, v in data.items() if k not in _NOT_TOKENS}, positions)
    if problems:
        raise HandoutError(problems)
    if theme:
        _lay_theme(layered, name, *_read(*theme))
    for data, positions in map(_read_file, files):
        layered.lay(data.get("layout", {}).get(layout) or {}, positions, ("layout", layout))
    style = validate(Style, {**layered.tokens, "id": name}, layered.positions)
    problems = list(check_style(style, layered.positions))
    if problems:
        raise HandoutError(problems)
    return style, layered.positions


def _lay_theme(
    layered: "LayeredTokens", name: str, theme: dict[str, Any], positions: Positions
) -> None:
    """What a theme says for every style, then what it says for this one."""
    colourless = layered.tokens.get("fills") == "outlined"
    left_out = ("style", "colour", "condition") if colourless else ("style",)
    layered.lay({k: v for k, v in theme.items() if k not in left_out}, positions)
    layered.lay(theme.get("style", {}).get(name, {}), positions, ("style", name))


_NOT_TOKENS = ("id", "base", "layout")


def _read_file(file: _File) -> tuple[dict[str, Any], Positions]:
    return _read(*file)


def _layout_problems(section: Any, positions: Positions) -> list[Problem]:
    """What is wrong with the tokens for layouts as such, before any is laid over another."""
    if not isinstance(section, dict):
        place = positions.value(("layout",))
        return [Problem("C008", "`layout` should hold tokens for layouts by name", place)]
    problems = []
    for key, tokens in section.items():
        if key not in LAYOUTS:
            hint = did_you_mean(key, LAYOUTS)
            place = positions.key(("layout", key))
            problems.append(Problem("C007", f"there is no layout `{key}`", place, hint))
        elif not isinstance(tokens, dict):
            place = positions.value(("layout", key))
            problems.append(Problem("C008", f"`{key}` should be a mapping of tokens", place))
    return problems
