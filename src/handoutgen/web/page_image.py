"""The picture of a page that the preview shows: small, quick to make, and true in its colours."""

from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any

from handoutgen.web.sheet import PageImage, PageJob

if TYPE_CHECKING:
    from PIL import Image

COLOURS = 64
"""How many shades there are for what is drawn, and at most as many for plain areas."""

A_PART = 400
"""A colour on more than this part of the page is that of an area."""

MOST_COUNTED = 65536
"""A page with more colours has a photograph, whose shades can be averaged."""

NEARLY_WHITE = 250


def page_image(job: PageJob) -> PageImage:
    """A page as a PNG with few colours: a third of the bytes, and faster to write."""
    import pypdfium2

    with pypdfium2.PdfDocument(job.content) as pdf:
        page = pdf[job.number - 1]
        picture = page.render(scale=job.width / page.get_width()).to_pil().convert("RGB")
    file = BytesIO()
    _in_few_colours(picture).save(file, "PNG", compress_level=1)
    return PageImage(file.getvalue())


def _in_few_colours(picture: "Image.Image") -> "Image.Image":
    """What covers a part of the page keeps its very colour; the edges of letters share some."""
    from PIL import Image

    shades = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    mixed = shades.getpalette() or []
    # Where shades are averaged, white paper turns grey and a pale tint white.
    least = picture.width * picture.height // A_PART
    counted: list[tuple[int, Any]] = sorted(picture.getcolors(MOST_COUNTED) or [], reverse=True)
    plain = [colour for count, colour in counted[:COLOURS] if count > least]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*chain.from_iterable(plain), *mixed[: COLOURS * 3]])
    few = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    # Its search takes the first neighbour that is near enough, for white too.
    found = few.getpalette() or []
    for start in range(0, len(found), 3):
        if min(found[start : start + 3]) >= NEARLY_WHITE:
            found[start : start + 3] = (255, 255, 255)
    few.putpalette(found)
    return few
