"""A real pseudo-terminal with a program in it, and what a person sees on its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyte

SOURCE = Path(__file__).parents[2] / "src"
PATIENCE = 60.0
"""Seconds after which what is waited for is not coming; a fast machine needs a fraction of one."""

UP, DOWN, ENTER, SPACE, CTRL_C = "\x1b[A", "\x1b[B", "\r", " ", "\x03"


class _Screen(pyte.Screen):
    """A screen that answers where its cursor is, as terminals do."""

    keyboard = -1

    def write_process_input(self, data: str) -> None:
        os.write(self.keyboard, data.encode())


class Terminal:
    """A terminal of 80 columns and 24 lines in which `handoutgen` runs."""

    def __init__(self, keyboard: int, process: subprocess.Popen[bytes], size: tuple[int, int]):
        self._keyboard, self._process = keyboard, process
        self._screen = _Screen(*size)
        self._screen.keyboard = keyboard
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""

    @property
    def lines(self) -> list[str]:
        """The screen's lines as they can be read."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """The whole screen; a line that is full goes on in the next."""
        width = self._screen.columns
        return "".join(x if len(x) == width else f"{x}\n" for x in self.lines)

    def line(self, words: str) -> str:
        """The only line with these words."""
        found = [line for line in self.lines if words in line]
        assert len(found) == 1, self.text
        return found[0]

    @property
    def pointed(self) -> str:
        """The line that the pointer stands at."""
        found = [line for line in self.lines if line.startswith(" > ")]
        # While the screen is being drawn there may be none, or two.
        return found[0].removeprefix(" > ").lstrip("●○ ") if len(found) == 1 else ""

    def see(self, *words: str) -> None:
        """Wait until all of these words are on the screen."""
        end = time.monotonic() + PATIENCE
        while not all(word in self.text for word in words):
            assert time.monotonic() < end, f"not seen: {words}\n{self.text}"
            self._take()

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            os.write(self._keyboard, key.encode())
            self._take(0.05)

    def go_to(self, words: str) -> None:
        """Move the pointer down until it stands at a line that starts with these words."""
        for _ in range(60):
            self._until(lambda: self.pointed)
            if self.pointed.startswith(words):
                return
            before = self.pointed
            self.press(DOWN)
            self._until(lambda before=before: self.pointed not in ("", before))
        raise AssertionError(f"nothing starts with {words}\n{self.text}")

    def choose(self, words: str) -> None:
        """Go to a line and press enter."""
        self.go_to(words)
        self.press(ENTER)

    def _until(self, ready: object) -> None:
        end = time.monotonic() + PATIENCE
        while not ready():  # type: ignore[operator]
            assert time.monotonic() < end, self.text
            self._take()

    def end(self) -> int:
        """Wait for the program's end; its exit code."""
        while self._process.poll() is None:
            self._take()
        self._take()
        return self._process.returncode

    def _take(self, seconds: float = 0.2) -> None:
        ready, _, _ = select.select([self._keyboard], [], [], seconds)
        if not ready:
            return
        try:
            given = os.read(self._keyboard, 65536)
        except OSError:  # the other side is closed
            time.sleep(0.05)
            return
        self.raw += given
        self._stream.feed(given)


@contextmanager
def terminal(
    *words: str,
    folder: Path,
    environ: Mapping[str, str] | None = None,
    size: tuple[int, int] = (80, 24),
) -> Iterator[Terminal]:
    """The command in a terminal of its own, as long as the block runs."""
    keyboard, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "TERM": "xterm",
        **(environ or {}),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "handoutgen", *words],
        stdin=side,
        stdout=side,
        stderr=side,
        cwd=folder,
        env=surroundings,
        start_new_session=True,
    )
    os.close(side)
    try:
        yield Terminal(keyboard, process, size)
    finally:
        process.kill()
        process.wait()
        os.close(keyboard)
