"""The order of picked sections: as somebody put them, new ones where they usually stand."""

from __future__ import annotations

import pytest

from handoutgen.section_order import in_order


@pytest.mark.parametrize(
    ("old", "ticked", "expected"),
    [
        ("ab", "abc", "abc"),
        ("ca", "abc", "cab"),
        ("c", "ac", "ac"),
        ("dba", "abcd", "dbca"),
        ("abc", "b", "b"),
        ("", "db", "bd"),
    ],
)
def test_new_sections_stand_where_they_usually_do(old: str, ticked: str, expected: str) -> None:
    assert "".join(in_order(tuple(old), ticked, tuple("abcd"))) == expected
