"""The pages' own templates, and how a problem is answered: as a page, a part of one, or JSON."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from handoutgen.content.long_date import long_date
from handoutgen.errors import Problem
from handoutgen.said import filled, said
from handoutgen.translation.offered import languages_said
from handoutgen.translation.told import line, told
from handoutgen.translation.words import Words
from handoutgen.web.speech import Speech, speech_of

FOLDER = Path(__file__).parent
_GONE = frozenset(("S001", "S002", "U066", "U059"))
"""Problems that mean: there is nothing at this address."""


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates of the pages. They print everything escaped, and nothing undefined."""
    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(name: str, values: Mapping[str, Any], speech: Speech, status: int = 200) -> HTMLResponse:
    """A page, or a part of one, from a template, in the language of `speech`."""
    template = templates().get_template(f"{name}.html.j2")
    response = HTMLResponse(template.render({**_spoken(speech), **values}), status)
    speech.mark(response)
    return response


def _spoken(speech: Speech) -> dict[str, Any]:
    """What templates say things with: `_`, `many` for what depends on a number, dates."""
    words = speech.words

    def say(text: str, **values: object) -> Markup:
        return Markup(filled(str(escape(words.text(text))), **_escaped(values)))  # noqa: S704

    def many(one: str, several: str, n: int, **values: object) -> Markup:
        text = str(escape(words.form(one, several, n)))
        return Markup(filled(text, n=n, **_escaped(values)))  # noqa: S704

    return {
        "_": say,
        "many": many,
        "long_date": lambda day: long_date(day, words.language),
        "code": lambda text: Markup("<code>{}</code>").format(text),
        "link": lambda href, text: Markup('<a href="{}">{}</a>').format(href, text),
        "at": lambda text: Markup('<span id="at">{}</span>').format(text),
        "said": lambda languages: languages_said(languages, words.language),
        "told": lambda problem: told(problem, words),
        "line": lambda problem: line(problem, words),
        "page_language": words.tag,
        "switches": speech.switches,
    }


def _escaped(values: Mapping[str, object]) -> dict[str, object]:
    return {name: escape(value) for name, value in values.items()}


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


def nothing_here() -> Problem:
    """U059."""
    return Problem("U059", said("there is nothing at this address"))


def status_of(problems: Iterable[Problem]) -> int:
    """404 where something that was named does not exist, else 422."""
    return 404 if any(p.code in _GONE for p in problems) else 422


def problems_response(
    request: Request,
    problems: tuple[Problem, ...],
    voices: Mapping[str, Words],
    status: int | None = None,
) -> Response:
    """Problems as JSON under /api, as a part of the page for htmx, else as a page."""
    status = status or status_of(problems)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"problems": [problem_json(p) for p in problems]}, status)
    name = "_problems" if request.headers.get("hx-request") else "problems"
    return page(name, {"problems": problems}, speech_of(request, voices), status)
