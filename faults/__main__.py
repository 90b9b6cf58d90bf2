"""`script/faults`: ends what writes files at random moments, fills its disk, looks what is left.

With `--write` the table goes into docs/faults.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

from faults.activity import ACTIVITIES, Activity
from faults.disk import full, read_only, small_disk
from faults.place import ROOT, BrokenError, Place, killed_after
from fuzz.table import key_of, renew

PAGE = ROOT / "docs" / "faults.md"
HEAD = "| what | fault | times | old stays | new is there | already done | broken |"
LINE = "|---|---|---|---|---|---|---|"
MOST_STEPS = {"build": 8, "review": 14, "save": 40, "batch": 18}
"""About how many steps of writing a run takes."""
SERVED = 6.0
"""Seconds that the page runs when nothing ends it earlier: half of them it starts."""
ROOM = (0, 0, 4, 8, 16, 40, 64, 76)
"""Kilobytes that a full disk has left: an inode takes one, a review a few, a PDF some dozens."""
AGAIN = 10
"""After so many faults one run is left alone, and has to succeed."""


@dataclass
class Row:
    """What a fault did, so many times."""

    what: str
    fault: str
    states: Counter[str] = field(default_factory=Counter)
    done: int = 0
    broken: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        times = sum(self.states.values()) + len(self.broken)
        found = str(len(self.broken)) if self.broken else "none"
        counts = f"{self.states['old']} | {self.states['new']} | {self.done}"
        return f"| {self.what} | {self.fault} | {times} | {counts} | {found} |"


def kills(name: str, times: int, random: Random, folder: Path) -> list[Row]:
    """Half at moments of the clock, half at steps of writing."""
    activity = ACTIVITIES[name](Place.make(folder / name))
    longest = _undisturbed(activity, name)
    by_clock, by_step = Row(name, "kill -9, any moment"), Row(name, "kill -9, a step of writing")
    for number in range(times):
        at_step = number % 2 == 1
        row = by_step if at_step else by_clock
        step = random.randrange(MOST_STEPS[name]) if at_step else None
        seconds = 60.0 if at_step else random.uniform(0, longest)
        if name == "save" and at_step:
            seconds = longest + 5
        try:
            code = killed_after(activity.begin(step), seconds)
            row.done += code == 0
            activity.told(code)
            row.states[activity.check()] += 1
            if number % AGAIN == 0:
                _undisturbed(activity, name)
        except BrokenError as error:
            row.broken.append(str(error))
            print(f"\n{name}: {error}", file=sys.stderr)
        print(f"\r{name}: {number + 1} of {times}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return [by_clock, by_step]


def _undisturbed(activity: Activity, name: str) -> float:
    """One run to its end, and how long it takes. A server is given time to save something."""
    start = monotonic()
    if name == "save":
        killed_after(activity.begin(), SERVED)
        activity.check()
        return SERVED
    code = killed_after(activity.begin(), 120)
    activity.told(code)
    if code != 0 or activity.check() != "new":
        raise BrokenError(f"the next run ended with {code}")
    return monotonic() - start


def disks(times: int, random: Random, folder: Path) -> list[Row]:
    """A full disk and one that is read-only; nothing where mounting is not allowed."""
    rows = []
    for name in ("build", "review"):
        with small_disk(folder / f"disk-{name}") as disk:
            if disk is None:
                print("the disks are left out: mounting is not allowed here", file=sys.stderr)
                return []
            row = Row(name, "the disk is full, or nearly")
            for _ in range(times):
                try:
                    row.states.update(full(disk, name, iter([random.choice(ROOM)])))
                except BrokenError as error:
                    row.broken.append(str(error))
                    print(f"{name}, full disk: {error}", file=sys.stderr)
            rows.append(row)
        with small_disk(folder / f"disk-{name}") as disk:
            row = Row(name, "the disk is read-only")
            try:
                row.states.update([read_only(disk or folder, name)])
            except BrokenError as error:
                row.broken.append(str(error))
            rows.append(row)
    return rows


def main() -> int:
    """Run, print the table, and fail when something is broken."""
    parser = argparse.ArgumentParser(prog="script/faults", description=__doc__)
    parser.add_argument(
        "activities", nargs="*", metavar="WHAT", help=f"{', '.join(ACTIVITIES)}, disk"
    )
    parser.add_argument("--times", type=int, default=200, help="kills of each")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", action="store_true", help="put the table into docs/faults.md")
    chosen = parser.parse_args()
    os.nice(15)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen.activities or (*ACTIVITIES, "disk"):
            random = Random(f"{name} {chosen.seed}")  # noqa: S311 - which moments, not secrets
            if name == "disk":
                rows += disks(chosen.times // 10, random, Path(folder))
            else:
                rows += kills(name, chosen.times, random, Path(folder))
            if chosen.write:
                renew(PAGE, HEAD, {key_of(str(row), 2): str(row) for row in rows}, 2)
    print("\n".join([HEAD, LINE, *map(str, rows)]))
    return 1 if any(row.broken for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
