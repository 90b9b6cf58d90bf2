"""Which text was reviewed, whether it is still the same, and until when that counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from content.library_on_disk import (
    BASICS,
    COMPARISON,
    DISCLAIMER,
    FIGURES,
    FLU,
    GLOSSARY,
    HELP,
    OUTLOOK,
    LibraryOnDisk,
    on_disk,
)
from handoutgen.content.library import Library
from handoutgen.content.review import (
    Review,
    fingerprint,
    fingerprints,
    months_later,
    review_state,
    reviewable,
    standing,
)
from handoutgen.content.rules.reviewed import check_reviews

THIS = "cold-or-flu"
ON, UNTIL = dt.date(2026, 11, 1), dt.date(2027, 11, 1)
DAY = dt.date(2026, 11, 21)
FILE = f"data/reviews/{THIS}.yaml"


@pytest.fixture
def disk(tmp_path: Path) -> LibraryOnDisk:
    return on_disk(tmp_path)


def review(library: Library, *section: str, **values: Any) -> Review:
    """A review of these sections, or of all, as they are now."""
    given_ = {"reviewer": "Ann Example", "role": "nurse", "on": ON, "until": UNTIL, **values}
    covered = fingerprints(library, THIS, section or reviewable(library, THIS))
    return Review(section=section, fingerprint=covered, **given_)


def reviewed(library: Library, *reviews: Review) -> Library:
    return replace(library, reviews={THIS: reviews})


# --- what a review may say ---


def made(**values: Any) -> Review:
    good = {"reviewer": "Ann", "role": "nurse", "on": ON, "until": UNTIL}
    return Review(**{**good, "fingerprint": {"basics": "0" * 64}, **values})


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"until": ON}, "not after"),
        ({"until": ON - dt.timedelta(1)}, "not after"),
        ({"until": dt.date(2029, 11, 2)}, "more than 36 months"),
        ({"reviewer": "  "}, "text is empty"),
        ({"role": ""}, "text is empty"),
        ({"reviewer": "A" * 61}, "61|60"),
        ({"reviewer": "Ann\u202e"}, "another order than it is read"),
        ({"role": "**nurse**"}, "no \\*"),
        ({"role": "{date}"}, "no \\*"),
        ({"fingerprint": {}}, "names no section"),
        ({"fingerprint": {"basics": "0"}}, "fingerprint"),
        ({"section": ("help",)}, "different sections"),
    ],
)
def test_a_review_that_cannot_be(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        made(**values)


def test_thirty_six_months_to_the_day() -> None:
    assert made(until=dt.date(2029, 11, 1))
    assert made(on=dt.date(2024, 2, 29), until=dt.date(2027, 2, 28))
    with pytest.raises(ValidationError):
        made(on=dt.date(2024, 2, 29), until=dt.date(2027, 3, 1))


@given(st.dates(dt.date(1900, 1, 1), dt.date(2900, 1, 1)), st.integers(0, 120))
def test_months_later(day: dt.date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + dt.timedelta(1)).day == 1)


# --- fingerprints ---

CHANGES = [
    (BASICS, "plain: A virus causes each one.", "plain: A germ causes each one.", {"basics"}),
    (BASICS, "Each of the two is caused by", "Each one is caused by", {"basics"}),
    (BASICS, "level: rare", "level: can_happen", {"basics"}),
    (BASICS, "heading: What are they?", "heading: What is it?", {"basics"}),
    (BASICS, "locator: page 2", "locator: page 3", {"basics"}),
    (OUTLOOK, "do not agree how soon", "do not agree when", {"outlook"}),
    (FIGURES, "caption: Stay in bed.", "caption: Stay up.", {"basics"}),
    (FIGURES, "alternative: A person", "alternative: Somebody", {"basics"}),
    ("data/figures/bed.svg", 'width="90"', 'width="80"', {"basics"}),
    (FLU, "offers: Answers", "offers: Talks", {"help"}),
    (GLOSSARY, "a very small germ", "a small germ", {"basics"}),
    (COMPARISON, "plain: Both make you cough.", "plain: Both make you sneeze.", {"lead"}),
    (COMPARISON, "plain: Hard to breathe?", "plain: Can you not breathe?", {"lead"}),
    (COMPARISON, "title: Cold or Flu?", "title: Flu or Cold?", {"lead"}),
    (FLU, "full_name: influenza", "full_name: the grippe", {"lead", "basics", "outlook", "help"}),
    (BASICS, "reason: A cold needs a virus.", "reason: No.", set()),
    (BASICS, "sources: [both-facts]}", "sources: [both-facts], facts: [E1]}", set()),
    (COMPARISON, "next_review: 2027-11-21", "next_review: 2027-11-22", set()),
    (DISCLAIMER, "heading: Please note", "heading: Note", set()),
]


@pytest.mark.parametrize(("file", "old", "new", "changed"), CHANGES)
def test_a_fingerprint_changes_with_what_prints_and_with_nothing_else(
    disk: LibraryOnDisk, file: str, old: str, new: str, changed: set[str]
) -> None:
    library = disk.load()
    before = fingerprints(library, THIS, reviewable(library, THIS))
    assert list(before) == ["lead", "basics", "outlook", "help"]
    disk.edit(file, old, new)
    after = fingerprints(disk.load(), THIS, before)
    assert {name for name in before if before[name] != after[name]} == changed


def test_layout_of_the_file_does_not_matter(disk: LibraryOnDisk) -> None:
    before = fingerprint(disk.load(), THIS, "outlook")
    text = "# A remark.\n" + disk.read(OUTLOOK).replace(
        "You get worse again.", "You  get worse again."
    )
    disk.write(OUTLOOK, text)
    assert fingerprint(disk.load(), THIS, "outlook") == before


# --- standing ---


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (ON - dt.timedelta(1), "missing"),
        (ON, "valid"),
        (UNTIL, "valid"),
        (UNTIL + dt.timedelta(1), "expired"),
    ],
)
def test_a_review_counts_from_its_day_to_its_last(
    disk: LibraryOnDisk, day: dt.date, state: str
) -> None:
    library = disk.load()
    current = fingerprint(library, THIS, "basics")
    assert standing([review(library)], "basics", current, day).state == state


def test_the_best_review_counts(disk: LibraryOnDisk) -> None:
    library = disk.load()
    current = fingerprint(library, THIS, "basics")
    old = review(library, on=dt.date(2024, 1, 1), until=dt.date(2025, 1, 1))
    stale = made(on=DAY, fingerprint={"basics": "0" * 64})
    valid = review(library, reviewer="Bea")
    for reviews, expected in [
        ([], "missing"),
        ([stale], "stale"),
        ([stale, old], "expired"),
        ([old, stale, valid], "valid"),
    ]:
        found = standing(reviews, "basics", current, DAY)
        assert found.state == expected
    assert found.review is valid


# --- what a handout may say ---


def test_all_of_a_handout_is_reviewed_by_one(disk: LibraryOnDisk) -> None:
    library = disk.load()
    first, later = review(library), review(library, on=DAY)
    part = review(library, "help", on=DAY)
    state = review_state(reviewed(library, part, first, later), THIS, ["basics", "help"], DAY)
    assert (state.covers, state.reviews) == ("all", (later,))


def test_it_can_take_several_reviewers(disk: LibraryOnDisk) -> None:
    library = disk.load()
    head = review(library, "lead", "basics")
    rest = review(library, "help", reviewer="Bea", role="doctor")
    both = reviewed(library, rest, head)
    assert review_state(both, THIS, ["basics", "help"], DAY).reviews == (head, rest)
    assert review_state(both, THIS, ["basics"], DAY).reviews == (head,)


@pytest.mark.parametrize(
    ("sections", "covers"),
    [(["basics"], "all"), (["basics", "outlook"], "part"), (["outlook"], "part")],
)
def test_a_part_is_not_the_whole(disk: LibraryOnDisk, sections: list[str], covers: str) -> None:
    library = disk.load()
    state = review_state(reviewed(library, review(library, "lead", "basics")), THIS, sections, DAY)
    assert state.covers == covers
    assert bool(state.reviews) == (covers == "all")


def test_the_head_counts_as_much_as_a_section(disk: LibraryOnDisk) -> None:
    library = disk.load()
    with_body = reviewed(library, review(library, "basics"))
    assert review_state(with_body, THIS, ["basics"], DAY).covers == "part"


def test_nothing_is_reviewed_after_an_edit_without_a_day_or_before(disk: LibraryOnDisk) -> None:
    old = disk.load()
    record = review(old, "basics", "lead")
    disk.edit(BASICS, "A virus causes each one.", "A germ causes each one.")
    disk.edit(COMPARISON, "Both make you cough.", "Both make you sneeze.")
    assert review_state(reviewed(disk.load(), record), THIS, ["basics"], DAY).covers == "none"
    assert review_state(reviewed(old, record), THIS, ["basics"], DAY).covers == "all"
    assert review_state(reviewed(old, record), THIS, ["basics"], None).covers == "none"
    before = ON - dt.timedelta(1)
    assert review_state(reviewed(old, record), THIS, ["basics"], before).covers == "none"


def test_a_review_that_ended_is_not_called_one_that_never_was(disk: LibraryOnDisk) -> None:
    library = disk.load()
    after = UNTIL + dt.timedelta(1)
    head = review(library, "lead", on=DAY, until=dt.date(2028, 1, 1))
    both = reviewed(library, review(library, "basics"), head)
    assert review_state(both, THIS, ["basics"], after).covers == "ended"
    assert review_state(both, THIS, ["basics", "help"], after).covers == "part"


# --- what `check` says ---


def test_missing_stale_and_ended_reviews_are_for_a_human(disk: LibraryOnDisk) -> None:
    library = disk.load()
    (missing,) = check_reviews(library, DAY)
    assert (missing.code, missing.severity) == ("C060", "review")
    assert missing.message == "no clinician has reviewed this comparison"
    assert missing.location == library.comparisons[THIS].location

    record = reviewed(library, review(library, "lead", "basics", "help"))
    (missing,) = check_reviews(record, DAY)
    assert missing.message == "no clinician has reviewed outlook"
    (_, ended) = check_reviews(record, UNTIL + dt.timedelta(1))
    assert (ended.code, ended.severity) == ("C062", "review")
    assert ended.message == "the review by Ann Example ended on 2027-11-01: lead, basics, help"

    disk.edit(HELP, "plain: Rest helps.", "plain: Rest may help.")
    edited = replace(disk.load(), reviews=record.reviews)
    (_, stale) = check_reviews(edited, DAY)
    assert (stale.code, stale.severity) == ("C061", "review")
    assert stale.message == "`help` has changed since Ann Example reviewed it"
    assert stale.location == edited.sections[THIS]["help"].location
    assert all(p.hint for p in (missing, ended, stale))


def test_a_full_review_leaves_nothing_to_say(disk: LibraryOnDisk) -> None:
    library = disk.load()
    assert check_reviews(reviewed(library, review(library)), DAY) == []


# --- files ---

ROW = """\
reviews:
  - reviewer: Ann Example
    role: nurse
    on: 2026-11-01
    until: 2027-11-01
    fingerprint:
      basics: "{digest}"
