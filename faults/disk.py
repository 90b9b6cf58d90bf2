"""A disk that is full or read-only: a small one in memory, where root may mount it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults.activity import ACTIVITIES, Activity
from faults.place import BrokenError, Place

KILOBYTES = 1024
CANNOT_WRITE = 5


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A megabyte of its own, or None where mounting is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={KILOBYTES}k", "tmpfs", str(folder)]
    try:
        refused = subprocess.run(mount, capture_output=True, check=False).returncode
    except OSError:
        refused = 1
    if refused:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def full(disk: Path, name: str, rooms: Iterator[int]) -> list[str]:
    """What an activity leaves on a disk with so many kilobytes of room, time after time.

    Cache and workspace are on that disk. Raises BrokenError.
    """
    place = Place.make(disk / name, disk / "cache")
    activity = ACTIVITIES[name](place)
    _complete(activity)
    return [_with_room(activity, disk, room) for room in rooms]


def _with_room(activity: Activity, disk: Path, room: int) -> str:
    filler = disk / "filler"
    _fill(filler, room)
    try:
        code, errors = _run(activity)
        state = activity.check()
        if code not in (0, CANNOT_WRITE) or "Traceback" in errors:
            raise BrokenError(f"ended with {code}: {errors}")
        if code and "W00" not in errors:
            raise BrokenError(f"it does not say why: {errors}")
        if code == 0 and state != "new":
            raise BrokenError("it said that it was done, and nothing is there")
    finally:
        filler.unlink()
    _complete(activity)
    return state


def _fill(filler: Path, room: int) -> None:
    """Take all that there is but so many kilobytes."""
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(1024))
        except OSError:
            pass
        file.truncate(max(0, file.tell() - room * 1024))


def read_only(disk: Path, name: str) -> str:
    """What an activity leaves on a disk that cannot be written to. Raises BrokenError."""
    activity = ACTIVITIES[name](Place.make(disk / name, disk / "cache"))
    _complete(activity)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        code, errors = _run(activity)
        state = activity.check()
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    if code != CANNOT_WRITE or "W00" not in errors or "Traceback" in errors or state != "old":
        raise BrokenError(f"ended with {code}, {state}: {errors}")
    _complete(activity)
    return state


def _run(activity: Activity) -> tuple[int, str]:
    process = activity.begin()
    _, errors = process.communicate(timeout=120)
    activity.told(process.returncode)
    return process.returncode, errors


def _complete(activity: Activity) -> None:
    """One run with nothing in its way."""
    code, errors = _run(activity)
    if code or activity.check() != "new":
        raise BrokenError(f"the next run ended with {code}: {errors}")
