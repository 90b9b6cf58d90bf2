"""The design tokens of a style as frozen models; `style.py` reads them from files."""

import json
from typing import Annotated, Any, Literal

from handoutgen.content.constraint import limits, shaped
from handoutgen.content.entry import Entry
from handoutgen.content.frozen_model import field
from handoutgen.content.layouts import Paper
from handoutgen.render.font_packages import Family

Colour = Annotated[
    str,
    shaped(r"#[0-9A-Fa-f]{6}", "a colour", 'write # and six digits in quotes, such as "#1F6F8B".'),
]
FontFile = Annotated[
    str,
    shaped(
        r"[A-Za-z0-9][A-Za-z0-9 ._-]*\.ttf",
        "the name of a font",
        "write the name of a .ttf file in data/fonts.",
    ),
]
ScriptKey = Annotated[
    str,
    shaped(
        r"([a-z]{2,3}(-[A-Za-z0-9]{2,8})*|[A-Z][a-z]{3})",
        "a language or a script",
        "write `ar` for a language, or `Arab` for a script.",
    ),
]
Points = Annotated[float, limits(ge=0, le=2000)]
Edge = Annotated[float, limits(ge=18, le=200)]
Gap = Annotated[float, limits(ge=0, le=100)]

SMALLEST_TYPE = 12
"""Nothing prints smaller, footers included; a style can ask for more."""


class Fonts(Entry):
    """File names in `data/fonts`, and families for what these do not cover.

    `scripts` has families by language (BCP 47) or by script (ISO 15924); the first that has a
    word sets it.
    """

    regular: FontFile
    bold: FontFile
    scripts: dict[ScriptKey, tuple[Family, ...]] = field(default={})

    def families(self, language: str, script: str) -> tuple[Family, ...]:
        """The families for a language, or else for its script; none when there are none."""
        for key in (language, language.partition("-")[0], script):
            if key in self.scripts:
                return self.scripts[key]
        return ()


class Colours(Entry):
    """Colours that belong to no condition.

    Figures name them too: `neutral` is healthy tissue, `message` a signal in a nerve.
    """

    ink: Colour
    muted: Colour
    rule: Colour
    hair: Colour
    urgent: Colour
    paper: Colour
    neutral: Colour
    message: Colour
    message_tint: Colour


class ConditionStyle(Entry):
    """How a condition looks: `ink` for names, `fill` for marks, `tint` behind text."""

    shape: Literal["circle", "square", "triangle", "diamond", "hexagon"]
    hatch: Literal["dots", "slanted", "level", "lattice", "upright"]
    ink: Colour
    fill: Colour
    tint: Colour


class Type(Entry):
    """A size of type in points, with the distance of its lines."""

    size: Annotated[float, limits(ge=SMALLEST_TYPE, le=200)]
    leading: Points
    bold: bool

    def in_bold(self) -> "Type":
        """The same size, bold."""
        return self if self.bold else self.changed(bold=True)


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
    full_name: Type
    small: Type


class PaperSize(Entry):
    """A sheet in points."""

    width: Points
    height: Points


class Margin(Entry):
    """Distance of the page's furniture from the edges of the sheet.

    Most printers leave the outer 18 points (6.35 mm) white.
    """

    side: Edge
    top: Edge
    foot: Edge


class Space(Entry):
    """Distances between blocks."""

    paragraph: Gap
    item: Gap
    over_section: Gap
    under_rule: Gap
    under_heading: Gap
    block: Gap
    cell: Gap = 5.5
    """Over and under what stands in a row of a table."""


class Padding(Entry):
    """The space inside frames, and over and under a row of a card."""

    card: Gap
    callout: Gap
    row: Gap


class Rules(Entry):
    """The thickness of lines in tables and cards."""

    head: Annotated[float, limits(ge=0.4, le=6)]
    row: Annotated[float, limits(ge=0.3, le=3)]


class Ribbons(Entry):
    """The height of the hatched bands over cards and over the columns of a table."""

    card: Annotated[float, limits(ge=6, le=40)]
    table: Annotated[float, limits(ge=6, le=40)]


class ConditionRows(Entry):
    """A list with one row for each condition: its mark, the gap to the text, space over both."""

    mark: Annotated[float, limits(ge=12, le=60)]
    gap: Gap
    pad: Gap


def _printing(entry: Entry) -> dict[str, Any]:
    """What decides how a handout looks. Fonts of scripts do so only where they are used."""
    return {name: value for name, value in vars(entry).items() if name != "scripts"}


class Style(Entry):
    """All design tokens of one style.

    `floor` is the smallest size of type. `fills` outlined draws marks, ribbons, heads and figures
    in black lines on white, for a photocopier. `stacked` turns tables, or all that stands side
    by side, into lists with one row for each condition. A `card` is framed and tinted, or open
    under its ribbon. `reference_leading` parts the lines of sources, which are the most even text
    there is and take the most ink.
    """

    id: str
    floor: Annotated[float, limits(ge=SMALLEST_TYPE, le=40)]
    fills: Literal["solid", "outlined"]
    stacked: Literal["none", "tables", "all"]
    card: Literal["framed", "open"]
    font: Fonts
    colour: Colours
    condition: Annotated[tuple[ConditionStyle, ...], limits(min_length=5)]
    type: TypeScale
    paper: dict[Paper, PaperSize]
    margin: Margin
    measure: Points
    gutter: Gap
    space: Space
    padding: Padding
    rule: Rules
    ribbon: Ribbons
    rows: ConditionRows
    reference_leading: Annotated[float, limits(ge=12, le=60)]
    write_on_pitch: Annotated[float, limits(ge=18, le=80)]

    def as_json(self) -> str:
        """Every token, as pydantic would write them; but it would have to build a writer first."""
        if not hasattr(self, "_json"):
            text = json.dumps(self, default=_printing, ensure_ascii=False, separators=(",", ":"))
            object.__setattr__(self, "_json", text)
        return self._json

    def of_condition(self, number: int) -> ConditionStyle:
        """The look of a condition, counted from 1; after the last the looks repeat."""
        return self.condition[(number - 1) % len(self.condition)]
