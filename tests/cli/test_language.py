"""The command in the language of the user, and commands that take a language for the handout."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
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


# --- problems ---


def process(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, for whoever reads Spanish."""
    environ = {**os.environ, **MEXICO, "LANG": "en_US.UTF-8", "LANGUAGE": "es:en"}
    command = [sys.executable, "-m", "handoutgen", *words]
    return subprocess.run(
        command, env=environ, cwd=folder, capture_output=True, text=True, check=False
    )


def test_problems_are_in_the_language_of_the_user(tmp_path: Path) -> None:
    wrong = ("--section", "test", "--section", "tests", "--section", "tests", "--title", "\u2066a")
    found = process(tmp_path, "build", "ms-vs-als", *wrong, "-o", "no/such.pdf")
    assert (found.returncode, found.stdout) == (5, "")
    assert found.stderr == (
        "error W001: no se puede escribir no/such.pdf: no existe la carpeta no "
        "Sugerencia: cree antes la carpeta, o elija otra con -o.\n"
    )
    found = process(tmp_path, "build", "ms-vs-als", *wrong[:6], "-o", "a.pdf")
    assert found.returncode == 4
    assert found.stderr.splitlines() == [
        "error S002: en ms-vs-als no existe la sección `test` Sugerencia: ¿quiso decir tests?",
        "error S005: la sección `tests` se pide dos veces "
        "Sugerencia: una sección se imprime una vez; indíquela una vez.",
        "2 problemas.",
    ]
    found = process(tmp_path, "build", "ms-vs-als", *wrong[6:], "-o", "a.pdf")
    assert found.returncode == 2
    assert "error U003: el título contiene un carácter de control que imprime el" in found.stderr
    assert not list(tmp_path.glob("*.pdf"))


def test_too_much_for_one_page_is_told_with_what_fits(tmp_path: Path) -> None:
    sections = [f"--section={s}" for s in ("at-a-glance", "symptoms", "tests", "treatment")]
    found = process(
        tmp_path, "build", "ms-vs-als", *sections, "--layout", "one-page", "-o", "a.pdf"
    )
    assert found.returncode == 6
    assert re.fullmatch(
        r"error D013: lo que eligió no cabe en la página: sobran \d+ puntos \([\d.]+ pulgadas\), "
        r"y hay espacio para \d+ Sugerencia: estas secciones caben: [a-z, -]+\. De los puntos, "
        r"at-a-glance ocupa \d+, .*, la lista de fuentes \d+, lo demás \d+\.\n",
        found.stderr,
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("bild",), "no existe el comando `bild`. Sugerencia: ¿quiso decir build?"),
        (("build", "--fromat", "pdf", "x"), "No existe la opción '--fromat'. ¿Quiso decir "),
        (("build",), "Falta el argumento 'COMPARISON|HANDOUT'."),
        (("build", "x", "y z"), "Hay un argumento de más (y z)"),
        (("build", "x", "--layout", "la"), "Valor no válido para '--layout': 'la' no es uno de"),
        (("build", "x", "--date", "1"), "Valor no válido para '--date': una fecha se escribe"),
        (("serve", "--port", "x"), "'x' no es un número entero."),
        (("serve", "--port", "-1"), "-1 no está en el intervalo 0<=x<=65535."),
        (("build", "--layout"), "La opción '--layout' necesita un valor."),
        (("trace",), "dé un id o palabras, o --source, o --fact: una de las tres cosas."),
    ],
)
def test_so_is_what_is_said_of_a_wrong_command_line(words: tuple[str, ...], told: str) -> None:
    english, spanish = run(*words), run(*words, **MEXICO)
    assert english.exit_code == spanish.exit_code == 2
    assert told in spanish.output
    left = set(english.output.splitlines()) & set(spanish.output.splitlines())
    assert left <= {""}


def test_a_program_reads_english(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "handouts").mkdir()
    (tmp_path / "handouts/a.yaml").write_text(
        "description: D.\ncomparison: ms-vs-als\nsection: [gone]\n", encoding="utf-8"
    )
    found = process(tmp_path, "check", "--json", "--workspace", str(tmp_path))
    (problem,) = (p for p in json.loads(found.stdout)["problems"] if p["code"] == "S002")
    assert problem["message"] == "there is no section in ms-vs-als `gone`"


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
