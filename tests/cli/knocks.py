"""The command line in a process of its own, as somebody who is not allowed everything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
_LESS = "-dac_override,-dac_read_search"


def knock(
    *words: str | bytes, cwd: Path, environ: Mapping[str, str] | None = None, **options: object
) -> subprocess.CompletedProcess[str]:
    """Run it to its end, which has to come within a minute."""
    command = [*_like_anybody(), sys.executable, "-m", "handoutgen", *words]
    surroundings = {**os.environ, "PYTHONPATH": str(SOURCE), **(environ or {})}
    options = {"capture_output": True, "text": True, "timeout": 60, **options}
    ended: subprocess.CompletedProcess[str] = subprocess.run(  # type: ignore[call-overload]
        command, cwd=cwd, env=surroundings, check=False, **options
    )
    return ended


def _like_anybody() -> list[str]:
    """For root: without the right to read and write what its modes forbid."""
    if sys.platform == "win32" or os.geteuid() != 0 or not shutil.which("setpriv"):
        return []
    return ["setpriv", f"--inh-caps={_LESS}", f"--bounding-set={_LESS}"]


def anybody() -> bool:
    """Whether modes of files count for these processes."""
    return sys.platform != "win32" and (os.geteuid() != 0 or bool(_like_anybody()))


def told(text: str) -> list[tuple[str, str]]:
    """The place and the code of each problem on standard error."""
    lines = (line.partition(": error ") for line in text.splitlines() if ": error " in line)
    return [(place, rest.partition(":")[0]) for place, _, rest in lines]
