"""Problems as SARIF 2.1.0 (OASIS), which editors and CI systems show beside the text."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from handoutgen import __version__
from handoutgen.content.rules.table import RULE
from handoutgen.errors import Location, Problem

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
# SARIF has no word for what a person has to judge.
_LEVELS = {"error": "error", "warning": "warning", "review": "note"}


def sarif(problems: Iterable[Problem]) -> dict[str, Any]:
    """A log with one run: the rules that were broken, and a result for each problem."""
    found = list(problems)
    codes = sorted({problem.code for problem in found} | set(RULE))
    index = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "handoutgen",
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in codes],
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(problem, index[problem.code]) for problem in found],
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    rule = RULE.get(code)
    if rule is None:
        return {"id": code, "help": {"text": "See docs/problems.md."}}
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": f"{rule.name[:1].upper()}{rule.name[1:]}"},
        "fullDescription": {"text": f"{rule.finds[:1].upper()}{rule.finds[1:]}."},
        "help": {"text": " ".join(filter(None, (rule.hint, rule.why)))},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(problem: Problem, index: int) -> dict[str, Any]:
    text = f"{problem.message} Hint: {problem.hint}" if problem.hint else problem.message
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": _LEVELS[problem.severity],
        "message": {"text": text},
        "properties": {"severity": problem.severity},
    }
    if problem.location:
        result["locations"] = [{"physicalLocation": _place(problem.location)}]
    return result


def _place(location: Location) -> dict[str, Any]:
    path = Path(location.file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    place: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if location.line:
        region = {"startLine": location.line}
        if location.column:
            region["startColumn"] = location.column
        place["region"] = region
    return place
