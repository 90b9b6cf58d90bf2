"""What the library offers fits where there is little room, with and without a clinic."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handoutgen.content.clinic import ClinicProfile
from handoutgen.content.layouts import STANDARD_STYLE, Layout, Paper, papers_of
from handoutgen.content.library import load_handouts
from handoutgen.selection import HandoutRequest

from .builds import assets, built, library, saved

TIGHT: tuple[Layout, ...] = ("one-page", "leaflet", "poster", "cards")
HANDOUTS = load_handouts(assets())
CLINICS = (
    None,
    ClinicProfile(
        name="Lakeside Neurology",
        phone="555 010 0199",
        website="https://lakeside.example.org/{handout}",
        feedback="call 555 010 0199",
    ),
)
LONG = {
    "funding": ClinicProfile(
        name="The Regional Center for Disorders of Nerve and Muscle of the Holy Family Clinic",
        address="12345 Northwestern Boulevard, Building 14, Floor 3, Suite 1402, Lakeside. " * 2,
        website="https://lakeside.example.org/{handout}",
        funding="Friends of the clinic and its former patients paid for this sheet. " * 4
        + "With our thanks to all.",
        feedback="call 555 010 0199",
    ),
    "feedback": ClinicProfile(
        name="Lakeside Neurology",
        website="https://lakeside.example.org/{handout}",
        feedback="call the desk for patients between nine and five on weekdays at 555 010 0199, "
        "or write to the address of the clinic, which you find on the page that this sheet names, "
        "or tell us at your next visit",
    ),
}
"""Sentences as long as a clinic's file may have them, or nearly so."""


def printed(request: HandoutRequest, clinic: ClinicProfile | None) -> bytes:
    """The file as a clinic has it, or as anybody does, for whom the emergency number is longer.

    A handout that is too long raises D013 instead.
    """
    if clinic is None:
        return built(request).content
    said = {"clinic": clinic, "feedback": clinic.feedback, "funding": clinic.funding}
    return built(replace(request, locale="en-US", **said)).content  # type: ignore[arg-type]


@pytest.mark.parametrize("clinic", CLINICS, ids=("unnamed", "clinic"))
@pytest.mark.parametrize("style", [STANDARD_STYLE, "ink-saver"])
@pytest.mark.parametrize(
    ("layout", "paper"), [(layout, p) for layout in TIGHT for p in papers_of(layout)]
)
@pytest.mark.parametrize("comparison", sorted(library().comparisons))
def test_what_a_comparison_prints_in_a_layout_fits(
    comparison: str, layout: Layout, paper: Paper, style: str, clinic: ClinicProfile | None
) -> None:
    request = HandoutRequest(comparison=comparison, layout=layout, paper=paper, style=style)
    assert printed(request, clinic).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("long", LONG)
@pytest.mark.parametrize("language", [(), ("es",)], ids=["en", "es"])
@pytest.mark.parametrize(
    ("layout", "paper"), [(layout, p) for layout in TIGHT for p in papers_of(layout)]
)
def test_there_is_room_for_a_clinic_that_says_much(
    layout: Layout, paper: Paper, language: tuple[str, ...], long: str
) -> None:
    request = HandoutRequest("ms-vs-als", layout=layout, paper=paper, language=language)
    assert printed(request, LONG[long]).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("name", "paper"),
    [(n, p) for n, h in sorted(HANDOUTS.items()) for p in papers_of(h.layout)],
)
def test_a_saved_handout_prints_on_every_paper_of_its_layout(name: str, paper: Paper) -> None:
    handout = HANDOUTS[name]
    request = replace(saved(name), layout=handout.layout, style=handout.style, paper=paper)
    for clinic in CLINICS:
        assert printed(request, clinic).startswith(b"%PDF-1.7")


def test_every_layout_has_a_saved_handout() -> None:
    for comparison in library().comparisons:
        layouts = {h.layout for h in HANDOUTS.values() if h.comparison == comparison}
        assert {"handout", *TIGHT} <= layouts
