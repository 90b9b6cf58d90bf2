"""The page that asks for the token, where the server is not only for this machine; static files."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from handoutgen.assets import Assets
from handoutgen.errors import HandoutError
from handoutgen.translation.words import Words
from handoutgen.web.access import COOKIE, Access
from handoutgen.web.fields import first, read_fields
from handoutgen.web.rendering import FOLDER, nothing_here, page
from handoutgen.web.speech import speech_of

FILES = {
    "htmx.min.js": "text/javascript; charset=utf-8",
    "picker.js": "text/javascript; charset=utf-8",
    "web.css": "text/css; charset=utf-8",
    "mark.svg": "image/svg+xml",
}
FONTS = ("AtkinsonHyperlegibleNext-Regular.ttf", "AtkinsonHyperlegibleNext-Bold.ttf")


def routes(assets: Assets, access: Access, voices: Mapping[str, Words]) -> APIRouter:
    """The routes that need no token."""
    router = APIRouter(include_in_schema=False, default_response_class=Response)

    @router.get("/static/{name}")
    async def static(name: str, request: Request) -> Response:
        # A list of names, not a folder: nothing in an address becomes part of a path.
        if name in FILES:
            content, media_type = Path(FOLDER, "static", name).read_bytes(), FILES[name]
        elif name in FONTS and (font := assets.get(f"data/fonts/{name}")):
            content, media_type = font.read(), "font/ttf"
        else:
            raise HandoutError([nothing_here()])
        # Asked for anew each time: an upgrade must not meet a script of the version before.
        tag = f'"{sha256(content).hexdigest()[:32]}"'
        headers = {"cache-control": "private, no-cache", "etag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(content, media_type=media_type, headers=headers)

    @router.get("/enter")
    async def ask(request: Request) -> Response:
        if access.token is None:
            return RedirectResponse("/", status_code=303)
        return page("enter", {"refused": False}, speech_of(request, voices))

    @router.post("/enter")
    async def enter(request: Request) -> Response:
        if not access.is_token(first(read_fields(await request.body()), "token")):
            return page("enter", {"refused": True}, speech_of(request, voices), 401)
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(COOKIE, access.cookie, httponly=True, samesite="strict", path="/")
        return response

    return router
