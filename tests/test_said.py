"""English text that remembers its template and values."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.errors import HandoutError, Problem, did_you_mean, either
from handoutgen.said import Said, counted, joined, said

NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True).filter(lambda n: n != "self")
ANYTHING = st.one_of(
    st.text(), st.sampled_from(["{", "}", "{a}", "{{a}}", "{0}", "{a!r:>9}", "%s"])
)
LITERALS = st.text(st.characters(exclude_characters="{}"), max_size=12)


@given(st.lists(st.tuples(LITERALS, NAMES), max_size=5), LITERALS, st.data())
def test_it_is_the_template_with_its_values(
    pieces: list[tuple[str, str]], end: str, data: st.DataObject
) -> None:
    template = "".join(f"{text}{{{name}}}" for text, name in pieces) + end
    values = {name: data.draw(ANYTHING) for _, name in pieces}
    made = said(template, **values)
    assert made == template.format(**values)
    assert (made.template, dict(made.values)) == (template, values)


@given(ANYTHING, ANYTHING)
def test_a_value_is_never_read_for_placeholders(one: str, other: str) -> None:
    assert said("{one}, {other}", one=one, other=other) == f"{one}, {other}"


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_it_travels_between_processes_with_all_that_it_remembers(protocol: int) -> None:
    inner = counted("{n} sheet", "{n} sheets", 3)
    problem = Problem("D016", said("it takes {sheets}", sheets=inner), hint=did_you_mean("a", "ab"))
    back = pickle.loads(pickle.dumps(problem, protocol))  # noqa: S301
    assert back == problem
    assert isinstance(back.message, Said)
    assert back.message.template == "it takes {sheets}"
    (value,) = (text for _, text in back.message.values)
    assert isinstance(value, Said)
    assert (value.plural, value.n) == ("{n} sheets", 3)
    assert isinstance(back.hint, Said)


def test_a_copy_remembers_too() -> None:
    made = joined([said("a {b}", b=1), "c"])
    for again in (copy.copy(made), copy.deepcopy(made)):
        assert again == "a 1 c"
        assert again.values == made.values


def test_it_does_not_change() -> None:
    made = said("a {b}", b=1)
    with pytest.raises(AttributeError):
        made.template = "c"
    assert made.having(b=2, c=3) == "a 2"
    assert made == "a 1"


def test_for_a_program_it_is_text_like_any_other() -> None:
    made = said("there is no {what}", what="style")
    assert json.loads(json.dumps({"message": made})) == {"message": "there is no style"}
    assert hash(made) == hash("there is no style")
    assert {made, "there is no style"} == {"there is no style"}
    first, second = (
        Problem("U081", said("source {n}", n=10)),
        Problem("U081", said("source {n}", n=2)),
    )
    assert [p.message for p in HandoutError([first, second]).problems] == ["source 2", "source 10"]


def test_numbers_choose_as_in_english() -> None:
    found = [counted("{n} page of {whole}", "{n} pages of {whole}", n, whole=9) for n in (0, 1, 2)]
    assert found == ["0 pages of 9", "1 page of 9", "2 pages of 9"]


def test_one_of_several() -> None:
    assert [either(names) for names in (["a"], ["a", "b"], ["a", "b", "c"])] == [
        "a",
        "a or b",
        "a or b or c",
    ]
