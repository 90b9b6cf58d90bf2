"""A logo in a page of HTML: an `img` whose source stands in the page itself."""

import zlib
from base64 import b64encode
from functools import lru_cache
from struct import pack
from xml.sax.saxutils import quoteattr

from handoutgen.document.drawing import Drawing, compact
from handoutgen.document.logo import Logo
from handoutgen.document.picture import PNG, Picture
from handoutgen.render.svg import drawing_to_svg


def logo_html(logo: Logo, alternative: str, height: float) -> str:
    """The `img` element, `height` points high; an empty alternative text marks decoration."""
    width = f"{compact(height * logo.ratio)}pt"
    return (
        f'<img class="logo" src="{logo_source(logo)}" alt={quoteattr(alternative)} '
        f'style="width: {width}; height: {compact(height)}pt">'
    )


@lru_cache(maxsize=16)
def logo_source(logo: Logo) -> str:
    """The logo as a data URI (RFC 2397), PNG or SVG."""
    if isinstance(logo.image, Drawing):
        kind = "svg+xml"
        svg = drawing_to_svg(logo.image, id_prefix="logo", font_family="sans-serif")
        content = svg.encode("utf-8")
    else:
        kind, content = "png", _png(logo.image)
    return f"data:image/{kind};base64,{b64encode(content).decode('ascii')}"


def _png(picture: Picture) -> bytes:
    """A PNG file without anything but its pixels (PNG 3, 5.3 and 11.2)."""
    row = picture.width * (1 if picture.grey else 3)
    starts = range(0, len(picture.pixels), row)
    rows = b"".join(b"\0" + picture.pixels[start : start + row] for start in starts)
    colour = 0 if picture.grey else 2
    header = pack(">IIBBBBB", picture.width, picture.height, 8, colour, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return PNG + b"".join(
        pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )
