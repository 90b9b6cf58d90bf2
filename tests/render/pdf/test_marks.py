"""Marks keep to their square, differ from each other without colour, and are never content."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations, product

import pytest
from page_words import WORDS
from PIL import Image, ImageChops
from readback.raster import blank_margins, ink_share, render_page
from readback.structure import read_content, read_structure
from reportlab.pdfgen.canvas import Canvas

from handoutgen.document.inline import Level, Mark, Text
from handoutgen.document.nodes import Heading, Paragraph
from handoutgen.render.pdf.marks import paint_mark, paint_ribbon
from handoutgen.render.pdf.painter import Painter

from .builds import document_of, faces, render, style

_SHEET = 200
_AT = 50
_LEVELS: tuple[Level | None, ...] = (None, "common", "can_happen", "rare", "not_expected")
_CONDITIONS = (1, 2, 3, 4, 5)


_LOOKS = ("standard", "ink-saver")


def _drawn(
    mark: Mark | None,
    size: float,
    condition: int = 1,
    width: float = 0,
    look: str = "standard",
) -> Image.Image:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(_SHEET, _SHEET), invariant=1)
    painter = Painter(canvas, style(look), faces(), WORDS)
    with painter.artifact():
        if mark is not None:
            paint_mark(painter, mark, _AT, _AT, size)
        else:
            paint_ribbon(painter, condition, _AT, _AT, width, size)
    canvas.showPage()
    canvas.save()
    return render_page(buffer.getvalue(), 0, dpi=144)


_SQUARES = list(product(_CONDITIONS, _LEVELS))


@pytest.mark.parametrize("look", _LOOKS)
@pytest.mark.parametrize("size", [27, 60])
@pytest.mark.parametrize(("condition", "level"), _SQUARES)
def test_a_mark_stays_in_its_square(
    condition: int, level: Level | None, size: float, look: str
) -> None:
    image = _drawn(Mark(condition, level), size, look=look)
    margins = blank_margins(image)
    far = _SHEET - _AT - size
    slack = 0.6  # a pixel of smoothing
    assert margins.left >= _AT - slack
    assert margins.bottom >= _AT - slack
    assert margins.right >= far - slack
    assert margins.top >= far - slack
    assert ink_share(image) > 0.1 * (size / _SHEET) ** 2


@pytest.mark.parametrize("look", _LOOKS)
@pytest.mark.parametrize("condition", _CONDITIONS)
def test_a_ribbon_stays_in_its_band(condition: int, look: str) -> None:
    margins = blank_margins(_drawn(None, 11, condition, width=100, look=look))
    assert margins.left == pytest.approx(_AT, abs=0.6)
    assert margins.right == pytest.approx(_SHEET - _AT - 100, abs=0.6)
    assert margins.bottom == pytest.approx(_AT, abs=0.6)
    assert margins.top == pytest.approx(_SHEET - _AT - 11, abs=0.6)


def _difference(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that are ink in one picture and paper in the other."""
    pictures = [i.convert("L").point([0] * 160 + [255] * 96) for i in (one, other)]
    return ink_share(ImageChops.invert(_with_dpi(ImageChops.difference(*pictures))))


def _with_dpi(image: Image.Image) -> Image.Image:
    image.info["dpi"] = (144, 144)
    return image


@pytest.mark.parametrize("look", _LOOKS)
@pytest.mark.parametrize("condition", _CONDITIONS)
def test_levels_differ_without_colour(condition: int, look: str) -> None:
    size = 14
    pictures = [_drawn(Mark(condition, level), size, look=look) for level in _LEVELS[1:]]
    for one, other in combinations(pictures, 2):
        assert _difference(one, other) > 0.05 * (size / _SHEET) ** 2


@pytest.mark.parametrize("look", _LOOKS)
@pytest.mark.parametrize("size", [14, 27])
def test_conditions_differ_without_colour(size: float, look: str) -> None:
    pictures = [_drawn(Mark(condition), size, look=look) for condition in _CONDITIONS]
    for one, other in combinations(pictures, 2):
        assert _difference(one, other) > 0.05 * (size / _SHEET) ** 2


def test_after_the_last_look_the_looks_repeat() -> None:
    assert _drawn(Mark(1), 20).tobytes() == _drawn(Mark(6), 20).tobytes()


def test_marks_are_artifacts() -> None:
    line = Paragraph(tuple(x for n in _CONDITIONS for x in (Mark(n, "rare"), Text(f"name {n} "))))
    pdf = render(document_of(Heading(1, (Mark(1), Text("Title"), Mark(2))), line))
    (page,) = read_content(pdf)
    assert not page.painted
    assert not any(sink.graphics for sink in page.marked.values())
    assert sum(sink.graphics and not sink.text for sink in page.artifacts) >= 7
    assert read_structure(pdf).find("P")[0].text.startswith("name 1 name 2 ")
