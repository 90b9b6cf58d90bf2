"""Head and foot of pages: what is too long is cut, and nothing leaves the page."""

from __future__ import annotations

from itertools import product

import pytest

from handoutgen.content.layouts import PrintForm
from handoutgen.document.nodes import Furniture, Heading, Paragraph, Text
from handoutgen.render.pdf.write import render_pdf

from .builds import EDITION, document_of, faces, render, style
from .checks import assert_inside, assert_sound
from .limits import within
from .places import shown

_LONG = (
    "For people who live with one of the two diseases, for their families, and for their friends"
)
_NAME = "Multiple sclerosis, relapsing and remitting"


@pytest.mark.parametrize(
    "furniture",
    [
        Furniture("", (), "", "", ("", "")),
        Furniture("Title", ("MS",), _LONG, "Right", (_LONG, _LONG)),
        Furniture("Title", ("MS",), "W" * 90, "Right", ("W" * 90, "W" * 90)),
        Furniture(_LONG * 2, ("MS", "ALS"), "Left", "Right", ("a", "b")),
        Furniture("T", ("MS",), "Left", _LONG * 2, ("a", "b")),
        Furniture("T", (_NAME, _NAME), "Left", "Right", ("a", "b")),
    ],
    ids=["empty", "long-left", "long-word", "long-title", "long-right", "long-names"],
)
def test_long_furniture_stays_on_the_page(furniture: Furniture) -> None:
    blocks = (Heading(1, (Text("Title"),)), *[Paragraph((Text("word " * 300 + "end"),))] * 3)
    document = document_of(*blocks, furniture=furniture)
    with within(2):
        pdf = render(document)
    assert_sound(pdf, document, EDITION)
    assert_inside(pdf, "letter")


def test_where_pages_end_does_not_depend_on_the_edition() -> None:
    """The edition is made of all that is printed, and could change with every comma."""
    foot = ("Written November 21, 2026", "No clinician has reviewed this text yet.")
    furniture = Furniture("Title", ("MS",), "Left", "Right", foot)
    words = Paragraph((Text("word " * 2500 + "end"),))
    document = document_of(Heading(1, (Text("T"),)), words, furniture=furniture)
    for look, paper in product(("standard", "large-print"), ("letter", "a4")):
        form = PrintForm(paper=paper)  # type: ignore[arg-type]
        files = (
            render_pdf(document, style(look), faces(), form, edition)
            for edition in ("1111-11", "WWWW-WW", "WM00-J1")
        )
        assert len({tuple(p.y for p in shown(pdf) if p.mcid is not None) for pdf in files}) == 1
