"""What every piece of content is made of: entries that know their place, texts, citations."""

import datetime as dt
import re
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from handoutgen.errors import Location

Wording = Literal["plain", "detailed"]
WORDINGS: tuple[Wording, ...] = get_args(Wording)

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
FactId = Annotated[str, StringConstraints(pattern=r"^[A-Z]+[0-9]+$", max_length=20)]
Url = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"]+$", max_length=300)]

# A wrapped YAML line is not a line break on paper; a 5,000-character word has no place there.
LONGEST_WORD = 60
_UNKNOWN = Location("unknown")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def _flow(text: str) -> str:
    flowing = " ".join(text.split())
    if not flowing:
        raise ValueError("text is empty")
    longest = max(flowing.split(" "), key=len)
    if len(longest) > LONGEST_WORD:
        raise ValueError(f"a word has {len(longest)} characters; {LONGEST_WORD} is the most")
    return flowing


Text = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_flow)]


def _day(value: Any) -> Any:
    # pydantic would take 0 for January 1, 1970.
    if isinstance(value, dt.date) or (isinstance(value, str) and _DAY.match(value)):
        return value
    raise PydanticCustomError("date_type", "Input should be a date such as 2026-11-21")


Day = Annotated[dt.date, BeforeValidator(_day)]


def _languages(value: Any) -> Any:
    return tuple(value.split("+")) if isinstance(value, str) else value


Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}([_-][A-Za-z]{2,4})*$")]
Languages = Annotated[tuple[Language, ...], BeforeValidator(_languages)]
"""Written `es`, or `en+es` for two side by side."""


class Entry(BaseModel):
    """A piece of content that knows where in which file it was written."""

    # Validators are built when something is first validated: a command often needs few of them.
    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True
    )

    translated: ClassVar[tuple[str, ...]] = ()
    """The keys whose words a reader reads: translators get them, a translation replaces them."""

    # From a factory, since pydantic would copy a value for every entry.
    _location: Location = PrivateAttr(default_factory=lambda: _UNKNOWN)

    @property
    def location(self) -> Location:
        """The file, line and column of this entry."""
        return self._location


class ListingEntry(Entry):
    """An entry with lists of names; each name in the lists under `located` knows its place."""

    located: ClassVar[tuple[str, ...]]

    _places: tuple[tuple[tuple[str | int, ...], Location], ...] = PrivateAttr(default=())

    def place(self, *path: str | int) -> Location:
        """The place of a name by its key and indices; of the entry where it is not known."""
        return dict(self._places).get(path, self._location)


def _citation_from_id(value: Any) -> Any:
    return {"source": value} if isinstance(value, str) else value


class Citation(Entry):
    """A source and, if useful, the place in it: a page, a table, a heading."""

    source: Id
    locator: str = ""


Citations = Annotated[
    tuple[Annotated[Citation, BeforeValidator(_citation_from_id)], ...], Field(default=())
]
