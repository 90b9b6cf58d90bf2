"""The list of sources: as short as it can be said, and whole for whoever follows a link."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from readback import Element
from readback.conformance import validate
from readback.document import metadata
from readback.structure import read_structure

from handoutgen.content.source import Date
from handoutgen.document.view import shown_address
from handoutgen.selection import HandoutRequest, Selection

from .builds import COMPARISON, built, library
from .places import lines_of, pages_of

USUAL = HandoutRequest(COMPARISON)


def sources(request: HandoutRequest) -> Element:
    """The section with the list."""
    root = read_structure(built(request).content)
    return next(s for s in reversed(root.find("Sect")) if s.find("Lbl"))


def test_an_address_prints_without_what_a_browser_adds_and_leads_to_all_of_it() -> None:
    cited = {source.URL for source in built(USUAL).selection.sources if source.URL}
    links = [link for link in sources(USUAL).find("Link") if not link.text.startswith("doi:")]
    assert len(links) > 20
    for link in links:
        (address,) = {annotation.uri for annotation in link.annotations()}
        assert address in cited
        assert link.text == shown_address(address)
        assert not link.text.startswith(("http", "www."))


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://www.nhs.uk/conditions/", "nhs.uk/conditions"),
        ("https://wwwnc.cdc.gov/eid", "wwwnc.cdc.gov/eid"),
        ("http://www.example.org/", "http://www.example.org/"),
        ("10.1000/182", "10.1000/182"),
    ],
)
def test_an_address_of_another_kind_stays_as_it_is(address: str, shown: str) -> None:
    assert shown_address(address) == shown


@pytest.mark.parametrize(
    ("language", "said", "day"),
    [
        ("en", "Web pages were read on November 21, 2026, unless", "Accessed November 21, 2026"),
        ("es", "Las páginas web se leyeron el 21 de noviembre de 2026", "November 21, 2026"),
    ],
)
def test_the_day_of_reading_is_said_once(language: str, said: str, day: str) -> None:
    request = replace(USUAL, language=(language,))
    text = sources(request).text
    assert text.count(said) == 1
    assert day not in text.replace(said, "")
    others = {s.read_on for s in built(request).selection.sources} - {None}
    others.discard(built(request).selection.read_on)
    assert others
    for other in others:
        assert other is not None
        assert f"Accessed {other:%B} {other.day}, {other.year}." in text


def test_one_page_that_was_read_says_so_itself() -> None:
    selection = built(USUAL).selection
    dated = [source for source in selection.sources if source.read_on]
    (once,) = (s for s in dated if s.read_on != selection.read_on)
    assert replace(selection, sources=(once,)).read_on is None
    assert replace(selection, sources=()).read_on is None
    assert replace(selection, sources=tuple(dated)).read_on == selection.read_on


def test_what_is_no_day_counts_as_none() -> None:
    source = next(s for s in library().sources.values() if s.read_on)
    for parts in ((2026,), (2026, 11), (2026, 13, 1), (2026, 2, 30)):
        assert source.changed(accessed=Date(**{"date-parts": (parts,)})).read_on is None
    assert source.changed(DOI="10.1000/182").read_on is None


@pytest.mark.parametrize("language", [("en",), ("es",), ("en", "es")])
def test_a_booklet_has_every_source_in_short_and_none_under_a_lonely_heading(
    language: tuple[str, ...],
) -> None:
    request = replace(USUAL, layout="booklet", language=language)
    selection: Selection = built(request).selection
    section = sources(request)
    labels = [label.text for label in section.find("Lbl")]
    assert labels == [str(number) for number in selection.numbers.values()]
    assert not re.search(r"doi:|Accessed", section.text)
    heading, first, second = section.find("H2")[-1], *section.find("LI")[:2]
    assert pages_of(heading) == pages_of(first) == pages_of(second)


@pytest.mark.parametrize(
    "asked",
    [
        USUAL,
        replace(USUAL, paper="a4"),
        replace(USUAL, language=("es",)),
    ],
    ids=["usual", "a4", "es"],
)
def test_the_last_page_is_not_for_a_few_sources(asked: HandoutRequest) -> None:
    """Where it would be, the list closes up."""
    handout = built(asked)
    assert validate(handout.content) == validate(handout.content, "2a") == []
    pages = len(metadata(handout.content).page_sizes)
    entries = sources(asked).find("LI")
    assert len([entry for entry in entries if pages_of(entry) == {pages - 1}]) > 4


def test_the_usual_handout_takes_fourteen_pages() -> None:
    assert len(metadata(built(USUAL).content).page_sizes) <= 14


@pytest.mark.parametrize(("style", "distance"), [("standard", 17), ("ink-saver", 19)])
def test_entries_stand_apart_where_closing_up_saves_no_page(style: str, distance: int) -> None:
    """Their lines are 14 points high; for black-and-white printers 16, and never closer."""
    request = replace(USUAL, style=style)
    found = lines_of(sources(request), built(request).content)
    labels = [lines for lines in found if lines.element.role == "Lbl"]
    apart = {
        round(one.baselines[0] - other.baselines[0])
        for one, other in pairwise(labels)
        if one.page == other.page
    }
    assert min(apart) == distance
