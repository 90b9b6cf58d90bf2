"""Limits with more than two conditions, and what does not count."""

from __future__ import annotations

from pathlib import Path

import pytest
from rules.examples import library_in

from content.rules.grounds import HEAD, ground_in
from handoutgen.content.rules.limits import limits

COMPARISON = "data/comparisons/cold-or-flu/comparison.yaml"


def more_conditions(folder: Path, *names: str) -> None:
    """Compare the cold and the flu with these conditions too."""
    library_in(folder)
    for name in names:
        text = f"id: {name}\nname: {name}\nfull_name: {name}\n"
        (folder / f"data/conditions/{name}.yaml").write_text(text)
    path = folder / COMPARISON
    listed = ", ".join(["cold", "flu", *names])
    path.write_text(path.read_text().replace("conditions: [cold, flu]", f"conditions: [{listed}]"))


def table(count: int) -> str:
    names = ["cold", "flu", *(f"other-{n}" for n in range(count - 2))]
    cells = "".join(
        f"          {name}: {{id: c-{name}, level: rare, sources: [health-page]}}\n"
        for name in names
    )
    return (
        "  - block: table\n    label: Sign\n    caption: Signs\n    rows:\n"
        f"      - label: Fever\n        cells:\n{cells}"
    )


@pytest.mark.parametrize(("count", "found"), [(2, []), (3, []), (4, ["C036"])])
def test_a_table_has_four_columns_at_most(count: int, found: list[str], tmp_path: Path) -> None:
    more_conditions(tmp_path, *(f"other-{n}" for n in range(count - 2)))
    ground = ground_in(tmp_path, f"{HEAD}blocks:\n{table(count)}")
    assert [p.code for p in limits(ground)] == found


def test_three_conditions_side_by_side_may_have_more_words(tmp_path: Path) -> None:
    more_conditions(tmp_path, "hay")
    ground = ground_in(tmp_path, f"{HEAD}blocks:\n{columns(['cold', 'flu', 'hay'], 80)}")
    assert [p.code for p in limits(ground)] == []
    ground = ground_in(tmp_path, f"{HEAD}blocks:\n{columns(['cold', 'flu', 'hay'], 90)}")
    assert [p.code for p in limits(ground)] == ["C037"]


def test_two_conditions_may_not(tmp_path: Path) -> None:
    ground = ground_in(tmp_path, f"{HEAD}blocks:\n{columns(['cold', 'flu'], 80)}")
    assert [p.code for p in limits(ground)] == ["C037"]


def columns(names: list[str], words: int) -> str:
    """Columns with so many words for each condition."""
    out = "  - block: columns\n    columns:\n"
    for name in names:
        out += f"      {name}:\n"
        # Twenty words an item, so that no list is too long.
        for n in range(0, words, 20):
            some = " ".join(["word"] * min(20, words - n))
            out += f"        - {{id: {name}-{n}, plain: {some}, sources: [health-page]}}\n"
    return out


def test_clinicians_have_no_limit_of_words(tmp_path: Path) -> None:
    text = f"{HEAD}audience: clinicians\nblocks:\n{columns(['cold', 'flu'], 100)}"
    assert list(limits(ground_in(tmp_path, text))) == []


def test_a_few_words_may_be_uneven(tmp_path: Path) -> None:
    text = f"{HEAD}blocks:\n" + columns(["cold", "flu"], 1).replace(
        "plain: word", "plain: a few more words", 1
    )
    assert list(limits(ground_in(tmp_path, text))) == []


def lists(*groups: tuple[str, int]) -> str:
    """Lists under each other, each with a heading or none and so many items."""
    out = ""
    for number, (heading, items) in enumerate(groups):
        out += "  - block: list\n" + (f"    heading: {heading}\n" if heading else "")
        out += "    statements:\n" + "".join(
            f"      - {{id: i-{number}-{n}, plain: Rest now., sources: [health-page]}}\n"
            for n in range(items)
        )
    return out


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        ([("", 7)], 0),
        ([("", 8)], 1),
        ([("", 4), ("", 4)], 1),
        ([("", 4), ("At home", 4)], 0),
        ([("At home", 4), ("", 3)], 0),
    ],
)
def test_a_list_without_heading_goes_on(
    groups: list[tuple[str, int]], found: int, tmp_path: Path
) -> None:
    ground = ground_in(tmp_path, f"{HEAD}blocks:\n{lists(*groups)}")
    assert [p.code for p in limits(ground)] == ["C035"] * found


@pytest.mark.parametrize(
    ("heading", "found"),
    [("Overview", 1), ("General overview", 1), ("Some more information:", 1), ("What next?", 0)],
)
def test_headings_that_say_nothing(heading: str, found: int, tmp_path: Path) -> None:
    head = HEAD.replace("What are the signs?", f'"{heading}"')
    ground = ground_in(tmp_path, f"{head}blocks:\n{lists(('', 1))}")
    assert [p.code for p in limits(ground)] == ["C039"] * found
