"""`handoutgen print`: from the words on the command line to the bytes at the printer."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fixture_library import COMPARISON, WORKSPACE
from printing import real_printer
from printing.real_printer import RealPrinter

from handoutgen.cli.main import main
from handoutgen.print_job import PDF

PRINT = ("print", COMPARISON, "--workspace", str(WORKSPACE))


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture(scope="module")
def printer() -> Iterator[RealPrinter]:
    with real_printer.printer("-2", "-s", "10,10", "-f", PDF) as running:
        yield running


@real_printer.needed
def test_the_printer_gets_what_build_writes(printer: RealPrinter, tmp_path: Path) -> None:
    options = ("--duplex", "--wording", "detailed", "--date", "2026-11-21")
    sent = run(
        *PRINT, *options, "--printer", printer.uri, "--copies", "3", "--mono", "--yes", "--json"
    )
    assert sent.exit_code == 0, sent.stderr
    told = json.loads(sent.stdout)
    assert (told["state"], told["copies"], told["sides"]) == ("printed", 3, "two-sided-long-edge")
    build = ("build", COMPARISON, "--workspace", str(WORKSPACE), "-q", "-o", "built.pdf")
    assert run(*build, *options).exit_code == 0
    assert printer.document(told["job"]) == (tmp_path / "built.pdf").read_bytes()
    got = printer.options(told["job"])
    assert (got["COPIES"], got["SIDES"]) == ("3", "two-sided-long-edge")
    assert (got["PRINT_COLOR_MODE"], got["JOB_NAME"]) == ("monochrome", COMPARISON)


@real_printer.needed
@pytest.mark.parametrize("layout", ["leaflet", "booklet"])
def test_what_is_folded_is_printed_on_both_sides_unasked(printer: RealPrinter, layout: str) -> None:
    words = ("print", "ms-vs-als", "--section", "ask-in-short", "--layout", layout, "--json")
    told = json.loads(run(*words, "--printer", printer.uri).stdout)
    assert told["sides"] == "two-sided-short-edge"
    assert told["sheets"] == (told["pages"] + 1) // 2
    assert printer.options(told["job"])["SIDES"] == "two-sided-short-edge"


@real_printer.needed
def test_what_was_printed_is_told(printer: RealPrinter) -> None:
    lines = run(*PRINT, "--printer", printer.uri).stdout.splitlines()
    assert lines[0] == f"{COMPARISON} on Handout Test"
    assert [line.split()[0] for line in lines[1:]] == ["Copies", "Sheets", "Edition", "Job"]
    assert lines[-1].endswith(", printed")


@real_printer.needed
def test_many_sheets_need_a_yes(printer: RealPrinter) -> None:
    before = printer.jobs
    result = run(*PRINT, "--printer", printer.uri, "--copies", "200")
    assert result.exit_code == 2
    assert "error U042: this takes" in result.stderr
    assert printer.jobs == before
    assert run(*PRINT, "--printer", printer.uri, "--copies", "200", "--yes").exit_code == 0
    assert len(printer.jobs) == len(before) + 1


@real_printer.needed
@pytest.mark.parametrize(("answer", "jobs"), [(b"n\n", 0), (b"y\n", 1)])
def test_somebody_who_is_there_is_asked(printer: RealPrinter, answer: bytes, jobs: int) -> None:
    before = printer.jobs
    keyboard, terminal = pty.openpty()
    words = [*PRINT, "--printer", printer.uri, "--copies", "200"]
    with os.fdopen(keyboard, "wb", buffering=0) as keys:
        keys.write(answer)
        done = subprocess.run(
            [sys.executable, "-m", "handoutgen", *words], stdin=terminal, capture_output=True
        )
    os.close(terminal)
    assert done.returncode == 0, done.stderr
    assert b"sheets of paper. Print?" in done.stderr
    assert (b"Nothing was printed." in done.stdout) is (jobs == 0)
    assert len(printer.jobs) == len(before) + jobs


@real_printer.needed
def test_all_that_the_printer_cannot_do_at_once(tmp_path: Path) -> None:
    with real_printer.printer("-s", "10", "-f", "image/pwg-raster") as simple:
        result = run(*PRINT, "--printer", simple.uri, "--duplex", "--copies", "1000", "--yes")
        assert result.exit_code == 2
        assert result.stderr.count("error U041") == 3
        assert simple.jobs == []


@real_printer.needed
def test_a_job_that_fails(tmp_path: Path) -> None:
    with real_printer.printer("-f", PDF, command="#!/bin/sh\nexit 1\n") as broken:
        result = run(*PRINT, "--printer", broken.uri)
        assert result.exit_code == 5
        assert "is not printed: given up by the printer" in result.stderr


@pytest.mark.parametrize(
    ("printer_name", "code", "exit_code"),
    [
        ("ipp://user:secret@127.0.0.1/", "U040", 2),
        ("ftp://127.0.0.1/", "U040", 2),
        ("two words", "U040", 2),
        ("front-desk", "U043", 2),
    ],
)
def test_printers_that_cannot_be(
    printer_name: str, code: str, exit_code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run(*PRINT, "--printer", printer_name)
    assert result.exit_code == exit_code
    assert result.stderr.startswith(f"error {code}")
    assert "secret" not in result.stderr


def test_copies_are_counted_from_one() -> None:
    assert run(*PRINT, "--copies", "0").exit_code == 2


def test_the_system_s_printer_gets_what_build_writes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "lp"
    fake.write_text(
        f'#!/bin/sh\necho "$@" >"{tmp_path}/words"\n/bin/cat >"{tmp_path}/got.pdf"\n'
        'echo "request id is front-3 (0 file(s))"\n'
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    result = run(*PRINT, "--printer", "front", "--copies", "2", "--duplex")
    assert result.exit_code == 0, result.stderr
    assert "front-3, in the queue" in result.stdout
    assert "The printer does not say whether it prints on both sides." in result.stderr
    words = (tmp_path / "words").read_text()
    assert words.startswith(f"-d front -n 2 -t {COMPARISON} -o sides=two-sided-long-edge")
    build = ("build", COMPARISON, "--workspace", str(WORKSPACE), "--duplex", "-q", "-o", "b.pdf")
    assert run(*build).exit_code == 0
    assert (tmp_path / "got.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
