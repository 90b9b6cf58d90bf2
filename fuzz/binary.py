"""How pictures, fonts and messages fall into pieces."""

from __future__ import annotations

import re
import struct
import zlib

from fuzz.grammar import Grammar


def _chunks(source: bytes) -> list[bytes]:
    """The parts of a PNG or the segments of a JPEG, else a few bytes at a time."""
    if not source.startswith(b"\x89PNG"):
        return [piece for piece in re.split(rb"(?=\xff[^\x00\xff])", source) if piece]
    pieces, at = [source[:8]], 8
    while at < len(source):
        length = struct.unpack(">I", source[at : at + 4].ljust(4, b"\0"))[0]
        pieces += [
            source[at : at + 8],
            source[at + 8 : at + 8 + length],
            source[at + 8 + length :][:4],
        ]
        at += 12 + length
    return [piece for piece in pieces if piece]


def _with_sums(source: bytes) -> bytes:
    """A PNG whose checksums are right, so that what is in its chunks is looked at."""
    if not source.startswith(b"\x89PNG\r\n\x1a\n"):
        return source
    made, at = [source[:8]], 8
    while at + 12 <= len(source):
        length = struct.unpack(">I", source[at : at + 4])[0]
        if at + 12 + length > len(source):
            break
        body = source[at + 4 : at + 8 + length]
        made.append(source[at : at + 4] + body + struct.pack(">I", zlib.crc32(body)))
        at += 12 + length
    return b"".join([*made, source[at:]])


PICTURE = Grammar(
    _chunks,
    (
        *(b"IHDR", b"IDAT", b"PLTE", b"tRNS", b"acTL", b"iCCP", b"zTXt", b"IEND"),
        *(b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x00\x00\x0f\xa0", b"\x7f\xff\xff\xff"),
        *(
            b"\xff\xd8",
            b"\xff\xc0",
            b"\xff\xc2",
            b"\xff\xda",
            b"\xff\xd9",
            b"\xff\xe1",
            b"\xff\xdb",
        ),
    ),
    _with_sums,
)
BYTES = Grammar(
    lambda source: [source[at : at + 1] for at in range(len(source))],
    (b"\x00", b"\xff", b"\x03", b"\x34", b"\x37", b"\x4a", b"\x00\x00", b"\xff\xff", b"\x7f\xff"),
)


def _tables(source: bytes) -> list[bytes]:
    """A TrueType font's directory by its fields, and a few bytes at a time of its tables' heads."""
    count = int.from_bytes(source[4:6], "big")
    end = 12 + 16 * count
    pieces = [source[at : at + 2] for at in range(0, 12, 2)]
    pieces += [source[at : at + 4] for at in range(12, end, 4)]
    starts = sorted(int.from_bytes(source[at + 8 : at + 12], "big") for at in range(12, end, 16))
    at = end
    for start, following in zip(starts, [*starts[1:], len(source)], strict=True):
        pieces += [source[at:start]]
        head = min(start + 120, following)
        pieces += [source[n : min(n + 2, head)] for n in range(start, head, 2)]
        at = head
    return [piece for piece in [*pieces, source[at:]] if piece]


FONT = Grammar(
    _tables,
    (
        *(b"glyf", b"head", b"cmap", b"loca", b"maxp", b"hmtx", b"name", b"OS/2", b"post"),
        *(
            b"\x00\x00",
            b"\xff\xff",
            b"\x7f\xff",
            b"\x80\x00",
            b"\x00\x01",
            b"\x00\x0c",
            b"\x00\x04",
        ),
        *(b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"OTTO", b"ttcf"),
    ),
)
