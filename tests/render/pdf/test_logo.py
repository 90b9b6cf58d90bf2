"""Logos on paper and on screen: the ink where it belongs, tagged or an artifact, and conformant."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO

import pytest
from document.logos import SVG, picture, saved
from PIL import Image
from readback.conformance import parent_tree_errors, validate
from readback.document import open_pdf
from readback.raster import render_page
from readback.structure import read_structure, untagged_graphics

from handoutgen.document.inline import Text
from handoutgen.document.logo import Logo, read_logo
from handoutgen.document.nodes import Heading
from handoutgen.document.svg import parse_svg
from handoutgen.render.html_logo import logo_html
from handoutgen.render.pdf.foot import FootLine
from handoutgen.render.pdf.furniture import PageFurniture, PageMeasures
from handoutgen.render.pdf.logo import paint_logo
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.structure import StructureElement

from .builds import document_of, render

_LOGOS = {
    "RGBA": read_logo(saved(picture("RGBA")), "logo.png"),
    "grey": read_logo(saved(picture("LA")), "logo.png"),
    "JPEG": read_logo(saved(picture("RGB"), "JPEG", quality=95), "logo.jpg"),
    "drawing": read_logo(SVG, "logo.svg"),
}
_X, _Y, _HEIGHT = 100.0, 300.0, 40.0
every = pytest.mark.parametrize("name", _LOGOS)


def pages(monkeypatch: pytest.MonkeyPatch, logo: Logo, *, tagged: bool, times: int = 1) -> bytes:
    """A page with a heading and the logo, painted where page furniture is painted."""

    def paint(
        self: PageFurniture,
        painter: Painter,
        at: PageMeasures,
        foot: tuple[FootLine, ...],
        page: int,
        count: int,
    ) -> None:
        root = painter.content_owners[0][0]
        while root.parent is not None:
            root = root.parent
        for number in range(times):
            element: StructureElement | None = None
            if tagged:
                element = root.child("Figure", alternative="Northside Clinic")
            paint_logo(painter, logo, _X, _Y - 60 * number, _HEIGHT, element)

    monkeypatch.setattr(PageFurniture, "paint", paint)
    return render(document_of(Heading(1, (Text("T"),))))


@every
@pytest.mark.parametrize("tagged", [True, False], ids=["tagged", "artifact"])
def test_a_file_with_a_logo_conforms(
    name: str, tagged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = pages(monkeypatch, _LOGOS[name], tagged=tagged)
    assert validate(pdf) == validate(pdf, "2a") == []
    assert parent_tree_errors(pdf) == untagged_graphics(pdf) == []
    figures = read_structure(pdf).find("Figure")
    assert [figure.alt for figure in figures] == (["Northside Clinic"] if tagged else [])
    if tagged:
        width = _HEIGHT * _LOGOS[name].ratio
        assert figures[0].attributes["BBox"] == (_X, _Y, _X + width, _Y + _HEIGHT)


@every
def test_the_logo_stands_where_it_was_asked_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    logo = _LOGOS[name]
    image = render_page(pages(monkeypatch, logo, tagged=False), 0, dpi=144)
    around = (_X - 20, 792 - _Y - _HEIGHT - 20, _X + _HEIGHT * logo.ratio + 20, 792 - _Y + 20)
    part = image.crop(tuple(round(edge * 2) for edge in around))  # type: ignore[arg-type]
    left, top, right, bottom = part.convert("L").point(lambda level: 255 * (level < 200)).getbbox()  # type: ignore[misc]
    assert (left, top) == pytest.approx((40, 40), abs=1)
    # The right two thirds of the pictures are blank; the drawing's arrow ends near its edge.
    end = 40 if name != "drawing" else 110
    assert right == pytest.approx(40 + 2 * end, abs=2)
    assert bottom == pytest.approx(40 + 2 * _HEIGHT, abs=1)
    red, green, blue = part.getpixel((60, 60))  # type: ignore[misc]
    expected = {"grey": (60, 60, 60), "drawing": (0, 68, 102)}.get(name, (200, 0, 0))
    assert (red, green, blue) == pytest.approx(expected, abs=8)


def test_an_image_is_plain_and_stands_in_the_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, space in (("RGBA", "/DeviceRGB"), ("grey", "/DeviceGray")):
        pdf = pages(monkeypatch, _LOGOS[name], tagged=False, times=3)
        with open_pdf(pdf) as document:
            (image,) = document.pages[0].Resources.XObject.values()
            assert str(image.ColorSpace) == space
            entries = {str(key) for key in image}
            assert not entries & {"/SMask", "/Mask", "/Interpolate", "/Alternates", "/OPI"}
            assert "/Group" not in document.pages[0]
        assert pdf.count(b"/Subtype /Image") == 1


@every
def test_the_same_logo_gives_the_same_bytes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (pages(monkeypatch, _LOGOS[name], tagged=True) for _ in range(2))
    assert first == second


@every
def test_on_screen_the_logo_stands_in_the_page_itself(name: str) -> None:
    logo = _LOGOS[name]
    element = logo_html(logo, 'Northside "Clinic" & Co <x>', 30)
    assert "alt='Northside \"Clinic\" &amp; Co &lt;x&gt;'" in element
    assert 'style="width: 90pt; height: 30pt"' in element
    found = re.search(r'src="data:image/(png|svg\+xml);base64,([A-Za-z0-9+/=]+)"', element)
    assert found
    content = b64decode(found[2])
    if name == "drawing":
        assert found[1] == "svg+xml"
        again = parse_svg(content, "again.svg", explained=False)
        assert again.paths == logo.image.paths  # type: ignore[union-attr]
        return
    image = Image.open(BytesIO(content), formats=["PNG"])
    assert image.mode == ("L" if name == "grey" else "RGB")
    assert image.tobytes() == logo.image.pixels  # type: ignore[union-attr]
