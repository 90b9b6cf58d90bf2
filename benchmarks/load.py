"""Many people picking at once: does every request succeed, how long does it take, does memory grow?

Starts `handoutgen serve` on a free port of this machine and lets simulated users pick at random:
each ticks, unticks and moves sections, now and then changes the wording, adds a note or takes the
PDF, and looks at the first page after every change, with pauses as people make them. Before that
one user alone shows how long a change takes from the request to the last byte of the page image.

Run it in the development environment: `.venv/bin/python benchmarks/load.py`.
"""

import argparse
import http.client
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

COMPARISON = "ms-vs-als"
FOUR_PAGES = ("at-a-glance", "are-they-linked", "when-to-call")
ALONE = 40
PAUSE = (1.0, 6.0)
"""Seconds between two changes of one person: to read a heading and decide takes about that."""
IMAGE = re.compile(r'src="(/page/[0-9a-f]+/1-560\.png)"')
FORM = {"content-type": "application/x-www-form-urlencoded"}
MEGABYTE = 1024


@dataclass
class Measured:
    """Seconds of every request by kind, and what failed."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, seconds: float, status: int) -> None:
        with self.lock:
            self.seconds.setdefault(kind, []).append(seconds)
            if status >= 400:
                self.failures.append(f"{kind}: {status}")


class User:
    """One browser: a connection that stays open, and a pick."""

    def __init__(self, port: int, measured: Measured, seed: int, sections: list[str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.measured = measured
        self.random = random.Random(seed)  # noqa: S311
        self.sections = sections
        self.pick = self.random.sample(sections, 4)
        self.more: dict[str, str] = {}

    def ask(self, kind: str, method: str, path: str, body: str | None = None) -> bytes:
        start = time.perf_counter()
        try:
            self.connection.request(method, path, body, FORM if body else {})
            answer = self.connection.getresponse()
            content = answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            self.connection.close()
            content, status = b"", 599
        self.measured.add(kind, time.perf_counter() - start, status)
        return content

    def form(self) -> str:
        pairs = [(name, s) for s in self.pick for name in ("section", "order")]
        return urlencode([*pairs, *self.more.items()])

    def open(self) -> None:
        self.ask(
            "open the page",
            "GET",
            f"/pick/{COMPARISON}?{urlencode([('section', s) for s in self.pick])}",
        )

    def change(self) -> None:
        roll = self.random.random()
        if roll < 0.5:
            section = self.random.choice(self.sections)
            if section in self.pick and len(self.pick) > 1:
                self.pick.remove(section)
            elif section not in self.pick and len(self.pick) < 8:
                self.pick.append(section)
        elif roll < 0.85:
            self.random.shuffle(self.pick)
        elif roll < 0.95:
            self.more["wording"] = self.random.choice(("plain", "detailed"))
        else:
            self.more["note"] = f"Your next visit is on day {self.random.randint(1, 28)}."
        self.see()
        if self.random.random() < 0.05:
            self.ask("take the PDF", "POST", f"/file/{COMPARISON}.pdf", self.form())

    def see(self) -> float:
        start = time.perf_counter()
        content = self.ask("change", "POST", f"/preview/{COMPARISON}", self.form())
        found = IMAGE.search(content.decode("utf-8", errors="replace"))
        if found is None:
            self.measured.add("change", 0, 598)
        else:
            self.ask("page image", "GET", found[1])
        return time.perf_counter() - start

    def live(self, until: float) -> None:
        self.open()
        while time.monotonic() < until:
            time.sleep(self.random.uniform(*PAUSE))
            self.change()


def memory(pid: int) -> int:
    """Resident kilobytes of a process and its children."""
    found = 0
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = [child for task in tasks for child in task.read_text().split()]
    for each in (str(pid), *children):
        status = Path(f"/proc/{each}/status").read_text()
        found += int(re.search(r"VmRSS:\s+(\d+)", status)[1])  # type: ignore[index]
    return found


def percentile(values: list[float], share: float) -> float:
    """The value that this share of all do not exceed, in milliseconds."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1000


def main() -> None:
    """Run it all and print one table in Markdown."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--users", type=int, default=50)
    options.add_argument("--seconds", type=int, default=60)
    given = options.parse_args()
    command = [sys.executable, "-m", "handoutgen", "serve", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            first = server.stdout.readline() if server.stdout else ""
            port = int(re.search(r":(\d+)/", first)[1])  # type: ignore[index]
            measure(server.pid, port, given.users, given.seconds)
        finally:
            server.terminate()


def measure(pid: int, port: int, users: int, seconds: int) -> None:
    """One user alone, then all of them."""
    from handoutgen.assets import Assets
    from handoutgen.content.library import load_library

    sections = list(load_library(Assets.find()).sections[COMPARISON])
    time.sleep(3)  # both processes are warm
    alone = User(port, Measured(), 0, sections)
    alone.open()
    times = []
    for number in range(ALONE):
        # A note makes each sheet a new one, with nothing kept from before.
        alone.pick = list(FOUR_PAGES)
        alone.more["note"] = f"Room {number}."
        times.append(alone.see())
    print(
        f"One user, a 4-page handout, change to page image: median "
        f"{percentile(times, 0.5):.0f} ms, 95 % {percentile(times, 0.95):.0f} ms"
    )

    measured = Measured()
    until = time.monotonic() + seconds
    people = [
        threading.Thread(target=User(port, measured, seed, sections).live, args=(until,))
        for seed in range(1, users + 1)
    ]
    sizes = [memory(pid)]
    for person in people:
        person.start()
    while time.monotonic() < until:
        time.sleep(min(5, max(0.1, until - time.monotonic())))
        sizes.append(memory(pid))
    for person in people:
        person.join()
    count = sum(map(len, measured.seconds.values()))
    print(f"\n{users} users, {seconds} s: {count} requests, {len(measured.failures)} failed\n")
    print("| request | number | median | 99 % | longest |\n|---|---|---|---|---|")
    for kind, values in measured.seconds.items():
        print(
            f"| {kind} | {len(values)} | {statistics.median(values) * 1000:.0f} ms | "
            f"{percentile(values, 0.99):.0f} ms | {max(values) * 1000:.0f} ms |"
        )
    print("\nMemory in MB, every 5 s:", *(size // MEGABYTE for size in sizes))
    for failure in measured.failures[:10]:
        print("failed:", failure)


if __name__ == "__main__":
    main()
