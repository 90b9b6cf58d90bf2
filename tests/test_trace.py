"""From a claim to all behind it, and from a source to all that rests on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from content.evidence_on_disk import evidence_on_disk
from content.library_on_disk import BASICS, LibraryOnDisk

from handoutgen.content.claims import Claim, claims
from handoutgen.content.evidence import load_evidence
from handoutgen.content.library import load_handouts
from handoutgen.content.review import Review, fingerprints
from handoutgen.errors import HandoutError
from handoutgen.trace import (
    Carrier,
    Fallout,
    Trace,
    carriers,
    follow,
    withdraw_fact,
    withdraw_source,
)

THIS = "cold-or-flu"
DAY = dt.date(2026, 11, 21)


@pytest.fixture
def disk(tmp_path: Path) -> LibraryOnDisk:
    library = evidence_on_disk(tmp_path)
    library.write("handouts/help.yaml", f"description: D.\ncomparison: {THIS}\nsection: [help]\n")
    library.write(
        "handouts/all.yaml",
        f"""\
description: D.
comparison: {THIS}
section: [basics, outlook, help]
without: [help]
""",
    )
    return library


def every(disk: LibraryOnDisk) -> tuple[Carrier, ...]:
    return carriers(disk.load(), load_handouts(disk.assets))


def claim(disk: LibraryOnDisk, name: str) -> Claim:
    return next(c for c in claims(disk.load()) if c.id == name)


def traced(disk: LibraryOnDisk, name: str) -> Trace:
    evidence = load_evidence(disk.assets)
    return follow(claim(disk, name), disk.load(), evidence, every(disk), DAY)


def names(handouts: tuple[Carrier, ...]) -> list[str]:
    return [handout.name for handout in handouts]


def source(disk: LibraryOnDisk, name: str) -> Fallout:
    return withdraw_source(name, disk.load(), load_evidence(disk.assets), every(disk))


# --- from a claim ---


@pytest.mark.parametrize(
    ("name", "heading", "handouts"),
    [
        ("lead-alike", "Cold or Flu?", [THIS, "all", "help"]),
        ("both-viruses", "What are they?", [THIS, "all"]),
        ("flu-days", "How long does it last?", ["all"]),  # sensitive: not in the default
        ("rest", "What helps?", ["help"]),
        ("Flu Line", "What helps?", ["help"]),
        ("bed", "What are they?", [THIS, "all"]),
        ("cold-from-weather", "What are they?", []),  # retired
    ],
)
def test_which_handouts_carry_a_claim(
    disk: LibraryOnDisk, name: str, heading: str, handouts: list[str]
) -> None:
    found = traced(disk, name)
    assert found.heading == heading
    assert names(found.handouts) == handouts
    assert all(handout.saved == (handout.name != THIS) for handout in found.handouts)


def test_the_facts_behind_a_claim(disk: LibraryOnDisk) -> None:
    disk.edit(BASICS, "facts: [E1]", "facts: [E1, E99]")
    found = traced(disk, "both-viruses")
    assert [fact.id for fact in found.facts] == ["E1"]
    assert found.unknown_facts == ("E99",)


def test_the_reviews_behind_a_claim(disk: LibraryOnDisk) -> None:
    library = disk.load()

    def review(name: str, until: int, section: tuple[str, ...]) -> Review:
        covered = fingerprints(library, THIS, section)
        on = dt.date(2025, 1, 1)
        return Review(reviewer=name, role="nurse", on=on, until=dt.date(until, 1, 1),
                      section=section, fingerprint=covered)  # fmt: skip

    stale = review("Cleo", 2027, ("basics",)).changed(fingerprint={"basics": "0"})
    reviews = (review("Ann", 2027, ("basics", "lead")), review("Bea", 2026, ("basics",)), stale)
    known = replace(library, reviews={THIS: (*reviews, review("Dora", 2027, ("help",)))})
    evidence, handouts = load_evidence(disk.assets), every(disk)

    def states(name: str) -> list[tuple[str, str]]:
        found = follow(claim(disk, name), known, evidence, handouts, DAY)
        return [(r.reviewer, r.state) for r in found.reviews]

    assert states("both-viruses") == [("Ann", "valid"), ("Bea", "expired"), ("Cleo", "stale")]
    assert states("lead-alike") == [("Ann", "valid")]
    assert states("flu-days") == []
    assert states("cold-from-weather") == []


def test_a_saved_handout_that_names_nothing_stops_the_trace(disk: LibraryOnDisk) -> None:
    disk.write("handouts/bad.yaml", f"description: D.\ncomparison: {THIS}\nsection: [no]\n")
    with pytest.raises(HandoutError) as caught:
        every(disk)
    assert caught.value.problems[0].code == "S002"


# --- from a source ---


def test_what_falls_with_a_source(disk: LibraryOnDisk) -> None:
    spread = "{id: both-spread, plain: Each one spreads., sources: [both-facts"
    disk.edit(BASICS, spread, f"{spread}, cold-facts")
    fallout = source(disk, "both-facts")
    assert {f.claim.id: f.left for f in fallout.claims} == {
        "lead-alike": (),
        "both-viruses": (),
        "both-spread": ("cold-facts",),
        "call-worse": (),
    }
    assert fallout.sections == ((THIS, "lead"), (THIS, "basics"), (THIS, "outlook"))
    assert names(fallout.handouts) == [THIS, "all", "help"]
    assert {fact.id: left for fact, left in fallout.facts} == {
        "E1": (),
        "E2": (),
        "E4": ("rest-trial",),
        "E7": (),
        "E8": (),
    }


def test_figures_contacts_and_retired_statements_fall_too(disk: LibraryOnDisk) -> None:
    assert [f.claim.kind for f in source(disk, "drawing-notes").claims] == ["figure"]
    assert names(source(disk, "drawing-notes").handouts) == [THIS, "all"]
    assert "contact" in {f.claim.kind for f in source(disk, "flu-facts").claims}
    retired = [f for f in source(disk, "cold-facts").claims if not f.claim.prints]
    assert [(f.claim.id, f.handouts) for f in retired] == [("cold-from-weather", ())]


def test_a_source_that_only_a_retired_statement_has_stops_no_handout(disk: LibraryOnDisk) -> None:
    disk.edit(BASICS, "facts: [E3]\n    sources: [cold-facts]", "sources: [rest-trial]")
    disk.edit("data/comparisons/cold-or-flu/sections/help.yaml", "sources: [rest-trial]",
              "sources: [both-facts]")  # fmt: skip
    fallout = source(disk, "rest-trial")
    assert [f.claim.id for f in fallout.claims] == ["cold-from-weather"]
    assert (fallout.sections, fallout.handouts) == ((), ())


# --- from a fact ---


def test_what_falls_with_a_fact(disk: LibraryOnDisk) -> None:
    disk.edit(BASICS, "facts: [E1]", "facts: [E1, E7]")
    fallout = withdraw_fact("E1", disk.load(), load_evidence(disk.assets), every(disk))
    assert [(f.claim.id, f.left) for f in fallout.claims] == [("both-viruses", ("E7",))]
    assert names(fallout.handouts) == [THIS, "all"]
    assert [fact.id for fact, _ in fallout.facts] == ["E2", "E3"]


def test_what_is_not_there(disk: LibraryOnDisk) -> None:
    for what, word, hint in (
        (withdraw_source, "both-fact", "both-facts"),
        (withdraw_fact, "E11", "E1"),
    ):
        with pytest.raises(HandoutError) as caught:
            what(word, disk.load(), load_evidence(disk.assets), every(disk))
        (problem,) = caught.value.problems
        assert problem.code == "S006"
        assert hint in problem.hint
