"""The documentation says what the program does."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from handoutgen.cli.main import main
from handoutgen.content.rules.table import RULE

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
TRIED = ("list", "show", "build", "trace", "quality", "schema")
"""Commands whose examples anybody can run at once: they write files at most."""
READERS_OWN = ("mine.yaml", "our-clinic", "pt_BR", "words on the page")
CODE = re.compile(r"\"([CDFLSTUW]\d{3})\"")


def test_the_command_reference_is_what_the_commands_say() -> None:
    checked = subprocess.run(
        [sys.executable, "script/document.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_every_problem_code_has_a_row_in_a_table() -> None:
    tables = ("content-guide.md", "web.md")
    guide = "\n".join((DOCS / name).read_text(encoding="utf-8") for name in tables)
    documented: set[str] = set()
    for row in re.findall(r"^\| ([CDFLSTUW]\d{3}.*?) \|", guide, re.M):
        for part in row.split(", "):
            first, _, last = part.partition(" to ")
            numbers = range(int(first[1:]), int((last or first)[1:]) + 1)
            documented.update(f"{first[0]}{number:03d}" for number in numbers)
    used = {
        code
        for path in (ROOT / "src").rglob("*.py")
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }
    assert used
    assert not used - documented


def used_codes() -> set[str]:
    """Every code in the program: as text, or as the rules make it."""
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    return {code for text in texts for code in CODE.findall(text)} | set(RULE)


def test_every_problem_code_has_one_row_of_its_own() -> None:
    rows = [
        code
        for page in ("rules.md", "problems.md")
        for code in re.findall(
            r"^\| ([CDFLSTUW]\d{3}) \|", (DOCS / page).read_text(encoding="utf-8"), re.M
        )
    ]
    assert sorted(rows) == sorted(used_codes())


@pytest.mark.parametrize("page", sorted([ROOT / "README.md", *DOCS.glob("*.md")]), ids=str)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", text):
        assert (page.parent / target).exists(), target


def test_the_readme_names_only_scripts_that_are_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    scripts = set(re.findall(r"\bscript/[\w-]+", text))
    assert {"script/handoutgen", "script/test"} <= scripts
    for script in scripts:
        assert (ROOT / script).stat().st_mode & 0o100, script


def _examples() -> list[str]:
    """Every command of README and of the commands' own help that needs nothing of the reader's."""
    texts = [(path).read_text(encoding="utf-8") for path in (ROOT / "README.md", DOCS / "cli.md")]
    lines = re.findall(r"^ *(?:script/)?handoutgen (.+)$", "\n".join(texts), re.M)
    commands = dict.fromkeys(re.split(r"  +| \||#", line)[0].strip() for line in lines)
    tried = (line for line in commands if line.split()[0] in TRIED)
    return [line for line in tried if not any(own in line for own in READERS_OWN)]


@pytest.mark.parametrize("example", _examples())
def test_an_example_does_what_it_says(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, shlex.split(example))
    assert done.exit_code == 0, done.output


def test_there_are_examples_of_each_command() -> None:
    assert {example.split()[0] for example in _examples()} == set(TRIED)
    assert len(_examples()) > 25
