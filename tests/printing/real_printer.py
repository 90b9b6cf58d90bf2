"""A real IPP printer on loopback: `ippeveprinter`, which keeps what it is sent."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

TRIES = 200
KEEP = """\
#!/bin/sh
here=$(dirname "$0")
env | grep ^IPP_ >"$here/$IPP_JOB_ID.env"
cp "$1" "$here/$IPP_JOB_ID.pdf"
"""

needed = pytest.mark.skipif(
    not (shutil.which("ippeveprinter") and shutil.which("dbus-daemon")),
    reason="needs ippeveprinter and dbus-daemon (Debian: cups-ipp-utils, dbus-daemon)",
)


@dataclass(frozen=True, slots=True)
class RealPrinter:
    """A running printer: its address, and the folder in which it keeps its jobs."""

    uri: str
    folder: Path

    def document(self, job: int | str) -> bytes:
        """The bytes that arrived."""
        return (self.folder / f"{job}.pdf").read_bytes()

    def options(self, job: int | str) -> dict[str, str]:
        """What the printer was told about a job, by the names of `ippeveprinter`."""
        lines = (self.folder / f"{job}.env").read_text(encoding="utf-8").splitlines()
        return dict(line.removeprefix("IPP_").split("=", 1) for line in lines)

    @property
    def jobs(self) -> list[str]:
        """The jobs that arrived whole."""
        return sorted(p.stem for p in self.folder.glob("*.env"))


@contextmanager
def printer(*options: str, command: str = KEEP) -> Iterator[RealPrinter]:
    """A printer as long as the block runs; its options are those of `ippeveprinter`."""
    # Not pytest's folder: the name of a socket has at most a hundred characters.
    with tempfile.TemporaryDirectory(prefix="printer") as name:
        folder = Path(name)
        script = folder / "keep"
        script.write_text(command, encoding="utf-8")
        script.chmod(0o755)
        bus = f"unix:path={folder / 'bus'}"
        # Without a message bus it does not start, also when it is not to announce itself.
        with _running("dbus-daemon", "--session", "--nofork", f"--address={bus}", environ={}):
            _wait(lambda: (folder / "bus").exists())
            port = _free_port()
            words = ["-r", "off", "-n", "localhost", "-p", str(port), "-d", name, "-k"]
            words += ["-c", str(script), *options, "Handout Test"]
            environ = {"DBUS_SYSTEM_BUS_ADDRESS": bus, "PATH": "/usr/bin:/bin"}
            with _running("ippeveprinter", *words, environ=environ):
                _wait(lambda: _answers(port))
                yield RealPrinter(f"ipp://localhost:{port}/ipp/print", folder)


@contextmanager
def _running(program: str, *words: str, environ: dict[str, str]) -> Iterator[None]:
    found = shutil.which(program)
    assert found is not None
    process = subprocess.Popen(
        [found, *words], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def _wait(ready: object) -> None:
    for _ in range(TRIES):
        if ready():  # type: ignore[operator]
            return
        time.sleep(0.05)
    raise AssertionError("the printer does not start")
