"""Words in one look, with how wide they are: most of a text have been measured before."""

from typing import TYPE_CHECKING

from handoutgen.render.pdf.fonts import Face
from handoutgen.render.pdf.fragment import Fragment, Look

if TYPE_CHECKING:
    from handoutgen.render.pdf.shaping import ScriptFace

_MOST = 4_000
"""Words that are kept; before there are more, all are forgotten."""


class MeasuredWords(dict[str, Fragment]):
    """Each word that is asked for, measured when that is for the first time."""

    def __init__(self, face: "Face | ScriptFace", look: Look) -> None:
        super().__init__()
        self._face, self._look = face, look

    def __missing__(self, text: str) -> Fragment:
        if len(self) >= _MOST:
            self.clear()
        width = self._face.width(text.replace("\u00a0", " "), self._look.size)
        made = self[text] = Fragment(text, width, self._look)
        return made
