"""A language that the program does not come with: PO files alone, in a clinic's folder."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from babel.units import format_unit
from click.testing import CliRunner, Result
from readback.conformance import parent_tree_errors, validate
from readback.document import metadata
from readback.structure import read_structure
from second_language import lengthened

from handoutgen.cli.main import main
from handoutgen.translation.update import written

FOLDER = Path("data", "locale", "pt_BR", "LC_MESSAGES")
NEEDED = ("ms-vs-als", "conditions", "glossary", "figures", "handouts", "page")
_DURATION = re.compile(r"(\d[\s\u00a0]+)(second|minute|hour|day|week|month|year)s?\b", re.I)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, env={"SOURCE_DATE_EPOCH": "1795860000"})


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clinic's folder in which somebody has begun Portuguese."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "clinic"
    assert run("init", str(folder)).exit_code == 0
    monkeypatch.chdir(folder)
    begun = run("translate", "update", "pt_BR")
    assert begun.exit_code == 0
    assert f"{FOLDER / 'page.po'}" in begun.output
    return folder


def translate(path: Path) -> None:
    """Fill every entry with longer words that keep numbers, placeholders, bold and units."""
    catalog = read_po(BytesIO(path.read_bytes()), locale="pt_BR")
    for message in catalog:
        if message.id:
            message.string = _said(message.id)
    path.write_bytes(written(catalog))


def _said(english: str) -> str:
    """The pieces between durations are lengthened; a unit has its name in Portuguese."""
    pieces = _DURATION.split(english)
    for index, piece in enumerate(pieces):
        if index % 3 == 0:
            pieces[index] = lengthened(piece)
        elif index % 3 == 2:
            pieces[index] = format_unit(2, f"duration-{piece.lower()}", locale="pt_BR").split()[-1]
    return "".join(pieces)


def test_a_language_that_has_just_begun_prints_nothing_and_says_why(clinic: Path) -> None:
    refused = run("build", "ms-vs-als", "--language", "pt_BR")
    assert refused.exit_code == 4
    assert "pt_BR" in refused.output
    told = json.loads(run("translate", "status", "pt_BR", "--json").stdout)
    assert {f["translated"] for f in told["files"]} == {0}
    assert not any(found["prints"] for found in told["comparisons"])
    again = run("translate", "update", "pt_BR")
    assert again.output.startswith("Nothing to do")


def test_without_a_language_all_are_told(clinic: Path) -> None:
    told = json.loads(run("translate", "status", "--json").stdout)["languages"]
    assert list(told) == ["es", "pt_BR"]
    assert told["pt_BR"] == json.loads(run("translate", "status", "pt_BR", "--json").stdout)
    assert "\npt_BR:\n" in run("translate", "status").stdout
    checked = run("translate", "check")
    assert checked.exit_code == 0
    assert [line.split(":")[0] for line in checked.stdout.splitlines()] == ["es", "pt_BR"]
    assert list(json.loads(run("translate", "check", "--json").stdout)["languages"]) == list(told)


def test_a_language_needs_nothing_but_its_files(clinic: Path) -> None:
    for name in NEEDED:
        translate(clinic / FOLDER / f"{name}.po")
    checked = run("translate", "check", "pt_BR")
    assert checked.exit_code == 0, checked.output
    told = json.loads(run("translate", "status", "pt_BR", "--json").stdout)
    (found,) = [c for c in told["comparisons"] if c["name"] == "ms-vs-als"]
    assert found["prints"] and found["lacking"] == {}

    made = run("build", "ms-vs-als", "--language", "pt_BR", "-o", "sheet.pdf")
    assert made.exit_code == 0, made.output
    pdf = Path("sheet.pdf").read_bytes()
    assert validate(pdf) == validate(pdf, "2a") == []
    assert parent_tree_errors(pdf) == []
    assert metadata(pdf).lang == "pt-BR"
    text = " ".join(read_structure(pdf).text.split())
    assert re.search(r"\b\d{1,2} de [a-zç]+ de 20\d\d\b", text)
    assert (
        lengthened("Nerves carry messages to the parts of your body.") in text
        or lengthened("MS does not turn into ALS.") in text
    )


def test_one_page_that_is_finished_prints_while_the_rest_is_not(clinic: Path) -> None:
    for name in ("conditions", "glossary", "figures", "page"):
        translate(clinic / FOLDER / f"{name}.po")
    path = clinic / FOLDER / "ms-vs-als.po"
    catalog = read_po(BytesIO(path.read_bytes()), locale="pt_BR")
    wanted = ("ms-vs-als.", "lead-", "alert-", "are-they-linked.", "link-")
    for message in catalog:
        if message.id and (message.context or "").startswith(wanted):
            message.string = _said(message.id)
    path.write_bytes(written(catalog))
    made = run("build", "ms-vs-als", "--language", "pt_BR", "-o", "sheet.pdf")
    assert made.exit_code == 0, made.output
    titles = [b.title for b in metadata(Path("sheet.pdf").read_bytes()).bookmarks]
    assert lengthened("Are MS and ALS linked?") in titles
    assert len(titles) == 4, titles
    told = run("translate", "status", "pt_BR").output
    assert re.search(r"ms-vs-als: \d of \d\d sections print; left out: .*at-a-glance \(\d+\)", told)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('msgstr "{page}', 'msgstr "{page}', 0),
        ("{page}", "{pagina}", 3),
        ("\\nmsgid", "\\nmsgidd", 3),
    ],
)
def test_check_ends_with_a_code_for_programs(
    clinic: Path, before: str, after: str, code: int
) -> None:
    path = clinic / FOLDER / "page.po"
    translate(path)
    head, _, rest = path.read_text("utf-8").partition('msgctxt "words.page"')
    entry, _, others = rest.partition("\n\n")
    msgid, _, msgstr = entry.partition("msgstr")
    changed = f"{msgid}msgstr{msgstr.replace(before, after)}"
    if "msgidd" in after:
        changed = changed.replace("\nmsgid ", "\nmsgidd ")
    path.write_text(f'{head}msgctxt "words.page"{changed}\n\n{others}', "utf-8")
    checked = run("translate", "check", "pt_BR")
    assert checked.exit_code == code, checked.output
    listed = json.loads(run("translate", "check", "pt_BR", "--json").stdout)
    assert listed["good"] == (not code)
    assert any(p["severity"] == "error" for p in listed["problems"]) == bool(code)


@pytest.mark.parametrize("command", ["update", "status", "check"])
@pytest.mark.parametrize("language", ["xx_YY", "../../etc", "Portuguese", "en"])
def test_a_language_that_there_is_not_is_a_problem_and_writes_nothing(
    clinic: Path, command: str, language: str
) -> None:
    before = sorted(clinic.rglob("*"))
    told = run("translate", command, language)
    assert told.exit_code in (2, 3)
    assert "error L00" in told.output
    assert sorted(clinic.rglob("*")) == before
