"""The schemas accept every YAML file that the program accepts, and refuse what it refuses."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fixture_library import WORKSPACE
from jsonschema import Draft202012Validator

from handoutgen.assets import bundled_root
from handoutgen.cli.main import main
from handoutgen.cli.schema import KINDS
from handoutgen.cli.schemas import schema
from handoutgen.content.positions import read_yaml
from handoutgen.content.review import Review
from handoutgen.review_file import review_yaml

PLACES = {
    "condition": "data/conditions/*.yaml",
    "comparison": "data/comparisons/*/comparison.yaml",
    "section": "data/comparisons/*/sections/*.yaml",
    "sources": "data/sources.yaml",
    "glossary": "data/glossary.yaml",
    "figures": "data/figures/figures.yaml",
    "disclaimer": "data/disclaimer.yaml",
    "words": "data/words.yaml",
    "locales": "data/locales.yaml",
    "evidence": "data/evidence/*.yaml",
    "reviews": "data/reviews/*.yaml",
    "handout": "handouts/*.yaml",
    "plan": "docs/plan.yaml",
    "style": "templates/styles/*.yaml",
    "profile": "handoutgen.yaml",
}
FILES = [
    pytest.param(kind, path, id=path.relative_to(root).as_posix())
    for root in (bundled_root(), WORKSPACE)
    for kind, pattern in PLACES.items()
    for path in sorted(root.glob(pattern))
]


def as_json(value: Any) -> Any:
    """YAML data as JSON has it: a date is text."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def errors(kind: str, data: Any) -> list[str]:
    checked = Draft202012Validator.FORMAT_CHECKER
    validator = Draft202012Validator(schema(kind), format_checker=checked)
    return [error.message for error in validator.iter_errors(data)]


@pytest.mark.parametrize(("kind", "path"), FILES)
def test_every_file_is_valid(kind: str, path: Path) -> None:
    data, _ = read_yaml(path.read_bytes(), path.name)
    assert errors(kind, as_json(data)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_and_says_what_it_is(kind: str) -> None:
    made = schema(kind)
    Draft202012Validator.check_schema(made)
    assert made["$id"] == f"handoutgen:{kind}"
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["title"] == f"handoutgen {kind}"
    assert made["description"]
    assert "\n" not in json.dumps(made, indent=None)
    assert errors(kind, {"no-such-key": 1})
    assert errors(kind, [])


def test_a_citation_is_an_id_or_an_id_with_a_place() -> None:
    statement = {"id": "s", "plain": "Text."}
    section: dict[str, Any] = {"id": "s", "heading": "Heading", "kind": "body"}

    def cited(source: object) -> list[str]:
        block = {"block": "paragraph", "statements": [{**statement, "sources": [source]}]}
        return errors("section", {**section, "blocks": [block]})

    assert cited("nhs-ms") == []
    assert cited({"source": "nhs-ms", "locator": "p. 7"}) == []
    for wrong in ("Not an id", 7, {"locator": "p. 7"}, {"source": "nhs-ms", "page": 7}):
        assert cited(wrong)


REVIEW = {
    "reviewer": "Ann Example",
    "role": "nurse",
    "on": "2026-11-01",
    "until": "2027-11-01",
    "fingerprint": {"lead": "0" * 64},
}


def test_a_review_as_the_program_writes_it_is_valid_and_others_are_not() -> None:
    assert errors("reviews", {"reviews": [REVIEW]}) == []
    text = review_yaml([Review(**(REVIEW | {"section": ["lead"]}))])
    data, _ = read_yaml(text.encode(), "reviews.yaml")
    assert errors("reviews", as_json(data)) == []
    for wrong in ({"on": "soon"}, {"fingerprint": {"lead": "0"}}, {"signed": True}):
        assert errors("reviews", {"reviews": [REVIEW | wrong]}), wrong


FACT = {"id": "F001", "topic": "signs", "fact": "A fact.", "sources": ["a-page"], "checked": "copy"}


def test_evidence_has_facts_and_what_is_left_out() -> None:
    left_out = {"fact": "F002", "reason": "It has been replaced."}
    assert errors("evidence", {"facts": [FACT], "unprinted": [left_out]}) == []
    assert errors("evidence", {"facts": [FACT | {"verified": "2026-11-21"}]}) == []
    for wrong in ({"id": "f1"}, {"checked": "maybe"}, {"status": "new"}, {"sources": [7]}):
        assert errors("evidence", {"facts": [FACT | wrong]}), wrong


def test_the_command_writes_all_into_a_folder_or_one_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["schema"])
    assert result.stdout.splitlines() == [f"schema/{kind}.json" for kind in KINDS]
    for kind in KINDS:
        printed = CliRunner().invoke(main, ["schema", kind]).stdout
        assert json.loads(printed) == schema(kind)
        assert (tmp_path / f"schema/{kind}.json").read_text(encoding="utf-8") == printed
    (tmp_path / "file").write_text("x")
    for words in (["schema", "-o", "file"], ["schema", "-o", "file/x"]):
        assert CliRunner().invoke(main, words).exit_code == 5
    assert CliRunner().invoke(main, ["schema", "-o", "one.json", "style"]).exit_code == 0
    assert json.loads((tmp_path / "one.json").read_text()) == schema("style")
    assert CliRunner().invoke(main, ["schema", "sections"]).exit_code == 2
