"""What travels between a batch and the processes that build: one handout, and what came of it."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from handoutgen.build import Format
from handoutgen.content.frozen_model import Model
from handoutgen.content.review import ReviewState
from handoutgen.errors import Problem
from handoutgen.selection import HandoutRequest

SUFFIXES: dict[Format, str] = {"pdf": ".pdf", "html": ".html", "text": ".txt"}

_OF_THE_DAY = ("today", "note")
"""Parts of a request that its key does not hold: the review's state stands for the day."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a building process finds content: one clinic's, or the bundled alone.

    `stand` is the digest of all of it, `cache` the user's own folder for what is kept on disk.
    """

    workspace: str | None
    cache: str | None
    stand: str


@dataclass(frozen=True, slots=True)
class Job:
    """One file to make. `number` is its place in the plan, `key` changes when the file would.

    `stand` is the digest of all that can print in the handouts of its comparison, `review` what
    reviews in force cover of it in each of its languages.
    """

    number: int
    file: str
    key: str
    stand: str
    review: tuple[tuple[str, str], ...]
    request: HandoutRequest
    format: Format
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file: its row in the manifest.

    `files` has what is still to be written, by name, where the process that built could not.
    """

    number: int
    row: str
    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    """What kept a handout from being made. `bug` means that it is a fault of ours."""

    number: int
    problems: tuple[Problem, ...]
    bug: bool = False


Answer = Made | Failed

Engine = Callable[[Iterable[Job]], Iterator[Answer]]
"""Something that makes handouts and yields the answers in whatever order they come."""


def key_of(
    request: HandoutRequest, format: Format, reviews: Iterable[ReviewState], stand: str
) -> str:
    """A digest of all that decides about a file, without the day on which it is made.

    `reviews` is how the text stands in each of its languages.
    """
    values = {f.name: getattr(request, f.name) for f in fields(request)}
    decisive = {name: value for name, value in values.items() if name not in _OF_THE_DAY}
    states = [[r.covers, *(one.as_data() for one in r.reviews)] for r in reviews]
    whole = json.dumps([stand, format, decisive, states], sort_keys=True, default=_plain)
    return sha256(whole.encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.as_data() if isinstance(value, Model) else str(value)


def beside(file: str, suffix: str) -> str:
    """The name of a file that goes with another one."""
    path = Path(file)
    return path.with_name(f"{path.stem}{suffix}{path.suffix}").as_posix()
