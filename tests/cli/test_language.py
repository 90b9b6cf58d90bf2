"""The command in the language of the user, and commands that take a language for the handout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handoutgen.assets import PROFILE
from handoutgen.cli.main import COMMANDS, main

MEXICO = {"LC_ALL": "", "LANG": "es_MX.UTF-8", "LANGUAGE": ""}
OURS = ("--reviewer", "Ana Ruiz", "--role", "enfermera", "--on", "2026-11-28")


def run(*words: str, **environ: str) -> Result:
    return CliRunner().invoke(main, words, env={"SOURCE_DATE_EPOCH": "1795860000", **environ})


# --- help ---


def test_help_is_in_the_language_of_the_user() -> None:
    told = run("build", "--help", **MEXICO).output
    assert told.startswith("Uso: handoutgen build [OPCIONES] COMPARISON|HANDOUT\n")
    assert "Crear una hoja de una comparación o de una hoja guardada." in told
    assert "Mostrar este mensaje y salir." in told
    assert "\n    handoutgen build ms-vs-als --section symptoms --section tests" in told


@pytest.mark.parametrize("command", COMMANDS)
def test_no_help_has_english_words_left(command: str) -> None:
    english = run(command, "--help").output
    spanish = run(command, "--help", **MEXICO).output
    # Commands in examples are the same in every language; sentences are not.
    alike = set(english.splitlines()) & set(spanish.splitlines())
    left = [
        x for x in alike if x.strip() and not x.strip().startswith(("handoutgen", "cd ", "--", "#"))
    ]
    assert left == []


def test_words_behind_a_command_in_an_example_are_translated() -> None:
    told = run("translate", "--help", **MEXICO).output
    assert "handoutgen translate check es            qué está mal en sus archivos" in told
    assert (
        "handoutgen override relapse                      (lo mismo, si"
        in run("override", "--help", **MEXICO).output
    )


def test_commands_within_a_command_are_translated_too() -> None:
    assert (
        "Dónde se ponen los archivos POT." in run("translate", "extract", "--help", **MEXICO).output
    )


def test_the_help_of_one_run_is_not_that_of_the_next() -> None:
    before = run("list", "--help").output
    run("list", "--help", **MEXICO)
    assert run("list", "--help").output == before


@pytest.mark.parametrize("lang", ["fr_FR.UTF-8", "C", "xx", "../es", "en_US.UTF-8"])
def test_every_other_language_is_english(lang: str) -> None:
    assert run("list", "--help", LC_ALL="", LANG=lang).output == run("list", "--help").output


# --- the summary ---


def test_the_summary_of_a_build_is_in_the_language_of_the_user(tmp_path: Path) -> None:
    told = run("build", "ms-vs-als", "--section", "tests", **MEXICO)
    assert told.exit_code == 0, told.output
    assert "  Nivel de lectura  grado " in told.output
    assert "cumple PDF/UA-1 y PDF/A-2a" in told.output


def test_a_spanish_handout_is_measured_as_spanish_is(tmp_path: Path) -> None:
    told = run("build", "ms-vs-als", "--language", "es", "--section", "tests", "--json")
    found = json.loads(told.output)
    assert found["language"] == ["es"]
    assert found["reading_level"] is None
    assert found["score"]["scale"] == "IFSZ"
    assert "IFSZ" in run("build", "ms-vs-als", "--language", "es", "--section", "tests").output


def test_the_title_of_a_saved_handout_is_translated() -> None:
    told = run("build", "newly-diagnosed", "--language", "es", "--format", "text", "-o", "-")
    assert "EM y ELA: ¿qué pasa ahora?" in told.stdout
    own = ("build", "newly-diagnosed", "--language", "es", "--title", "Para Rosa")
    assert "Para Rosa" in run(*own, "--format", "text", "-o", "-").stdout


# --- list and show ---


def test_list_and_show_take_a_language() -> None:
    told = run("list", "--language", "es").output
    assert "Comparison ms-vs-als: EM y ELA: ¿en qué se diferencian?" in told
    assert "Languages: en, es" in told
    assert "cold-flu-covid:" not in told
    found = json.loads(run("list", "--json").output)
    assert {c["id"]: c["languages"] for c in found["comparisons"]} == {
        "cold-flu-covid": ["en"],
        "ms-vs-als": ["en", "es"],
    }
    shown = run("show", "tests", "--comparison", "ms-vs-als", "--language", "es").output
    assert shown.startswith("¿Cómo son las pruebas?")
    assert "Languages: en, es" in shown


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list", "--language", "fr"), "L007"),
        (("show", "tests", "--language", "fr"), "L007"),
        (("show", "tests", "--comparison", "cold-flu-covid", "--language", "es"), "S008"),
    ],
)
def test_a_language_that_there_is_not_is_refused(words: tuple[str, ...], code: str) -> None:
    told = run(*words)
    assert told.exit_code != 0
    assert code in told.output


# --- review ---


def test_a_review_of_the_spanish_prints_on_the_spanish_sheet_only(tmp_path: Path) -> None:
    (tmp_path / PROFILE).write_text("clinic: {name: Lakeside}\n", encoding="utf-8")
    told = run("review", "ms-vs-als", *OURS, "--until", "2027-11-28", "--language", "es")
    assert told.exit_code == 0, told.output
    assert "until the text in es changes" in told.output
    written = (tmp_path / "data/reviews/ms-vs-als.yaml").read_text(encoding="utf-8")
    assert "    language: es\n" in written
    sheet = ("build", "ms-vs-als", "--format", "text", "-o", "-", "--date", "2026-11-28")
    assert "Revisado por Ana Ruiz, enfermera" in run(*sheet, "--language", "es").stdout
    english = run(*sheet).stdout
    assert "Ana Ruiz" not in english
    assert "No clinician has reviewed this text yet." in english


def test_a_review_of_a_translation_goes_stale_with_its_words(tmp_path: Path) -> None:
    (tmp_path / PROFILE).write_text("clinic: {name: Lakeside}\n", encoding="utf-8")
    run("review", "ms-vs-als", *OURS, "--until", "2027-11-28", "--language", "es")
    folder = tmp_path / "data/locale/es/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "ms-vs-als.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgctxt "ms-vs-als.title"\nmsgid "MS and ALS: what is the difference?"\n'
        'msgstr "EM y ELA: las diferencias"\n',
        encoding="utf-8",
    )
    sheet = ("build", "ms-vs-als", "--format", "text", "-o", "-", "--date", "2026-11-28")
    told = run(*sheet, "--language", "es").stdout
    assert "las diferencias" in told
    assert "Ana Ruiz" not in told


def test_what_is_not_translated_cannot_be_reviewed(tmp_path: Path) -> None:
    (tmp_path / PROFILE).write_text("clinic: {name: Lakeside}\n", encoding="utf-8")
    told = run("review", "cold-flu-covid", *OURS, "--until", "2027-11-28", "--language", "es")
    assert "S008" in told.output
    assert not (tmp_path / "data").exists()
