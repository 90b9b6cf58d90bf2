"""Fonts of shaped text in a file: CID-keyed TrueType fonts (ISO 32000-1, 9.7) with their glyphs.

A cluster of several glyphs becomes one composite glyph, so that each code stands for letters and
all letters have a code: text reads back right in every reader. Each pair of a shape and the letters
that it stands for has a code of its own, for the same shape can be different letters.
"""

import struct
import zlib
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

from reportlab.pdfbase import pdfdoc

from handoutgen.render.pdf.shaping import Cluster, Part, ScriptFont
from handoutgen.render.pdf.structure import STREAM_END, ReadyObject

_MAPPINGS = 100
"""A bfchar section holds at most so many mappings (Adobe Technical Note 5014, 1.4.1)."""

_SYMBOLIC = 4
_UNUSED_TABLES = ("GSUB", "GPOS", "GDEF", "STAT", "name", "post", "OS/2", "cmap", "meta", "gasp")

_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{mappings}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class Shape(NamedTuple):
    """One glyph, or several that become one; its advance in thousandths of the type size."""

    parts: tuple[Part, ...]
    advance: float

    @property
    def plain(self) -> bool:
        """Whether the font has it as a glyph of its own."""
        return len(self.parts) == 1 and self.parts[0].y == 0


_NOTDEF = Shape((Part(0, 0, 0),), 600)


class ScriptFonts:
    """The fonts of one file, with a code for each glyph that is used."""

    def __init__(self, document: pdfdoc.PDFDocument) -> None:
        self._document = document
        self._fonts: dict[ScriptFont, _Embedded] = {}

    def code(self, font: ScriptFont, cluster: Cluster) -> tuple[str, str]:
        """The name of a font's resource, and a cluster's code in it in hexadecimal."""
        embedded = self._fonts.get(font)
        if embedded is None:
            embedded = self._fonts[font] = _Embedded(font, f"S{len(self._fonts) + 1}")
            self._document.delayedFonts.append(embedded)
        return embedded.name, embedded.code(cluster)


class _Embedded:
    """A font that is written when all of its codes are known."""

    def __init__(self, font: ScriptFont, name: str) -> None:
        self.font = font
        self.name = name
        self._codes: dict[tuple[Shape, str], int] = {(_NOTDEF, ""): 0}

    def code(self, cluster: Cluster) -> str:
        key = (Shape(cluster.parts, cluster.advance), cluster.text)
        return f"{self._codes.setdefault(key, len(self._codes)):04X}"

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:  # noqa: N802
        """ReportLab's hook for writing the font."""

        def reference(body: str) -> str:
            name = document.Reference(ReadyObject(body)).name
            number, generation = document.idToObjectNumberAndVersion[name]
            return f"{number} {generation} R"

        shapes = tuple(shape for shape, _ in self._codes)
        program, box, numbers = _program(self.font, tuple(dict.fromkeys(shapes)))
        glyphs = tuple(numbers[shape] for shape in shapes)
        tag = "".join(chr(65 + byte % 26) for byte in sha256(program).digest()[:6])
        weight = "Bold" if self.font.weight > 400 else "Regular"
        base = f"/{tag}+{self.font.file.name}-{weight}"
        extents = self.font.hb.get_font_extents("ltr")
        scale = 1000 / self.font.units
        bounds = " ".join(str(round(edge * scale)) for edge in box)
        file = reference(_stream(program, f" /Length1 {len(program)}"))
        descriptor = reference(
            f"<< /Type /FontDescriptor /FontName {base} /Flags {_SYMBOLIC} /FontBBox [{bounds}] "
            f"/ItalicAngle 0 /Ascent {round(extents.ascender * scale)} "
            f"/Descent {round(extents.descender * scale)} /CapHeight 714 "
            f"/StemV {self.font.weight // 5} /FontFile2 {file} >>"
        )
        to_glyph = reference(_stream(struct.pack(f">{len(glyphs)}H", *glyphs)))
        widths = " ".join(_number(shape.advance) for shape in shapes)
        descendant = reference(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont {base} /FontDescriptor {descriptor} "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/DW 0 /W [0 [{widths}]] /CIDToGIDMap {to_glyph} >>"
        )
        to_unicode = reference(_stream(self._to_unicode().encode("ascii")))
        font = ReadyObject(
            f"<< /Type /Font /Subtype /Type0 /BaseFont {base} /Encoding /Identity-H "
            f"/DescendantFonts [{descendant}] /ToUnicode {to_unicode} >>"
        )
        document.Reference(font, self.name)
        document.idToObject["BasicFonts"].dict[self.name] = font

    def _to_unicode(self) -> str:
        lines = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_, text), code in self._codes.items()
            if code
        ]
        sections = []
        for first in range(0, len(lines), _MAPPINGS):
            some = lines[first : first + _MAPPINGS]
            sections += [f"{len(some)} beginbfchar", *some, "endbfchar"]
        return _TO_UNICODE.format(mappings="\n".join(sections))


@lru_cache(maxsize=32)
def _program(
    font: ScriptFont, shapes: tuple[Shape, ...]
) -> tuple[bytes, tuple[int, int, int, int], dict[Shape, int]]:
    """A TrueType font of one weight with some shapes, its bounds, and the number of each shape."""
    import uharfbuzz

    face = uharfbuzz.Face(font.file.data)
    wanted = uharfbuzz.SubsetInput()
    glyphs = {part.glyph for shape in shapes for part in shape.parts}
    wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(
        int.from_bytes(tag.encode("ascii")) for tag in _UNUSED_TABLES
    )
    flags = uharfbuzz.SubsetFlags
    wanted.flags = flags.RETAIN_GIDS | flags.NO_LAYOUT_CLOSURE | flags.NO_HINTING
    for axis in face.axis_infos:
        value = float(font.weight) if axis.tag == "wght" else axis.default_value
        wanted.pin_axis_location(face, axis.tag, value)
    return _composed(wanted.subset(face).blob.data, shapes, font.units)


def _composed(
    program: bytes, shapes: tuple[Shape, ...], units: int
) -> tuple[bytes, tuple[int, int, int, int], dict[Shape, int]]:
    """The font with a composite glyph for each shape of several parts (OpenType, `glyf`)."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(program), recalcTimestamp=False)
    names = font.getGlyphOrder()
    glyf, metrics = font["glyf"], font["hmtx"]
    numbers: dict[Shape, int] = {}
    for shape in shapes:
        if shape.plain:
            numbers[shape] = shape.parts[0].glyph
            continue
        pen = TTGlyphPen(glyf)
        for part in shape.parts:
            pen.addComponent(names[part.glyph], (1, 0, 0, 1, part.x, part.y))
        numbers[shape] = len(font.getGlyphOrder())
        name = f"composite{numbers[shape]}"
        glyf[name] = glyph = pen.glyph()
        glyph.recalcBounds(glyf)
        metrics[name] = (round(shape.advance * units / 1000), glyph.xMin)
    made = BytesIO()
    font.save(made)
    head = font["head"]
    return made.getvalue(), (head.xMin, head.yMin, head.xMax, head.yMax), numbers


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _stream(content: bytes, entries: str = "") -> str:
    packed = zlib.compress(content, 9)
    return (
        f"<< /Filter /FlateDecode /Length {len(packed)}{entries} >>\nstream\n"
        f"{packed.decode('latin-1')}{STREAM_END}"
    )
