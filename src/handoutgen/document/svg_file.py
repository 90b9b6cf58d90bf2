"""Whether a file can be an SVG drawing at all, told by its first bytes, its size and its text."""

from collections.abc import Mapping
from types import MappingProxyType

from handoutgen.errors import HandoutError, Location, Problem

MAX_BYTES = 2_000_000

_OTHER_KINDS: Mapping[bytes, str] = MappingProxyType(
    {
        b"\x89PNG": "a PNG picture",
        b"\xff\xd8\xff": "a JPEG picture",
        b"GIF8": "a GIF picture",
        b"RIFF": "a WebP picture",
        b"BM": "a BMP picture",
        b"%PDF": "a PDF",
        b"\x1f\x8b": "compressed",
        b"PK\x03\x04": "an archive",
    }
)


def check_source(source: bytes, file: str) -> None:
    """Raise HandoutError with F001 for what is no text in UTF-8, F007 for what is too large."""
    for start, kind in _OTHER_KINDS.items():
        if source.startswith(start):
            hint = "save the drawing as plain SVG; a photograph cannot be a figure."
            _refuse("F001", f"the file is {kind}, not an SVG drawing", Location(file), hint)
    if len(source) > MAX_BYTES:
        message = f"the figure is larger than {MAX_BYTES // 1_000_000} MB"
        hint = "simplify the paths, or remove what does not show."
        _refuse("F007", message, Location(file), hint)
    try:
        source.decode("utf-8")
    except UnicodeDecodeError as error:
        line_start = source.rfind(b"\n", 0, error.start) + 1
        column = len(source[line_start : error.start].decode("utf-8", "replace")) + 1
        place = Location(file, source.count(b"\n", 0, error.start) + 1, column)
        _refuse("F001", "the file is not UTF-8", place, "save the file as UTF-8.")


def _refuse(code: str, message: str, place: Location, hint: str) -> None:
    raise HandoutError([Problem(code, message, place, hint)]) from None
