"""Sources, duplicates, copies, and the rules' own data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rules.examples import library_in

from content.rules.grounds import ground_in, telling
from handoutgen.assets import Assets
from handoutgen.content.rules.copying import copied
from handoutgen.content.rules.data import load_rule_data
from handoutgen.content.rules.duplicates import normal
from handoutgen.content.rules.sources import incomplete, old, retired, unused
from handoutgen.errors import HandoutError

OURS = "First your nose runs and then your throat gets sore."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They say: your nose runs, and then your THROAT gets sore, too.", 9),
        ("**Your nose** runs and then your throat.", 7),
        ("your nose runs and then your", 0),
        ("nothing of the kind is said here at all", 0),
        ("", 0),
    ],
)
def test_seven_words_in_a_row_are_a_copy(text: str, words: int, tmp_path: Path) -> None:
    ground = replace(telling(tmp_path, OURS), corpus={"article.txt": text})
    problems = list(copied(ground))
    assert [p.message.split()[0] for p in problems] == ([str(words)] if words else [])
    for problem in problems:
        assert "article.txt" in problem.message


def test_the_detailed_wording_is_compared_too(tmp_path: Path) -> None:
    ground = telling(tmp_path, "It runs.", detailed=OURS)
    assert list(copied(replace(ground, corpus={"a.txt": OURS})))


def test_words_are_compared_without_marks() -> None:
    assert normal("**It’s** a  cold: rest!") == normal("it's a cold. Rest")


@pytest.mark.parametrize(
    ("kind", "issued", "found"),
    [
        ("body", 2027, 1),
        ("treatment", 2016, 0),
        ("treatment", 2015, 1),
        ("body", 2000, 0),
        ("body", 1990, 1),
    ],
)
def test_c022_counts_to_the_day_of_the_update(
    kind: str, issued: int, found: int, tmp_path: Path
) -> None:
    telling(tmp_path, "Rest.", head=f"id: signs\nheading: What?\nkind: {kind}\n")
    path = tmp_path / "data/sources.yaml"
    text = path.read_text().replace(
        "accessed: {date-parts: [[2026,", f"issued: {{date-parts: [[{issued},"
    )
    path.write_text(text)
    problems = [p for p in old(ground_in(tmp_path)) if "`sign`" in p.message]
    assert len(problems) == found


OLD = """\
retired:
  - id: gone
    plain: Cold air gives you a cold.
    detailed: Chills alone give you a cold.
    sources: [health-page]
    status: retired
    reason: Wrong.
"""


@pytest.mark.parametrize(
    ("plain", "found"),
    [
        ("Cold **air** gives you a cold!", 1),
        ("Be warm. Cold air gives you a cold.", 1),
        ("Chills alone give you a cold.", 1),
        ("It is not true that cold air gives you a cold.", 0),
    ],
)
def test_retired_sentences_do_not_print_again(plain: str, found: int, tmp_path: Path) -> None:
    telling(tmp_path, plain)
    section = tmp_path / "data/comparisons/cold-or-flu/sections/signs.yaml"
    section.write_text(section.read_text() + OLD)
    problems = list(retired(ground_in(tmp_path)))
    assert len(problems) == found
    assert all("retired `gone`" in problem.message for problem in problems)


def test_a_source_of_retired_statements_only_is_used_and_need_not_be_complete(
    tmp_path: Path,
) -> None:
    telling(tmp_path, "Rest.")
    section = tmp_path / "data/comparisons/cold-or-flu/sections/signs.yaml"
    section.write_text(
        section.read_text() + "retired:\n  - {id: gone, plain: Old., sources: [old-page], "
        "status: retired, reason: Wrong.}\n"
    )
    sources = tmp_path / "data/sources.yaml"
    sources.write_text(sources.read_text() + "  - {id: old-page, type: webpage, title: Old}\n")
    ground = ground_in(tmp_path)
    assert [*unused(ground), *incomplete(ground)] == []


def test_every_mistake_in_the_data_of_the_rules_is_told_at_once(tmp_path: Path) -> None:
    folder = library_in(tmp_path) / "data/rules"
    (folder / "ages.yaml").write_text("years: {treatment: old}\n")
    (folder / "words.yaml").unlink()
    (folder / "plain-words.csv").write_text("term,plain,action\n# a remark\n\na,b\nc,d,maybe\n")
    with pytest.raises(HandoutError) as raised:
        load_rule_data(Assets((tmp_path,)))
    assert [(p.code, str(p.location)) for p in raised.value.problems] == [
        ("C008", "data/rules/ages.yaml:1:20"),
        ("C046", "data/rules/plain-words.csv:4:1"),
        ("C046", "data/rules/plain-words.csv:5:1"),
        ("C046", "data/rules/words.yaml"),
    ]


def test_a_workspace_adds_to_the_word_list(tmp_path: Path) -> None:
    bundled = library_in(tmp_path / "bundled")
    folder = tmp_path / "clinic/data/rules"
    folder.mkdir(parents=True)
    (folder / "plain-words.csv").write_text("biopsy,,known\nrhinorrhea,runny nose,suggest\n")
    words = load_rule_data(Assets((bundled, tmp_path / "clinic"))).plain_words
    by_term = {word.term: word for word in words}
    assert by_term["biopsy"].action == "known"
    assert by_term["rhinorrhea"].plain == "runny nose"
    assert by_term["lesion"].action == "suggest"
