"""Where text stands on the pages of a file, and whose it is: read from the content streams.

Knows the few operators that place text (ISO 32000-1, 8.4.4 and 9.4.2). Text in a coordinate
system that is moved, scaled or turned is the labels of a figure, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import pikepdf
from pikepdf import Dictionary, Name
from readback import Content, Element
from readback.document import decode, font_codes, open_pdf

_PLACING = "q Q cm BT ET Tf Td Tm Tj BMC BDC EMC"
_GRID = 1000


@dataclass(frozen=True, slots=True)
class Shown:
    """One shown string, its baseline's start and end; `mcid` is None in an artifact."""

    page: int
    mcid: int | None
    text: str
    x: float
    y: float
    end: float
    size: float


@lru_cache(maxsize=4)
def shown(pdf: bytes) -> tuple[Shown, ...]:
    """Every shown string of a file in content order; the same bytes are read once."""
    with open_pdf(pdf) as document:
        fonts: dict[tuple[int, int], _Font] = {}
        return tuple(s for i, page in enumerate(document.pages) for s in _page(i, page, fonts))


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one element on one page: their baselines from top to bottom."""

    element: Element
    page: int
    baselines: tuple[float, ...]


def lines_of(root: Element, pdf: bytes) -> list[Lines]:
    """In structure order, for each element with words of its own, its lines on each page."""
    places: dict[tuple[int, int], set[float]] = {}
    for piece in shown(pdf):
        if piece.mcid is not None and piece.text.strip():
            places.setdefault((piece.page, piece.mcid), set()).add(round(piece.y, 1))
    found = []
    for element in root.walk():
        if element.role in ("Link", "Figure"):
            continue
        on: dict[int, set[float]] = {}
        for content in _own(element):
            if content.page is not None:
                where = places.get((content.page, content.mcid), set())
                on.setdefault(content.page, set()).update(where)
        found += [Lines(element, p, tuple(sorted(y, reverse=True))) for p, y in sorted(on.items())]
    return [lines for lines in found if lines.baselines]


def pages_of(element: Element) -> set[int]:
    """The pages that anything of an element stands on."""
    kids = (kid for e in element.walk() for kid in e.kids if isinstance(kid, Content))
    return {kid.page for kid in kids if kid.page is not None and (kid.text or kid.graphics)}


def _own(element: Element) -> Iterator[Content]:
    for kid in element.kids:
        if isinstance(kid, Content):
            yield kid
        elif isinstance(kid, Element) and kid.role == "Link":
            yield from _own(kid)


@dataclass(frozen=True, slots=True)
class _Font:
    codes: tuple[int, dict[int, str]]
    first: int
    widths: tuple[float, ...]

    def width(self, raw: bytes) -> float:
        """The advance width at size 1; the fonts here have one byte for each code."""
        return sum(self.widths[code - self.first] for code in raw) / _GRID


def _font(font: pikepdf.Object) -> _Font:
    widths = tuple(float(width) for width in font.Widths)
    return _Font(font_codes(font), int(font.FirstChar), widths)


def _page(index: int, page: pikepdf.Page, fonts: dict[tuple[int, int], _Font]) -> Iterator[Shown]:
    at = start = (0.0, 0.0)
    figure = False
    saved: list[bool] = []
    marks: list[int | None] = []
    font: _Font | None = None
    size = 0.0
    for instruction in pikepdf.parse_content_stream(page, _PLACING):
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "q":
                saved.append(figure)
            case "Q":
                figure = saved.pop()
            case "cm":
                figure = figure or [float(o) for o in operands] != [1, 0, 0, 1, 0, 0]
            case "BT":
                at = start = (0.0, 0.0)
            case "Td":
                at = start = (start[0] + float(operands[0]), start[1] + float(operands[1]))
            case "Tm":
                at = start = (float(operands[4]), float(operands[5]))
            case "Tf":
                resource = page.resources.Font[str(operands[0])]
                font = fonts.setdefault(resource.objgen, _font(resource))
                size = float(operands[1])
            case "Tj":
                assert font is not None
                raw = bytes(operands[0])
                end = at[0] + font.width(raw) * size
                mcid = next((m for m in reversed(marks) if m is not None), None)
                if not figure:
                    yield Shown(index, mcid, decode(raw, *font.codes), *at, end, size)
                at = (end, at[1])
            case "BMC" | "BDC":
                properties = operands[1] if len(operands) > 1 else Dictionary()
                tagged = not isinstance(properties, Name) and "/MCID" in properties
                marks.append(int(properties.MCID) if tagged else None)
            case "EMC":
                marks.pop()
            case _:
                pass


def lonely(lines: list[Lines]) -> list[str]:
    """The elements that leave a single line alone on a page although they have more."""
    found = []
    for one, other in pairwise(lines):
        if one.element is other.element and 1 in (len(one.baselines), len(other.baselines)):
            found.append(f"page {one.page}: {one.element.text[:40]!r}")
    return found


def sizes(pdf: bytes) -> list[tuple[str, float]]:
    """Words and size as printed of every shown string, the labels of figures included."""
    found: list[tuple[str, float]] = []
    with open_pdf(pdf) as document:
        for page in document.pages:
            fonts = {name: font_codes(font) for name, font in page.resources.Font.items()}
            scale, size = 1.0, 0.0
            codes: tuple[int, dict[int, str]] = (1, {})
            saved: list[float] = []
            for instruction in pikepdf.parse_content_stream(page, "q Q cm Tf Tm Tj"):
                operands = list(instruction.operands)
                match str(instruction.operator):
                    case "q":
                        saved.append(scale)
                    case "Q":
                        scale = saved.pop()
                    case "cm":
                        a, b, c, d, _, _ = (float(o) for o in operands)
                        scale *= abs(a * d - b * c) ** 0.5
                    case "Tf":
                        codes, size = fonts[str(operands[0])], float(operands[1])
                    case "Tj":
                        words = decode(bytes(operands[0]), *codes)
                        if words.strip():
                            found.append((words, size * scale))
                    case _:
                        pass
    return found


def in_reading_order(root: Element, pdf: bytes) -> Iterator[tuple[Element, Shown]]:
    """Every tagged string of a file with its element, as a screen reader meets them."""
    places: dict[tuple[int, int], list[Shown]] = {}
    for piece in shown(pdf):
        if piece.mcid is not None:
            places.setdefault((piece.page, piece.mcid), []).append(piece)

    def below(element: Element) -> Iterator[tuple[Element, Shown]]:
        for kid in element.kids:
            if isinstance(kid, Element):
                yield from below(kid)
            elif isinstance(kid, Content) and kid.page is not None:
                yield from ((element, piece) for piece in places.get((kid.page, kid.mcid), ()))

    return below(root)
