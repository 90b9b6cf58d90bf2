"""The two faces of a style: their widths, what they cover, and text as PDF strings."""

import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache, reduce
from hashlib import sha256
from io import BytesIO
from operator import add
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont, TTFontFace, makeToUnicodeCMap

from handoutgen.assets import Assets
from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.frozen import dataclass
from handoutgen.render.style import Style

if TYPE_CHECKING:
    from handoutgen.render.pdf.shaping import ScriptFace

_UNUSUAL = re.compile("[^ -~]")

_MAPPINGS = 100
"""A bfchar section holds at most so many mappings (Adobe Technical Note 5014, 1.4.1)."""

# ReportLab believes what a font says of itself: tables that are not there, offsets that lead out.
_DAMAGED = (
    *(TTFError, ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError),
    *(RecursionError, TypeError, ValueError, struct.error),
)


class _Font(TTFont):
    """ReportLab's font, with ToUnicode maps that name only characters that are used.

    As it comes, the map sends unused codes to U+0000, which PDF/UA-1, 7.21.7 forbids. The font's
    program with only some glyphs is made once for each set of them.
    """

    def __init__(self, name: str, file: BytesIO, shown: str) -> None:
        super().__init__(name, file, asciiReadable=True)
        self.shown = shown
        make = self.face.makeSubset
        kept = lru_cache(maxsize=64)(lambda codes: make(codes))
        self.face.makeSubset = lambda subset: kept(tuple(subset))

        self._described = lru_cache(maxsize=64)(self._describe)

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802
        """ReportLab's hook for writing the font: as it does, but what it says is kept."""
        state = self.state.pop(doc)
        try:
            for number, subset in enumerate(state.subsets):
                described = self._described(number, tuple(subset))
                font = pdfdoc.PDFTrueTypeFont()
                font.Name = f"{state.internalName}+{number}"
                font.BaseFont = described.name
                font.FirstChar, font.LastChar = 0, len(subset) - 1
                font.Widths = described.widths
                characters = pdfdoc.PDFStream(content=described.characters)
                characters.filters = [pdfdoc.PDFZCompress]
                font.ToUnicode = doc.Reference(characters, f"toUnicodeCMap:{described.name}")
                font.FontDescriptor = self.face.addSubsetObjects(doc, described.name, subset)
                doc.Reference(font, font.Name)
                doc.idToObject["BasicFonts"].dict[font.Name] = font
        except _DAMAGED as error:
            raise HandoutError([_unusable(error, self.shown)]) from None

    def _describe(self, number: int, subset: tuple[int, ...]) -> "_Described":
        face = self.face
        tag = SUBSETN(number) + b"+" + face.name + face.subfontNameX
        name = str(tag.decode("pdfdoc"))
        widths = pdfdoc.PDFArray([face.getCharWidth(code) for code in subset])
        array = str(pdfdoc.format(widths, pdfdoc.DummyDoc()).decode("ascii"))
        return _Described(name, array, _only_used(makeToUnicodeCMap(name, subset)))


class _Described(NamedTuple):
    """What a part of a font says of its characters: its name, their widths, and what they are."""

    name: str
    widths: str
    characters: str


def _only_used(cmap: str) -> str:
    lines = cmap.split("\n")
    start = next(i for i, line in enumerate(lines) if line.endswith("beginbfchar"))
    end = lines.index("endbfchar")
    used = []
    for line in lines[start + 1 : end]:
        code, _, character = line.partition(" ")
        value = int(character.strip("<>"), 16)
        if value:
            used.append(f"{code} <{chr(value).encode('utf-16-be').hex().upper()}>")
    sections = []
    for first in range(0, len(used), _MAPPINGS):
        some = used[first : first + _MAPPINGS]
        sections += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    return "\n".join([*lines[:start], *sections, *lines[end + 1 :]])


class _Advances(dict[str, float]):
    """The advance widths of a face by character; those that it has not are as wide as no glyph."""

    def __init__(self, face: TTFontFace) -> None:
        super().__init__((chr(code), float(width)) for code, width in face.charWidths.items())
        self._default = face.defaultWidth

    def __missing__(self, _: str) -> float:
        return float(self._default)