"""


def test_reviews_are_loaded_with_the_library(disk: LibraryOnDisk) -> None:
    disk.write(FILE, ROW.format(digest="0" * 64))
    (found,) = disk.load().reviews[THIS]
    assert found.reviewer == "Ann Example"
    assert found.location == disk.place(FILE, "reviewer")


def test_a_broken_review_is_told_at_its_place(disk: LibraryOnDisk) -> None:
    disk.write(FILE, ROW.format(digest="0"))
    (problem,) = disk.problems()
    assert (problem.code, problem.location) == ("C008", disk.place(FILE, '"0"'))
    disk.write(FILE, ROW.format(digest="0" * 64).replace("2027-11-01", "2026-11-01"))
    (problem,) = disk.problems()
    assert "not after" in problem.message
    disk.write(FILE, ROW.format(digest="0" * 64).replace("on: 2026-11-01", "on: 7"))
    (problem,) = disk.problems()
    assert (problem.code, problem.location) == ("C008", disk.place(FILE, "7\n"))


def test_a_review_of_a_comparison_that_is_not_there(disk: LibraryOnDisk) -> None:
    disk.write("data/reviews/cold-or-flue.yaml", "reviews: []\n")
    (problem,) = disk.problems()
    assert (problem.code, problem.hint) == ("C011", "did you mean cold-or-flu?")


def test_no_section_may_be_called_as_the_head(disk: LibraryOnDisk) -> None:
    text = disk.read(HELP).replace("id: help", "id: lead").replace("id: rest", "id: rest2")
    disk.write(HELP.replace("help", "lead"), text)
    disk.edit(COMPARISON, "further: [help]", "further: [help, lead]")
    assert "C010" in [p.code for p in disk.problems()]


# --- in another language ---


def test_a_review_is_of_one_language(disk: LibraryOnDisk) -> None:
    library = disk.load()
    spanish = replace(library, language="es")
    english, other = review(library), review(spanish, language="es")
    both = {THIS: (english, other)}
    assert review_state(replace(library, reviews=both), THIS, ["basics"], DAY).reviews == (english,)
    assert review_state(replace(spanish, reviews=both), THIS, ["basics"], DAY).reviews == (other,)
    only = {THIS: (other,)}
    assert review_state(replace(library, reviews=only), THIS, ["basics"], DAY).covers == "none"
    (missing,) = check_reviews(replace(library, reviews=only), DAY)
    assert missing.code == "C060"
    assert check_reviews(replace(spanish, reviews=only), DAY) == []
    (missing,) = check_reviews(replace(spanish, reviews={THIS: (english,)}), DAY)
    assert "in `es`" in missing.message
    assert missing.hint.endswith("--language es")
