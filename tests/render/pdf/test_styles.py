"""Each style on paper: large enough to read, light on ink, and the same words as the document."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from readback.raster import page_images
from readback.structure import read_structure, untagged_graphics

from handoutgen.content.library import load_handouts
from handoutgen.document.inline import Mark, Strong
from handoutgen.document.inline import Text as Words
from handoutgen.document.nodes import Document, Figure, Heading, List, ListItem, Paragraph, Section
from handoutgen.document.stacking import stacked
from handoutgen.errors import HandoutError
from handoutgen.render.style import load_style
from handoutgen.selection import HandoutRequest

from .builds import COMPARISON, EDITION, all_sections, assets, built, document_of, render, saved
from .checks import assert_inside, assert_sound
from .documents import documents, drawing
from .limits import within
from .places import shown

_MOST_INK = {"standard": 0.12, "large-print": 0.12, "ink-saver": 0.08}
_NAMES = (*load_handouts(assets()), "all")


def _request(name: str, style: str) -> HandoutRequest:
    whole = HandoutRequest(COMPARISON, all_sections(), locale="en-US")
    return replace(whole if name == "all" else saved(name), style=style)


@pytest.mark.parametrize(("name", "style"), list(product(_NAMES, _MOST_INK)))
def test_no_page_takes_much_ink(name: str, style: str) -> None:
    """The mean darkness of all pixels of a page, as a toner gauge has it."""
    shares = []
    for image in page_images(built(_request(name, style)).content, dpi=150):
        levels = image.convert("L").histogram()
        dark = sum((255 - level) / 255 * count for level, count in enumerate(levels))
        shares.append(dark / (image.width * image.height))
    assert max(shares) <= _MOST_INK[style], shares
    assert min(shares) > 0.001


@pytest.mark.parametrize("name", _NAMES)
def test_large_print_is_large_everywhere_and_reads_back_as_its_document(name: str) -> None:
    handout = built(_request(name, "large-print"))
    root = assert_sound(handout.content, handout.document, handout.edition)
    assert_inside(handout.content, "letter", "large-print")
    small = [p.text for p in shown(handout.content) if p.size < 18]
    assert small == []
    assert not root.find("Table")


@pytest.mark.parametrize("name", _NAMES)
def test_ink_saver_prints_black_on_white_alone(name: str) -> None:
    """What is neither black nor white is a smoothed edge: grey, and never a colour or a tint."""
    handout = built(_request(name, "ink-saver"))
    assert_sound(handout.content, handout.document, handout.edition)
    for image in page_images(handout.content, dpi=50):
        assert all(r == g == b for _, (r, g, b) in image.getcolors(1 << 20) or [])


@given(documents())
@settings(
    max_examples=40,
    deadline=timedelta(seconds=60),
    derandomize=True,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_any_document_stacks_into_large_print(document: Document) -> None:
    document = stacked(document)
    try:
        with within(15):
            pdf = render(document, look="large-print")
    except HandoutError as error:
        assert {problem.code for problem in error.problems} <= {"D010", "D011", "D014", "D017"}
        return
    assert_sound(pdf, document, EDITION)
    assert_inside(pdf, "letter", "large-print")


def _rows(*texts: str) -> List:
    """A row for each condition."""
    names = enumerate(("MS.", "ALS.", "Hay fever."), 1)
    items = (
        ListItem((Paragraph((Mark(n), Strong(name), Words(f" {text}"))),))
        for (n, name), text in zip(names, texts, strict=False)
    )
    return List(tuple(items), "conditions")


def test_a_name_stands_in_its_condition_s_ink_beside_its_mark() -> None:
    style = load_style(assets(), "large-print")
    pdf = render(
        document_of(Heading(1, (Words("T"),)), _rows("one", "two", "three")), look=style.id
    )
    pieces = [p for p in shown(pdf) if p.mcid is not None]
    names = [p for p in pieces if p.text.strip() in ("MS.", "ALS.", "Hay fever.")]
    left = style.margin.side + style.rows.mark + style.rows.gap
    assert [round(p.x) for p in names] == [round(left)] * 3
    assert untagged_graphics(pdf) == []
    image = page_images(pdf, dpi=72)[0]
    seen = {colour for _, colour in image.getcolors(1 << 20) or []}
    for number in (1, 2, 3):
        ink = style.of_condition(number).ink
        assert tuple(int(ink[i : i + 2], 16) for i in (1, 3, 5)) in seen


@pytest.mark.parametrize(
    ("look", "width", "beside"), [("standard", 224, True), ("large-print", 300, False)]
)
def test_a_small_picture_grows_in_large_print_and_stands_alone(
    look: str, width: float, beside: bool
) -> None:
    """Its labels of 12 points are then as large as everything else."""
    text = Paragraph((Words("word " * 30),))
    picture = Figure("f", drawing(200, 100, "Label"), "What it shows", ())
    section = Section("s", (Heading(2, (Words("Question?"),)), text, picture))
    pdf = render(document_of(Heading(1, (Words("T"),)), section), look=look)
    (figure,) = read_structure(pdf).find("Figure")
    left, _, right, top = figure.attributes["BBox"]  # type: ignore[misc]
    assert float(right) - float(left) == pytest.approx(width, abs=0.5)
    last = min(p.y for p in shown(pdf) if p.mcid is not None)
    assert (float(top) > last) == beside


def test_rows_that_are_compared_stay_on_one_page() -> None:
    """However much stands over them."""
    for lines in range(14, 26):
        above = Paragraph((Words("word " * 11 * lines),))
        pdf = render(document_of(above, _rows("a", "b", "c")), look="large-print")
        pages = {p.page for p in shown(pdf) if p.text.strip() in ("MS.", "ALS.", "Hay fever.")}
        assert len(pages) == 1, lines
