"""Pages of a PDF as pictures, one by one and all on a contact sheet.

The same file gives the same bytes, as long as pypdfium2 and Pillow stay the same.
"""

from dataclasses import dataclass
from io import BytesIO
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

DPI = 100
_POINTS_PER_INCH = 72
_COLOURS = 128

# The contact sheet, in pixels.
_THUMBNAIL = 240
_GAP = 24
_LABEL = 18
_LABEL_GAP = 8
_COLUMNS = 4
_GROUND, _HAIR, _INK = "#e4e4e1", "#8f8f8a", "#333333"


@dataclass(frozen=True, slots=True)
class Preview:
    """A PNG of each page, in order, and one of all pages side by side."""

    pages: tuple[bytes, ...]
    contact_sheet: bytes


def preview(pdf: bytes, font: bytes) -> Preview:
    """Pictures of all pages at `DPI`. The TrueType `font` numbers them on the contact sheet."""
    import pypdfium2
    from PIL import Image

    pages, thumbnails = [], []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = _drawn(page, round(page.get_width() * DPI / _POINTS_PER_INCH))
            pages.append(png(picture, dpi=DPI))
            picture.thumbnail((_THUMBNAIL, 2 * _THUMBNAIL), Image.Resampling.LANCZOS)
            thumbnails.append(picture)
    return Preview(tuple(pages), png(_contact_sheet(thumbnails, font)))


def page_picture(pdf: bytes, number: int, width: int) -> "Image.Image":
    """One page, counted from 1, on white, `width` pixels wide."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return _drawn(document[number - 1], width)


def png(picture: "Image.Image", *, dpi: int | None = None, effort: int = 9) -> bytes:
    """The picture with few colours: a third of the bytes. `effort` is zlib's, 1 to 9."""
    from PIL import Image

    # Median cut, since it keeps white paper and pale tints exactly; the octree turns both grey.
    few = picture.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    file = BytesIO()
    few.save(file, "PNG", compress_level=effort, **({"dpi": (dpi, dpi)} if dpi else {}))
    return file.getvalue()


def framed(picture: "Image.Image") -> "Image.Image":
    """The same size with a hairline at its edge, so that paper shows on a white ground."""
    from PIL import ImageDraw

    picture = picture.copy()
    ImageDraw.Draw(picture).rectangle((0, 0, picture.width - 1, picture.height - 1), outline=_HAIR)
    return picture


def _drawn(page: Any, width: int) -> "Image.Image":
    # The renderer rounds up, and the last bit of a quotient would cost a whole pixel.
    scale = (width - 0.01) / page.get_width()
    picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    return picture


def _contact_sheet(thumbnails: "list[Image.Image]", font: bytes) -> "Image.Image":
    from PIL import Image, ImageDraw, ImageFont

    columns = min(len(thumbnails), max(_COLUMNS, ceil(sqrt(len(thumbnails)))))
    rows = ceil(len(thumbnails) / columns)
    across = max(t.width for t in thumbnails)
    down = max(t.height for t in thumbnails) + _LABEL_GAP + _LABEL
    size = (_GAP + columns * (across + _GAP), _GAP + rows * (down + _GAP))
    sheet = Image.new("RGB", size, _GROUND)
    draw = ImageDraw.Draw(sheet)
    # The other layout engine is not in every Pillow.
    face = ImageFont.truetype(BytesIO(font), _LABEL, layout_engine=ImageFont.Layout.BASIC)
    for number, thumbnail in enumerate(thumbnails, 1):
        row, column = divmod(number - 1, columns)
        left = _GAP + column * (across + _GAP) + (across - thumbnail.width) // 2
        top = _GAP + row * (down + _GAP)
        sheet.paste(framed(thumbnail), (left, top))
        middle = left + thumbnail.width / 2
        below = top + thumbnail.height + _LABEL_GAP
        draw.text((middle, below), str(number), _INK, face, anchor="mt")
    return sheet
