"""A thousand builds in as many surroundings as we can think of, and one digest for each request.

`.venv/bin/python script/determinism.py`. Each process has its own hash seed, locale, time zone,
umask, order of folders, order of requests, and a cache that is new, shared or none. With `--write`
the table goes into docs/faults.md.
"""

import argparse
import json
import locale
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

PAGE = ROOT / "docs" / "faults.md"
HEAD = "| request | builds, each in a process of its own | digests |"
ZONES = ("UTC", "Pacific/Kiritimati", "America/Adak", "Asia/Kathmandu", "Europe/Berlin")
LOCALES = ("C", "C.UTF-8", "POSIX", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8")


def requests() -> Iterator[tuple[str, dict[str, Any], str]]:
    """What is built: every saved handout as PDF, some in Spanish, some as HTML and text."""
    from handoutgen.assets import Assets
    from handoutgen.content.library import load_handouts

    for name, handout in load_handouts(Assets.find()).items():
        given = {f: getattr(handout, f) for f in handout.said - {"description"}}
        yield name, given, "pdf"
    yield "ms-vs-als in Spanish", {"comparison": "ms-vs-als", "language": ("es",)}, "pdf"
    both = {"comparison": "ms-vs-als", "language": ("en", "es"), "section": ("when-to-call",)}
    yield "ms-vs-als in English and Spanish", both, "pdf"
    for form in ("html", "text"):
        for comparison in ("cold-flu-covid", "ms-vs-als"):
            yield comparison, {"comparison": comparison, "wording": "detailed"}, form


# --- one process ---


class _Shuffled:
    """What `os.scandir` gives, in another order."""

    def __init__(self, entries: list[Any]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> "_Shuffled":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        pass


def build_all(seed: int, cache: str) -> None:
    """Build every request once, and print the digest of each as JSON."""
    random = Random(seed)  # noqa: S311
    _shuffle_folders(random)
    with suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, "")
    from handoutgen.assets import Assets
    from handoutgen.build import build
    from handoutgen.cache import FolderCache
    from handoutgen.content.library import load_library
    from handoutgen.defaults import request_in

    assets = Assets.find()
    kept = FolderCache(Path(cache)) if cache else None
    library = load_library(assets, kept)
    wanted = list(requests())
    random.shuffle(wanted)
    digests = {}
    for name, given, form in wanted:
        made = build(request_in(None, name, given), form, library, assets, kept)  # type: ignore[arg-type]
        whole = sha256(made.content)
        for more in sorted(made.companions):
            whole.update(made.companions[more])
        digests[f"{name}, {form}"] = whole.hexdigest()
    print(json.dumps(digests))


def _shuffle_folders(random: Random) -> None:
    scan, listing = os.scandir, os.listdir

    def scandir(path: Any = ".") -> Any:
        with scan(path) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        random.shuffle(entries)
        return _Shuffled(entries)

    def listdir(path: Any = ".") -> list[Any]:
        names = sorted(listing(path))
        random.shuffle(names)
        return names

    os.scandir, os.listdir = scandir, listdir  # type: ignore[assignment]


# --- all processes ---


def surroundings(number: int, folder: Path) -> tuple[Mapping[str, str], str, int]:
    """The environment of a process, its cache, and its umask."""
    random = Random(number)  # noqa: S311
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONHASHSEED": str(random.randrange(2**32)),
        "TZ": random.choice(ZONES),
        "LC_ALL": random.choice(LOCALES),
        "PYTHONUTF8": random.choice("01"),
        "HOME": str(folder / f"home-{number}"),
        "USER": f"user-{number}",
    }
    cache = random.choice(("", str(folder / "shared"), str(folder / f"own-{number}")))
    return environment, cache, random.choice((0o022, 0o077, 0o002))


def digests(builds: int, folder: Path) -> dict[str, list[str]]:
    """The digests of each request over all processes."""
    found: dict[str, list[str]] = defaultdict(list)
    number = 0
    while sum(map(len, found.values())) < builds:
        environment, cache, umask = surroundings(number, folder)
        command = [sys.executable, __file__, "--process", str(number), "--cache", cache]
        ended = subprocess.run(
            command, env=environment, cwd=folder, umask=umask, capture_output=True, check=True
        )
        for name, digest in json.loads(ended.stdout).items():
            found[name].append(digest)
        number += 1
        print(f"\r{sum(map(len, found.values()))} of {builds}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return found


def main() -> int:
    """Build, print the table, and fail when a request has a second digest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--builds", type=int, default=1000)
    parser.add_argument("--write", action="store_true", help="put the table into docs/faults.md")
    parser.add_argument("--process", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--cache", default="", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.process is not None:
        build_all(chosen.process, chosen.cache)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = digests(chosen.builds, Path(folder))
    rows = {
        name: f"| {name} | {len(seen)} | {len(set(seen))} |" for name, seen in sorted(found.items())
    }
    print("\n".join([HEAD, *rows.values()]))
    if chosen.write:
        from fuzz.table import renew

        renew(PAGE, HEAD, rows)
    return 1 if any(len(set(seen)) > 1 for seen in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
