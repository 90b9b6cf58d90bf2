"""How long a handout takes, side by side with the nearest alternatives, on this machine.

Warm: in one process, everything included (selection, template, layout, tags, writing). It has begun
as the processes of the page do: with other handouts, and all references formatted. The peers start
from finished HTML or a finished source and do layout, tags and writing only.
`again` is the same handout once more. `changed` has another section in it each time, which that
process has not seen before.
Cold: the whole command in a fresh process.

Run it with `script/benchmark`, which installs the peers into an environment of its own. With
`--write` the result goes into docs/speed.md too.
"""

import argparse
import datetime as dt
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from peers import Peer, peers
from platypus import Bare
from report import Row, machine, table, targets
from typst_source import typst_source

from handoutgen.assets import Assets
from handoutgen.build import Handout, build, format_all_references
from handoutgen.cache import FolderCache, Remembering
from handoutgen.content.library import Library, load_library
from handoutgen.document.nodes import Document
from handoutgen.garbage import keep_what_is_there, look_seldom_for_garbage
from handoutgen.render.pdf.fonts import load_faces
from handoutgen.render.style import load_style
from handoutgen.selection import HandoutRequest

COMPARISON = "ms-vs-als"
WARMING = "cold-flu-covid"
"""What a process builds before anything is measured: it has no section of the other."""
FIRST = "at-a-glance"
SECOND = "how-doctors-tell-them-apart"
OTHERS = (
    *("biomarkers", "breathing", "causes", "feeling-numbness-pain", "mood", "myths", "outlook"),
    *("planning-ahead", "relapse-treatment", "speech", "swallowing", "the-examination"),
    *("tiredness-heat-balance", "vision", "weakness-and-paralysis", "who-gets-them"),
)
"""Sections without pictures; with the first each makes four pages."""
ROUNDS = 30
WARMING_ROUNDS = 16
COLD_ROUNDS = 9
REPORT = Path(__file__).parents[1] / "docs/speed.md"


@dataclass
class Inputs:
    """One handout in every form that some program reads, and its nodes."""

    html: str
    typst: str
    document: Document

    def source(self, peer: Peer) -> str:
        """What this peer reads."""
        return self.typst if peer.source == "typst" else self.html


@dataclass
class Bench:
    """What all measurements share."""

    scratch: Path
    assets: Assets = field(default_factory=Assets.find)

    def __post_init__(self) -> None:
        self.library: Library = load_library(self.assets)
        self.cache = Remembering(FolderCache(self.scratch / "cache"))
        fonts = ("Regular", "Bold")
        folder = self.assets.roots[0] / "data/fonts"
        self.fonts = [folder / f"AtkinsonHyperlegibleNext-{weight}.ttf" for weight in fonts]

    def own(self, second: str) -> bytes:
        """Our own file."""
        return self._built(request_of(second)).content

    def warm(self) -> None:
        """Build other handouts, as the processes of the page do before they answer."""
        format_all_references(self.library, self.assets, self.cache)
        sections = tuple(self.library.sections[WARMING])
        for number in range(WARMING_ROUNDS):
            some = tuple(sections[(number + step) % len(sections)] for step in (0, 1, 3))
            self._built(HandoutRequest(WARMING, section=some, locale="en-US"))
        look_seldom_for_garbage()
        keep_what_is_there()

    def _built(self, request: HandoutRequest) -> Handout:
        return build(request, "pdf", self.library, self.assets, self.cache)


def request_of(second: str) -> HandoutRequest:
    """A handout of the first section and this one."""
    day = dt.date(2026, 11, 28)
    return HandoutRequest(COMPARISON, section=(FIRST, second), locale="en-US", today=day)


def inputs(scratch: Path) -> dict[str, Inputs]:
    """The handouts in every form, by their second section."""
    bench, found = Bench(scratch), {}
    for second in (SECOND, *OTHERS):
        made = build(request_of(second), "html", bench.library, bench.assets, bench.cache)
        html = made.content.decode("utf-8")
        found[second] = Inputs(html, typst_source(made.document), made.document)
    return found


