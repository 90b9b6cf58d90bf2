"""From elements to nodes: what may stand where, what it means, and how white space folds."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from document.reading import texts_in
from handoutgen.document.drawing import Drawing
from handoutgen.document.inline import CitationMark, Link, Mark, Small, Strong, Text, inline_text
from handoutgen.document.markup import INLINE, VOCABULARY, read_markup
from handoutgen.document.nodes import (
    Block,
    Callout,
    Disclaimer,
    Figure,
    Heading,
    List,
    Paragraph,
    References,
    Section,
    SideBySide,
    Table,
)
from handoutgen.document.parse import parse
from handoutgen.errors import HandoutError

DRAWINGS = {"bed": (Drawing(100, 50, "Bed", "A bed.", ()), None)}


def blocks(body: str) -> tuple[Block, ...]:
    return parse(read_markup(f"<article>{body}</article>", "x"), DRAWINGS)


def only(body: str) -> Any:
    (block,) = blocks(body)
    return block


# --- what elements mean ---


def test_headings_and_paragraphs() -> None:
    assert blocks('<header><h1>A</h1></header><h3>B</h3><p class="label" lines="3">C</p>') == (
        Heading(1, (Text("A"),)),
        Heading(3, (Text("B"),)),
        Paragraph((Text("C"),), "label", 3),
    )


def test_inline_elements() -> None:
    markup = (
        '<p>a <strong>b</strong> <small>c</small> <a href="https://e.org/?x=1&amp;y">d</a>'
        '<mark condition="2" level="rare"/><cite numbers="7 3 7"/></p>'
    )
    assert only(markup).inlines == (
        Text("a "),
        Strong("b"),
        Text(" "),
        Small("c"),
        Text(" "),
        Link("d", "https://e.org/?x=1&y"),
        Mark(2, "rare"),
        CitationMark((3, 7)),
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("  a \n\t b  ", "a b"),
        ("a <strong> b </strong> c", "a b c"),
        ("a<strong> b</strong>", "a b"),
        ("<strong>a </strong> b", "a b"),
        (' <mark condition="1"/> a', "a"),
        ('a <mark condition="1"/> b', "a b"),
        ('a <cite numbers="1"/> . ', "a [1] ."),
        ("a <strong> </strong> ", "a"),
        ("a\u00a0 \u00a0b", "a\u00a0 \u00a0b"),
        ("a&#10;b&#13;c", "a b c"),
        ("&lt;b&gt; **c**", "<b> **c**"),
    ],
)
def test_white_space_folds_as_in_html(markup: str, text: str) -> None:
    assert inline_text(only(f"<p>{markup}</p>").inlines) == text


@pytest.mark.parametrize("empty", ["<p/>", "<p> \n </p>", "<ul/>", "<p><strong> </strong></p>"])
def test_what_says_nothing_is_nothing(empty: str) -> None:
    assert blocks(empty) == ()


def test_lists() -> None:
    questions = only('<ol class="questions"><li lines="2">Why?</li></ol>')
    assert isinstance(questions, List)
    assert questions.style == "questions"
    assert questions.items[0].blocks == (Paragraph((Text("Why?"),), lines=2),)
    assert [only(f"<{x}><li>a</li></{y}>").style for x, y in (
        ("ul", "ul"), ("ol", "ol"), ('ul class="contacts"', "ul"))] == [
        "bullets", "numbers", "contacts"]  # fmt: skip
    nested = only("<ul><li><p>a</p><ul><li>b</li></ul></li></ul>")
    assert list(texts_in((nested,))) == ["a", "b"]


TABLE = (
    "<table><caption> Signs\n of <strong>both</strong></caption><thead><tr>"
    '<th scope="col">Sign</th><th scope="col" condition="2">Flu</th></tr></thead><tbody><tr>'
    '<th scope="row"><p>Fever</p><p class="note">hot</p></th><td condition="2">often</td>'
    "</tr></tbody></table>"
)


def test_table() -> None:
    table = only(TABLE)
    assert isinstance(table, Table)
    assert table.caption == "Signs of both"
    assert [(c.scope, c.condition) for c in table.head.cells] == [("col", None), ("col", 2)]
    assert [(c.scope, c.condition) for c in table.rows[0].cells] == [("row", None), (None, 2)]
    assert list(texts_in((table,)))[1:] == ["Sign", "Flu", "Fever", "hot", "often"]


def test_figure() -> None:
    figure = only(
        '<figure><img src="bed" alt="A bed."/><figcaption>Rest.</figcaption>'
        "<figcaption> </figcaption><figcaption>More.</figcaption></figure>"
    )
    assert isinstance(figure, Figure)
    assert (figure.name, figure.alternative, figure.drawing) == (
        "bed",
        "A bed.",
        DRAWINGS["bed"][0],
    )
    assert list(texts_in(figure.caption)) == ["Rest.", "More."]


def test_boxes_and_parts() -> None:
    callout = only('<aside class="call"><h3>Call</h3><ul><li>a</li></ul></aside>')
    assert (type(callout), callout.urgency) == (Callout, "call")
    assert only("<aside><p>x</p></aside>").urgency == "note"
    assert isinstance(only('<section id="a"><h2>x</h2></section>'), Section)
    assert isinstance(only("<footer><p>x</p></footer>"), Disclaimer)
    pair = only(
        '<div class="cards"><section condition="1"><header><h3>A</h3></header>'
        '<div class="row"><p>1</p></div><div><p>2</p></div></section>'
        '<section condition="2"><div><p>3</p></div><div><p>4</p></div></section></div>'
    )
    assert isinstance(pair, SideBySide)
    assert [(p.condition, len(p.head), len(p.rows)) for p in pair.parts] == [(1, 1, 2), (2, 0, 2)]
    assert list(texts_in((pair,))) == ["A", "1", "2", "3", "4"]


def test_references_are_numbered_in_order() -> None:
    references = only('<ol class="references"><li value="1">a</li><li>b</li></ol>')
    assert isinstance(references, References)
    assert [e.number for e in references.entries] == [1, 2]


# --- properties ---

NAMES = sorted(VOCABULARY)
WORDS = st.text(alphabet="ab <&\"'\u00a0\n\u200f𝔸", max_size=6)


def _attributes(name: str) -> st.SearchStrategy[str]:
    """Attributes that the vocabulary allows, with values that it allows or any."""
    taken = {}
    for key, values in VOCABULARY[name].items():
        taken[key] = st.sampled_from(sorted(values)) if values else _ANY.get(key, WORDS)
    return st.fixed_dictionaries({}, optional=taken).map(
        lambda chosen: "".join(f" {k}={quoteattr(v)}" for k, v in chosen.items())
    )


_ANY = {
    "src": st.just("bed"),
    "href": st.just("https://e.org"),
    "numbers": st.just("1 2"),
    "value": st.just("1"),
}


@st.composite
def trees(draw: st.DrawFn, names: tuple[str, ...] = tuple(NAMES), depth: int = 4) -> str:
    name = draw(st.sampled_from(names))
    inner = tuple(INLINE) if name in {"p", "h1", "h2", "h3"} else tuple(NAMES)
    parts = []
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        if draw(st.booleans()):
            parts.append(draw(trees(names=inner, depth=depth - 1)))
        else:
            parts.append(escape(draw(WORDS)))
    return f"<{name}{draw(_attributes(name))}>{''.join(parts)}</{name}>"


@settings(deadline=None)
@given(st.lists(trees(), max_size=3))
def test_any_tree_of_known_elements_is_a_document_or_problems(parts: list[str]) -> None:
    try:
        found = blocks("".join(parts))
    except HandoutError as error:
        assert {p.code for p in error.problems} <= {"T005", "T006", "T008", "T009"}
        assert all(p.message and p.location for p in error.problems)
    else:
        for text in texts_in(found):
            assert "  " not in text


@settings(deadline=None)
@given(st.lists(WORDS | st.sampled_from(["<strong>a</strong>", "<small> b </small>"]), max_size=6))
def test_words_of_a_paragraph_are_kept(parts: list[str]) -> None:
    markup = "".join(part if part.startswith("<s") else escape(part) for part in parts)
    found = blocks(f"<p>{markup}</p>")
    plain = "".join(
        part[8 if "g" in part else 7 : 9] if part.startswith("<s") else part for part in parts
    )
    assert "".join("".join(texts_in(found)).split()) == "".join(plain.split())
