"""The grammar of SVG path data (SVG 2, 9.3), reduced to moves, lines, cubic curves and closes."""

import re
from collections.abc import Callable, Iterator
from math import atan2, ceil, cos, hypot, pi, radians, sin, sqrt, tan

from handoutgen.document.drawing import Segment

MAX_SEGMENTS = 100_000
MAX_NUMBER = 1_000_000.0

_FLAT = 1e-6  # an arc this thin is a line (SVG 2, 9.5.1, says zero)

_SPACE = r"[ \t\r\n\f]"
_NUMBER = r"[+-]?(?:[0-9]*\.[0-9]+|[0-9]+)(?:[eE][+-]?[0-9]+)?"
# Atomic groups and possessive repeats keep hostile data from backtracking.
_SEPARATOR = rf"(?>{_SPACE}*+,?{_SPACE}*+)"
_COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^A-DF-Za-df-z]*)")
_EACH_NUMBER = re.compile(_NUMBER)
_LIST = re.compile(rf"{_SPACE}*+(?>{_NUMBER})(?:{_SEPARATOR}(?>{_NUMBER}))*+{_SPACE}*+")
_ARC = (
    rf"{_SEPARATOR}((?>{_NUMBER})){_SEPARATOR}((?>{_NUMBER})){_SEPARATOR}((?>{_NUMBER}))"
    rf"{_SEPARATOR}([01]){_SEPARATOR}([01]){_SEPARATOR}((?>{_NUMBER})){_SEPARATOR}((?>{_NUMBER}))"
)

_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}

Point = tuple[float, float]


def parse_path(data: str) -> tuple[Segment, ...]:
    """The absolute segments of path data in user units; empty for empty data.

    Raises ValueError, with the text around the first fault, if the data does not follow
    SVG 2, 9.3, has more than `MAX_SEGMENTS` steps or a number beyond `MAX_NUMBER`.
    SVG draws up to the fault; we draw nothing.
    """
    pen = _Pen()
    position = len(data) - len(data.lstrip(" \t\r\n\f"))
    while position < len(data):
        match = _COMMAND.match(data, position)
        if match is None:
            raise ValueError(f"expected a path command at “{_excerpt(data, position)}”")
        letter = match[1]
        if not pen.segments and letter not in "Mm":
            raise ValueError("a path starts with M")
        numbers = _numbers(letter.upper(), match[2])
        if numbers is None:
            raise ValueError(f"wrong numbers at “{_excerpt(data, position)}”")
        pen.draw(letter, numbers)
        if len(pen.segments) > MAX_SEGMENTS:
            raise ValueError(f"a path of more than {MAX_SEGMENTS:,} steps")
        position = match.end()
    return tuple(pen.segments)


def parse_numbers(text: str) -> tuple[float, ...]:
    """The numbers of a list separated by spaces or commas; empty for empty text.

    Raises ValueError for anything else, or a number beyond `MAX_NUMBER` (SVG 2, 4.3).
    """
    if not text.strip(" \t\r\n\f"):
        return ()
    if not _LIST.fullmatch(text):
        raise ValueError(f"“{text[:40]}” is not a list of numbers")
    return tuple(_checked(_EACH_NUMBER.findall(text)))


def _numbers(letter: str, text: str) -> list[float] | None:
    count = _COUNTS[letter]
    if count == 0:
        return None if text.strip(" \t\r\n\f") else []
    if letter == "A":
        found = _arc_numbers(text)
    elif _LIST.fullmatch(text):
        found = _EACH_NUMBER.findall(text)
    else:
        return None
    if not found or len(found) % count:
        return None
    if len(found) // count > MAX_SEGMENTS:
        raise ValueError(f"a path of more than {MAX_SEGMENTS:,} steps")
    return _checked(found)


def _arc_numbers(text: str) -> list[str]:
    """The numbers of one or more arcs, none if they are wrong: flags need no space after them."""
    arc = re.compile(_ARC)  # only here, as few figures have arcs and compiling takes long
    text = text.rstrip(" \t\r\n\f")
    found: list[str] = []
    position = 0
    while position < len(text):
        match = arc.match(text, position)
        if match is None or (not found and "," in match[0].partition(match[1])[0]):
            return []
        found += match.groups()
        position = match.end()
    return found


def _checked(found: list[str]) -> list[float]:
    numbers = list(map(float, found))
    if max(numbers) > MAX_NUMBER or min(numbers) < -MAX_NUMBER:
        raise ValueError(f"a number beyond {MAX_NUMBER:,.0f}")
    return numbers


def _excerpt(data: str, position: int) -> str:
    return data[position : position + 20].strip()


