"""What a handout was when somebody last looked at it. Renew with `pytest --update-golden`."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageChops, ImageStat
from readback.raster import page_images
from readback.structure import outline, read_structure

from .builds import built, saved

_GOLDEN = Path(__file__).parents[2] / "golden"
_CASES = ("waiting-room",)
_DPI = 40
_MOST_BYTES = 40_000
# Smoothing differs between versions of the rasteriser; a line that moved differs far more.
_MEAN_DIFFERENCE = 1.5

case = pytest.mark.parametrize("name", _CASES)


def _compare(path: Path, text: str, update: bool) -> None:
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == text, "pytest --update-golden renews it"


@case
def test_tags(name: str, update_golden: bool) -> None:
    tags = outline(read_structure(built(saved(name)).content))
    # Where a figure stands is the pictures' business.
    _compare(_GOLDEN / name / "tags.txt", re.sub(r" BBox=\[[^]]*]", "", tags), update_golden)


@case
def test_text(name: str, update_golden: bool) -> None:
    pages = []
    document = pypdfium2.PdfDocument(built(saved(name)).content)
    try:
        for number, page in enumerate(document, 1):
            lines = page.get_textpage().get_text_range().splitlines()
            # The edition is a digest of the whole library's words.
            shown = [re.sub(r"Edition \S+", "Edition …", line.rstrip()) for line in lines]
            pages.append("\n".join([f"--- page {number} ---", *shown, ""]))
    finally:
        document.close()
    _compare(_GOLDEN / name / "text.txt", "".join(pages), update_golden)


@case
def test_pictures(name: str, update_golden: bool) -> None:
    folder = _GOLDEN / name
    images = [image.convert("L") for image in page_images(built(saved(name)).content, dpi=_DPI)]
    if update_golden:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("page-*.png"):
            old.unlink()
        for number, image in enumerate(images, 1):
            data = BytesIO()
            image.save(data, "PNG", optimize=True)
            assert len(data.getvalue()) <= _MOST_BYTES
            (folder / f"page-{number}.png").write_bytes(data.getvalue())
    assert len(list(folder.glob("page-*.png"))) == len(images)
    for number, image in enumerate(images, 1):
        with Image.open(folder / f"page-{number}.png") as golden:
            assert golden.size == image.size
            difference = ImageChops.difference(golden.convert("L"), image)
        assert ImageStat.Stat(difference).mean[0] < _MEAN_DIFFERENCE, f"page {number}"
