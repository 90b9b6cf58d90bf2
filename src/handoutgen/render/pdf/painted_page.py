"""A page while it is painted: what stands on it so far, and the sequence that is open."""

from collections.abc import Callable
from typing import NamedTuple


class PaintedPage(NamedTuple):
    """What is painted on one page: operators, annotations and images by name, named heights."""

    code: list[str]
    annotations: list[object]
    forms: list[str]
    bookmarks: list[tuple[str, float]]


class Sequence(NamedTuple):
    """A marked-content sequence that was begun: leaving it ends it."""

    end: Callable[[], None]

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self.end()
