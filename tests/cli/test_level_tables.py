"""The reading level of every language in `handoutgen check --readability`, and its gates."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handoutgen.assets import bundled_root
from handoutgen.cli.main import main
from handoutgen.workspace import make_workspace

MEXICO = {"LC_ALL": "", "LANG": "es_MX.UTF-8", "LANGUAGE": ""}
PO_HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def check(*words: str, **environ: str) -> Result:
    return CliRunner().invoke(main, ["check", *words], env=environ)


def test_check_prints_the_spanish_levels_too() -> None:
    told = check("-q", "--readability").stdout
    tables = re.findall(r"^Reading level of .*$", told, re.MULTILINE)
    assert tables == [
        "Reading level of cold-flu-covid, plain wording",
        "Reading level of ms-vs-als, plain wording",
        "Reading level of ms-vs-als in Spanish, plain wording",
    ]
    assert "INFLESZ" in told


def test_one_language_can_be_asked_for() -> None:
    told = check("-q", "--readability", "--language", "es", **MEXICO).stdout
    assert told.startswith("Nivel de lectura de ms-vs-als en español, texto sencillo\n")
    assert "bastante fácil" in told
    assert "Flesch-Kincaid" not in told
    assert "INFLESZ" not in check("-q", "--readability", "--language", "en").stdout
    table = CliRunner().invoke(main, ["translate", "check", "es", "--readability"]).stdout
    english = check("-q", "--readability", "--language", "es").stdout
    assert table.startswith(english)


def test_levels_as_json_by_language() -> None:
    told = json.loads(check("--readability", "--json").stdout)
    assert {row["comparison"] for row in told["readability"]} == {"cold-flu-covid", "ms-vs-als"}
    assert list(told["readability_in"]) == ["es"]
    rows = told["readability_in"]["es"]
    assert {row["verdict"] for row in rows} == {"pass"}
    assert min(row["szigriszt_masked"] for row in rows) >= 65
    assert min(row["fernandez_huerta_masked"] for row in rows) >= 70
    only = json.loads(check("--readability", "--json", "--language", "es").stdout)
    assert (only["readability"], only["readability_in"]) == ([], told["readability_in"])


def test_a_hard_spanish_section_fails_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_workspace(tmp_path / "clinica")
    monkeypatch.chdir(tmp_path / "clinica")
    folder = tmp_path / "clinica/data/locale/es/LC_MESSAGES"
    folder.mkdir(parents=True)
    bundled = (bundled_root() / "data/locale/es/LC_MESSAGES/ms-vs-als.po").read_text("utf-8")
    hard = (
        "La electromiografía diagnostica enfermedades neurodegenerativas caracterizadas por "
        "degeneración progresiva."
    )
    entries = re.findall(
        r"^#: data/comparisons/ms-vs-als/sections/are-they-linked\.yaml\n"
        r'(msgctxt "[\w.-]*\.plain"\nmsgid (?:"[^\n]*\n)+)',
        bundled,
        re.MULTILINE,
    )
    assert entries
    own = "\n".join(f'{entry}msgstr "{hard}"\n' for entry in entries)
    (folder / "ms-vs-als.po").write_text(PO_HEAD + own, encoding="utf-8")
    told = check("-q", "--readability", "--language", "es")
    assert told.exit_code == 3
    assert re.search(r"^  are-they-linked .* over$", told.stdout, re.MULTILINE)
    assert "L030" in told.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--readability", "--language", "fr"), 3, "L007"),
        (("--readability", "--language", "es-MX"), 3, "write es"),
        (("--language", "es"), 2, "--readability"),
    ],
)
def test_levels_of_a_language_that_there_is_not(
    words: tuple[str, ...], code: int, said: str
) -> None:
    told = check(*words)
    assert told.exit_code == code
    assert said in told.stderr
