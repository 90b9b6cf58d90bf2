"""Runs the sessions in `sessions/*.md`: commands, and what they print, as literal text.

A block marked `console` holds commands and what is expected of them:

    $ handoutgen list          the command
    some text                  a line of standard output
    2> some text               a line of standard error
    => 4                       the exit code, where it is not 0

`...` in a line stands for any text, and as a line of its own for any lines. A block marked
`file NAME` is written to that file first. All blocks of a session share one empty folder in
which `clinic/` is the fixture library.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from fixture_library import copy_workspace

from handoutgen.cli.main import main

SESSIONS = sorted((Path(__file__).parent / "sessions").glob("*.md"))
BLOCK = re.compile(r"^```(console|file (\S+))\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Step:
    """One command, and what is expected of it."""

    command: str
    line: int
    stdout: list[str] = field(default_factory=list)
    stderr: list[str] = field(default_factory=list)
    exit_code: int = 0


@pytest.fixture
def session_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    copy_workspace(folder / "clinic")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("session", SESSIONS, ids=lambda path: path.stem)
def test_session(session: Path, session_folder: Path) -> None:
    text = session.read_text(encoding="utf-8")
    steps = 0
    for block in BLOCK.finditer(text):
        if block[2]:
            target = session_folder / block[2]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block[3], encoding="utf-8")
            continue
        first = text.count("\n", 0, block.start(3)) + 1
        for step in _steps(block[3], first):
            _run(step, session)
            steps += 1
    assert steps, "the session has no commands"


def _steps(block: str, first: int) -> Iterator[Step]:
    step: Step | None = None
    for number, line in enumerate(block.splitlines(), first):
        if line.startswith("$ "):
            if step:
                yield step
            step = Step(line[2:], number)
            continue
        assert step is not None, f"line {number}: text before the first command"
        if line.startswith("=> "):
            step.exit_code = int(line[3:])
        elif line.startswith("2> ") or line == "2>":
            step.stderr.append(line[3:])
        else:
            step.stdout.append(line)
    if step:
        yield step


def _run(step: Step, session: Path) -> None:
    words = shlex.split(step.command)
    environment = {}
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        environment[name] = value
    assert words[0] == "handoutgen"
    result = CliRunner().invoke(main, words[1:], env=environment)
    where = f"{session.name}:{step.line}: {step.command}"
    _compare(f"{where}\nstandard error", step.stderr, result.stderr)
    _compare(f"{where}\nstandard output", step.stdout, result.stdout)
    assert result.exit_code == step.exit_code, where


def _compare(what: str, expected: list[str], actual: str) -> None:
    lines = [line.rstrip() for line in actual.splitlines()]
    pattern = "".join(
        r"(?:.*\n)*?" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") + r"\n"
        for line in expected
    )
    if not re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)):
        # Plain texts, so that pytest shows where they part.
        assert "\n".join(lines) == "\n".join(expected), what
