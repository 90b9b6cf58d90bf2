"""Fonts of a clinic's own that are damaged, or lie about themselves: words or a problem."""

from __future__ import annotations

import struct

import pytest
from hypothesis import example, given, settings
from reportlab.pdfbase.pdfdoc import PDFDocument

from fuzz.binary import FONT
from fuzz.mutation import cases
from handoutgen.assets import Assets
from handoutgen.errors import HandoutError
from handoutgen.render.pdf import fonts

GOOD = [asset.read() for asset in Assets.find().files("data/fonts", ".ttf")]
WORDS = "Words Łódź"


def printed(source: bytes) -> bytes:
    """A file with words in a font, as the PDF writer has it made."""
    face = fonts._face.__wrapped__(fonts._FontFile(source, "own.ttf"))
    document = PDFDocument()
    assert face.width(WORDS, 12) >= 0
    assert list(face.strings(WORDS, document))
    return bytes(document.GetPDFData(None))


def with_table(name: bytes, content: bytes, at: int = 0) -> bytes:
    """The font with other bytes at a place in one of its tables."""
    source = bytearray(GOOD[0])
    row = next(n for n in range(12, 12 + 16 * source[5], 16) if source[n : n + 4] == name)
    start = struct.unpack(">I", source[row + 8 : row + 12])[0] + at
    source[start : start + len(content)] = content
    return bytes(source)


def test_a_good_font_prints() -> None:
    assert printed(GOOD[0]).startswith(b"%PDF")


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\x00\x01\x00\x00",
        GOOD[0][:5000],
        GOOD[0].replace(b"name", b"eman", 1),
        GOOD[0].replace(b"cmap", b"pamc", 1),
        GOOD[0].replace(b"loca", b"acol", 1),
        with_table(b"maxp", b"\xff\xff", 4),
        with_table(b"head", b"\x00\x00", 18),
        with_table(b"name", b"\x00\x00", 2),
        with_table(b"loca", b"\x7f\xff\x00\x00" * 60),
        with_table(b"hhea", b"\xff\xff", 34),
    ],
)
def test_t011_a_font_that_cannot_be_used(source: bytes) -> None:
    with pytest.raises(HandoutError) as caught:
        printed(source)
    (problem,) = caught.value.problems
    assert problem.code == "T011"
    assert problem.location is not None
    assert problem.location.file == "own.ttf"


@settings(deadline=None, max_examples=80)
@given(cases(GOOD, FONT))
@example(with_table(b"cmap", b"\xff" * 40))
@example(with_table(b"glyf", b"\xff" * 400))
def test_any_font_prints_or_is_a_problem(source: bytes) -> None:
    try:
        printed(source)
    except HandoutError as error:
        assert [problem.code for problem in error.problems] == ["T011"]
