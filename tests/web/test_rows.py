"""What the picker's rows say of length and grade, also where a formula says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from handoutgen.reading_score import GRADE, Score
from handoutgen.web.rendering import templates
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


@pytest.mark.parametrize(
    ("value", "scale", "shown"),
    [
        (-0.3, GRADE, "&lt;&nbsp;1"),
        (0.9, GRADE, "&lt;&nbsp;1"),
        (1.0, GRADE, "1.0"),
        (0.9, "X", "0.9"),
    ],
)
def test_a_grade_below_the_first_is_not_a_number(value: float, scale: str, shown: str) -> None:
    controls = templates().get_template("_controls.html.j2").make_module({"_": str})
    assert str(controls.number(Score(14, scale, value, value), value)) == shown


def test_no_row_has_a_grade_below_the_first(plain: Served) -> None:
    found = rows(plain.get("/pick/ms-vs-als").text)
    assert not [grade for _, grade in found.values() if re.search(r"-\d|nbsp;0\.", grade)]


def test_a_list_that_is_made_when_it_prints_has_no_number_of_words(plain: Served) -> None:
    found = rows(plain.get("/pick/ms-vs-als").text)
    assert found["words-to-know"] == ("as many as needed", "–")
    assert found["symptoms"][0].endswith(" words")


def test_what_is_typed_is_sent_to_no_spelling_service(plain: Served) -> None:
    page = plain.get("/pick/ms-vs-als").text
    for name in ("note", "name"):
        (field,) = re.findall(rf'<(?:input|textarea)[^>]* id="{name}"[^>]*>', page)
        assert 'spellcheck="false"' in field
