"""What a plan file says: which handouts to make, as matrices of the commands' own options."""

from collections.abc import Hashable
from pathlib import Path
from typing import Annotated, Any, TypeVar

from handoutgen.build import Format
from handoutgen.content.constraint import before, limits, refusal, shaped
from handoutgen.content.entry import Day, Entry, Id, Text, Wording
from handoutgen.content.frozen_model import field
from handoutgen.content.layouts import Layout, Paper
from handoutgen.content.positions import LARGEST_FILE, Positions, read_yaml
from handoutgen.content.validation import validate
from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.said import said

Value = TypeVar("Value", bound=Hashable)

_MOST = 1000
"""Values under a key: each wrong one is told, so that there is an end to it."""

Name = Annotated[
    str,
    limits(max_length=60),
    shaped(
        r"[A-Za-z0-9][A-Za-z0-9._-]*", "a name", "write letters, digits, and . _ - between them."
    ),
]
_TAG = r"[a-z]{2,3}([_-][A-Za-z]{2,4})*"
Tags = Annotated[
    str,
    limits(max_length=60),
    shaped(
        rf"{_TAG}(\+{_TAG})*", "a language", "write a tag such as `es`, or two such as `en+es`."
    ),
]
"""One language, such as `es`, or several to print side by side, such as `en+es`."""

Pattern = Annotated[
    str,
    limits(max_length=200),
    shaped(
        r"[A-Za-z0-9{][A-Za-z0-9 ._{}/+-]*",
        "a pattern for names",
        "write letters, digits, . _ - + / and keys in braces, such as {handout}.",
    ),
]


def _as_list(value: Any) -> Any:
    """One value stands for a list of one; a value that comes twice is told."""
    values = value if isinstance(value, list) else [value]
    seen: set[str] = set()
    for found in values:
        # Not the value itself: true equals 1, and a mapping is in no set.
        if repr(found) in seen:
            raise refusal("twice", f"`{str(found)[:60]}` stands here twice")
        seen.add(repr(found))
    return values


OneOrMore = Annotated[
    tuple[Value, ...],
    before(_as_list, json_schema_input_type=Value | list[Value]),
    limits(min_length=1, max_length=_MOST),
]
"""A value, or a list of values that the matrix goes through."""

Sections = Annotated[tuple[Id, ...], limits(max_length=200)]


class Axes(Entry):
    """What a matrix goes through: each key has a value or a list of values."""

    clinic: OneOrMore[Id] = ()
    handout: OneOrMore[Id] = ()
    comparison: OneOrMore[Id] = ()
    wording: OneOrMore[Wording] = ()
    language: OneOrMore[Tags] = ()
    layout: OneOrMore[Layout] = ()
    style: OneOrMore[Name] = ()
    paper: OneOrMore[Paper] = ()
    binding: OneOrMore[bool] = ()
    duplex: OneOrMore[bool] = ()
    template: OneOrMore[Name] = ()
    locale: OneOrMore[Name] = ()
    format: OneOrMore[Format] = ()


class Combination(Axes):
    """Handouts that a matrix leaves out: those that have one of the values of every key here."""

    sections: OneOrMore[Id] = ()

    def check(self) -> None:
        """It names something."""
        if not self.said:
            raise ValueError("it names nothing; a combination has at least one key")


class Matrix(Axes):
    """Every combination of the values of its keys, but for those under `except`.

    `section` is what all of them print; `sections` has several such lists, each by a name, and an
    empty one prints what the comparison usually prints. `file` is a pattern for the files' names.
    """

    sections: Annotated[dict[Id, Sections], limits(max_length=_MOST)] = field(default={})
    section: Sections = ()
    without: Sections = ()
    title: Text | None = None
    file: Pattern | None = None
    left_out: Annotated[tuple[Combination, ...], limits(max_length=_MOST)] = field(
        default=(), key="except"
    )

    def check(self) -> None:
        """It is about one thing."""
        if bool(self.comparison) == bool(self.handout):
            raise ValueError("it names either `comparison` or `handout`")
        if self.section and self.sections:
            raise ValueError("it has either `section` or `sections`")


class Plan(Entry):
    """A batch: every handout of every matrix under `make`.

    `clinics` gives each clinic's folder a name; a path is seen from the plan's own folder. `file`
    is the pattern for every matrix that has none. `date` is the date of all files.
    """

    clinics: Annotated[dict[Id, str], limits(max_length=_MOST)] = field(default={})
    file: Pattern | None = None
    date: Day | None = None
    make: Annotated[tuple[Matrix, ...], limits(min_length=1, max_length=_MOST)]


def read_plan(path: Path) -> tuple[Plan, Positions]:
    """A plan with the place of each value.

    Raises HandoutError U080 (no such file), or C001 to C008 with every problem in the file.
    """
    try:
        # Only a regular file: a device would never end.
        if not path.is_file():
            raise FileNotFoundError
        with path.open("rb") as file:
            source = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise HandoutError([Problem("U080", said("{file} is not a file", file=path))]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = said("cannot be read: {reason}", reason=reason)
        raise HandoutError([Problem("C001", message, Location(str(path)))]) from None
    return parse_plan(source, str(path))


def parse_plan(source: bytes, file: str) -> tuple[Plan, Positions]:
    """The bytes of a plan with the place of each value; raises HandoutError C001 to C008."""
    data, positions = read_yaml(source, file)
    return validate(Plan, data, positions), positions
