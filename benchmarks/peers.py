"""The nearest alternatives, each fed the same handout; one that is not installed says why.

WeasyPrint, fullbleed and Chromium get our own HTML output, Typst a source with the same words
(`typst_source.py`). Each is asked for tags, and for PDF/UA-1 where it has a switch for that.
"""

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Render = Callable[[str], bytes]
PLAIN = Path(__file__).parent / "weasyprint.css"
"""For WeasyPrint: see there."""


@dataclass(frozen=True)
class Peer:
    """An alternative. `warm` renders again and again in this process, `command` starts afresh.

    `source` names what it reads: html or typst. In the command, {source} and {output} are files.
    """

    name: str
    source: str
    warm: Render | None = None
    command: tuple[str, ...] = ()
    missing: str = ""


def peers(fonts: list[Path]) -> list[Peer]:
    """All of them, those that cannot run with the reason."""
    found = []
    for name, source, make in (
        ("WeasyPrint, pdf/ua-1", "html", _weasyprint),
        ("fullbleed, tagged", "html", _fullbleed),
        ("Typst, ua-1", "typst", _typst),
        ("Chromium's print, with tags", "html", _chromium),
    ):
        try:
            warm, command = make(fonts)
            found.append(Peer(name, source, warm, command))
        except (ImportError, FileNotFoundError) as error:
            found.append(Peer(name, source, missing=str(error)))
    return found


Made = tuple[Render | None, tuple[str, ...]]


def _weasyprint(fonts: list[Path]) -> Made:
    import weasyprint

    def warm(html: str) -> bytes:
        document = weasyprint.HTML(string=html)
        made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", stylesheets=[str(PLAIN)])
        return made

    program = str(Path(sys.executable).parent / "weasyprint")
    command = (program, "--pdf-variant", "pdf/ua-1", "-s", str(PLAIN), "{source}", "{output}")
    return warm, command


_FULLBLEED = """
import re, sys, fullbleed
html = open(sys.argv[1], encoding="utf-8").read()
css = "\\n".join(re.findall(r"<style>(.*?)</style>", html, re.S))
engine = fullbleed.PdfEngine(pdf_profile="tagged", document_lang="en", document_title="Handout",
    page_width="8.5in", page_height="11in", margin="57pt", font_files=sys.argv[3:])
open(sys.argv[2], "wb").write(engine.render_pdf(html, css))
"""


def _fullbleed(fonts: list[Path]) -> Made:
    import fullbleed

    engine = fullbleed.PdfEngine(
        pdf_profile="tagged",
        document_lang="en",
        document_title="Handout",
        page_width="8.5in",
        page_height="11in",
        margin="57pt",
        font_files=[str(font) for font in fonts],
    )

    def warm(html: str) -> bytes:
        css = "\n".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))
        made: bytes = engine.render_pdf(html, css)
        return made

    files = (str(font) for font in fonts)
    return warm, (sys.executable, "-c", _FULLBLEED, "{source}", "{output}", *files)


_TYPST = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]],
    ignore_system_fonts=True, pdf_standards="ua-1")
"""


def _typst(fonts: list[Path]) -> Made:
    import typst

    folder = fonts[0].parent
    compiler = typst.Compiler(font_paths=[str(folder)], ignore_system_fonts=True)

    def warm(source: str) -> bytes:
        made: bytes = compiler.compile(source.encode("utf-8"), pdf_standards="ua-1")
        return made

    return warm, (sys.executable, "-c", _TYPST, "{source}", "{output}", str(folder))


def _chromium(fonts: list[Path]) -> Made:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise FileNotFoundError("there is no program `chromium`")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    return None, (program, *options, "--print-to-pdf={output}", "{source}")
