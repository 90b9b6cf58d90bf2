"""What every piece of content is made of: entries that know their place, texts, citations."""

import datetime as dt
import re
from typing import Annotated, Any, ClassVar, Literal, get_args

from handoutgen.content.constraint import after, before, limits, refusal, shaped
from handoutgen.content.frozen_model import Model
from handoutgen.errors import Location
from handoutgen.said import said

Wording = Literal["plain", "detailed"]
WORDINGS: tuple[Wording, ...] = get_args(Wording)

Id = Annotated[
    str,
    limits(max_length=60),
    shaped(
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "an id",
        "an id is lower-case words joined by hyphens, such as first-signs.",
    ),
]
FactId = Annotated[
    str,
    limits(max_length=20),
    shaped(
        r"[A-Z]+[0-9]+",
        "the id of a fact",
        "facts are called by capitals and a number, such as F12.",
    ),
]
Url = Annotated[
    str,
    limits(max_length=300),
    shaped(
        r"https://[^\s<>\"]+", "an address on the web", "it begins with https:// and has no spaces."
    ),
]

# A wrapped YAML line is not a line break on paper; a 5,000-character word has no place there.
LONGEST_WORD = 60
_UNKNOWN = Location("unknown")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def _flow(text: str) -> str:
    flowing = " ".join(text.split())
    if not flowing:
        raise ValueError(said("text is empty"))
    longest = max(flowing.split(" "), key=len)
    if len(longest) > LONGEST_WORD:
        raise ValueError(
            said(
                "a word has {length} characters; {most} is the most",
                length=len(longest),
                most=LONGEST_WORD,
            )
        )
    return flowing


Text = Annotated[str, limits(max_length=2000), after(_flow)]


def _day(value: Any) -> Any:
    # pydantic would take 0 for January 1, 1970.
    if isinstance(value, dt.date) or (isinstance(value, str) and _DAY.match(value)):
        return value
    raise refusal("date_type", "Input should be a date such as 2026-11-21")


Day = Annotated[dt.date, before(_day)]


def _languages(value: Any) -> Any:
    return tuple(value.split("+")) if isinstance(value, str) else value


LANGUAGE_HINT = "write a tag such as `es`, or with its script or country `zh-Hant`, `pt-BR`."
Language = Annotated[str, shaped(r"[a-z]{2,3}([_-][A-Za-z]{2,4})*", "a language", LANGUAGE_HINT)]
LanguageTag = Annotated[str, shaped(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language", LANGUAGE_HINT)]
LocaleId = Annotated[
    str,
    shaped(r"[a-z]{2}-[A-Z]{2}", "a language with a country", "write both, such as `en-US`."),
]
Languages = Annotated[tuple[Language, ...], before(_languages)]
"""Written `es`, or `en+es` for two side by side."""


class Entry(Model):
    """A piece of content that knows where in which file it was written."""

    __slots__ = ("_location",)

    translated: ClassVar[tuple[str, ...]] = ()
    """The keys whose words a reader reads: translators get them, a translation replaces them."""

    @property
    def location(self) -> Location:
        """The file, line and column of this entry."""
        found: Location = getattr(self, "_location", _UNKNOWN)
        return found

    def locate(self, location: Location) -> None:
        """Tell where it was written; for whoever has just read it."""
        object.__setattr__(self, "_location", location)

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) and self.location == getattr(other, "location", None)

    __hash__ = Model.__hash__


Place = tuple[tuple[str | int, ...], Location]
"""The keys and indices to a name in an entry, and where it was written."""


class ListingEntry(Entry):
    """An entry with lists of names; each name in the lists under `located` knows its place."""

    __slots__ = ("_places",)

    located: ClassVar[tuple[str, ...]]

    @property
    def places(self) -> tuple[Place, ...]:
        """Every name in its lists, with its place."""
        found: tuple[Place, ...] = getattr(self, "_places", ())
        return found

    def place(self, *path: str | int) -> Location:
        """The place of a name by its key and indices; of the entry where it is not known."""
        return dict(self.places).get(path, self.location)

    def locate_names(self, places: tuple[Place, ...]) -> None:
        """Tell where each name was written; for whoever has just read it."""
        object.__setattr__(self, "_places", places)

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) and self.places == getattr(other, "places", None)

    __hash__ = Model.__hash__


def _citation_from_id(value: Any) -> Any:
    return {"source": value} if isinstance(value, str) else value


class Citation(Entry):
    """A source and, if useful, the place in it: a page, a table, a heading."""

    source: Id
    locator: str = ""


Citations = tuple[Annotated[Citation, before(_citation_from_id)], ...]
