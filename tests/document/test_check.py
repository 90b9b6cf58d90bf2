"""Rules for every document, whatever its template: each broken once, and the good one passes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from content.library_on_disk import DISCLAIMER, composed, on_disk
from page_words import WORDS

from document.own_template import FRAME, OwnTemplate
from handoutgen.document.check import check_document
from handoutgen.document.drawing import Drawing
from handoutgen.document.inline import CitationMark, Inline, Link, Mark, Strong, Text
from handoutgen.document.nodes import (
    Block,
    Callout,
    Cell,
    Disclaimer,
    Document,
    Figure,
    Furniture,
    Heading,
    List,
    ListItem,
    Paragraph,
    ReferenceEntry,
    References,
    Row,
    Section,
    Table,
)
from handoutgen.errors import ExitCode, HandoutError, Location, Problem
from handoutgen.selection import HandoutRequest

AT = Location("x.html.j2", 7)
SENTENCES = ("Ask your doctor.", "Call 911.")
NOTE = Disclaimer((Paragraph((Text("Ask your doctor. Call 911. Thank you."),)),))
SOURCES = References((ReferenceEntry(1, (Text("A."),)), ReferenceEntry(2, (Text("B."),))))
TITLE = Heading(1, (Text("Title"),))
CITING = Paragraph((Text("Both cough."), CitationMark((1, 2))))
GOOD = (TITLE, CITING, Heading(2, (Text("Sources"),)), SOURCES, NOTE)


def words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def problems(*blocks: Block, references: int = 2) -> tuple[Problem, ...]:
    document = Document(
        "T", "en", "A", "S", "2026-11-21", Furniture("", (), "", "", ()), blocks, WORDS
    )
    try:
        check_document(document, SENTENCES, references)
    except HandoutError as error:
        assert error.exit_code is ExitCode.NOT_ACCESSIBLE
        return error.problems
    return ()


def with_block(block: Block) -> Problem:
    """The only problem of a good document that also has this block, deep inside."""
    section = Section("s", (List((ListItem((block,)),)),))
    (problem,) = problems(TITLE, CITING, Heading(2, (Text("A"),)), section, SOURCES, NOTE)
    return problem


def test_a_good_document_has_no_problem() -> None:
    assert problems(*GOOD) == ()


# --- D001 ---


def test_d001_no_disclaimer() -> None:
    first, second = problems(*GOOD[:-1])
    assert first.code == second.code == "D001"
    assert first.message == "the disclaimer does not print: 'Ask your doctor.'"
    assert second.message == "the disclaimer does not print: 'Call 911.'"
    assert first.hint == 'end the template with {% include "parts/disclaimer.html.j2" %}.'


def test_d001_each_sentence_in_a_paragraph_of_its_own() -> None:
    items = tuple(ListItem((words(sentence),)) for sentence in SENTENCES)
    assert problems(*GOOD[:-1], Disclaimer((List(items),))) == ()


def test_d001_a_sentence_that_prints_elsewhere_is_no_disclaimer() -> None:
    assert len(problems(*GOOD[:-1], words("Ask your doctor. Call 911."))) == 2


def test_d001_a_sentence_that_was_changed() -> None:
    (problem,) = problems(*GOOD[:-1], Disclaimer((words("Ask your doctor. Call 912."),)))
    assert "Call 911." in problem.message


@pytest.mark.parametrize("part", ["disclaimer", "sources"])
def test_a_template_without_a_part_that_must_print(part: str, tmp_path: Path) -> None:
    own = OwnTemplate(tmp_path)
    line = f'{{% include "parts/{part}.html.j2" %}}\n'
    assert line in FRAME
    found = own.problems(FRAME.replace("BODY", "").replace(line, ""))
    assert {p.code for p in found} == ({"D001"} if part == "disclaimer" else {"D002"})
    assert all(f"parts/{part}.html.j2" in p.hint for p in found)


@pytest.mark.parametrize("part", ["disclaimer", "sources"])
def test_what_is_missing_is_told_with_the_template(part: str, tmp_path: Path) -> None:
    own = OwnTemplate(tmp_path)
    line = f'{{% include "parts/{part}.html.j2" %}}\n'
    for problem in own.problems(FRAME.replace("BODY", "").replace(line, "")):
        assert problem.location is not None
        assert problem.location.file.endswith("own.html.j2")


def test_d001_strong_words_in_the_disclaimer(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(DISCLAIMER, "This does not", "This does **not**")
    composed(library.load(), HandoutRequest("cold-or-flu"))


# --- D002, D008 ---


@pytest.mark.parametrize(
    "lists",
    [
        (),
        (References(SOURCES.entries[:1]),),
        (References((*SOURCES.entries, ReferenceEntry(3, (Text("C."),)))),),
        (References((SOURCES.entries[0], ReferenceEntry(2, ()))),),
    ],
)
def test_d002_sources_print_once(lists: tuple[References, ...]) -> None:
    placed = tuple(replace(block, at=AT) for block in lists)
    (problem,) = problems(TITLE, CITING, *placed, NOTE)
    assert problem.code == "D002"
    assert problem.message == "the list of sources should print with 2 entries"
    assert problem.location == (AT if lists else None)
    assert problem.hint == 'include "parts/sources.html.j2" once in the template.'


def test_d008_citations_and_sources_match() -> None:
    citing = Paragraph((Text("Both."), CitationMark((2, 3))))
    first, second = problems(TITLE, citing, SOURCES, NOTE)
    assert first.code == second.code == "D008"
    assert first.message == "source 1 is listed, but nothing that prints cites it"
    assert first.hint == "the template has to print citations with each text."
    assert second.message == "the text cites source 3, which is not in the list"


def test_d008_in_the_order_of_numbers() -> None:
    found = problems(TITLE, *GOOD[2:], references=12)
    numbers = [int(p.message.split()[1]) for p in found if p.code == "D008"]
    assert numbers == list(range(1, 13))


# --- D003, D006 ---


@pytest.mark.parametrize(
    ("levels", "messages"),
    [
        ((1, 2, 3, 2, 3, 3), []),
        ((1, 3), ["a heading of level 3 follows level 1"]),
        ((2,), ["a heading of level 2 follows level 0"]),
        ((1, 2, 1), ["there is a second title"]),
        ((), ["the document has no title"]),
    ],
)
def test_d003_headings(levels: tuple[int, ...], messages: list[str]) -> None:
    headings = tuple(Heading(level, (Text("H"),), AT) for level in levels)
    found = problems(*headings, CITING, SOURCES, NOTE)
    assert [p.message for p in found] == messages
    assert all(p.code == "D003" and p.hint for p in found)
    assert all(p.location == (AT if levels else None) for p in found)


@pytest.mark.parametrize("inlines", [(), (Mark(1),), (Text(" "),), (Mark(1), Strong(""))])
def test_d006_an_empty_heading(inlines: tuple[Inline, ...]) -> None:
    problem = with_block(Heading(3, inlines, AT))
    assert (problem.code, problem.message, problem.location) == (
        "D006",
        "a heading is empty",
        AT,
    )


# --- D004, D005, D007, D009 ---


@pytest.mark.parametrize("alternative", ["", " ", "\u00a0\n"])
def test_d004_a_figure_without_words(alternative: str) -> None:
    drawing = Drawing(10, 10, "Bed", "A bed.", ())
    problem = with_block(Figure("bed", drawing, alternative, (), AT))
    assert (problem.code, problem.location) == ("D004", AT)
    assert problem.message == "the figure `bed` has no alternative text"


def head(text: str) -> Cell:
    return Cell((words(text),), "col")


ROW = Row((Cell((words("a"),), "row"), Cell((words("b"),))))


@pytest.mark.parametrize(
    ("table", "message", "hint"),
    [
        (
            Table("c", Row((head("a"), Cell((words("b"),)))), (ROW,), AT),
            "a head cell is no column header",
            'write <th scope="col"> in thead.',
        ),
        (
            Table("c", Row((head("a"), head("b"))), (ROW, Row(ROW.cells[::-1])), AT),
            "a row has no row header",
            'start each row with <th scope="row">.',
        ),
        (
            Table("c", Row((head("a"),)), (Row(()),), AT),
            "a row has no row header",
            'start each row with <th scope="row">.',
        ),
    ],
)
def test_d005_headers_of_tables(table: Table, message: str, hint: str) -> None:
    problem = with_block(table)
    assert (problem.code, problem.message, problem.location) == ("D005", message, AT)
    assert problem.hint == hint


@pytest.mark.parametrize(
    "blocks",
    [(), (words("Call 911."),), (Paragraph((Text("Now: "), Strong("call"))),), (List(()),)],
)
def test_d007_a_box_that_does_not_say_what_it_is(blocks: tuple[Block, ...]) -> None:
    problem = with_block(Callout("emergency", blocks, AT))
    assert (problem.code, problem.location) == ("D007", AT)
    assert problem.message == "a callout does not say what it is"
    assert problem.hint == "start it with a heading or strong words that say the urgency."


@pytest.mark.parametrize(
    "first", [Heading(3, (Text("Call 911"),)), Paragraph((Strong("Call 911:"), Text(" now")))]
)
def test_d007_a_heading_or_strong_words_say_it(first: Block) -> None:
    callout = Callout("emergency", (first, words("Choking")), AT)
    section = Section("s", (Heading(2, (Text("A"),)), callout))
    assert problems(TITLE, CITING, section, SOURCES, NOTE) == ()


@pytest.mark.parametrize("first", [Paragraph((Strong(" "), Text("x")))])
def test_d007_empty_words_say_nothing(first: Block) -> None:
    assert with_block(Callout("emergency", (first,), AT)).code == "D007"


def test_d009_a_link_without_words() -> None:
    paragraph = Paragraph((Text("See"), Link(" ", "https://e.org"), Text("there")), at=AT)
    problem = with_block(paragraph)
    assert (problem.code, problem.message, problem.location) == ("D009", "a link has no words", AT)


def test_d009_an_empty_link_in_a_template(tmp_path: Path) -> None:
    found = OwnTemplate(tmp_path).in_body('<p>See<a href="https://e.org"></a>.</p>')
    assert [p.code for p in found] == ["D009"]
