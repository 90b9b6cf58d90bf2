"""Glossary terms: found as whole words in every form, defined once, where they are read first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoutgen.assets import Assets
from handoutgen.content.glossary import TermFinder
from handoutgen.content.library import load_library
from handoutgen.content.models import GlossaryTerm

EMG = GlossaryTerm(id="emg", term="EMG", plain="muscle and nerve test")
GENE = GlossaryTerm(id="gene", term="gene", forms=("genes",), plain="instructions from parents")
THERAPY = GlossaryTerm(id="therapy", term="therapy", plain="treatment")
GENE_THERAPY = GlossaryTerm(id="gene-therapy", term="gene therapy", plain="a mended gene")
NIV = GlossaryTerm(id="niv", term="non-invasive ventilation", forms=("NIV",), plain="a mask")
TERMS = (EMG, GENE, THERAPY, GENE_THERAPY, NIV)
FINDER = TermFinder.of(TERMS)


def used(text: str) -> list[str]:
    return [term.id for term in FINDER.used_in(text)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("An EMG checks genes.", ["emg", "gene"]),
        ("Genes, then an EMG and a gene.", ["gene", "emg"]),
        ("Gene therapy is no therapy.", ["gene-therapy", "therapy"]),
        ("GENE THERAPY", ["gene-therapy"]),
        ("NIV or Non-Invasive Ventilation", ["niv"]),
        ("a general emg, niv, EMGs, pre-gene, gene-like, _gene, gene2", []),
        ("(gene) “EMG” **genes** EMG's gene.", ["gene", "emg"]),
        ("gene\ntherapy", ["gene", "therapy"]),
        ("", []),
    ],
)
def test_terms_in_order_of_first_use(text: str, ids: list[str]) -> None:
    assert used(text) == ids


def test_a_definition_follows_the_first_use_only() -> None:
    defined: set[str] = set()
    first = FINDER.define("An EMG and genes. Another EMG.", defined)
    assert first == (
        "An EMG (muscle and nerve test) and genes (instructions from parents). Another EMG."
    )
    assert defined == {"emg", "gene"}
    assert FINDER.define("EMG, gene, NIV", defined) == "EMG, gene, NIV (a mask)"


def test_what_is_explained_in_brackets_is_left_alone() -> None:
    defined: set[str] = set()
    text = "An EMG (a test with needles) is short."
    assert FINDER.define(text, defined) == text
    assert defined == {"emg"}


def test_terms_in_a_definition_are_not_defined_again() -> None:
    assert FINDER.define("gene therapy", set()) == "gene therapy (a mended gene)"


def test_no_terms_find_nothing() -> None:
    finder = TermFinder.of(())
    assert finder.used_in("EMG") == ()
    assert finder.define("EMG", set()) == "EMG"


def test_special_signs_in_a_term_are_letters() -> None:
    term = GlossaryTerm(id="c9", term="C9 (orf72)", forms=("a.b", "x|y"), plain="a gene")
    finder = TermFinder.of([term])
    assert finder.used_in("C9 (orf72) or so") == (term,)
    assert finder.used_in("x|y") == (term,)
    assert finder.used_in("aXb x y") == ()


@pytest.mark.parametrize("text", ["geneſ", "NON-ınvasive ventilation", "non-İnvasive ventilation"])
def test_letters_that_only_unicode_takes_for_the_same(text: str) -> None:
    assert FINDER.define(text, set()).startswith(text)


LETTERS = st.text(alphabet="GENEgensThrapy EMGNIV-().,'*\n", max_size=40)


@settings(deadline=None)
@given(st.lists(LETTERS | st.sampled_from([t.term for t in TERMS]), max_size=5).map(" ".join))
def test_without_its_definitions_a_text_is_unchanged(text: str) -> None:
    defined: set[str] = set()
    result = FINDER.define(text, defined)
    assert defined == set(used(text))
    assert _without_definitions(result, TERMS) == _without_definitions(text, TERMS)
    assert FINDER.define(text, defined) == text
    for term in TERMS:
        if f"({term.plain})" not in text:
            assert result.count(f" ({term.plain})") <= 1


def _without_definitions(text: str, terms: Iterable[GlossaryTerm]) -> str:
    for term in terms:
        text = text.replace(f" ({term.plain})", "")
    return text


WORDS = st.lists(
    st.sampled_from(["gene", "EMG", "non", "therapy", "GENES", "İ", "ς", "ß", "x", "-"])
)
GLUE = st.sampled_from([" ", "-", "", ". ", "_"])


@settings(deadline=None)
@given(WORDS, GLUE, st.sampled_from(["(gene)", "-", "ΟΔΟΣ", "İ ß", "straße x"]))
def test_only_texts_without_a_term_are_not_searched(words: list[str], glue: str, form: str) -> None:
    finder = TermFinder.of((*TERMS, GlossaryTerm(id="odd", term=form, plain="odd")))
    thorough = replace(finder, openings=frozenset([""]))
    for text in (glue.join(words), glue.join((*words, form, *words)), form.lower(), form.upper()):
        assert finder.used_in(text) == thorough.used_in(text)
        assert finder.define(text, set()) == thorough.define(text, set())


def test_the_bundled_glossary_finds_each_form_of_each_term() -> None:
    terms = load_library(Assets.find()).glossary.values()
    finder = TermFinder.of(terms)
    assert len(terms) > 20
    for term in terms:
        for form in (term.term, *term.forms):
            assert finder.used_in(f"About {form}.") == (term,)
            assert finder.term(form) == term
            result = finder.define(f"About {form}.", set())
            assert result == f"About {form} ({term.plain})."
