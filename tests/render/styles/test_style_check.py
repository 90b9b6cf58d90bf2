"""No style and no theme gets text onto paper that cannot be read, or on a copy told apart."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoutgen.assets import Assets
from handoutgen.render.contrast import grey_by_luma, grey_by_luminance, lightness, ratio
from handoutgen.render.layered import LayeredPositions
from handoutgen.render.style import Style, load_style, style_names
from handoutgen.render.style_check import check_contrast

from .on_disk import Workspace
from .test_contrast import COLOURS


@pytest.mark.parametrize(
    ("tokens", "message"),
    [
        ("colour: {ink: '#606060'}", "`colour ink` (#606060) on `condition 1 tint` (#ECF4F5)"),
        ("colour: {muted: '#7a7a7a'}", "4.5:1 is needed for notes"),
        ("colour: {rule: '#9a9a9a'}", "3:1 is needed for lines to write on"),
        ("colour: {urgent: '#cc0000'}", "7:1 is needed for text in an emergency"),
        ("condition: [{tint: '#9fb4b6'}]", "`condition 1 tint` (#9fb4b6)"),
        ("condition: [{ink: '#4a90a0'}]", "4.5:1 is needed for names"),
        ("condition: [{}, {fill: '#f0a060'}]", "3:1 is needed for marks"),
        ("condition: [{fill: '#CB672C'}]", "`condition 1 fill` (#CB672C) and `condition 2 fill`"),
        # As light as paper allows by the eye, and too light for a copier, which sees less blue.
        ("colour: {muted: '#4f9100'}", "in grey; 4.5:1"),
    ],
)
def test_a_token_that_fails_is_named_with_ratio_and_place(
    workspace: Workspace, tokens: str, message: str
) -> None:
    workspace.style("ours", f"base: standard\n{tokens}")
    problems = workspace.told("ours")
    assert {p.code for p in problems} == {"T021"}
    assert {p.location.line for p in problems if p.location} == {2}
    assert all(p.location and p.location.file.endswith("ours.yaml") for p in problems)
    assert any(message in p.message for p in problems), [p.message for p in problems]


def test_the_ratio_that_was_found_never_looks_like_enough(workspace: Workspace) -> None:
    workspace.style("ours", "base: standard\ncolour: {muted: '#777777'}")
    found = [p.message for p in workspace.told("ours") if "`colour paper`" in p.message]
    assert found == [
        "`colour muted` (#777777) on `colour paper` (#FFFFFF) has a contrast of 4.4:1; "
        "4.5:1 is needed for notes"
    ]


def test_the_token_that_was_set_last_is_to_blame(workspace: Workspace) -> None:
    workspace.style("ours", "base: standard\ncondition: [{ink: '#0B5563', fill: '#0B5563'}]\n")
    workspace.style("theirs", "base: ours\ncondition:\n  - tint: '#444444'\n")
    assert {p[1:3] for p in workspace.problems("theirs")} == {("theirs.yaml", 3)}


@given(COLOURS, COLOURS, COLOURS, COLOURS)
@settings(max_examples=300)
def test_what_passes_can_be_read_in_colour_and_in_grey(
    ink: str, muted: str, fill: str, tint: str
) -> None:
    style = _style(ink, muted, fill, tint)
    if list(check_contrast(style, LayeredPositions("x.yaml"))):
        return
    _assert_readable(style)


@given(st.sampled_from(range(5)), st.integers(0x40, 0xFF), st.integers(0, 0xFF))
def test_what_fails_fails_for_a_reason(number: int, level: int, blue: int) -> None:
    fill = f"#{level:02x}{level:02x}{blue:02x}"
    style = load_style(Assets.find())
    looks = list(style.condition)
    looks[number] = looks[number].changed(fill=fill)
    changed = style.changed(condition=tuple(looks))
    if list(check_contrast(changed, LayeredPositions("x.yaml"))):
        with pytest.raises(AssertionError):
            _assert_readable(changed)
    else:
        _assert_readable(changed)


def _style(ink: str, muted: str, fill: str, tint: str) -> Style:
    style = load_style(Assets.find())
    first = style.condition[0].changed(ink=ink, fill=fill, tint=tint)
    colour = style.colour.changed(ink=ink, muted=muted)
    return style.changed(condition=(first, *style.condition[1:]), colour=colour)


def _assert_readable(style: Style) -> None:
    """The rules once more, written out."""
    for grey in (str, grey_by_luminance, grey_by_luma):
        paper, ink = grey(style.colour.paper), grey(style.colour.ink)
        assert ratio(ink, paper) >= 7
        assert ratio(grey(style.colour.urgent), paper) >= 7
        assert ratio(grey(style.colour.muted), paper) >= 4.5
        assert ratio(grey(style.colour.rule), paper) >= 3
        fills = []
        for look in style.condition:
            tint = grey(look.tint)
            assert ratio(ink, tint) >= 7
            assert ratio(grey(style.colour.muted), tint) >= 4.5
            assert min(ratio(grey(look.ink), back) for back in (paper, tint)) >= 4.5
            assert min(ratio(grey(look.fill), back) for back in (paper, tint)) >= 3
            fills.append(lightness(grey(look.fill)))
        assert min(abs(a - b) for a, b in pairwise(fills)) >= 20


@pytest.mark.parametrize("name", style_names(Assets.find()))
def test_bundled_styles_are_readable(name: str) -> None:
    style = load_style(Assets.find(), name)
    if style.fills == "solid":
        _assert_readable(style)
    else:
        assert {c for look in style.condition for c in (look.ink, look.fill)} == {"#000000"}


@pytest.mark.parametrize(
    ("base", "tokens", "message"),
    [
        ("large-print", "type: {small: {size: 16}}", "`small` has 16 points; 18 is the least"),
        ("standard", "floor: 16", "`body` has 14 points; 16 is the least"),
        ("standard", "type: {body: {leading: 15}}", "`body` has a leading of 15; 16.8"),
        ("standard", "reference_leading: 13", "`reference_leading` is 13; 13.2 is the least"),
        ("standard", "type: {title: {size: 44}}", "`title` has a leading of 41; 44"),
    ],
)
def test_type_keeps_its_floor_and_its_leading(
    workspace: Workspace, base: str, tokens: str, message: str
) -> None:
    workspace.style("ours", f"base: {base}\n{tokens}")
    problems = workspace.told("ours")
    assert {p.code for p in problems} == {"T022"}
    assert any(message in p.message for p in problems), [p.message for p in problems]


def test_large_print_cannot_be_made_small(workspace: Workspace) -> None:
    workspace.style("large-print", "base: standard\nfloor: 12")
    (problem,) = workspace.told("large-print")
    assert re.search(r"large-print.yaml:2:8$", str(problem.location))
