"""Logo files of every kind, made on the spot."""

from __future__ import annotations

import zlib
from io import BytesIO
from struct import pack

from PIL import Image, ImageDraw

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">'
    b'<rect width="40" height="40" fill="#004466"/>'
    b'<path d="M50 20L110 5V35Z" fill="#aa3300"/></svg>'
)


def picture(mode: str = "RGB", size: tuple[int, int] = (120, 40)) -> Image.Image:
    """A red box at the left; the rest is blank, or clear where the mode has an alpha channel."""
    clear = mode in ("RGBA", "LA")
    image = Image.new("RGBA" if clear else "RGB", size, (0, 0, 0, 0) if clear else "white")
    width, height = size
    ImageDraw.Draw(image).rectangle((0, 0, width // 3 - 1, height - 1), fill=(200, 0, 0, 255))
    return image if image.mode == mode else image.convert(mode)


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The image as a file of a kind."""
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def png(width: int, height: int, *, depth: int = 8, colour: int = 2, data: bytes = b"") -> bytes:
    """A PNG that says it has a size, whatever is in it."""
    header = pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(name, content)
        for name, content in ((b"IHDR", header), (b"IDAT", zlib.compress(data)), (b"IEND", b""))
    )


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG file."""
    return pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))
