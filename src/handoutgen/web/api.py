"""The JSON API under /api: list, section, build, check, and its description."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from pydantic import Field
from starlette.responses import Response

from handoutgen.content.entry import Wording
from handoutgen.content.layouts import LAYOUTS, PAPERS
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.content.prose import section_texts
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.reading_score import GRADE
from handoutgen.said import marked
from handoutgen.selection import no_comparison, no_section, untranslated
from handoutgen.translation.offered import complete_in, spelled
from handoutgen.translation.words import Words
from handoutgen.web.api_answers import (
    Check,
    ComparisonSummary,
    Listing,
    Problems,
    SavedSummary,
    SectionSummary,
    SectionText,
)
from handoutgen.web.api_request import BuildRequest, FileRequest, handout_request, translated
from handoutgen.web.listing import Rows
from handoutgen.web.pages import FILE_TYPES, SANDBOXED, file_name
from handoutgen.web.rendering import page
from handoutgen.web.saved import saved_entries
from handoutgen.web.service import Service
from handoutgen.web.speech import speech_of

Tag = Annotated[str, Field(pattern=r"^[a-z]{2,3}([_-][A-Za-z]{2,4})*$", max_length=20)]
_REFUSALS: dict[int | str, dict[str, Any]] = {
    404: {"model": Problems, "description": marked("Something that is named does not exist")},
    413: {"model": Problems, "description": marked("The request is too large")},
    422: {"model": Problems, "description": marked("It cannot be built as asked")},
    503: {"model": Problems, "description": marked("Too many are building; see Retry-After")},
}
_FILES = {
    200: {
        "description": marked("The file. `X-Edition` holds its edition."),
        "content": {
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
            "text/html": {"schema": {"type": "string"}},
            "text/plain": {"schema": {"type": "string"}},
        },
    }
}
_ANSWER = marked("What was asked for")
Name = Annotated[str, Path(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


def routes(service: Service, rows: Rows) -> APIRouter:
    """The routes of the API."""
    router = APIRouter(prefix="/api", responses=_REFUSALS)
    languages = service.languages

    def summary(comparison: str, name: str, wording: Wording, library: Library) -> dict[str, Any]:
        row = rows.row(comparison, name, wording, library, library.language)
        section = library.sections[comparison][row.id]
        return {
            "id": row.id,
            "heading": row.heading,
            "kind": section.kind,
            "audience": section.audience,
            "sensitive": row.sensitive,
            "usual": row.id in library.comparisons[comparison].section and not row.sensitive,
            "words": row.score.words,
            "grade": row.score.grade,
            "scale": row.score.scale,
            "score": row.score.value,
        }

    @router.get(
        "/list",
        summary=marked("What there is to build from"),
        response_description=_ANSWER,
    )
    async def list_all(wording: Wording = "plain", language: Tag = SOURCE_LANGUAGE) -> Listing:
        library = translated(language, service)
        comparisons = [
            ComparisonSummary(
                id=c.id,
                title=c.title,
                conditions=list(c.conditions),
                language=c.language,
                languages=list(complete_in(languages.libraries, c.id)),
                sections=[
                    SectionSummary(**summary(c.id, s, wording, library))
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
            languages=list(languages.libraries),
        )

    @router.get(
        "/section/{comparison}/{section}",
        summary=marked("One section as text"),
        response_description=_ANSWER,
    )
    async def section_text(
        comparison: Name,
        section: Name,
        wording: Wording = "plain",
        language: Tag = SOURCE_LANGUAGE,
    ) -> SectionText:
        library = translated(language, service)
        if comparison in library.left_out and comparison not in library.comparisons:
            raise HandoutError([untranslated(comparison, library)])
        if comparison not in library.comparisons:
            hint = did_you_mean(comparison, library.comparisons)
            raise HandoutError([Problem("S001", no_comparison(comparison), hint=hint)])
        sections = library.sections[comparison]
        if section not in sections:
            hint = did_you_mean(section, sections)
            raise HandoutError([Problem("S002", no_section(section, comparison), hint=hint)])
        texts = list(section_texts(sections[section], wording))
        return SectionText(**summary(comparison, section, wording, library), texts=texts)

    @router.post(
        "/build",
        summary=marked("A handout as a file"),
        responses=_FILES,  # type: ignore[arg-type]
        response_class=Response,
    )
    async def build(body: FileRequest) -> Response:
        form, media_type = FILE_TYPES[body.format]
        request = handout_request(body, service)
        _, sheet = await service.sheet(request, form, proof=form == "pdf")
        name = file_name(body.comparison, request.language, body.format)
        headers = {
            "x-edition": sheet.edition,
            "content-disposition": f'attachment; filename="{name}"',
            "content-security-policy": SANDBOXED,
        }
        return Response(sheet.content, media_type=media_type, headers=headers)

    @router.post(
        "/check",
        summary=marked("What a handout would be, without the file"),
        response_description=_ANSWER,
    )
    async def check(body: BuildRequest) -> Check:
        request = handout_request(body, service)
        _, sheet = await service.sheet(request, proof=True)
        return Check(
            title=sheet.title,
            edition=sheet.edition,
            pages=len(sheet.pages),
            section=list(sheet.section),
            language=spelled(request.language),
            words=sheet.score.words,
            grade=sheet.score.grade,
            grade_masked=sheet.score.masked if sheet.score.scale == GRADE else None,
            scale=sheet.score.scale,
            score=sheet.score.value,
            score_masked=sheet.score.masked,
            minutes=sheet.minutes,
            sources=list(sheet.sources),
            review=sheet.review,
            accessible=sheet.accessible,
        )

    return router


def documentation(openapi: Callable[[], dict[str, Any]], voices: Mapping[str, Words]) -> APIRouter:
    """A page that describes the API, made from its OpenAPI description, with nothing from afar."""
    router = APIRouter(include_in_schema=False)

    @router.get("/api", response_class=Response)
    async def described(request: Request) -> Response:
        return page("api", {"api": openapi()}, speech_of(request, voices))

    return router
