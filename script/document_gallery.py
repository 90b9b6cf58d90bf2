"""Draws the pictures of `docs/gallery.md` from the commands on that page.

Run it in the development environment after a change of looks, and look at what it writes:
`.venv/bin/python script/document_gallery.py`. With `--check` it writes nothing, and fails when the
page does not show every variant that there is, or a picture is not what its command draws.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from PIL import Image, ImageChops, ImageStat

from handoutgen.assets import Assets
from handoutgen.cli.main import main as command
from handoutgen.content.layouts import LAYOUTS, refusal
from handoutgen.preview import framed, page_picture, png
from handoutgen.render.style import style_names

PAGE = Path(__file__).resolve().parent.parent / "docs" / "gallery.md"
FOLDER = "images/gallery"
WIDTH = 400
MOST_BYTES = 40_000
SHORTEST_ALTERNATIVE = 40
# Smoothing differs between versions of the renderer; a line that moved differs far more.
MEAN_DIFFERENCE = 1.5

PART = re.compile(
    r"### (?P<name>.+)\n\n(?P<purpose>[A-Z][^\n]*(?:\n[^\n]+)*\.)\n\n"
    r"```\nscript/handoutgen build (?P<words>[^\n]+)\n```\n\n"
    rf"!\[(?P<alternative>[^\]\n]+)\]\({FOLDER}/(?P<variant>[a-z-]+)-page-(?P<number>\d+)\.png\)\n*"
)


@dataclass(frozen=True)
class Part:
    """What the page shows of one variant, such as `leaflet-ink-saver`."""

    name: str
    words: tuple[str, ...]
    alternative: str
    variant: str
    number: int

    @property
    def file(self) -> str:
        """The name of its picture."""
        return f"{self.variant}-page-{self.number}.png"


def variants() -> list[str]:
    """Every layout in every style that goes with it."""
    styles = style_names(Assets.find())
    return [f"{a}-{b}" for a in LAYOUTS for b in styles if refusal(a, b, None, False) is None]


def read_parts(text: str) -> tuple[list[Part], list[str]]:
    """The parts of the page, and what is wrong with those that are not as they should be."""
    parts, problems = [], []
    for chunk in re.split(r"^(?=##)", text, flags=re.MULTILINE):
        if not chunk.startswith("### "):
            continue
        found = PART.fullmatch(chunk)
        if found is None:
            name = chunk.partition("\n")[0]
            problems.append(f"{name}: give a sentence, a command, and a picture with a text")
            continue
        words = tuple(found["words"].split())
        number = int(found["number"])
        parts.append(Part(found["name"], words, found["alternative"], found["variant"], number))
    return parts, problems


def problems_of(parts: Iterable[Part]) -> Iterator[str]:
    """What the page lacks, has twice, or should not have."""
    shown = [part.variant for part in parts]
    for variant in variants():
        if variant not in shown:
            yield f"{variant}: is not on the page"
    for variant in shown:
        if variant not in variants():
            yield f"{variant}: there is no such variant"
    for what in ("variant", "name", "alternative"):
        values = [getattr(part, what) for part in parts]
        for value in sorted({v for v in values if values.count(v) > 1}):
            yield f"{value}: is there twice"
    for part in parts:
        if len(part.alternative) < SHORTEST_ALTERNATIVE:
            yield f"{part.variant}: the alternative text does not say what there is to see"


def draw(part: Part) -> bytes:
    """The picture that the command of a part makes; raises ValueError with what is wrong."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "handout.pdf")
        words = ["build", *part.words, "--json", "-o", str(path)]
        result = CliRunner().invoke(command, words)
        if result.exit_code:
            raise ValueError(f"{part.variant}: its command fails: {result.stderr.strip()}")
        pdf, made = path.read_bytes(), json.loads(result.stdout)
    variant = f"{made['layout']}-{made['style']}"
    if variant != part.variant:
        raise ValueError(f"{part.variant}: its command makes {variant}")
    if not 1 <= part.number <= made["pages"]:
        raise ValueError(f"{part.variant}: there is no page {part.number}")
    picture = png(framed(page_picture(pdf, part.number, WIDTH)))
    if len(picture) > MOST_BYTES:
        raise ValueError(f"{part.variant}: the picture has {len(picture)} bytes")
    return picture


def is_like(stored: Path, drawn: bytes) -> bool:
    """Whether a stored picture shows the same as a fresh one."""
    if not stored.is_file() or stored.stat().st_size > MOST_BYTES:
        return False
    with Image.open(stored) as old, Image.open(BytesIO(drawn)) as new:
        if old.size != new.size:
            return False
        difference = ImageChops.difference(old.convert("RGB"), new.convert("RGB"))
    return max(ImageStat.Stat(difference).mean) < MEAN_DIFFERENCE


def run(page: Path, *, write: bool) -> list[str]:
    """Check the page and its pictures, or write those that are not right; what is left wrong."""
    parts, problems = read_parts(page.read_text(encoding="utf-8"))
    problems += problems_of(parts)
    folder = page.parent / FOLDER
    for part in parts:
        try:
            picture = draw(part)
        except ValueError as error:
            problems.append(str(error))
            continue
        path = folder / part.file
        if is_like(path, picture):
            continue
        if write:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(picture)
            print(path)
        else:
            problems.append(f"{part.file}: is not what its command draws")
    strays = sorted(set(folder.glob("*")) - {folder / part.file for part in parts})
    for path in strays:
        # A part that could not be read may be what shows it.
        if write and not problems:
            path.unlink()
        else:
            problems.append(f"{path.name}: the page does not show it")
    return problems


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--check"]
    write = "--check" not in sys.argv[1:]
    if write and os.environ.get("CI"):
        sys.exit("only a person may decide that a picture is right: CI compares, never writes")
    left = run(Path(words[0]) if words else PAGE, write=write)
    if left and not write:
        left.append("`.venv/bin/python script/document_gallery.py` draws the pictures anew")
    sys.exit("\n".join(left) if left else 0)
