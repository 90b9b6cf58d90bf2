"""Forms, links and saved handouts as picks: in order, without what is gone, never by force."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.assets import Assets
from handoutgen.content.layouts import LAYOUTS, STANDARD_STYLE, Layout, papers_of, refusal
from handoutgen.content.library import load_library
from handoutgen.errors import HandoutError
from handoutgen.selection import HandoutRequest, select, usual_sections
from handoutgen.web.fields import MOST_FIELDS, Fields, read_fields
from handoutgen.web.languages import Languages
from handoutgen.web.pick import Pick, PickReading, first_pick, moved, read_pick

LIBRARY = load_library(Assets.find())
SECTIONS = tuple(LIBRARY.sections["ms-vs-als"])
SENSITIVE = {s for s in SECTIONS if LIBRARY.sections["ms-vs-als"][s].sensitive}
LANGUAGES = Languages({"en": LIBRARY})
BASE = HandoutRequest("ms-vs-als")
START = first_pick(BASE, LANGUAGES)
STYLES = ("standard", "large-print")


def read(fields: Fields) -> PickReading:
    return read_pick(fields, START, LANGUAGES, STYLES)


def read_link(pick: Pick) -> Pick:
    return read(read_fields(pick.link.split("?")[1].encode())).pick


def usual(layout: Layout) -> tuple[str, ...]:
    return usual_sections(LIBRARY.comparisons["ms-vs-als"], LIBRARY, layout)


def possible(pick: Pick) -> Pick:
    """The pick on a paper of its layout, with holes only where there can be some."""
    punched = refusal(pick.layout, STANDARD_STYLE, None, pick.binding) is None
    paper = papers_of(pick.layout)[pick.duplex]
    return replace(pick, paper=paper, binding=pick.binding and punched)


picks = st.builds(
    Pick,
    comparison=st.just("ms-vs-als"),
    section=st.lists(st.sampled_from(SECTIONS), unique=True).map(tuple),
    wording=st.sampled_from(["plain", "detailed"]),
    layout=st.sampled_from(LAYOUTS),
    style=st.sampled_from(STYLES),
    locale=st.sampled_from([None, *LIBRARY.locales]),
    binding=st.booleans(),
    duplex=st.booleans(),
    sensitive=st.just(True),
    note=st.text(),
).map(possible)


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
    assert picked.pick.section == ("treatment", "mood", "at-a-glance")
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
    assert (found.pick.layout, found.pick.paper) == ("handout", "letter")
    assert sorted(p.code for p in found.notices) == ["S002", "U046", "U046"]
    assert "symptoms" in next(p.hint for p in found.notices if p.code == "S002")


def test_one_section_is_left_out_and_the_rest_keeps_its_order() -> None:
    pick = Pick("ms-vs-als", section=("tests", "symptoms", "treatment"))
    assert moved(pick, "out:symptoms").section == ("tests", "treatment")
    assert moved(pick, "out:mood") == pick


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


# --- layouts ---


@pytest.mark.parametrize("layout", ["one-page", "leaflet", "poster", "cards"])
def test_a_layout_has_usual_sections_of_its_own(layout: Layout) -> None:
    assert usual(layout) != usual("handout")
    assert read({"layout": [layout]}).pick.section == usual(layout)
    form = {"section": list(usual("handout")), "rendered": ["handout:plain:False"]}
    assert read({**form, "layout": [layout]}).pick.section == usual(layout)
    back = {"section": list(usual(layout)), "rendered": [f"{layout}:plain:False"]}
    assert read({**back, "layout": ["handout"]}).pick.section == usual("handout")


def test_what_somebody_picked_stays_when_the_layout_changes() -> None:
    form = {"section": ["symptoms"], "rendered": ["handout:plain:False"], "layout": ["poster"]}
    assert read(form).pick.section == ("symptoms",)
    assert read({**form, "usual": ["on"]}).pick.section == usual("poster")


def test_paper_and_holes_follow_the_layout() -> None:
    form = {"section": ["symptoms"], "paper": ["a4"], "binding": ["on"]}
    assert read(form).pick.binding
    poster = read({**form, "layout": ["poster"]}).pick
    assert (poster.paper, poster.binding) == ("a3", False)
    again = read({**form, "layout": ["handout"], "paper": ["a3"]}).pick
    assert again.paper == "a4"


def test_one_click_takes_another_value_instead() -> None:
    form = {"section": ["symptoms"], "layout": ["leaflet"], "style": ["large-print"]}
    pick = read({**form, "instead": ["style:standard"]}).pick
    assert (pick.layout, pick.style) == ("leaflet", "standard")
    pick = read({**form, "instead": ["layout:handout"]}).pick
    assert (pick.layout, pick.style) == ("handout", "large-print")
    assert read({**form, "instead": ["note:x"]}).pick.note == ""


@pytest.mark.parametrize(
    ("typed", "clinic", "expected"),
    [
        ([], None, "en-US"),
        ([""], None, None),
        (["en-GB"], None, "en-GB"),
        ([""], "en-AU", "en-AU"),
    ],
)
def test_the_emergency_number_is_the_clinics_or_chosen(
    typed: list[str], clinic: str | None, expected: str | None
) -> None:
    start = replace(START, locale="en-US")
    fields = {"section": ["symptoms"], **({"locale": typed} if typed else {})}
    assert read_pick(fields, start, LANGUAGES, STYLES, clinic).pick.locale == expected


# --- where it starts ---


def test_it_starts_with_what_the_request_would_print() -> None:
    base = HandoutRequest(
        "ms-vs-als", section=("tests", "outlook"), without=("tests",), layout="poster"
    )
    pick = first_pick(base, LANGUAGES, "mine")
    assert (pick.section, pick.handout, pick.paper) == (("outlook",), "mine", "tabloid")
    assert pick.sensitive
    assert START.section == usual("handout")
    assert not START.sensitive
