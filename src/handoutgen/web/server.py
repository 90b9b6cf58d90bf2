"""The server: its socket, its time limits, and what it says when it starts."""

import asyncio
import errno
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from handoutgen.errors import HandoutError, Problem
from handoutgen.said import said
from handoutgen.web.access import EVERYWHERE, Access, is_loopback
from handoutgen.web.app import create_app
from handoutgen.web.guard import LARGEST_HEAD
from handoutgen.web.service import Service

HEADER_SECONDS = 10.0
MOST_CONNECTIONS = 256


class PunctualProtocol(H11Protocol):
    """HTTP/1.1 that gives the head of a request ten seconds to arrive: uvicorn has no such limit.

    Otherwise a few hundred connections that send a byte now and then would keep all others out.
    """

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection begins, and with it the time for its first request."""
        super().connection_made(transport)
        self._arm()

    def data_received(self, data: bytes) -> None:
        """Bytes arrived: of a head, which has its time, or of a body, which the guard times."""
        if self._deadline is None and self.conn.their_state is h11.IDLE:
            self._arm()
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._disarm()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection ended."""
        self._disarm()
        super().connection_lost(exc)

    def _arm(self) -> None:
        self._deadline = self.loop.call_later(HEADER_SECONDS, self._give_up)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self.transport.close()


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen. Port 0 takes any that is free."""

    host: str = "127.0.0.1"
    port: int = 8765
    names: frozenset[str] = field(default_factory=frozenset)

    @property
    def open_to_others(self) -> bool:
        """Whether other machines can reach it."""
        return not is_loopback(self.host)


def bind(address: Address) -> socket.socket:
    """A listening socket; raises HandoutError U069 (in use), U062 (no such host) or U063."""
    where = f"{address.host}:{address.port}"
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        hint = said("--host takes an address of this machine, such as 127.0.0.1.")
        message = said("there is no host `{host}`", host=address.host)
        raise HandoutError([Problem("U062", message, hint=hint)]) from None
    family, kind, protocol, _, target = found[0]
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(target)
        listening.listen(128)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            hint = said("--port 0 takes any that is free; or end the program that has it.")
            message = said("{address} is in use", address=where)
            raise HandoutError([Problem("U069", message, hint=hint)]) from None
        message = said(
            "{address} cannot be listened on: {reason}",
            address=where,
            reason=(error.strerror or "").lower(),
        )
        hint = said("choose another --host or --port.")
        raise HandoutError([Problem("U063", message, hint=hint)]) from None
    return listening


def shown_address(address: Address, listening: socket.socket) -> str:
    """The address for a browser on this machine."""
    port = listening.getsockname()[1]
    host = address.host
    if host in EVERYWHERE:
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def run(
    service: Service,
    access: Access,
    listening: socket.socket,
    report: Callable[[str], None],
    started: Callable[[], None],
) -> None:
    """Serve until somebody ends it. `started` is called once it answers."""

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            started()

    config = uvicorn.Config(
        create_app(service, access, report),
        http=PunctualProtocol,
        ws="none",
        lifespan="on",
        # Requests are written down nowhere; bugs are reported by the application itself.
        access_log=False,
        log_config=None,
        log_level="critical",
        proxy_headers=False,
        server_header=False,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=3,
    )
    # To end it with Ctrl+C is how it is meant to end.
    with suppress(KeyboardInterrupt):
        Server(config).run(sockets=[listening])
