"""Reviews go into their file one after the other, and none is lost."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from content.library_on_disk import on_disk

from handoutgen import lock
from handoutgen.assets import Assets
from handoutgen.content.review import Review
from handoutgen.errors import HandoutError
from handoutgen.lock import locked
from handoutgen.review_file import append_review, review_target, review_yaml

SOURCE = Path(__file__).parents[1] / "src"
THIS = "cold-or-flu"


def review(name: str = "Ann", section: tuple[str, ...] = ()) -> Review:
    return Review(
        reviewer=name,
        role="nurse",
        on=dt.date(2026, 11, 1),
        until=dt.date(2027, 11, 1),
        section=section,
        fingerprint=dict.fromkeys(section or ("basics", "2020"), "1" * 64),
    )


def reviewers(assets: Assets) -> list[str]:
    from handoutgen.content.library import load_library

    return [r.reviewer for r in load_library(assets).reviews[THIS]]


@pytest.mark.parametrize("name", ["Ann", 'Zoë "Z" O\'Neil', "a: b # c", "- x", "null", "李 明"])
def test_what_is_written_is_read(tmp_path: Path, name: str) -> None:
    disk = on_disk(tmp_path)
    path = review_target(disk.assets, THIS)
    records = [review(name), review("Bea", ("help", "2020"))]
    for record in records:
        append_review(path, record)
    found = disk.load().reviews[THIS]
    assert [r.as_data() for r in found] == [r.as_data() for r in records]
    assert path.read_text(encoding="utf-8") == review_yaml(records)
    assert [p.name for p in path.parent.iterdir()] == [f"{THIS}.yaml"]


def test_a_workspace_takes_the_review_and_adds_to_those_below(tmp_path: Path) -> None:
    disk = on_disk(tmp_path / "bundled")
    append_review(review_target(disk.assets, THIS), review("Ann"))
    own = tmp_path / "own"
    own.mkdir()
    both = Assets((disk.root, own))
    path = review_target(both, THIS)
    assert path == own / "data" / "reviews" / f"{THIS}.yaml"
    append_review(path, review("Bea"))
    assert reviewers(both) == ["Ann", "Bea"]
    assert reviewers(disk.assets) == ["Ann"]


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    disk = on_disk(tmp_path)
    path = review_target(disk.assets, THIS)
    disk.write(f"data/reviews/{THIS}.yaml", "reviews: [\n")
    with pytest.raises(HandoutError) as caught:
        append_review(path, review())
    assert caught.value.problems[0].code == "C003"
    assert path.read_text(encoding="utf-8") == "reviews: [\n"


def test_an_installed_program_keeps_no_reviews(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "handoutgen" / "_assets"
    installed.mkdir(parents=True)
    monkeypatch.setattr("handoutgen.assets.__file__", str(installed.parent / "assets.py"))
    for assets in (Assets.find(), Assets.find(installed)):
        with pytest.raises(HandoutError) as caught:
            review_target(assets, THIS)
        assert [p.code for p in caught.value.problems] == ["U021"]
    assert review_target(Assets.find(tmp_path), THIS).is_relative_to(tmp_path / "data")


# --- at the same time ---

_APPEND = """
import datetime as dt, sys
from pathlib import Path
from handoutgen.content.review import Review
from handoutgen.review_file import append_review
for n in range(5):
    append_review(Path(sys.argv[1]), Review(reviewer=f"{sys.argv[2]} {n}", role="nurse",
        on=dt.date(2026, 11, 1), until=dt.date(2027, 11, 1), fingerprint={"basics": "1" * 64}))
"""


def test_programs_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    disk = on_disk(tmp_path)
    path = review_target(disk.assets, THIS)
    names = ("Ann", "Bea", "Cleo", "Dora")
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _APPEND, str(path), name],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
        )
        for name in names
    ]
    assert [process.wait(60) for process in running] == [0] * len(names)
    assert sorted(reviewers(disk.assets)) == [f"{name} {n}" for name in names for n in range(5)]
    assert [p.name for p in path.parent.iterdir()] == [f"{THIS}.yaml"]


def test_threads_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    disk = on_disk(tmp_path)
    path = review_target(disk.assets, THIS)
    threads = [Thread(target=append_review, args=(path, review(f"R{n}"))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reviewers(disk.assets)) == [f"R{n}" for n in range(8)]


def test_who_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "TRIES", 2)
    path = tmp_path / "x.yaml"
    with locked(path), pytest.raises(HandoutError) as caught, locked(path):
        pass
    assert [p.code for p in caught.value.problems] == ["W006"]
    with locked(path):
        pass


def test_a_lock_that_a_crash_left_behind_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / ".x.yaml.lock").touch()
    with locked(tmp_path / "x.yaml"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(HandoutError) as caught, locked(tmp_path / "no" / "x.yaml"):
        pass
    assert [p.code for p in caught.value.problems] == ["W001"]
