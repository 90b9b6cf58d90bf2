"""The lines and dots of a hatch over the box around an outline, for a renderer to clip to it."""

from collections.abc import Iterator
from math import sqrt

from handoutgen.document.drawing import Hatch, Path, Segment

_MOST = 4_000
"""Lines or dots of one hatch: more would be finer than print, or the box is far too large."""


def hatch_strokes(outline: Path, hatch: Hatch) -> Path:
    """The hatch as strokes; a dot is a line of no length with round ends (ISO 32000-1, 8.5.3.2)."""
    left, top, right, bottom = outline.box
    pitch = hatch.pitch
    while (right - left) * (bottom - top) > _MOST * pitch * pitch:
        pitch *= 2
    box = (left, top, right - left, bottom - top)
    match hatch.kind:
        case "dots":
            ends = _dots(*box, pitch)
        case "slanted":
            ends = _slanted(*box, pitch, rising=True)
        case "lattice":
            rising, falling = (_slanted(*box, pitch, rising=way) for way in (True, False))
            ends = (line for lines in (rising, falling) for line in lines)
        case "level":
            ends = ((left, y, right, y) for y in _steps(top, bottom, pitch))
        case "upright":
            ends = ((x, top, x, bottom) for x in _steps(left, right, pitch))
    segments = tuple(
        segment
        for x1, y1, x2, y2 in ends
        for segment in (Segment("M", (x1, y1)), Segment("L", (x2, y2)))
    )
    return Path(
        segments,
        None,
        stroke=hatch.colour,
        stroke_width=hatch.line,
        cap="round" if hatch.kind == "dots" else "butt",
        stroke_opacity=outline.fill_opacity,
    )


Ends = Iterator[tuple[float, float, float, float]]


def _steps(start: float, end: float, pitch: float) -> Iterator[float]:
    """Evenly from the middle, so that both ends of the box look alike."""
    count = max(1, int((end - start) / pitch))
    first = (start + end - (count - 1) * pitch) / 2
    return (first + index * pitch for index in range(count))


def _dots(x: float, y: float, width: float, height: float, pitch: float) -> Ends:
    """Staggered rows, as on the condition's mark."""
    step = pitch * 0.56
    for row in range(int(height / step) + 1):
        down = y + row * step + step * 0.4
        for column in range(int(width / pitch) + 2):
            across = x + column * pitch + (pitch / 2 if row % 2 else 0.0)
            yield (across, down, across, down)


def _slanted(
    x: float, y: float, width: float, height: float, pitch: float, *, rising: bool
) -> Ends:
    step = pitch * sqrt(2)
    for index in range(int((width + height) / step) + 2):
        start = x - height + index * step
        low, high = (start, start + height) if rising else (start + height, start)
        yield (low, y + height, high, y)
