"""What the YAML reader refuses, and the place, code and hint that it gives."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from handoutgen.content.positions import DEEPEST, LARGEST_FILE, Positions, read_yaml
from handoutgen.errors import HandoutError, Problem

FILE = "data/x.yaml"


def read(text: str | bytes) -> tuple[Any, Positions]:
    return read_yaml(text if isinstance(text, bytes) else text.encode(), FILE)


def problems(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(HandoutError) as caught:
        read(text)
    return caught.value.problems


def found(text: str | bytes) -> list[tuple[str, int, int]]:
    """The code, line and column of each problem."""
    result = []
    for problem in problems(text):
        assert problem.location is not None
        assert problem.location.file == FILE
        result.append((problem.code, problem.location.line, problem.location.column))
    return result


@pytest.mark.parametrize(
    ("source", "byte", "line", "column"),
    [
        (b"id: a\nname: caf\xe9\n", "0xe9", 2, 10),
        (b"\xff\xfei\x00d\x00", "0xff", 1, 1),
        (b"id: \xf0\x9f\x98", "0xf0", 1, 5),
        (b"id: \xed\xa0\x80", "0xed", 1, 5),
    ],
)
def test_c001_names_the_byte_that_is_not_utf8(
    source: bytes, byte: str, line: int, column: int
) -> None:
    assert found(source) == [("C001", line, column)]
    (problem,) = problems(source)
    assert problem.message == f"not UTF-8: byte {byte}"
    assert problem.hint == "save the file with the encoding UTF-8."


def test_c001_place_is_right_behind_a_byte_order_mark() -> None:
    source = b"\xef\xbb\xbfid: a\nname: caf\xe9\n"
    assert found(source) == [("C001", 2, 10)]
    assert problems(source)[0].message == "not UTF-8: byte 0xe9"


def test_c001_column_counts_characters() -> None:
    assert found("name: éé".encode() + b"\xff") == [("C001", 1, 9)]


def test_c002_largest_file() -> None:
    (problem,) = problems(b"a" * (LARGEST_FILE + 1))
    assert problem.code == "C002"
    assert problem.message == "file has 1,000,001 bytes; 1,000,000 is the most"
    assert problem.hint == "split it into smaller files."
    assert read(b"#" * LARGEST_FILE)[0] is None


def test_a_large_alias_bomb_is_refused_at_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"k{n}: &k{n} [*{'a' if n == 0 else f'k{n - 1}'}, *a]\n" for n in range(400_000)
    )
    assert len(bomb) > 10_000_000
    start = process_time()
    assert [p.code for p in problems(bomb)] == ["C002"]
    assert [p.code for p in problems(bomb[:900_000])] == ["C005"]
    assert process_time() - start < 3


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [
        ("a: &x [1]", 1, 4, "anchors (&name) are not allowed", "write the text out."),
        ("a: b\nc: *x", 2, 4, "aliases (*name) are not allowed", "write the text out."),
        (
            "a: !!python/object/apply:os.system [id]",
            1,
            4,
            "tags (tag:yaml.org,2002:python/object/apply:os.system) are not allowed",
            "write plain values.",
        ),
        ("- a\n- !mine b", 2, 3, "tags (!mine) are not allowed", "write plain values."),
        ("a: !!str 7", 1, 4, "tags (tag:yaml.org,2002:str) are not", "write plain values."),
        ("! a", 1, 1, "tags (!) are not allowed", "write plain values."),
        ("!!set {a}", 1, 1, "tags (tag:yaml.org,2002:set) are not", "write plain values."),
        ("? [a, b]\n: c", 1, 3, "a key must be a word", "put text with `{` or `[` in quotes."),
        ("{{a: b}: c}", 1, 2, "a key must be a word", "put text with `{` or `[` in quotes."),
        ("a: 1\n---\nb: 2", 2, 1, "more than one document (---) in the file", ""),
    ],
)
def test_c005_what_yaml_has_and_content_needs_not(
    text: str, line: int, column: int, message: str, hint: str
) -> None:
    assert found(text) == [("C005", line, column)]
    (problem,) = problems(text)
    assert message in problem.message
    assert problem.hint == hint


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: "])
@pytest.mark.parametrize("close", [False, True])
def test_c005_depth_cannot_hurt(opening: str, close: bool) -> None:
    text = opening * (100_000 if len(opening) < 4 else 50_000)
    if close:
        text += "x" + "".join({"[": "]", "{": "}"}.get(c, "") for c in reversed(text))
    start = process_time()
    (problem,) = problems(text)
    assert problem.code == "C005"
    assert problem.message == f"nested deeper than {DEEPEST} levels"
    assert process_time() - start < 3


def test_deepest_nesting_that_is_read() -> None:
    data = read("[" * DEEPEST + "x" + "]" * DEEPEST)[0]
    for _ in range(DEEPEST):
        (data,) = data
    assert data == "x"


def test_c004_every_key_that_stands_twice() -> None:
    text = "a: 1\nb: {c: 1, c: 2}\na: 3\n'a': 4\n"
    assert found(text) == [("C004", 2, 11), ("C004", 3, 1), ("C004", 4, 1)]
    assert {(p.message, p.hint) for p in problems(text)} == {
        ("the key `a` stands here twice", "keep one of them."),
        ("the key `c` stands here twice", "keep one of them."),
    }


def test_c004_is_told_together_with_what_ends_the_reading() -> None:
    assert found("a: 1\na: 2\nb: *x") == [("C004", 2, 1), ("C005", 3, 4)]
    assert found("a: 1\na: 2\nb: @") == [("C004", 2, 1), ("C003", 3, 4)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: b: c", 1, 5),
        ("a: 1\n  b: 2", 2, 4),
        ("\ta: b", 1, 1),
        ("a:\n\t- b", 2, 1),
        ("a: 'open", 1, 9),
        ("a: @b", 1, 4),
        ("a: `b`", 1, 4),
        ('a: "\\q"', 1, 5),
        ('a: "\\ud800"', 1, 7),
        ("a: [1\nb: 2", 2, 2),
        ("%YAML 9.9\n---\na", 1, 1),
    ],
)
def test_c003_syntax(text: str, line: int, column: int) -> None:
    assert found(text) == [("C003", line, column)]
    (problem,) = problems(text)
    assert problem.message.startswith("not valid YAML: ")
    assert problem.hint.startswith("check the indentation, and put text with `: `")


CONTROLS = ["\x00", "\x07", "\x1b", "\x7f", "\x80", "\ufffe", "\uffff"]


@pytest.mark.parametrize("character", CONTROLS)
def test_c003_control_characters(character: str) -> None:
    text = f"id: one\nname: two\nnote: a{character}b\n"
    ((code, line, _),) = found(text)
    assert (code, line) == ("C003", 3)
    assert "control characters are not allowed" in problems(text)[0].message


def test_c003_control_characters_have_a_column_and_a_hint() -> None:
    text = "a: b\nnote: a\x07b\n"
    assert found(text) == [("C003", 2, 8)]
    assert problems(text)[0].hint


def test_c003_line_of_a_control_character_behind_many_letters_with_accents() -> None:
    assert found("é: üüüü\n" + "x: y\n" * 4 + "b: \x07" + "\nz: z" * 9)[0][1] == 6


def test_an_escaped_control_character_is_left_to_the_content_rules() -> None:
    assert read('a: "\\u0007"')[0] == {"a": "\x07"}
