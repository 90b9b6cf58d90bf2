"""Plans for tests, and batches run as real commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parents[2] / "src"

PLAN = """\
file: "{comparison}/{sections}-{style}-{paper}"
make:
  - comparison: [ms-vs-als, cold-flu-covid]
    sections:
      glance: [at-a-glance]
      call: [when-to-call]
    style: [standard, ink-saver]
    paper: [letter, a4]
    except:
      - {sections: call, style: ink-saver, paper: a4}
"""
SIZE = 2 * (2 * 2 * 2 - 1)
"""How many small handouts that is: half of them for each comparison."""


def command(*words: str | Path) -> list[str]:
    """The command line that runs the program of this checkout."""
    return [sys.executable, "-m", "handoutgen", *map(str, words)]


def environment() -> dict[str, str]:
    """The surroundings, with this checkout's program."""
    return {**os.environ, "PYTHONPATH": str(SOURCE)}


def run(*words: str | Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """A command as it is run in a shell."""
    return subprocess.run(
        command(*words),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def batch(plan: Path, folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """A batch that is expected to come to its end."""
    done = run("batch", plan, "-o", folder, *words)
    assert done.returncode == 0, done.stderr
    return done


def write_plan(folder: Path, text: str = PLAN) -> Path:
    """A plan on disk."""
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def rows(folder: Path) -> list[dict[str, Any]]:
    """The manifest's rows, without its head."""
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[1:]]


def files(folder: Path) -> list[str]:
    """Every file in a folder, also those that nobody should find there."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def names(found: Sequence[dict[str, Any]]) -> list[str]:
    """The files of some rows with all that goes with them."""
    return [f for row in found for f in (row["file"], *(c["file"] for c in row["companions"]))]