def inputs_from_elsewhere(scratch: Path) -> dict[str, Inputs]:
    """The same, made in another process: this one is to see the sections when it is measured."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(inputs, scratch).result()


def timed(runs: Iterable[Callable[[], bytes]]) -> tuple[list[float], bytes]:
    """The seconds of each run, and the last result."""
    times, content = [], b""
    for run in runs:
        start = time.perf_counter()
        content = run()
        times.append(time.perf_counter() - start)
    return times, content


def warm(bench: Bench, sources: dict[str, Inputs], alternatives: list[Peer]) -> Iterator[Row]:
    """The same handout again, and one with another section in it."""
    bench.warm()
    bench.own(SECOND)
    own = timed([partial(bench.own, SECOND)] * ROUNDS)
    yield Row("handoutgen, everything: again", *own)
    changed = timed(partial(bench.own, second) for second in OTHERS)
    yield Row("handoutgen, everything: changed", *changed)
    first, others = sources[SECOND], [sources[second] for second in OTHERS]
    style = load_style(bench.assets)
    faces = load_faces(bench.assets, style)
    bare = Bare(faces.regular.name, faces.bold.name)
    yield Row(
        "ReportLab Platypus, bare, untagged: again",
        *timed([partial(bare.build, first.document)] * ROUNDS),
    )
    for peer in alternatives:
        if peer.warm is None:
            continue
        render, source = peer.warm, first.source(peer)
        try:
            render(source)
            yield Row(f"{peer.name}: again", *timed([partial(render, source)] * ROUNDS))
            yield Row(
                f"{peer.name}: changed",
                *timed(partial(render, i.source(peer)) for i in others),
            )
        except Exception as error:  # whatever a peer raises is told in its row
            yield Row(peer.name, [], note=f"fails: {str(error).splitlines()[0][:80]}")


def library(bench: Bench) -> float:
    """Median seconds of loading all content from what is kept on disk, every entry read."""

    def load() -> bytes:
        found = load_library(bench.assets, FolderCache(bench.scratch / "library"))
        for entries in (found.sources, found.glossary, found.figures, *found.sections.values()):
            list(entries.values())
        return b""

    load()
    return statistics.median(timed([load] * ROUNDS)[0])


def cold(bench: Bench, first: Inputs, alternatives: list[Peer]) -> Iterator[Row]:
    """Whole commands in fresh processes, our caches on disk as a second run finds them."""
    program = str(Path(sys.executable).parent / "handoutgen")
    sections = [word for name in (FIRST, SECOND) for word in ("--section", name)]
    ours = [program, "build", COMPARISON, *sections, "--locale", "en-US", "-q", "-o", "{output}"]
    commands = [
        ("handoutgen build", ours, first.html),
        ("handoutgen build, nothing kept on disk", ours, first.html),
        ("handoutgen --help", [program, "--help"], ""),
        *((p.name, list(p.command), first.source(p)) for p in alternatives if p.command),
    ]
    for number, (name, command, text) in enumerate(commands):
        source = bench.scratch / ("handout.typ" if text == first.typst else "handout.html")
        output = bench.scratch / f"cold-{number}.pdf"
        source.write_text(text, encoding="utf-8")
        words = [w.format(source=source, output=output) if w[0] != "\n" else w for w in command]
        keeps = "nothing kept" not in name
        try:
            times, content = timed(
                [partial(_run, words, bench.scratch, output, keeps)] * COLD_ROUNDS
            )
        except subprocess.CalledProcessError as error:
            told = error.stderr.decode(errors="replace").strip().splitlines() or ["?"]
            yield Row(name, [], note=f"fails: {told[-1][:80]}")
            continue
        yield Row(name, times[1:], content)  # the first fills the system's caches


def _run(command: list[str], folder: Path, output: Path, keeps: bool) -> bytes:
    # Without a home there is no folder to keep anything in.
    home = str(folder) if keeps else ""
    environ = {**os.environ, "XDG_CACHE_HOME": "", "HOME": home}
    subprocess.run(command, cwd=folder, env=environ, check=True, capture_output=True)
    return output.read_bytes() if output.exists() else b""


def main() -> None:
    """Measure everything and print the report."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--write", action="store_true", help="put it into docs/speed.md too")
    given = options.parse_args()
    where = machine()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        alternatives = peers(bench.fonts)
        sources = inputs_from_elsewhere(bench.scratch)
        warm_rows = list(warm(bench, sources, alternatives))
        cold_rows = list(cold(bench, sources[SECOND], alternatives))
        report = [
            f"{where}.",
            "",
            f"Warm, one process, {ROUNDS} rounds (changed: {len(OTHERS)}):",
            "",
            *table(warm_rows),
            "",
            f"Cold, one command in a fresh process, {COLD_ROUNDS - 1} rounds:",
            "",
            *table(cold_rows),
            "",
            *(f"Not measured: {p.name}: {p.missing}." for p in alternatives if p.missing),
            "What was aimed at:",
            "",
            *targets(warm_rows, cold_rows, library(bench)),
        ]
    print("\n".join(report))
    if given.write:
        head, mark, _ = REPORT.read_text(encoding="utf-8").partition("<!-- measured -->\n")
        REPORT.write_text(f"{head}{mark}\n" + "\n".join(report) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
