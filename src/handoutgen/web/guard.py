"""What every request passes before a route sees it, and what every answer carries."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from traceback import extract_tb
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handoutgen.errors import Problem
from handoutgen.said import said
from handoutgen.translation.words import Words
from handoutgen.web.access import COOKIE, Access
from handoutgen.web.entering import ENTER, entrance
from handoutgen.web.rendering import problem_json, problems_response

LARGEST_HEAD = 16 * 1024
LARGEST_BODY = 64 * 1024
BODY_SECONDS = 10.0
REST_SECONDS = 2.0
LARGEST_REST = 1024 * 1024
METHODS = ("GET", "HEAD", "POST")
STATIC = "/static/"
"""What somebody without the token may see beside the page that asks for it: its looks."""

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


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not let through, and with which status and headers it is told."""

    problem: Problem
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


class Guard:
    """Refuses what does not come from our own page; reads the body within its limits."""

    def __init__(
        self, app: ASGIApp, access: Access, report: Report, voices: Mapping[str, Words]
    ) -> None:
        self.app = app
        self.access = access
        self.report = report
        self.voices = voices

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
            response = self._told(error.refusal, scope)
            response.headers["connection"] = "close"
            await response(scope, receive, _after_the_rest(receive, sender.send))
            return
        if body is None:  # the browser went away
            return
        try:
            await self.app(scope, _replay(body, receive), sender.send)
        except Exception as error:
            self.report(described(error))
            if not sender.started:
                message = said("this is a bug in handoutgen, please report it")
                broken = self._told(Refusal(Problem("U065", message), 500), scope)
                await broken(scope, receive, sender.send)

    def _told(self, refusal: Refusal, scope: Scope) -> Response:
        """A refusal as whoever asks can read it: a page for a person, JSON for a program."""
        headers = Headers(scope=scope)
        person = headers.get("hx-request") or "text/html" in headers.get("accept", "")
        response: Response
        if person and not scope["path"].startswith("/api/"):
            problems = (refusal.problem,)
            response = problems_response(Request(scope), problems, self.voices, refusal.status)
        else:
            told = {"problems": [problem_json(refusal.problem)]}
            response = JSONResponse(told, refusal.status)
        response.headers.update(refusal.headers)
        return response

    def _refusal(self, scope: Scope) -> Response | None:
        headers, path = Headers(scope=scope), scope["path"]
        # The protocol refuses a long head that comes in pieces; this one came at once.
        size = len(scope["raw_path"]) + len(scope["query_string"])
        if size + sum(len(name) + len(value) for name, value in headers.raw) > LARGEST_HEAD:
            message = said("{size} KB is the most for a head", size=LARGEST_HEAD // 1024)
            return self._told(Refusal(Problem("U057", message), 431), scope)
        host = headers.get("host", "")
        if not self.access.answers_to(host):
            message = said("this server does not go by that name")
            hint = said("start it with --name and the name that you typed, to let it answer to it.")
            return self._told(Refusal(Problem("U053", message, hint=hint), 421), scope)
        if scope["method"] not in METHODS:
            message = said("this server reads and builds, and knows no more")
            allowed = {"allow": ", ".join(METHODS)}
            return self._told(Refusal(Problem("U054", message), 405, allowed), scope)
        if scope["method"] == "POST" and not self.access.may_write(
            headers.get("origin"), headers.get("sec-fetch-site"), host
        ):
            message = said("this request comes from a page of another site")
            return self._told(Refusal(Problem("U055", message), 403), scope)
        if (
            path == ENTER
            or path.startswith(STATIC)
            or self.access.is_known(
                _cookie(headers.get("cookie", "")), headers.get("authorization")
            )
        ):
            return None
        if path.startswith("/api/") or headers.get("hx-request"):
            message = said("the token that the server printed is needed")
            bearer = {"www-authenticate": "Bearer"}
            return self._told(Refusal(Problem("U056", message), 401, bearer), scope)
        wanted = scope["raw_path"] if scope["method"] == "GET" else b""
        return RedirectResponse(entrance(wanted, scope["query_string"]), status_code=303)


def described(error: BaseException) -> str:
    """The kind of error and the line of code. Not its message: it could hold words of a note."""
    frames = extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


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
    def __init__(self, code: str, message: str, status: int) -> None:
        super().__init__()
        self.refusal = Refusal(Problem(code, message), status)


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """The whole body: it is small, and has to come soon. None when the browser went away."""
    too_large = _RefusedError(
        "U057", said("{size} KB is the most for a body", size=LARGEST_BODY // 1024), 413
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
        raise _RefusedError("U058", said("the request took too long to arrive"), 408) from None


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
