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


def printed(request: HandoutRequest, clinic: ClinicProfile | None) -> bytes:
    """The file as a clinic has it, or as anybody does, for whom the emergency number is longer.

    A handout that is too long raises D013 instead.
    """
    locale, feedback = ("en-US", clinic.feedback) if clinic else (None, None)
    return built(replace(request, clinic=clinic, locale=locale, feedback=feedback)).content


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
