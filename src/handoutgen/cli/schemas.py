"""JSON Schema of every kind of YAML file, from the models that read them."""

from collections.abc import Mapping
from typing import Any

from handoutgen.batch.plan import Plan
from handoutgen.content.clinic import Profile
from handoutgen.content.entry import Entry
from handoutgen.content.evidence import EvidenceFile
from handoutgen.content.figure import FigureEntry
from handoutgen.content.frozen_model_schema import json_schema
from handoutgen.content.layouts import LAYOUTS
from handoutgen.content.models import (
    Comparison,
    Condition,
    Disclaimer,
    GlossaryTerm,
    Locale,
    SavedHandout,
)
from handoutgen.content.page_words import PageWords
from handoutgen.content.review import ReviewFile
from handoutgen.content.section import Section
from handoutgen.content.source import Source
from handoutgen.render.style import Style
from handoutgen.render.theme import Theme

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_FILES: Mapping[str, tuple[type[Entry], str]] = {
    "condition": (Condition, ""),
    "comparison": (Comparison, ""),
    "section": (Section, ""),
    "sources": (Source, "references"),
    "glossary": (GlossaryTerm, "terms"),
    "figures": (FigureEntry, "figures"),
    "disclaimer": (Disclaimer, ""),
    "words": (PageWords, ""),
    "locales": (Locale, "locales"),
    "evidence": (EvidenceFile, ""),
    "reviews": (ReviewFile, ""),
    "handout": (SavedHandout, ""),
    "plan": (Plan, ""),
    "style": (Style, ""),
    "profile": (Profile, ""),
    "theme": (Theme, ""),
}
_CITATION = "#/$defs/Citation"


def schema(kind: str) -> dict[str, Any]:
    """The schema of one kind of file. A kind with a key lists its entries under that key."""
    model, key = _FILES[kind]
    made = json_schema(model)
    definitions = made.pop("$defs", {})
    if kind == "style":
        made, definitions = _with_changes_alone(made, definitions)
    if key:
        definitions[model.__name__] = made
        made = {
            "description": f"A list of entries under `{key}`.",
            "type": "object",
            "properties": {key: {"type": "array", "items": {"$ref": f"#/$defs/{model.__name__}"}}},
            "required": [key],
            "additionalProperties": False,
        }
    body = {**made, "$defs": definitions} if definitions else made
    head = {"$schema": DIALECT, "$id": f"handoutgen:{kind}", "title": f"handoutgen {kind}"}
    described = _in_one_paragraph(_with_short_citations(body))
    assert isinstance(described, dict)  # noqa: S101
    return {**head, **{name: value for name, value in described.items() if name != "title"}}


def _with_changes_alone(
    made: dict[str, Any], definitions: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A style's file holds what differs from its base, also for each layout."""
    tokens = {name: value for name, value in made["properties"].items() if name != "id"}
    tokens["condition"] = {n: v for n, v in tokens["condition"].items() if n != "minItems"}
    changes = {"type": "object", "properties": tokens, "additionalProperties": False}
    layouts = {name: {"$ref": "#/$defs/Tokens"} for name in LAYOUTS}
    own = {
        "base": {"type": "string", "description": "The style whose tokens these change."},
        "layout": {"type": "object", "properties": layouts, "additionalProperties": False},
    }
    inner = {
        name: {key: value for key, value in definition.items() if key != "required"}
        for name, definition in definitions.items()
    }
    whole = {**changes, "description": made["description"], "properties": {**tokens, **own}}
    return whole, {**inner, "Tokens": changes}


def _with_short_citations(value: Any) -> Any:
    """A source's id alone stands for a citation: the model takes it, its schema does not say so."""
    if isinstance(value, dict):
        if value.get("$ref") == _CITATION:
            id_alone = {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 60}
            return {"anyOf": [id_alone, value]}
        return {name: _with_short_citations(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with_short_citations(inner) for inner in value]
    return value


def _in_one_paragraph(value: Any) -> Any:
    """Docstrings are wrapped for source code; an editor wraps them itself."""
    if isinstance(value, dict):
        flowing = {name: _in_one_paragraph(inner) for name, inner in value.items()}
        if isinstance(value.get("description"), str):
            flowing["description"] = " ".join(value["description"].split())
        return flowing
    if isinstance(value, list):
        return [_in_one_paragraph(inner) for inner in value]
    return value
