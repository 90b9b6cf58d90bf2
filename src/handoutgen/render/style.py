"""The design tokens of a style: a YAML file in, one frozen `Style` out."""

from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from handoutgen.assets import Assets
from handoutgen.content.entry import Entry
from handoutgen.content.positions import read_yaml
from handoutgen.content.validation import validate
from handoutgen.errors import HandoutError, Problem

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


class Style(Entry):
    """All design tokens of one style."""

    id: str
    font: Fonts
    colour: Colours
    condition: tuple[ConditionStyle, ...] = Field(min_length=5)
    type: TypeScale
    paper: dict[Literal["letter", "a4"], PaperSize]
    margin: Margin
    measure: Points
    space: Space
    write_on_pitch: Points

    def of_condition(self, number: int) -> ConditionStyle:
        """The look of a condition, counted from 1; after the last the looks repeat."""
        return self.condition[(number - 1) % len(self.condition)]


def load_style(assets: Assets, name: str = "standard") -> Style:
    """A style by name; raises HandoutError with every problem in its file."""
    asset = assets.get(f"templates/styles/{name}.yaml")
    if asset is None:
        raise HandoutError([Problem("T001", f"there is no style `{name}`")])
    return _style(asset.read(), asset.shown)


@lru_cache(maxsize=16)
def _style(source: bytes, shown: str) -> Style:
    data, positions = read_yaml(source, shown)
    return validate(Style, data, positions)
