"""Lines of text as operators that hold wherever on a page the lines stand (ISO 32000-1, 9.4).

The same statement stands at another height in every handout that picks it. Only where its first
word is, the names of fonts, and codes of characters beyond ASCII are a matter of the file.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from reportlab.pdfbase import pdfdoc

from handoutgen.document.inline import Mark
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.fonts import Face, Faces
from handoutgen.render.pdf.fragment import Fragment, Line, Look, Target
from handoutgen.render.pdf.operators import components, literal, number


class _Font(NamedTuple):
    """What follows is in this face and size; `anew` if that was not so before."""

    bold: bool
    size: str
    anew: bool


class _Characters(NamedTuple):
    """Characters that have no code before a file uses them."""

    bold: bool
    size: str
    anew: bool
    text: str


class Place(NamedTuple):
    """A fragment, how far it is from where lines start, and in which line, counted from 0."""

    fragment: Fragment
    offset: float
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What is shown in one text object: fragments that follow each other, all of one link or none.

    `places` are those of a link's fragments, else the first alone; `parts` are the operators after
    it. Compared by identity: a run is kept with its lines, and its operators with the run.
    """

    target: Target | None
    places: tuple[Place, ...]
    parts: tuple[str | _Font | _Characters, ...]


class Shape(NamedTuple):
    """The mark of a condition or of a level among the words."""

    mark: Mark
    size: float
    offset: float
    line: int


Passage = tuple[Run | Shape, ...]


@lru_cache(maxsize=600)
def passage(lines: tuple[Line, ...], leading: float) -> Passage:
    """The runs and marks of lines in reading order."""
    found: list[Run | Shape] = []
    places: list[Place] = []

    def end_of_run() -> None:
        if places:
            target = places[0].fragment.target
            kept = places if target else places[:1]
            found.append(Run(target, tuple(kept), tuple(_parts(places, leading))))
            places.clear()

    for index, line in enumerate(lines):
        for fragment, offset in line.placed():
            if fragment.mark is not None:
                end_of_run()
                found.append(Shape(fragment.mark, fragment.look.size, offset, index))
            elif fragment.text:
                if places and fragment.target is not places[0].fragment.target:
                    end_of_run()
                places.append(Place(fragment, offset, index))
    end_of_run()
    return tuple(found)


def _parts(places: Iterable[Place], leading: float) -> list[str | _Font | _Characters]:
    """Operators as few and as long as they can be."""
    parts: list[str | _Font | _Characters] = []
    ready: list[str] = []
    look: Look | None = None
    known = False
    here: tuple[float, int] | None = None
    pen = 0.0

    def end_of_ready() -> None:
        if ready:
            parts.append("\n".join(ready))
            ready.clear()

    for fragment, offset, line in places:
        if here is None:
            here = (offset, line)
        elif abs(pen - offset) > 0.01 or line != here[1]:
            ready.append(f"{offset - here[0]:.2f} {(here[1] - line) * leading:.2f} Td")
            here = (offset, line)
        if look is None or fragment.look.colour != look.colour:
            ready.append(f"{components(fragment.look.colour)} rg")
        anew = look is None or fragment.look[:2] != look[:2]
        look = fragment.look
        if not fragment.text.isascii():
            end_of_ready()
            parts.append(_Characters(look.bold, number(look.size), anew, fragment.text))
            known = False  # they may have taken another part of the font
        else:
            if anew or not known:
                end_of_ready()
                parts.append(_Font(look.bold, number(look.size), anew))
                known = True
            ready.append(f"({literal(fragment.text)}) Tj")
        pen = offset + fragment.width
    end_of_ready()
    return parts


@lru_cache(maxsize=1000)
def run_of(fragment: Fragment) -> Run:
    """The run of a fragment that is shown by itself."""
    place = Place(fragment, 0, 0)
    return Run(fragment.target, (place,), tuple(_parts((place,), 0)))


@lru_cache(maxsize=1000)
def _with_names(run: Run, regular: str, bold: str) -> str | None:
    """The operators in fonts of these names, where they are all of ASCII."""
    shown: list[str] = []
    for part in run.parts:
        if isinstance(part, _Characters):
            return None
        if isinstance(part, _Font):
            part = f"{bold if part.bold else regular} {part.size} Tf"
        shown.append(part)
    return "\n".join(shown)


# Pages begin alike, and the same words stand in the head and foot of many.
@lru_cache(maxsize=4000)
def _in_place(run: Run, x: float, y: float, regular: str, bold: str) -> str | None:
    operators = _with_names(run, regular, bold)
    return None if operators is None else _text_object(x, y, operators)


def _text_object(x: float, y: float, operators: str) -> str:
    return f"BT\n{x:.2f} {y:.2f} Td\n{operators}\nET"


class FontNames:
    """The fonts of one file: the names that they have there, and the codes of characters."""

    def __init__(self, faces: Faces, document: pdfdoc.PDFDocument) -> None:
        self._faces = (faces.regular, faces.bold)
        self._document = document
        self._first: dict[bool, str] = {}

    def show(self, run: Run, x: float, y: float) -> str:
        """A text object that starts at x, y (9.4), with what is a matter of this file."""
        if len(self._first) == len(self._faces):
            shown = _in_place(run, x, y, self._first[False], self._first[True])
            if shown is not None:
                return shown
        return _text_object(x, y, self._shown(run.parts))

    def _shown(self, parts: Iterable[str | _Font | _Characters]) -> str:
        shown: list[str] = []
        resource = ""
        for part in parts:
            if isinstance(part, str):
                shown.append(part)
            elif isinstance(part, _Font):
                name = self._first.get(part.bold) or self._first_of(part.bold)
                if part.anew or name != resource:
                    shown.append(f"{name} {part.size} Tf")
                    resource = name
            else:
                resource = "" if part.anew else resource
                for name, codes in self._face(part.bold).strings(part.text, self._document):
                    if name != resource:
                        shown.append(f"{name} {part.size} Tf")
                        resource = name
                    shown.append(f"({literal(codes)}) Tj")
        return "\n".join(shown)

    def _face(self, bold: bool) -> Face:
        return self._faces[bold]

    def _first_of(self, bold: bool) -> str:
        """The part of a font that has all of ASCII."""
        ((name, _),) = self._face(bold).strings("", self._document)
        self._first[bold] = name
        return name
