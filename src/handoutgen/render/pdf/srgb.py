"""What the colours of a page mean: sRGB, as an output intent (ISO 32000-1, 14.11.5).

The ICC profile is made here from the numbers of the standard, some 500 bytes, and not read
from a file: its bytes are the same everywhere, and no workspace can put another in its place.
"""

from functools import lru_cache
from hashlib import md5
from itertools import accumulate
from struct import pack

from reportlab.pdfbase import pdfdoc

from handoutgen.render.pdf.structure import STREAM_END, ReadyObject, text_string

NAME = "sRGB IEC61966-2.1"

# The primaries and the white point of IEC 61966-2-1, 4.2, adapted from D65 to the D50 of a
# profile by the linear Bradford transform (ICC.1:2004-10, Annex E); in units of 1/65536.
_RED = (28576, 14581, 912)
_GREEN = (25239, 46983, 6361)
_BLUE = (9375, 3972, 46787)
_D50 = (63190, 65536, 54061)
_ADAPTATION = (68674, 1502, -3291, 1939, 64912, -1119, -606, 988, 49262)
# IEC 61966-2-1, 5.2: ((c + 0.055) / 1.055) ** 2.4 above 0.04045, c / 12.92 below.
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """The profile, a display profile of three components (ICC.1:2004-10, 8.3.3)."""
    curve = _padded(pack(">4s4xH2x5i", b"para", 3, *(round(v * 65536) for v in _CURVE)))
    tags = {
        b"desc": _text(NAME),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _xyz(_D50),
        b"chad": pack(">4s4x9i", b"sf32", *_ADAPTATION),
        b"rXYZ": _xyz(_RED),
        b"gXYZ": _xyz(_GREEN),
        b"bXYZ": _xyz(_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    # Equal values are written once; the tags that share one point to the same place.
    values = list(dict.fromkeys(tags.values()))
    start = 128 + 4 + 12 * len(tags)
    places = dict(zip(values, accumulate(map(len, values), initial=start), strict=False))
    table = b"".join(pack(">4sII", name, places[v], len(v)) for name, v in tags.items())
    body = pack(">I", len(tags)) + table + b"".join(values)
    unsigned = _header(128 + len(body), bytes(16)) + body
    identifier = md5(unsigned, usedforsecurity=False).digest()
    return _header(len(unsigned), identifier) + body


def output_intents() -> pdfdoc.PDFArray:
    """The catalog's only output intent, with the profile (ISO 19005-2, 6.2.3)."""
    intent = {
        "Type": pdfdoc.PDFName("OutputIntent"),
        "S": pdfdoc.PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": text_string(NAME),
        "Info": text_string(NAME),
        "DestOutputProfile": ReadyObject(_profile_stream()),
    }
    return pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])


@lru_cache(maxsize=1)
def _profile_stream() -> str:
    # The profile is too small to gain much by compression.
    profile = srgb_profile().decode("latin-1")
    return f"<< /N 3 /Alternate /DeviceRGB /Length {len(profile)} >>\nstream\n{profile}{STREAM_END}"


def _header(size: int, identifier: bytes) -> bytes:
    """The header (7.2); a perceptual profile for displays, dated as the standard is."""
    return pack(
        ">I4xI4s4s4s6H4s24xI3i4x16s28x",
        size,
        0x04200000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(1999, 10, 18, 0, 0, 0),
        b"acsp",
        0,
        *_D50,
        identifier,
    )


def _text(text: str) -> bytes:
    """One text in US English (10.13)."""
    encoded = text.encode("utf-16-be")
    return _padded(pack(">4s4xII2s2sII", b"mluc", 1, 12, b"en", b"US", len(encoded), 28) + encoded)


def _xyz(values: tuple[int, int, int]) -> bytes:
    return pack(">4s4x3i", b"XYZ ", *values)


def _padded(value: bytes) -> bytes:
    return value + bytes(-len(value) % 4)
