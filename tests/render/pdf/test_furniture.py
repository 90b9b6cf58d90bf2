"""Head and foot of pages: what is too long is cut, and nothing leaves the page."""

from __future__ import annotations

import re
from itertools import product

import pytest
from PIL import Image
from readback.document import metadata
from readback.raster import page_images

from handoutgen.content.layouts import Layout, PrintForm
from handoutgen.document.inline import Text
from handoutgen.document.logo import read_logo
from handoutgen.document.nodes import Furniture, Heading, Paragraph
from handoutgen.render.pdf.write import render_pdf

from .builds import EDITION, document_of, faces, printed, render, style
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


@pytest.mark.parametrize("ratio", [None, 1, 4, 12])
@pytest.mark.parametrize("layout", ["handout", "one-page", "booklet"])
def test_a_clinic_s_name_is_whole_and_beside_its_logo(layout: Layout, ratio: int | None) -> None:
    name = "The Regional Center for Disorders of Nerve and Muscle of the Holy Family Clinic"
    box = f'<rect width="{(ratio or 1) * 10}" height="10" fill="#224488"/>'
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {(ratio or 1) * 10} 10">'
    logo = read_logo(f"{root}<title>L</title><desc>L</desc>{box}</svg>".encode(), "logo.svg")
    furniture = Furniture("Title", ("MS",), name, "Right", ("a", "b"), logo=logo if ratio else None)
    title = Heading(1, (Text("What is the difference?"),))
    document = document_of(title, furniture=furniture)
    pdf = printed(document, PrintForm(layout))
    width, height = metadata(pdf).page_sizes[0]
    head = [p for p in shown(pdf) if p.mcid is None and p.y > height / 2 and p.text != "Right"]
    assert " ".join(p.text.strip() for p in head) == name
    first = next(p for p in shown(pdf) if p.mcid is not None)
    assert min(p.y for p in head) > first.y + first.size * 0.7
    image = page_images(pdf, dpi=72)[0].convert("RGB")
    coloured = [x for x in range(image.width) for y in range(80) if _blue(image, x, y)]
    assert bool(coloured) == bool(ratio)
    if coloured:
        assert max(p.end for p in head) + 9 <= min(coloured)
        assert max(coloured) <= width - 20


def _blue(image: Image.Image, x: int, y: int) -> bool:
    return image.getpixel((x, y)) == (0x22, 0x44, 0x88)


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


_CLINIC = "The Regional Center for Disorders of Nerve and Muscle of the Holy Family Clinic"
_DAY, _REVIEW = "Written November 21, 2026", "No clinician has reviewed this text yet."


def feet(name: str, layout: Layout, review: str = _REVIEW) -> list[list[str]]:
    """What the foot of each page says on the left and on the right, line by line."""
    both = f"{_DAY} · {name}" if name else _DAY
    furniture = Furniture("Title", ("MS",), name, "", (both, review), written=_DAY)
    words = Paragraph((Text("word " * 1500 + "end"),))
    document = document_of(Heading(1, (Text("T"),)), words, furniture=furniture)
    pdf = printed(document, PrintForm(layout))
    assert_sound(pdf, document, EDITION)
    found = []
    for page in range(len(metadata(pdf).page_sizes)):
        low = [p for p in shown(pdf) if p.page == page and p.mcid is None and p.y < 100]
        rows = sorted({round(p.y) for p in low}, reverse=True)
        found.append([" | ".join(p.text for p in low if round(p.y) == row) for row in rows])
    assert len(found) > 2
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", [f"{_DAY} | Page 1", f"{_REVIEW} | Edition"]),
        ("Lakeside Clinic", [f"{_DAY} · Lakeside Clinic | Page 1", f"{_REVIEW} | Edition"]),
        (_CLINIC, [f"{_DAY} | Page 1", _CLINIC, f"{_REVIEW} | Edition"]),
    ],
    ids=["none", "short", "long"],
)
def test_a_long_clinic_has_a_line_of_its_own_in_the_foot(name: str, expected: list[str]) -> None:
    first, *others = feet(name, "handout")
    assert [re.sub("(?<=Page 1).*|(?<=Edition).*", "", line) for line in first] == expected
    for other in others:
        assert [line.partition(" | ")[0] for line in other] == [
            line.partition(" | ")[0] for line in first
        ]


@pytest.mark.parametrize("name", ["", "Lakeside Clinic", _CLINIC])
def test_a_booklet_names_the_clinic_on_its_cover_and_keeps_two_lines_in_the_foot(name: str) -> None:
    for number, foot in enumerate(feet(name, "booklet"), 1):
        assert [line.partition(" | ")[0] for line in foot] == [_REVIEW, _DAY]
        assert foot[0].endswith(f" | Page {number} of {len(feet(name, 'booklet'))}")


def test_a_long_review_is_whole_on_every_page() -> None:
    review = "Reviewed by Doctor Alexandra Montgomery-Featherstone, head of the department of "
    review += "neurology and of the center for disorders of nerve and muscle"
    for layout in ("handout", "booklet"):
        for foot in feet(_CLINIC, layout, review):
            said = " ".join(line.partition(" | ")[0] for line in foot)
            assert review in said
            assert "…" not in said
