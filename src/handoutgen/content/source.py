"""A source as an item of CSL, the Citation Style Language (CSL 1.0.2, appendix IV)."""

import datetime as dt
from typing import Annotated, Any, Literal

from handoutgen.content.constraint import before, refusal
from handoutgen.content.entry import Entry, Id, Text, Url
from handoutgen.content.frozen_model import field


def _as_written(value: Any) -> Any:
    # YAML reads 2.0 as a number, which would print as 2.
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise refusal("string_type", "should be text")
    return value


Numbering = Annotated[str | int, before(_as_written)]


class Name(Entry):
    """A person (`family`, `given`) or an organisation (`literal`)."""

    family: str | None = None
    given: str | None = None
    suffix: str | None = None
    literal: str | None = None


class Date(Entry):
    """A date as year, month, day; the later parts may be missing."""

    date_parts: tuple[tuple[int, ...], ...] = field(key="date-parts")


class Source(Entry):
    """A publication that statements rest on. `note`, `verification`, `annote` never print.

    `short` names it in layouts with little room; without it its author, place and year do.
    """

    by_name = True

    id: Id
    type: Literal[
        "webpage",
        "post-weblog",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "article",
        "report",
        "book",
        "chapter",
        "document",
        "dataset",
        "paper-conference",
        "pamphlet",
        "thesis",
        "regulation",
    ]
    title: Text
    short: Text | None = None
    author: tuple[Name, ...] = ()
    container_title: str | None = field(default=None, key="container-title")
    collection_title: str | None = field(default=None, key="collection-title")
    publisher: str | None = None
    publisher_place: str | None = field(default=None, key="publisher-place")
    genre: str | None = None
    edition: Numbering | None = None
    version: Numbering | None = None
    volume: Numbering | None = None
    issue: Numbering | None = None
    page: Numbering | None = None
    number: Numbering | None = None
    language: str | None = None
    issued: Date | None = None
    accessed: Date | None = None
    DOI: str | None = None
    PMID: Numbering | None = None
    PMCID: str | None = None
    ISBN: str | None = None
    URL: Url | None = None
    note: str | None = None
    verification: str | None = None
    annote: str | None = None

    @property
    def read_on(self) -> dt.date | None:
        """The day on which its web page was read, if its entry in a list of sources says so.

        It does not where the source has a DOI (`access` in the citation style).
        """
        day = self.accessed.date_parts[:1] if self.accessed and self.URL and not self.DOI else ()
        try:
            return dt.date(*day[0]) if day else None
        except (TypeError, ValueError, OverflowError):  # only a month, or no day at all
            return None

    def csl(self) -> dict[str, Any]:
        """The item in CSL-JSON's shape, without what only editors read."""
        whole: dict[str, Any] = _plain(self)
        return {key: value for key, value in whole.items() if key not in _FOR_EDITORS}


_FOR_EDITORS = frozenset(("short", "note", "verification", "annote"))


def _plain(value: Any) -> Any:
    """What JSON has for a value, under the keys as they are written."""
    if isinstance(value, Entry):
        pairs = ((found.key, getattr(value, name)) for name, found in value.fields.items())
        return {key: _plain(inner) for key, inner in pairs if inner is not None}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value
