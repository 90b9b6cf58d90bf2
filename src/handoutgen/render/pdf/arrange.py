"""Lines of a paragraph with each word shaped and in its place, whichever way it is read.

Lines come in as `text.py` breaks them: fragments in reading order. They go out so too, for a screen
reader; each with how far it stands from where the line starts, which may be on the right.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import compress, pairwise
from typing import NamedTuple

from handoutgen.render.pdf.bidi import Position, positions
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.fragment import Fragment, Line
from handoutgen.render.pdf.shaping import ScriptFace

_OBJECT = "\ufffc"
"""What stands for a mark while directions are found."""


class _Piece(NamedTuple):
    """A fragment of one direction, without a space inside, and its place among the others."""

    fragment: Fragment
    rank: int
    blank: bool


@lru_cache(maxsize=2_000)
def arranged(lines: tuple[Line, ...], faces: Faces) -> tuple[Line, ...]:
    """The same lines with shaped fragments and their offsets from the start of the line."""
    text = "".join(_letters(fragment) for line in lines for fragment in line.fragments)
    places = _places(lines, faces.right_to_left)
    done: list[Line] = []
    start = 0
    for line in lines:
        pieces: list[_Piece] = []
        for fragment in line.fragments:
            length = len(_letters(fragment))
            pieces += _pieces(fragment, start, text, places, faces)
            start += length
        done.append(_line(line, pieces, faces.right_to_left))
    return tuple(done)


def _places(lines: tuple[Line, ...], right_to_left: bool) -> tuple[Position, ...]:
    """The position of each character; a citation is isolated, and its numbers go to the right."""
    isolated = False
    told: list[str] = []
    kept: list[bool] = []
    for fragment in (fragment for line in lines for fragment in line.fragments):
        if fragment.isolated != isolated:
            told.append("\u2066" if fragment.isolated else "\u2069")
            kept.append(False)
            isolated = fragment.isolated
        letters = _letters(fragment)
        told.append(letters)
        kept += [True] * len(letters)
    if isolated:
        told.append("\u2069")
        kept.append(False)
    return tuple(compress(positions("".join(told), right_to_left), kept))


def _letters(fragment: Fragment) -> str:
    return _OBJECT if fragment.mark is not None else fragment.text


def _pieces(
    fragment: Fragment, start: int, text: str, places: tuple[Position, ...], faces: Faces
) -> Iterator[_Piece]:
    if fragment.mark is not None:
        yield _Piece(fragment, places[start].rank, False)
        return
    face = faces.face(fragment.look.bold)
    assert isinstance(face, ScriptFace)  # noqa: S101
    end = start + len(fragment.text)
    for low, high in pairwise(_cuts(text, places, start, end)):
        part, place = text[low:high], places[low]
        blank = part.isspace()
        # Letters join across a change of the look, which is no end of a word.
        before = "" if blank or low != start else _word_before(text, low)
        after = "" if blank or high != end else _word_after(text, high)
        word = face.shape(part, place.right_to_left, before, after)
        width = word.width * fragment.look.size / 1000
        rank = min(places[low].rank, places[high - 1].rank)
        yield _Piece(fragment._replace(text=part, width=width, word=word), rank, blank)


def _cuts(text: str, places: tuple[Position, ...], start: int, end: int) -> Iterator[int]:
    """Where pieces start, and where the last one ends."""
    yield from range(start, min(start + 1, end))
    for index in range(start + 1, end):
        turned = places[index].right_to_left
        step = -1 if turned else 1
        if (
            turned != places[index - 1].right_to_left
            or places[index].rank != places[index - 1].rank + step
            or text[index].isspace() != text[index - 1].isspace()
        ):
            yield index
    yield end


def _word_before(text: str, index: int) -> str:
    return text[:index].rpartition(" ")[2].rpartition(_OBJECT)[2]


def _word_after(text: str, index: int) -> str:
    return text[index:].partition(" ")[0].partition(_OBJECT)[0]


def _line(line: Line, pieces: list[_Piece], right_to_left: bool) -> Line:
    """Pieces side by side from where the line starts; spaces at its end come last (rule L1)."""
    count = len(pieces)
    while count and pieces[count - 1].blank:
        count -= 1
    order = sorted(range(count), key=lambda index: pieces[index].rank, reverse=right_to_left)
    offsets = [0.0] * len(pieces)
    at = 0.0
    for index in order:
        offsets[index] = at
        at += pieces[index].fragment.width
    width = at
    for index in range(count, len(pieces)):
        offsets[index] = at
        at += pieces[index].fragment.width
    fragments = tuple(piece.fragment for piece in pieces)
    return replace(line, fragments=fragments, width=width, offsets=tuple(offsets))
