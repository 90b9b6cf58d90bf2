"""`handoutgen quality` as it is typed."""

import json
from pathlib import Path

from click.testing import CliRunner, Result
from fixture_library import COMPARISON, WORKSPACE
from readback.document import metadata

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


def test_a_card_is_of_the_language_that_the_handout_prints_in() -> None:
    folder = Path("clinica")
    make_workspace(folder)
    (folder / "handoutgen.yaml").write_text("defaults:\n  language: es\n", encoding="utf-8")

    def carded(*words: str) -> Result:
        result = CliRunner().invoke(main, ["quality", "tests", *words, "--workspace", str(folder)])
        assert result.exit_code == 0, result.stderr
        return result

    english = json.loads(carded("--language", "en", "--json").stdout)
    spanish = json.loads(carded("--json").stdout)
    assert (english["language"], spanish["language"]) == ("en-US", "es")
    assert spanish["title"] == "Pruebas para la EM y la ELA: ¿cómo son?"
    assert english["readability"] is spanish["reading_level"] is None
    assert english["reading_level"]["raw"]["words"] > 0
    assert {"szigriszt", "fernandez_huerta_masked", "sol_masked"} <= set(spanish["readability"])
    assert english.keys() == spanish.keys()
    assert [item.keys() for item in spanish["items"]] == [item.keys() for item in english["items"]]
    line = "of the text in es: what was measured for English is left to people"
    assert line in carded().stdout
    assert line not in carded("--language", "en").stdout


def test_the_card_speaks_the_language_of_the_terminal() -> None:
    mexico = {"LC_ALL": "", "LANG": "es_MX.UTF-8", "LANGUAGE": ""}

    def run(*words: str, **environ: str) -> Result:
        return CliRunner().invoke(main, ["quality", *words], env=environ)

    told = run("cold-flu-covid", **mexico)
    assert told.exit_code == 0, told.stderr
    assert "revisión previa automática: " in told.stdout
    assert "no se cumple: JAMA 1. Autoría: Nombra al autor. No hay revisión" in told.stdout
    assert "quedan para dos evaluadores: " in told.stdout
    assert metadata(Path("cold-flu-covid-quality.pdf").read_bytes()).lang == "es"
    words = ("newly-diagnosed", "--language", "es", "--json")
    assert run(*words, **mexico).stdout == run(*words).stdout
    assert "muestra la ficha" in run("tests", "--json", "-o", "card.pdf", **mexico).stderr


def test_broken_spanish_files_leave_the_card_english() -> None:
    mexico = {"LC_ALL": "", "LANG": "es_MX.UTF-8", "LANGUAGE": ""}
    folder = Path("clinica")
    make_workspace(folder)
    (folder / "data/locale/es/LC_MESSAGES").mkdir(parents=True)
    (folder / "data/locale/es/LC_MESSAGES/page.po").write_text('msgid "a\n', encoding="utf-8")
    words = ["quality", "cold-flu-covid", "--workspace", str(folder)]
    told = CliRunner().invoke(main, words, env=mexico)
    assert told.exit_code == 0, told.stderr
    assert metadata(Path("cold-flu-covid-quality.pdf").read_bytes()).lang == "en"


def test_a_handout_in_two_languages_has_a_card_for_each() -> None:
    folder = Path("clinica")
    make_workspace(folder)
    saved = "description: Both.\ncomparison: ms-vs-als\nlanguage: [es, en]\n"
    (folder / "handouts/both.yaml").write_text(saved, encoding="utf-8")
    told = CliRunner().invoke(main, ["quality", "both", "--workspace", str(folder)])
    assert told.exit_code == 0, told.stderr
    assert "of the text in es" in told.stdout
    assert "a card of the other language: --language en" in told.stdout


def test_a_language_without_the_handout_is_refused() -> None:
    unknown = quality("ms-vs-als", "--language", "fr")
    assert (unknown.exit_code, "L007" in unknown.stderr) == (3, True)
    lacking = quality("cold-flu-covid", "--language", "es")
    assert (lacking.exit_code, "S008" in lacking.stderr) == (4, True)
    two = quality("ms-vs-als", "--language", "en+es")
    assert two.exit_code == 3
    assert not list(Path().glob("*.pdf"))


def test_what_is_refused() -> None:
    assert quality(COMPARISON, "--json", "-o", "card.pdf").exit_code == 2
    missing = quality("cold-flu-hay-feverr")
    assert missing.exit_code == 4
    assert "S001" in missing.stderr
    assert quality(COMPARISON, "-o", "none/card.pdf").exit_code == 5
