"""What does not fit is told with its place, by how much, and what would fit instead."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from handoutgen.assets import Assets, bundled_root
from handoutgen.build import build
from handoutgen.content.clinic import ClinicProfile
from handoutgen.content.layouts import LAYOUTS, PAPERS, Paper, PrintForm
from handoutgen.content.library import load_library
from handoutgen.document.inline import Text
from handoutgen.document.nodes import (
    Document,
    Figure,
    Heading,
    Panel,
    Paragraph,
    ReferenceEntry,
    References,
    Section,
)
from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.selection import HandoutRequest, select

from .builds import COMPARISON, built, document_of, library, printed
from .checks import assert_sound
from .documents import drawing
from .variants import STYLES, Variant, variants

_HERE = Location("data/comparisons/c/sections/long.yaml", 12, 3)
_LONG = "pneumonoultramicroscopicsilicovolcanoconiosis" * 2
_TITLE = Heading(1, (Text("T"),))


def _problems(document: Document, form: PrintForm, look: str = "standard") -> tuple[Problem, ...]:
    with pytest.raises(HandoutError) as caught:
        printed(document, form, look)
    return tuple(caught.value.problems)


def _section(*blocks: Paragraph | Figure | Heading, name: str = "long") -> Section:
    return Section(name, blocks, _HERE)


# --- too much for a layout ---

_PICKS = [
    ("one-page", "letter", ("what-they-are", "treatment", "are-they-linked", "words-to-know")),
    ("one-page", "a4", ("in-short", "tell-apart-in-short", "myths", "see-a-doctor")),
    ("leaflet", "letter", ("at-a-glance", "breathing", "thinking", "are-they-linked")),
    ("leaflet", "a4", ("planning-ahead", "what-they-are")),
    ("poster", "tabloid", ("are-they-linked", "tell-apart-in-short")),
]


def _told(request: HandoutRequest) -> Problem | None:
    """What is said of the place that sections flow into, if it is too small."""
    try:
        built(request)
    except HandoutError as error:
        (found,) = (p for p in error.problems if "these sections fit" in (p.hint or ""))
        assert {p.code for p in error.problems} == {"D013"}
        return found
    return None


def _read(problem: Problem) -> tuple[float, tuple[str, ...], dict[str, float]]:
    """By how much, which sections fit, and what each takes."""
    over = re.findall(r"is (\d+) points", problem.message)[0]
    hint = r"these sections fit: (.*?)\. Of the points, (.*)\."
    fitting, taken = re.findall(hint, problem.hint or "")[0]
    heights = {name: float(height) for name, height in re.findall(r"([\w-]+) takes (\d+)", taken)}
    return float(over), () if fitting == "none of them" else tuple(fitting.split(", ")), heights


@pytest.mark.parametrize(("layout", "paper", "pick"), _PICKS, ids=lambda v: str(v)[:24])
def test_the_sections_that_are_said_to_fit_do(
    layout: str, paper: Paper, pick: tuple[str, ...]
) -> None:
    variant = Variant(COMPARISON, layout, "standard", paper)  # type: ignore[arg-type]
    problem = _told(variant.request(section=pick))
    assert problem is not None
    over, fitting, heights = _read(problem)
    assert set(fitting) < set(pick)
    assert set(heights) <= set(pick)
    assert sum(heights.values()) + 1 >= over > 0
    assert f"({over / 72:.1f} inches)" in problem.message
    if fitting:
        assert _told(variant.request(section=fitting)) is None


def test_where_the_clinic_says_too_much_that_is_told() -> None:
    clinic = ClinicProfile(name="Lakeside", website=f"https://lakeside.example/{'long-' * 30}")
    request = Variant(COMPARISON, "leaflet", "standard", "letter").request(clinic=clinic)
    with pytest.raises(HandoutError) as caught:
        built(replace(request, funding="Friends paid. " * 21, feedback="call the desk. " * 13))
    told = {re.sub(r".* too long for |,.*", "", p.message): p for p in caught.value.problems}
    front, flap = told["the front panel"], told["the panel that folds in"]
    assert {p.code for p in told.values()} == {"D013"}
    for problem in (front, flap):
        assert "shorten what the clinic says of itself" in (problem.hint or "")
    over, fitting, heights = _read(flap)
    assert fitting == ()
    (rest,) = map(float, re.findall(r"all else (\d+)", flap.hint or ""))
    (room,) = map(float, re.findall(r"which has (\d+)", flap.message))
    assert sum(heights.values()) + rest == pytest.approx(room + over, abs=2)


def test_a_section_that_no_sheet_has_room_for_is_not_the_clinic_s_fault() -> None:
    variant = Variant(COMPARISON, "one-page", "large-print", "letter")
    problem = _told(variant.request(section=("in-short",)))
    assert problem is not None
    assert _read(problem)[1] == ()
    assert (problem.hint or "").endswith("choose the layout `handout`.")
    assert "shorten" not in (problem.hint or "")


def test_by_how_much_is_what_is_too_much() -> None:
    """With so many lines fewer it prints, and with a few more than that it does not."""
    form = PrintForm("one-page")
    lines = 60
    (problem,) = _problems(_lines(lines), form)
    over, fitting, heights = _read(problem)
    assert fitting == ()
    leading = heights["long"] / lines
    fewer = lines - int(over / leading) - 2
    assert printed(_lines(fewer), form)
    assert _problems(_lines(lines - int(over / leading) + 2), form)


def _lines(count: int) -> Document:
    return document_of(_TITLE, _section(*[Paragraph((Text("word"),), "label")] * count))


# --- a word, a figure ---


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_word_wider_than_its_column_is_told_with_its_section(layout: str) -> None:
    words = Paragraph((Text(f"A {_LONG} word"),))
    section = _section(words, words)
    blocks = (Panel("card", (section,)),) if layout == "cards" else (section,)
    paper = "tabloid" if layout == "poster" else "letter"
    found = _problems(document_of(_TITLE, *blocks), PrintForm(layout, paper))  # type: ignore[arg-type]
    assert {(p.code, p.location) for p in found} == {("D014", _HERE)}
    assert [p.message.count(f"{_LONG!r}") for p in found] == [1, 1]


def test_a_word_is_told_where_it_was_written(tmp_path: Path) -> None:
    name = f"data/comparisons/{COMPARISON}/sections/in-short.yaml"
    mine = tmp_path / name
    mine.parent.mkdir(parents=True)
    text = (bundled_root() / name).read_text(encoding="utf-8")
    mine.write_text(
        text.replace("Nerve cells", "Nervecellsthatworkthemusclesalltheday", 1), "utf-8"
    )
    assert mine.read_text("utf-8") != text
    for name in ("data/disclaimer.yaml", "data/words.yaml"):
        shutil.copy(bundled_root() / name, tmp_path / name)
    assets = Assets((bundled_root(), tmp_path))
    request = HandoutRequest(COMPARISON, ("in-short",), layout="leaflet", locale="en-US")
    with pytest.raises(HandoutError) as caught:
        build(request, "pdf", load_library(assets), assets)
    problem = next(p for p in caught.value.problems if p.code == "D014")
    assert problem.location is not None
    assert problem.location.file.endswith("in-short.yaml")
    assert problem.location.line > 0


@pytest.mark.parametrize("layout", ["handout", "booklet", "leaflet", "cards"])
def test_what_cannot_break_is_told_with_its_section(layout: str) -> None:
    figure = Figure("f", drawing(100, 2000, "Label"), "What it shows", ())
    section = _section(figure)
    blocks = (Panel("card", (section,)),) if layout == "cards" else (section,)
    found = _problems(document_of(_TITLE, *blocks), PrintForm(layout))  # type: ignore[arg-type]
    assert {p.location for p in found} == {_HERE}
    assert {p.code for p in found} <= {"D011", "D017"}


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("look", STYLES)
def test_a_thousandth_source_has_room_for_its_number(look: str, short: bool) -> None:
    entries = tuple(ReferenceEntry(n, (Text(f"Source {n}."),)) for n in range(995, 1005))
    document = document_of(_TITLE, References(entries, short))
    pdf = printed(document, PrintForm(), look)
    assert_sound(pdf, document, "TEST-00")


# --- what does not go together ---

_ASKED = list(product(LAYOUTS, STYLES, PAPERS))
_MADE = {(v.layout, v.style, v.paper) for v in variants()}
_REASONS = {
    "leaflet": "does not fit a panel",
    "cards": "does not fit a card",
    "poster": "already larger than large print",
}


@pytest.mark.parametrize("asked", _ASKED, ids="-".join)
def test_a_combination_is_made_or_refused_with_the_reason(asked: tuple[str, str, Paper]) -> None:
    layout, look, paper = asked
    request = HandoutRequest(COMPARISON, layout=layout, style=look, paper=paper)  # type: ignore[arg-type]
    if asked in _MADE:
        assert select(library(), request)
        return
    with pytest.raises(HandoutError) as caught:
        select(library(), request)
    (problem,) = caught.value.problems
    assert problem.code == "S007"
    on_paper = any(made[0] == layout and made[2] == paper for made in _MADE)
    reason = _REASONS[layout] if on_paper else f"the layout `{layout}` is made for"
    assert reason in problem.message


def test_more_is_made_than_refused() -> None:
    """Handout, one page and booklet go with every style; the paper tells the rest apart."""
    assert len(_MADE) == 3 * 3 * 2 + 3 * 2 * 2


@pytest.mark.parametrize("layout", ["leaflet", "booklet", "poster", "cards"])
def test_what_is_not_punched_has_no_binding(layout: str) -> None:
    request = HandoutRequest(COMPARISON, layout=layout, binding=True)  # type: ignore[arg-type]
    with pytest.raises(HandoutError) as caught:
        select(library(), request)
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == (
        "S007",
        f"a {layout} is not punched: leave --binding away",
    )
