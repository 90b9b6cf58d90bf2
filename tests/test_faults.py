"""Processes that are ended, full disks: nothing half, nothing lost. `script/faults` does more."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from faults.activity import ACTIVITIES, Activity
from faults.disk import full, read_only, small_disk
from faults.place import BrokenError, Place, killed_after

SIGKILL = -9


def completed(activity: Activity) -> None:
    code = killed_after(activity.begin(), 120)
    activity.told(code)
    assert (code, activity.check()) == (0, "new")


@pytest.mark.parametrize(("name", "steps"), [("build", (1, 2, 4, 5)), ("review", (4, 6, 8, 9, 10))])
def test_a_writer_that_is_ended_leaves_the_old_or_the_new(
    tmp_path: Path, name: str, steps: tuple[int, ...]
) -> None:
    activity = ACTIVITIES[name](Place.make(tmp_path / "clinic"))
    completed(activity)
    states = set()
    for step in steps:
        code = killed_after(activity.begin(step), 120)
        assert code == SIGKILL
        activity.told(code)
        states.add(activity.check())
    assert states == {"old", "new"}
    completed(activity)


def test_a_batch_that_is_ended_keeps_the_old_files_or_has_the_new(tmp_path: Path) -> None:
    activity = ACTIVITIES["batch"](Place.make(tmp_path / "clinic"))
    for step in (3, 9):
        assert killed_after(activity.begin(step), 120) == SIGKILL
        assert activity.check() == "old"
    completed(activity)


def test_the_page_that_is_ended_keeps_what_it_said_was_saved(tmp_path: Path) -> None:
    place = Place.make(tmp_path / "clinic")
    activity = ACTIVITIES["save"](place)
    process = activity.begin()
    end = time.monotonic() + 60
    while len(list((place.folder / "handouts").glob("*.yaml"))) < 3 and time.monotonic() < end:
        time.sleep(0.05)
    assert killed_after(process, 0) is None
    assert activity.check() == "new"


@pytest.mark.parametrize("name", ["build", "review"])
def test_a_disk_that_is_full_or_read_only(tmp_path: Path, name: str) -> None:
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("mounting is not allowed here")
        assert full(disk, name, iter([0])) == ["old"]
        assert read_only(disk, name) == "old"


def test_what_is_broken_is_told(tmp_path: Path) -> None:
    """Else the script could see nothing, whatever happens."""
    build, review, save = (
        ACTIVITIES[name](Place.make(tmp_path / name)) for name in ("build", "review", "save")
    )
    completed(review)
    reviews = tmp_path / "review" / "data" / "reviews" / "ms-vs-als.yaml"
    whole = reviews.read_bytes()
    reviews.write_bytes(b"reviews: []\n")
    with pytest.raises(BrokenError, match="lost"):
        review.check()
    reviews.write_bytes(whole)
    (tmp_path / "save" / "handouts" / "half.yaml").write_bytes(b"")
    with pytest.raises(Exception, match="C00"):
        save.check()
    (tmp_path / "build" / "out.pdf").write_bytes(b"%PDF-1.7 half")
    with pytest.raises(BrokenError, match="neither the old one nor the new one"):
        build.check()
