"""The page that asks for the token, where the server is not only for this machine; static files."""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

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
ENTER = "/enter"
"""The page that asks for the token."""
_WANTED = "to"
_PLACE = re.compile(r"/(?!/)[!-\[\]-~]*\Z")
"""A path on this server: not `//`, nor a backslash, which browsers take for the name of another."""
FONTS = ("AtkinsonHyperlegibleNext-Regular.ttf", "AtkinsonHyperlegibleNext-Bold.ttf")


def entrance(path: bytes, query: bytes) -> str:
    """Where to enter the token, holding the address that was asked for: a link keeps its pick."""
    wanted = (path + b"?" + query if query else path).decode("ascii", errors="replace")
    return f"{ENTER}?{urlencode({_WANTED: wanted})}" if _place(wanted) != "/" else ENTER


def _place(wanted: str) -> str:
    """An address on this server, or that of the library where it is none."""
    return wanted if _PLACE.match(wanted) else "/"


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

    @router.get(ENTER)
    async def ask(request: Request) -> Response:
        wanted = _place(request.query_params.get(_WANTED, ""))
        if access.token is None:
            return RedirectResponse(wanted, status_code=303)
        return page("enter", {"refused": False, "wanted": wanted}, speech_of(request, voices))

    @router.post(ENTER)
    async def enter(request: Request) -> Response:
        fields = read_fields(await request.body())
        wanted = _place(first(fields, _WANTED))
        if not access.is_token(first(fields, "token")):
            link = entrance(wanted.encode(), b"")
            speech = speech_of(request, voices, link)
            return page("enter", {"refused": True, "wanted": wanted}, speech, 401)
        response = RedirectResponse(wanted, status_code=303)
        response.set_cookie(COOKIE, access.cookie, httponly=True, samesite="strict", path="/")
        return response

    return router
