"""A saved handout on disk: it says what was picked, and is never written over unasked."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.assets import Asset, Assets, bundled_root
from handoutgen.content.entry import LONGEST_WORD
from handoutgen.content.layouts import LAYOUTS, PAPERS
from handoutgen.content.library import load_library
from handoutgen.content.models import SavedHandout
from handoutgen.content.positions import read_yaml
from handoutgen.content.validation import validate
from handoutgen.errors import HandoutError
from handoutgen.saved_check import open_saved
from handoutgen.saved_handout import find_saved, handout_yaml, save_handout

IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
# Text that content may hold; what may not is refused before.
TEXTS = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=40
).filter(lambda text: 0 < max(map(len, text.split() or [""])) <= LONGEST_WORD)
HANDOUTS = st.fixed_dictionaries(
    {"description": TEXTS, "comparison": IDS},
    optional={
        "title": TEXTS,
        "section": st.lists(IDS, min_size=1, max_size=5, unique=True).map(tuple),
        "wording": st.sampled_from(["plain", "detailed"]),
        "layout": st.sampled_from(LAYOUTS),
        "style": IDS,
        "paper": st.sampled_from(PAPERS),
        "duplex": st.booleans(),
        "locale": st.just("en-US"),
    },
).map(lambda said: SavedHandout(**said))
LIBRARY = load_library(Assets.find())
ONE = SavedHandout(description="One.", comparison="ms-vs-als", section=("symptoms",))
OTHER = SavedHandout(description="Other.", comparison="ms-vs-als")


@given(HANDOUTS)
def test_what_is_read_is_what_was_written(handout: SavedHandout) -> None:
    data, positions = read_yaml(handout_yaml(handout).encode(), "saved.yaml")
    read = validate(SavedHandout, data, positions)
    assert read.as_data() == handout.as_data()
    assert read.said == handout.said


def test_only_what_was_said_is_written() -> None:
    assert handout_yaml(ONE) == (
        'description: "One."\ncomparison: "ms-vs-als"\nsection:\n  - "symptoms"\n'
    )


def test_a_handout_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "handouts" / "one.yaml"
    save_handout(path, ONE)
    before = path.read_bytes()
    with pytest.raises(HandoutError, match="U051"):
        save_handout(path, OTHER)
    assert path.read_bytes() == before
    save_handout(path, OTHER, replace=True)
    assert path.read_text(encoding="utf-8") == handout_yaml(OTHER)
    assert [p.name for p in path.parent.iterdir()] == ["one.yaml"]


def test_of_two_who_save_the_same_name_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    together = Barrier(2)
    told: list[str] = []

    def save(handout: SavedHandout) -> None:
        together.wait()
        try:
            save_handout(path, handout)
        except HandoutError as error:
            told.extend(problem.code for problem in error.problems)

    threads = [Thread(target=save, args=(handout,)) for handout in (ONE, OTHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == ["U051"]
    assert path.read_text(encoding="utf-8") in (handout_yaml(ONE), handout_yaml(OTHER))


def test_where_there_can_be_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(HandoutError) as caught:
        save_handout(tmp_path / "file" / "one.yaml", ONE)
    (problem,) = caught.value.problems
    assert problem.code.startswith("W")
    assert "nothing was saved" in problem.hint


# --- opening ---


def saved(tmp_path: Path, text: str) -> tuple[Asset, Assets]:
    (tmp_path / "handouts").mkdir()
    (tmp_path / "handouts" / "old.yaml").write_text(text, encoding="utf-8")
    assets = Assets((bundled_root(), tmp_path))
    return find_saved("old", LIBRARY, assets), assets


def test_what_is_gone_is_left_out_and_told_with_its_line(tmp_path: Path) -> None:
    asset, assets = saved(
        tmp_path,
        "description: Old.\ncomparison: ms-vs-als\nsection: [symptoms, gone, symptoms, tests]\n"
        "without: [also-gone]\nstyle: golden\ntemplate: ours\nlocale: xx-XX\npaper: a4\n",
    )
    opened = open_saved(asset, LIBRARY, assets)
    assert opened.asked == {
        "comparison": "ms-vs-als",
        "section": ("symptoms", "tests"),
        "without": (),
        "paper": "a4",
    }
    assert (opened.name, opened.description) == ("old", "Old.")
    assert sorted(p.code for p in opened.problems) == [
        *("S002", "S002", "S004", "S005", "T001", "T001")
    ]
    assert all(p.location and p.location.line > 2 for p in opened.problems)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("description: D.\ncomparison: gout-vs-flu\n", "S001"),
        ("description: D.\ncomparison: ms-vs-als\nlayout: scroll\n", "C008"),
        ("description: [", "C003"),
    ],
)
def test_what_cannot_be_opened(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(HandoutError) as caught:
        asset, assets = saved(tmp_path, text)
        open_saved(asset, LIBRARY, assets)
    assert [problem.code for problem in caught.value.problems] == [code]
