"""Forms, links and saved handouts as picks: in order, without what is gone, never by force."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.assets import Assets
from handoutgen.content.layouts import LAYOUTS, PAPERS
from handoutgen.content.library import load_library
from handoutgen.content.models import SavedHandout
from handoutgen.errors import HandoutError
from handoutgen.selection import HandoutRequest, select
from handoutgen.web.fields import MOST_FIELDS, Fields, read_fields
from handoutgen.web.pick import Pick, PickReading, moved, read_pick
from handoutgen.web.saved import saved_pick

LIBRARY = load_library(Assets.find())
SECTIONS = tuple(LIBRARY.sections["ms-vs-als"])
SENSITIVE = {s for s in SECTIONS if LIBRARY.sections["ms-vs-als"][s].sensitive}
BASE = HandoutRequest("ms-vs-als")
STYLES = ("standard", "large-print")


def read(fields: Fields) -> PickReading:
    return read_pick(fields, BASE, LIBRARY, STYLES)


def read_link(pick: Pick) -> Pick:
    return read(read_fields(pick.link.split("?")[1].encode())).pick


picks = st.builds(
    Pick,
    comparison=st.just("ms-vs-als"),
    section=st.lists(st.sampled_from(SECTIONS), unique=True).map(tuple),
    wording=st.sampled_from(["plain", "detailed"]),
    layout=st.sampled_from(LAYOUTS),
    style=st.sampled_from(STYLES),
    paper=st.sampled_from([None, *PAPERS]),
    locale=st.sampled_from([None, *LIBRARY.locales]),
    binding=st.booleans(),
    duplex=st.booleans(),
    sensitive=st.just(True),
    note=st.text(),
)


@given(picks)
def test_a_link_holds_the_whole_pick_but_the_note(pick: Pick) -> None:
    assert read_link(pick) == replace(pick, note="")


@given(picks)
def test_a_note_is_in_no_link_and_no_repr(pick: Pick) -> None:
    marked = replace(pick, note="zebra")
    assert "zebra" not in marked.link + repr(marked)
    assert marked.request(BASE).note == "zebra" if pick.section else True


def test_without_fields_it_is_what_the_comparison_prints() -> None:
    assert read({}).pick.section == tuple(s.id for s in select(LIBRARY, BASE).sections)


def test_nothing_picked_is_no_request_for_everything() -> None:
    pick = read({"order": [""]}).pick
    assert pick.section == ()
    with pytest.raises(HandoutError) as error:
        pick.request(BASE)
    assert error.value.problems[0].code == "S003"


def test_the_order_is_kept_and_a_new_one_comes_behind_its_neighbour() -> None:
    order = ["treatment", "at-a-glance"]
    picked = read({"order": order, "section": ["at-a-glance", "what-they-are", "treatment"]})
    assert picked.pick.section == ("treatment", "at-a-glance", "what-they-are")
    picked = read({"order": order, "section": ["mood", "at-a-glance", "treatment"]})
    assert picked.pick.section == ("treatment", "at-a-glance", "mood")
    assert read({"order": order, "section": ["at-a-glance"]}).pick.section == ("at-a-glance",)


def test_sensitive_sections_need_the_deliberate_choice() -> None:
    name = min(SENSITIVE)
    asked = {"section": [name, "symptoms"]}
    assert read(asked).pick.section == ("symptoms",)
    assert read({**asked, "sensitive": ["on"]}).pick.section == (name, "symptoms")
    assert not SENSITIVE.intersection(read({}).pick.section)


def test_what_is_unknown_is_told_and_left_out() -> None:
    found = read({"section": ["symptoms", "symptom"], "layout": ["scroll"], "paper": ["b5"]})
    assert found.pick.section == ("symptoms",)
    assert (found.pick.layout, found.pick.paper) == ("handout", None)
    assert sorted(p.code for p in found.notices) == ["S002", "U046", "U046"]
    assert "symptoms" in next(p.hint for p in found.notices if p.code == "S002")


def test_moving_stops_at_the_ends() -> None:
    pick = Pick("ms-vs-als", section=("a", "b", "c"))
    assert moved(pick, "down:a").section == ("b", "a", "c")
    assert moved(pick, "up:c").section == ("a", "c", "b")
    for still in ("up:a", "down:c", "up:x", "sideways:a", "up", ""):
        assert moved(pick, still) == pick


names = st.sampled_from(["section", "order", "layout", "style", "paper", "note", "move", "x"])
values = st.one_of(st.text(), st.sampled_from([*SECTIONS, *LAYOUTS, "on", "up:symptoms"]))


@given(st.lists(st.tuples(names, values), max_size=30))
def test_any_form_gives_a_pick_of_what_there_is(pairs: list[tuple[str, str]]) -> None:
    found = read(read_fields(urlencode(pairs).encode()))
    assert set(found.pick.section) <= set(SECTIONS) - SENSITIVE
    assert len(set(found.pick.section)) == len(found.pick.section)
    assert found.pick.style in STYLES
    assert found.pick.layout in LAYOUTS


@given(st.binary(max_size=200))
def test_any_bytes_are_fields_or_a_problem(encoded: bytes) -> None:
    try:
        read_fields(encoded)
    except HandoutError as error:
        assert [p.code for p in error.problems] == ["U045"]


def test_too_many_fields_are_a_problem() -> None:
    with pytest.raises(HandoutError):
        read_fields(b"&".join([b"a=b"] * (MOST_FIELDS + 1)))


# --- saved handouts ---


def test_a_saved_handout_opens_with_the_sections_that_are_left() -> None:
    saved = SavedHandout(
        description="old",
        comparison="ms-vs-als",
        section=("symptoms", "went-away", "outlook"),
        style="gone",
        locale="xx-XX",
    )
    found = saved_pick("old", saved, LIBRARY, STYLES)
    assert found.pick.section == ("symptoms", "outlook")
    assert found.pick.sensitive
    assert (found.pick.style, found.pick.locale) == ("standard", None)
    assert [p.code for p in found.notices] == ["S002", "T001", "S004"]
    assert "went-away" in found.notices[0].message


def test_a_saved_handout_whose_comparison_is_gone_is_a_problem() -> None:
    saved = SavedHandout(description="old", comparison="gout-vs-flu")
    with pytest.raises(HandoutError) as error:
        saved_pick("old", saved, LIBRARY, STYLES)
    assert error.value.problems[0].code == "S001"


def test_saved_defaults_are_the_usual_sections_without_what_it_leaves_out() -> None:
    saved = SavedHandout(description="d", comparison="ms-vs-als", without=("treatment",))
    usual = read({}).pick.section
    found = saved_pick("d", saved, LIBRARY, STYLES).pick
    assert found.section == tuple(s for s in usual if s != "treatment")
    assert not found.sensitive
