"""Pages as pictures, to measure where the ink is."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

_POINTS_PER_INCH = 72
# Lighter than this is paper: rounding and smoothing leave faint traces around a shape.
_PAPER = 250


@dataclass(frozen=True, slots=True)
class Margins:
    """The distances in points from the edges of a page to its ink."""

    left: float
    top: float
    right: float
    bottom: float


def render_page(pdf: bytes, index: int, dpi: float = 72) -> Image.Image:
    """Draw one page, counted from 0, on white; the image knows its resolution."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return _render(document, index, dpi)
    finally:
        document.close()


def page_images(pdf: bytes, dpi: float = 72) -> list[Image.Image]:
    """Draw all pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_render(document, index, dpi) for index in range(len(document))]
    finally:
        document.close()


def ink_share(image: Image.Image) -> float:
    """Return the share of the pixels, 0 to 1, that are not paper."""
    return _ink(image).histogram()[255] / (image.width * image.height)


def blank_margins(image: Image.Image) -> Margins:
    """Measure the paper around the ink; on a blank page it reaches to the opposite edge."""
    scale = _POINTS_PER_INCH / float(image.info["dpi"][0])
    width, height = image.size
    left, top, right, bottom = _ink(image).getbbox() or (width, height, 0, 0)
    return Margins(left * scale, top * scale, (width - right) * scale, (height - bottom) * scale)


def _ink(image: Image.Image) -> Image.Image:
    return image.convert("L").point([255 if level < _PAPER else 0 for level in range(256)])


def _render(document: pypdfium2.PdfDocument, index: int, dpi: float) -> Image.Image:
    bitmap = document[index].render(scale=dpi / _POINTS_PER_INCH)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    image.info["dpi"] = (dpi, dpi)
    return image
