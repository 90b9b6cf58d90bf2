"""Plain data in, a model with positions out; pydantic's findings become our problems."""

import re
from collections.abc import Iterator
from functools import lru_cache
from types import NoneType
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from handoutgen.content.constraint import SHAPE
from handoutgen.content.entry import Entry, ListingEntry
from handoutgen.content.frozen_model_schema import json_schema, validated
from handoutgen.content.positions import Path, Positions
from handoutgen.errors import HandoutError, Location, Problem, did_you_mean
from handoutgen.said import Said, joined, said

Model = TypeVar("Model", bound=Entry)
MOST = 200
"""Problems that are told of one file or entry."""


def validate(model: type[Model], data: Any, positions: Positions, at: Path = ()) -> Model:
    """The data as a model whose every entry knows its location.

    Raises HandoutError C006 (missing key), C007 (unknown key) or C008 (wrong value).
    """
    try:
        entry = validated(model, data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        # What a whole file of something else gives would be read by nobody.
        told = [e for e in found[:MOST] if not _follows_from_another(e, found[:MOST])]
        problems = [_problem(e, data, positions, at, model) for e in told]
        if len(found) > MOST:
            first = _problem(found[MOST], data, positions, at, model).location
            problems.append(
                too_much(f"{len(found) - MOST:,} more things are wrong from here on", first)
            )
        raise HandoutError(problems) from None
    _attach(entry, positions, at)
    return entry


def too_much(what: str, place: Location | None) -> Problem:
    """Where a file is not told any further: what a file of something else gives is endless."""
    hint = "correct what is told before, or see whether this is the right kind of file."
    return Problem("C008", what, place, hint)


def _attach(value: Any, positions: Positions, path: Path) -> None:
    if isinstance(value, Entry):
        value.locate(positions.value(path))
        if isinstance(value, ListingEntry):
            steps = (p for name in value.located for p in _leaves(value.__dict__[name], (name,)))
            value.locate_names(tuple((s, positions.value((*path, *s))) for s in steps))
        for name, found in value.fields.items():
            inner = value.__dict__[name]
            if isinstance(inner, Entry | tuple | dict):
                _attach(inner, positions, (*path, found.key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, Entry | tuple | dict):
                _attach(item, positions, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            _attach(item, positions, (*path, key))


def _leaves(value: Any, path: Path) -> Iterator[Path]:
    """The path of every value that holds no others."""
    if isinstance(value, tuple | dict):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(inner, (*path, step))
    else:
        yield path


def _follows_from_another(error: ErrorDetails, found: list[ErrorDetails]) -> bool:
    """A list is called too short as well when an item in it was refused."""
    loc = error["loc"]
    return error["type"] == "too_short" and any(
        len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in found
    )


def _problem(
    error: ErrorDetails, data: Any, positions: Positions, at: Path, model: type[Entry]
) -> Problem:
    path, unmatched = _data_path(error["loc"], data)
    full = (*at, *path)
    kind = error["type"]
    if kind == "missing":
        name = unmatched[-1] if unmatched else "?"
        return Problem("C006", f"`{name}` is missing here", positions.value(full))
    if kind == "extra_forbidden":
        keys = _known_keys(model)
        hint = did_you_mean(str(path[-1]), keys)
        if path[-1] in keys:
            hint = "there is such a key, but not here: look under which key it belongs."
        return Problem("C007", f"unknown key `{path[-1]}`", positions.key(full), hint)
    if kind == "union_tag_invalid":
        tag = str(error["ctx"]["tag"])
        known = re.findall(r"'([^']*)'", str(error["ctx"]["expected_tags"]))
        place = positions.value((*full, "block"))
        return Problem("C008", f"no such block: `{tag}`", place, did_you_mean(tag, known))
    if kind == "union_tag_not_found":
        return Problem("C006", "`block` is missing here", positions.value(full), "name its kind.")
    return Problem("C008", _message(error, full), positions.value(full), _hint(error))


def reason_of(error: ErrorDetails) -> str:
    """Why a value was refused: what our own check said, or pydantic."""
    own = error.get("ctx", {}).get("error")
    if isinstance(own, ValueError) and own.args and isinstance(own.args[0], Said):
        return own.args[0]
    if error["type"] == "string_too_long":
        return said("string should have at most {most} characters", most=error["ctx"]["max_length"])
    return error["msg"].removeprefix("Value error, ")


def _message(error: ErrorDetails, path: Path) -> str:
    name = next((p for p in reversed(path) if isinstance(p, str)), "the file")
    text = reason_of(error)
    if isinstance(text, Said):
        return joined([f"`{name}`", text], ": ")
    if error["type"] == "model_type" or error["type"] == "model_attributes_type":
        text = f"should be a mapping of keys to values, not {_kind(error['input'])}"
    elif error["type"] in ("tuple_type", "list_type"):
        text = f"should be a list, not {_kind(error['input'])}"
    elif error["type"] == "string_type":
        text = f"should be text, not {_kind(error['input'])}"
    elif error["type"] == "too_long":
        text = f"should have at most {error['ctx']['max_length']} entries"
    elif error["type"] == "too_short":
        least = error["ctx"]["min_length"]
        text = "should not be empty" if least == 1 else f"should have at least {least} entries"
    return f"`{name}`: {text[0].lower()}{text[1:]}"


def _hint(error: ErrorDetails) -> str:
    if error["type"] == SHAPE:
        return str(error["ctx"]["hint"])
    if error["type"] == "string_type" and not isinstance(error["input"], dict | list | NoneType):
        return "put the value in quotes."
    return ""


def _kind(value: Any) -> str:
    if value is None:
        return "empty"
    names: dict[type, str] = {dict: "a mapping", list: "a list", str: "text", bool: "true or false"}
    return names.get(type(value), f"`{str(value)[:40]}`")


def _data_path(loc: tuple[int | str, ...], data: Any) -> tuple[Path, tuple[int | str, ...]]:
    """Split pydantic's location into what exists in the data and what does not.

    Tags of unions and names of validators stand in the location but not in the data.
    """
    path: list[str | int] = []
    unmatched: list[int | str] = []
    for number, step in enumerate(loc):
        # The kind of a block may also be a key of it: `figure`, `questions`, `columns`.
        tag = number > 1 and loc[number - 2] == "blocks" and isinstance(loc[number - 1], int)
        inside = step in data if isinstance(data, dict) else _is_index(step, data)
        inside = inside and not tag
        if inside:
            data = data[step]
            path.append(step)
        else:
            unmatched.append(step)
    return tuple(path), tuple(unmatched)


def _is_index(step: int | str, data: Any) -> bool:
    return isinstance(data, list) and isinstance(step, int) and step < len(data)


def _known_keys(model: type[Entry]) -> frozenset[str]:
    """Every key that a model, or a model inside it, has."""
    # mypy takes the hash of the model's instances for that of the class.
    return _keys_of(model)  # type: ignore[arg-type]


@lru_cache(maxsize=64)
def _keys_of(model: type[Entry]) -> frozenset[str]:
    keys: set[str] = set()

    def collect(schema: Any) -> None:
        if isinstance(schema, dict):
            keys.update(schema.get("properties", {}))
            for value in schema.values():
                collect(value)
        elif isinstance(schema, list):
            for value in schema:
                collect(value)

    collect(json_schema(model))
    return frozenset(keys)
