"""A strict reader for figures: SVG source to a `Drawing`, or every problem with its place.

It knows the subset in `svg_rules` and evaluates nothing else. A DOCTYPE ends the reading before
any entity could be expanded, and limits on size, count and depth bound the work.
"""

from itertools import islice
from math import sqrt
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from handoutgen.document.drawing import Drawing
from handoutgen.document.svg_file import check_source
from handoutgen.document.svg_legibility import Placed, legibility
from handoutgen.document.svg_path import MAX_SEGMENTS
from handoutgen.document.svg_rules import (
    CHILDREN,
    NAMESPACE,
    attribute_hint,
    element_hint,
    is_allowed,
)
from handoutgen.document.svg_shapes import GEOMETRY, outline, transformed
from handoutgen.document.svg_style import Style, inherit, painted
from handoutgen.document.svg_text import Run, label, text_run, tspan_run
from handoutgen.document.svg_values import Matrix, multiply, transform
from handoutgen.document.svg_viewport import NOWHERE, viewport
from handoutgen.errors import HandoutError, Location, Problem

MAX_SHAPES = 20_000
MAX_DEPTH = 32
MAX_PROBLEMS = 100

_PAINT_HINT = 'use a token such as "ink" or "condition-1", a colour such as "#1b1f24", or "none".'
_VALUE_HINTS = {
    "fill": _PAINT_HINT,
    "stroke": _PAINT_HINT,
    "transform": "use matrix, translate, scale, rotate, skewX or skewY with numbers.",
    "viewBox": 'write four numbers, such as viewBox="0 0 468 258".',
    "width": 'write points, such as width="468pt".',
    "height": 'write points, such as height="258pt".',
    "d": "save the drawing again, or remove the broken path.",
    "text": "write words upright with a plain fill, and give each <tspan> its own x and y.",
}
_PLAIN_NUMBER = "use plain numbers without a unit."


class _EnoughError(Exception):
    """Reading on would be unsafe or of no use."""


class _Frame(NamedTuple):
    """An element that is open."""

    name: str
    style: Style
    matrix: Matrix
    run: Run | None = None


def parse_svg(source: bytes, file: str, drawn: bool = False, *, explained: bool = True) -> Drawing:
    """The figure in SVG source, in points, with all transforms applied.

    `file` names the source in problems; if a template has `drawn` it, its start tags say with
    `at` which of the template's lines they stand for. If there is a viewBox but no width or
    height, one user unit is one point. Text is set in our own font: font-family is ignored. A logo
    explains nothing: if the drawing need not be `explained`, it may lack title and desc, and is
    not asked whether it can be read.

    Raises HandoutError with F001 not well-formed or not UTF-8, F002 DOCTYPE, F003 element or
    F004 attribute not allowed, F005 bad value, F006 no size, F007 too large, F009 no title or
    desc, F010 words too small, F011 or F012 colours that do not stand out. Sources: SVG 2 and
    XML 1.0.
    """
    check_source(source, file)
    return _Reader(file, drawn, explained).read(source)


