"""The application: routes, what answers a problem, and the guard in front of it all."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp

from handoutgen import __version__
from handoutgen.errors import HandoutError, Problem
from handoutgen.said import joined, said
from handoutgen.web import api, entering, pages
from handoutgen.web.access import Access
from handoutgen.web.guard import Guard
from handoutgen.web.listing import Rows
from handoutgen.web.rendering import nothing_here, problems_response
from handoutgen.web.service import BugError, Service
from handoutgen.web.workers import RETRY_AFTER, BusyError


def create_app(service: Service, access: Access, report: Callable[[str], None]) -> ASGIApp:
    """The application. `report` is told of bugs, in words that hold no values."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await service.workers.start()
        yield
        await service.workers.stop()

    app = FastAPI(
        title="handoutgen",
        version=__version__,
        summary="Build sourced, accessible patient handouts.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    voices = service.languages.voices
    rows = Rows(service.languages, service.meter)
    app.include_router(pages.routes(service, rows))
    app.include_router(entering.routes(service.assets, access, voices))
    app.include_router(api.routes(service, rows))
    app.include_router(api.documentation(app.openapi, voices))

    @app.exception_handler(HandoutError)
    async def refused(request: Request, error: HandoutError) -> Response:
        return problems_response(request, error.problems, voices)

    @app.exception_handler(BusyError)
    async def busy(request: Request, error: BusyError) -> Response:
        hint = said("try again in {seconds} seconds.", seconds=RETRY_AFTER)
        problem = Problem("U049", said("many handouts are being built just now"), hint=hint)
        response = problems_response(request, (problem,), voices, 503)
        response.headers["retry-after"] = str(RETRY_AFTER)
        return response

    @app.exception_handler(BugError)
    async def bug(request: Request, error: BugError) -> Response:
        report(str(error))
        hint = said("pick something else; please report it.")
        message = said("this is a bug in handoutgen: {what}", what=error)
        return problems_response(request, (Problem("U065", message, hint=hint),), voices, 500)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        # Where and why, but never what was sent.
        return problems_response(
            request,
            tuple(
                Problem("U046", joined([".".join(str(w)[:60] for w in e["loc"]), e["type"]], ": "))
                for e in error.errors()[:20]
            ),
            voices,
            422,
        )

    @app.exception_handler(HTTPException)
    async def other(request: Request, error: HTTPException) -> Response:
        problem = Problem("U046", said("the request cannot be read"))
        if error.status_code in (404, 405):
            problem = nothing_here()
        response = problems_response(request, (problem,), voices, error.status_code)
        response.headers.update(error.headers or {})
        return response

    return Guard(app, access, report, voices)
