"""How much a template may do, counted in steps: the same on every machine, unlike a time.

Neither Python nor Jinja2 stops a loop in a loop that prints nothing, a macro that calls itself
twice, or the comparison of two lists that hold each other a hundred times over.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from jinja2.exceptions import SecurityError

MOST_STEPS = 5_000_000
"""The most steps that one template may take, with all that it includes: a second or two.

A long handout takes 80,000, a figure of 10,000 marks 3,000,000. A step is a node of Jinja2's syntax
tree or ten characters; what takes Python longer than a node takes more of them, below.
"""

ROUND = 10
"""The steps of beginning with a list of statements, as each round of a loop does."""

FILE = 100
"""The steps of taking in another template."""

TOKEN = 40
"""The steps of compiling a word or sign of it, once in each handout whether it is kept or not."""

MOST_TOKENS = 10_000
"""The most words and signs between the braces of one template; the longest of ours has 1,000."""

ITEM = 5
"""The steps of looking at an item of a list."""

FILTER = 4
"""A filter takes so many times the steps of what it is given: it sorts, or asks for each item."""

CHARACTERS = 10
"""So many characters are a step."""

_DEEPEST = 50  # Python's own hash of a tuple in a tuple knows no end, and takes the process along


_LISTS = (list, tuple, dict)


@dataclass(slots=True)
class _Steps:
    left: int = MOST_STEPS
    files: set[str] = field(default_factory=set)


_STEPS: ContextVar[_Steps | None] = ContextVar("steps", default=None)


@contextmanager
def counted() -> Iterator[None]:
    """Count the steps of one template; once there are too many, `spend` raises SecurityError."""
    token = _STEPS.set(_Steps())
    try:
        yield
    finally:
        _STEPS.reset(token)


def spend(steps: int) -> bool:
    """Take steps, and say that it is fine; raises SecurityError when there are none left."""
    counting = _STEPS.get()
    if counting is not None:
        counting.left -= steps
        if counting.left < 0:
            raise SecurityError("the template takes too many steps")
    return True


def spend_on_file(name: str, tokens: int) -> None:
    """Take the steps of another template; raises SecurityError when there are none left."""
    spend(FILE)
    counting = _STEPS.get()
    if counting is not None and name not in counting.files:
        counting.files.add(name)
        spend(TOKEN * tokens)


def spend_on(value: object, times: int = 1) -> None:
    """Take the steps of reading a value as a whole; raises SecurityError also where it has no end.

    What a list holds twice counts twice, as it does for whoever compares, sorts or hashes it.
    """
    if isinstance(value, str):
        if len(value) >= CHARACTERS:
            spend(times * len(value) // CHARACTERS)
    elif isinstance(value, _LISTS):
        _spend_on_all(value, times)


def _spend_on_all(
    value: "list[object] | tuple[object, ...] | dict[object, object]", times: int
) -> None:
    waiting: list[tuple[object, int]] = [(value, 1)]
    while waiting:
        inner, depth = waiting.pop()
        if isinstance(inner, dict):
            inner = [*inner.keys(), *inner.values()]
        if isinstance(inner, list | tuple):
            if depth > _DEEPEST:
                raise SecurityError("lists stand too deep in each other")
            spend(times * ITEM * (1 + len(inner)))
            waiting.extend((item, depth + 1) for item in inner)
        elif isinstance(inner, str) and len(inner) >= CHARACTERS:
            spend(times * len(inner) // CHARACTERS)
