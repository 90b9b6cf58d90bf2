"""How fast is a batch by how many cores, and does its memory stay flat?

Makes so many handouts with each number of processes given, each time into an empty folder and on as
many cores, and prints how many a second they were, from the command's start to its end. (On more
cores than processes the validator's second thread would take another core, and the comparison with
more processes would say nothing.) While they are made, it reads the resident memory of the command
and of its building processes.

Run it in the development environment on a machine that does nothing else:
`.venv/bin/python benchmarks/batch.py --handouts 300 --processes 1 2`.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from handoutgen.assets import Assets
from handoutgen.content.library import load_library

VARIANTS = 16
"""Combinations of wording, style, paper and duplex for each set of sections."""


@dataclass(slots=True)
class Memory:
    """Resident megabytes: of the command, and of its largest building process, at each tenth."""

    command: list[float] = field(default_factory=list)
    builder: list[float] = field(default_factory=list)


def write_plan(path: Path, handouts: int) -> int:
    """A plan with at least so many handouts of four random sections; how many it has."""
    chance = random.Random(1)  # noqa: S311
    library = load_library(Assets.find())
    sections = {name: list(found) for name, found in library.sections.items()}
    sets = -(-handouts // VARIANTS)
    lines = ["make:"]
    for number, comparison in enumerate(sections):
        here = sets // len(sections) + (number < sets % len(sections))
        picks = (chance.sample(sections[comparison], 4) for _ in range(here))
        lines += [f"  - comparison: {comparison}", "    sections:"]
        lines += [f"      s{n}: [{', '.join(pick)}]" for n, pick in enumerate(picks)]
        lines += [
            "    wording: [plain, detailed]",
            "    style: [standard, ink-saver]",
            "    paper: [letter, a4]",
            "    duplex: [true, false]",
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sets * VARIANTS


def measure(plan: Path, folder: Path, processes: int, whole: int) -> tuple[float, Memory]:
    """Seconds of a batch, and its memory each time that another tenth is made."""
    words = ["batch", str(plan), "-o", str(folder), "-j", str(processes), "--quiet"]
    cores = sorted(os.sched_getaffinity(0))[:processes]
    if len(cores) < processes:
        sys.exit(f"{processes} processes want as many cores; there are {len(cores)}")
    begun = time.monotonic()
    command = subprocess.Popen([sys.executable, "-m", "handoutgen", *words])
    os.sched_setaffinity(command.pid, cores)
    journal, memory = folder / "manifest.jsonl.part", Memory()
    while command.poll() is None:
        time.sleep(0.2)
        rows = journal.read_bytes().count(b"\n") if journal.exists() else 0
        if rows * 10 >= whole * (len(memory.command) + 1):
            memory.command.append(resident(command.pid))
            memory.builder.append(max(map(resident, children(command.pid)), default=0))
    if command.returncode:
        sys.exit(f"the batch failed: {command.returncode}")
    return time.monotonic() - begun, memory


def resident(process: int) -> float:
    """Resident memory of a process in MB; 0 when it is gone."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) / 1024 if found else 0


def children(process: int) -> list[int]:
    """The processes that a process has begun."""
    try:
        return [*map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())]
    except OSError:
        return []


def main() -> None:
    """Print a line for each number of processes, and the memory on the way."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--handouts", type=int, default=300)
    options.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    given = options.parse_args()
    with TemporaryDirectory() as made:
        plan = Path(made, "plan.yaml")
        whole = write_plan(plan, given.handouts)
        load = Path("/proc/loadavg").read_text().split()[0]
        print(f"{whole} handouts of four sections; load at the start {load}")
        first = 0.0
        for processes in given.processes:
            folder = Path(made, str(processes))
            seconds, memory = measure(plan, folder, processes, whole)
            first = first or seconds
            rate = f"{whole / seconds:.1f} a second, {first / seconds:.2f} times the first"
            print(f"{processes} processes and cores: {seconds:.1f} s, {rate}", flush=True)
            print("  MB, command: ", *(f"{m:.0f}" for m in memory.command))
            print("  MB, largest builder: ", *(f"{m:.0f}" for m in memory.builder), flush=True)


if __name__ == "__main__":
    main()
