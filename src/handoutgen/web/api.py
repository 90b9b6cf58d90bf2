"""The JSON API under /api: list, section, build, check, and its description."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from handoutgen.content.entry import Id, Wording
from handoutgen.content.layouts import LAYOUTS, PAPERS, Layout, Paper
from handoutgen.content.note import LONGEST_NOTE
from handoutgen.content.prose import section_texts
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.selection import HandoutRequest, select
from handoutgen.web.listing import Row, Rows
from handoutgen.web.pages import FILE_TYPES, SANDBOXED
from handoutgen.web.rendering import page
from handoutgen.web.saved import saved_entries
from handoutgen.web.service import Service


class BuildRequest(BaseModel):
    """What to build. `section` empty: what the comparison prints, without sensitive sections."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    comparison: Id
    section: list[Id] = Field(default=[], max_length=100)
    without: list[Id] = Field(default=[], max_length=100)
    wording: Wording = "plain"
    layout: Layout = "handout"
    style: Id = "standard"
    paper: Paper | None = None
    locale: Annotated[str, Field(pattern=r"^[a-z]{2}-[A-Z]{2}$")] | None = None
    binding: bool = False
    duplex: bool = False
    note: str = Field(default="", max_length=LONGEST_NOTE * 2, repr=False)


class FileRequest(BuildRequest):
    """What to build, and the kind of file."""

    format: Literal["pdf", "html", "txt"] = "pdf"


class SectionSummary(BaseModel):
    """A section in the list."""

    id: str
    heading: str
    kind: str
    audience: str
    sensitive: bool
    usual: bool
    words: int
    grade: float | None


class ComparisonSummary(BaseModel):
    """A comparison in the list."""

    id: str
    title: str
    conditions: list[str]
    language: str
    sections: list[SectionSummary]


class SavedSummary(BaseModel):
    """A saved handout in the list."""

    name: str
    comparison: str
    description: str
    section: list[str]


class Listing(BaseModel):
    """All that there is to build from."""

    comparisons: list[ComparisonSummary]
    handouts: list[SavedSummary]
    layouts: list[str]
    styles: list[str]
    papers: list[str]
    locales: list[str]


class SectionText(SectionSummary):
    """A section with its texts in reading order."""

    texts: list[str]


class Check(BaseModel):
    """What a handout would be: it was built and held against PDF/UA-1."""

    title: str
    edition: str
    pages: int
    section: list[str]
    words: int
    grade: float
    grade_masked: float
    minutes: int
    sources: list[str]
    review: str
    accessible: str


class ProblemPlace(BaseModel):
    """A place in a file."""

    file: str
    line: int
    column: int


class ProblemAnswer(BaseModel):
    """One problem with its permanent code."""

    code: str
    message: str
    hint: str
    location: ProblemPlace | None


class Problems(BaseModel):
    """Why there is no other answer."""

    problems: list[ProblemAnswer]


