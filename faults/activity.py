"""What writes files, each with a way to do it, and to tell whether the files are as they should be.

A new command that writes gets a class here and a place in `ACTIVITIES`: the script, its table and
the tests then cover it.
"""

from __future__ import annotations

import http.client
import re
import subprocess
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Protocol
from urllib.parse import urlencode

from faults.place import BrokenError, Place, digest, done
from handoutgen.assets import Asset
from handoutgen.content.library import load_handout
from handoutgen.content.positions import read_yaml
from handoutgen.content.review import ReviewFile
from handoutgen.content.validation import validate


class Activity(Protocol):
    """One thing that writes. `begin` starts it in a process; `told` hears how it ended."""

    def begin(self, step: int | None = None) -> subprocess.Popen[str]:
        """Start."""

    def told(self, code: int | None) -> None:
        """It ended with this code: 0 means that it told its user that it is done."""

    def check(self) -> str:
        """`old` or `new`, as the files stand; raises BrokenError."""


class Build:
    """A handout is built over an older one."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.file = place.folder / "out.pdf"
        self.editions: dict[str, str] = {}
        for wording in ("detailed", "plain"):
            done(self._command(wording))
            self.editions[wording] = digest(self.file)
        self.wording = "detailed"

    def _command(self, wording: str, step: int | None = None) -> subprocess.Popen[str]:
        options = ("-o", str(self.file), "-q", "--wording", wording, "--section", "at-a-glance")
        return self.place.command("build", "ms-vs-als", *options, step=step)

    def begin(self, step: int | None = None) -> subprocess.Popen[str]:
        """Build the other wording."""
        return self._command(self.wording, step)

    def told(self, code: int | None) -> None:
        """Next time the one that is not there."""
        if code == 0 and digest(self.file) != self.editions[self.wording]:
            raise BrokenError("it said that it was done, and the file is another")

    def check(self) -> str:
        """The file is the old one or the new one, byte for byte."""
        there = digest(self.file)
        if there not in self.editions.values():
            raise BrokenError(f"the PDF is neither the old one nor the new one: {there}")
        if strangers := self.place.strangers(self.file.name):
            raise BrokenError(f"left behind: {strangers}")
        new = there == self.editions[self.wording]
        self.wording = "plain" if there == self.editions["detailed"] else "detailed"
        return "new" if new else "old"


class Review:
    """A review is put on record, next to those that are there."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.file = place.folder / "data" / "reviews" / "ms-vs-als.yaml"
        self.recorded: set[str] = set()
        self.number = 0
        self.before: set[str] = set()

    def begin(self, step: int | None = None) -> subprocess.Popen[str]:
        """Record another reviewer."""
        self.number += 1
        who = ("--reviewer", f"Reviewer {self.number}", "--role", "test of faults")
        when = ("--on", "2026-11-28", "--until", "2027-11-28", "--section", "symptoms")
        return self.place.command("review", "ms-vs-als", *who, *when, step=step)

    def told(self, code: int | None) -> None:
        """What was said to be recorded has to stay for ever."""
        if code == 0:
            self.recorded.add(f"Reviewer {self.number}")

    def check(self) -> str:
        """The file can be read, and all that was ever recorded is in it."""
        if strangers := self.place.strangers(self.file.name):
            raise BrokenError(f"left behind: {strangers}")
        there = self._there()
        if lost := (self.recorded | self.before) - there:
            raise BrokenError(f"lost: {sorted(lost)}")
        new = f"Reviewer {self.number}" in there
        self.before = there
        return "new" if new else "old"

    def _there(self) -> set[str]:
        if not self.file.exists():
            return set()
        data, positions = read_yaml(self.file.read_bytes(), str(self.file))
        return {review.reviewer for review in validate(ReviewFile, data, positions).reviews}


