"""Each rule has an example that it finds, and a twin that it lets pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoutgen.content.rules.rule import Rule
from handoutgen.content.rules.table import RULE, RULES
from handoutgen.errors import Problem
from rules.examples import FOLDER, check, lay_over, library_in

# Nobody has reviewed an example; only the examples of this rule have a review.
NOT_ASKED = "C060"


def problems(rule: Rule, name: str, folder: Path) -> list[Problem]:
    lay_over(FOLDER / rule.code / f"{name}.yaml", library_in(folder))
    return [p for p in check(folder).problems if rule.code == NOT_ASKED or p.code != NOT_ASKED]


def test_the_base_is_good(tmp_path: Path) -> None:
    found = [p for p in check(library_in(tmp_path)).problems if p.code != NOT_ASKED]
    assert found == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_failing_example_breaks_this_rule_and_no_other(rule: Rule, tmp_path: Path) -> None:
    found = problems(rule, "fail", tmp_path)
    assert {p.code for p in found} == {rule.code}, "\n".join(map(str, found))
    for problem in found:
        assert problem.severity == rule.severity
        assert problem.location is not None
        assert problem.message


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_passing_twin_breaks_no_rule(rule: Rule, tmp_path: Path) -> None:
    assert problems(rule, "pass", tmp_path) == []


def test_no_example_is_left_over() -> None:
    folders = {path.name for path in FOLDER.glob("C[0-9]*")}
    assert folders == set(RULE)


def test_codes_are_unique_and_each_rule_says_why() -> None:
    assert len(RULE) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.name
        assert rule.finds
        assert rule.why
        assert rule.hint
