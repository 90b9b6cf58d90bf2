"""Writes the table in `docs/rules.md` from the rules themselves.

Run it in the development environment: `.venv/bin/python script/document_rules.py`. With `--check`
it writes nothing and fails when the page differs from what the rules say.
"""

import sys
from pathlib import Path

from handoutgen.content.rules.rule import Rule
from handoutgen.content.rules.table import RULES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
BEGIN = "<!-- The table is made by script/document_rules.py; do not edit it. -->\n"


def table() -> str:
    """The rules as a Markdown table."""
    head = "| code | name | severity | what it finds | hint | why |\n|---|---|---|---|---|---|\n"
    return head + "".join(map(_row, RULES))


def _row(rule: Rule) -> str:
    cells = (rule.code, rule.name, rule.severity, rule.finds, rule.hint, rule.why)
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |\n"


def page(current: str) -> str:
    """The page with its table renewed; what stands above it is written by people."""
    above, mark, _ = current.partition(BEGIN)
    return f"{above}{mark or BEGIN}{table()}"


if __name__ == "__main__":
    written = PAGE.read_text(encoding="utf-8")
    if "--check" in sys.argv[1:]:
        sys.exit(0 if written == page(written) else "docs/rules.md is out of date")
    PAGE.write_text(page(written), encoding="utf-8")
