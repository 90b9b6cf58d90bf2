"""The pages: the library, the picker with its preview, saving, and the files to take away."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from handoutgen.build import SHEETS, Format
from handoutgen.content.library import SOURCE_LANGUAGE
from handoutgen.errors import HandoutError
from handoutgen.web.fields import Fields, first, read_fields
from handoutgen.web.listing import Rows
from handoutgen.web.picker import Picked, opened_pick, picked, preview, values
from handoutgen.web.rendering import nothing_here, page
from handoutgen.web.saved import save_pick, saved_entries
from handoutgen.web.searching import search_comparisons, search_handouts
from handoutgen.web.service import Service
from handoutgen.web.sheet import PAGE_WIDTHS
from handoutgen.web.speech import speech_of

FILE_TYPES: dict[str, tuple[Format, str]] = {
    "pdf": ("pdf", "application/pdf"),
    "html": ("html", "text/html; charset=utf-8"),
    "txt": ("text", "text/plain; charset=utf-8"),
}
FRAMED = "frame-ancestors 'self'"
"""For the PDF alone: the page prints it from a frame, and the browser's viewer shows it."""
SANDBOXED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
"""For the handout's HTML, which has no scripts and must never run any."""


def file_name(name: str, languages: tuple[str, ...], suffix: str, part: str = "") -> str:
    """What a file is called; one in another language than English has that in its name.

    `part` says which of several files it is.
    """
    spoken = "" if languages in ((), (SOURCE_LANGUAGE,)) else f"-{'-'.join(languages)}"
    return f"{name}{spoken}{part}.{suffix}"


async def _fields(request: Request) -> Fields:
    if request.method == "POST":
        return read_fields(await request.body())
    fields = read_fields(request.url.query.encode())
    # A note never comes from an address, where it would be kept.
    return {name: texts for name, texts in fields.items() if name != "note"}


def routes(service: Service, rows: Rows) -> APIRouter:
    """The routes of the pages."""
    router = APIRouter(include_in_schema=False, default_response_class=Response)
    voices = service.languages.voices

    @router.get("/")
    async def library(request: Request) -> Response:
        words, speech = first(await _fields(request), "q")[:100], speech_of(request, voices)
        voice, entries = speech.words, saved_entries(service.assets)
        found = list(search_handouts(entries, service.languages, words, voice))
        shown: dict[str, Any] = {
            "words": words,
            "clinic_name": service.clinic_name,
            "can_save": service.assets.workspace is not None,
            "comparisons": list(search_comparisons(service.languages, words, voice.language)),
            "handouts": found,
            "shelves": [[f for f in found if f.own], [f for f in found if not f.own]],
        }
        return page("_found" if request.headers.get("hx-request") else "library", shown, speech)

    async def picker(
        request: Request, found: Picked, saved: dict[str, Any] | None = None
    ) -> Response:
        shown = await preview(service, found)
        speech = speech_of(request, voices)
        return page("picker", values(service, rows, found, shown, speech.words, saved), speech)

    @router.get("/pick/{comparison}")
    @router.post("/pick/{comparison}")
    async def pick(comparison: str, request: Request) -> Response:
        fields = await _fields(request)
        found = await picked(service, comparison, fields)
        return await picker(request, found, {"typed": first(fields, "name")})

    @router.get("/handout/{name}")
    async def handout(name: str, request: Request) -> Response:
        return await picker(request, opened_pick(service, name))

    @router.post("/preview/{comparison}")
    async def previewed(comparison: str, request: Request) -> Response:
        fields = await _fields(request)
        found = await picked(service, comparison, fields)
        shown = await preview(service, found)
        speech = speech_of(request, voices)
        told = values(service, rows, found, shown, speech.words, fields=fields)
        return page("_preview", told, speech)

    @router.post("/save/{comparison}")
    async def save(comparison: str, request: Request) -> Response:
        fields = await _fields(request)
        found = await picked(service, comparison, fields)
        saved: dict[str, Any]
        try:
            name = save_pick(first(fields, "name"), found.pick, found.opened, service.assets)
            saved = {"name": name}
        except HandoutError as error:
            saved = {"problems": error.problems, "typed": first(fields, "name")}
        if request.headers.get("hx-request"):
            return page("_saved", {"saved": saved}, speech_of(request, voices))
        return await picker(request, found, saved)

    @router.post("/file/{comparison}.{suffix}")
    async def file(comparison: str, suffix: str, request: Request) -> Response:
        fields = await _fields(request)
        found = await picked(service, comparison, fields)
        if suffix not in FILE_TYPES:
            raise HandoutError([nothing_here()])
        form, media_type = FILE_TYPES[suffix]
        request_made = found.pick.request(found.base)
        _, sheet = await service.sheet(request_made, form, proof=form == "pdf")
        show = first(fields, "show")
        # A booklet is printed from its sheets, two pages to a side, and read page by page.
        sheets = sheet.sheets if show in ("print", "sheets") else b""
        stem = found.pick.handout or comparison
        name = file_name(stem, found.pick.language, suffix, SHEETS if sheets else "")
        placed = "inline" if show in ("here", "print") else "attachment"
        headers = {
            "content-disposition": f'{placed}; filename="{name}"',
            "content-security-policy": FRAMED if suffix == "pdf" else SANDBOXED,
        }
        return Response(sheets or sheet.content, media_type=media_type, headers=headers)

    @router.get("/page/{key}/{number}-{width}.png")
    async def page_image(key: str, number: int, width: int) -> Response:
        wanted = next((w for w in PAGE_WIDTHS if w == width), None)
        if wanted is None:
            raise HandoutError([nothing_here()])
        return Response(await service.page(key, number, wanted), media_type="image/png")

    @router.get("/pick")
    async def nowhere() -> Response:
        return RedirectResponse("/", status_code=303)

    return router
