"""A document as one HTML page that needs nothing beside itself and runs no script."""

from collections.abc import Iterator, Mapping
from html import escape

from handoutgen.assets import Assets
from handoutgen.document.bilingual import BETWEEN
from handoutgen.document.nodes import Document, References, walk
from handoutgen.render.html_inlines import lang_attribute
from handoutgen.render.html_logo import logo_html
from handoutgen.render.html_marks import hatch_patterns
from handoutgen.render.html_style import style_sheet
from handoutgen.render.html_writer import Writer
from handoutgen.render.style import Style
from handoutgen.said import filled
from handoutgen.writing_system import is_right_to_left

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_LOGO = 24.0
"""The height of a clinic's logo in points. Its name stands beside it, so it is decoration."""


def render_html(document: Document, style: Style, assets: Assets, edition: str) -> str:
    """The page; raises HandoutError T001 when the style sheet or a font is missing."""
    furniture, second = document.furniture, document.furniture.second
    head = "\n".join(_head(document))
    feet = _lines((*furniture.foot_left, filled(document.words.edition, edition=edition)))
    if second is not None:
        said = lang_attribute(document.second_language)
        feet = f"{_lines(second.foot_left, said)}\n{feet}"
    logo = f"{logo_html(furniture.logo, '', _LOGO)}\n" if furniture.logo else ""
    body = Writer(style, _homes(document), document.words).blocks(document.blocks, "part")
    turned = is_right_to_left(document.language, body)
    sheet = style_sheet(style, assets, furniture, document.words, edition, right_to_left=turned)
    return f"""<!DOCTYPE html>
<html lang="{escape(document.language)}"{' dir="rtl"' if turned else ""}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(document.title)}</title>
<meta name="author" content="{escape(document.author)}">
<meta name="description" content="{escape(document.subject)}">
<meta name="dcterms.date" content="{escape(document.date)}">
<link rel="icon" href="data:,">
<style>
{sheet}
</style>
</head>
<body{' class="outlined"' if style.fills == "outlined" else ""}>
{hatch_patterns(style)}
<header class="head"><div>
{logo}{head}
</div></header>
<main>
{body}</main>
<footer class="foot"><div>
{feet}
</div></footer>
</body>
</html>
"""


def _homes(document: Document) -> Mapping[int, References]:
    """The first list that has each source."""
    homes: dict[int, References] = {}
    for block in walk(document.blocks):
        if isinstance(block, References):
            for entry in block.entries:
                homes.setdefault(entry.number, block)
    return homes


def _head(document: Document) -> Iterator[str]:
    """Whose handout it is and whom it is for, in each language of the document."""
    furniture = document.furniture
    second = furniture.second or furniture
    said = lang_attribute(document.second_language)
    for one, other in (
        (furniture.head_left, second.head_left),
        (furniture.head_right, second.head_right),
    ):
        too = "" if one == other else f"{BETWEEN}<span{said}>{escape(other)}</span>"
        yield f"<p>{escape(one)}{too}</p>"


def _lines(texts: tuple[str, ...], said: str = "") -> str:
    return "\n".join(f"<p{said}>{escape(text)}</p>" for text in texts)