class Save:
    """Somebody saves one handout after the other on the page."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.saved: set[str] = set()
        self.before: set[str] = set()
        self.number = 0

    def begin(self, step: int | None = None) -> subprocess.Popen[str]:
        """Start the server, and save until it is gone."""
        options = ("serve", "--no-browser", "--port", "0", "--processes", "1")
        process = self.place.command(*options, step=step)
        threading.Thread(target=self._save, args=(process,), daemon=True).start()
        return process

    def _save(self, process: subprocess.Popen[str]) -> None:
        said = process.stdout.readline() if process.stdout else ""
        port = re.search(r":(\d+)/", said)
        while port and process.poll() is None:
            number = self.number = self.number + 1
            fields = {"name": f"Saved {number}", "section": "symptoms", "order": "symptoms"}
            with suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", int(port[1]), timeout=10)
                kind = {"content-type": "application/x-www-form-urlencoded", "hx-request": "true"}
                connection.request("POST", "/save/ms-vs-als", urlencode(fields), kind)
                answer = connection.getresponse()
                if answer.status == 200 and f"saved-{number}".encode() in answer.read():
                    self.saved.add(f"saved-{number}.yaml")

    def told(self, code: int | None) -> None:
        """The server never ends by itself."""

    def check(self) -> str:
        """Each file can be read, and all that were said to be saved are there."""
        there = {path.name: path for path in (self.place.folder / "handouts").glob("*.yaml")}
        if lost := self.saved - set(there):
            raise BrokenError(f"lost: {sorted(lost)}")
        for path in there.values():
            load_handout(Asset(path, path.name, str(path)))
        if strangers := self.place.strangers(*there):
            raise BrokenError(f"left behind: {strangers}")
        new = set(there) > self.before
        self.before = set(there)
        return "new" if new else "old"


class Batch:
    """A plan is made anew, each time with another date, so that every file is another."""

    DAYS = ("2026-11-21", "2026-11-22")
    PLAN = """make:
  - comparison: ms-vs-als
    section: [at-a-glance]
    wording: [plain, detailed]
    format: [text, html, pdf]
"""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.folder = place.folder / "night"
        (place.folder / "plan.yaml").write_text(self.PLAN, encoding="utf-8")
        self.made: dict[str, dict[str, str]] = {}
        for day in self.DAYS:
            done(self._command(day))
            self.made[day] = {path.name: digest(path) for path in self.folder.iterdir()}
        self.day = self.DAYS[0]

    def _command(self, day: str, step: int | None = None) -> subprocess.Popen[str]:
        options = ("-o", str(self.folder), "--date", day, "-j", "2", "-q", "--resume")
        return self.place.command("batch", "plan.yaml", *options, step=step)

    def begin(self, step: int | None = None) -> subprocess.Popen[str]:
        """Make the plan with the other date."""
        return self._command(self.day, step)

    def told(self, code: int | None) -> None:
        """All of it has to be there."""
        there = {path.name: digest(path) for path in self.folder.iterdir()}
        if code == 0 and not self.made[self.day].items() <= there.items():
            raise BrokenError("it said that it was done, and the files are others")

    def check(self) -> str:
        """Each file is an old one or a new one; the manifest is whole, and new only with all."""
        there = {name: digest(self.folder / name) for name in self.made[self.day]}
        for name, found in there.items():
            if found not in [files[name] for files in self.made.values()]:
                raise BrokenError(f"{name} is neither the old one nor the new one")
        if strangers := self.place.strangers("plan.yaml", *there, "manifest.jsonl.part"):
            raise BrokenError(f"left behind: {strangers}")
        new = there["manifest.jsonl"] == self.made[self.day]["manifest.jsonl"]
        if new and there != self.made[self.day]:
            raise BrokenError("the manifest is there before its files")
        if new:
            self.day = self.DAYS[1 - self.DAYS.index(self.day)]
        return "new" if new else "old"


ACTIVITIES: Mapping[str, Callable[[Place], Activity]] = {
    "build": Build,
    "review": Review,
    "save": Save,
    "batch": Batch,
}
