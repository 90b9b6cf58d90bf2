"""What a clinician picks: which sections, in which order, with which numbers for the sources."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from content.library_on_disk import BASICS, OUTLOOK, composed, on_disk
from document.reading import cited
from fixture_library import COMPARISON as THREE
from fixture_library import standalone
from hypothesis import given, settings
from hypothesis import strategies as st

from handoutgen.assets import Assets
from handoutgen.content.entry import Wording
from handoutgen.content.library import Library, load_library
from handoutgen.errors import ExitCode, HandoutError, Problem
from handoutgen.selection import HandoutRequest, Selection, printable, select

MS_ALS = "ms-vs-als"


@lru_cache(maxsize=1)
def real() -> Library:
    return load_library(Assets.find())


EVERY = st.deferred(lambda: st.sampled_from(tuple(real().sections[MS_ALS])))


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of three conditions, and no other."""
    return load_library(standalone(tmp_path_factory.mktemp("three")))


def ids(selection: Selection) -> list[str]:
    return [section.id for section in selection.sections]


def problems(request: HandoutRequest, library: Library | None = None) -> tuple[Problem, ...]:
    with pytest.raises(HandoutError) as caught:
        select(library or real(), request)
    assert caught.value.exit_code is ExitCode.NOT_FOUND
    return caught.value.problems


# --- which sections ---


def test_nobody_picks_the_usual_sections_without_the_sensitive_ones() -> None:
    usual = real().comparisons[MS_ALS].section
    sensitive = {s.id for s in real().sections[MS_ALS].values() if s.sensitive}
    assert sensitive
    assert sensitive & set(usual)
    picked = ids(select(real(), HandoutRequest(MS_ALS)))
    assert picked == [s for s in usual if s not in sensitive]


def test_a_sensitive_section_prints_when_it_is_named() -> None:
    request = HandoutRequest(MS_ALS, section=("outlook", "symptoms"))
    assert ids(select(real(), request)) == ["outlook", "symptoms"]


def test_further_sections_print_when_they_are_named() -> None:
    further = real().comparisons[MS_ALS].further
    assert not set(further) & set(ids(select(real(), HandoutRequest(MS_ALS))))
    assert ids(select(real(), HandoutRequest(MS_ALS, section=further))) == list(further)


@settings(deadline=None)
@given(st.lists(EVERY, min_size=1, unique=True), st.sets(EVERY))
def test_sections_stand_in_the_order_in_which_they_are_named(
    section: list[str], without: set[str]
) -> None:
    request = HandoutRequest(MS_ALS, section=tuple(section), without=tuple(without))
    expected = [s for s in section if s not in without]
    if expected:
        assert ids(select(real(), request)) == expected
    else:
        assert [p.code for p in problems(request)] == ["S003"]


def test_without_leaves_out_of_the_usual_sections() -> None:
    usual = ids(select(real(), HandoutRequest(MS_ALS)))
    left = ids(select(real(), HandoutRequest(MS_ALS, without=("symptoms", "myths"))))
    assert left == [s for s in usual if s != "symptoms"]


def test_title_of_the_request_goes_over_the_comparison() -> None:
    assert select(real(), HandoutRequest(MS_ALS)).title == "MS and ALS: what is the difference?"
    assert select(real(), HandoutRequest(MS_ALS, title="For Ann")).title == "For Ann"


def test_locale() -> None:
    assert select(real(), HandoutRequest(MS_ALS)).locale is None
    locale = select(real(), HandoutRequest(MS_ALS, locale="en-GB")).locale
    assert locale is not None
    assert locale.emergency == "999"


# --- what is not there ---


