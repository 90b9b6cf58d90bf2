"""A clinic's logo: a picture or a drawing, whatever its file's name says it is."""

from dataclasses import dataclass
from functools import lru_cache

from handoutgen.document.drawing import Drawing
from handoutgen.document.picture import JPEG, PNG, Picture, read_picture
from handoutgen.document.svg import parse_svg
from handoutgen.errors import HandoutError, Location, Problem

MAX_BYTES = 2_000_000
MAX_RATIO = 12
"""A logo this much wider than high would leave no room beside it."""

_OTHER_KINDS = {
    b"GIF8": "a GIF",
    b"RIFF": "a WebP",
    b"BM": "a BMP",
    b"II*\0": "a TIFF",
    b"MM\0*": "a TIFF",
    b"%PDF": "a PDF",
    b"%!PS": "PostScript",
    b"\x1f\x8b": "compressed (SVGZ)",
    b"PK": "a ZIP archive or an office document",
    b"\0\0\1\0": "an icon",
}


@dataclass(frozen=True, slots=True)
class Logo:
    """What is to be painted, and nothing of the file that it came from."""

    image: Picture | Drawing

    @property
    def ratio(self) -> float:
        """Its width for a height of 1."""
        return self.image.width / self.image.height


@lru_cache(maxsize=16)
def read_logo(source: bytes, shown: str) -> Logo:
    """The logo in a PNG, JPEG or SVG file; `shown` names the file in problems.

    Raises HandoutError with F020 another kind of file, F021 too large, F025 words in an SVG,
    F026 nothing shows, F027 too wide, those of `read_picture` and those of `parse_svg`.
    """
    place = Location(shown)
    if len(source) > MAX_BYTES:
        message = f"the logo has {len(source) / 1e6:.1f} MB; {MAX_BYTES // 1_000_000} are the most"
        hint = "save it smaller; 1200 pixels a side print sharp."
        raise HandoutError([Problem("F021", message, place, hint)])
    if source.startswith((PNG, JPEG)):
        logo = Logo(read_picture(source, shown))
    elif source.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        logo = Logo(_drawing(source, shown))
    else:
        kind = next((k for start, k in _OTHER_KINDS.items() if source.startswith(start)), "")
        message = f"the logo is {kind}" if kind else "the logo is not a picture"
        hint = "save it as PNG, JPEG or SVG; what counts is what is in the file, not its name."
        raise HandoutError([Problem("F020", message, place, hint)])
    if logo.ratio > MAX_RATIO:
        message = f"the logo is {logo.ratio:.0f} times as wide as it is high"
        hint = f"cut it, or arrange it, to at most {MAX_RATIO} times."
        raise HandoutError([Problem("F027", message, place, hint)])
    return logo


def _drawing(source: bytes, shown: str) -> Drawing:
    drawing = parse_svg(source, shown, explained=False)
    if drawing.labels:
        # Our own font would print them, and a name in the wrong letters is no logo.
        hint = "turn its words into outlines (“object to path”) and save it again."
        problem = Problem("F025", "the logo has words that are text", Location(shown), hint)
        raise HandoutError([problem])
    if not drawing.paths:
        hint = "save the drawing again as plain SVG."
        problem = Problem("F026", "the logo shows nothing", Location(shown), hint)
        raise HandoutError([problem])
    return drawing