@dataclass(frozen=True, slots=True)
class Face:
    """One embedded TrueType face."""

    font: TTFont
    covered: frozenset[str] = field(compare=False, repr=False)
    _advances: Mapping[str, float] = field(compare=False, repr=False)
    """How wide each character is, in thousandths of the size."""

    @property
    def name(self) -> str:
        """The name under which ReportLab knows the face."""
        return str(self.font.fontName)

    def width(self, text: str, size: float) -> float:
        """The advance width of a text in points."""
        # Added up and rounded as ReportLab does, which takes ten times as long to look them up.
        whole = reduce(add, map(self._advances.__getitem__, text), 0.0)
        return 0.001 * whole * 1000 * size / 1000

    def missing(self, text: str) -> set[str]:
        """The characters of a text that the face has no glyph for."""
        return set(text) - self.covered

    def strings(self, text: str, document: pdfdoc.PDFDocument) -> Iterable[tuple[str, str]]:
        """Pairs of a font resource name and the codes to show with it, one a character."""
        name = self.font.getSubsetInternalName
        if text.isascii():
            # ReportLab keeps ASCII in a font's first subset, each character under its own code.
            return ((name(0, document), text),)
        split, known = self.font.splitString, {}
        for character in _UNUSUAL.findall(text):  # in this order: each new one gets the next code
            ((subset, code),) = split(character, document)
            if subset:
                break
            known[ord(character)] = code.decode("latin-1")
        else:
            return ((name(0, document), text.translate(known)),)
        pieces = split(text, document)
        return [(name(subset, document), codes.decode("latin-1")) for subset, codes in pieces]


@dataclass(frozen=True, slots=True)
class Faces:
    """The regular and the bold face of a style.

    A document in a script that they lack is set in the two faces of `script` instead.
    """

    regular: Face
    bold: Face
    script: "tuple[ScriptFace, ScriptFace] | None" = None

    def face(self, bold: bool) -> "Face | ScriptFace":
        """The bold face or the regular one."""
        if self.script is not None:
            return self.script[bold]
        return self.bold if bold else self.regular

    @property
    def right_to_left(self) -> bool:
        """Whether lines start at the right."""
        return self.script is not None and self.script[0].right_to_left

    @property
    def names(self) -> tuple[str, str]:
        """What tells these faces from others."""
        regular, bold = self.script or (self.regular, self.bold)
        return regular.name, bold.name


def load_faces(assets: Assets, style: Style) -> Faces:
    """The faces of a style; raises HandoutError T011 when a font cannot be used."""
    return Faces(_load(assets, style.font.regular), _load(assets, style.font.bold))


def _load(assets: Assets, file: str) -> Face:
    name = f"data/fonts/{file}"
    asset = assets.get(name)
    if asset is None:
        raise HandoutError([Problem("T011", "there is no such font", Location(name))])
    return _face(_FontFile(asset.read(), asset.shown))


@dataclass(frozen=True, slots=True)
class _FontFile:
    """A font by what is in its file: a copy under another name is the same font."""

    content: bytes = field(repr=False)
    shown: str = field(compare=False)


@lru_cache(maxsize=16)
def _face(file: _FontFile) -> Face:
    # ReportLab keeps fonts in a registry by name, and takes the last of a name for all of them:
    # so the name is made from the content, and a content has one face.
    name = f"Handout{sha256(file.content).hexdigest()[:12]}"
    try:
        font = _Font(name, BytesIO(file.content), file.shown)
        covered = frozenset(filter(_means_something, map(chr, font.face.charToGlyph)))
    except _DAMAGED as error:
        raise HandoutError([_unusable(error, file.shown)]) from None
    pdfmetrics.registerFont(font)
    return Face(font, covered, _Advances(font.face))


def _unusable(error: Exception, shown: str) -> Problem:
    why = str(error) if isinstance(error, TTFError) else "it is damaged"
    hint = "a TrueType font with outlines (not CFF, not variable) is needed."
    return Problem("T011", f"not a usable font: {why}", Location(shown), hint)


def _means_something(character: str) -> bool:
    """Whether text can be read back as this character, with any other font too.

    Not so for private use, noncharacters, and a byte order mark (ISO 19005-2, 6.2.11.7).
    """
    return character != "\ufeff" and category(character) not in ("Cc", "Cn", "Co", "Cs")
