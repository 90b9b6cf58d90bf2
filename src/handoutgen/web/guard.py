"""What every request passes before a route sees it, and what every answer carries."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from traceback import extract_tb
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handoutgen.web.access import COOKIE, Access

LARGEST_HEAD = 16 * 1024
LARGEST_BODY = 64 * 1024
BODY_SECONDS = 10.0
REST_SECONDS = 2.0
LARGEST_REST = 1024 * 1024
METHODS = ("GET", "HEAD", "POST")
ENTER, STATIC = "/enter", "/static/"
"""What somebody without the token may see: the page that asks for it, and its looks."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Not `no-referrer`: a browser would then send `Origin: null` with our own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    # A note typed for one print must not end in the browser's cache on disk.
    "cache-control": "no-store",
}
Report = Callable[[str], None]


class Guard:
    """Refuses what does not come from our own page; reads the body within its limits."""

    def __init__(self, app: ASGIApp, access: Access, report: Report) -> None:
        self.app = app
        self.access = access
        self.report = report

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sender = _Sender(send)
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, sender.send)
            return
        try:
            body = await _body(scope, receive)
        except _RefusedError as error:
            error.response.headers["connection"] = "close"
            await error.response(scope, receive, _after_the_rest(receive, sender.send))
            return
        if body is None:  # the browser went away
            return
        try:
            await self.app(scope, _replay(body, receive), sender.send)
        except Exception as error:
            self.report(described(error))
            if not sender.started:
                message = "this is a bug in handoutgen, please report it"
                await refused("U065", message, 500)(scope, receive, sender.send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, path = Headers(scope=scope), scope["path"]
        # The protocol refuses a long head that comes in pieces; this one came at once.
        size = len(scope["raw_path"]) + len(scope["query_string"])
        if size + sum(len(name) + len(value) for name, value in headers.raw) > LARGEST_HEAD:
            return refused("U057", f"{LARGEST_HEAD // 1024} KB is the most for a head", 431)
        host = headers.get("host", "")
        if not self.access.answers_to(host):
            return refused("U053", "this server does not go by that name", 421)
        if scope["method"] not in METHODS:
            response = refused("U054", "this server reads and builds, and knows no more", 405)
            response.headers["allow"] = ", ".join(METHODS)
            return response
        if scope["method"] == "POST" and not self.access.may_write(
            headers.get("origin"), headers.get("sec-fetch-site"), host
        ):
            return refused("U055", "this request comes from a page of another site", 403)
        if (
            path == ENTER
            or path.startswith(STATIC)
            or self.access.is_known(
                _cookie(headers.get("cookie", "")), headers.get("authorization")
            )
        ):
            return None
        if path.startswith("/api/") or headers.get("hx-request"):
            response = refused("U056", "the token that the server printed is needed", 401)
            response.headers["www-authenticate"] = "Bearer"
            return response
        return RedirectResponse(ENTER, status_code=303)


def described(error: BaseException) -> str:
    """The kind of error and the line of code. Not its message: it could hold words of a note."""
    frames = extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def refused(code: str, message: str, status: int) -> Response:
    """A refusal in one line of JSON, as the routes under /api give it."""
    problem = {"code": code, "message": message, "hint": "", "location": None}
    return JSONResponse({"problems": [problem]}, status)


def _cookie(header: str) -> str | None:
    try:
        morsel = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel else None


class _Sender:
    """Adds the headers of every answer; knows whether one has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


# --- the body ---


class _RefusedError(Exception):
    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """The whole body: it is small, and has to come soon. None when the browser went away."""
    too_large = _RefusedError(
        refused("U057", f"{LARGEST_BODY // 1024} KB is the most for a body", 413)
    )
    length = Headers(scope=scope).get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length[:12]) > LARGEST_BODY:
        raise too_large
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return None
                part: bytes = message.get("body", b"")
                size += len(part)
                if size > LARGEST_BODY:
                    raise too_large
                parts.append(part)
                if not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError:
        raise _RefusedError(refused("U058", "the request took too long to arrive", 408)) from None


def _after_the_rest(receive: Receive, send: Send) -> Send:
    """Ends an answer only when the rest of the body has been read away, within limits.

    A connection closed while bytes are still arriving is reset, and the answer lost with it
    (RFC 9112, clause 9.6); one left open for them would wait for ever.
    """

    async def ended(message: Message) -> None:
        if message["type"] != "http.response.body" or message.get("more_body", False):
            await send(message)
            return
        await send({**message, "more_body": True})
        size = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(REST_SECONDS):
                while size < LARGEST_REST:
                    rest = await receive()
                    size += len(rest.get("body", b""))
                    if not rest.get("more_body", False):
                        break
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    return ended


def _replay(body: bytes, receive: Receive) -> Callable[[], Awaitable[MutableMapping[str, Any]]]:
    given = False

    async def again() -> MutableMapping[str, Any]:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
