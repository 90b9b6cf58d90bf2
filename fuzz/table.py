"""A table in a page of documentation, renewed row by row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def renew(page: Path, head: str, rows: Mapping[str, str], columns: int = 1) -> None:
    """Put rows below the head of a table, by their first columns; rows that are not given stay."""
    lines = page.read_text(encoding="utf-8").splitlines()
    start = lines.index(head) + 2
    end = start
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    kept = {key_of(row, columns): row for row in lines[start:end]}
    lines[start:end] = (kept | rows).values()
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


def key_of(row: str, columns: int = 1) -> str:
    """What tells a row from others."""
    return "|".join(row.split("|")[1 : columns + 1]).strip()
