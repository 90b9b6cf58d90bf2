"""What may not stand where it stands: each with the template and the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from document.own_template import NAME, OwnTemplate
from document.reading import texts_in


@pytest.fixture
def own(tmp_path: Path) -> OwnTemplate:
    return OwnTemplate(tmp_path)


ROW = '<tr><th scope="row">a</th><td>b</td></tr>'
CAPTION = "<caption>c</caption>"
HEAD = '<thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'


def table(rows: str, caption: str = CAPTION) -> str:
    return f"<table>{caption}{HEAD}<tbody>{rows}</tbody></table>"


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ("words", "T006", "text stands directly in <article>: 'words'"),
        ("<article/>", "T006", "<article> cannot stand in <article>"),
        ("<li>x</li>", "T006", "<li> cannot stand in <article>"),
        ("<strong>x</strong>", "T006", "<strong> cannot stand in <article>"),
        ("<p><p>x</p></p>", "T006", "<p> cannot stand in <p>"),
        ("<p>x<ul><li>y</li></ul></p>", "T006", "<ul> cannot stand in <p>"),
        ("<h2><h3>x</h3></h2>", "T006", "<h3> cannot stand in <h2>"),
        ("<p><strong><small>x</small></strong></p>", "T006", "<small> cannot stand in <strong>"),
        ("<ul><p>x</p></ul>", "T006", "<p> cannot stand in <ul>"),
        ("<ul>x<li>y</li></ul>", "T006", "text stands directly in <ul>"),
        ("<ul><li>x <p>y</p></li></ul>", "T006", "text stands directly in <li>: 'x'"),
        ('<section id="a">x</section>', "T006", "text stands directly in <section>: 'x'"),
        ('<aside class="call">x</aside>', "T006", "text stands directly in <aside>: 'x'"),
        ("<footer>x</footer>", "T006", "text stands directly in <footer>: 'x'"),
        (table(ROW, CAPTION + "x"), "T006", "text stands directly in <table>"),
        (table(ROW + "x"), "T006", "text stands directly in <tbody>"),
        (table(f"<tr>x{ROW[4:]}"), "T006", "text stands directly in <tr>"),
        (table(ROW, ""), "T006", "a table has one caption, one thead"),
        (table(""), "T006", "a table has one head row and at least one row in its body"),
        (table("<tr><td>a</td></tr>"), "T006", "the row has 1 cells where the head has 2"),
        (table("<tr><th>a</th><td>b</td></tr>"), "T008", "<th> needs `scope`"),
        ("<figure/>", "T006", "a figure has one img"),
        ('<img src="bed" alt="x"/>', "T006", "<img> cannot stand in <article>"),
        ('<figure><img src="bde" alt="x"/></figure>', "T009",
         "there is no figure `bde` in this handout"),
        ('<figure><img src="file:///etc/passwd" alt="x"/></figure>', "T009", "there is no figure"),
        ('<figure><img src="bed"/></figure>', "T008", "<img> needs `alt`"),
        ('<figure><img src="bed" alt=" "/></figure>', "T008", "<img> needs `alt`"),
        ('<div class="row"><p>x</p></div>', "T006",
         "a div is `cards`, `columns`, or a panel: front, inside, flap, back, card"),
        ('<div class="cards"><section condition="1"><div><p>x</p></div></section>'
         '<section condition="2"/></div>', "T006", "all cards have the same number of rows"),
        ('<div class="columns"><section><div><p>x</p></div></section></div>', "T008",
         "<section> needs `condition`"),
        ("<section><h2>x</h2></section>", "T008", "<section> needs `id`"),
        ("<p><mark/>x</p>", "T008", "<mark> needs `condition`"),
        ('<p><a href="http://e.org">x</a></p>', "T005", "a link leads to an https:// address"),
        ('<p><a href="javascript:alert(1)">x</a></p>', "T005", "a link leads to an https://"),
        ('<p><a href="file:///etc/passwd">x</a></p>', "T005", "a link leads to an https://"),
        ('<p><cite numbers="1,2"/></p>', "T005", "`numbers` lists source numbers: 1 4"),
        ('<p><cite numbers="0"/></p>', "T005", "`numbers` lists source numbers: 1 4"),
        ('<ol class="short"><li value="1">x</li><li value="1">y</li></ol>', "T006",
         "source 1 does not follow source 1"),
    ],
)  # fmt: skip
def test_wrong_place_or_value(own: OwnTemplate, body: str, code: str, message: str) -> None:
    problems = own.in_body(f"\n{body}")
    assert code in {p.code for p in problems}
    problem = next(p for p in problems if p.code == code)
    assert message in problem.message
    assert problem.location is not None
    assert Path(problem.location.file).name == NAME
    # Text has no place of its own: it is told at the element that it stands in.
    assert problem.location.line == (1 if "in <article>: '" in message else 5)


def test_t006_the_whole_markup_is_one_article(own: OwnTemplate) -> None:
    (problem,) = own.problems('<section id="a"><h2>x</h2></section>')
    assert (problem.code, problem.message) == ("T006", "the whole markup stands in one <article>")


def test_t009_did_you_mean(own: OwnTemplate) -> None:
    (problem,) = own.in_body('<figure><img src="bde" alt="x"/></figure>')
    assert problem.hint == "did you mean bed?"


@pytest.mark.parametrize(
    "body",
    [
        '<figure><img src="bed" alt="x">Lost words.</img></figure>',
        '<p><mark condition="1">Lost words.</mark></p>',
        '<p><cite numbers="1">Lost words.</cite></p>',
    ],
)
def test_no_words_are_lost(own: OwnTemplate, body: str) -> None:
    assert own.in_body(body) or "Lost words." in "".join(texts_in(own.body(body)))


@pytest.mark.parametrize("inside", ["<p>a</p><p>b</p>", "<table/>", '<cite numbers="1"/>', "<tr/>"])
def test_t006_a_caption_holds_words(own: OwnTemplate, inside: str) -> None:
    markup = table(ROW, f"<caption>c{inside}</caption>")
    assert [p.code for p in own.in_body(markup)] == ["T006"]


@pytest.mark.parametrize("tag", ['section id="a"', "header", "aside", "footer"])
def test_nesting_without_end(own: OwnTemplate, tag: str) -> None:
    body = f"<{tag}>" * 3000 + f"</{tag.split()[0]}>" * 3000
    assert own.in_body(body)[0].code[0] in "TD"


def test_a_mark_names_a_condition_of_the_handout(own: OwnTemplate) -> None:
    assert own.in_body('<p><mark condition="7"/>x</p>')
