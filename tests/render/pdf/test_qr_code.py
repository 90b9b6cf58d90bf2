"""A printed QR code leads where it should: read from the page by a program of other people."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image, ImageFilter
from readback.conformance import validate
from readback.raster import render_page

from handoutgen.document.inline import Text
from handoutgen.document.nodes import Figure, Heading
from handoutgen.document.qr_code import MAX_ADDRESS, qr_code

from .builds import document_of, render

_ADDRESSES = [
    "https://clinic.example/handouts/ms-vs-als",
    "https://clinic.example/?q=a%20b&lang=es#top",
    "https://clinic.example/" + "x" * (MAX_ADDRESS - 23),
]


def codes(image: Image.Image) -> list[tuple[str, str]]:
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    return [(code.text, code.ec_level) for code in found]


@pytest.mark.parametrize("address", _ADDRESSES, ids=["usual", "query", "longest"])
def test_a_printed_code_opens_its_address(address: str) -> None:
    figure = Figure("qr", qr_code(address), f"QR code for {address}", ())
    pdf = render(document_of(Heading(1, (Text("T"),)), figure))
    assert validate(pdf) == validate(pdf, "2a") == []
    image = render_page(pdf, 0, dpi=150)
    assert codes(image) == [(address, "M")]


def test_a_blurred_copy_in_black_and_white_still_opens_it() -> None:
    address = _ADDRESSES[0]
    figure = Figure("qr", qr_code(address), "QR code", ())
    image = render_page(render(document_of(Heading(1, (Text("T"),)), figure)), 0, dpi=150)
    copy = image.convert("L").filter(ImageFilter.GaussianBlur(1.5)).point(lambda n: 255 * (n > 150))
    assert codes(copy.rotate(4, fillcolor=255)) == [(address, "M")]
