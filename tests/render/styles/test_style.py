"""Styles from files laid over each other; each problem names the file and line that is wrong."""

from __future__ import annotations

from itertools import product

import pytest

from handoutgen.assets import Assets, bundled_root
from handoutgen.content.layouts import LAYOUTS, Layout, refusal
from handoutgen.errors import HandoutError
from handoutgen.render.style import load_style, style_names

from .on_disk import Workspace


def _bundled() -> list[tuple[str, Layout]]:
    names = style_names(Assets.find())
    ways = product(names, LAYOUTS)
    return [(s, layout) for s, layout in ways if refusal(layout, s, None, False) is None]


@pytest.mark.parametrize(("name", "layout"), _bundled())
def test_each_bundled_style_has_all_tokens_for_each_layout(name: str, layout: Layout) -> None:
    style = load_style(Assets.find(), name, layout)
    assert style.id == name
    for _, kind in vars(style.type).items():
        assert kind.size >= style.floor >= (18 if name == "large-print" else 12)
        assert kind.leading >= kind.size


def test_a_style_changes_what_it_names_and_keeps_the_rest(workspace: Workspace) -> None:
    workspace.style(
        "ours", "base: standard\ntype: {body: {size: 15}}\ncondition: [{ink: '#000000'}]"
    )
    ours, standard = workspace.load("ours"), load_style(Assets.find())
    assert ours.type.body.size == 15
    assert ours.type.body.leading == standard.type.body.leading
    assert ours.condition[0].ink == "#000000"
    assert ours.condition[0].shape == "circle"
    assert ours.condition[1:] == standard.condition[1:]
    assert ours.colour == standard.colour


def test_tokens_for_a_layout_go_over_those_of_every_style(workspace: Workspace) -> None:
    workspace.style(
        "ours",
        """
        base: standard
        type: {body: {size: 15}, title: {size: 40}}
        layout: {booklet: {type: {title: {size: 31}}}}
        """,
    )
    assert workspace.load("ours").type.title.size == 40
    booklet = workspace.load("ours", "booklet")
    assert (booklet.type.title.size, booklet.type.title.leading) == (31, 32)
    assert (booklet.type.body.size, booklet.stacked) == (15, "all")
    assert workspace.load("ours", "poster").type.body.size == 30


def test_a_workspace_replaces_a_bundled_style_for_those_based_on_it(workspace: Workspace) -> None:
    source = (bundled_root() / "templates/styles/standard.yaml").read_text(encoding="utf-8")
    workspace.style("standard", source.replace("measure: 432", "measure: 400", 1))
    assert workspace.load("ink-saver").measure == 400


def test_problems_are_told_where_they_were_written(workspace: Workspace) -> None:
    workspace.style("ours", "base: standard\ncolour:\n  ink: red\n  inc: '#000000'\nmesure: 3\n")
    workspace.style("theirs", "base: ours\ncolour:\n  muted: grey\n")
    expected = [
        ("C008", "ours.yaml", 3, 8),
        ("C007", "ours.yaml", 4, 3),
        ("C007", "ours.yaml", 5, 1),
    ]
    assert workspace.problems("ours") == expected
    assert workspace.problems("theirs") == [*expected, ("C008", "theirs.yaml", 3, 10)]
    assert any("did you mean measure" in p.hint for p in workspace.told("ours"))


def test_a_wrong_token_for_a_layout_is_told_there(workspace: Workspace) -> None:
    workspace.style("ours", "base: standard\nlayout:\n  poster:\n    measure: wide\n")
    assert workspace.load("ours", "leaflet").measure == 240
    assert workspace.problems("ours", "poster") == [("C008", "ours.yaml", 4, 14)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("base: standard\nid: ours", ("C007", 2, 1)),
        ("base: standard\nlayout: [poster]", ("C008", 2, 9)),
        ("base: standard\nlayout: {postr: {}}", ("C007", 2, 10)),
        ("base: standard\nlayout: {poster: 3}", ("C008", 2, 18)),
        ("base: standart", ("T001", 1, 7)),
        ("base: [standard]", ("C008", 1, 7)),
        ("base: standard\ntype: 12", ("C008", 2, 7)),
        ("base: standard\ncondition: 5", ("C008", 2, 12)),
        ("base: standard\ncondition: [red]", ("C008", 2, 13)),
        ("base: standard\ntype: {body: {size: 11}}", ("C008", 2, 21)),
        ("base: standard\nmargin: {side: 12}", ("C008", 2, 16)),
        ("base: standard\npaper: {legal: {width: 612, height: 1008}}", ("C008", 2, 16)),
        ("- standard", ("C008", 1, 1)),
        ("just words", ("C008", 1, 1)),
        ("", ("C008", 1, 1)),
    ],
)
def test_what_a_style_cannot_hold(
    workspace: Workspace, text: str, expected: tuple[str, int, int]
) -> None:
    workspace.style("ours", text)
    code, line, column = expected
    assert workspace.problems("ours") == [(code, "ours.yaml", line, column)]


def test_a_style_without_a_base_needs_every_token(workspace: Workspace) -> None:
    workspace.style("ours", "measure: 400")
    assert {p.code for p in workspace.told("ours")} == {"C006"}


def test_styles_based_on_each_other_are_refused(workspace: Workspace) -> None:
    for name, base in (("a", "b"), ("b", "c"), ("c", "b")):
        workspace.style(name, f"base: {base}")
    (problem,) = workspace.told("a")
    assert (problem.code, str(problem.location)[-10:]) == ("T020", "c.yaml:1:7")
    assert "b → c → b" in problem.message


@pytest.mark.parametrize("name", ["larg-print", "../secret", "", "a/b", "x\0y"])
def test_an_unknown_style_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(HandoutError) as caught:
        load_style(Assets.find(), name)
    (problem,) = caught.value.problems
    assert problem.code == "T001"
    assert "large-print" in problem.hint
