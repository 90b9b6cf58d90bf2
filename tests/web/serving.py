"""A real server in a process of its own, and requests to it with nothing in between."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

Pairs = list[tuple[str, str]]
SECTIONS: Pairs = [("section", "at-a-glance"), ("section", "when-to-call")]


@dataclass(frozen=True)
class Answer:
    """A response, read to its end."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Served:
    """A running server."""

    port: int
    process: subprocess.Popen[str]
    said: str
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def written(self) -> str:
        """What it wrote on standard error until now."""
        return self.log.read_text()

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=_names(headers))

    def post(self, path: str, pairs: Pairs, **headers: str) -> Answer:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(pairs).encode(), kind | _names(headers))

    def raw(self, *pieces: bytes) -> bytes:
        """Bytes over a socket, and all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            for piece in pieces:
                connection.sendall(piece)
            answer = b""
            while part := connection.recv(65536):
                answer += part
            return answer


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[Served]:
    """`handoutgen serve` on a free port until the block ends."""
    log = folder / "serve.log"
    command = [sys.executable, "-m", "handoutgen", "serve", "--no-browser", "--port", "0"]
    environment = os.environ | {"XDG_CACHE_HOME": str(folder / "cache"), "PYTHONUNBUFFERED": "1"}
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [*command, *arguments],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment,
            cwd=folder,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            said = ""
            while "Ctrl+C" not in said:
                line = process.stdout.readline()
                assert line, log.read_text()
                said += line
            port = re.search(r":(\d+)/", said)
            assert port is not None
            yield Served(int(port[1]), process, said, log)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
