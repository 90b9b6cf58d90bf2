"""What was measured, as a table in Markdown, and which aims are met."""

import contextlib
import os
import platform
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pypdfium2

from handoutgen.errors import HandoutError
from handoutgen.verdict import validate_pdf


@dataclass
class Row:
    """What was measured of one program; times in seconds."""

    name: str
    times: list[float]
    content: bytes = b""
    ratio: float | None = None
    note: str = ""

    @property
    def median(self) -> float:
        """The middle of all times."""
        return statistics.median(self.times)


def table(rows: list[Row]) -> list[str]:
    """The rows in Markdown; ratios are to the first."""
    own = rows[0].median
    lines = [
        "| what | median ms | least ms | ratio | pages | KB | PDF/UA-1 |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    for row in rows:
        if not row.times:
            lines.append(f"| {row.name} | | | | | | {row.note} |")
            continue
        pages = str(len(pypdfium2.PdfDocument(row.content))) if row.content else ""
        size = f"{len(row.content) / 1024:.0f}" if row.content else ""
        lines.append(
            f"| {row.name} | {row.median * 1000:.1f} | {min(row.times) * 1000:.1f} "
            f"| {row.median / own:.2f} | {pages} | {size} | {_verdict(row.content)} |"
        )
    return lines


def _verdict(content: bytes) -> str:
    if not content:
        return ""
    try:
        validate_pdf(content)
    except HandoutError as error:
        found = [p.message for p in error.problems if p.message.startswith("PDF/UA-1")]
        return f"{len(found)} rules fail" if found else "passes"
    return "passes"


def targets(warm_rows: list[Row], cold_rows: list[Row], loading: float) -> Iterator[str]:
    """What was aimed at, and whether it is met here."""
    by = {row.name: row for row in (*warm_rows, *cold_rows) if row.times}

    def told(what: str, value: float, most: float, unit: str) -> str:
        return f"- {'met' if value <= most else '**not met**'}: {what}: {value:.2f} {unit}"

    again, changed = by["handoutgen, everything: again"], by["handoutgen, everything: changed"]
    command = by["handoutgen build"]
    for kind, own in (("again", again), ("changed", changed)):
        if typst := by.get(f"Typst, ua-1: {kind}"):
            what = f"{kind}: faster than Typst's kept compiler, ratio below 1"
            yield told(what, own.median / typst.median, 1, "of its time")
        if weasyprint := by.get(f"WeasyPrint, pdf/ua-1: {kind}"):
            what = f"{kind}: at most a tenth of WeasyPrint"
            yield told(what, own.median / weasyprint.median, 0.1, "of its time")
    yield told("one section changed: at most 10 ms", changed.median * 1000, 10, "ms")
    yield told("library from disk, every entry: at most 50 ms", loading * 1000, 50, "ms")
    yield told("cold command: at most 350 ms", command.median * 1000, 350, "ms")
    if weasyprint := by.get("WeasyPrint, pdf/ua-1"):
        what = "cold command: at most a third of WeasyPrint's"
        yield told(what, command.median / weasyprint.median, 1 / 3, "of its time")
    yield told("--help: at most 120 ms", by["handoutgen --help"].median * 1000, 120, "ms")


def machine() -> str:
    """The machine and the versions, on one line each."""
    processor = platform.machine()
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        processor = next(line for line in lines if line.startswith("model name")).split(": ")[1]
    versions = []
    for name in ("reportlab", "weasyprint", "fullbleed", "typst"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            versions.append(f"{name} {metadata.version(name)}")
    return (
        f"{processor}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {', '.join(versions)}; load at the start "
        f"{os.getloadavg()[0]:.1f}"
    )
