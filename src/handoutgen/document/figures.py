"""The drawings of the picked sections, read from their files or drawn from their data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Protocol

from handoutgen.content.figure import TEMPLATE_SUFFIX, FigureEntry, Value
from handoutgen.content.library import Library
from handoutgen.document.drawing import Drawing, Label
from handoutgen.document.figure_template import draw
from handoutgen.document.paint import renumbered
from handoutgen.errors import HandoutError, Problem
from handoutgen.selection import Selection


class ReadDrawing(Protocol):
    """Reads the source of a drawing; `drawn` if a template has written it."""

    def __call__(self, source: bytes, file: str, drawn: bool = False) -> Drawing:
        """The drawing; raises HandoutError with F-problems."""
        ...


@dataclass(frozen=True, slots=True)
class Figures:
    """Each figure's drawing, and the one for narrow columns, by the figure's id.

    `digests` are of all that they were made from: with equal ones they are equal.
    """

    digests: tuple[str, ...]
    drawings: Mapping[str, tuple[Drawing, Drawing | None]] = field(compare=False, repr=False)

    def with_drawing(self, name: str, drawing: Drawing, source: str) -> "Figures":
        """These and another one, made from a text."""
        return Figures((*self.digests, source), {**self.drawings, name: (drawing, None)})


def read_figures(selection: Selection, library: Library, read_drawing: ReadDrawing) -> Figures:
    """The drawings of all figures of a selection.

    Raises HandoutError with all that is wrong in them.
    """
    problems: list[Problem] = []
    found: dict[str, tuple[Drawing, Drawing | None]] = {}
    digests: list[str] = []
    for name in dict.fromkeys(f for section in selection.sections for f in section.figures()):
        figure = library.figures[name]
        places = _places(figure, selection.comparison.conditions)
        drawings: list[Drawing] = []
        for file, data in figure.drawn():
            try:
                source = figure_source(file, data, library)
                drawing = read_drawing(source, *_reading(file, library))
            except HandoutError as error:
                problems.extend(_told(error, figure, data))
                continue
            labels = library.labels.get(name, {})
            digests.append(sha256(source + repr(places).encode()).hexdigest())
            if labels:
                digests.append(sha256(repr(sorted(labels.items())).encode()).hexdigest())
            drawings.append(_relabelled(_renumbered(drawing, places), labels))
        if drawings:
            found[name] = (drawings[0], drawings[1] if len(drawings) > 1 else None)
    if problems:
        raise HandoutError(problems)
    return Figures(tuple(digests), found)


def figure_drawings(
    figure: FigureEntry, library: Library, read_drawing: ReadDrawing
) -> Iterator[Drawing]:
    """A figure's drawing and the narrow one; raises HandoutError with F- and T-problems."""
    for file, data in figure.drawn():
        yield read_drawing(figure_source(file, data, library), *_reading(file, library))


def check_figure(
    figure: FigureEntry, library: Library, read_drawing: ReadDrawing
) -> Iterator[Problem]:
    """What is wrong with a figure's drawings."""
    for file, data in figure.drawn():
        try:
            read_drawing(figure_source(file, data, library), *_reading(file, library))
        except HandoutError as error:
            yield from _told(error, figure, data)


def _told(error: HandoutError, figure: FigureEntry, data: Mapping[str, Value]) -> Iterator[Problem]:
    """The problems; those of a template also say which data it was drawn from."""
    where = f"drawn from the data of `{figure.id}`, {figure.location}."
    for problem in error.problems:
        yield replace(problem, hint=f"{problem.hint} {where}".strip()) if data else problem


def figure_source(file: str, data: Mapping[str, Value], library: Library) -> bytes:
    """The SVG source of a drawing, which a template may have to write first."""
    asset = library.drawings[file]
    return draw(asset, data) if file.endswith(TEMPLATE_SUFFIX) else asset.read()


def _reading(file: str, library: Library) -> tuple[str, bool]:
    return library.drawings[file].shown, file.endswith(TEMPLATE_SUFFIX)


def _places(figure: FigureEntry, compared: tuple[str, ...]) -> tuple[int, ...]:
    """Where the figure's conditions stand in this handout, counted from 1."""
    return tuple(compared.index(c) + 1 for c in figure.conditions if c in compared)


def _renumbered(drawing: Drawing, places: tuple[int, ...]) -> Drawing:
    """The drawing with the looks that its conditions have in this handout."""
    if places == tuple(range(1, len(places) + 1)):
        return drawing
    return replace(
        drawing,
        shapes=tuple(
            replace(shape, fill=renumbered(shape.fill, places))
            if isinstance(shape, Label)
            else replace(
                shape,
                fill=shape.fill and renumbered(shape.fill, places),
                stroke=shape.stroke and renumbered(shape.stroke, places),
            )
            for shape in drawing.shapes
        ),
    )


def _relabelled(drawing: Drawing, labels: Mapping[str, str]) -> Drawing:
    """The drawing with its labels in another language."""
    if not labels:
        return drawing
    return replace(
        drawing,
        shapes=tuple(
            replace(shape, text=labels.get(shape.text, shape.text))
            if isinstance(shape, Label)
            else shape
            for shape in drawing.shapes
        ),
    )
