"""What the picker's rows say of length and grade, also where a formula says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from web.serving import Served, served


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("plain")) as running:
        yield running


def rows(page: str) -> dict[str, tuple[str, str]]:
    """Length and grade of each section, by its id."""
    found = re.findall(r'id="s-([^"]+)".*?<span class="len">(.*?)</span>(.*?)</label>', page)
    bare = [(name, size, re.sub(r"<[^>]*>", "", grade)) for name, size, grade in found]
    return {name: (size, grade) for name, size, grade in bare}


def test_a_grade_below_the_first_is_not_a_negative_number(plain: Served) -> None:
    found = rows(plain.get("/pick/ms-vs-als").text)
    grades = [grade for _, grade in found.values()]
    assert "Grade&nbsp;&lt;&nbsp;1" in grades
    assert not [grade for grade in grades if re.search(r"-\d|nbsp;0\.", grade)]


def test_a_list_that_is_made_when_it_prints_has_no_number_of_words(plain: Served) -> None:
    found = rows(plain.get("/pick/ms-vs-als").text)
    assert found["words-to-know"] == ("as many as needed", "–")
    assert found["symptoms"][0].endswith(" words")


def test_what_is_typed_is_sent_to_no_spelling_service(plain: Served) -> None:
    page = plain.get("/pick/ms-vs-als").text
    for name in ("note", "name"):
        (field,) = re.findall(rf'<(?:input|textarea)[^>]* id="{name}"[^>]*>', page)
        assert 'spellcheck="false"' in field
