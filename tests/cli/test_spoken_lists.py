"""`list`, `show` and `diff`, to somebody whose terminal speaks Spanish."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handoutgen.assets import Assets
from handoutgen.cli.main import main
from handoutgen.content.library import load_library
from handoutgen.translation.in_language import in_language
from handoutgen.workspace import make_workspace

MEXICO = {"LC_ALL": "", "LANG": "es_MX.UTF-8", "LANGUAGE": ""}
PO_HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
UNSURE = '#, fuzzy\nmsgctxt "mood.heading"\nmsgid "Can mood change?"\nmsgstr "¿Cambia el ánimo?"\n'


def run(*words: str, **environ: str) -> Result:
    result = CliRunner().invoke(
        main, words, env={"SOURCE_DATE_EPOCH": "1795860000", **environ}, catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return result


def spanish(*words: str) -> str:
    return run(*words, **MEXICO).stdout


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "clinica"
    make_workspace(folder)
    monkeypatch.chdir(folder)
    return folder


# --- list ---


def test_the_list_has_spanish_titles_where_they_are_complete() -> None:
    told = spanish("list")
    assert "Comparación ms-vs-als: EM y ELA: ¿en qué se diferencian?\nIdiomas: en, es\n" in told
    assert "Comparación cold-flu-covid: Cold, flu, or COVID?\nIdiomas: en\n" in told
    heads = [line.split() for line in told.splitlines() if line.startswith("  Sección")]
    assert heads == [
        ["Sección", scale, "Palabras", "Habitual", "Delicada", "Título"]
        for scale in ("Grado", "IFSZ")
    ]
    row = next(line for line in told.splitlines() if line.startswith("  outlook "))
    assert re.search(r" \d\d\.\d +\d+  no +sí +¿Qué puedo esperar\?$", row)


def test_every_section_of_a_spanish_comparison_has_its_spanish_heading() -> None:
    assets = Assets.find()
    library = in_language(load_library(assets), "es", assets)
    told = spanish("list")
    sections = library.sections["ms-vs-als"]
    assert len(sections) > 40
    assert [s.heading for s in sections.values() if f"  {s.heading}\n" not in told] == []


def test_the_list_says_what_each_saved_handout_is_for_and_in_which_languages_it_prints() -> None:
    told = spanish("list")
    assert re.search(r"^  newly-diagnosed +en, es  Para quien acaba de saber", told, re.MULTILINE)
    assert re.search(r"^  cold-flu-covid-poster +en      For the wall", told, re.MULTILINE)
    assert re.search(r"^  newly-diagnosed +en, es  For somebody who", run("list").stdout, re.M)


def test_a_section_that_is_not_translated_is_listed_as_it_is(clinic: Path) -> None:
    folder = clinic / "data/locale/es/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "ms-vs-als.po").write_text(PO_HEAD + UNSURE, encoding="utf-8")
    told = spanish("list")
    (mood,) = (line for line in told.splitlines() if line.startswith("  mood "))
    assert mood.split()[1] == "-"
    assert mood.endswith("  Can mood change? (en)")
    assert "  ¿Puede cambiar el pensamiento?\n" in told
    assert told.splitlines()[-1] == f"Carpeta de la clínica: {clinic}"
    assert "  mood " not in run("list", "--language", "es").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "--language", "es", "--wording", "detailed"),
        ("show", "symptoms", "--comparison", "ms-vs-als"),
        ("show", "tests", "--comparison", "ms-vs-als", "--language", "es"),
        ("translate", "check", "es", "--readability"),
    ],
)
def test_json_is_the_same_whoever_reads_it(words: tuple[str, ...]) -> None:
    assert spanish(*words, "--json") == run(*words, "--json").stdout


# --- show ---


def test_a_section_says_its_spanish_heading_and_how_to_read_it() -> None:
    told = spanish("show", "breathing")
    assert told.startswith("How is breathing affected?\n")
    assert re.search(r"/breathing\.yaml: \d+ palabras\n", told)
    assert re.search(r"\nNivel de lectura: grado \d\.\d \(Flesch-Kincaid; \d\.\d sin contar", told)
    assert "\nEn su idioma: ¿Cómo se afecta la respiración? (--language es)\n" in told
    assert "\nEMERGENCIA: Emergency: call {emergency} now\n" in told
    assert "\nRetirado, nunca se imprime:\n" in told
    assert "\nFuentes\n-------\n[" in told
    assert "En su idioma" not in spanish("show", "prevention")


def test_the_spanish_text_comes_with_the_spanish_measures() -> None:
    told = run("show", "breathing", "--language", "es").stdout
    assert told.startswith("¿Cómo se afecta la respiración?\n")
    (level,) = re.findall(r"^Reading level: (.*)$", told, re.MULTILINE)
    assert re.fullmatch(
        r"IFSZ \d\d\.\d \(fairly easy\), FH \d\d\.\d, Gutiérrez \d\d\.\d; with defined terms left "
        r"out IFSZ \d\d\.\d, FH \d\d\.\d, SMOG \d+\.\d, SOL \d\.\d",
        level,
    )
    assert re.search(
        r"IFSZ \d\d\.\d \(bastante fácil\)", spanish("show", "breathing", "--language", "es")
    )


def test_the_level_of_a_symptom_is_said_in_the_language_of_the_text() -> None:
    words = ("show", "symptoms", "--comparison", "ms-vs-als")
    assert "  ALS: Common." in spanish(*words)
    told = run(*words, "--language", "es").stdout
    assert "  ELA: Frecuente." in told
    assert "  EM: Puede ocurrir." in told
    assert "Can happen" not in told


def test_a_sensitive_section_says_so() -> None:
    told = spanish("show", "outlook", "--language", "es")
    assert ", delicada: solo sale si se pide\n" in told


# --- diff ---


def test_what_a_clinic_has_changed_is_told_in_its_language(clinic: Path) -> None:
    assert "No cambia nada" in spanish("diff")
    run("override", "relapse")
    glossary = clinic / "data/glossary.yaml"
    text = glossary.read_text(encoding="utf-8")
    glossary.write_text(text.replace("for a while", "a bad spell"), encoding="utf-8")
    told = spanish("diff")
    assert "En lugar de piezas incluidas:\n" in told
    assert "data/glossary.yaml#relapse: el texto incluido sigue igual desde la versión " in told
    apart = spanish("diff", "data/glossary.yaml#relapse")
    assert "--- incluido data/glossary.yaml#relapse\n+++ suyo data/glossary.yaml#relapse" in apart
    assert spanish("diff", "--json") == run("diff", "--json").stdout
