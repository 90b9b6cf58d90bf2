"""The closed vocabulary: what is not in it is refused, with the template and the line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from document.own_template import NAME, OwnTemplate
from handoutgen.document.markup import VOCABULARY, Element, read_markup
from handoutgen.errors import HandoutError, Location

FILE = "templates/x.html.j2"


@pytest.fixture
def own(tmp_path: Path) -> OwnTemplate:
    return OwnTemplate(tmp_path)


def test_tree_with_places() -> None:
    root = read_markup(
        '<article at="a:1"><p at="b:7" class="lead">x <strong>y</strong></p></article>', FILE
    )
    (paragraph,) = root.elements()
    assert (root.name, root.at) == ("article", Location("a", 1))
    assert (paragraph.attributes, paragraph.at) == ({"class": "lead"}, Location("b", 7))
    strong = paragraph.contents[1]
    assert isinstance(strong, Element)
    assert strong.at == Location("b", 7)  # without a place of its own: that of what is around it
    assert root.text() == "x y"


def test_text_is_folded_and_entities_are_characters() -> None:
    root = read_markup("<p>\n a &lt;b&gt; &amp;\t c&#233; <![CDATA[<i>]]> <!-- no --></p>", FILE)
    assert root.text() == "a <b> & cé <i>"


@pytest.mark.parametrize("name", ["div2", "b", "i", "span", "script", "style", "br", "P"])
def test_t004_unknown_element(own: OwnTemplate, name: str) -> None:
    assert own.places(f"\n<p>x</p>\n<{name}/>") == [("T004", NAME, 3)]
    (problem,) = own.in_body(f"<{name}/>")
    assert problem.message == f"unknown element <{name}>"
    assert problem.hint


def test_t004_did_you_mean(own: OwnTemplate) -> None:
    (problem,) = own.in_body("<sectoin/>")
    assert problem.hint == "did you mean section or strong or caption?"


@pytest.mark.parametrize(
    ("tag", "message", "hint"),
    [
        ('<p style="color: red">x</p>', "<p> has no attribute `style`", "known: class, lines."),
        ('<p onclick="x()">x</p>', "<p> has no attribute `onclick`", ""),
        ('<h2 id="x">x</h2>', "<h2> has no attribute `id`", "templates arrange, they do not style"),
        ('<p clas="lead">x</p>', "<p> has no attribute `clas`", "did you mean class?"),
        ('<p class="leed">x</p>', '<p class="leed">: no such value', "did you mean lead?"),
        ('<p class="">x</p>', '<p class="">: no such value', "known: body"),
        ('<p lines="21">x</p>', '<p lines="21">: no such value', ""),
        ('<aside class="danger"/>', '<aside class="danger">: no such value', "did you mean alert?"),
        ('<p><mark condition="0"/></p>', '<mark condition="0">: no such value', ""),
        ('<p><mark condition="1" level="often"/></p>', '<mark level="often">', ""),
    ],
)
def test_t005_unknown_attribute_or_value(
    own: OwnTemplate, tag: str, message: str, hint: str
) -> None:
    assert own.places(f"\n\n{tag}") == [("T005", NAME, 3)]
    (problem,) = own.in_body(tag)
    assert message in problem.message
    assert hint in problem.hint


def test_a_tag_over_several_lines_is_placed_where_it_starts(own: OwnTemplate) -> None:
    assert own.places('<p\n\n  class="leed"\n>x</p>') == [("T005", NAME, 1)]


def test_lines_are_right_behind_jinja_tags_and_trimmed_lines(own: OwnTemplate) -> None:
    body = "{# one\ntwo #}\n{% set x = [\n1] %}\n  {% if x %}\n  <b/>\n  {% endif %}\n<i/>"
    assert own.places(body) == [("T004", NAME, 6), ("T004", NAME, 8)]


def test_all_unknown_things_are_told_at_once(own: OwnTemplate) -> None:
    body = '<b/>\n<p style="x">y</p>\n<i/>\n<p class="z" foo="1">y</p>'
    assert own.places(body) == [
        ("T004", NAME, 1),
        ("T005", NAME, 2),
        ("T004", NAME, 3),
        ("T005", NAME, 4),
        ("T005", NAME, 4),
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<p>", "mismatched tag"),
        ("<p>x</h2>", "mismatched tag"),
        ("<p>a & b</p>", "not well-formed"),
        ("<p>a &nbsp; b</p>", "undefined entity"),
        ("<p>a < b</p>", "not well-formed"),
        ("<p class=lead>x</p>", "not well-formed"),
        ("<p>x<br></p>", "mismatched tag"),
        ("<!DOCTYPE html>", "not well-formed"),
        ("<p at='x:1'>a</p>", "duplicate attribute"),
        ("<p>{{ '\\x00' }}</p>", "not well-formed"),
    ],
)
def test_t007_not_well_formed(own: OwnTemplate, body: str, reason: str) -> None:
    problem = own.in_body(body)[-1]
    assert problem.code == "T007"
    assert reason in problem.message
    assert problem.hint == "every element needs its end tag; write & as &amp;."
    assert problem.location is not None
    assert Path(problem.location.file).name == NAME
    assert problem.location.line >= 1


@pytest.mark.parametrize(
    "source",
    ["", " \n", "words", "<article/><article/>", "<!DOCTYPE a><article/>", "<article/>words",
     '<!DOCTYPE a [<!ENTITY x "y">]><article>&x;</article>',
     '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><article>&x;</article>'],
)  # fmt: skip
def test_t007_no_single_root(own: OwnTemplate, source: str) -> None:
    (problem,) = own.problems(source)
    assert problem.code == "T007"
    assert "root:" not in str(problem)


def test_a_clinic_finds_its_file(own: OwnTemplate) -> None:
    own.write("parts/mine.html.j2", "<b/>")
    (problem,) = own.in_body('{% include "parts/mine.html.j2" %}')
    assert problem.location is not None
    assert problem.location.file == str(own.root / "workspace/templates/parts/mine.html.j2")


@pytest.mark.parametrize(
    "body", ['<{{ "p" }} at="x:y">a</{{ "p" }}>', '<_x at="x:y"/>', '<é at="x:"/>']
)
def test_a_place_that_the_template_made_up(own: OwnTemplate, body: str) -> None:
    assert {p.code[0] for p in own.in_body(body)} <= {"T"}


def test_t004_names_with_a_prefix(own: OwnTemplate) -> None:
    assert own.places("\n<svg:p/>") == [("T004", NAME, 2)]


def test_half_a_character(own: OwnTemplate) -> None:
    assert [p.code for p in own.in_body("<p>{{ '\\ud800' }}</p>")] == ["T007"]


# --- properties ---


@settings(deadline=None)
@given(st.text(alphabet="<>/&;='\" \npaxr1!-[]?", max_size=60) | st.text(max_size=60))
def test_any_markup_is_a_tree_or_problems(markup: str) -> None:
    if any(0xD800 <= ord(character) <= 0xDFFF for character in markup):
        return
    try:
        root = read_markup(f"<article>{markup}</article>", FILE)
    except HandoutError as error:
        assert {p.code for p in error.problems} <= {"T004", "T005", "T007"}
        assert all(p.location and p.location.file == FILE for p in error.problems)
    else:
        assert all(e.name in VOCABULARY for e in _all(root))


def _all(element: Element) -> list[Element]:
    return [element, *(inner for e in element.elements() for inner in _all(e))]
