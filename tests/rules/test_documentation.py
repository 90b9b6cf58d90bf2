"""The page of the rules says what the rules say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from handoutgen.content.rules.table import RULE

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_table_is_what_the_rules_say() -> None:
    checked = subprocess.run(
        [sys.executable, "script/document_rules.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_each_rule_has_one_row() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (C\d{3}) \|", page, re.MULTILINE) == list(RULE)
