"""What the tokens of a style must keep, whoever sets them: contrast, and sizes of type.

Text has the contrast of WCAG 2.2, 1.4.6 (7:1) where it is read at length and of 1.4.3 (4.5:1)
elsewhere; marks and lines that carry meaning have that of 1.4.11 (3:1). All of it holds on white
paper and again after a photocopier has turned colours to grey.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from handoutgen.content.layouts import LARGE_PRINT
from handoutgen.content.positions import Path
from handoutgen.errors import Problem
from handoutgen.render.contrast import grey_by_luma, grey_by_luminance, lightness, ratio
from handoutgen.render.layered import LayeredPositions
from handoutgen.render.tokens import Style

READ, SEEN, MEANT = 7.0, 4.5, 3.0
APART = 20.0
"""By so much lightness (CIE L*) the fills of neighbours differ."""
LARGE = 18.0

_READ_AT_LENGTH = ("lead", "body", "cell", "label", "small")
_LEAST_LEADING = 1.2
_LEAST_REFERENCE_LEADING = 1.1

_GREYS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("", str),
    (" in grey", grey_by_luminance),
    (" in grey", grey_by_luma),
)


class _Token(NamedTuple):
    path: Path
    colour: str

    @property
    def name(self) -> str:
        """As it would be found in the file; conditions are counted from 1."""
        first, *rest = self.path
        numbered = [f"{step + 1}" if isinstance(step, int) else step for step in rest]
        return f"`{' '.join([str(first), *numbered])}` ({self.colour})"


class _Pair(NamedTuple):
    front: _Token
    back: _Token
    least: float
    use: str


def check_style(style: Style, positions: LayeredPositions) -> Iterator[Problem]:
    """Every rule that the tokens break, at the place of the token that was set last."""
    yield from check_contrast(style, positions)
    yield from check_type(style, positions)


def check_contrast(style: Style, positions: LayeredPositions) -> Iterator[Problem]:
    """T021 for each pair of colours that is too weak, on paper or in grey."""
    for pair in _pairs(style):
        found, how = min(
            (ratio(grey(pair.front.colour), grey(pair.back.colour)), how) for how, grey in _GREYS
        )
        if found < pair.least:
            message = (
                f"{pair.front.name} on {pair.back.name} has a contrast of "
                f"{_rounded_down(found)}:1{how}; {pair.least:g}:1 is needed for {pair.use}"
            )
            yield _told("T021", message, pair, positions, "make one of them darker or lighter.")
    if style.fills == "outlined":
        return
    for one, other in zip(_fills(style), _fills(style)[1:], strict=False):
        found, how = min(
            (abs(lightness(grey(one.colour)) - lightness(grey(other.colour))), how)
            for how, grey in _GREYS
        )
        if found < APART:
            message = (
                f"{one.name} and {other.name} differ in lightness by "
                f"{_rounded_down(found)}{how}; {APART:g} is needed to tell them apart on a copy"
            )
            pair = _Pair(one, other, APART, "")
            yield _told("T021", message, pair, positions, "take a dark and a light fill in turn.")


def check_type(style: Style, positions: LayeredPositions) -> Iterator[Problem]:
    """T022 for type under the style's floor, and for lines that stand too close."""
    if style.id == LARGE_PRINT and style.floor < LARGE:
        message = f"`floor` is {style.floor:g}; large print has {LARGE:g} points or more"
        yield Problem("T022", message, positions.value(("floor",)))
    for name, kind in vars(style.type).items():
        if kind.size < style.floor:
            message = f"`{name}` has {kind.size:g} points; {style.floor:g} is the least here"
            place = positions.value(("type", name, "size"))
            hint = "a theme can set sizes for one style alone, under `style`."
            yield Problem("T022", message, place, hint)
        least = kind.size * (_LEAST_LEADING if name in _READ_AT_LENGTH else 1)
        if kind.leading < least - 0.001:
            message = f"`{name}` has a leading of {kind.leading:g}; {least:g} is the least"
            path = positions.latest(("type", name, "leading"), ("type", name, "size"))
            yield Problem("T022", message, positions.value(path), f"its size is {kind.size:g}.")

    least = style.type.small.size * _LEAST_REFERENCE_LEADING
    if style.reference_leading < least - 0.001:
        message = f"`reference_leading` is {style.reference_leading:g}; {least:g} is the least"
        path = positions.latest(("reference_leading",), ("type", "small", "size"))
        yield Problem("T022", message, positions.value(path), "sources are set in `small`.")


def _pairs(style: Style) -> Iterator[_Pair]:
    colours = {
        name: _Token(("colour", name), colour) for name, colour in vars(style.colour).items()
    }
    paper = colours["paper"]
    yield _Pair(colours["ink"], paper, READ, "text")
    yield _Pair(colours["urgent"], paper, READ, "text in an emergency")
    yield _Pair(colours["muted"], paper, SEEN, "notes")
    yield _Pair(colours["rule"], paper, MEANT, "lines to write on")
    yield _Pair(colours["message"], paper, SEEN, "signals in figures")
    for number, look in enumerate(style.condition):
        ink, fill, tint = (
            _Token(("condition", number, name), getattr(look, name))
            for name in ("ink", "fill", "tint")
        )
        yield _Pair(colours["ink"], tint, READ, "text")
        yield _Pair(colours["muted"], tint, SEEN, "notes")
        for back in (paper, tint):
            yield _Pair(ink, back, SEEN, "names")
            yield _Pair(fill, back, MEANT, "marks")


def _fills(style: Style) -> list[_Token]:
    return [_Token(("condition", n, "fill"), look.fill) for n, look in enumerate(style.condition)]


def _told(code: str, message: str, pair: _Pair, positions: LayeredPositions, hint: str) -> Problem:
    path = positions.latest(pair.front.path, pair.back.path)
    return Problem(code, message, positions.value(path), hint)


def _rounded_down(number: float) -> str:
    """With one decimal, and never so that what is too little looks like enough."""
    return f"{int(number * 10) / 10:.1f}"
