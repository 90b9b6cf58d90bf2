"""Figures drawn from data: what templates make, what they may not, and what their faults say."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from content.library_on_disk import FIGURES, LibraryOnDisk, composed, on_disk
from hypothesis import given, settings
from hypothesis import strategies as st

from handoutgen.assets import Asset, bundled_root
from handoutgen.document.drawing import Drawing
from handoutgen.document.figure_template import MOST_COUNTED, draw
from handoutgen.document.nodes import Figure, walk
from handoutgen.document.svg import parse_svg
from handoutgen.errors import HandoutError, Problem
from handoutgen.selection import HandoutRequest

DOTS = """\
{# As many dots as `count` says. #}
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40">
  <title>{{ name }}</title><desc>Dots</desc>
  {% for i in range(count) %}
  <circle cx="{{ 8 + i * 16 }}" cy="12" r="5" fill="condition-1"/>
  {% endfor %}
  <text x="0" y="36" font-size="{{ size | default(12) }}" fill="ink">{{ name }}</text>
</svg>
"""
ENTRY = """\
figures:
  - id: bed
    file: dots.svg.j2
    data: {count: 3, name: Three & more}
    caption: "{count} dots: {name}"
    alternative: A row of {count} dots.
    text_equivalent: There are {count}.
    sources: [drawing-notes]
"""


@pytest.fixture
def library(tmp_path: Path) -> LibraryOnDisk:
    made = on_disk(tmp_path)
    made.write("data/figures/dots.svg.j2", DOTS)
    made.write(FIGURES, ENTRY)
    return made


def figure(library: LibraryOnDisk) -> Figure:
    document = composed(library.load(), HandoutRequest("cold-or-flu", section=("basics",)))
    (found,) = [b for b in walk(document.blocks) if isinstance(b, Figure)]
    return found


def problems(library: LibraryOnDisk) -> tuple[Problem, ...]:
    with pytest.raises(HandoutError) as caught:
        figure(library)
    return caught.value.problems


def bundled(name: str, **data: object) -> Drawing:
    path = bundled_root() / "data/figures" / name
    source = draw(Asset(path, name, name), data)  # type: ignore[arg-type]
    return parse_svg(source, name, drawn=True)


def test_data_are_drawn_and_stand_in_the_words(library: LibraryOnDisk) -> None:
    shown = figure(library)
    assert len(shown.drawing.paths) == 3
    assert [label.text for label in shown.drawing.labels] == ["Three & more"]
    assert shown.alternative == "A row of 3 dots."
    captions = ["".join(getattr(i, "text", "") for i in p.inlines) for p in shown.caption]
    assert captions == ["3 dots: Three & more ", "There are 3."]


def test_other_data_are_another_drawing_and_another_edition(library: LibraryOnDisk) -> None:
    def fingerprint() -> str:
        request = HandoutRequest("cold-or-flu", section=("basics",))
        return composed(library.load(), request).fingerprint

    first = fingerprint()
    assert fingerprint() == first
    library.edit(FIGURES, "count: 3", "count: 4")
    assert len(figure(library).drawing.paths) == 4
    second = fingerprint()
    library.edit("data/figures/dots.svg.j2", 'r="5"', 'r="4"')
    assert len({first, second, fingerprint()}) == 3


def test_a_narrow_drawing_has_its_own_data(library: LibraryOnDisk) -> None:
    assert figure(library).narrow is None
    library.edit(FIGURES, "    caption", "    narrow: {data: {count: 2}}\n    caption")
    shown = figure(library)
    assert shown.narrow is not None
    assert (len(shown.drawing.paths), len(shown.narrow.paths)) == (3, 2)


def test_a_figure_keeps_the_looks_of_its_conditions(library: LibraryOnDisk) -> None:
    library.edit(FIGURES, "    data", "    conditions: [flu]\n    data")
    assert {path.fill for path in figure(library).drawing.paths} == {"condition-2"}
    library.edit(FIGURES, "[flu]", "[cold]")
    assert {path.fill for path in figure(library).drawing.paths} == {"condition-1"}


def test_what_is_wrong_in_the_drawing_leads_to_the_template(library: LibraryOnDisk) -> None:
    library.edit(FIGURES, "{count: 3, ", "{count: 3, size: 9, ")
    (problem,) = problems(library)
    assert problem.code == "F010"
    place = library.place("data/figures/dots.svg.j2", "<text")
    assert problem.location == replace(place, column=0)
    assert "`bed`" in problem.hint
    assert str(library.place(FIGURES, "id: bed")) in problem.hint


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("{% for %}", "T002", "not a valid template"),
        ('{% include "dots.svg.j2" %}', "T002", "stands alone"),
        ('{% import "dots.svg.j2" as dots %}', "T002", "stands alone"),
        ('{% extends "dots.svg.j2" %}', "T002", "stands alone"),
        ("{{ missing }}", "T003", "missing"),
        ("{{ range(0, 2, 0) }}", "T003", "zero"),
        ("{{ range(1.5) }}", "T003", "whole numbers"),
        ("{% for i in range(999999999) %}{% endfor %}", "T003", "counts too far"),
        (
            "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}",
            "T003",
            "counts too far",
        ),
        ('{{ refuse("no such data") }}', "T003", "no such data"),
        ("{{ range.__class__ }}", "T003", ""),
        ("{{ refuse.__globals__ }}", "T003", ""),
        ("{{ name.__class__.__mro__ }}", "T003", ""),
    ],
)
def test_a_template_that_fails_is_a_problem(
    library: LibraryOnDisk, body: str, code: str, words: str
) -> None:
    library.write("data/figures/dots.svg.j2", f"\n{body}\n")
    start = process_time()
    (problem,) = problems(library)
    assert process_time() - start < 20  # that it ends is what counts
    assert problem.code == code
    assert words in problem.message
    assert problem.location is not None
    assert (problem.location.file, problem.location.line) == ("data/figures/dots.svg.j2", 2)


@pytest.mark.parametrize("text", ['"/><script>alert(1)</script>', "<circle r='9'/>", "{{ count }}"])
def test_texts_in_data_are_text(library: LibraryOnDisk, text: str) -> None:
    quoted = text.replace("'", "''")
    library.edit(FIGURES, "Three & more", f"'{quoted}'")
    assert figure(library).drawing.labels[0].text == text


# The bundled templates, with other data than the library's own


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_any_number_of_any_number(pair: tuple[int, int]) -> None:
    count, of = pair
    drawing = bundled("icon-array.svg.j2", count=count, of=of, condition=1, label="n in N")
    outlines = 2 if of <= 100 else 1
    begun = {
        path.fill: sum(segment.command == "M" for segment in path.segments) // outlines
        for path in drawing.paths
    }
    empty = "neutral" if of > 1600 else "paper"
    assert begun.get("condition-1", 0) == count
    assert begun.get(empty, 0) == of - count
    assert drawing.width == 226
    assert drawing.height < 340
    for path in drawing.paths:
        left, top, right, bottom = path.box
        assert min(left, top) >= 0
        assert right <= drawing.width
        assert bottom <= drawing.height


@pytest.mark.parametrize(("count", "of"), [(11, 10), (-1, 10), (0, 0), (1, 10_001)])
def test_counts_that_make_no_sense_are_refused(count: int, of: int) -> None:
    with pytest.raises(HandoutError) as caught:
        bundled("icon-array.svg.j2", count=count, of=of, condition=1, label="x")
    assert caught.value.problems[0].code == "T003"
    assert "not more than `of`" in caught.value.problems[0].message


@settings(deadline=None)
@given(st.lists(st.integers(0, 100), min_size=2, max_size=30), st.integers(1, 5))
def test_a_course_goes_through_its_points_and_never_beyond(
    points: list[int], condition: int
) -> None:
    drawing = bundled("course-strip.svg.j2", points=tuple(points), condition=condition)
    (curve,) = [path for path in drawing.paths if path.stroke == f"condition-{condition}"]
    ends = [segment.numbers[-2:] for segment in curve.segments]
    assert [y for _, y in ends] == pytest.approx([48 - p * 0.4 for p in points], abs=0.01)
    assert [x for x, _ in ends] == sorted(x for x, _ in ends)
    left, top, right, bottom = curve.box
    assert left >= 8
    assert right <= 208.01
    # Handles may reach beyond the points, by as much as the steepest step at most.
    steepest = max(abs(a - b) for a, b in pairwise(points)) * 0.4
    assert top >= 48 - max(points) * 0.4 - steepest / 3 - 0.01
    assert bottom <= 48 - min(points) * 0.4 + steepest / 3 + 0.01


def test_a_diary_has_the_rows_that_data_name() -> None:
    data = {
        "title": "Diary",
        "week": "Week",
        "task": "Write.",
        "head": "What",
        "days": ("A", "B", "C"),
        "scale": ("no", "yes"),
        "notes": "Notes",
    }
    small = bundled("diary.svg.j2", rows=("Sleep",), blank=0, **data)
    large = bundled("diary.svg.j2", rows=("Sleep", "Falls", "Heat"), blank=2, **data)
    assert {"Sleep", "Falls", "Heat"} <= {label.text for label in large.labels}
    assert large.height - small.height == pytest.approx(4 * 31)
    huge = bundled("diary.svg.j2", rows=("Sleep",), blank=0, size=18, **data)
    assert min(label.size for label in huge.labels) == 18


@pytest.mark.parametrize("names", [("MS", "ALS"), ("Cold", "Flu", "COVID-19")])
def test_a_matrix_shows_each_level_of_each_condition(names: tuple[str, ...]) -> None:
    words = ("Common", "Can happen", "Rare", "Not expected")
    rows = tuple(
        {"label": f"Sign {n}", "levels": tuple((n + i) % 4 + 1 for i in range(len(names)))}
        for n in range(4)
    )
    drawing = bundled("symptom-matrix.svg.j2", names=names, words=words, head="Sign", rows=rows)
    marks = [path.fill for path in drawing.paths if path.fill and path.fill.startswith("condition")]
    for number in range(1, len(names) + 1):
        for level in ("mark", "common", "can-happen", "rare", "not-expected"):
            assert marks.count(f"condition-{number}-{level}") == 1
    assert MOST_COUNTED > 10_000
