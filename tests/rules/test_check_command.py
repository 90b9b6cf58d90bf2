"""`handoutgen check`: its outputs, its exit code, and a hundred mistakes at once."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from handoutgen.assets import Assets
from handoutgen.cli import options
from handoutgen.cli.main import main
from handoutgen.content.rules.table import RULE
from rules.examples import FOLDER, check, lay_over, library_in

SIGNS = "data/comparisons/cold-or-flu/sections/signs.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good library as the only one that the command sees."""
    root = library_in(tmp_path / "library")
    monkeypatch.setattr(options, "find_assets", lambda workspace: Assets((root,)))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    monkeypatch.chdir(tmp_path)
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def example(code: str, folder: Path) -> None:
    lay_over(FOLDER / code / "fail.yaml", folder)


# --- exit codes ---


@pytest.mark.parametrize(
    ("code", "plain", "strict"), [("C058", 3, 3), ("C030", 0, 3), ("C040", 0, 3)]
)
def test_the_exit_code_follows_the_severity(
    code: str, plain: int, strict: int, folder: Path
) -> None:
    example(code, folder)
    assert run().exit_code == plain
    assert run("--strict").exit_code == strict
    assert run("--json").exit_code == plain
    assert run("--json", "--strict").exit_code == strict


def test_problems_end_with_a_table_by_code(folder: Path) -> None:
    example("C058", folder)
    table = [line.split(maxsplit=3) for line in run().stderr.splitlines() if line[:2] == "  "]
    assert table[0] == ["Severity", "Code", "Count", "What"]
    assert ["error", "C058", "1", "long sentence"] in table
    assert [row[0] for row in table[1:]] == sorted(
        (row[0] for row in table[1:]), key=["error", "warning", "review"].index
    )
    found = json.loads(run("--json").stdout)["problems"]
    assert Counter(p["code"] for p in found) == {row[1]: int(row[2]) for row in table[1:]}
    assert "Severity" not in run("-q").stderr


def test_it_ends_with_counts_by_severity(folder: Path) -> None:
    good = run()
    assert good.stdout.startswith("Good: 2 conditions, 1 comparison, 1 section, ")
    assert good.stdout.endswith(" 0 errors, 0 warnings, 1 to review.\n")
    example("C058", folder)
    bad = run()
    assert bad.stdout == ""
    assert bad.stderr.endswith("1 error, 0 warnings, 1 to review.\n")


def test_quiet_prints_nothing_but_errors(folder: Path) -> None:
    example("C030", folder)
    assert run("--quiet").output == ""
    example("C058", folder)
    found = run("--quiet")
    assert (found.stdout, found.exit_code) == ("", 3)
    assert [line.split()[1:3] for line in found.stderr.splitlines()] == [["error", "C058:"]]


# --- readability ---


def test_the_table_of_reading_levels(folder: Path) -> None:
    lines = run("--readability").stdout.splitlines()
    assert lines[:3] == [
        "Reading level of cold-or-flu, plain wording",
        "  Section  Words  Grade  Masked  SMOG  Fog  Dale-Chall  Mean  Longest  Verdict",
        "  signs        7    0.6    -1.1     -  2.8         6.2   7.0        7  pass",
    ]


def test_reading_levels_as_json(folder: Path) -> None:
    assert "readability" not in json.loads(run("--json").stdout)
    (level,) = json.loads(run("--json", "--readability").stdout)["readability"]
    assert level == {
        "comparison": "cold-or-flu",
        "section": "signs",
        "words": 7,
        "sentences": 1,
        "flesch_kincaid": 0.6,
        "flesch_kincaid_masked": -1.1,
        "smog_masked": None,
        "fog": 2.8,
        "dale_chall": 6.2,
        "mean_sentence": 7.0,
        "longest_sentence": 7,
        "verdict": "pass",
    }


# --- corpus ---


def test_copies_are_found_in_a_folder_of_texts(folder: Path) -> None:
    example("C045", folder)
    assert run().exit_code == 0
    found = run("--corpus", str(folder / "corpus"))
    assert found.exit_code == 3
    assert "words also stand in article.txt" in found.stderr


def test_a_corpus_without_texts_would_find_nothing(folder: Path, tmp_path: Path) -> None:
    assert run("--corpus", str(tmp_path / "missing")).exit_code == 2
    (tmp_path / "empty").mkdir()
    found = run("--corpus", str(tmp_path / "empty"))
    assert found.exit_code == 2
    assert "there is no .txt file" in found.stderr


# --- SARIF ---


def sarif(*codes: str, folder: Path, at: Path) -> dict[str, Any]:
    for code in codes:
        example(code, folder)
    run("--sarif", str(at))
    log: dict[str, Any] = json.loads(at.read_text(encoding="utf-8"))
    return log


