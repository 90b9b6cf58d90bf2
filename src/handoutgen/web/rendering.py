"""The pages' own templates, and how a problem is answered: as a page, a part of one, or JSON."""

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from handoutgen.content.long_date import long_date
from handoutgen.errors import Problem

FOLDER = Path(__file__).parent
_GONE = frozenset(("S001", "S002", "U066", "U059"))
"""Problems that mean: there is nothing at this address."""


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates of the pages. They print everything escaped, and nothing undefined."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["long_date"] = partial(long_date, language="en")
    return environment


def page(name: str, values: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """A page, or a part of one, from a template."""
    return HTMLResponse(templates().get_template(f"{name}.html.j2").render(values), status)


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as the API gives it."""
    place = problem.location
    return {
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "location": {"file": place.file, "line": place.line, "column": place.column}
        if place
        else None,
    }


def status_of(problems: Iterable[Problem]) -> int:
    """404 where something that was named does not exist, else 422."""
    return 404 if any(p.code in _GONE for p in problems) else 422


def problems_response(
    request: Request, problems: tuple[Problem, ...], status: int | None = None
) -> Response:
    """Problems as JSON under /api, as a part of the page for htmx, else as a page."""
    status = status or status_of(problems)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"problems": [problem_json(p) for p in problems]}, status)
    name = "_problems" if request.headers.get("hx-request") else "problems"
    return page(name, {"problems": problems}, status)
