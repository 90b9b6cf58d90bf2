"""The YAML reader: what it makes of a file, and where it says things stand."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from handoutgen.content.positions import Path, Positions, read_yaml
from handoutgen.errors import HandoutError

FILE = "data/x.yaml"


def read(text: str | bytes) -> tuple[Any, Positions]:
    return read_yaml(text if isinstance(text, bytes) else text.encode(), FILE)


# --- positions ---

SECTION = """\
# a comment
id: causes
blocks:
  - block: list
    statements:
      - {id: one, plain: "Genes: a part"}
      - id: two
        plain: >-
          Folded
          text.
        sources: [nhs, {source: nice, locator: "1.1"}]
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("id",), (2, 5)),
        (("blocks",), (4, 3)),
        (("blocks", 0), (4, 5)),
        (("blocks", 0, "block"), (4, 12)),
        (("blocks", 0, "statements", 0), (6, 9)),
        (("blocks", 0, "statements", 0, "plain"), (6, 26)),
        (("blocks", 0, "statements", 1), (7, 9)),
        (("blocks", 0, "statements", 1, "plain"), (8, 16)),
        (("blocks", 0, "statements", 1, "sources", 1, "locator"), (11, 48)),
    ],
)
def test_value_stands_where_it_was_written(path: Path, place: tuple[int, int]) -> None:
    location = read(SECTION)[1].value(path)
    assert (location.file, location.line, location.column) == (FILE, *place)


def test_key_stands_where_it_was_written() -> None:
    positions = read(SECTION)[1]
    key = positions.key(("blocks", 0, "statements", 1, "sources"))
    assert str(key) == f"{FILE}:11:9"
    assert str(positions.key(("id",))) == f"{FILE}:2:1"


def test_missing_path_is_placed_at_what_surrounds_it() -> None:
    positions = read(SECTION)[1]
    missing = ("blocks", 0, "statements", 1, "status")
    assert str(positions.value(missing)) == f"{FILE}:7:9"
    assert str(positions.key(missing)) == f"{FILE}:7:9"
    assert str(Positions(FILE).value(("x",))) == f"{FILE}:1:1"


def test_columns_count_characters_not_bytes() -> None:
    positions = read("{é: ü, 𝔸: 😀, x: y}")[1]
    assert positions.keys[("x",)] == (1, 14)
    assert positions.values[("𝔸",)] == (1, 11)


def test_a_byte_order_mark_moves_nothing() -> None:
    marked, positions = read(b"\xef\xbb\xbf" + SECTION.encode())
    plain, expected = read(SECTION)
    assert (marked, positions) == (plain, expected)


def test_windows_line_ends_move_nothing() -> None:
    assert read(SECTION.replace("\n", "\r\n")) == read(SECTION)


# --- scalars ---


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("NO", "NO"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("7", 7),
        ("+7", 7),
        ("-7", -7),
        ("007", 7),  # YAML 1.2, 10.3.2: decimal, never octal
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("190:20:30", "190:20:30"),
        ("2.0", 2.0),
        (".5", ".5"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("9" * 19, "9" * 19),
        ("2026-11-21", dt.date(2026, 11, 21)),
        ("2026-02-30", "2026-02-30"),
        ("2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z"),
        ("'7'", "7"),
        ('"true"', "true"),
        ('"2026-11-21"', "2026-11-21"),
        ("'it''s'", "it's"),
        ("٧", "٧"),
        ("a #b", "a"),
        ("a#b", "a#b"),
    ],
)
def test_scalar_is_what_its_writer_meant(text: str, value: object) -> None:
    data = read(f"key: {text}\n")[0]
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


def test_keys_are_always_text() -> None:
    assert read("1: a\ntrue: b\nnull: c\n2026-11-21: d\n<<: {x: y}")[0] == {
        "1": "a",
        "true": "b",
        "null": "c",
        "2026-11-21": "d",
        "<<": {"x": "y"},
    }


def test_empty_files_are_nothing() -> None:
    assert read("")[0] is None
    assert read("# only a comment\n")[0] is None
    assert read("---\n...\n")[0] is None


@pytest.mark.parametrize("end", ["\t", "\t# note"])
def test_tabs_may_stand_between_values(end: str) -> None:
    assert read(f"a:\tb{end}\n")[0] == {"a": "b"}


# --- properties ---

YAML_LIKE = st.text(alphabet="ab:-?[]{}&*!|>%@`'\"#,.~ \n\t\r0\u00e9\ufeff\x07\u2028", max_size=60)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), YAML_LIKE).map(lambda t: t.encode("utf-8", "replace")))
def test_any_text_is_data_or_located_problems(source: bytes) -> None:
    try:
        data, positions = read(source)
    except HandoutError as error:
        for problem in error.problems:
            assert problem.location is not None
            assert problem.location.line >= 1
            assert problem.message
    else:
        assert data is None or () in positions.values


@settings(deadline=None)
@given(st.binary(max_size=100))
def test_any_bytes_are_data_or_problems(source: bytes) -> None:
    try:
        read(source)
    except HandoutError as error:
        assert error.problems[0].code in {"C001", "C003", "C004", "C005"}


_READ_OTHERWISE = re.compile(r"[-+]?0[0-9]*[89][0-9]*\Z")  # text in YAML 1.1, a number in 1.2
LINE_BREAKS = "\x85\u2028\u2029"  # PyYAML does not read them back as it writes them
WORDS = st.text(st.characters(exclude_characters=LINE_BREAKS, codec="utf-8"), max_size=12).filter(
    lambda t: not _READ_OTHERWISE.match(t)
)
SCALARS = st.one_of(
    WORDS,
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.integers(-(10**6), 10**6).map(lambda n: n / 100),
    st.dates(),
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


def _nodes(node: yaml.Node, path: Path = ()) -> Any:
    """Path and place of each value and key, by PyYAML's own reader, which is not libyaml's."""
    yield "value", path, (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, key.value)
            yield "key", inner, (key.start_mark.line + 1, key.start_mark.column + 1)
            yield from _nodes(value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _nodes(value, (*path, index))


@settings(deadline=None)
@given(DATA, st.sampled_from([True, False, None]), st.booleans())
def test_what_pyyaml_writes_is_read_with_its_places(
    data: Any, flow: bool | None, unicode: bool
) -> None:
    dumper = type("Plain", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True})
    text = yaml.dump(data, Dumper=dumper, default_flow_style=flow, allow_unicode=unicode)
    again, positions = read(text)
    assert again == data
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert root is not None
    nodes = list(_nodes(root))
    assert positions.values == {path: place for kind, path, place in nodes if kind == "value"}
    assert positions.keys == {path: place for kind, path, place in nodes if kind == "key"}


@settings(deadline=None)
@given(
    st.dictionaries(st.text("abcdefg", min_size=1, max_size=8), st.integers(0, 10**6), min_size=1)
)
def test_a_place_points_at_the_value_in_the_text(data: dict[str, int]) -> None:
    text = yaml.safe_dump({"top": [data, data | {}]}, sort_keys=False)
    lines = text.split("\n")
    positions = read(text)[1]
    for index in (0, 1):
        for key, value in data.items():
            place = positions.value(("top", index, key))
            assert lines[place.line - 1][place.column - 1 :] == str(value)
            place = positions.key(("top", index, key))
            assert lines[place.line - 1][place.column - 1 :].startswith(f"{key}:")
