"""Templates that would run for years end after so many steps, with the line where they were."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from document.own_template import NAME, OwnTemplate
from handoutgen.document import steps
from handoutgen.document.template import written


@pytest.fixture
def own(tmp_path: Path) -> OwnTemplate:
    return OwnTemplate(tmp_path)


K = repr("k" * 1000)
EMPTY = f"{{% for a in {K} %}}{{% for b in {K} %}}{{% for c in {K} %}}BODY{'{% endfor %}' * 3}"
GROWN = (
    "{% set n = namespace(text='aaaaaaaaaa', list=[1, 2, 3, 4, 5]) %}"
    "{% for a in 'aaaaaaaaaaaaaaa' %}{% set n.text = n.text ~ n.text %}"
    "{% set n.list = n.list + n.list %}{% endfor %}"
)
TWICE = (
    f"{{% set n = namespace(a=(1,), b=(1,)) %}}{{% for i in {K} %}}{{% if loop.index < LEVELS %}}"
)
TWICE += "{% set n.a = (n.a, n.a) %}{% set n.b = (n.b, n.b) %}{% endif %}{% endfor %}"

ENDLESS = {
    "loops that print nothing": EMPTY.replace("BODY", ""),
    "loops whose condition is never met": EMPTY.replace(f"c in {K}", f"c in {K} if false"),
    "loops over tests that take long": EMPTY.replace("BODY", "{% if 0 %}{% endif %}" * 500),
    "a macro that calls itself twice": (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}"
    ),
    "a loop that begins itself twice": (
        "{% for x in [1] recursive %}{% if loop.depth < 60 %}{{ loop([1, 2]) }}{% endif %}"
        "{% endfor %}"
    ),
    "lists compared that hold each other": TWICE.replace("LEVELS", "45") + "{{ n.a == n.b }}",
    "a key that holds itself": TWICE.replace("LEVELS", "45") + "{{ {n.a: 1}|length }}",
    "a message that shows it": TWICE.replace("LEVELS", "45") + "{{ n.a() }}",
    "a place that shows it": TWICE.replace("LEVELS", "45") + "{{ {}[n.a] }}",
    "too deep for Python": TWICE.replace("LEVELS", "900") + "{{ {n.a: 1}|length }}",
    "unique, too deep": TWICE.replace("LEVELS", "900") + "{{ [n.a]|unique|length }}",
    "changed": (
        TWICE.replace("LEVELS", "45") + "{% for i in 'ab' %}{{ loop.changed(n.a) }}{% endfor %}"
    ),
    "filters in filters": EMPTY.replace("BODY", "{% set x = a|upper|lower|title|trim|length %}"),
    "a chain of filters": (
        f"{{% set n = namespace(a=[1]) %}}{EMPTY}{{{{ n.a|length }}}}"
    ).replace("BODY", "{% set n.a = n.a|map('upper') %}"),
    "sorting": GROWN + EMPTY.replace("BODY", "{% set x = n.list|sort %}"),
    "groups": GROWN + EMPTY.replace("BODY", "{% set x = n.list|groupby('x', default=1) %}"),
    "looking through lists": GROWN + EMPTY.replace("BODY", "{% set x = 0.5 in n.list %}"),
    "tests": GROWN + EMPTY.replace("BODY", "{% set x = 0.5 is in n.list %}"),
    "parts of lists": GROWN + EMPTY.replace("BODY", "{% set x = n.list[1:] %}"),
    "texts that are kept": GROWN + EMPTY.replace("BODY", "{% set x %}{{ n.text }}{% endset %}"),
    "words that are kept": EMPTY.replace("BODY", "{% set x %}" + "word " * 9000 + "{% endset %}"),
    "a macro full of words": (
        "{% macro m() %}" + EMPTY.replace("BODY", "word " * 9000) + "{% endmacro %}{{ m() }}"
    ),
    "numbers that double": (
        "{% set n = namespace(a=9) %}" + EMPTY.replace("BODY", "{% set n.a = n.a - (0 - n.a) %}")
    ),
    "texts that double in a list": (
        GROWN + EMPTY.replace("BODY", "{% set n.list = [n.list, n.text ~ 'x'] %}")
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
def test_what_would_take_years_is_told_with_its_line(own: OwnTemplate, name: str) -> None:
    start = process_time()
    assert own.places(f"\n{ENDLESS[name]}") == [("T003", NAME, 2)]
    assert process_time() - start < 5


def test_parts_that_take_in_parts_many_times(own: OwnTemplate) -> None:
    for level in range(8):
        body = f'{{% include "parts/level{level + 1}.html.j2" %}}' * 30
        own.write(f"parts/level{level}.html.j2", body)
    own.write("parts/level8.html.j2", "")
    (problem,) = own.in_body('{% include "parts/level0.html.j2" %}')
    assert problem.code == "T003"
    assert "too many steps" in problem.message
    assert problem.location is not None
    assert Path(problem.location.file).name.startswith("level")


def test_a_template_of_many_tags_is_refused_before_it_is_compiled(own: OwnTemplate) -> None:
    start = process_time()
    body = "\n{{ handout.title }}" * 40_000
    ((code, name, line),) = own.places(body)
    assert (code, name) == ("T002", NAME)
    assert 1_000 < line < 3_000
    assert process_time() - start < 5


def test_many_parts_of_many_tags_end_soon(own: OwnTemplate) -> None:
    for number in range(40):
        own.write(f"parts/p{number}.html.j2", "{{ handout.title }}" * 1_900)
    parts = "".join(f'{{% include "parts/p{number}.html.j2" %}}' for number in range(40))
    start = process_time()
    (problem,) = own.in_body(f"{{% set x %}}{parts}{{% endset %}}")
    assert (problem.code, problem.message) == ("T003", "the template takes too many steps")
    assert process_time() - start < 10


def test_the_same_template_takes_the_same_steps_each_time(own: OwnTemplate) -> None:
    """Also when it is compiled for the first time, and when others ran before."""

    counts: list[steps._Steps] = []
    kind = steps._Steps

    def counting() -> steps._Steps:
        counts.append(kind())
        return counts[-1]

    def taken() -> int:
        counts.clear()
        own.body(f"<p>{{% for a in {K} %}}{{{{ a|upper }}}}{{% endfor %}}</p>")
        return sum(steps.MOST_STEPS - count.left for count in counts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "_Steps", counting)
        first, second = taken(), taken()
    assert first == second > 10_000


def test_what_is_left_of_one_template_is_not_taken_from_the_next() -> None:
    class Template:
        def generate(self, _values: object) -> list[str]:
            steps.spend(steps.MOST_STEPS)
            return ["made"]

    made = Template()
    assert [written(lambda: made, {}) for _ in range(3)] == ["made"] * 3  # type: ignore[arg-type,return-value]


def test_a_long_loop_that_prints_is_fine(own: OwnTemplate) -> None:
    (paragraph,) = own.body(f"<p>{{% for a in {K} %}}{{{{ a }}}}{{% endfor %}}</p>")
    assert "k" * 1000 in repr(paragraph)
