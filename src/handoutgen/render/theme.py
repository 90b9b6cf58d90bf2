"""A clinic's theme: the few tokens that it may change in every style, and nothing else."""

from typing import Annotated, Any

from handoutgen.content.constraint import limits
from handoutgen.content.entry import Entry
from handoutgen.content.frozen_model import field
from handoutgen.content.positions import Positions
from handoutgen.content.validation import validate
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.render.font_packages import Family
from handoutgen.render.tokens import Colour, FontFile, ScriptKey

THEME = "templates/theme.yaml"

Size = Annotated[float, limits(ge=12, le=60)]
Leading = Annotated[float, limits(ge=12, le=90)]
Distance = Annotated[float, limits(ge=2, le=40)]


class ThemeFonts(Entry):
    """File names in `data/fonts`, and families by language or script."""

    regular: FontFile | None = None
    bold: FontFile | None = None
    scripts: dict[ScriptKey, tuple[Family, ...]] | None = None


class ThemeColours(Entry):
    """Colours that belong to no condition. Paper stays white, and urgency black."""

    ink: Colour | None = None
    muted: Colour | None = None
    rule: Colour | None = None
    hair: Colour | None = None


class ThemeCondition(Entry):
    """The colours of a condition; its shape and its hatch stay."""

    ink: Colour | None = None
    fill: Colour | None = None
    tint: Colour | None = None


class ThemeType(Entry):
    """A size of type, and the distance of its lines."""

    size: Size | None = None
    leading: Leading | None = None


class ThemeTypeScale(Entry):
    """Sizes of type."""

    title: ThemeType | None = None
    question: ThemeType | None = None
    subhead: ThemeType | None = None
    name: ThemeType | None = None
    column_name: ThemeType | None = None
    lead: ThemeType | None = None
    body: ThemeType | None = None
    cell: ThemeType | None = None
    label: ThemeType | None = None
    small: ThemeType | None = None


class ThemeSpace(Entry):
    """Distances between blocks."""

    paragraph: Distance | None = None
    item: Distance | None = None
    over_section: Distance | None = None
    under_rule: Distance | None = None
    under_heading: Distance | None = None
    block: Distance | None = None


class ThemeTokens(Entry):
    """What a theme may change."""

    font: ThemeFonts | None = None
    colour: ThemeColours | None = None
    condition: Annotated[tuple[ThemeCondition, ...], limits(max_length=5)] = ()
    type: ThemeTypeScale | None = None
    space: ThemeSpace | None = None


class Theme(ThemeTokens):
    """A clinic's theme: tokens for every style, and under `style` for one style alone.

    Colours for every style do not reach a style that prints in black and white.
    """

    style: dict[str, ThemeTokens] = field(default={})


def read_theme(data: Any, positions: Positions, styles: tuple[str, ...]) -> None:
    """Raise HandoutError with everything in a theme's file that a theme cannot say."""
    theme = validate(Theme, data, positions)
    problems = []
    for name in theme.style:
        if name not in styles:
            place = positions.key(("style", name))
            hint = did_you_mean(name, styles)
            problems.append(Problem("T001", f"there is no style `{name}`", place, hint))
    if problems:
        raise HandoutError(problems)
