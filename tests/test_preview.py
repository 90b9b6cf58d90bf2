"""The pictures of real handouts, opened as pictures."""

from functools import cache
from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageChops, ImageStat

from handoutgen.assets import Assets
from handoutgen.build import build
from handoutgen.content.layouts import Layout
from handoutgen.content.library import load_library
from handoutgen.preview import DPI, framed, page_picture, png, preview
from handoutgen.selection import HandoutRequest

DARK = 64


@cache
def pdf(layout: Layout = "handout") -> bytes:
    assets = Assets.find()
    request = HandoutRequest("ms-vs-als", layout=layout, locale="en-US")
    return build(request, "pdf", load_library(assets), assets).content


@cache
def font() -> bytes:
    asset = Assets.find().get("data/fonts/AtkinsonHyperlegibleNext-Regular.ttf")
    assert asset is not None
    return asset.read()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    assert picture.format == "PNG"
    picture.load()
    return picture


@pytest.mark.parametrize("layout", ["handout", "leaflet", "poster"])
def test_each_page_is_a_picture_of_its_size(layout: Layout) -> None:
    made = preview(pdf(layout), font())
    with pypdfium2.PdfDocument(pdf(layout)) as document:
        sizes = [document.get_page_size(number) for number in range(len(document))]
    assert len(made.pages) == len(sizes)
    for content, (width, height) in zip(made.pages, sizes, strict=True):
        picture = opened(content)
        assert picture.width == round(width / 72 * DPI)
        assert picture.height == pytest.approx(height / 72 * DPI, abs=1)
        assert picture.info["dpi"] == pytest.approx((DPI, DPI), abs=0.1)


def test_pages_are_ink_on_white_paper_in_their_order() -> None:
    made = preview(pdf(), font())
    for number, content in enumerate(made.pages, 1):
        picture = opened(content).convert("RGB")
        assert picture.getpixel((0, 0)) == (255, 255, 255)
        drawn = page_picture(pdf(), number, picture.width)
        assert ImageStat.Stat(drawn.convert("L")).extrema[0][0] < DARK
        # Few colours change a page little; another page differs by far more.
        assert ImageStat.Stat(ImageChops.difference(drawn, picture).convert("L")).mean[0] < 0.5
    assert len(set(made.pages)) == len(made.pages)


def test_pale_tints_stay_and_paper_stays_white() -> None:
    width = 850
    drawn = page_picture(pdf(), 1, width)
    few = opened(png(drawn)).convert("RGB")
    for picture in (drawn, few):
        assert ImageStat.Stat(picture.crop((0, 0, width, 20))).extrema == [(255, 255)] * 3
    large = [colour for count, colour in drawn.getcolors(99_999) or () if count > 50_000]
    assert len(large) > 1, "paper and a tint"
    assert set(large) <= {colour for _, colour in few.getcolors() or ()}


def test_the_contact_sheet_shows_every_page_with_its_number() -> None:
    made = preview(pdf(), font())
    sheet = opened(made.contact_sheet).convert("L")
    ground = sheet.getpixel((0, 0))
    assert isinstance(ground, int)
    assert ground < 240
    rows = [band for band in _bands(sheet, ground) if band[1] > 1]
    thumbnails = [band for band in rows if band[1] > 100]
    assert len(rows) == 2 * len(thumbnails), "a row of numbers is under each row of pages"
    across = sum(len(_bands(_strip(sheet, *band), ground)) for band in thumbnails)
    assert across == len(made.pages)
    for (top, height), (below, size) in zip(rows[::2], rows[1::2], strict=True):
        assert 0 < below - top - height < size
        assert ImageStat.Stat(sheet.crop((0, below, sheet.width, below + size))).extrema[0][0] < 100


def _strip(sheet: Image.Image, top: int, height: int) -> Image.Image:
    """A row of the sheet, turned so that its columns lie one under the other."""
    return sheet.crop((0, top, sheet.width, top + height)).transpose(Image.Transpose.TRANSPOSE)


def _bands(sheet: Image.Image, ground: int) -> list[tuple[int, int]]:
    """Where from the top, and how high, there is something else than the ground."""
    found: list[tuple[int, int]] = []
    for y in range(sheet.height):
        low, high = sheet.crop((0, y, sheet.width, y + 1)).getextrema()
        if (low, high) == (ground, ground):
            continue
        if found and sum(found[-1]) == y:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((y, 1))
    return found


def test_one_page_makes_a_sheet_of_one() -> None:
    made = preview(pdf("poster"), font())
    assert len(made.pages) == 1
    sheet = opened(made.contact_sheet)
    assert sheet.width < 400
    assert sheet.height > sheet.width


def test_the_same_file_gives_the_same_bytes() -> None:
    assert preview(pdf("leaflet"), font()) == preview(pdf("leaflet"), font())


@pytest.mark.parametrize("width", [1, 120, 400, 1700])
def test_a_page_is_as_wide_as_it_was_asked_for(width: int) -> None:
    assert page_picture(pdf(), 1, width).width == width


def test_a_frame_keeps_the_size_and_the_original() -> None:
    paper = Image.new("RGB", (40, 30), "white")
    edge = framed(paper)
    assert edge.size == paper.size
    assert edge.getpixel((0, 15)) == edge.getpixel((39, 29)) != (255, 255, 255)
    assert edge.getpixel((1, 15)) == paper.getpixel((0, 0)) == (255, 255, 255)


def test_less_effort_makes_a_larger_file_of_the_same_picture() -> None:
    picture = page_picture(pdf(), 1, 400)
    small, large = png(picture), png(picture, effort=1)
    assert len(small) < len(large)
    assert opened(small).convert("RGB").tobytes() == opened(large).convert("RGB").tobytes()
