"""Room for holes, both sides, and booklets: what a printer is told and what it needs."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PIL import Image, ImageChops
from readback.conformance import parent_tree_errors
from readback.document import metadata, open_pdf
from readback.raster import page_images
from readback.structure import read_structure, untagged_graphics, untagged_text

from handoutgen.build import SHEETS
from handoutgen.content.clinic import ClinicProfile
from handoutgen.content.layouts import LAYOUTS, Layout, Paper
from handoutgen.document.nodes import Figure, walk
from handoutgen.errors import HandoutError
from handoutgen.render.pdf.imposition import MOST_SHEETS, imposed
from handoutgen.selection import HandoutRequest

from .builds import COMPARISON, all_sections, built
from .places import Shown, shown
from .variants import Variant, handout_of, variants

_AWAY = 14
"""How far the text moves from the edge that is punched, in points."""

_ROUNDING = 2
"""How many levels of grey a pixel may differ by where the same lines stand at another place."""

_HOLES = 25 * 72 / 25.4
_PUNCHED = list(variants("handout", "one-page", wordings=("plain",)))


def _texts(pdf: bytes, edition: str) -> list[Shown]:
    return [piece for piece in shown(pdf) if edition not in piece.text]


@pytest.mark.parametrize("duplex", [False, True], ids=["one-side", "both-sides"])
@pytest.mark.parametrize("variant", _PUNCHED, ids=str)
def test_a_binding_moves_everything_away_from_the_holes(variant: Variant, duplex: bool) -> None:
    """And nothing else: the same lines break in the same places."""
    sections = handout_of(variant).selection.request.section
    plain = handout_of(variant)
    bound = built(variant.request(section=sections, binding=True, duplex=duplex))
    before = _texts(plain.content, plain.edition)
    after = _texts(bound.content, bound.edition)
    assert [p.text for p in after] == [p.text for p in before]
    width = metadata(bound.content).page_sizes[0][0]
    for one, other in zip(before, after, strict=True):
        on_the_back = duplex and one.page % 2 == 1
        assert other.x - one.x == pytest.approx(-_AWAY if on_the_back else _AWAY, abs=0.011)
        assert other.y == one.y
        # A space at the end of a line may hang over the edge: it shows no ink.
        end = other.end - (other.size * 0.4 if other.text.endswith(" ") else 0)
        free = width - end if on_the_back else other.x
        assert free >= min(_HOLES, variant.tokens.margin.side + _AWAY) - 1, other


@pytest.mark.parametrize("duplex", [False, True], ids=["one-side", "both-sides"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_printer_is_told_how_to_turn_the_sheet(layout: Layout, duplex: bool) -> None:
    """What folds turns over its short edge, or its back would stand on its head."""
    variant = next(variants(layout))
    request = variant.request(duplex=duplex)
    expected = {"leaflet": "/DuplexFlipShortEdge", "booklet": "/DuplexFlipShortEdge"}.get(
        layout, "/DuplexFlipLongEdge" if duplex else None
    )
    handout = built(request)
    for pdf in (handout.content, *handout.companions.values()):
        with open_pdf(pdf) as document:
            preferences = document.Root.ViewerPreferences
            told = preferences.get("/Duplex")
            assert (str(told) if told is not None else None) == expected
            assert str(preferences.PrintScaling) == "/None"


# --- the sheets of a booklet ---


@pytest.mark.parametrize("pages", range(1, 42))
def test_folded_sheets_read_in_order(pages: int) -> None:
    """As a person would: fold the stack, then turn its leaves one after the other."""
    sides = list(imposed(pages))
    assert len(sides) % 2 == 0
    assert len(sides) * 2 - pages in range(4)
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    # The right halves from the outermost sheet inwards, then the left halves outwards again.
    first = [page for front, back in sheets for page in (front[1], back[0])]
    second = [page for front, back in reversed(sheets) for page in (back[1], front[0])]
    assert [*first, *second] == list(range(len(sides) * 2))


@pytest.mark.parametrize("variant", list(variants("booklet", wordings=("plain",))), ids=str)
def test_sheets_print_what_the_booklet_says_and_claim_nothing(variant: Variant) -> None:
    handout = handout_of(variant)
    sheets = handout.companions[SHEETS]
    size, count = metadata(handout.content).page_sizes[0], len(metadata(handout.content).page_sizes)
    found = metadata(sheets)
    assert all(
        sheet == pytest.approx((2 * size[0], size[1]), abs=0.02) for sheet in found.page_sizes
    )
    assert found.pdfuaid_part is None
    assert b"pdfaid:part" not in sheets
    assert (found.title or "").startswith("For the printer: ")
    assert untagged_text(sheets) == untagged_graphics(sheets) == parent_tree_errors(sheets) == []
    sides = list(imposed(count))
    figures = read_structure(sheets).find("Figure")
    assert len(figures) == len(sides) == len(found.page_sizes)
    for figure, sheet in zip(figures, sides, strict=True):
        for page in sheet:
            assert (f"page {page + 1}" in (figure.alt or "")) == (page < count)
        assert f"To read “{handout.document.title}”, open the booklet itself" in (figure.alt or "")
        assert ("a blank page" in (figure.alt or "")) == any(page >= count for page in sheet)


def test_each_half_of_a_sheet_looks_like_its_page_figures_included() -> None:
    request = HandoutRequest(COMPARISON, ("what-they-are", "first-signs"), layout="booklet")
    handout = built(request)
    pages = [page.convert("L") for page in page_images(handout.content, dpi=72)]
    sheets = page_images(handout.companions[SHEETS], dpi=72)
    assert any(isinstance(block, Figure) for block in walk(handout.document.blocks))
    for sheet, numbers in zip(sheets, imposed(len(pages)), strict=True):
        for side, number in enumerate(numbers):
            left = side * sheet.width // 2
            half = sheet.convert("L").crop((left, 0, left + sheet.width // 2, sheet.height))
            page = pages[number] if number < len(pages) else Image.new("L", half.size, 255)
            # The mark to fold by is all that a page has not.
            inner = (9, 0, half.width - 9, half.height)
            difference = ImageChops.difference(half.crop(inner), page.crop(inner))
            assert difference.getextrema()[1] <= _ROUNDING, number


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("language", [("en",), ("es",), ("en", "es")])
def test_the_usual_handout_is_a_booklet_that_can_be_stapled(
    language: tuple[str, ...], paper: Paper
) -> None:
    """Also for a clinic that says all that it can."""
    clinic = ClinicProfile(
        name="The Regional Center for Disorders of Nerve and Muscle of the Holy Family Clinic",
        address="1 Example Street, Riverside",
        phone="555 010 0199",
        website="https://clinic.example/{handout}",
    )
    request = HandoutRequest(COMPARISON, layout="booklet", paper=paper, language=language)
    for given in (None, clinic):
        handout = built(replace(request, clinic=given))
        assert len(metadata(handout.content).page_sizes) <= 4 * MOST_SHEETS
        assert len(metadata(handout.companions[SHEETS]).page_sizes) <= 2 * MOST_SHEETS


@pytest.mark.parametrize(
    ("language", "once"), [(("en",), ""), (("en", "es"), ", or print it once in each language")]
)
def test_more_sheets_than_can_be_stapled_are_refused(language: tuple[str, ...], once: str) -> None:
    request = HandoutRequest(COMPARISON, all_sections(), layout="booklet", language=language)
    with pytest.raises(HandoutError) as caught:
        built(request)
    (problem,) = caught.value.problems
    assert problem.code == "D016"
    sheets = re.fullmatch(
        f"the booklet takes ([0-9]+) sheets; {MOST_SHEETS} can be stapled", problem.message
    )
    over = re.match("pick fewer sections: it has ([0-9]+) pages too many", problem.hint)
    assert sheets and over
    assert 0 < int(over[1]) <= 4 * (int(sheets[1]) - MOST_SHEETS)
    assert problem.hint.endswith(f"Or choose another layout{once}.")
