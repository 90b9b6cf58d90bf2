"""What programs may ask the API for, and the handout request that it makes."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from handoutgen.content.entry import Id, Wording
from handoutgen.content.layouts import Layout, Paper
from handoutgen.content.library import Library
from handoutgen.content.note import LONGEST_NOTE
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.language_tag import folder_of
from handoutgen.render.style import no_style
from handoutgen.selection import HandoutRequest, select
from handoutgen.translation.matching import no_translation
from handoutgen.web.service import Service

Spelled = Annotated[
    str, Field(pattern=r"^[a-z]{2,3}([_-][A-Za-z]{2,4})*(\+[a-z]{2,3}([_-][A-Za-z]{2,4})*)?$")
]


class BuildRequest(BaseModel):
    """What to build. `section` empty: what the comparison prints, without sensitive sections.

    `language` is `es`, or `en+es` for two side by side; without it the clinic's, else English.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    comparison: Id
    section: list[Id] = Field(default=[], max_length=100)
    without: list[Id] = Field(default=[], max_length=100)
    wording: Wording = "plain"
    layout: Layout = "handout"
    style: Id = "standard"
    paper: Paper | None = None
    language: Spelled | None = None
    locale: Annotated[str, Field(pattern=r"^[a-z]{2}-[A-Z]{2}$")] | None = None
    binding: bool = False
    duplex: bool = False
    note: str = Field(default="", max_length=LONGEST_NOTE * 2, repr=False)


class FileRequest(BuildRequest):
    """What to build, and the kind of file."""

    format: Literal["pdf", "html", "txt"] = "pdf"


def handout_request(body: BuildRequest, service: Service) -> HandoutRequest:
    """The request; raises HandoutError for all that it names and that is not there."""
    if body.style not in service.styles:
        hint = did_you_mean(body.style, service.styles)
        raise HandoutError([Problem("T001", no_style(body.style), hint=hint)])
    given = body.model_dump(exclude_unset=True, exclude={"format"})
    for name in ("section", "without"):
        given[name] = tuple(given.get(name, ()))
    spoken = given.pop("language", None)
    if spoken is not None:
        given["language"] = tuple(map(folder_of, spoken.split("+")))
    for language in given.get("language", ()):
        translated(language, service)
    request = service.request(body.comparison, given)
    # What can be seen at once needs no building process.
    select(service.languages.of(request.language), request)
    return request


def translated(language: str, service: Service) -> Library:
    """The library in a language; raises HandoutError L007 where there is none."""
    known, folder = service.languages.libraries, folder_of(language)
    if folder not in known:
        hint = did_you_mean(language, known)
        raise HandoutError([Problem("L007", no_translation(language), hint=hint)])
    return known[folder]
