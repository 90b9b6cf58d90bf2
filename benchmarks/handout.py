"""How long a handout takes, side by side with the nearest alternatives, on this machine.

Warm: in one process, everything included (selection, template, layout, tags, writing).
Cold: the whole command in a fresh process.

The bare Platypus build prints the same words, untagged, with plain paragraphs and one plain
table: the least that ReportLab's own layout does for the same text. The WeasyPrint command is
fed our own HTML output and asked for PDF/UA-1.

Run with `script/benchmark`; it installs WeasyPrint into an environment of its own.
"""

import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from handoutgen.assets import Assets
from handoutgen.build import build
from handoutgen.cache import FolderCache
from handoutgen.content.layouts import PrintForm
from handoutgen.content.library import load_library
from handoutgen.document.nodes import (
    Block,
    Document,
    Heading,
    Paragraph,
    References,
    Table,
    children,
    inline_text,
)
from handoutgen.render.pdf.fonts import load_faces
from handoutgen.render.pdf.write import render_pdf
from handoutgen.render.style import load_style
from handoutgen.selection import HandoutRequest

PICK = ("at-a-glance", "symptoms", "how-doctors-tell-them-apart", "when-to-call")
ROUNDS = 30
COLD_ROUNDS = 7
PDF_UA = ("--pdf-variant", "pdf/ua-1")
PLAIN = Path(__file__).parent / "weasyprint.css"


def main() -> None:
    """Measure and print one table in Markdown."""
    assets = Assets.find()
    library = load_library(assets)
    request = HandoutRequest("ms-vs-als", section=PICK, locale="en-US")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        cache = FolderCache(scratch / "references")
        made = build(request, "pdf", library, assets, cache)
        style = load_style(assets)
        faces = load_faces(assets, style)
        bare = _bare_platypus(made.document, faces.regular.name, faces.bold.name)
        page = scratch / "handout.html"
        page.write_bytes(build(request, "html", library, assets, cache).content)

        rows = [
            (
                "handoutgen, tagged, everything",
                *_warm(lambda: len(build(request, "pdf", library, assets, cache).content)),
            ),
            (
                "handoutgen, tagged, from the finished document",
                *_warm(lambda: len(render_pdf(made.document, style, faces, PrintForm(), "X"))),
            ),
            ("ReportLab Platypus, bare, untagged, from the finished document", *_warm(bare)),
        ]
        own = rows[0][1]
        print(
            f"Warm, one process, {_pages(made.content)} pages, {platform.machine()}, "
            f"Python {platform.python_version()}, median of {ROUNDS}\n"
        )
        _table(rows, own)

        cold = [
            (
                "handoutgen build",
                *_cold(
                    [
                        _script("handoutgen"),
                        "build",
                        "ms-vs-als",
                        *[a for s in PICK for a in ("--section", s)],
                        "--quiet",
                        "-o",
                        "out.pdf",
                    ],
                    scratch,
                    "out.pdf",
                ),
            )
        ]
        weasyprint = _script("weasyprint")
        if weasyprint:
            cold.append(
                (
                    "weasyprint (pdf/ua-1)",
                    *_cold(
                        [weasyprint, *PDF_UA, "-s", str(PLAIN), "handout.html", "w.pdf"],
                        scratch,
                        "w.pdf",
                    ),
                )
            )
        print(f"\nCold, one command, median of {COLD_ROUNDS}\n")
        _table(cold, cold[0][1])


def _warm(build_once: Callable[[], int]) -> tuple[float, int]:
    size = build_once()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        size = build_once()
        times.append(time.perf_counter() - start)
    return statistics.median(times), size


def _cold(command: list[str], folder: Path, output: str) -> tuple[float, int]:
    times = []
    for _ in range(COLD_ROUNDS + 1):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    # The first run fills the operating system's caches.
    return statistics.median(times[1:]), (folder / output).stat().st_size


def _table(rows: list[tuple[str, float, int]], own: float) -> None:
    print("| what | ms | ratio to ours | file size |\n|---|---:|---:|---:|")
    for name, seconds, size in rows:
        print(f"| {name} | {seconds * 1000:.1f} | {seconds / own:.2f} | {size / 1024:.0f} KB |")


def _script(name: str) -> str:
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name) or ""


def _pages(content: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(content))


def _bare_platypus(document: Document, regular: str, bold: str) -> Callable[[], int]:
    from reportlab.lib.pagesizes import letter
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph as Flowing
    from reportlab.platypus import SimpleDocTemplate
    from reportlab.platypus import Table as Grid

    body = ParagraphStyle("body", fontName=regular, fontSize=14, leading=19)
    small = ParagraphStyle("small", fontName=regular, fontSize=12, leading=14)
    head = ParagraphStyle("head", fontName=bold, fontSize=21, leading=26, spaceBefore=12)

    def flow(blocks: tuple[Block, ...]) -> list[object]:
        story: list[object] = []
        for block in blocks:
            match block:
                case Heading():
                    story.append(Flowing(escape(inline_text(block.inlines)), head))
                case Paragraph():
                    story.append(Flowing(escape(inline_text(block.inlines)), body))
                case References():
                    story += [
                        Flowing(escape(f"{e.number} {inline_text(e.inlines)}"), small)
                        for e in block.entries
                    ]
                case Table():
                    story.append(
                        Grid(
                            [
                                [flow(cell.blocks) for cell in row.cells]
                                for row in (block.head, *block.rows)
                            ],
                            colWidths=[135, 160, 160],
                        )
                    )
                case _:
                    story += flow(children(block))
        return story

    def build_once() -> int:
        buffer = BytesIO()
        SimpleDocTemplate(buffer, pagesize=letter, leftMargin=57, rightMargin=57).build(
            flow(document.blocks)
        )
        return len(buffer.getvalue())

    return build_once


if __name__ == "__main__":
    main()
