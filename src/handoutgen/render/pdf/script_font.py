"""Fonts of shaped text in a file: CID-keyed TrueType fonts (ISO 32000-1, 9.7) with their glyphs.

Each pair of a glyph and the text it stands for has a code of its own, so that the same shape can be
read back as different letters.
"""

import struct
import zlib
from functools import lru_cache
from hashlib import sha256

from reportlab.pdfbase import pdfdoc

from handoutgen.render.pdf.shaping import ScriptFont
from handoutgen.render.pdf.structure import STREAM_END, ReadyObject

_MAPPINGS = 100
"""A bfchar section holds at most so many mappings (Adobe Technical Note 5014, 1.4.1)."""

_PART = "\u200b"
"""What a further glyph of a cluster is read as, where ActualText is not: nothing that shows.

Each code needs some text (PDF/UA-1, 7.21.7).
"""

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


class ScriptFonts:
    """The fonts of one file, with a code for each glyph that is used."""

    def __init__(self, document: pdfdoc.PDFDocument) -> None:
        self._document = document
        self._fonts: dict[ScriptFont, _Embedded] = {}

    def code(self, font: ScriptFont, glyph: int, text: str) -> tuple[str, str]:
        """The name of a font's resource, and a glyph's code in it in hexadecimal."""
        embedded = self._fonts.get(font)
        if embedded is None:
            embedded = self._fonts[font] = _Embedded(font, f"S{len(self._fonts) + 1}")
            self._document.delayedFonts.append(embedded)
        return embedded.name, embedded.code(glyph, text)


class _Embedded:
    """A font that is written when all of its codes are known."""

    def __init__(self, font: ScriptFont, name: str) -> None:
        self.font = font
        self.name = name
        self._codes: dict[tuple[int, str], int] = {(0, ""): 0}

    def code(self, glyph: int, text: str) -> str:
        key = (glyph, text or _PART)
        return f"{self._codes.setdefault(key, len(self._codes)):04X}"

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:  # noqa: N802
        """ReportLab's hook for writing the font."""

        def reference(body: str) -> str:
            name = document.Reference(ReadyObject(body)).name
            number, generation = document.idToObjectNumberAndVersion[name]
            return f"{number} {generation} R"

        glyphs = tuple(glyph for glyph, _ in self._codes)
        program, box = _program(self.font, tuple(sorted(set(glyphs))))
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
        widths = " ".join(
            _number(self.font.hb.get_glyph_h_advance(glyph) * scale) for glyph in glyphs
        )
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
def _program(font: ScriptFont, glyphs: tuple[int, ...]) -> tuple[bytes, tuple[int, int, int, int]]:
    """A TrueType font of one weight with some glyphs under their numbers, and its bounds."""
    import uharfbuzz

    face = uharfbuzz.Face(font.file.data)
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(
        int.from_bytes(tag.encode("ascii")) for tag in _UNUSED_TABLES
    )
    flags = uharfbuzz.SubsetFlags
    wanted.flags = flags.RETAIN_GIDS | flags.NO_LAYOUT_CLOSURE | flags.NO_HINTING
    for axis in face.axis_infos:
        value = float(font.weight) if axis.tag == "wght" else axis.default_value
        wanted.pin_axis_location(face, axis.tag, value)
    made = wanted.subset(face)
    head: bytes = made.reference_table("head").data
    left, bottom, right, top = struct.unpack_from(">4h", head, 36)
    return made.blob.data, (left, bottom, right, top)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _stream(content: bytes, entries: str = "") -> str:
    packed = zlib.compress(content, 9)
    return (
        f"<< /Filter /FlateDecode /Length {len(packed)}{entries} >>\nstream\n"
        f"{packed.decode('latin-1')}{STREAM_END}"
    )