@pytest.mark.parametrize(
    ("request_", "code", "message", "hint"),
    [
        (
            HandoutRequest("ms-vs-asl"),
            "S001",
            "there is no comparison `ms-vs-asl`",
            "did you mean ms-vs-als",
        ),
        (HandoutRequest(""), "S001", "there is no comparison ``", ""),
        (
            HandoutRequest(MS_ALS, section=("symptms",)),
            "S002",
            "there is no section in ms-vs-als `symptms`",
            "did you mean symptoms",
        ),
        (
            HandoutRequest(MS_ALS, without=("outlok",)),
            "S002",
            "there is no section in ms-vs-als `outlok`",
            "did you mean outlook?",
        ),
        (
            HandoutRequest(MS_ALS, section=("tests",), without=("tests",)),
            "S003",
            "no section is left to print",
            "leave out fewer sections, or name one with --section.",
        ),
        (
            HandoutRequest(MS_ALS, locale="en-UK"),
            "S004",
            "there is no locale `en-UK`",
            "did you mean",
        ),
        (
            HandoutRequest(MS_ALS, section=("tests", "causes", "tests", "tests")),
            "S005",
            "the section `tests` is asked for twice",
            "a section prints once; name it once.",
        ),
    ],
)
def test_what_is_not_there(request_: HandoutRequest, code: str, message: str, hint: str) -> None:
    (problem,) = problems(request_)
    assert (problem.code, problem.message) == (code, message)
    assert hint in problem.hint
    assert problem.location is None


def test_all_that_is_wrong_is_told_at_once() -> None:
    request = HandoutRequest(
        MS_ALS, section=("a", "tests", "tests"), without=("b",), locale="xx-XX"
    )
    assert [p.code for p in problems(request)] == ["S002", "S002", "S004", "S005"]


# --- the numbers of sources ---


@settings(max_examples=50, deadline=None)
@given(
    st.lists(EVERY, min_size=1, unique=True),
    st.sampled_from(["plain", "detailed"]),
)
def test_numbers_follow_the_first_citation_in_the_document(
    section: list[str], wording: Wording
) -> None:
    request = HandoutRequest(MS_ALS, section=tuple(section), wording=wording)
    selection = select(real(), request)
    count = len(selection.sources)
    assert list(selection.numbers.values()) == list(range(1, count + 1))
    assert [s.id for s in selection.sources] == list(selection.numbers)
    assert cited(composed(real(), request)) == list(range(1, count + 1))


def test_numbers_in_tables_go_along_rows_and_in_cards_down_each_condition(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(BASICS, "{id: cold-fever, level: rare, sources: [cold-facts]}",
                 "{id: cold-fever, level: rare, sources: [rest-trial]}")  # fmt: skip
    library.edit(BASICS, "      - label: How it starts\n", CARDS)
    selection = select(library.load(), HandoutRequest("cold-or-flu"))
    # lead, alert, the table's first row, the first card to its end, the figure
    assert list(selection.numbers) == [
        "both-facts",
        "flu-facts",
        "rest-trial",
        "cold-facts",
        "drawing-notes",
    ]
    assert cited(composed(library.load(), HandoutRequest("cold-or-flu"))) == [1, 2, 3, 4, 5]


CARDS = """\
      - label: What it is
        cells:
          cold: {id: cold-is, plain: Mild., sources: [rest-trial]}
          flu: {id: flu-is, plain: Strong., sources: [flu-facts]}
      - label: How it starts
"""


def test_a_retired_statement_is_not_cited(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(OUTLOOK, "sources: [both-facts]", "sources: [rest-trial]")
    request = HandoutRequest("cold-or-flu", section=("outlook",))
    assert "rest-trial" in select(library.load(), request).numbers
    library.edit(OUTLOOK, "status: disputed", "status: retired\n        reason: Wrong.")
    loaded = library.load()
    assert "rest-trial" not in select(loaded, request).numbers
    statements = tuple(loaded.sections["cold-or-flu"]["outlook"].statements())
    assert [s.id for s in printable(statements)] == ["cold-days", "flu-days"]


def test_a_disputed_statement_is_cited_and_prints(tmp_path: Path) -> None:
    library = on_disk(tmp_path).load()
    statements = tuple(library.sections["cold-or-flu"]["outlook"].statements())
    assert [s.status for s in printable(statements)] == ["current", "current", "disputed"]


# --- three conditions ---


def test_three_conditions_in_their_order(three: Library) -> None:
    selection = select(three, HandoutRequest(THREE))
    assert len(selection.conditions) == 3
    assert [c.id for c in selection.conditions] == list(three.comparisons[THREE].conditions)


def test_three_conditions_are_numbered_as_they_are_read(three: Library) -> None:
    every = tuple(three.sections[THREE])
    for section in ((), every, every[::-1]):
        request = HandoutRequest(THREE, section=section)
        count = len(select(three, request).sources)
        assert count > 1
        assert cited(composed(three, request)) == list(range(1, count + 1))
