"""How languages are written, as CLDR has it."""

import pytest

from handoutgen.writing_system import (
    is_right_to_left,
    misleading_controls,
    needs_shaping,
    writing_system,
)


@pytest.mark.parametrize(
    ("language", "script", "right_to_left"),
    [
        ("ar", "Arab", True),
        ("fa-IR", "Arab", True),
        ("uz-Arab", "Arab", True),
        ("he", "Hebr", True),
        ("vi", "Latn", False),
        ("en-US", "Latn", False),
        ("sr", "Cyrl", False),
        ("sr-Latn", "Latn", False),
        ("zh-TW", "Hant", False),
        ("hi", "Deva", False),
        ("qqq", "Zyyy", False),
        ("x", "Zyyy", False),
    ],
)
def test_script_and_direction(language: str, script: str, right_to_left: bool) -> None:
    assert writing_system(language) == (script, right_to_left)


def test_direction_is_of_the_language_and_only_where_letters_have_it() -> None:
    assert is_right_to_left("ar", "شاي MRI")
    assert not is_right_to_left("ar", "MRI")
    assert not is_right_to_left("en", "the word شاي")


def test_letters_that_join_turn_or_stack_need_shaping() -> None:
    assert all(map(needs_shaping, "شहि多ไש\u200d\u2066"))
    assert not any(map(needs_shaping, "aéñ¿ßΩжªº–“€\u00a0ế"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain", ""),
        ("\u2066555-0100\u2069 and \u2067a \u2066b\u2069\u2069", ""),
        ("\u200f\u200e\u200c", ""),
        ("\u2067open", "\u2067"),
        ("closed\u2069", "\u2069"),
        ("\u2069\u2066", "\u2069\u2066"),
        ("\u202eabc\u202c", "\u202e\u202c"),
    ],
)
def test_controls_that_mislead(text: str, found: str) -> None:
    assert misleading_controls(text) == found
