"""Content is text: it prints as it was written, or is refused; it is never markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from content.library_on_disk import (
    BASICS,
    COMPARISON,
    FIGURES,
    FLU,
    GLOSSARY,
    HELP,
    OUTLOOK,
    SOURCES,
    LibraryOnDisk,
    composed,
    on_disk,
)

from document.reading import inlines_in, text_of
from handoutgen.document.inline import Strong, inline_text
from handoutgen.document.nodes import Document, Heading
from handoutgen.errors import HandoutError
from handoutgen.selection import HandoutRequest

ALL = ("basics", "outlook", "help")


@pytest.fixture
def library(tmp_path: Path) -> LibraryOnDisk:
    return on_disk(tmp_path)


def handout(library: LibraryOnDisk, section: tuple[str, ...] = ALL, **more: str) -> Document:
    return composed(library.load(), HandoutRequest("cold-or-flu", section=section, **more))  # type: ignore[arg-type]


TEXTS = [
    "<b>bold</b>",
    "a < b & c > d &amp; &#65;",
    "{{ 7*7 }} {% raw %} {# no #}",
    "<img src='file:///etc/passwd'/>",
    '"quoted" ‘and’ it\'s',
    "a ** b",
    "** ** *** *",
    "**",
    "👩‍⚕️ 🇬🇧 ✓",
    "</p></article>",
    "<![CDATA[x]]> <!-- y --> <?z?>",
    "\\1 \\g<0> %s {0} $x",
    "{} {1} {{emergncy}} {title",
]
PLACES = {
    HELP: "Rest helps.",
    BASICS: "What are they?",
    COMPARISON: "Cold or Flu?",
    OUTLOOK: "Call your doctor if",
    FIGURES: "Stay in bed.",
    GLOSSARY: "a very small germ",
    SOURCES: "Colds and flu",
    FLU: "Answers about flu.",
}


def quoted(text: str) -> str:
    """A text as YAML."""
    return "'" + text.replace("'", "''") + "'"


CELLS = ("often high", "Fever", "Slowly.", "How it starts", "Sign\n")


@pytest.mark.parametrize("text", TEXTS)
def test_content_prints_as_itself(library: LibraryOnDisk, text: str) -> None:
    wanted: list[str] = []
    for file, old in (*PLACES.items(), *((BASICS, f": {cell}") for cell in CELLS)):
        wanted.append(f"{len(wanted)} {text}")
        new = quoted(wanted[-1]) + "\n" * old.count("\n")
        library.edit(file, old, f": {new}" if old.startswith(": ") else new)
    printed = text_of(handout(library))
    assert [words for words in wanted if words not in printed] == []


STRONG = "see **this & that** now"


@pytest.mark.parametrize("old", ["A virus causes each one.", "Slowly.", "What are they?"])
def test_strong_words(library: LibraryOnDisk, old: str) -> None:
    library.edit(BASICS, old, quoted(STRONG))
    document = handout(library)
    assert "see this & that now" in text_of(document)
    assert Strong("this & that") in list(inlines_in(document.blocks))


@pytest.mark.parametrize("old", ["often high", "Fever"])
def test_strong_words_in_a_table(library: LibraryOnDisk, old: str) -> None:
    library.edit(BASICS, f": {old}", f": {quoted(STRONG)}")
    assert "see this & that now" in text_of(handout(library))


@pytest.mark.parametrize(
    ("text", "code"),
    [("x" * 5000, "C008"), ("a\u2066b", "C014"), ("\u202eabc", "C014"), ("a\ufeffb", "C014")],
)
def test_what_cannot_be_printed_is_refused(library: LibraryOnDisk, text: str, code: str) -> None:
    library.edit(HELP, "Rest helps.", quoted(text))
    assert {p.code for p in library.problems()} == {code}


def test_half_a_character_in_a_title(library: LibraryOnDisk) -> None:
    with pytest.raises(HandoutError):
        handout(library, title="a\udcff")


def test_letters_that_unicode_takes_for_the_same(library: LibraryOnDisk) -> None:
    library.edit(HELP, "Rest helps.", "A vırus.")
    assert "A vırus." in text_of(handout(library))


# --- definitions and marks ---


def test_a_term_is_defined_where_it_is_read_first(library: LibraryOnDisk) -> None:
    row = """\
      - label: Cause
        cells:
          cold: {id: cold-c, plain: Not fever., sources: [cold-facts]}
          flu: {id: flu-c, plain: Germs., sources: [flu-facts]}
"""
    library.edit(BASICS, "      - label: Fever\n", f"{row}      - label: Fever\n")
    assert "Not fever (being too hot). [3]" in text_of(handout(library)).split("\n")


@pytest.mark.parametrize("name", ["condition", "mark", "amp"])
def test_a_name_that_is_a_word_of_the_markup(library: LibraryOnDisk, name: str) -> None:
    library.edit(FLU, "name: Flu\n", f"name: {name}\n")
    library.edit(COMPARISON, "title: Cold or Flu?", f"title: Cold & {name}")
    assert f"Cold & {name}" in text_of(handout(library))


def test_marks_stand_before_the_first_use_of_each_name(library: LibraryOnDisk) -> None:
    library.edit(COMPARISON, "title: Cold or Flu?", "title: Flu, Colder, pre-Cold, Cold or Flu")
    title = handout(library).blocks[0]
    assert isinstance(title, Heading)
    kinds = [type(inline).__name__ for inline in title.inlines]
    assert kinds == ["Mark", "Text", "Mark", "Text"]
    assert inline_text(title.inlines) == "Flu, Colder, pre-Cold, Cold or Flu"