def test_sarif_has_rules_with_help_and_results_with_regions(folder: Path, tmp_path: Path) -> None:
    log = sarif("C030", "C021", folder=folder, at=tmp_path / "check.sarif")
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (found,) = log["runs"]
    rules = found["tool"]["driver"]["rules"]
    assert set(RULE) <= {rule["id"] for rule in rules}
    assert all(rule["help"]["text"] for rule in rules)
    by_code = {result["ruleId"]: result for result in found["results"]}
    for code, result in by_code.items():
        assert rules[result["ruleIndex"]]["id"] == code
        assert result["message"]["text"]
    assert {code: result["level"] for code, result in by_code.items()} == {
        "C021": "error",
        "C030": "warning",
        "C060": "note",
    }
    assert by_code["C030"]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": SIGNS},
                "region": {"startLine": 7, "startColumn": 9},
            }
        }
    ]


def test_sarif_goes_to_standard_output(folder: Path) -> None:
    example("C030", folder)
    found = run("--sarif", "-")
    codes = [r["ruleId"] for r in json.loads(found.stdout)["runs"][0]["results"]]
    assert codes == ["C060", "C030"]
    assert "1 warning" in found.stderr
    assert not Path("-").exists()
    assert run("--sarif", "-", "--json").exit_code == 2


def test_places_in_sarif_are_addresses(folder: Path, tmp_path: Path) -> None:
    from handoutgen.cli.sarif import sarif as made
    from handoutgen.errors import Location, Problem

    places = [Location("a b/ü.yaml"), Location("/clinic/a.yaml", 3), None]
    results = made([Problem("S001", "x", place) for place in places])["runs"][0]["results"]
    assert [r.get("locations", [{}])[0].get("physicalLocation") for r in results] == [
        {"artifactLocation": {"uri": "a%20b/%C3%BC.yaml"}},
        {"artifactLocation": {"uri": "file:///clinic/a.yaml"}, "region": {"startLine": 3}},
        None,
    ]


# --- a hundred mistakes ---


PLANTED = ("C011", "C012", "C042", "C031", "C058", "C014", "C030", "C047", "C040", "C027")


def with_a_hundred_mistakes(folder: Path) -> int:
    """Ten kinds of mistakes ten times each, and some broken files; how many there are."""
    base = (folder / SIGNS).read_text(encoding="utf-8")
    statement = base[base.index("      - id:") :]
    names = [f"part-{n}" for n in range(20)]
    comparison = folder / "data/comparisons/cold-or-flu/comparison.yaml"
    text = comparison.read_text(encoding="utf-8")
    comparison.write_text(text.replace("[signs]", f"[signs, {', '.join(names)}]"))
    kinds = (
        lambda s: s.replace("[health-page]", "[heath-page]"),  # C011
        lambda s: s.replace("        sources: [health-page]\n", ""),  # C012
        lambda s: s.replace("sneeze.", "sneeze {now}."),  # C042
        lambda s: s.replace("A virus makes you", "Patients should"),  # C031
        lambda s: s.replace("and sneeze.", f"and {'sneeze ' * 20}."),  # C058
        lambda s: s.replace("and sneeze.", "and sneeze. \u202eIt hurts."),  # C014
        lambda s: s.replace("and sneeze.", "and sneeze. The skin is touched."),  # C030
        lambda s: s.replace("and sneeze.", "and sneeze. Call 911."),  # C047
        lambda s: s.replace("and sneeze.", "and sneeze. You may die."),  # C040
        lambda s: s.replace("and sneeze.", "and sneeze. You need a biopsy."),  # C027
    )
    for number, name in enumerate(names):
        kind = kinds[number % len(kinds)]
        items = "".join(
            kind(
                statement.replace("both-cough", f"{name}-{n}").replace("cough", f"cough {name}{n}")
            )
            for n in range(5)
        )
        section = base[: base.index("      - id:")].replace("id: signs", f"id: {name}") + items
        (folder / f"data/comparisons/cold-or-flu/sections/{name}.yaml").write_text(section)
    example("C013", folder)
    (folder / "data/conditions/hay-fever.yaml").write_text("id: hay-fever\nnmae: Hay fever\n")
    (folder / "data/conditions/cough.yaml").write_text("id: coughs\nname: x\nfull_name: y\n")
    (folder / "handouts").mkdir()
    (folder / "handouts/broken.yaml").write_text("comparison: [cold\n")
    return len(names) * 5


def test_a_hundred_mixed_mistakes_are_told_in_one_run(tmp_path: Path) -> None:
    library_in(tmp_path)
    wanted = with_a_hundred_mistakes(tmp_path)
    found = check(tmp_path).problems
    planted = Counter(p.code for p in found)
    assert {code: planted[code] for code in PLANTED} == dict.fromkeys(PLANTED, wanted // 10)
    assert {p.code for p in found} >= {"C003", "C006", "C007", "C009", "C013"}
    assert len({(p.code, p.location, p.message) for p in found}) == len(found)
    assert all(p.location and p.location.line for p in found)
    places = [(p.location.file, p.location.line) for p in found if p.location]
    assert places == sorted(places)
    assert check(tmp_path).problems == found


def test_what_only_follows_from_a_broken_file_is_not_told(tmp_path: Path) -> None:
    library_in(tmp_path)
    path = tmp_path / "data/sources.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: : "))
    example("C058", tmp_path)
    assert [p.code for p in check(tmp_path).problems] == ["C058", "C003"]
