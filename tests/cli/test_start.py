"""What a command imports: each module that it does not need makes every start slower."""

import os
import subprocess
import sys
from pathlib import Path

from fixture_library import COMPARISON, WORKSPACE

SOURCE = Path(__file__).parents[2] / "src"
FOR_FEW = (
    "citeproc",
    "yaml",
    "urllib.request",
    "lxml",
    "segno",
    "asyncio",
    "ssl",
)
"""What only some handouts or commands need: sources that are new, figures, addresses."""


def imported(folder: Path, *words: str) -> set[str]:
    """Every module that a command has imported when it ends well."""
    code = (
        "import sys\nfrom handoutgen.cli.main import main\n"
        f"try: main({list(words)!r})\nexcept SystemExit as end: assert not end.code, end.code\n"
        "print(*sys.modules)"
    )
    environ = {**os.environ, "PYTHONPATH": str(SOURCE), "XDG_CACHE_HOME": str(folder / "cache")}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_second_build_reads_no_content_again(tmp_path: Path) -> None:
    words = ("build", COMPARISON, "--workspace", str(WORKSPACE), "-q", "-o", "x.pdf")
    reading = {"handoutgen.content.gathering", "handoutgen.content.readability"}
    assert "handoutgen.content.gathering" in imported(tmp_path, *words)
    again = imported(tmp_path, *words)
    assert again.isdisjoint(reading)
    assert again.isdisjoint(FOR_FEW)


def test_a_short_command_does_not_search_for_cycles(tmp_path: Path) -> None:
    code = (
        "import atexit, gc, sys\nfrom handoutgen.__main__ import run\n"
        "sys.argv = ['handoutgen', 'list']\n"
        "atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 1000))\n"
        "run()"
    )
    environ = {**os.environ, "PYTHONPATH": str(SOURCE), "XDG_CACHE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False True"
