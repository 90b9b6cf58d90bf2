"""`handoutgen quality` as it is typed."""

import json
from pathlib import Path

from click.testing import CliRunner, Result
from fixture_library import COMPARISON, WORKSPACE

from handoutgen.cli.main import main
from handoutgen.workspace import make_workspace


def quality(*words: str) -> Result:
    return CliRunner().invoke(main, ["quality", *words, "--workspace", str(WORKSPACE)])


def test_a_card_is_written_beside_and_says_what_it_is() -> None:
    result = quality(COMPARISON)
    assert result.exit_code == 0, result.stderr
    assert Path(f"{COMPARISON}-quality.pdf").read_bytes().startswith(b"%PDF-")
    assert "machine pre-check:" in result.stdout
    assert "left for two raters:" in result.stdout
    assert "not met: JAMA 1. Authorship: Author named. No review in force." in result.stdout
    assert [path.suffix for path in Path().iterdir() if path.is_file()] == [".pdf"]


def test_a_dash_sends_the_card_out() -> None:
    result = quality(COMPARISON, "-o", "-")
    assert result.exit_code == 0, result.stderr
    assert result.stdout_bytes.startswith(b"%PDF-")
    assert "machine pre-check:" in result.stderr
    assert not Path(f"{COMPARISON}-quality.pdf").exists()


def test_the_card_as_json_has_no_score() -> None:
    result = quality("ms-vs-als", "--section", "symptoms", "--wording", "detailed", "--json")
    assert result.exit_code == 0, result.stderr
    card = json.loads(result.stdout)
    assert card["section"] == ["symptoms"]
    assert card["wording"] == "detailed"
    assert len(card["items"]) == 48
    assert card["precheck"]["met"] <= card["precheck"]["decided"] < len(card["items"])
    assert not any("score" in key for key in card)
    assert all(item["rater_1"] is item["rater_2"] is None for item in card["items"])
    assert not list(Path().glob("*.pdf"))


def test_a_card_is_of_the_english_text_and_says_so() -> None:
    folder = Path("clinica")
    make_workspace(folder)
    own = CliRunner().invoke(main, ["quality", "tests", "--json", "--workspace", str(folder)])
    (folder / "handoutgen.yaml").write_text("defaults:\n  language: es\n", encoding="utf-8")
    told = CliRunner().invoke(main, ["quality", "tests", "--json", "--workspace", str(folder)])
    assert told.exit_code == 0, told.stderr
    assert json.loads(told.stdout) == json.loads(own.stdout)
    assert json.loads(told.stdout)["language"] == "en-US"
    line = "of the English text"
    assert line in CliRunner().invoke(main, ["quality", "tests", "--workspace", str(folder)]).stdout
    assert line not in quality(COMPARISON).stdout


def test_what_is_refused() -> None:
    assert quality(COMPARISON, "--json", "-o", "card.pdf").exit_code == 2
    missing = quality("cold-flu-hay-feverr")
    assert missing.exit_code == 4
    assert "S001" in missing.stderr
    assert quality(COMPARISON, "-o", "none/card.pdf").exit_code == 5
