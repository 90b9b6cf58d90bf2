"""The gallery shows every variant as it is, and its script finds whatever is not so."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from handoutgen.content.layouts import LAYOUTS, STANDARD_STYLE

ROOT = Path(__file__).resolve().parent.parent
GALLERY = ROOT / "docs" / "gallery.md"
PICTURES = Path("images", "gallery")


def script(
    *words: str, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    surroundings = {key: value for key, value in os.environ.items() if key != "CI"}
    return subprocess.run(
        [sys.executable, "script/document_gallery.py", *words],
        cwd=ROOT,
        env=surroundings | (environ or {}),
        capture_output=True,
        text=True,
        check=False,
    )


def part(variant: str) -> str:
    """What the gallery says of a variant."""
    chunks = re.split(r"^(?=##)", GALLERY.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (found,) = (chunk for chunk in chunks if f"/{variant}-page-" in chunk)
    return found


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A gallery of its own with the two variants of a poster."""
    page = tmp_path / "gallery.md"
    page.write_text(part("poster-standard") + part("poster-ink-saver"), encoding="utf-8")
    (tmp_path / PICTURES).mkdir(parents=True)
    for path in (GALLERY.parent / PICTURES).glob("poster-*"):
        shutil.copy(path, tmp_path / PICTURES)
    return page


def test_the_gallery_shows_every_variant_as_it_is_drawn_today() -> None:
    checked = script("--check")
    assert checked.returncode == 0, checked.stderr


def test_pictures_are_small() -> None:
    pictures = list((GALLERY.parent / PICTURES).iterdir())
    assert len(pictures) > 2 * len(LAYOUTS)
    for path in pictures:
        assert path.stat().st_size <= 40_000
        with Image.open(path) as picture:
            assert (picture.format, picture.mode, picture.width) == ("PNG", "P", 400)


def test_a_variant_that_is_missing_is_told(page: Path) -> None:
    told = script("--check", str(page)).stderr
    for layout in LAYOUTS:
        missing = f"{layout}-{STANDARD_STYLE}: is not on the page" in told
        assert missing == (layout != "poster")
    assert "leaflet-large-print" not in told  # there is none
    assert "is not what its command draws" not in told


def test_whatever_is_wrong_is_told_at_once(page: Path) -> None:
    pictures = page.parent / PICTURES
    # Another style is what a careless change would look like.
    shutil.copy(pictures / "poster-ink-saver-page-1.png", pictures / "poster-standard-page-1.png")
    (pictures / "old-page-1.png").write_bytes(b"")
    leaflet = part("leaflet-standard")
    text = page.read_text(encoding="utf-8")
    text = text.replace("ink-saver-page-1.png", "ink-saver-page-9.png")
    text += leaflet.replace(" --layout leaflet", "")
    text += part("cards-standard").replace("ms-vs-als", "ms-vs-nothing")
    text += part("cards-ink-saver").replace("```", "")
    text += re.sub(r"!\[[^]]*", "![A page", part("handout-standard"))
    page.write_text(text, encoding="utf-8")
    told = script("--check", str(page)).stderr.splitlines()
    for expected in (
        "poster-standard-page-1.png: is not what its command draws",
        "poster-ink-saver: there is no page 9",
        "leaflet-standard: its command makes handout-standard",
        "cards-standard: its command fails: error S001",
        "### Cards, ink saver: give a sentence, a command, and a picture with a text",
        "handout-standard: the alternative text does not say what there is to see",
        "old-page-1.png: the page does not show it",
    ):
        assert any(line.startswith(expected) for line in told), (expected, told)


def test_one_command_draws_what_is_missing_and_keeps_the_rest(page: Path) -> None:
    pictures = page.parent / PICTURES
    lost, kept = pictures / "poster-standard-page-1.png", pictures / "poster-ink-saver-page-1.png"
    lost.unlink()
    before = kept.stat().st_mtime_ns
    assert str(lost) in script(str(page)).stdout
    assert kept.stat().st_mtime_ns == before
    assert "is not what its command draws" not in script("--check", str(page)).stderr


def test_continuous_integration_writes_nothing(page: Path) -> None:
    lost = page.parent / PICTURES / "poster-standard-page-1.png"
    lost.unlink()
    refused = script(str(page), environ={"CI": "true"})
    assert refused.returncode != 0
    assert not lost.exists()
