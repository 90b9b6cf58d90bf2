"""Shaped words as operators of the content stream (ISO 32000-1, 9.4), readable in their order."""

from collections.abc import Iterable, Iterator

from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.painter import components, number
from handoutgen.render.pdf.script_font import ScriptFonts
from handoutgen.render.pdf.shaping import Glyph, ScriptFace
from handoutgen.render.pdf.text import Fragment, Look

_EXACT = 0.01


def shaped_text(
    run: Iterable[tuple[Fragment, float, float]], faces: Faces, fonts: ScriptFonts
) -> str:
    """A text object with words at their places on the page.

    Glyphs are shown in the order in which the text is read, also from right to left (14.8.2.3.3).
    Where glyph by glyph does not give the letters, the word has them as ActualText (14.9.4).
    """
    parts = ["BT"]
    colour = ""
    for fragment, x, y in run:
        if fragment.look.colour != colour:
            colour = fragment.look.colour
            parts.append(f"{components(colour)} rg")
        word = fragment.word
        assert word is not None  # noqa: S101
        if word.told:
            parts += _shown(word.glyphs, fragment.look, x, y, faces, fonts)
        else:
            said = fragment.text.encode("utf-16-be").hex().upper()
            parts.append(f"/Span <</ActualText <FEFF{said}>>> BDC")
            parts += _shown(word.glyphs, fragment.look, x, y, faces, fonts)
            parts.append("EMC")
    parts.append("ET")
    return "\n".join(parts)


def _shown(
    glyphs: tuple[Glyph, ...],
    look: Look,
    left: float,
    base: float,
    faces: Faces,
    fonts: ScriptFonts,
) -> Iterator[str]:
    """Glyphs with few operators: one that stands elsewhere on the line is reached by moving."""
    face = faces.face(look.bold)
    assert isinstance(face, ScriptFace)  # noqa: S101
    em = look.size / 1000
    resource, height, pen = "", 0.0, 0.0
    shown: list[str] = []
    for glyph in glyphs:
        name, code = fonts.code(face.fonts[glyph.font], glyph.id, glyph.text)
        if name != resource or abs(glyph.y - height) > _EXACT or not shown:
            if shown:
                yield f"[{''.join(shown)}] TJ"
            if name != resource:
                yield f"/{name} {number(look.size)} Tf"
            yield f"1 0 0 1 {left + glyph.x * em:.2f} {base + glyph.y * em:.2f} Tm"
            shown, resource, height = [], name, glyph.y
        elif abs(glyph.x - pen) > _EXACT:
            shown.append(number(pen - glyph.x))
        shown.append(f"<{code}>")
        pen = glyph.x + glyph.advance
    if shown:
        yield f"[{''.join(shown)}] TJ"
