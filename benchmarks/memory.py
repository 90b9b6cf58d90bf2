"""Does memory stay flat? Thousands of random picks, built one after the other in one process.

Works as a building process of `handoutgen serve` does: PDF, then the picture of the first page.
Prints the resident memory as it goes, and how full each cache is at the end.

Run it in the development environment: `.venv/bin/python benchmarks/memory.py`.
"""

import argparse
import datetime as dt
import gc
import random
import re
import sys
from functools import _lru_cache_wrapper
from pathlib import Path
from tempfile import TemporaryDirectory

from handoutgen.assets import Assets
from handoutgen.content.layouts import LAYOUTS, papers_of
from handoutgen.render.style import style_names
from handoutgen.selection import HandoutRequest
from handoutgen.web.sheet import Bench, BuildJob, PageJob, Sheet
from handoutgen.web.worker import Worker

STEP = 100


def resident() -> float:
    """Resident memory of this process in MB."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def main() -> None:
    """Print one line for every hundred."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--builds", type=int, default=2000)
    given = options.parse_args()
    with TemporaryDirectory() as references:
        measure(given.builds, references)


def measure(builds: int, references: str) -> None:
    """Build so many handouts, with formatted references kept on disk."""
    chance = random.Random(1)  # noqa: S311
    assets = Assets.find()
    worker = Worker(Bench(tuple(map(str, assets.roots)), references, dt.date(2026, 11, 21)))
    styles, library = style_names(assets), worker.library
    print(f"library loaded: {resident():.0f} MB")
    built = refused = 0
    while built < builds:
        comparison = chance.choice(list(library.comparisons))
        layout = chance.choice((*LAYOUTS, "handout", "handout", "handout"))
        sections = list(library.sections[comparison])
        answer = worker.answer(
            BuildJob(
                HandoutRequest(
                    comparison,
                    section=tuple(chance.sample(sections, chance.randint(1, 8))),
                    wording=chance.choice(("plain", "detailed")),
                    layout=layout,
                    style=chance.choice(styles),
                    paper=chance.choice(papers_of(layout)),
                    note=f"Room {built}." if chance.random() < 0.2 else "",
                ),
                "pdf",
            )
        )
        if not isinstance(answer, Sheet):
            refused += 1
            continue
        worker.answer(PageJob(answer.content, 1, 560))
        built += 1
        if built % STEP == 0:
            print(f"{built:5} built, {refused:4} refused: {resident():.0f} MB", flush=True)
    for found in gc.get_objects():
        if isinstance(found, _lru_cache_wrapper):
            info = found.cache_info()
            name = f"{found.__module__}.{found.__qualname__}"
            if info.currsize > 20 and name.startswith("handoutgen"):
                print(f"{name}: {info.currsize} of {info.maxsize}, {info.hits} hits")


if __name__ == "__main__":
    sys.exit(main())
