"""Logos: every kind that is allowed comes out as it looks on paper, everything else is refused."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from handoutgen.document.drawing import Drawing
from handoutgen.document.logo import MAX_BYTES, MAX_RATIO, Logo, read_logo
from handoutgen.document.picture import MAX_SIDE, PRINTED_SIDE, Picture
from handoutgen.errors import ExitCode, HandoutError, Location

from .logos import SVG, chunk, picture, png, saved

_RED, _RED_AS_GREY, _WHITE = (200, 0, 0), (60,), (255,)


def read(source: bytes) -> Picture:
    image = read_logo(source, "logo").image
    assert isinstance(image, Picture)
    return image


def refused(source: bytes) -> str:
    with pytest.raises(HandoutError) as caught:
        read_logo(source, "clinic/logo.png")
    (problem,) = caught.value.problems
    assert problem.location is not None
    assert problem.location.file == "clinic/logo.png"
    assert problem.hint
    assert caught.value.exit_code == ExitCode.CONTENT
    return f"{problem.code}: {problem.message}"


def pixel(image: Picture, x: int, y: int) -> tuple[int, ...]:
    size = 1 if image.grey else 3
    at = (y * image.width + x) * size
    return tuple(image.pixels[at : at + size])


def _palette_with_a_clear_colour() -> bytes:
    image = picture("RGBA").quantize(4)
    return saved(image)


_PNG = {
    "RGB": saved(picture("RGB")),
    "RGBA": saved(picture("RGBA")),
    "L": saved(picture("L")),
    "LA": saved(picture("LA")),
    "P": saved(picture("RGB").quantize(8)),
    "P with alpha": _palette_with_a_clear_colour(),
    "1": saved(picture("L").convert("1", dither=Image.Dither.NONE)),
    "RGB with a clear colour": saved(picture("RGB"), transparency=(255, 255, 255)),
    "L with a clear colour": saved(picture("L"), transparency=255),
}


@pytest.mark.parametrize("name", _PNG)
def test_a_png_of_each_kind_is_laid_on_white(name: str) -> None:
    logo = read_logo(_PNG[name], "logo.png")
    image = read(_PNG[name])
    assert (image.width, image.height) == (120, 40)
    assert logo.ratio == pytest.approx(3)
    assert image.grey == name.startswith(("L", "1"))
    assert len(image.pixels) == 120 * 40 * (1 if image.grey else 3)
    dark = (0,) if name == "1" else _RED_AS_GREY if image.grey else _RED
    assert pixel(image, 10, 10) == pytest.approx(dark, abs=2)
    assert pixel(image, 100, 20) == _WHITE * (1 if image.grey else 3)


def test_half_clear_is_half_white() -> None:
    image = picture("RGBA")
    image.putalpha(128)
    assert pixel(read(saved(image)), 10, 10) == pytest.approx((227, 127, 127), abs=2)


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_jpeg_is_read(mode: str) -> None:
    image = read(saved(picture(mode), "JPEG", quality=95))
    assert image.grey == (mode == "L")
    expected = _RED if mode == "RGB" else _RED_AS_GREY
    assert pixel(image, 10, 10) == pytest.approx(expected, abs=8)


def test_a_photograph_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = read(saved(picture(), "JPEG", exif=exif, quality=95))
    assert (image.width, image.height) == (40, 120)
    assert pixel(image, 20, 10) == pytest.approx(_RED, abs=8)


def test_nothing_of_the_file_but_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Taken at somebody's home"
    image = read(saved(picture(), "JPEG", exif=exif, comment=b"secret"))
    assert b"home" not in image.pixels
    assert b"secret" not in image.pixels


def test_more_pixels_than_print_needs_are_not_kept() -> None:
    image = read(saved(picture("RGB", (MAX_SIDE, 1000))))
    assert (image.width, image.height) == (PRINTED_SIDE, PRINTED_SIDE // 4)
    assert pixel(image, 100, 100) == _RED


def test_a_drawing_is_read_as_one_and_needs_no_title() -> None:
    logo = read_logo(SVG, "logo.svg")
    assert isinstance(logo.image, Drawing)
    assert len(logo.image.paths) == 2
    assert logo.ratio == 3
    assert read_logo(b"\xef\xbb\xbf \n" + SVG, "logo.svg").ratio == 3


def test_the_content_counts_and_not_the_name() -> None:
    assert isinstance(read_logo(_PNG["RGB"], "logo.svg").image, Picture)
    assert isinstance(read_logo(SVG, "logo.png").image, Drawing)


def test_the_same_file_is_the_same_logo() -> None:
    assert read_logo(_PNG["RGBA"], "logo") == read_logo(bytes(bytearray(_PNG["RGBA"])), "other")


def _white(mode: str) -> bytes:
    image = Image.new(mode, (60, 20), "white")
    if mode == "RGBA":
        image.putalpha(0)
        ImageDraw.Draw(image).text((5, 5), "white on clear", fill=(255, 255, 255, 255))
    return saved(image)


def _animated() -> bytes:
    return saved(picture(), save_all=True, append_images=[picture().rotate(180)])


def _jpeg_with_a_second_frame() -> bytes:
    source = saved(picture(), "JPEG")
    at = source.index(b"\xff\xc0")
    length = 2 + int.from_bytes(source[at + 2 : at + 4])
    frame = bytearray(source[at : at + length])
    frame[5:9] = b"\xff\xff\xff\xff"
    return source[:at] + source[at : at + length] + frame + source[at + length :]


def _jpeg_with_thousands_of_scans() -> bytes:
    source = saved(picture(), "JPEG")
    at = source.index(b"\xff\xda")
    return source[:at] + source[at:-2] * 50 + source[-2:]


def _png_with_a_second_header() -> bytes:
    source = saved(picture())
    header = png(60_000, 60_000)[8:33]
    return source[:33] + header + source[33:]


_REFUSED = {
    "nothing": (b"", "F020: the logo is not a picture"),
    "words": (b"our logo", "F020: the logo is not a picture"),
    "a GIF": (saved(picture(), "GIF"), "F020: the logo is a GIF"),
    "a WebP": (saved(picture(), "WEBP"), "F020: the logo is a WebP"),
    "a BMP": (saved(picture(), "BMP"), "F020: the logo is a BMP"),
    "a PDF": (b"%PDF-1.7", "F020: the logo is a PDF"),
    "SVGZ": (b"\x1f\x8b\x08", "F020: the logo is compressed"),
    "megabytes": (b"\x89PNG" + bytes(MAX_BYTES), "F021: the logo has 2.0 MB"),
    "wide": (png(MAX_SIDE + 1, 10), "F021: the logo has 4,001 × 10 pixels"),
    "a bomb": (png(2**31 - 1, 2**31 - 1), "F021: the logo has 2,147,483,647 ×"),
    "a large JPEG": (saved(picture("RGB", (10, 4001)), "JPEG"), "F021: the logo has 10 × 4,001"),
    "animated": (_animated(), "F022: the logo is animated"),
    "no rows": (png(0, 0), "F023: "),
    "too little": (png(60, 20), "F023: "),
    "cut PNG": (_PNG["RGB"][:-20], "F023: "),
    "only a signature": (_PNG["RGB"][:8], "F023: "),
    "cut JPEG": (saved(picture(), "JPEG")[:-300], "F023: "),
    "two headers": (_png_with_a_second_header(), "F023: "),
    "two frames": (_jpeg_with_a_second_frame(), "F023: "),
    "many scans": (_jpeg_with_thousands_of_scans(), "F023: "),
    "deep": (png(10, 10, depth=16), "F024: a PNG with 16 bits"),
    "CMYK": (saved(picture().convert("CMYK"), "JPEG"), "F024: a JPEG in colours for a printing"),
    "progressive": (saved(picture(), "JPEG", progressive=True), "F024: a JPEG that is not base"),
    "words in SVG": (
        SVG.replace(b"</svg>", b'<text x="9" y="20">Clinic</text></svg>'),
        "F025: the logo has words",
    ),
    "white": (_white("RGB"), "F026: nothing of the logo shows"),
    "white on clear": (_white("RGBA"), "F026: nothing of the logo shows"),
    "empty SVG": (SVG[: SVG.index(b"<rect")] + b"</svg>", "F026: the logo shows nothing"),
    "a strip": (saved(picture("RGB", (130, 10))), "F027: the logo is 13 times as wide"),
    "a web page": (b"<!DOCTYPE html><html></html>", "F002: "),
    "a script": (SVG.replace(b"</svg>", b"<script>x</script></svg>"), "F003: "),
}


@pytest.mark.parametrize("name", _REFUSED)
def test_what_is_no_logo_for_print_is_a_problem_with_a_place_and_a_hint(name: str) -> None:
    source, message = _REFUSED[name]
    assert refused(source).startswith(message)


def test_a_place_in_a_drawing_is_a_line_and_a_column() -> None:
    with pytest.raises(HandoutError) as caught:
        read_logo(SVG.replace(b"<rect", b"\n <image"), "logo.svg")
    assert caught.value.problems[0].location == Location("logo.svg", 2, 2)


def test_text_that_would_swell_is_never_unpacked() -> None:
    """A compressed comment of a gigabyte fits into a megabyte; no decoder sees it."""
    swelling = b"Comment\0\0" + zlib.compress(bytes(50_000_000), 9)
    source = _PNG["RGB"]
    assert read(source[:33] + chunk(b"zTXt", swelling) + source[33:]) == read(source)


def test_the_widest_logo_is_still_one() -> None:
    assert read_logo(saved(picture("RGB", (120, 10))), "logo").ratio == MAX_RATIO


_GOOD = (_PNG["RGBA"], _PNG["P"], saved(picture(), "JPEG"), SVG)


@given(
    st.sampled_from(_GOOD),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=6),
    st.integers(0, 4000),
)
@example(_GOOD[2], [(160, 0)], 4000)
def test_a_damaged_file_is_a_logo_or_a_problem_and_nothing_else(
    source: bytes, changes: list[tuple[int, int]], length: int
) -> None:
    damaged = bytearray(source)
    for at, value in changes:
        damaged[at % len(damaged)] = value
    try:
        logo = read_logo(bytes(damaged[: max(length, 1)]), "logo")
    except HandoutError as error:
        assert all(problem.hint for problem in error.problems)
        return
    assert isinstance(logo, Logo)
    if isinstance(logo.image, Picture):
        image = logo.image
        assert len(image.pixels) == image.width * image.height * (1 if image.grey else 3)


def test_a_picture_is_what_another_program_would_show() -> None:
    image = picture("RGBA")
    ImageDraw.Draw(image).ellipse((60, 5, 100, 35), fill=(0, 90, 160, 255))
    expected = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    assert read(saved(image)).pixels == expected.tobytes()
