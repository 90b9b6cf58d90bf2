"""The page for clinics, without sockets: forms to a selection, and bytes to an answer.

The real protocol, application and guard; only the transport and the building processes are
stand-ins, so that a case takes a millisecond and nothing depends on time.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Callable, Sequence
from typing import Any

import uvicorn
from pydantic import ValidationError
from uvicorn.server import ServerState

from handoutgen.assets import Assets
from handoutgen.content.library import load_library
from handoutgen.errors import Problem
from handoutgen.reading import ReadingMeter
from handoutgen.selection import select
from handoutgen.web.access import Access
from handoutgen.web.api_request import FileRequest, handout_request
from handoutgen.web.app import create_app
from handoutgen.web.fields import read_fields
from handoutgen.web.guard import LARGEST_HEAD
from handoutgen.web.languages import load_languages
from handoutgen.web.picker import opened_pick, picked
from handoutgen.web.server import PunctualProtocol
from handoutgen.web.service import Service
from handoutgen.web.sheet import Answer, Bench, Job, Refused
from handoutgen.web.workers import Limits, Workers

Run = Callable[[bytes], None]
TODAY = dt.date(2026, 11, 28)


class _Refusing:
    """A building process that builds nothing: what it does is fuzzed elsewhere."""

    def __init__(self, _: Bench) -> None:
        pass

    def ready(self) -> bool:
        return True

    def ask(self, _: Job) -> Answer:
        return Refused((Problem("D013", "nothing fits"),))

    def end(self) -> None:
        pass


async def _service() -> Service:
    assets = Assets.find()
    library = load_library(assets)
    workers = Workers(Bench((), None, TODAY), Limits(1), _Refusing)  # type: ignore[arg-type]
    await workers.start()
    meter = ReadingMeter.load(assets, library.glossary.values())
    languages = load_languages(library, assets, None, lambda _: None)
    return Service(assets, languages, meter, workers, lambda: TODAY)


def requests() -> tuple[Sequence[bytes], Run]:
    """Forms, links and JSON to the selection that they ask for."""
    loop = asyncio.new_event_loop()
    service = loop.run_until_complete(_service())

    def run(source: bytes) -> None:
        if source.startswith(b"{"):
            try:
                body = FileRequest.model_validate_json(source)
            except ValidationError:
                return
            handout_request(body, service)
            return
        fields = read_fields(source)
        found = loop.run_until_complete(picked(service, "ms-vs-als", fields))
        assert found.pick.link.startswith("/pick/")  # noqa: S101
        select(service.library, found.pick.request(found.base))
        opened_pick(service, source[:40].decode("utf-8", "replace"))

    return [*_forms(service), *_bodies(service)], run


def _forms(service: Service) -> list[bytes]:
    sections = list(service.library.sections["ms-vs-als"])
    chosen = "&".join(f"section={s}" for s in sections[:6])
    order = "&".join(f"order={s}" for s in reversed(sections))
    look = "wording=detailed&layout=booklet&style=large-print&paper=a4&locale=en-US"
    return [
        f"{chosen}&{order}&{look}&language=es&binding=on&note=Call+us&move=up:{sections[1]}".encode(),
        f"{chosen}&rendered=handout:1&instead=layout:leaflet&usual=1&sensitive=on".encode(),
        f"{chosen}&language=en%2Bes&layout=one-page&words=es".encode(),
        b"handout=newly-diagnosed&layout=poster&fit=1&duplex=on",
    ]


def _bodies(service: Service) -> list[bytes]:
    sections = list(service.library.sections["ms-vs-als"])
    asked = {
        "comparison": "ms-vs-als",
        "section": sections[:4],
        "without": sections[:1],
        "layout": "leaflet",
        "style": "ink-saver",
        "paper": "a4",
        "locale": "en-US",
        "note": "Call us.",
        "format": "html",
    }
    return [json.dumps(asked).encode(), json.dumps({"comparison": "cold-flu-covid"}).encode()]


# --- HTTP ---


class _Transport(asyncio.Transport):
    """Where the answer goes."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = bytearray()
        self.closed = False

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return ("127.0.0.1", 8765) if name in ("peername", "sockname") else default

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.answer += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        pass


def http() -> tuple[Sequence[bytes], Run]:
    """Bytes to the server's own protocol, all at once, until it has nothing left to do."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    service = loop.run_until_complete(_service())
    bugs: list[str] = []
    config = uvicorn.Config(
        create_app(service, Access("127.0.0.1"), bugs.append),
        http=PunctualProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        h11_max_incomplete_event_size=LARGEST_HEAD,
    )
    config.load()

    async def one(source: bytes) -> bytes:
        state = ServerState()
        protocol = PunctualProtocol(config, state, {}, loop)
        transport = _Transport()
        protocol.connection_made(transport)
        protocol.data_received(source)
        while state.tasks and not (protocol.cycle and protocol.cycle.more_body):
            await asyncio.wait(state.tasks, timeout=0.001)
        protocol.connection_lost(None)
        while state.tasks:
            await asyncio.wait(state.tasks, timeout=0.001)
        return bytes(transport.answer)

    def run(source: bytes) -> None:
        if not source:  # for the protocol that is the end, and asyncio never says it so
            return
        answer = loop.run_until_complete(one(source))
        if bugs:
            raise AssertionError(bugs.pop())
        if answer.startswith(b"HTTP/1.1 5") and not answer.startswith(b"HTTP/1.1 503"):
            raise AssertionError(answer[:200])

    return _exchanges(service), run


def _exchanges(service: Service) -> list[bytes]:
    host = b"host: 127.0.0.1\r\nuser-agent: a\r\naccept: text/html\r\n"
    gets = (b"/?q=nerve", b"/pick/ms-vs-als?layout=leaflet&style=ink-saver", b"/api/list", b"/api")
    more = (b"/handout/newly-diagnosed", b"/static/web.css", b"/api/section/ms-vs-als/symptoms")
    made = [b"GET " + path + b" HTTP/1.1\r\n" + host + b"\r\n" for path in (*gets, *more)]
    form = b"content-type: application/x-www-form-urlencoded\r\n"
    for path, kind, body in (
        (b"/preview/ms-vs-als", form, _forms(service)[0]),
        (b"/file/ms-vs-als.pdf", form, _forms(service)[2]),
        (b"/save/ms-vs-als", form, b"name=Mine&section=symptoms"),
        (b"/api/build", b"content-type: application/json\r\n", _bodies(service)[0]),
        (b"/api/check", b"content-type: application/json\r\n", _bodies(service)[1]),
    ):
        length = b"content-length: %d\r\n" % len(body)
        made.append(b"POST " + path + b" HTTP/1.1\r\n" + host + kind + length + b"\r\n" + body)
    chunked = b"transfer-encoding: chunked\r\n" + form + b"\r\n5\r\nname=\r\n1\r\na\r\n0\r\n\r\n"
    made.append(b"POST /save/ms-vs-als HTTP/1.1\r\n" + host + chunked)
    return made
