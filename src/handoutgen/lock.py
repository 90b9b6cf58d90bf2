"""One writer at a time, also between programs."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

from handoutgen.errors import HandoutError, Problem
from handoutgen.output import write_problem
from handoutgen.said import said

TRIES = 200
PAUSE = 0.05
"""Seconds between two tries: ten seconds in all."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file while the block runs.

    The lock is a file beside it that the system frees when its holder ends, however it ends.
    Raises HandoutError W006 when another program keeps it for ten seconds, or W001 to W005 when
    the folder cannot be written to.
    """
    beside = path.parent / f".{path.name}.lock"
    handle = _acquire(beside, path)
    try:
        yield
    finally:
        # Gone before it is free: whoever waits for it sees that, and makes a new one.
        with suppress(OSError):
            beside.unlink()
        os.close(handle)


def _acquire(beside: Path, path: Path) -> int:
    for _ in range(TRIES):
        try:
            handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise HandoutError([write_problem(error, str(path))]) from None
        if _try(handle) and _is_still(beside, handle):
            return handle
        os.close(handle)
        sleep(PAUSE)
    message = said("another program is writing {file}", file=path)
    hint = said("wait until the other program is done, then try again.")
    raise HandoutError([Problem("W006", message, hint=hint)])


def _is_still(beside: Path, handle: int) -> bool:
    """Whether the file that was locked is the one that the next program will find."""
    with suppress(OSError):
        return os.path.samestat(os.fstat(handle), beside.stat())
    return False


if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        with suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            return True
        return False
else:
    import fcntl

    def _try(handle: int) -> bool:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False
