"""The faces that a document is set in: the style's own, or a family for its script.

What they cannot print is refused here, before anything is laid out.
"""

from dataclasses import replace

from handoutgen.document.nodes import Document
from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.glyphs import check_glyphs, special_characters, texts_of
from handoutgen.render.style import Style
from handoutgen.said import said
from handoutgen.writing_system import writing_system


def document_faces(document: Document, faces: Faces, style: Style) -> Faces:
    """The style's own `faces` where they have every character, and none needs shaping.

    Otherwise the families that the style has for the language. Raises HandoutError U070 (something
    for scripts is not installed), D030 (no family for the script), or as `check_glyphs` does.
    """
    texts = tuple(texts_of(document))
    outside = special_characters((text for text, _ in texts), faces)
    if not outside:
        return faces
    system = writing_system(document.language)
    families = style.font.families(document.language, system.script)
    if families:
        from handoutgen.render.pdf.shaping import script_faces

        made = script_faces(families, document.language, system.right_to_left)
        faces = replace(faces, script=made)
    elif system.script != "Latn":
        first = next(place for text, place in texts if not outside.isdisjoint(text))
        raise HandoutError([_refused(document.language, system.script, style, first)])
    check_glyphs(texts, faces)
    return faces


def _refused(language: str, script: str, style: Style, place: Location | None) -> Problem:
    if script == "Zyyy":
        message = said("nobody knows in which script `{language}` is written", language=language)
        return Problem("D030", message, place, said("write the language as `ar` or `sr-Latn`."))
    message = said(
        "the script of `{language}` ({script}) cannot be printed", language=language, script=script
    )
    hint = said(
        "the style has fonts for {scripts}; HTML and text can be made in any script.",
        scripts=", ".join(sorted(style.font.scripts)) or said("none"),
    )
    return Problem("D030", message, place, hint)
