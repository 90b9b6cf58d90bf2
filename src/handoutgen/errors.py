"""What can go wrong, as data: problems with a place, a permanent code and a hint.

Every stage gathers all the problems it can find and raises them together in one
`HandoutError`. A traceback therefore always means a bug of ours, never bad input.
"""

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Literal

from handoutgen.frozen import dataclass
from handoutgen.said import said

Severity = Literal["error", "warning", "review"]
"""`error`: a machine can decide it is wrong. `review`: a human has to judge."""


class ExitCode(IntEnum):
    """What the command tells the shell. 1 is left to Python: it means a bug of ours."""

    GOOD = 0
    USAGE = 2
    CONTENT = 3
    NOT_FOUND = 4
    CANNOT_WRITE = 5
    NOT_ACCESSIBLE = 6


_EXIT_OF_FAMILY = {
    "U": ExitCode.USAGE,
    "C": ExitCode.CONTENT,
    "F": ExitCode.CONTENT,
    "T": ExitCode.CONTENT,
    "S": ExitCode.NOT_FOUND,
    "L": ExitCode.CONTENT,
    "W": ExitCode.CANNOT_WRITE,
    "D": ExitCode.NOT_ACCESSIBLE,
}


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file that a person wrote. Line and column count from 1; 0 is unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.file, *numbers])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. The code's letter names the family, its number is never reused.

    Message and hint are English. What is `said` can be told in another language.
    C content, F figure, T template, L translation, S selection, D document (accessibility),
    W writing, U usage.
    """

    code: str
    message: str
    location: Location | None = None
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        return self.line(self.severity, "Hint:")

    def line(self, severity: str, before_hint: str) -> str:
        """The problem on one line, with these words for how bad it is and before its hint."""
        place = f"{self.location}: " if self.location else ""
        hint = f" {before_hint} {self.hint}" if self.hint else ""
        return f"{place}{severity} {self.code}: {self.message}{hint}"


class HandoutError(Exception):
    """All problems that one stage found, in a stable order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=_position))
        super().__init__("\n".join(map(str, self.problems)))

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the first problem that is an error."""
        first = next((p for p in self.problems if p.severity == "error"), self.problems[0])
        return _EXIT_OF_FAMILY[first.code[0]]


def _position(problem: Problem) -> tuple[str, int, int, str, str]:
    place = problem.location or Location("")
    # Numbers in messages sort as numbers: source 2 comes before source 10.
    message = re.sub(r"[0-9]+", lambda number: number[0].zfill(6), problem.message)
    return (place.file, place.line, place.column, problem.code, message)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the closest known words, or lists the known ones when few."""
    from difflib import get_close_matches

    names = sorted(known)
    close = get_close_matches(word, names, n=3, cutoff=0.5)
    if close:
        return said("did you mean {names}?", names=either(close))
    if names and len(names) <= 12:
        return said("known: {names}.", names=", ".join(names))
    return ""


def either(names: Sequence[str]) -> str:
    """One of several, as people say it: a, or b, or c."""
    first, *rest = names
    for name in rest:
        first = said("{one} or {other}", one=first, other=name)
    return first
