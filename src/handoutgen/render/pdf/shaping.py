"""Words as glyphs, by HarfBuzz: joined, stacked and ordered as their script asks."""

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from handoutgen.render.font_packages import Family, FontFile, font_of, missing_extra
from handoutgen.render.pdf.bidi import positions
from handoutgen.writing_system import INVISIBLE

_REGULAR, _BOLD = 400, 700


class Part(NamedTuple):
    """A glyph by its number in a font, and where it stands in a cluster, in units of the font."""

    glyph: int
    x: int
    y: int


class Cluster(NamedTuple):
    """Letters that cannot be told apart, such as one with its dots, and the glyphs that show them.

    `x`, from the left end of the word, and `advance` are thousandths of the type size.
    """

    text: str
    font: int
    parts: tuple[Part, ...]
    x: float
    advance: float


class ShapedWord(NamedTuple):
    """Clusters from left to right, and their width in thousandths of the type size."""

    clusters: tuple[Cluster, ...]
    width: float
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class ScriptFont:
    """One weight of a variable font."""

    file: FontFile
    weight: int
    covered: frozenset[str] = field(compare=False, repr=False)
    hb: Any = field(compare=False, repr=False)
    units: int = field(compare=False, repr=False)


@lru_cache(maxsize=16)
def script_font(family: Family, weight: int) -> ScriptFont:
    """A weight of a family; raises HandoutError U070 when a package is missing."""
    file = font_of(family)
    try:
        import uharfbuzz
    except ImportError:
        raise missing_extra("HarfBuzz (`uharfbuzz`)") from None
    face = uharfbuzz.Face(file.data)
    font = uharfbuzz.Font(face)
    font.set_variations({"wght": float(weight)})
    return ScriptFont(file, weight, frozenset(map(chr, face.unicodes)), font, face.upem)


@dataclass(frozen=True, slots=True)
class ScriptFace:
    """A face for one language: the first of its fonts that has a word sets it."""

    fonts: tuple[ScriptFont, ...]
    language: str
    right_to_left: bool
    _widths: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    _words: dict[tuple[str, bool, str, str], ShapedWord] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def name(self) -> str:
        """What tells this face from others."""
        return "+".join(f"{font.file.name}-{font.weight}" for font in self.fonts)

    def missing(self, text: str) -> set[str]:
        """The characters of a text that none of the fonts has."""
        covered: frozenset[str] = frozenset().union(*(font.covered for font in self.fonts))
        return set(text) - covered - INVISIBLE - {"\u00a0"}

    def width(self, text: str, size: float) -> float:
        """The advance width of a text in points, whatever stands around it."""
        known = self._widths.get(text)
        if known is None:
            known = sum(self.shape(part, turned).width for part, turned in self._parts(text))
            self._widths[text] = known
        return known * size / 1000

    def _parts(self, text: str) -> list[tuple[str, bool]]:
        parts: list[tuple[str, bool]] = []
        for character, place in zip(text, positions(text, self.right_to_left), strict=True):
            if parts and parts[-1][1] == place.right_to_left:
                parts[-1] = (parts[-1][0] + character, place.right_to_left)
            else:
                parts.append((character, place.right_to_left))
        return parts

    def shape(
        self, text: str, right_to_left: bool, before: str = "", after: str = ""
    ) -> ShapedWord:
        """The glyphs of a text of one direction; letters join with those before and after it."""
        key = (text, right_to_left, before, after)
        known = self._words.get(key)
        if known is None:
            known = self._words[key] = self._shaped(*key)
        return known

    def _shaped(self, text: str, right_to_left: bool, before: str, after: str) -> ShapedWord:
        runs = self._runs(text)
        if len(runs) == 1:
            return _shape(runs[0][0], self, text, right_to_left, before, after)
        words: list[ShapedWord] = []
        at = 0
        for font, part in runs:
            left = before + text[:at]
            right = text[at + len(part) :] + after
            words.append(_shape(font, self, part, right_to_left, left, right))
            at += len(part)
        clusters: list[Cluster] = []
        width = 0.0
        for word in reversed(words) if right_to_left else words:
            clusters += (cluster._replace(x=cluster.x + width) for cluster in word.clusters)
            width += word.width
        return ShapedWord(tuple(clusters), width, right_to_left)

    def _runs(self, text: str) -> list[tuple[int, str]]:
        """The text in parts, each with the first font that has all of it."""
        for index, font in enumerate(self.fonts):
            if font.covered.issuperset(set(text) - INVISIBLE):
                return [(index, text)]
        runs: list[tuple[int, str]] = []
        for character in text:
            last = runs[-1][0] if runs else 0
            order = (last, *(i for i in range(len(self.fonts)) if i != last))
            index = next((i for i in order if character in self.fonts[i].covered), last)
            if runs and index == last:
                runs[-1] = (index, runs[-1][1] + character)
            else:
                runs.append((index, character))
        return runs


def _shape(
    number: int, face: ScriptFace, text: str, right_to_left: bool, before: str, after: str
) -> ShapedWord:
    import uharfbuzz

    font = face.fonts[number]
    buffer = uharfbuzz.Buffer()
    buffer.add_str(f"{before}{text}{after}", len(before), len(text))
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.guess_segment_properties()
    # Otherwise the environment would decide which forms a language has.
    buffer.language = face.language
    uharfbuzz.shape(font.hb, buffer)
    scale = 1000 / font.units
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(before) + len(text)], strict=True))
    whole = f"{before}{text}"
    clusters: list[Cluster] = []
    pen = 0
    shown = zip(infos, places, strict=True)
    for start, group in groupby(shown, key=lambda glyph: glyph[0].cluster):
        left, parts = pen, []
        for info, place in group:
            if info.codepoint == 0:
                raise ValueError(f"no glyph for a character of {text!r}")
            parts.append(Part(info.codepoint, pen - left + place.x_offset, place.y_offset))
            pen += place.x_advance
        advance = pen - left
        if len(parts) == 1 and parts[0].y == 0:
            left += parts[0].x
            parts = [parts[0]._replace(x=0)]
            advance = font.hb.get_glyph_h_advance(parts[0].glyph)
        said = whole[start : ends[start]]
        clusters.append(Cluster(said, number, tuple(parts), left * scale, advance * scale))
    return ShapedWord(tuple(clusters), pen * scale, right_to_left)


@lru_cache(maxsize=16)
def script_faces(
    families: tuple[Family, ...], language: str, right_to_left: bool
) -> tuple[ScriptFace, ScriptFace]:
    """The regular and the bold face of families; raises HandoutError U070."""
    regular, bold = (
        ScriptFace(tuple(script_font(f, weight) for f in families), language, right_to_left)
        for weight in (_REGULAR, _BOLD)
    )
    return regular, bold
