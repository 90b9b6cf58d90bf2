"""Where output goes, and how a command ends, when its surroundings are not as they should be."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from knocks import SOURCE, knock

SECTION = ("--section", "symptoms", "--format", "pdf")
BUILD = ("build", "ms-vs-als", *SECTION)
PLAN = "make:\n  - comparison: ms-vs-als\n    section: [symptoms]\n    format: text\n"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes, devices and links")


# --- standard error that takes nothing ---


@pytest.mark.parametrize(
    ("words", "code"),
    [(("build", "nothing"), 4), (("nothing",), 2), (("build",), 2), (("diff",), 2)],
)
def test_a_full_standard_error_changes_no_exit_code(
    words: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = knock(*words, cwd=tmp_path, capture_output=False, stderr=full)
    assert ended.returncode == code


def test_a_reader_of_problems_that_goes_away(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as gone:
        ended = knock("build", "nothing", cwd=tmp_path, capture_output=False, stderr=gone)
    assert ended.returncode == 4


# --- an interrupt before there is anything to interrupt ---


def test_an_interrupt_while_the_program_is_read(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text(
        "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n", encoding="utf-8"
    )
    path = os.pathsep.join((str(tmp_path), str(SOURCE)))
    ended = knock("list", cwd=tmp_path, environ={"PYTHONPATH": path})
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "Interrupted.\n")


# --- names that are none ---


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("n" * 300 + ".pdf", "W003", "choose a shorter one"),
        ("loop.pdf", "W003", "leads back to itself"),
        ("away.pdf", "W001", "no-such-folder"),
    ],
)
def test_a_name_that_leads_nowhere(name: str, code: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "loop.pdf").symlink_to("loop.pdf")
    (tmp_path / "away.pdf").symlink_to("no-such-folder/file.pdf")
    ended = knock(*BUILD, "-o", name, cwd=tmp_path)
    assert ended.returncode == 5
    assert ended.stderr.startswith(f"error {code}: ")
    assert said in ended.stderr
    assert len(list(tmp_path.iterdir())) == 2


def test_a_reader_of_a_pipe_that_goes_away(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def read_a_little() -> None:
        with pipe.open("rb") as file:
            file.read(1)

    reader = threading.Thread(target=read_a_little)
    reader.start()
    ended = knock(*BUILD, "-o", "pipe", cwd=tmp_path)
    reader.join()
    assert (ended.returncode, "nobody reads it" in ended.stderr) == (5, True)


def test_a_pipe_has_no_place_beside_it_for_the_sheets_of_a_booklet(tmp_path: Path) -> None:
    pipe = tmp_path / "out" / "pipe"
    pipe.parent.mkdir()
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    ended = knock(*BUILD, "--layout", "booklet", "-o", "out/pipe", cwd=tmp_path)
    reader.join()
    assert (ended.returncode, ended.stderr, read[0][:5]) == (0, "", b"%PDF-")
    assert [path.name for path in pipe.parent.iterdir()] == ["pipe"]


# --- the folder of a batch ---


@pytest.mark.parametrize("folder", ["", "-"])
def test_no_name_is_no_folder_for_a_batch(folder: str, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    ended = knock("batch", "plan.yaml", "-o", folder, cwd=tmp_path)
    assert (ended.returncode, "names no folder" in ended.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


@pytest.mark.parametrize("kind", ["file", "link"])
def test_something_else_where_a_batch_would_make_its_folder(kind: str, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    if kind == "file":
        (tmp_path / "out").write_text("mine", encoding="utf-8")
    else:
        (tmp_path / "out").symlink_to("no-such-folder")
    ended = knock("batch", "plan.yaml", "-o", "out", cwd=tmp_path)
    assert ended.returncode == 5
    assert "error W003: out cannot be written: a folder is needed there" in ended.stderr


# --- signals ---


def test_an_interrupt_leaves_a_pipe_that_nobody_reads(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-m", "handoutgen", *BUILD, "-o", "pipe"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(SOURCE)}, stderr=subprocess.PIPE
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(8)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=20)
    assert (process.returncode, complaint) == (130, b"Interrupted.\n")