class _Reader:
    """What has been read so far of one file."""

    def __init__(self, file: str, drawn: bool, explained: bool) -> None:
        self._file = file
        self._drawn = drawn
        self._explained = explained
        self._place: Location | None = None
        self._problems: list[Problem] = []
        self._shapes: list[Placed] = []
        self._stack: list[_Frame] = []
        self._words: dict[str, list[str]] = {}
        self._elements = self._segments = 0
        self._skipped = 0  # how deep we are in an element that is not allowed
        self._view = NOWHERE
        self._runs: list[Run] = []
        self._root = Location(file)
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.ProcessingInstructionHandler = self._instruction

    def read(self, source: bytes) -> Drawing:
        """Read the whole file. Raises HandoutError with all problems."""
        try:
            self._parser.Parse(source, True)
        except expat.ExpatError as error:
            place = Location(self._file, error.lineno, error.offset + 1)
            hint = "close every element, and write & as &amp; and < as &lt;."
            self._problems.append(Problem("F001", expat.ErrorString(error.code), place, hint))
        except _EnoughError:
            pass
        else:
            if self._explained:
                self._finish()
        if self._problems:
            raise HandoutError(self._problems)
        title, desc = (
            " ".join("".join(self._words.get(name, [])).split()) for name in ("title", "desc")
        )
        shapes = tuple(shape for shape, _ in self._shapes)
        return Drawing(self._view.width, self._view.height, title, desc, shapes)

    def _finish(self) -> None:
        hints = {
            "title": "name the figure in a <title> directly in <svg>.",
            "desc": "say what the figure shows in a <desc> directly in <svg>.",
        }
        for name, hint in hints.items():
            if not "".join(self._words.get(name, [])).strip():
                self._problems.append(
                    Problem("F009", f"the figure has no {name}", self._root, hint)
                )

        if not self._problems:
            faults = legibility(self._shapes, self._view.width)
            self._problems.extend(islice(faults, MAX_PROBLEMS))

    def _here(self) -> Location:
        if self._place is not None:
            return self._place
        parser = self._parser
        return Location(self._file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def _report(self, code: str, message: str, hint: str, place: Location | None = None) -> None:
        self._problems.append(Problem(code, message, place or self._here(), hint))
        if len(self._problems) >= MAX_PROBLEMS:
            raise _EnoughError

    def _stop(self, code: str, message: str, hint: str) -> NoReturn:
        self._report(code, message, hint)
        raise _EnoughError

    def _bad(self, attribute: str, why: str, place: Location | None = None) -> None:
        hint = _VALUE_HINTS.get(attribute, _PLAIN_NUMBER)
        self._report("F005", f"{attribute}: {why}", hint, place)

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "utf8"):
            message = f"the file says that it is {encoding[:40]}"
            self._report("F001", message, 'save as UTF-8 and write encoding="UTF-8".')

    def _doctype(self, *_: object) -> None:
        self._stop("F002", "a DOCTYPE is not allowed", "remove everything before <svg>.")

    def _instruction(self, target: str, _: str) -> None:
        self._report("F003", f"<?{target[:40]}?> is not allowed", "remove it.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._drawn:
            line = attributes.pop("at", "").rpartition(":")[2]
            self._place = Location(self._file, int(line)) if line.isdecimal() else None
        self._elements += 1
        if self._elements > MAX_SHAPES:
            self._stop("F007", f"more than {MAX_SHAPES:,} shapes", "simplify the drawing.")
        if len(self._stack) + self._skipped >= MAX_DEPTH:
            self._stop("F007", f"more than {MAX_DEPTH} levels of groups", "remove some groups.")
        if not self._stack and not self._skipped:
            self._open_root(name, attributes)
        elif self._skipped:
            self._skipped += 1
        elif name not in CHILDREN.get(self._stack[-1].name, ()):
            parent = self._stack[-1].name
            message = f"<{name[:40]}> is not allowed in <{parent}>"
            self._report("F003", message, element_hint(name))
            self._skipped = 1
        else:
            self._open(name, attributes)

    def _open_root(self, name: str, attributes: dict[str, str]) -> None:
        self._root = self._here()
        if name != "svg" or "xmlns" not in attributes:
            hint = f'start with <svg xmlns="{NAMESPACE}">.'
            self._stop("F003", f"<{name[:40]}> is not the start of an SVG drawing", hint)
        style = self._attributes(name, attributes, Style())
        view = viewport(attributes, self._bad)
        if view is None:
            hint = 'add a viewBox, such as viewBox="0 0 468 258".'
            self._report("F006", "the drawing has no size", hint)
        self._view = view or NOWHERE
        self._stack.append(_Frame(name, style, self._view.matrix))

    def _attributes(self, name: str, attributes: dict[str, str], style: Style) -> Style:
        for attribute, value in attributes.items():
            if not is_allowed(name, attribute, value):
                message = f"{attribute[:40]} is not allowed on <{name}>"
                self._report("F004", message, attribute_hint(name, attribute))
        return inherit(style, attributes, self._bad)

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._stack[-1]
        style, matrix = self._attributes(name, attributes, parent.style), parent.matrix
        try:
            if "transform" in attributes:
                matrix = multiply(matrix, transform(attributes["transform"]))
        except ValueError as error:
            self._bad("transform", str(error))
        run = None
        if name in GEOMETRY:
            self._shape(name, attributes, style, matrix)
        elif name in ("text", "tspan"):
            run = self._start_run(name, attributes, style, matrix)
        elif name in ("title", "desc"):
            if name in self._words:
                self._report("F009", f"the figure has a second {name}", "keep one.")
            self._words.setdefault(name, [])
        self._stack.append(_Frame(name, style, matrix, run))

    def _shape(self, name: str, attributes: dict[str, str], style: Style, matrix: Matrix) -> None:
        try:
            segments = transformed(outline(name, attributes), matrix)
        except ValueError as error:
            self._bad("d" if name == "path" else name, str(error))
            return
        self._segments += len(segments)
        if self._segments > MAX_SEGMENTS:
            self._stop("F007", f"more than {MAX_SEGMENTS:,} points", "simplify the paths.")
        # A stroke keeps one width, also where a transform stretches: the mean of both ways.
        scale = sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        shape = painted(segments, style, scale, filled=name != "line")
        if shape is not None:
            self._shapes.append(Placed(shape, self._here()))

    def _start_run(
        self, name: str, attributes: dict[str, str], style: Style, matrix: Matrix
    ) -> Run | None:
        if name == "text":
            self._runs = []
        try:
            if name == "text":
                run = text_run(attributes, style, matrix, self._here())
            elif self._runs:
                run = tspan_run(attributes, style, self._here(), self._runs)
            else:
                return None
        except ValueError as error:
            self._bad("text", str(error))
            return None
        self._runs.append(run)
        return run

    def _text(self, data: str) -> None:
        if self._skipped or not self._stack:
            return
        frame = self._stack[-1]
        if frame.name in ("title", "desc"):
            self._words[frame.name].append(data)
        elif frame.name in ("text", "tspan"):
            if frame.run is not None and frame.run is self._runs[-1]:
                frame.run.parts.append(data)
            elif frame.run is not None and data.strip():
                self._bad("text", "words after a </tspan>")
        elif data.strip():
            message = f"words directly in <{frame.name}>"
            self._report("F003", message, "put them in a <text>, or remove them.")

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        self._stack.pop()
        if name != "text":
            return
        for run in self._runs:
            try:
                shape = label(run)
            except ValueError as error:
                self._bad("text", str(error), run.place)
            else:
                if shape is not None:
                    self._shapes.append(Placed(shape, run.place))
        self._runs = []
