"""What a building process keeps in memory: the same files, up to so many bytes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handoutgen.assets import Assets
from handoutgen.build import build
from handoutgen.cache import FolderCache, Remembering
from handoutgen.content.clinic import ClinicProfile
from handoutgen.content.library import Library, load_library
from handoutgen.finished import Finished, FinishedFiles
from handoutgen.selection import HandoutRequest

CLINIC = {"name": "Lakeside Clinic", "phone": "555-0100", "website": "https://lakeside.example"}
FIRST: Mapping[str, Any] = {
    "comparison": "ms-vs-als",
    "section": ("at-a-glance", "see-a-doctor"),
    "today": date(2026, 11, 28),
}
CHANGES: tuple[Mapping[str, Any], ...] = (
    {},
    {"section": ("see-a-doctor", "at-a-glance")},
    {"section": ("at-a-glance", "speech")},
    {"wording": "detailed"},
    {"locale": "en-GB"},
    {"title": "Two conditions"},
    {"date": date(2026, 1, 2)},
    {"note": "Bring this sheet."},
    {"funding": "Nobody paid for it."},
    {"feedback": "555-0101"},
    {"clinic": CLINIC},
    {"clinic": {**CLINIC, "phone": "555-0199"}},
    {"clinic": {**CLINIC, "website": "https://seaside.example"}},
    {"style": "ink-saver"},
    {"style": "large-print"},
    {"paper": "a4"},
    {"duplex": True},
    {"binding": True},
    {"layout": "booklet"},
    {"language": ("es",)},
    {"language": ("en", "es"), "section": ("when-to-call",)},
    {"comparison": "cold-flu-covid", "section": ()},
    {"format": "html"},
    {"format": "text"},
)
"""One thing changed each time; whatever is kept of one must not show in another."""


@cache
def library() -> Library:
    return load_library(Assets.find())


@cache
def references() -> Remembering:
    return Remembering(FolderCache(Path(mkdtemp())))


def digest_of(change: Mapping[str, Any], library: Library) -> str:
    """The digest of a handout's files, and its edition."""
    given = {**FIRST, **change}
    form = given.pop("format", "pdf")
    if clinic := given.pop("clinic", None):
        given["clinic"] = ClinicProfile(**clinic)
    made = build(HandoutRequest(**given), form, library, Assets.find(), references())
    whole = sha256(made.content)
    for name in sorted(made.companions):
        whole.update(made.companions[name])
    return f"{made.edition} {whole.hexdigest()}"


def alone(number: int) -> str:
    """The same, in a process that has built nothing else."""
    return digest_of(CHANGES[number], library())


def main() -> None:
    """Print the digest of each, made in a process of its own."""
    library()
    with get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        json.dump(pool.map(alone, range(len(CHANGES)), chunksize=1), sys.stdout)


@cache
def expected() -> tuple[str, ...]:
    """What a process without a memory makes of each: every one of them is its own."""
    command = [sys.executable, __file__]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert len(set(found)) == len(CHANGES)
    return tuple(found)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(0, len(CHANGES) - 1), min_size=2, max_size=12))
def test_whatever_was_built_before_the_bytes_are_the_same(order: list[int]) -> None:
    for number in order:
        assert digest_of(CHANGES[number], library()) == expected()[number], CHANGES[number]


def test_one_after_the_other_and_back() -> None:
    numbers = range(len(CHANGES))
    for number in (*numbers, *reversed(numbers)):
        assert digest_of(CHANGES[number], library()) == expected()[number], CHANGES[number]


def test_an_edited_workspace_prints_what_is_there_now(tmp_path: Path) -> None:
    assets = Assets((Assets.find().roots[0], tmp_path))
    clinic = ClinicProfile(name="Lakeside Clinic", logo="logo.svg")
    request = HandoutRequest(**{**FIRST, "clinic": clinic})

    def built() -> bytes:
        return build(request, "pdf", library(), assets, references()).content

    logo = tmp_path / "logo.svg"
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 20"><title>Logo</title>'
    square += '<path d="M0 0h{0}v20h-{0}z" fill="#123456"/></svg>'
    logo.write_text(square.format(20), encoding="utf-8")
    first = built()
    logo.write_text(square.format(30), encoding="utf-8")
    assert built() != first
    logo.write_text(square.format(20), encoding="utf-8")
    assert built() == first
    fonts = tmp_path / "data/fonts"
    copytree(assets.roots[0] / "data/fonts", fonts)
    regular, bold = (fonts / f"AtkinsonHyperlegibleNext-{w}.ttf" for w in ("Regular", "Bold"))
    thin, thick = regular.read_bytes(), bold.read_bytes()
    regular.write_bytes(thick)
    bold.write_bytes(thin)
    assert built() != first
    styles = tmp_path / "templates/styles"
    styles.mkdir(parents=True)
    theme = "style: {standard: {colour: {muted: '#222222'}}}\n"
    (tmp_path / "templates/theme.yaml").write_text(theme, encoding="utf-8")
    with_theme = built()
    (tmp_path / "templates/theme.yaml").unlink()
    assert built() != with_theme


def _file(size: int) -> Finished:
    return Finished(bytes(size), "TEST-00", {})


def test_what_was_asked_for_last_stays() -> None:
    files = FinishedFiles(most_bytes=30)
    for key in ("a", "b", "c"):
        files.put(key, _file(10))
    assert files.get("a") == _file(10)
    files.put("d", _file(10))
    assert [key for key in "abcd" if files.get(key)] == ["a", "c", "d"]


def test_the_files_that_go_with_it_count() -> None:
    files = FinishedFiles(most_bytes=30)
    files.put("a", _file(10))
    files.put("b", _file(15)._replace(companions={"-sheets": bytes(10)}))
    assert files.get("a") is None
    assert files.get("b") is not None


def test_the_same_key_again_counts_once() -> None:
    files = FinishedFiles(most_bytes=30)
    for _ in range(9):
        files.put("a", _file(10))
    files.put("b", _file(20))
    assert files.get("a") is not None
    assert files.get("b") is not None


def test_what_is_too_large_is_not_kept() -> None:
    files = FinishedFiles(most_bytes=30)
    files.put("a", _file(10))
    files.put("b", _file(31))
    assert files.get("a") is not None
    assert files.get("b") is None
    files.put("a", _file(31))
    assert files.get("a") is None
    files.put("b", _file(30))
    assert files.get("b") is not None


if __name__ == "__main__":
    main()
