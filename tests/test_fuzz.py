"""Each target of `script/fuzz` runs, within its limits; and a finding is told as one."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fuzz.__main__ import HEAD, LINE
from fuzz.process import FOUND, NOTE, read_note
from fuzz.table import key_of, renew
from fuzz.targets import TARGETS

ROOT = Path(__file__).parent.parent
CASES = 25


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_changed_files(name: str, tmp_path: Path) -> None:
    note = tmp_path / "note"
    note.write_bytes(bytes(NOTE))
    # The cases of another seed than 0 come without the files that they are made from.
    command = [sys.executable, "-m", "fuzz.process", name, "1", str(CASES), str(note)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr[-3000:]
    cases, peak, _ = read_note(note)
    assert cases >= CASES
    assert 0 < peak < 500


def test_what_a_large_parent_held_is_not_counted() -> None:
    child = "from fuzz.process import peak_memory; print(peak_memory())"
    parent = f"""
import subprocess, sys
ballast = b"1" * 700_000_000
subprocess.run([sys.executable, "-c", {child!r}], check=True)
"""
    told = subprocess.run(
        [sys.executable, "-c", parent], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert 0 < int(told.stdout) < 200


BROKEN = """
import sys, time
from pathlib import Path
from fuzz import process
from fuzz.mutation import cases
from fuzz.grammar import YAML
from fuzz.targets import Target
def run(source):
    {run}
process.SECONDS = 2
process.TARGETS = {{"broken": Target("broken", "", YAML, lambda: ([b"a: 1"], run))}}
sys.exit(process.main("broken", 1, 50, Path(sys.argv[1])))
"""


@pytest.mark.parametrize(
    ("run", "code"),
    [
        ("raise KeyError(source)", FOUND),
        ("while True: pass", -signal.SIGPROF),
        ("bytearray(600_000_000)", FOUND),
        ("import os; os.kill(os.getpid(), 11)", -signal.SIGSEGV),
    ],
)
def test_what_a_parser_should_not_do_is_found_with_its_case(
    run: str, code: int, tmp_path: Path
) -> None:
    note = tmp_path / "note"
    note.write_bytes(bytes(NOTE))
    ended = subprocess.run(
        [sys.executable, "-c", BROKEN.format(run=run), str(note)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == code
    cases, _, last = read_note(note)
    assert cases > 0
    assert isinstance(last, bytes)


def test_a_row_is_renewed_and_the_others_stay(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Page\n\n{HEAD}\n{LINE}\n\nAfter.\n", encoding="utf-8")
    for row in ("| a | 1 |", "| b | 1 |", "| a | 2 |"):
        renew(page, HEAD, {key_of(row): row})
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"\| \w \| \d \|", text) == ["| a | 2 |", "| b | 1 |"]
    assert text.endswith("\n\nAfter.\n")
