"""The figures' entries: data, words with data in them, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.library_on_disk import BASICS, FIGURES, LibraryOnDisk, on_disk
from handoutgen.content.figure import MOST_VALUES

ENTRY = """\
figures:
  - id: bed
    file: bed.svg.j2
    data: {count: 1200, of: 1.5, names: [Cold, Flu], rows: [{label: Cough, levels: [1, 2]}]}
    caption: "{count} of {of}: {names}."
    alternative: "{count} dots."
    text_equivalent: There are {count}.
    sources: [drawing-notes]
"""


@pytest.fixture
def library(tmp_path: Path) -> LibraryOnDisk:
    made = on_disk(tmp_path)
    made.write("data/figures/bed.svg.j2", "<svg/>")
    made.write(FIGURES, ENTRY)
    return made


def test_words_with_data(library: LibraryOnDisk) -> None:
    figure = library.load().figures["bed"]
    assert figure.words() == ("1,200 of 1.5: Cold, Flu.", "1,200 dots.", "There are 1,200.")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("count: 1200", "count: true", "a number or a short text"),
        ("count: 1200", "count: null", "a number or a short text"),
        ("count: 1200", "count: 1000001", "numbers up to 1,000,000"),
        ("count: 1200", 'count: " "', "1 to 80 characters"),
        ("count: 1200", f"count: {'x' * 81}", "1 to 80 characters"),
        ("count: 1200", 'count: "a\\u202eb"', "can be printed"),
        ("count: 1200", "Count: 1200", "lower-case"),
        ("count: 1200", f"count: [{'1, ' * MOST_VALUES}1]", "at most 500 values"),
        ("count: 1200", "count: [[[[[[[[[[1]]]]]]]]]]", "levels deep"),
        ("{count} of", "{rows} of", "{rows} is neither"),
        ("    text_equivalent: There are {count}.\n", "", "needs `text_equivalent`"),
        ("bed.svg.j2", "bed.svg", "only a template"),
        ("    caption", "    narrow: {}\n    caption", "another `file`"),
    ],
)
def test_c008_what_is_no_data(library: LibraryOnDisk, old: str, new: str, words: str) -> None:
    library.edit(FIGURES, old, new)
    problem = library.problems()[0]
    assert problem.code == "C008"
    assert words in problem.message
    assert problem.location is not None
    assert problem.location.file == FIGURES


def test_c042_words_that_name_no_data(library: LibraryOnDisk) -> None:
    library.edit(FIGURES, "{count} of", "{counts} of")
    (problem,) = library.problems()
    assert problem.code == "C042"
    assert "{counts}" in problem.message
    assert "{count}" in problem.hint


@pytest.mark.parametrize("file", ["../bed.svg", "bed.png", "bed.svg.j2.svg", "a/b.svg", "BED.svg"])
def test_c008_a_file_that_is_no_drawing(library: LibraryOnDisk, file: str) -> None:
    library.edit(FIGURES, "file: bed.svg.j2", f"file: {file}")
    assert "C008" in {problem.code for problem in library.problems()}


def test_c011_a_file_that_is_not_there(library: LibraryOnDisk) -> None:
    library.edit(FIGURES, "    caption", "    narrow: {file: bad.svg}\n    caption")
    (problem,) = library.problems()
    assert problem.code == "C011"
    assert "bed.svg" in problem.hint


def test_c011_a_figure_of_a_condition_that_is_not_compared(library: LibraryOnDisk) -> None:
    library.edit(FIGURES, "    data", "    conditions: [ms]\n    data")
    (problem,) = library.problems()
    assert problem.code == "C011"
    assert problem.location == library.place(BASICS, "block: figure")


def test_a_figure_in_a_card_belongs_to_the_section(library: LibraryOnDisk) -> None:
    library.edit(BASICS, "{id: cold-start,", "{id: cold-start, figure: bed,")
    section = library.load().sections["cold-or-flu"]["basics"]
    assert list(section.figures()) == ["bed", "bed"]
    library.edit(BASICS, "{id: cold-start, figure: bed,", "{id: cold-start, figure: bod,")
    assert [problem.code for problem in library.problems()] == ["C011"]


def test_c008_a_cell_of_a_table_has_no_figure(library: LibraryOnDisk) -> None:
    library.edit(BASICS, "{id: cold-fever,", "{id: cold-fever, figure: bed,")
    (problem,) = library.problems()
    assert problem.code == "C008"
    assert problem.location == library.place(BASICS, "{id: cold-fever")
