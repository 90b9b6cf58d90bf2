"""Three conditions instead of two, and none of the bundled content."""

from pathlib import Path

import pytest
from fixture_library import COMPARISON, standalone
from readback.conformance import assert_parent_tree, validate
from readback.structure import read_structure

from handoutgen.assets import Assets
from handoutgen.build import build
from handoutgen.content.library import Library, load_library
from handoutgen.selection import HandoutRequest

SECTIONS = ("compare", "what-helps", "season")


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Assets:
    return standalone(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def library(assets: Assets) -> Library:
    return load_library(assets)


def test_it_holds_nothing_of_the_bundled_content(library: Library) -> None:
    assert list(library.comparisons) == [COMPARISON]
    assert set(library.conditions) == {"cold", "flu", "hay-fever"}


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("section", [(), SECTIONS, *((s,) for s in SECTIONS)], ids=str)
def test_a_handout_of_three_conditions_is_accessible(
    library: Library, assets: Assets, section: tuple[str, ...], paper: str
) -> None:
    request = HandoutRequest(COMPARISON, section=section, paper=paper)  # type: ignore[arg-type]
    pdf = build(request, "pdf", library, assets).content
    assert validate(pdf) == []
    assert_parent_tree(pdf)


def test_all_three_stand_side_by_side(library: Library, assets: Assets) -> None:
    request = HandoutRequest(COMPARISON, section=("compare",))
    tree = read_structure(build(request, "pdf", library, assets).content)
    (table,) = tree.find("Table")
    heads = [head.text for head in table.find("TH")]
    assert [name for name in ("Cold", "Flu", "Hay fever") if any(name in h for h in heads)] == [
        "Cold",
        "Flu",
        "Hay fever",
    ]
    assert [len(row.find("TD")) for row in table.find("TR")][-1] == 3
    for text in ("A germ in your nose.", "A germ in your whole body.", "like pollen."):
        assert text in tree.text


def test_a_workspace_lies_over_the_bundled_library(tmp_path: Path) -> None:
    from fixture_library import copy_workspace

    assets = Assets.find(copy_workspace(tmp_path))
    assert COMPARISON in load_library(assets).comparisons
    assert len(load_library(assets).comparisons) > 1
