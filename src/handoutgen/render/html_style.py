"""The style sheet of the HTML page: tokens and fonts in front of `templates/styles/handout.css`."""

import re
from base64 import b64encode
from collections.abc import Iterator

from handoutgen.assets import Asset, Assets
from handoutgen.content.page_words import PageWords
from handoutgen.document.drawing import compact
from handoutgen.document.nodes import Furniture
from handoutgen.errors import HandoutError, Problem
from handoutgen.render.html_marks import ribbon_url
from handoutgen.render.style import Style
from handoutgen.said import filled

FONT = "Handout"
"""The family name of the embedded faces, whichever fonts a style has."""

STYLE_SHEET = "templates/styles/handout.css"
FACING_SHEET = "templates/styles/facing.css"
"""What a page in two languages needs besides."""

_POINTS_PER_REM = 12
_NOT_PLAIN = re.compile(r"[^\w .,:;()/-]")


def style_sheet(
    style: Style,
    assets: Assets,
    furniture: Furniture,
    words: PageWords,
    edition: str,
    *,
    right_to_left: bool = False,
) -> str:
    """Everything between the style tags; raises HandoutError when a file is missing."""
    names = (STYLE_SHEET, FACING_SHEET) if furniture.second else (STYLE_SHEET,)
    sheet = "\n".join(_asset(assets, name).read().decode("utf-8", "replace") for name in names)
    return "\n".join(
        (
            _face(assets, style.font.regular, 400),
            _face(assets, style.font.bold, 700),
            f":root {{ {' '.join(_tokens(style))} }}",
            *_conditions(style),
            # No file can end the style element.
            sheet.replace("</", "<\\/"),
            _page(style, furniture, words, edition, right_to_left),
        )
    )


def _asset(assets: Assets, name: str) -> Asset:
    asset = assets.get(name)
    if asset is None:
        raise HandoutError([Problem("T001", f"{name} is missing")])
    return asset


def _face(assets: Assets, file: str, weight: int) -> str:
    data = b64encode(_asset(assets, f"data/fonts/{file}").read()).decode("ascii")
    return (
        f"@font-face {{ font-family: {FONT}; font-weight: {weight}; "
        f'src: url("data:font/ttf;base64,{data}") format("truetype") }}'
    )


def _rem(points: float) -> str:
    """Points as a multiple of the reader's own text size, which is 12 points by default."""
    return f"{compact(points / _POINTS_PER_REM)}rem"


def _tokens(style: Style) -> Iterator[str]:
    for name, colour in vars(style.colour).items():
        yield f"--{name}: {colour};"
    for name, kind in vars(style.type).items():
        kebab = name.replace("_", "-")
        yield f"--{kebab}-size: {_rem(kind.size)};"
        yield f"--{kebab}-leading: {compact(kind.leading / kind.size)};"
        yield f"--{kebab}-weight: {700 if kind.bold else 400};"
    for name, space in vars(style.space).items():
        yield f"--space-{name.replace('_', '-')}: {_rem(space)};"
    yield f"--content: {_rem(style.paper['letter'].width - 2 * style.margin.side)};"
    yield f"--measure: {_rem(style.measure)};"
    yield f"--write-on: {_rem(style.write_on_pitch)};"


def _conditions(style: Style) -> Iterator[str]:
    for number, look in enumerate(style.condition, 1):
        ribbon = ribbon_url(style, look)
        names = f"--name: {look.ink}; --tint: {look.tint}; --ribbon: {ribbon}"
        yield f".c{number} {{ {names} }}"


def _page(
    style: Style, furniture: Furniture, words: PageWords, edition: str, right_to_left: bool
) -> str:
    """Margins and feet of printed pages, which know no custom properties in every browser."""
    margin, small = style.margin, style.type.small
    lines = furniture.foot_left
    if furniture.second is not None:
        lines = (*lines, furniture.second.foot_left[-1])
    bottom = margin.foot + len(lines) * small.leading + 16
    first = "\n".join(lines)
    start, end = ("right", "left") if right_to_left else ("left", "right")
    direction = "direction: rtl; " if right_to_left else ""
    box = (
        f"font: {compact(small.size)}pt/{compact(small.leading)}pt {FONT}, sans-serif; "
        f"color: {style.colour.muted}; white-space: pre; vertical-align: top; "
        f"{direction}padding-top: 7pt; border-top: 0.75pt solid {style.colour.rule};"
    )
    page = f"{compact(margin.top)}pt {compact(margin.side)}pt {compact(bottom)}pt"
    number = _numbered(words.page)
    last = _quoted("\n" + filled(words.edition, edition=edition))
    return (
        f"@page {{ margin: {page};\n"
        f"@bottom-{start} {{ {box} content: {_quoted(first)} }}\n"
        f"@bottom-{end} {{ {box} text-align: {end}; content: {number} {last} }} }}"
    )


def _numbered(sentence: str) -> str:
    """The words for a page's number, with CSS's counters in them."""
    pieces = re.split(r"(\{pages?\})", sentence)
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    return " ".join(counters.get(piece) or _quoted(piece) for piece in pieces if piece)


def _quoted(text: str) -> str:
    """Text as a CSS string; all but plain characters as escapes (CSS Syntax 3, 4.3.7)."""
    return '"' + _NOT_PLAIN.sub(lambda found: f"\\{ord(found[0]):x} ", text) + '"'
