"""Drawings, each read once."""

from functools import lru_cache

from handoutgen.document.drawing import Drawing


@lru_cache(maxsize=256)
def read_drawing(source: bytes, file: str, drawn: bool = False) -> Drawing:
    """A drawing, kept by the content of its file: many handouts print the same figures."""
    from handoutgen.document.svg import parse_svg  # only needed by what prints a figure

    return parse_svg(source, file, drawn)
