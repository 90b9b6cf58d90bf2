"""A leaflet folds where nothing stands, closes, and reads from its front to its back."""

from __future__ import annotations

from itertools import groupby

import pytest
from readback.document import metadata
from readback.raster import page_images
from readback.structure import read_structure

from handoutgen.content.clinic import ClinicProfile
from handoutgen.content.layouts import Paper

from .checks import frames_of
from .places import in_reading_order, shown
from .variants import CLINIC, Variant, handout_of, variants

_CLEAR = 18
"""No text stands nearer to a fold or an edge, in points: 6.35 mm."""

_NARROW = {"letter": 261.0, "a4": 97 * 72 / 25.4}
_CREEP = 1.5 * 72 / 25.4
"""By how much the panel that folds in is narrower at least, so that the leaflet lies flat."""

_FRONT, _BACK, _FLAP = (0, 2), (0, 1), (0, 0)
_INSIDE = [(1, 0), (1, 1), (1, 2)]
_DPI = 144

every = pytest.mark.parametrize("variant", list(variants("leaflet")), ids=str)


def _folds(variant: Variant, width: float, page: int) -> tuple[float, float]:
    narrow = _NARROW[variant.paper]
    wide = (width - narrow) / 2
    return (narrow, narrow + wide) if page == 0 else (wide, 2 * wide)


def _panel(variant: Variant, width: float, page: int, x: float) -> tuple[int, int]:
    return page, sum(x > fold for fold in _folds(variant, width, page))


@every
def test_it_is_one_sheet_whose_two_sides_fold_in_the_same_places(variant: Variant) -> None:
    handout = handout_of(variant)
    sizes = metadata(handout.content).page_sizes
    ((width, height),) = set(sizes)
    assert len(sizes) == 2
    assert width > height
    outside, inside = (_folds(variant, width, page) for page in (0, 1))
    assert [width - fold for fold in reversed(inside)] == pytest.approx(outside)
    narrow, wide = outside[0], outside[1] - outside[0]
    assert narrow <= wide - _CREEP
    assert wide == pytest.approx(width - outside[1])


@every
@pytest.mark.parametrize("clinic", [None, CLINIC], ids=["unnamed", "clinic"])
def test_no_text_stands_near_a_fold_or_an_edge(variant: Variant, clinic: object) -> None:
    pdf = handout_of(variant, clinic).content  # type: ignore[arg-type]
    width, height = metadata(pdf).page_sizes[0]
    for piece in shown(pdf):
        assert piece.y >= _CLEAR
        assert piece.y + piece.size * 0.7 <= height - _CLEAR
        for line in (0, *_folds(variant, width, piece.page), width):
            # A space at the end of a line shows no ink.
            end = piece.end - (piece.size * 0.4 if piece.text.endswith(" ") else 0)
            assert end <= line - _CLEAR + 0.05 or piece.x >= line + _CLEAR - 0.05, piece


@every
def test_only_short_marks_at_both_edges_show_where_to_fold(variant: Variant) -> None:
    """They are outside every frame, and no text: what is not tagged is an artifact."""
    handout = handout_of(variant)
    width, height = metadata(handout.content).page_sizes[0]
    dot = _DPI / 72
    for page, image in enumerate(page_images(handout.content, dpi=_DPI)):
        grey = image.convert("L")
        for fold in _folds(variant, width, page):
            around = ((fold - _CLEAR) * dot, 0, (fold + _CLEAR) * dot, grey.height)
            strip = grey.crop(tuple(round(edge) for edge in around))  # type: ignore[arg-type]
            ink = [
                (x, y)
                for x in range(strip.width)
                for y in range(strip.height)
                if strip.getpixel((x, y)) < 200
            ]  # type: ignore[operator]
            assert ink
            assert all(abs(x / dot - _CLEAR) <= 1.5 for x, _ in ink)
            ends = {y / dot < height / 2 for _, y in ink}
            assert ends == {True, False}
            assert all(17 <= min(y / dot, height - y / dot) <= 27 for _, y in ink)
    plan = variant.plan(handout)
    for frame in frames_of(plan, 2):
        for fold in _folds(variant, width, frame.page):
            assert not frame.x <= fold <= frame.x + plan.text_width


@every
def test_it_reads_front_inside_flap_back(variant: Variant) -> None:
    pdf = handout_of(variant).content
    width, _ = metadata(pdf).page_sizes[0]
    pieces = (piece for _, piece in in_reading_order(read_structure(pdf), pdf))
    visited = [p for p, _ in groupby(_panel(variant, width, s.page, s.x) for s in pieces)]
    assert visited == [_FRONT, *_INSIDE, _FLAP, _BACK]


@every
def test_the_front_says_what_it_is_and_who_gives_it_out(variant: Variant) -> None:
    handout = handout_of(variant, CLINIC)
    pdf = handout.content
    width, _ = metadata(pdf).page_sizes[0]
    on = dict.fromkeys((_FRONT, _BACK, _FLAP, *_INSIDE), "")
    for piece in shown(pdf):
        on[_panel(variant, width, piece.page, piece.x)] += piece.text
    assert handout.document.title in on[_FRONT]
    assert CLINIC.name in on[_FRONT]
    assert CLINIC.phone is not None
    assert CLINIC.phone in on[_FRONT]
    assert "911" in on[_BACK]
    for panel in (_BACK, _INSIDE[1]):
        assert f"Edition {handout.edition}" in on[panel]


@pytest.mark.parametrize("phone", [None, "555-0100"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_long_name_stands_on_the_front_in_full(paper: Paper, phone: str | None) -> None:
    name = "The Regional Center for Disorders of Nerve and Muscle of the Holy Family Clinic"
    clinic = ClinicProfile(name=name, phone=phone, website=CLINIC.website)
    variant = Variant("ms-vs-als", "leaflet", "standard", paper)
    handout = handout_of(variant, clinic)
    width, _ = metadata(handout.content).page_sizes[0]
    pieces = [p for p in shown(handout.content) if _panel(variant, width, p.page, p.x) == _FRONT]
    foot = [p for p in pieces if p.mcid is None]
    assert " ".join(p.text.strip() for p in foot) == f"{name} {phone or ''}".strip()
    # What flows on the panel ends above it.
    assert min(p.y for p in pieces if p.mcid is not None) > max(p.y for p in foot) + 14
