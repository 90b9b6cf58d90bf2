"""The documentation says what the program does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from handoutgen.content.rules.table import RULE

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
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
