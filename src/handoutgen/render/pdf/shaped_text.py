"""Shaped words as operators of the content stream (ISO 32000-1, 9.4), readable in their order."""

from collections.abc import Iterable, Iterator

from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.fragment import Fragment
from handoutgen.render.pdf.operators import components, number
from handoutgen.render.pdf.script_font import ScriptFonts
from handoutgen.render.pdf.shaping import Cluster, ScriptFace

_EXACT = 0.01


def shaped_text(
    run: Iterable[tuple[Fragment, float, float]], faces: Faces, fonts: ScriptFonts
) -> str:
    """A text object with words in reading order, at their places on the page.

    Letters that are read to the left stand in the file as they do on paper, and it says so
    (14.8.2.3.3): programs that go by the place of letters would turn them around once more.
    """
    parts = ["BT"]
    colour = ""
    for fragment, x, y in run:
        if fragment.look.colour != colour:
            colour = fragment.look.colour
            parts.append(f"{components(colour)} rg")
        word, face = fragment.word, faces.face(fragment.look.bold)
        assert word is not None and isinstance(face, ScriptFace)  # noqa: S101
        shown = _shown(word.clusters, fragment.look.size, x, y, face, fonts)
        turned = word.right_to_left and len(word.clusters) > 1
        parts += ("/ReversedChars BMC", *shown, "EMC") if turned else shown
    parts.append("ET")
    return "\n".join(parts)


def _shown(
    clusters: tuple[Cluster, ...],
    size: float,
    left: float,
    base: float,
    face: ScriptFace,
    fonts: ScriptFonts,
) -> Iterator[str]:
    """Clusters with few operators: a gap between two is a number between their codes."""
    resource, pen = "", 0.0
    codes: list[str] = []
    for cluster in clusters:
        name, code = fonts.code(face.fonts[cluster.font], cluster)
        if name != resource:
            if codes:
                yield f"[{''.join(codes)}] TJ"
            yield f"/{name} {number(size)} Tf"
            yield f"1 0 0 1 {left + cluster.x * size / 1000:.2f} {base:.2f} Tm"
            codes, resource = [], name
        elif abs(cluster.x - pen) > _EXACT:
            codes.append(number(pen - cluster.x))
        codes.append(f"<{code}>")
        pen = cluster.x + cluster.advance
    yield f"[{''.join(codes)}] TJ"
