"""Templates: what is wrong in one, and that it cannot leave its sandbox."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from document.own_template import FRAME, NAME, OwnTemplate
from handoutgen.assets import Assets
from handoutgen.document.inline import Text
from handoutgen.document.nodes import Paragraph
from handoutgen.document.template import names, render
from handoutgen.errors import ExitCode, HandoutError


@pytest.fixture
def own(tmp_path: Path) -> OwnTemplate:
    return OwnTemplate(tmp_path)


BUNDLED = ("cards", "handout", "leaflet", "one-page", "poster")

# --- which templates there are ---


def test_names_are_those_of_the_folder_itself(own: OwnTemplate) -> None:
    own.write(NAME, "<article/>")
    own.write("parts/extra.html.j2", "")
    assert names(Assets.find()) == BUNDLED
    assert names(Assets.find(own.root / "workspace")) == (
        *BUNDLED[:2],
        *BUNDLED[2:4],
        "own",
        BUNDLED[4],
    )


def test_t001_no_such_template() -> None:
    with pytest.raises(HandoutError) as caught:
        render(Assets.find(), "handuot", {})
    (problem,) = caught.value.problems
    assert str(problem) == (
        "error T001: there is no template `handuot` Hint: did you mean handout?"
    )
    assert caught.value.exit_code is ExitCode.CONTENT


@pytest.mark.parametrize("name", ["../data/sources", "/etc/passwd", "", "a\x00b", "parts", "."])
def test_t001_names_of_templates_are_no_paths(name: str) -> None:
    with pytest.raises(HandoutError) as caught:
        render(Assets.find(), name, {})
    assert [p.code for p in caught.value.problems] == ["T001"]


OUTSIDE = ["../../etc/passwd", "/etc/passwd", "../secret.html.j2", "/var/x.html.j2",
           "parts/../own.html.j2", "./own.html.j2", "parts\\\\block.html.j2"]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize(
    "tag", ['{% include "P" %}', '{% import "P" as x %}', '{% extends "P" %}',
            '{% from "P" import x %}', '{% include ["P"] %}'],
)  # fmt: skip
def test_t001_nothing_outside_templates_is_read(own: OwnTemplate, tag: str, path: str) -> None:
    (own.root / "workspace").mkdir(parents=True)
    (own.root / "workspace/secret.html.j2").write_text("secret")
    (problem,) = own.in_body(tag.replace("P", path))
    assert problem.code == "T001"
    assert problem.location is not None
    assert problem.location.file.endswith(NAME)


def test_t001_part_that_is_not_there_names_line(own: OwnTemplate) -> None:
    assert own.problems(FRAME.replace("BODY", '{% include "parts/nope.html.j2" %}'))


def test_t001_has_a_line(own: OwnTemplate) -> None:
    assert own.places('\n{% include "parts/nope.html.j2" %}') == [("T001", NAME, 2)]


# --- T002, T003 ---


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("<p>{% for %}</p>", 1, "Expected an expression, got 'end of statement block'"),
        ("\n\n<p>{{ }}</p>", 3, "Expected an expression, got 'end of print statement'"),
        ("\n{% nonsense %}", 2, "Encountered unknown tag 'nonsense'."),
        ("<p>{{ 'a'|nofilter }}</p>", 1, "No filter named 'nofilter'."),
        ("<p>{{ 1 is notest }}</p>", 1, "No test named 'notest'."),
        ("{% do x %}", 1, "Encountered unknown tag 'do'."),
        ("{% block a %}{% endblock %}{% block a %}{% endblock %}", 1, "block 'a' defined twice"),
    ],
)
def test_t002_syntax(own: OwnTemplate, body: str, line: int, message: str) -> None:
    assert own.places(body) == [("T002", NAME, line)]
    (problem,) = own.in_body(body)
    assert problem.message == f"not a valid template: {message}"


@pytest.mark.parametrize(
    "body",
    [
        "".join("{% for a in 'x' %}" for _ in range(25)) + "{% endfor %}" * 25,
        "{% if 1 %}" * 150 + "{% endif %}" * 150,
        "{{ namespace(a=1, a=2) }}",
        "{% macro m(a, a) %}{% endmacro %}",
        "<p>{{ 1e999|int }}</p>",
        "<p>{{ 'a b c'|truncate(1) }}</p>",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ " + "9" * 5000 + " }}",
    ],
    ids=lambda body: body[:24],
)  # fmt: skip
def test_what_python_refuses_is_a_problem(own: OwnTemplate, body: str) -> None:
    (problem,) = own.in_body(body)
    assert problem.code in {"T002", "T003"}


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("<p>{{ nope }}</p>", 1, "'nope' is undefined"),
        ("\n<p>\n{{ handout.nope }}</p>", 3, "has no attribute 'nope'"),
        ("<p>{{ handout.sections[99].id }}</p>", 1, "has no element 99"),
        ("{% if nope %}{% endif %}", 1, "'nope' is undefined"),
        ("<p>{{ 1 / 0 }}</p>", 1, "division by zero"),
        ("<p>{{ handout.title() }}</p>", 1, "'str' object is not callable"),
        ("<p>{{ 'a' + 1 }}</p>", 1, "can only concatenate str"),
        ("{% set handout.title = 'x' %}<p>{{ handout.title }}</p>", 1, "cannot assign attribute"),
        ("<p>{{ []|first }}</p>", 1, "sequence was empty"),
    ],
)
def test_t003_values(own: OwnTemplate, body: str, line: int, message: str) -> None:
    (problem,) = own.in_body(body)
    assert problem.code == "T003"
    assert message in problem.message
    if "cannot assign" not in message:  # Jinja2 gives that one the template's first line
        assert own.places(body) == [("T003", NAME, line)]


def test_t003_names_the_part_that_fails(own: OwnTemplate) -> None:
    own.write("parts/mine.html.j2", "<p>\n{{ nope }}</p>")
    (problem,) = own.in_body('{% include "parts/mine.html.j2" %}')
    assert problem.code == "T003"
    assert problem.location is not None
    assert problem.location.file == str(own.root / "workspace/templates/parts/mine.html.j2")
    assert problem.location.line == 2


# --- the sandbox ---

OUT = [
    "''.__class__",
    "''['__class__']",
    "handout.__init__.__globals__",
    "handout.__class__.__mro__",
    "handout.lead.__html__.__func__.__globals__",
    "handout|attr('__class__')",
    "handout.sections|map(attribute='__class__')|first",
    "([handout]|groupby('__class__')|first).grouper",
    "namespace.__init__.__globals__",
    "namespace.mro()",
    "self.__class__",
    "self._TemplateReference__context",
    "'{0.__class__}'.format(handout)",
    "'{0.__class__}'.format_map({'0': handout})",
    "handout.lead.format.__self__.__class__",
    "handout.title|safe",
    "handout.marked_title.unescape()",
    "handout.title|escape|indent(handout.title, true)",
    "handout.title|escape|replace('&lt;', '<')",
    "cycler",
    "lipsum()",
    "joiner",
    "dict",
    "range(10)",
    "request",
    "config",
    "{}|xmlattr",
    "handout.title|tojson",
    "'https://example.org'|urlize",
]


@pytest.mark.parametrize("expression", OUT)
def test_no_way_to_python_or_past_escaping(own: OwnTemplate, expression: str) -> None:
    problems = own.in_body(f"<p>{{{{ {expression} }}}}</p>")
    assert [p.code[0] for p in problems] == ["T"]
    assert problems[0].code in {"T002", "T003"}


@pytest.mark.parametrize(
    "body",
    [
        "<p>{{ 'a' * 1000000000 }}</p>",
        "<p>{{ 1000000000 * 'a' }}</p>",
        "<p>{{ [0] * 1000000000 }}</p>",
        "<p>{{ (1, 2) * 1000000000 }}</p>",
        "<p>{{ 10 ** 10 ** 10 }}</p>",
        "<p>{{ range(10**9)|list }}</p>",
        "{% for i in range(1000000000) %}{% endfor %}",
        '{% include "own.html.j2" %}',
        '{% import "own.html.j2" as own %}',
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for x in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}",
        "<p>{{ 'a'.ljust(3000000) }}b</p>",
        "<p>{{ '{:3000000}'.format(1) }}b</p>",
        "<p>{{ '%3000000d' % 1 }}</p>",
        "<p>{{ '%3000000d'|format(1) }}</p>",
        "<p>{{ 'a'|center(3000000) }}b</p>",
        "<p>{{ 'a'|indent(3000000, true) }}</p>",
        "<p>{{ [1]|batch(3000000, 0)|list|length }}</p>",
        *(
            f"{{% set n = namespace(s={start}) %}}{{% for a in 'aaaaaaaaaaaaaaaaaaaaaaaa' %}}"
            f"{{% set n.s = {more} %}}{{% endfor %}}<p>{{{{ n.s }}}}</p>"
            for start, more in (
                ("'a'", "n.s ~ n.s"), ("'a'", "n.s + n.s"), ("'a'", "[n.s, n.s]|join"),
                ("[1]", "n.s + n.s"), ("[1]", "[n.s, n.s]"), ("9", "n.s * n.s"),
            )
        ),
        "{% set a = 'aaaaaaaaaaaaaaaaaaaa' %}" + "{% for i in a %}" * 5 + "b" + "{% endfor %}" * 5,
        "<p>{{ (1).to_bytes(3000000, 'big') }}</p>",
        "<p>{{ 1|round(10000000, 'ceil') }}</p>",
    ],
)  # fmt: skip
def test_nothing_endless_or_huge(own: OwnTemplate, body: str) -> None:
    start = process_time()
    (problem,) = own.in_body(body)
    assert problem.code in {"T002", "T003"}
    assert process_time() - start < 3


def test_a_template_that_extends_itself_ends_soon(own: OwnTemplate) -> None:
    start = process_time()
    assert [p.code for p in own.in_body('{% extends "own.html.j2" %}')] == ["T003"]
    assert process_time() - start < 0.3


HOSTILE = "<strong>{{ 7*7 }}</strong>"


@pytest.mark.parametrize(
    "body",
    [
        "<p>{{ handout.title }}</p>",
        "<p>{{ handout.title|string }}</p>",
        "<p>{{ handout.title|escape }}</p>",
        "{% set t %}{{ handout.title }}{% endset %}<p>{{ t }}</p>",
        "{% macro m(t) %}{{ t }}{% endmacro %}<p>{{ m(handout.title) }}</p>",
        "{% filter trim %}<p>{{ handout.title }}</p>{% endfilter %}",
    ],
)  # fmt: skip
def test_text_prints_as_text(own: OwnTemplate, body: str) -> None:
    (paragraph,) = own.body(body, title=HOSTILE)
    assert isinstance(paragraph, Paragraph)
    assert all(isinstance(inline, Text) for inline in paragraph.inlines)


@pytest.mark.parametrize("start", ["{% autoescape false %}", "{%- autoescape true -%}"])
def test_escaping_cannot_be_turned_off(own: OwnTemplate, start: str) -> None:
    body = f"\n{start}<p>{{{{ handout.title }}}}</p>{{% endautoescape %}}"
    assert own.places(body) == [("T002", NAME, 2)]


def test_nothing_is_left_to_chance(own: OwnTemplate) -> None:
    (problem,) = own.in_body("<p>{{ [1, 2, 3]|random }}</p>")
    assert problem.code == "T002"


@pytest.mark.parametrize(
    "expression",
    ["V", "V|string", "V|upper", "V ~ ''", "[V]|join", "[V]|map('string')|first", "V|escape"],
)
@pytest.mark.parametrize("value", ["handout.sections.count", "handout.conditions[0]", "none"])
def test_only_words_and_numbers_print(own: OwnTemplate, value: str, expression: str) -> None:
    assert own.places(f"\n<p>{{{{ {expression.replace('V', value)} }}}}</p>") == [("T003", NAME, 2)]
