"""A clinic's folder, and processes in it that come to an end, or to theirs."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).resolve().parent.parent
LEFT_OVER = re.compile(r"\.handoutgen-[0-9a-f]{16}\.tmp|\..+\.lock")
"""What a process that was ended may leave: hidden, and read by nobody."""


class BrokenError(Exception):
    """A file is not as it should be."""


@dataclass(frozen=True)
class Place:
    """A clinic's folder on some disk, and the cache that runs share."""

    folder: Path
    cache: Path

    @classmethod
    def make(cls, folder: Path, cache: Path | None = None) -> Place:
        """A new workspace."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "handoutgen.yaml").write_text("clinic:\n  name: A Clinic\n", encoding="utf-8")
        (folder / "handouts").mkdir(exist_ok=True)
        (folder / "data" / "reviews").mkdir(parents=True, exist_ok=True)
        return cls(folder, cache or folder.parent / "cache")

    def command(self, *arguments: str, step: int | None = None) -> subprocess.Popen[str]:
        """The command line in a process; with a `step`, one that ends itself there."""
        module = ["handoutgen"] if step is None else ["faults.dying", str(step), str(self.folder)]
        return subprocess.Popen(
            [sys.executable, "-m", *module, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def environment(self) -> Mapping[str, str]:
        """The surroundings of every process."""
        path = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
        return os.environ | {"XDG_CACHE_HOME": str(self.cache), "PYTHONPATH": path}

    def strangers(self, *known: str) -> list[str]:
        """Files that are neither known nor what a process that was ended may leave."""
        names = (p.name for p in self.folder.rglob("*") if p.is_file())
        return [
            n for n in names if n not in ("handoutgen.yaml", *known) and not LEFT_OVER.fullmatch(n)
        ]


def killed_after(process: subprocess.Popen[str], seconds: float) -> int | None:
    """End a process as `kill -9` does, after so many seconds; its code when it was done before."""
    end = monotonic() + seconds
    while monotonic() < end:
        if process.poll() is not None:
            break
        sleep(min(0.002, max(0.0, end - monotonic())))
    done = process.poll()
    if done is None:
        process.send_signal(signal.SIGKILL)
    closed(process)
    return done


def done(process: subprocess.Popen[str]) -> str:
    """What it said; raises BrokenError when it failed."""
    out, errors = process.communicate(timeout=120)
    if process.returncode:
        raise BrokenError(errors)
    return out


def closed(process: subprocess.Popen[str]) -> None:
    process.wait()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.close()


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