class _Pen:
    """Where the path has come to, and which control point a smooth curve would mirror."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._here: Point = (0.0, 0.0)
        self._start: Point = (0.0, 0.0)
        self._control: Point = (0.0, 0.0)
        self._previous = ""
        self._closed = False

    def draw(self, letter: str, numbers: list[float]) -> None:
        """Append one command with all its repeats."""
        kind = letter.upper()
        if kind == "Z":
            self._close()
            return
        step = _COUNTS[kind]
        for index in range(0, len(numbers), step):
            base = self._here if letter.islower() else (0.0, 0.0)
            if kind == "M":
                self._move(base[0] + numbers[index], base[1] + numbers[index + 1])
                kind = "L"  # further pairs are lines (SVG 2, 9.3.3)
            else:
                if self._closed:
                    self._move(*self._start)
                self._DRAW[kind](self, base, numbers[index : index + step])
                self._previous = kind

    def _move(self, x: float, y: float) -> None:
        self._here = self._start = (x, y)
        self._closed, self._previous = False, "M"
        self.segments.append(Segment("M", (x, y)))

    def _close(self) -> None:
        if not self._closed:
            self.segments.append(Segment("Z", ()))
        self._here, self._closed, self._previous = self._start, True, "Z"

    def _line(self, x: float, y: float) -> None:
        self._here = (x, y)
        self.segments.append(Segment("L", (x, y)))

    def _curve(self, first: Point, second: Point, end: Point) -> None:
        self._here = end
        self.segments.append(Segment("C", (*first, *second, *end)))

    def _lineto(self, base: Point, n: list[float]) -> None:
        self._line(base[0] + n[0], base[1] + n[1])

    def _horizontal(self, base: Point, n: list[float]) -> None:
        self._line(base[0] + n[0], self._here[1])

    def _vertical(self, base: Point, n: list[float]) -> None:
        self._line(self._here[0], base[1] + n[0])

    def _cubic(self, base: Point, n: list[float]) -> None:
        x, y = base
        self._control = (x + n[2], y + n[3])
        self._curve((x + n[0], y + n[1]), self._control, (x + n[4], y + n[5]))

    def _smooth_cubic(self, base: Point, n: list[float]) -> None:
        x, y = base
        first = self._mirrored("CS")
        self._control = (x + n[0], y + n[1])
        self._curve(first, self._control, (x + n[2], y + n[3]))

    def _quadratic(self, base: Point, n: list[float]) -> None:
        x, y = base
        self._bend((x + n[0], y + n[1]), (x + n[2], y + n[3]))

    def _smooth_quadratic(self, base: Point, n: list[float]) -> None:
        self._bend(self._mirrored("QT"), (base[0] + n[0], base[1] + n[1]))

    def _arc(self, base: Point, n: list[float]) -> None:
        end = (base[0] + n[5], base[1] + n[6])
        if end == self._here:
            return
        if min(abs(n[0]), abs(n[1])) < _FLAT:
            self._line(*end)
            return
        for first, second, point in arc_curves(self._here, n[:3], n[3] == 1, n[4] == 1, end):
            self._curve(first, second, point)

    def _mirrored(self, after: str) -> Point:
        if self._previous not in after:
            return self._here
        return (2 * self._here[0] - self._control[0], 2 * self._here[1] - self._control[1])

    def _bend(self, control: Point, end: Point) -> None:
        """A quadratic curve, raised to a cubic: the handles reach two thirds of the way."""
        (x, y), (cx, cy), (ex, ey) = self._here, control, end
        self._control = control
        self._curve(
            (x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3),
            (ex + (cx - ex) * 2 / 3, ey + (cy - ey) * 2 / 3),
            end,
        )

    _DRAW: dict[str, Callable[["_Pen", Point, list[float]], None]] = {  # noqa: RUF012
        "L": _lineto,
        "H": _horizontal,
        "V": _vertical,
        "C": _cubic,
        "S": _smooth_cubic,
        "Q": _quadratic,
        "T": _smooth_quadratic,
        "A": _arc,
    }


def arc_curves(
    start: Point, radii_and_turn: list[float], large: bool, sweep: bool, end: Point
) -> Iterator[tuple[Point, Point, Point]]:
    """An elliptical arc as cubic curves of a quarter turn or less (SVG 2, 9.5.1 and B.2).

    `radii_and_turn` is rx, ry (user units, not zero) and the turn of the x axis in degrees.
    """
    rx, ry, turn = abs(radii_and_turn[0]), abs(radii_and_turn[1]), radians(radii_and_turn[2])
    cosine, sine = cos(turn), sin(turn)
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cosine * half_x + sine * half_y, cosine * half_y - sine * half_x
    stretch = hypot(x / rx, y / ry)
    if stretch > 1:
        rx, ry = rx * stretch, ry * stretch
    # On the unit circle: where the chord starts, and how far the centre lies from it.
    ux, uy = x / rx, y / ry
    square = ux * ux + uy * uy
    offset = sqrt(max(0.0, 1 / square - 1)) if square else 0.0
    offset = -offset if large == sweep else offset
    cx, cy = offset * uy, -offset * ux
    middle_x, middle_y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2

    def place(px: float, py: float) -> Point:
        px, py = rx * px, ry * py
        return (cosine * px - sine * py + middle_x, sine * px + cosine * py + middle_y)

    first, last = (ux - cx, uy - cy), (-ux - cx, -uy - cy)
    angle = atan2(first[1], first[0])
    extent = atan2(last[1], last[0]) - angle
    if sweep and extent < 0:
        extent += 2 * pi
    elif not sweep and extent > 0:
        extent -= 2 * pi
    pieces = max(1, ceil(abs(extent) / (pi / 2) - 1e-9))
    part = extent / pieces
    handle = 4 / 3 * tan(part / 4)
    for piece in range(pieces):
        a, b = angle + piece * part, angle + (piece + 1) * part
        yield (
            place(cx + cos(a) - handle * sin(a), cy + sin(a) + handle * cos(a)),
            place(cx + cos(b) + handle * sin(b), cy + sin(b) - handle * cos(b)),
            end if piece == pieces - 1 else place(cx + cos(b), cy + sin(b)),
        )
