"""Batches as real commands: what they make, skip, go on with after a kill, and tell."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from cli.terminal import terminal

from batch.batches import (
    PLAN,
    SIZE,
    batch,
    command,
    environment,
    files,
    names,
    rows,
    run,
    write_plan,
)
from handoutgen.assets import Assets
from handoutgen.content.library import load_library
from handoutgen.workspace import make_workspace


def manifest(folder: Path) -> bytes:
    return (folder / "manifest.jsonl").read_bytes()


def begun(*words: str | Path) -> subprocess.Popen[str]:
    """A command that runs."""
    return subprocess.Popen(
        command(*words),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def until(found: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not found():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def journal_has(folder: Path, lines: int) -> Callable[[], bool]:
    path = folder / "manifest.jsonl.part"
    return lambda: path.exists() and path.read_bytes().count(b"\n") > lines


def children(process: int) -> list[int]:
    """The building processes of a batch; the last ones that it began come last."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    builders = [int(c) for c in found if b"spawn_main" in Path(f"/proc/{c}/cmdline").read_bytes()]
    return sorted(builders)


def alive(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


# --- what is made ---


def test_the_manifest_says_what_is_in_the_folder(whole: Path) -> None:
    found = rows(whole)
    assert len(found) == SIZE
    assert found[0]["file"] == "ms-vs-als/glance-standard-letter.pdf"
    assert files(whole) == sorted(["manifest.jsonl", *names(found)])
    for row in found:
        content = (whole / row["file"]).read_bytes()
        assert row["sha256"] == sha256(content).hexdigest()
        assert row["bytes"] == len(content)
        with pypdfium2.PdfDocument(content) as pdf:
            assert row["pages"] == len(pdf)
            assert row["edition"] in pdf[0].get_textpage().get_text_bounded()
        assert row["verdicts"] == {
            "document": "passed",
            "PDF/UA-1": "passed",
            "PDF/A-2a": "passed",
        }
        assert row["sources"]


def test_a_handout_is_the_one_that_build_makes(whole: Path, tmp_path: Path) -> None:
    words = ("--section", "at-a-glance", "--style", "ink-saver", "--paper", "a4", "--quiet")
    done = run("build", "ms-vs-als", *words, "-o", tmp_path / "one.pdf")
    assert done.returncode == 0, done.stderr
    made = whole / "ms-vs-als" / "glance-ink-saver-a4.pdf"
    assert (tmp_path / "one.pdf").read_bytes() == made.read_bytes()


def test_the_manifest_is_the_same_by_any_number_of_processes(whole: Path, tmp_path: Path) -> None:
    batch(write_plan(tmp_path), tmp_path / "out", "-j", "3")
    assert manifest(tmp_path / "out") == manifest(whole)


def test_booklets_bring_their_sheets_and_other_formats_their_own_verdicts(tmp_path: Path) -> None:
    plan = write_plan(
        tmp_path,
        "make:\n"
        "  - {comparison: ms-vs-als, section: [symptoms], layout: booklet, file: b/oklet}\n"
        "  - {comparison: ms-vs-als, section: [symptoms], format: [html, text]}\n",
    )
    batch(plan, tmp_path / "out")
    booklet, page, text = rows(tmp_path / "out")
    assert [c["file"] for c in booklet["companions"]] == ["b/oklet-sheets.pdf"]
    assert [page["file"], text["file"]] == ["ms-vs-als.html", "ms-vs-als.txt"]
    assert page["verdicts"] == text["verdicts"] == {"document": "passed"}
    assert files(tmp_path / "out") == sorted(["manifest.jsonl", *names(rows(tmp_path / "out"))])
    # A part that is gone is made again with its whole.
    (tmp_path / "out" / "b" / "oklet-sheets.pdf").unlink()
    before = manifest(tmp_path / "out")
    told = json.loads(batch(plan, tmp_path / "out", "--json").stdout)
    assert (told["made"], told["unchanged"]) == (1, 2)
    assert manifest(tmp_path / "out") == before
    assert (tmp_path / "out" / "b" / "oklet-sheets.pdf").exists()


def test_a_dry_run_lists_the_files_and_makes_nothing(tmp_path: Path) -> None:
    done = batch(write_plan(tmp_path), tmp_path / "out", "--dry-run")
    assert len(done.stdout.splitlines()) == SIZE
    assert not (tmp_path / "out").exists()


# --- what is not made again ---


def test_what_stands_unchanged_is_not_made_again(whole: Path, tmp_path: Path) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    batch(plan, folder)
    target = folder / rows(folder)[3]["file"]
    before = {name: (folder / name).stat().st_mtime_ns for name in files(folder)}
    again = json.loads(batch(plan, folder, "--json").stdout)
    assert (again["made"], again["unchanged"], again["failed"]) == (0, SIZE, [])
    target.write_bytes(target.read_bytes() + b"\n")
    again = json.loads(batch(plan, folder, "--json").stdout)
    assert (again["made"], again["unchanged"]) == (1, SIZE - 1)
    changed = {n for n in before if (folder / n).stat().st_mtime_ns != before[n]}
    assert changed == {"manifest.jsonl", target.relative_to(folder).as_posix()}
    assert manifest(folder) == manifest(whole)


def test_a_changed_word_makes_only_its_comparison_again(tmp_path: Path) -> None:
    clinic = tmp_path / "clinic"
    make_workspace(clinic)
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    batch(plan, folder, "--workspace", clinic)
    name = "data/comparisons/ms-vs-als/sections/at-a-glance.yaml"
    source = Path(__file__).parents[2] / name
    (clinic / name).parent.mkdir(parents=True)
    text = source.read_text(encoding="utf-8")
    (clinic / name).write_text(text + "\n# A remark.\n", encoding="utf-8")
    done = json.loads(batch(plan, folder, "--workspace", clinic, "--json").stdout)
    assert (done["made"], done["unchanged"]) == (SIZE // 2, SIZE // 2)


def test_a_date_of_its_own_makes_all_anew(tmp_path: Path) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    batch(plan, folder)
    first = manifest(folder)
    dated = json.loads(batch(plan, folder, "--date", "2026-11-21", "--json").stdout)
    assert dated["made"] == SIZE
    assert manifest(folder) != first
    assert {row["request"]["date"] for row in rows(folder)} == {"2026-11-21"}


# --- kills ---


@pytest.mark.parametrize("lines", [1, 6])
def test_killed_and_resumed_it_is_as_if_nothing_had_been(
    lines: int, whole: Path, tmp_path: Path
) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    running = begun("batch", plan, "-o", folder, "-j", "2")
    until(journal_has(folder, lines))
    builders = children(running.pid)
    assert builders
    running.kill()
    running.communicate()
    until(lambda: not any(map(alive, builders)))
    assert not (folder / "manifest.jsonl").exists()
    for name in files(folder):
        if name.endswith(".pdf"):
            assert (folder / name).read_bytes() == (whole / name).read_bytes()
    told = json.loads(batch(plan, folder, "--resume", "--json").stdout)
    assert told["unchanged"] >= lines
    assert told["made"] + told["unchanged"] == SIZE
    assert manifest(folder) == manifest(whole)
    assert not (folder / "manifest.jsonl.part").exists()


def test_a_journal_that_was_torn_counts_up_to_the_tear(whole: Path, tmp_path: Path) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    batch(plan, folder)
    content = manifest(folder)
    (folder / "manifest.jsonl").unlink()
    lines = content.splitlines(keepends=True)
    (folder / "manifest.jsonl.part").write_bytes(b"".join(lines[:6]) + lines[6][:40])
    told = json.loads(batch(plan, folder, "--resume", "--json").stdout)
    assert (told["made"], told["unchanged"]) == (SIZE - 5, 5)
    assert manifest(folder) == manifest(whole)


def test_without_resume_only_a_finished_batch_counts(whole: Path, tmp_path: Path) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    batch(plan, folder)
    (folder / "manifest.jsonl").rename(folder / "manifest.jsonl.part")
    done = batch(plan, folder, "--json")
    assert json.loads(done.stdout)["made"] == SIZE
    assert "--resume" in done.stderr
    assert manifest(folder) == manifest(whole)


def test_interrupted_it_says_how_to_go_on(whole: Path, tmp_path: Path) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    running = begun("batch", plan, "-o", folder, "-j", "2")
    until(journal_has(folder, 2))
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130, told
    assert "--resume" in told
    assert "Traceback" not in told
    batch(plan, folder, "--resume")
    assert manifest(folder) == manifest(whole)


def test_a_killed_building_process_costs_nothing(whole: Path, tmp_path: Path) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    running = begun("batch", plan, "-o", folder, "-j", "2")
    until(journal_has(folder, 2))
    os.kill(children(running.pid)[0], signal.SIGKILL)
    _, told = running.communicate(timeout=120)
    assert running.returncode == 0, told
    assert manifest(folder) == manifest(whole)


# --- what goes wrong ---


def test_what_does_not_fit_is_told_at_the_end_and_the_rest_is_made(tmp_path: Path) -> None:
    long = ", ".join(load_library(Assets.find()).comparisons["ms-vs-als"].section)
    text = (
        "make:\n  - comparison: ms-vs-als\n    layout: one-page\n"
        f"    sections: {{small: [at-a-glance], large: [{long}]}}\n"
        "  - {comparison: ms-vs-als, section: [when-to-call], file: call}\n"
    )
    plan, folder = write_plan(tmp_path, text), tmp_path / "out"
    folder.mkdir()
    (folder / "ms-vs-als-large.pdf").write_bytes(b"the old one")
    done = run("batch", plan, "-o", folder)
    assert done.returncode == 6
    assert "error D013: ms-vs-als-large.pdf was not made: " in done.stderr
    assert "Not made" in done.stdout
    assert "1 of 3" in done.stdout
    small, large, call = rows(folder)
    assert large["file"] == "ms-vs-als-large.pdf"
    assert [p["code"] for p in large["problems"]] == ["D013"]
    assert "sha256" in small
    assert "sha256" in call
    assert (folder / "ms-vs-als-large.pdf").read_bytes() == b"the old one"
    # What failed is tried again, what is there is not; and the file still is what it says.
    again = run("batch", plan, "-o", folder, "--json")
    assert again.returncode == 6
    told = json.loads(again.stdout)
    assert (told["made"], told["unchanged"], len(told["failed"])) == (0, 2, 1)


def test_a_manifest_of_another_version_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    folder.mkdir()
    for head in ('{"manifest": "handoutgen batch", "format": 2}\n', "what is this?\n", ""):
        (folder / "manifest.jsonl").write_text(head, encoding="utf-8")
        done = run("batch", plan, "-o", folder)
        assert done.returncode == 2, done.stderr
        assert "error U083" in done.stderr
        assert files(folder) == ["manifest.jsonl"]
        assert (folder / "manifest.jsonl").read_text(encoding="utf-8") == head


@pytest.mark.parametrize("name", ["manifest.jsonl", "manifest.jsonl.part"])
def test_a_manifest_that_would_never_end_is_told(name: str, tmp_path: Path) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    folder.mkdir()
    os.mkfifo(folder / name)
    done = run("batch", plan, "-o", folder, "--resume")
    assert (done.returncode, "error U083" in done.stderr) == (2, True)
    assert files(folder) == []


def test_a_manifest_that_somebody_edited_leads_to_no_device(tmp_path: Path) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    batch(plan, folder)
    before = manifest(folder)
    rows = [json.loads(line) for line in before.splitlines()]
    for row in rows[1:]:
        row["companions"] = [{"file": "/dev/zero", "sha256": "0" * 64}]
    text = "".join(f"{json.dumps(row)}\n" for row in rows)
    (folder / "manifest.jsonl").write_text(text, encoding="utf-8")
    batch(plan, folder)
    assert manifest(folder) == before


def test_a_wrong_cell_is_told_before_anything_is_touched(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN.replace("cold-flu-covid", "cold-flu"))
    done = run("batch", plan, "-o", tmp_path / "out")
    assert done.returncode == 4
    assert f"{plan}:3:29: error S001" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_way_is_told_before_work_begins(tmp_path: Path) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    folder.mkdir()
    (folder / "ms-vs-als").write_text("no folder", encoding="utf-8")
    done = run("batch", plan, "-o", folder)
    assert done.returncode == 5
    assert "error W" in done.stderr
    assert not (folder / "manifest.jsonl.part").exists()


# --- what is seen ---


def test_without_a_terminal_it_tells_in_plain_lines(tmp_path: Path) -> None:
    done = batch(write_plan(tmp_path), tmp_path / "out")
    assert "\r" not in done.stderr
    assert "\x1b" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"{SIZE} of {SIZE}: ")
    assert done.stdout.splitlines()[0] == str(tmp_path / "out")
    quiet = batch(write_plan(tmp_path), tmp_path / "quiet", "--quiet")
    assert quiet.stdout == quiet.stderr == ""


def test_in_a_terminal_it_shows_a_bar(tmp_path: Path) -> None:
    plan = write_plan(tmp_path)
    with terminal("batch", str(plan), "-o", "out", folder=tmp_path) as screen:
        screen.see(f"{SIZE}/{SIZE}", "a second", "out/manifest.jsonl")
        assert b"#" in screen.raw
        assert b"a second" in screen.raw
