"""Large print and ink saver as HTML: the same words, one under the other, or without colour."""

from __future__ import annotations

import re

import pytest

from handoutgen.assets import Assets
from handoutgen.build import Handout, build
from handoutgen.content.library import load_library
from handoutgen.document.inline import inline_text
from handoutgen.document.nodes import List, walk
from handoutgen.document.stacking import stacked
from handoutgen.render.text import render_text
from handoutgen.selection import HandoutRequest

_STYLES = ("standard", "large-print", "ink-saver")


@pytest.fixture(scope="module")
def handouts() -> dict[str, Handout]:
    """One handout with cards, a table, columns and a figure in each style."""
    assets = Assets.find()
    library = load_library(assets)
    sections = ("at-a-glance", "what-they-are", "symptoms", "treatment", "when-to-call")
    request = {s: HandoutRequest("ms-vs-als", section=sections, style=s) for s in _STYLES}
    return {s: build(r, "html", library, assets) for s, r in request.items()}


def _body(handout: Handout) -> str:
    return handout.content.decode("utf-8").partition("<body")[2]


def test_large_print_has_a_list_with_a_row_for_each_condition(
    handouts: dict[str, Handout],
) -> None:
    body = _body(handouts["large-print"])
    assert "<table" not in body
    assert 'class="side' not in body
    lists = [
        b for b in walk(stacked(handouts["large-print"].document).blocks) if isinstance(b, List)
    ]
    rows = [item for b in lists if b.style == "conditions" for item in b.items]
    assert len(rows) > 20
    shown = re.findall(r'<li class="about c[12]"><svg class="mark".*?</svg>(.*?)</li>', body, re.S)
    assert len(shown) == len(rows)
    for markup, row in zip(shown, rows, strict=True):
        first = inline_text(row.blocks[0].inlines).split()[0]  # type: ignore[union-attr]
        assert markup.removeprefix("<p>").startswith(f"<strong>{first}"), markup


def test_ink_saver_has_no_colour(handouts: dict[str, Handout]) -> None:
    """In nothing that is drawn and in no token, and so in no rule that uses one."""
    page = handouts["ink-saver"].content.decode("utf-8")
    page = re.sub(r'url\("data:font[^"]*"\)', "", page)
    colours = {c.lower() for c in re.findall(r"(?:#|%23)([0-9A-Fa-f]{6})\b", page)}
    assert colours <= {"000000", "ffffff"}
    assert 'class="outlined"' in page
    assert 'class="outlined"' not in _body(handouts["standard"])


def test_each_style_has_an_edition_of_its_own(handouts: dict[str, Handout]) -> None:
    assert len({h.edition for h in handouts.values()}) == len(_STYLES)


def test_rows_of_conditions_as_text(handouts: dict[str, Handout]) -> None:
    lines = render_text(stacked(handouts["standard"].document), "X").splitlines()
    label = lines.index("Weak arms or legs")
    assert lines[label + 1] == "~" * len("Weak arms or legs")
    assert lines[label + 3].startswith("- MS. Common, ")
    assert lines[label + 4].startswith("- ALS. Common, ")
