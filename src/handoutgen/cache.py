"""Texts kept between runs: whole or not at all, the user's own or none, and harmless to lose."""

import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol


class TextCache(Protocol):
    """Remembers texts. Losing any of them at any time is harmless."""

    def __hash__(self) -> int:
        """What it remembers does not count."""

    def get(self, key: str) -> str | None:
        """What was put under the key last, unchanged, or None."""

    def put(self, key: str, value: str) -> None:
        """Keep the value if possible; never raises because it is not."""


@dataclass(frozen=True, slots=True)
class FolderCache:
    """One file per key in a folder that may be deleted or shared between processes.

    A folder that cannot be read or written is silently no cache. Neither is one that somebody
    else owns or may write, nor such a file: what they hold would be printed as if it were ours.
    """

    folder: Path

    def get(self, key: str) -> str | None:
        """The value, only if the file is the user's own, is of this key, and is whole."""
        try:
            if not _is_own(os.lstat(self.folder), stat.S_ISDIR):
                return None
            with self._file(key).open("rb") as file:
                if not _is_own(os.fstat(file.fileno()), stat.S_ISREG):
                    return None
                digest, _, value = file.read().partition(b"\n")
            return value.decode() if digest == _digest(key, value) else None
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, key: str, value: str) -> None:
        """Write beside, then rename: a reader sees the whole file or none."""
        from tempfile import mkstemp  # only needed when something is new

        content = value.encode()
        beside = None
        try:
            # As the XDG base directory specification asks for its folders.
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_own(os.lstat(self.folder), stat.S_ISDIR):
                return
            handle, beside = mkstemp(prefix=".", suffix=".tmp", dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                file.write(_digest(key, content) + b"\n" + content)
            Path(beside).replace(self._file(key))
        except OSError:
            with suppress(OSError):
                if beside is not None:
                    Path(beside).unlink()

    def _file(self, key: str) -> Path:
        # A digest of the key is always a safe file name, whatever the key.
        return self.folder / sha256(key.encode()).hexdigest()[:40]


class Remembering:
    """Another cache, with what it has told kept in memory: for a process that builds again."""

    def __init__(self, cache: TextCache) -> None:
        self._cache = cache
        self._told: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """The value, from memory once it is there."""
        value = self._told.get(key)
        if value is None and (value := self._cache.get(key)) is not None:
            self._told[key] = value
        return value

    def put(self, key: str, value: str) -> None:
        """Keep the value here, and there if possible."""
        self._told[key] = value
        self._cache.put(key, value)


def _is_own(status: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Whether it is of this kind, belongs to who runs this, and nobody else may write it."""
    if not is_kind(status.st_mode):
        return False
    if sys.platform == "win32":  # there the folders in a user's profile are closed to others
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _digest(key: str, value: bytes) -> bytes:
    return sha256(key.encode() + b"\0" + value).hexdigest().encode()
