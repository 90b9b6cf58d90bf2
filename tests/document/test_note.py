"""A clinic's note: it prints as it was typed, on this print alone, and is kept nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from content.library_on_disk import composed, on_disk
from hypothesis import given
from hypothesis import strategies as st

from document.own_template import FRAME, NAME, OwnTemplate
from document.reading import text_of
from handoutgen.assets import Assets
from handoutgen.build import build
from handoutgen.cache import FolderCache
from handoutgen.content.library import Library, load_library
from handoutgen.content.note import LONGEST_NOTE, MOST_LINES, note_lines
from handoutgen.document.nodes import Callout, walk
from handoutgen.errors import HandoutError
from handoutgen.selection import HandoutRequest

TYPED = "Bring **your** list & <b>glasses</b>.\n\n  Ask for {{ 7 * 7 }}, {emergency}.  "
LINES = ("Bring **your** list & <b>glasses</b>.", "Ask for {{ 7 * 7 }}, {emergency}.")
PLAIN = HandoutRequest("ms-vs-als", section=("at-a-glance",))
ASKED = replace(PLAIN, note=TYPED)


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets.find()


@pytest.fixture(scope="module")
def library(assets: Assets) -> Library:
    return load_library(assets)


def codes(error: pytest.ExceptionInfo[HandoutError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_it_prints_in_a_box_exactly_as_it_was_typed(assets: Assets, library: Library) -> None:
    document = build(ASKED, "pdf", library, assets).document
    box = next(b for b in walk(document.blocks) if isinstance(b, Callout) and b.urgency == "note")
    printed = text_of(replace(document, blocks=box.blocks)).splitlines()
    assert printed == ["From your clinic", *LINES]


def test_without_one_there_is_no_box(assets: Assets, library: Library) -> None:
    document = build(replace(PLAIN, note=" \r\n "), "pdf", library, assets).document
    assert "From your clinic" not in text_of(document)


def test_the_edition_tells_it_from_the_same_sheet_without(assets: Assets, library: Library) -> None:
    with_note, without = (build(r, "pdf", library, assets) for r in (ASKED, PLAIN))
    assert with_note.edition != without.edition


def test_it_is_in_no_repr_and_in_no_cache(assets: Assets, library: Library, tmp_path: Path) -> None:
    made = build(ASKED, "pdf", library, assets, FolderCache(tmp_path))
    assert "glasses" not in repr(ASKED) + repr(made.selection)
    kept = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert kept
    assert not any(b"glasses" in content for content in kept)


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("x" * 61, "U060"),
        ("word " * (LONGEST_NOTE // 4), "U060"),
        ("line\n" * (MOST_LINES + 1), "U060"),
        ("bell \x07", "U061"),
        ("turned \u202e around", "U061"),
        ("\ud800", "U061"),
    ],
)
def test_what_it_may_not_be(note: str, code: str) -> None:
    with pytest.raises(HandoutError) as error:
        note_lines(note)
    assert codes(error) == [code]


@given(st.text())
def test_any_text_is_printed_or_refused_without_repeating_it(note: str) -> None:
    try:
        lines = note_lines(note)
    except HandoutError as error:
        assert {p.code for p in error.problems} <= {"U060", "U061"}
    else:
        assert len(lines) <= MOST_LINES
        assert sum(map(len, lines)) <= LONGEST_NOTE
        assert all(line == " ".join(line.split()) for line in lines)


def test_a_template_that_leaves_it_out_is_refused(tmp_path: Path) -> None:
    template = FRAME.replace("BODY", "<p>Nothing.</p>")
    own = OwnTemplate(tmp_path)
    own.write(NAME, template)
    tiny = on_disk(tmp_path / "library").load()
    asked = HandoutRequest("cold-or-flu", section=("basics",), template="own")
    composed(tiny, asked, tmp_path / "workspace")
    with pytest.raises(HandoutError) as error:
        composed(tiny, replace(asked, note="Bring your list."), tmp_path / "workspace")
    assert codes(error) == ["D020"]


def test_the_file_reads_back_with_it(assets: Assets, library: Library) -> None:
    content = build(ASKED, "pdf", library, assets).content
    with pypdfium2.PdfDocument(content) as pdf:
        words = pdf[0].get_textpage().get_text_bounded().split()
    assert LINES[0] in " ".join(words)
