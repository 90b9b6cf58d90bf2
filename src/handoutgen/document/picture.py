"""A logo made of pixels: PNG or JPEG in, plain pixels on white paper out.

What a file says of itself is read here first, and anything large, animated or unusual is refused
before a decoder sees it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from struct import unpack
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from handoutgen.errors import HandoutError, Location, Problem

if TYPE_CHECKING:
    from PIL import Image

MAX_SIDE = 4000
"""The most pixels a side that a file may have."""
PRINTED_SIDE = 1200
"""Pixels on the longer side that are kept: 600 dots an inch where a logo is 2 inches wide."""

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"

_SAVE_AGAIN = "open it in a picture program and save it again as PNG."
_PALETTE_AND_PIXELS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_COLOUR_MODELS = {b"\x00", b"\x02", b"\x03", b"\x04", b"\x06"}
# Inside the data of a scan FF is followed by 00 or by a restart marker (ITU-T T.81, B.1.1.5).
_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.S)
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_BASELINE, _SCAN, _END = 0xC0, 0xDA, 0xD9


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of pixels from the top, a byte for each of red, green and blue, or one for grey."""

    width: int
    height: int
    grey: bool
    pixels: bytes


class _Chunk(NamedTuple):
    name: bytes
    content: bytes
    whole: bytes


def read_picture(source: bytes, shown: str) -> Picture:
    """The picture in a PNG or JPEG file, laid on white and no larger than print needs.

    Raises HandoutError with F021 more than 4000 pixels a side, F022 animated, F023 damaged, F024 a
    kind of PNG or JPEG that is not for print, or F026 nothing shows on white. Sources: PNG 3,
    5.3 and 11.2; ITU-T T.81, Annex B.
    """
    place = Location(shown)
    plain = _plain_png(source, place) if source.startswith(PNG) else _plain_jpeg(source, place)
    try:
        image = _decoded(plain)
    # Decoders meet hostile bytes with errors of every kind; none of them is a bug of ours.
    except Exception:
        _damaged(place)
    darkest = min(low for low, _ in _extrema(image))
    if darkest > _PAPER:
        hint = "use the version of the logo that is made for a light background."
        _refuse("F026", "nothing of the logo shows on white paper", place, hint)
    return Picture(image.width, image.height, image.mode == "L", image.tobytes())


_PAPER = 235
"""Anything lighter can hardly be told from paper."""


def _plain_png(source: bytes, place: Location) -> bytes:
    """The file with nothing in it but its pixels and their palette."""
    chunks = list(_chunks(source, place))
    if not chunks or chunks[0].name != b"IHDR" or len(chunks[0].content) != 13:
        _damaged(place)
    if chunks[-1].name != b"IEND":
        _damaged(place)
    if any(chunk.name == b"acTL" for chunk in chunks):
        _animated(place)
    if sum(chunk.name == b"IHDR" for chunk in chunks) > 1:
        _damaged(place)
    width, height, depth, colour = unpack(">IIBc", chunks[0].content[:10])
    _check_size(width, height, place)
    if depth > 8 or colour not in _COLOUR_MODELS:
        hint = "save it with 8 bits for each colour."
        _refuse("F024", f"a PNG with {depth} bits for each colour", place, hint)
    return PNG + b"".join(chunk.whole for chunk in chunks if chunk.name in _PALETTE_AND_PIXELS)


def _chunks(source: bytes, place: Location) -> Iterator[_Chunk]:
    at = len(PNG)
    while at < len(source):
        head = source[at : at + 8]
        end = at + 12 + int.from_bytes(head[:4])
        if len(head) < 8 or end > len(source):
            _damaged(place)
        yield _Chunk(head[4:], source[at + 8 : end - 4], source[at:end])
        if head[4:] == b"IEND":
            return
        at = end


def _plain_jpeg(source: bytes, place: Location) -> bytes:
    """The file as it is, once its markers show a plain picture."""
    frames: list[tuple[int, bytes]] = []
    scans, at, ended = 0, 2, False
    while not ended and (found := _MARKER.search(source, at)):
        marker = found[1][0]
        ended = marker == _END
        length = int.from_bytes(source[found.end() : found.end() + 2])
        if marker in _FRAMES:
            frames.append((marker, source[found.end() + 2 : found.end() + length]))
        scans += marker == _SCAN
        at = found.end() + length
    if not ended or len(frames) != 1 or len(frames[0][1]) < 6:
        _damaged(place)
    marker, frame = frames[0]
    depth, height, width, components = unpack(">BHHB", frame[:6])
    _check_size(width, height, place)
    hint = "save it as a plain JPEG (not progressive) in RGB or grey, or as PNG."
    if components not in (1, 3):
        _refuse("F024", "a JPEG in colours for a printing press (CMYK)", place, hint)
    if marker != _BASELINE or depth != 8:
        _refuse("F024", "a JPEG that is not baseline, such as a progressive one", place, hint)
    if scans > components:
        _damaged(place)
    return source


def _decoded(source: bytes) -> "Image.Image":
    from PIL import Image, ImageOps

    image: Image.Image = Image.open(BytesIO(source), formats=("PNG", "JPEG"))
    image.load()
    image = ImageOps.exif_transpose(image)
    grey = image.mode in ("1", "L", "LA")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, "white")
        image.paste(layer, mask=layer.getchannel("A"))
    image = image.convert("L" if grey else "RGB")
    image.thumbnail((PRINTED_SIDE, PRINTED_SIDE), Image.Resampling.LANCZOS, reducing_gap=3)
    return image


def _extrema(image: "Image.Image") -> Iterator[tuple[int, int]]:
    for band in image.split():
        low, high = band.getextrema()
        yield int(low), int(high)  # type: ignore[arg-type]


def _check_size(width: int, height: int, place: Location) -> None:
    if not width or not height:
        _damaged(place)
    if max(width, height) > MAX_SIDE:
        message = f"the logo has {width:,} × {height:,} pixels; {MAX_SIDE:,} a side are the most"
        _refuse("F021", message, place, "make it smaller; 1200 pixels print sharp.")


def _animated(place: Location) -> NoReturn:
    _refuse("F022", "the logo is animated", place, "paper does not move: save one picture of it.")


def _damaged(place: Location) -> NoReturn:
    _refuse("F023", "the logo is damaged or incomplete", place, _SAVE_AGAIN)


def _refuse(code: str, message: str, place: Location, hint: str) -> NoReturn:
    raise HandoutError([Problem(code, message, place, hint)]) from None
