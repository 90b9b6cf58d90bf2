"""What an educator types wrong, as problems with the place of the very key or value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.library_on_disk import (
    BASICS,
    COMPARISON,
    FIGURES,
    FILES,
    HELP,
    LOCALES,
    OUTLOOK,
    SOURCES,
    on_disk,
)
from handoutgen.content.entry import Entry
from handoutgen.content.models import Comparison
from handoutgen.content.positions import read_yaml
from handoutgen.content.section import Section
from handoutgen.content.source import Source
from handoutgen.content.validation import validate
from handoutgen.errors import HandoutError


@dataclass(frozen=True)
class Mistake:
    """An edit that breaks the tiny library, and the one problem that it should give."""

    code: str
    file: str
    old: str
    new: str
    at: str
    """The text at whose start the problem is placed, after the edit."""
    message: str
    hint: str = ""


TABLE = "block: table\n    label: Sign\n"
BOOK = "type: book, title: T}\n"
ID_HINT = "an id is lower-case words joined by hyphens, such as first-signs."

MISTAKES = [
    # C006: missing
    Mistake(
        "C006", BASICS, "heading: What are they?\n", "", "id: basics", "`heading` is missing here"
    ),
    Mistake("C006", BASICS, TABLE, "block: table\n", "block: table", "`label` is missing here"),
    Mistake("C006", HELP, "    label: Your notes\n", "", "block: fill_in", "`label` is missing"),
    Mistake("C006", HELP, "block: contacts", "contacts: []", "contacts: []", "`block` is missing"),
    Mistake("C006", SOURCES, "type: book, title: Rest", "type: book", "{id: rest", "`title` is"),
    Mistake(
        "C006",
        BASICS,
        "locator: page 2}]",
        "locator: page 2}, {locator: page 3}]",
        "{locator: page 3",
        "`source` is missing here",
    ),
    # C007: unknown
    Mistake("C007", BASICS, "kind: over", "kidn: x\nkind: over", "kidn",
            "unknown key `kidn`", "did you mean kind"),
    Mistake("C007", BASICS, "        detailed: Each", "        detialed: x\n        detailed: Each",
            "detialed", "unknown key `detialed`", "did you mean detailed"),
    Mistake("C007", BASICS, "    caption: Signs", "    captoin: x\n    caption: Signs",
            "captoin", "unknown key `captoin`", "did you mean caption"),
    Mistake("C007", SOURCES, "title: Rest", "title: Rest, doi: x", "doi", "unknown key `doi`"),
    Mistake(
        "C007",
        BASICS,
        "    figure: bed",
        "    figure: bed\n    captoin: x",
        "captoin",
        "unknown key `captoin`",
        "did you mean caption",
    ),
    Mistake("C007", HELP, "    questions:", "    lnes: 2\n    questions:", "lnes", "`lnes`"),
    Mistake("C007", OUTLOOK, "    columns:", "    heding: A\n    columns:", "heding", "heding"),
    # C008: wrong value
    Mistake(
        "C008",
        BASICS,
        "block: table",
        "block: tabel",
        "tabel",
        "no such block: `tabel`",
        "did you mean table?",
    ),
    Mistake("C008", BASICS, "block: table", "block: 5", "5\n    label: S", "no such block: `5`"),
    Mistake("C008", BASICS, "block: table", "block: [a]", "[a]", "no such block"),
    Mistake("C008", BASICS, "kind: overview", "kind: sympton", "sympton", "`kind`: input should"),
    Mistake("C008", BASICS, "What are they?", "7", "7\n", "`heading`: should be text, not `7`"),
    Mistake("C008", BASICS, "What are they?", "''", "''", "`heading`: text is empty"),
    Mistake(
        "C008",
        BASICS,
        "What are they?",
        "w " + "y" * 5000,
        "w y",
        "`heading`: string should have at most 2000 characters",
    ),
    Mistake(
        "C008", BASICS, "What are", "w " + "y" * 61, "w y", "a word has 61 characters; 60 is"
    ),
    Mistake("C008", BASICS, "heading: What", "heading: [What]#", "[What]", "not a list"),
    Mistake("C008", LOCALES, '"911"', "911", "911", "not `911`", "put the value in quotes."),
    Mistake(
        "C008", SOURCES, "s:\n", f"s:\n  - {{id: A_b, {BOOK}", "A_b", "`A_b` is not an id", ID_HINT
    ),
    Mistake(
        "C008", SOURCES, "title: Rest", "title: Rest, URL: http://x.org", "http:", "not an add"
    ),
    Mistake("C008", OUTLOOK, "sensitive: true", "sensitive: maybe", "maybe", "`sensitive`: input"),
    Mistake("C008", HELP, "lines: 3", "lines: 21", "21", "`lines`: input should be less"),
    Mistake("C008", FIGURES, "file: bed.svg", "file: ../bed.svg", "../bed", "not the name"),
    Mistake("C008", COMPARISON, "2027-11-21", "soon", "soon", "`next_review`: input should be"),
    Mistake("C008", COMPARISON, "[cold, flu]\nl", "[cold]\nl", "[cold]", "`conditions`: should"),
    Mistake("C008", BASICS, "level: rare, ", "", "{id: cold-fever",
            "`cold`: a cell needs `plain` text, a `level`, or both"),
    Mistake(
        "C008", OUTLOOK, "        - {id: cold-days, plain: About a week., sources: [cold-facts]}",
        "        id: cold-days", "id: cold-days", "`cold`: should be a list, not a mapping",
    ),
    Mistake(
        "C008",
        OUTLOOK,
        "        disagreement: Experts do not agree how soon.\n",
        "",
        "id: call-worse",
        "a disputed statement needs `disagreement`: what experts disagree on",
    ),
    Mistake(
        "C008",
        BASICS,
        "    reason: A cold needs a virus.\n",
        "",
        "id: cold-from-weather",
        "a retired statement needs `reason`: why it no longer holds",
    ),
    Mistake("C008", HELP, "lines: 2", "lines: 9", "9}", "`lines`: input should be less"),
    Mistake("C008", SOURCES, "  - {id: rest-trial", "  - rest\n  - {id: rest-trial", "rest\n",
            "`references`: should be a mapping of keys to values, not text"),
    Mistake("C008", SOURCES, "title: Rest", "title: Rest, version: 2.0", "2.0",
            "`version`: should be text", "put the value in quotes."),
    Mistake("C008", SOURCES, "title: Rest", "title: Rest, version: 2.5", "2.5",
            "`version`: should be text", "put the value in quotes."),
    Mistake("C008", COMPARISON, "updated: 2026-11-21", "updated: 0", "0\n", "`updated`"),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m.code}-{m.new[:20]!r}")
def test_one_mistake_is_one_problem_at_its_place(mistake: Mistake, tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(mistake.file, mistake.old, mistake.new)
    (problem,) = library.problems()
    assert problem.code == mistake.code
    assert problem.location == library.place(mistake.file, mistake.at)
    assert mistake.message in problem.message
    assert mistake.hint in problem.hint


@pytest.mark.parametrize("value", ["", " [What]", " {a: b}"])
def test_quotes_are_not_the_cure_for_what_is_no_single_value(value: str, tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(BASICS, "heading: What are they?", f"heading:{value}")
    (problem,) = library.problems()
    assert "quotes" not in problem.hint


def test_every_entry_knows_where_it_stands(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    data, positions = read_yaml(library.read(BASICS).encode(), BASICS)
    section = validate(Section, data, positions)
    places = {s.id: s.location for s in (*section.statements(), *section.retired)}
    assert places["both-viruses"] == library.place(BASICS, "id: both-viruses")
    assert places["flu-fever"] == library.place(BASICS, "{id: flu-fever")
    assert places["cold-from-weather"] == library.place(BASICS, "id: cold-from-weather")
    (citation,) = next(section.statements()).sources
    assert (citation.source, citation.locator) == ("both-facts", "page 2")
    assert citation.location == library.place(BASICS, "{source: both-facts")
    cell = next(s for s in section.statements() if s.id == "cold-start")
    at = library.place(BASICS, "cold-facts]}\n          flu: {id: flu-start")
    assert cell.sources[0].location == at


def test_yes_and_no_work_where_true_and_false_do(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(OUTLOOK, "sensitive: true", "sensitive: no")
    assert library.load().sections["cold-or-flu"]["outlook"].sensitive is False


# --- properties ---

MODELS: tuple[tuple[type[Entry], str], ...] = (
    (Section, BASICS),
    (Section, OUTLOOK),
    (Section, HELP),
    (Comparison, COMPARISON),
)
VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.dates(),
        st.text(max_size=8),
        st.sampled_from(["cold", "table", "figure", "retired", "contacts"]),
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["block", "id", "rows", "cells", "statements", "figure", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.sampled_from(MODELS), st.data())
def test_any_value_anywhere_is_good_or_a_located_problem(
    case: tuple[type[Entry], str], draw: st.DataObject
) -> None:
    model, file = case
    data, positions = read_yaml(FILES[file].encode(), file)
    path = draw.draw(st.sampled_from(sorted(positions.values, key=repr)))
    value = draw.draw(VALUES)
    target = data
    for step in path[:-1]:
        target = target[step]
    if path:
        target[path[-1]] = value
    else:
        data = value
    try:
        validate(model, data, positions)
    except HandoutError as error:
        lines = FILES[file].count("\n")
        for problem in error.problems:
            assert problem.code in {"C006", "C007", "C008"}
            assert problem.location is not None
            assert problem.location.file == file
            assert 1 <= problem.location.line <= lines
            assert problem.location.column >= 1


@settings(deadline=None)
@given(VALUES)
def test_any_value_as_a_source_is_good_or_a_problem(value: Any) -> None:
    positions = read_yaml(b"", "s.yaml")[1]
    try:
        validate(Source, value, positions)
    except HandoutError as error:
        assert {p.code for p in error.problems} <= {"C006", "C007", "C008"}
