"""The design tokens of a style: a YAML file in, one frozen `Style` out."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from handoutgen.assets import Assets
from handoutgen.content.entry import Entry
from handoutgen.content.layouts import STANDARD_STYLE, Layout, Paper
from handoutgen.content.positions import read_yaml
from handoutgen.content.validation import validate
from handoutgen.errors import HandoutError, Location, Problem, did_you_mean

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Points = Annotated[float, Field(ge=0, le=2000)]


class Fonts(Entry):
    """File names in `data/fonts`."""

    regular: str
    bold: str


class Colours(Entry):
    """Colours that belong to no condition."""

    ink: Colour
    muted: Colour
    rule: Colour
    hair: Colour
    urgent: Colour
    paper: Colour


class ConditionStyle(Entry):
    """How a condition looks: `ink` for names, `fill` for marks, `tint` behind text."""

    shape: Literal["circle", "square", "triangle", "diamond", "hexagon"]
    hatch: Literal["dots", "slanted", "level", "lattice", "upright"]
    ink: Colour
    fill: Colour
    tint: Colour


class Type(Entry):
    """A size of type in points, with the distance of its lines."""

    size: Annotated[float, Field(ge=12, le=200)]
    leading: Points
    bold: bool


class TypeScale(Entry):
    """Every size of type that a handout uses. 12 points is the floor, footers included."""

    title: Type
    question: Type
    subhead: Type
    name: Type
    column_name: Type
    lead: Type
    body: Type
    cell: Type
    label: Type
    small: Type


class PaperSize(Entry):
    """A sheet in points."""

    width: Points
    height: Points


class Margin(Entry):
    """Distance of the page's furniture from the edges of the sheet."""

    side: Points
    top: Points
    foot: Points


class Space(Entry):
    """Distances between blocks."""

    paragraph: Points
    item: Points
    over_section: Points
    under_rule: Points
    under_heading: Points
    block: Points
    cell: Points = 5.5
    """Over and under what stands in a row of a table."""


class Style(Entry):
    """All design tokens of one style."""

    id: str
    font: Fonts
    colour: Colours
    condition: tuple[ConditionStyle, ...] = Field(min_length=5)
    type: TypeScale
    paper: dict[Paper, PaperSize]
    margin: Margin
    measure: Points
    space: Space
    write_on_pitch: Points

    def of_condition(self, number: int) -> ConditionStyle:
        """The look of a condition, counted from 1; after the last the looks repeat."""
        return self.condition[(number - 1) % len(self.condition)]


def style_names(assets: Assets) -> tuple[str, ...]:
    """The styles there are."""
    return tuple(a.path.stem for a in assets.files("templates/styles", ".yaml"))


def load_style(assets: Assets, name: str = STANDARD_STYLE, layout: Layout = "handout") -> Style:
    """A style by name, with its tokens for one layout.

    A style's file may name a `base` whose tokens it changes, and tokens for one `layout`.
    Raises HandoutError with T001 (no such style) or every problem in its files.
    """
    files: list[tuple[bytes, str]] = []
    wanted: str | None = name
    while wanted is not None:
        asset = assets.get(f"templates/styles/{wanted}.yaml")
        if asset is None or len(files) > _LONGEST_CHAIN:
            hint = did_you_mean(wanted, style_names(assets))
            raise HandoutError([Problem("T001", f"there is no style `{wanted}`", hint=hint)])
        source = asset.read()
        files.append((source, asset.shown))
        wanted = _base(source, asset.shown)
    return _style(tuple(files), layout)


_LONGEST_CHAIN = 4


def _base(source: bytes, shown: str) -> str | None:
    data, _ = read_yaml(source, shown)
    named = data.get("base") if isinstance(data, dict) else None
    return str(named) if named else None


@lru_cache(maxsize=64)
def _style(files: tuple[tuple[bytes, str], ...], layout: Layout) -> Style:
    tokens: Mapping[str, Any] = {}
    own: list[Mapping[str, Any]] = []
    for source, shown in reversed(files):
        data, positions = read_yaml(source, shown)
        if not isinstance(data, dict):
            problem = Problem("C008", "a style is a list of tokens", Location(shown, 1, 1))
            raise HandoutError([problem])
        own.append(data.pop("layout", {}).get(layout, {}))
        data.pop("base", None)
        tokens = merged(tokens, data)
    for changes in own:
        tokens = merged(tokens, changes)
    return validate(Style, dict(tokens), positions)


def merged(tokens: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Tokens with changes laid over them, mapping by mapping; a list replaces a list."""
    result = dict(tokens)
    for key, value in changes.items():
        known = result.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            value = merged(known, value)
        result[key] = value
    return result
