"""Every layout in every style on every paper in both wordings: conformant, whole, and in place."""

from __future__ import annotations

import pytest
from readback import Content
from readback.raster import page_images

from handoutgen.content.layouts import LARGE_PRINT, papers_of

from .checks import assert_in_frames, assert_sound
from .places import lines_of, lonely, sizes
from .variants import Variant, handout_of, variants

_ALL = tuple(variants())
_FIRST = tuple(v for v in _ALL if v.wording == "plain" and v.paper == papers_of(v.layout)[0])
_COUNTED = {"leaflet": "Side {} of {}", "cards": ""}
_ROUNDING = 0.005
_MOST_INK = {"standard": 0.12, "large-print": 0.13, "ink-saver": 0.08}

every = pytest.mark.parametrize("variant", _ALL, ids=str)
first = pytest.mark.parametrize("variant", _FIRST, ids=str)


@every
def test_a_variant_conforms_and_says_its_document_inside_its_frames(
    variant: Variant,
) -> None:
    handout = handout_of(variant)
    pdf, counted = handout.content, _COUNTED.get(variant.layout, "Page {} of {}")
    root = assert_sound(pdf, handout.document, handout.edition, counted)
    assert_in_frames(pdf, variant.plan(handout), root)
    least = _least(variant) - _ROUNDING
    assert [words for words, size in sizes(pdf) if size < least] == []
    assert lonely(lines_of(root, pdf)) == []
    for element in root.walk():
        drawn = [k for k in element.kids if isinstance(k, Content) and k.graphics]
        assert not drawn or element.role == "Figure", element


def _least(variant: Variant) -> float:
    return 18 if variant.style == LARGE_PRINT else 12


@first
def test_no_page_takes_much_ink(variant: Variant) -> None:
    """The mean darkness of all pixels of a page, as a toner gauge has it."""
    shares = []
    # Smoothing at a low resolution makes thin lines darker: single sheets are the fullest.
    dpi = 300 if variant.layout in ("one-page", "poster") else 150
    for image in page_images(handout_of(variant).content, dpi=dpi):
        levels = image.convert("L").histogram()
        dark = sum((255 - level) / 255 * count for level, count in enumerate(levels))
        shares.append(dark / (image.width * image.height))
    assert max(shares) <= _MOST_INK[variant.style], shares
    assert min(shares) > 0.001


@pytest.mark.parametrize("variant", [v for v in _FIRST if v.style == "ink-saver"], ids=str)
def test_ink_saver_has_neither_colours_nor_tints(variant: Variant) -> None:
    for image in page_images(handout_of(variant).content, dpi=36):
        assert all(r == g == b for _, (r, g, b) in image.getcolors(1 << 20) or [])