_REFUSALS: dict[int | str, dict[str, Any]] = {
    404: {"model": Problems, "description": "Something that is named does not exist"},
    413: {"model": Problems, "description": "The request is too large"},
    422: {"model": Problems, "description": "It cannot be built as asked"},
    503: {"model": Problems, "description": "Too many are building; see Retry-After"},
}
_FILES = {
    200: {
        "description": "The file. `X-Edition` holds its edition.",
        "content": {
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
            "text/html": {"schema": {"type": "string"}},
            "text/plain": {"schema": {"type": "string"}},
        },
    }
}
Name = Annotated[str, Path(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


def routes(service: Service, rows: Rows) -> APIRouter:
    """The routes of the API."""
    router = APIRouter(prefix="/api", responses=_REFUSALS)
    library = service.library

    def summary(comparison: str, row: Row) -> dict[str, Any]:
        section = library.sections[comparison][row.id]
        return {
            "id": row.id,
            "heading": row.heading,
            "kind": section.kind,
            "audience": section.audience,
            "sensitive": row.sensitive,
            "usual": row.id in library.comparisons[comparison].section and not row.sensitive,
            "words": row.words,
            "grade": None if row.grade is None else round(row.grade, 1) + 0.0,
        }

    @router.get("/list", summary="What there is to build from")
    async def list_all(wording: Wording = "plain") -> Listing:
        comparisons = [
            ComparisonSummary(
                id=c.id,
                title=c.title,
                conditions=list(c.conditions),
                language=c.language,
                sections=[
                    SectionSummary(
                        **summary(c.id, rows.row(c.id, library.sections[c.id][s], wording))
                    )
                    for s in (*c.section, *c.further)
                ],
            )
            for c in library.comparisons.values()
        ]
        saved = [
            SavedSummary(
                name=entry.name,
                comparison=entry.handout.comparison,
                description=entry.handout.description,
                section=list(entry.handout.section),
            )
            for entry in saved_entries(service.assets)
            if entry.handout
        ]
        return Listing(
            comparisons=comparisons,
            handouts=saved,
            layouts=list(LAYOUTS),
            styles=list(service.styles),
            papers=list(PAPERS),
            locales=list(library.locales),
        )

    @router.get("/section/{comparison}/{section}", summary="One section as text")
    async def section_text(
        comparison: Name, section: Name, wording: Wording = "plain"
    ) -> SectionText:
        if comparison not in library.comparisons:
            hint = did_you_mean(comparison, library.comparisons)
            message = f"there is no comparison `{comparison}`"
            raise HandoutError([Problem("S001", message, hint=hint)])
        sections = library.sections[comparison]
        if section not in sections:
            hint = did_you_mean(section, sections)
            message = f"there is no section `{section}` in {comparison}"
            raise HandoutError([Problem("S002", message, hint=hint)])
        row = rows.row(comparison, sections[section], wording)
        texts = list(section_texts(sections[section], wording))
        return SectionText(**summary(comparison, row), texts=texts)

    @router.post(
        "/build",
        summary="A handout as a file",
        responses=_FILES,  # type: ignore[arg-type]
        response_class=Response,
    )
    async def build(body: FileRequest) -> Response:
        form, media_type = FILE_TYPES[body.format]
        _, sheet = await service.sheet(_request(body, service), form, proof=form == "pdf")
        headers = {
            "x-edition": sheet.edition,
            "content-disposition": f'attachment; filename="{body.comparison}.{body.format}"',
            "content-security-policy": SANDBOXED,
        }
        return Response(sheet.content, media_type=media_type, headers=headers)

    @router.post("/check", summary="What a handout would be, without the file")
    async def check(body: BuildRequest) -> Check:
        _, sheet = await service.sheet(_request(body, service), proof=True)
        return Check(
            title=sheet.title,
            edition=sheet.edition,
            pages=len(sheet.pages),
            section=list(sheet.section),
            words=sheet.words,
            grade=sheet.grade,
            grade_masked=sheet.grade_masked,
            minutes=sheet.minutes,
            sources=list(sheet.sources),
            review=sheet.review,
            accessible=sheet.accessible,
        )

    return router


def _request(body: BuildRequest, service: Service) -> HandoutRequest:
    """The request; raises HandoutError for all that it names and that is not there."""
    if body.style not in service.styles:
        hint = did_you_mean(body.style, service.styles)
        raise HandoutError([Problem("T001", f"there is no style `{body.style}`", hint=hint)])
    given = body.model_dump(exclude_unset=True, exclude={"format"})
    for name in ("section", "without"):
        given[name] = tuple(given.get(name, ()))
    request = service.request(body.comparison, given)
    select(service.library, request)  # what can be seen at once needs no building process
    return request


def documentation(openapi: Callable[[], dict[str, Any]]) -> APIRouter:
    """A page that describes the API, made from its OpenAPI description, with nothing from afar."""
    router = APIRouter(include_in_schema=False)

    @router.get("/api", response_class=Response)
    async def described() -> Response:
        return page("api", {"api": openapi()})

    return router
