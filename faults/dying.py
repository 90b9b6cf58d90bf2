"""The command line in a process that ends itself, as `kill -9` would, at a step of its writing.

`python -m faults.dying STEP FOLDER ARGUMENT...`. Steps are what the process does to files below
FOLDER: open, synchronise, rename, link, remove. Moments picked by the clock seldom hit them.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

_EVENTS = ("open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.truncate")


def main() -> None:
    """Run the command line until it takes this step."""
    left, folder = int(sys.argv[1]), os.path.realpath(sys.argv[2])
    sys.argv = ["handoutgen", *sys.argv[3:]]

    def step() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EVENTS and any(
            isinstance(a, str | os.PathLike) and f"{os.fspath(a)}/".startswith(f"{folder}/")
            for a in arguments
        ):
            step()

    sync = os.fsync

    def synchronised(handle: int) -> None:
        step()
        sync(handle)
        step()

    os.fsync = synchronised
    sys.addaudithook(hook)
    from handoutgen.__main__ import run

    run()


if __name__ == "__main__":
    main()
