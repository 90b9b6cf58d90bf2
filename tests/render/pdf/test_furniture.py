"""Head and foot of pages: what is too long is cut, and nothing leaves the page."""

from __future__ import annotations

import pytest

from handoutgen.document.nodes import Furniture, Heading, Paragraph, Text

from .builds import EDITION, document_of, render
from .checks import assert_inside, assert_sound
from .limits import within

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
