"""Contrast as WCAG defines it, and colours as a photocopier sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.render.contrast import (
    grey_by_luma,
    grey_by_luminance,
    lightness,
    luminance,
    ratio,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
GREYS = st.integers(0, 255).map(lambda level: "#" + f"{level:02x}" * 3)


@pytest.mark.parametrize(
    ("front", "back", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#FFFFFF", "#ffffff", 1.0),
        # The lightest greys on white that pass 3:1, 4.5:1 and 7:1, and the next ones.
        ("#949494", "#ffffff", 3.03),
        ("#959595", "#ffffff", 2.99),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.47),
        ("#595959", "#ffffff", 7.0),
        ("#5a5a5a", "#ffffff", 6.89),
        ("#ff0000", "#ffffff", 3.99),
        ("#0000ff", "#ffffff", 8.59),
        ("#ffff00", "#0000ff", 8.0),
    ],
)
def test_known_ratios(front: str, back: str, expected: float) -> None:
    assert ratio(front, back) == pytest.approx(expected, abs=0.01)


@given(COLOURS, COLOURS)
def test_a_ratio_lies_between_1_and_21_either_way_round(one: str, other: str) -> None:
    assert 1 <= ratio(one, other) == ratio(other, one) <= 21
    assert ratio(one, one) == 1
    assert ratio(one, "#000000") * ratio(one, "#ffffff") == pytest.approx(21)


@given(COLOURS)
def test_greys_are_grey_and_one_of_them_is_as_light_as_the_colour(colour: str) -> None:
    for grey in (grey_by_luminance(colour), grey_by_luma(colour)):
        assert grey[1:3] == grey[3:5] == grey[5:7]
    assert lightness(grey_by_luminance(colour)) == pytest.approx(lightness(colour), abs=0.27)


@given(GREYS)
def test_a_grey_is_its_own_grey(grey: str) -> None:
    assert grey_by_luma(grey) == grey_by_luminance(grey) == grey


@given(GREYS, GREYS)
def test_lighter_is_lighter_by_every_measure(one: str, other: str) -> None:
    lighter = one > other
    assert (lightness(one) > lightness(other)) == lighter
    assert (luminance(one) > luminance(other)) == lighter
    assert (ratio(one, "#000000") > ratio(other, "#000000")) == lighter


def test_lightness_of_known_colours() -> None:
    assert lightness("#000000") == 0
    assert lightness("#ffffff") == pytest.approx(100)
    assert lightness("#777777") == pytest.approx(50.0, abs=0.1)
    assert lightness("#ff0000") == pytest.approx(53.24, abs=0.01)


def test_a_copier_and_the_eye_disagree_about_blue() -> None:
    assert grey_by_luma("#0000ff") == "#1d1d1d"
    assert grey_by_luminance("#0000ff") == "#4c4c4c"
