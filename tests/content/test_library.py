"""Loading: all files, all problems at once, a clinic's files over the bundled ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from document.reading import text_of

from content.library_on_disk import (
    BASICS,
    COLD,
    COMPARISON,
    DISCLAIMER,
    GLOSSARY,
    HELP,
    LOCALES,
    OUTLOOK,
    SOURCES,
    composed,
    on_disk,
)
from handoutgen.assets import Assets
from handoutgen.content.entry import Wording
from handoutgen.content.frozen_model_schema import adapter
from handoutgen.content.library import (
    Library,
    load_handout,
    load_handouts,
    load_library,
)
from handoutgen.content.source import Source
from handoutgen.errors import ExitCode, HandoutError
from handoutgen.selection import HandoutRequest


@pytest.fixture(scope="module")
def real() -> Library:
    return load_library(Assets.find())


# --- the bundled library ---


def test_the_bundled_library_is_good(real: Library) -> None:
    comparison = real.comparisons["ms-vs-als"]
    assert [real.conditions[c].name for c in comparison.conditions] == ["MS", "ALS"]
    assert len(real.sections["ms-vs-als"]) >= 20
    assert len(real.sources) > 50
    assert real.drawings["motor-neuron.svg"].path.is_file()


def test_every_statement_id_is_unique_in_each_comparison(real: Library) -> None:
    for sections in real.sections.values():
        ids = [s.id for section in sections.values() for s in section.statements()]
        ids += [s.id for section in sections.values() for s in section.retired]
        assert len(ids) > 100
        assert len(ids) == len(set(ids))


def test_every_printable_statement_has_a_source_and_a_place(real: Library) -> None:
    for section in real.sections["ms-vs-als"].values():
        for statement in section.statements():
            assert statement.sources
            assert statement.location.file.endswith(f"sections/{section.id}.yaml")
            assert statement.location.line > 1


@pytest.mark.parametrize("wording", ["plain", "detailed"])
def test_no_retired_statement_is_printed(real: Library, wording: Wording) -> None:
    every = tuple(real.sections["ms-vs-als"])
    request = HandoutRequest("ms-vs-als", section=every, wording=wording)
    printed = text_of(composed(real, request))
    retired = [s for section in real.sections["ms-vs-als"].values() for s in section.retired]
    assert len(retired) > 20
    for statement in retired:
        assert statement.status == "retired"
        for text in (statement.plain, statement.detailed, statement.reason):
            assert text is None or text.replace("**", "") not in printed


def test_the_bundled_handouts_are_good(real: Library) -> None:
    handouts = load_handouts(Assets.find())
    assert {"newly-diagnosed", "tests", "waiting-room"} <= set(handouts)
    for handout in handouts.values():
        known = real.sections[handout.comparison]
        assert set(handout.section) | set(handout.without) <= set(known)


# --- a small one ---


def test_the_tiny_library_is_good(tmp_path: Path) -> None:
    library = on_disk(tmp_path).load()
    assert list(library.sections["cold-or-flu"]) == ["basics", "help", "outlook"]
    assert library.locales["en-GB"].emergency == "999"
    assert library.figures["bed"].file == "bed.svg"


def test_c009_the_file_is_called_as_the_id(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(COLD, "id: cold", "id: common-cold")
    library.edit(COMPARISON, "id: cold-or-flu", "id: flu-or-cold")
    library.edit(HELP, "id: help", "id: helps")
    problems = [p for p in library.problems() if p.code == "C009"]
    expected = (
        (COMPARISON, "the id `flu-or-cold` differs from the file's name `cold-or-flu`"),
        (HELP, "the id `helps` differs from the file's name `help`"),
        (COLD, "the id `common-cold` differs from the file's name `cold`"),
    )
    for problem, (file, message) in zip(problems, expected, strict=True):
        assert str(problem.location) == f"{file}:1:1"
        assert problem.message == message
        assert problem.hint == "give both the same name."


def test_c009_is_one_problem(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(COLD, "id: cold", "id: common-cold")
    assert [p.code for p in library.problems()] == ["C009"]


@pytest.mark.parametrize(("old", "new"), [("references:", "sources:"), ("ref", "other: 1\nref")])
def test_c008_a_file_with_another_key_is_one_problem(old: str, new: str, tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(SOURCES, old, new)
    assert [p.code for p in library.problems()] == ["C008"]


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        (SOURCES, "references:", "sources:", "references"),
        (SOURCES, "references:", "other: 1\nreferences:", "references"),
        (LOCALES, "locales:\n", "locales: []\nx:\n", "locales"),
        (GLOSSARY, "terms:\n", "", "terms"),
    ],
)
def test_c008_a_file_of_rows_has_one_key(
    file: str, old: str, new: str, key: str, tmp_path: Path
) -> None:
    library = on_disk(tmp_path)
    library.edit(file, old, new)
    problem = next(p for p in library.problems() if p.code == "C008")
    assert str(problem.location) == f"{file}:1:1"
    assert problem.message == f"the file should have one key, `{key}`, with a list under it"


def test_c010_an_id_stands_twice_in_a_file(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.write(SOURCES, library.read(SOURCES) + "  - {id: both-facts, type: book, title: T}\n")
    (problem,) = library.problems()
    assert problem.code == "C010"
    assert problem.location == library.place(SOURCES, "{id: both-facts, type: book")
    assert problem.message == "the id `both-facts` is used twice; first at data/sources.yaml:2:5"
    assert problem.hint == "ids are unique: rename one."


def test_c015_no_disclaimer(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    (tmp_path / DISCLAIMER).unlink()
    (problem,) = library.problems()
    assert (problem.code, str(problem.location)) == ("C015", DISCLAIMER)
    assert problem.message == "there is no disclaimer.yaml"
    assert problem.hint == "every handout prints from it; restore the file."


def test_c001_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    asset = library.assets.get(GLOSSARY)
    assert asset is not None
    (tmp_path / GLOSSARY).unlink()
    with pytest.raises(HandoutError) as caught:
        asset.read()
    (problem,) = caught.value.problems
    assert str(problem).startswith(
        f"{GLOSSARY}: error C001: cannot be read: No such file or directory"
    )
    assert caught.value.exit_code is ExitCode.CONTENT


# --- all problems at once ---


def test_a_hundred_mistakes_in_one_run_in_stable_order(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    sources = library.read(SOURCES)
    for n in range(25):
        sources += f"  - {{id: Bad {n}, type: webpage, title: T}}\n"  # C008
        sources += f"  - {{id: s{n}, type: webpage}}\n"  # C006
        sources += f"  - {{id: t{n}, type: webpage, title: T, titel: T}}\n"  # C007
        sources += "  - {id: both-facts, type: webpage, title: T}\n"  # C010
    library.write(SOURCES, sources)
    library.edit(HELP, "id: help", "id: helps")  # C009
    library.edit(OUTLOOK, "kind: outlook", "kind: *x")  # C005
    library.edit(GLOSSARY, "term: virus,", "term: virus, term: virus,")  # C004
    library.write(LOCALES, "locales: [")  # C003
    problems = library.problems()
    assert len(problems) >= 104
    assert {p.code for p in problems} >= {f"C{n:03}" for n in range(3, 11)}
    assert all(p.location and p.location.line >= 1 and p.location.column >= 1 for p in problems)
    places = [p.location for p in problems]
    assert places == sorted(places)  # type: ignore[type-var]
    assert problems == library.problems()


def test_a_hundred_broken_rules_in_one_run(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    statements = "".join(
        f"      - {{id: extra-{n}, about: [clod], plain: Text., replaced_by: [none]}}\n"
        for n in range(40)
    )
    library.edit(HELP, "    statements:\n", f"    statements:\n{statements}")
    problems = library.problems()
    assert [p.code for p in problems] == ["C011", "C011", "C012"] * 40
    assert {p.location.file for p in problems if p.location} == {HELP}


FILES_TO_BREAK = [COLD, SOURCES, GLOSSARY, LOCALES, DISCLAIMER, COMPARISON, BASICS, HELP]


@pytest.mark.parametrize("broken", ["x: [", "x: {a: *b}", "\tx", "x: a\nx: b\n", "x: \x07"])
@pytest.mark.parametrize("file", FILES_TO_BREAK)
def test_a_broken_file_hides_no_problem_of_another(file: str, broken: str, tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(OUTLOOK, "kind: outlook", "kind: outlok")
    expected = library.problems()
    library.write(file, library.read(file) + broken)
    problems = library.problems()
    assert set(expected) < set(problems)
    assert {p.location.file for p in problems if p.location} == {file, OUTLOOK}


def test_a_broken_comparison_hides_no_problem_of_its_sections(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(COMPARISON, "audience: For families\n", "")
    library.edit(OUTLOOK, "kind: outlook", "kind: outlok")
    assert [p.location and p.location.file for p in library.problems()] == [COMPARISON, OUTLOOK]


def test_a_broken_file_hides_no_broken_rule_that_it_has_no_part_in(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(LOCALES, "country: United States", "land: United States")
    library.edit(HELP, "sources: [rest-trial]", "sources: []")
    assert {p.code for p in library.problems()} == {"C006", "C007", "C012"}


# --- a clinic's workspace ---


def test_a_workspace_lies_over_the_library_file_by_file(tmp_path: Path) -> None:
    base, own = on_disk(tmp_path / "base"), tmp_path / "own"
    (own / "data/conditions").mkdir(parents=True)
    (own / COLD).write_text("id: cold\nname: Head cold\nfull_name: cold in the head\n")
    (own / SOURCES).write_text(
        "references:\n  - {id: flu-facts, type: report, title: Our flu sheet}\n"
    )
    library = load_library(Assets((base.root, own)))
    assert library.conditions["cold"].name == "Head cold"
    assert library.conditions["flu"].name == "Flu"
    assert library.sources["flu-facts"].title == "Our flu sheet"
    assert library.sources["cold-facts"].title == "Colds"


def test_problems_in_a_workspace_name_its_own_file(tmp_path: Path) -> None:
    base, own = on_disk(tmp_path / "base"), tmp_path / "own"
    (own / "data").mkdir(parents=True)
    (own / SOURCES).write_text("references:\n  - {id: x, type: report}\n")
    with pytest.raises(HandoutError) as caught:
        load_library(Assets((base.root, own)))
    (problem,) = caught.value.problems
    assert str(problem.location) == f"{own / SOURCES}:2:5"


# --- saved handouts ---


def test_saved_handouts_give_all_their_problems(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.write("handouts/good.yaml", "description: Good.\ncomparison: cold-or-flu\n")
    assert load_handouts(library.assets)["good"].paper is None
    library.write("handouts/bad.yaml", "description: D.\ncomparison: c\npaper: a5\n")
    library.write("handouts/worse.yaml", "description: D.\ncomparision: c\n")
    with pytest.raises(HandoutError) as caught:
        load_handouts(library.assets)
    found = [(p.code, str(p.location)) for p in caught.value.problems]
    assert found == [
        ("C008", "handouts/bad.yaml:3:8"),
        ("C006", "handouts/worse.yaml:1:1"),
        ("C007", "handouts/worse.yaml:2:1"),
    ]
    (bad,) = (a for a in library.assets.files("handouts", ".yaml") if a.name.endswith("bad.yaml"))
    with pytest.raises(HandoutError, match=re.escape("handouts/bad.yaml:3:8: error C008")):
        load_handout(bad)


def test_a_source_is_a_csl_item_as_pydantic_would_write_it(real: Library) -> None:
    editors = {"short", "note", "verification", "annote"}
    for source in real.sources.values():
        written = adapter(Source).dump_python(
            source, by_alias=True, exclude_none=True, exclude=editors, mode="json"
        )
        assert source.csl() == written
