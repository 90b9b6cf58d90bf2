"""A whole handout: all that was picked, in its order, as the text that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from content.library_on_disk import (
    COMPARISON,
    HELP,
    SOURCES,
    LibraryOnDisk,
    composed,
    on_disk,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from document.own_template import OwnTemplate
from document.reading import text_of
from handoutgen.assets import Assets
from handoutgen.content.entry import Wording
from handoutgen.content.library import Library, load_library
from handoutgen.content.section import (
    CalloutBlock,
    CardsBlock,
    ColumnsBlock,
    FigureBlock,
    FillInBlock,
    ListBlock,
    ParagraphBlock,
    QuestionsBlock,
    Section,
    Statement,
    TableBlock,
)
from handoutgen.document.nodes import Document, Figure, walk
from handoutgen.errors import HandoutError
from handoutgen.selection import HandoutRequest


@lru_cache(maxsize=1)
def real() -> Library:
    return load_library(Assets.find())


EVERY = st.deferred(lambda: st.sampled_from(tuple(real().sections["ms-vs-als"])))
ALL = ("basics", "outlook", "help")


@pytest.fixture
def library(tmp_path: Path) -> LibraryOnDisk:
    return on_disk(tmp_path)


def handout(library: LibraryOnDisk, section: tuple[str, ...] = ALL, **more: str) -> Document:
    return composed(library.load(), HandoutRequest("cold-or-flu", section=section, **more))  # type: ignore[arg-type]


# --- everything that was picked is there, in order ---


def _statements(section: Section, order: tuple[str, ...]) -> Iterator[Statement | str]:
    """What a section says, as it is read: cards and columns one condition after the other."""
    for block in section.blocks:
        match block:
            case ParagraphBlock() | ListBlock() | CalloutBlock():
                yield getattr(block, "heading", None) or ""
                yield from block.statements
            case CardsBlock():
                for condition in order:
                    for row in block.rows:
                        yield row.label
                        yield row.cells[condition]
            case ColumnsBlock():
                for condition in order:
                    yield from block.columns[condition]
            case TableBlock():
                yield block.caption
                for row in block.rows:
                    yield row.label
                    yield from (row.cells[condition] for condition in order)
            case FigureBlock():
                yield real().figures[block.figure].words()[0]
            case QuestionsBlock():
                yield from (question.plain for question in block.questions)
            case FillInBlock():
                yield block.label
            case _:
                pass


def _bare(text: str, library: Library) -> str:
    """A text without citations, and without definitions behind terms."""
    text = re.sub(r" ?\[[0-9, ]+\]", "", text)
    for term in library.glossary.values():
        text = text.replace(f" ({term.plain})", "")
    return " ".join(text.replace("**", "").split())


@settings(max_examples=50, deadline=None)
@given(
    st.lists(EVERY, min_size=1, unique=True),
    st.sampled_from(["plain", "detailed"]),
)
def test_every_text_that_was_picked_prints_in_order(picked: list[str], wording: Wording) -> None:
    comparison = real().comparisons["ms-vs-als"]
    request = HandoutRequest("ms-vs-als", section=tuple(picked), wording=wording, locale="en-GB")
    printed = _bare(text_of(composed(real(), request)), real())
    position = 0
    expected: list[Statement | str] = [comparison.title, *comparison.lead]
    if comparison.alert:
        expected.append(comparison.alert)
    for name in picked:
        section = real().sections["ms-vs-als"][name]
        expected += [section.heading, *_statements(section, comparison.conditions)]
    for text in expected:
        if isinstance(text, Statement):
            if text.status == "retired":
                continue
            wanted = [text.wording(wording)]
            if text.status == "disputed":
                wanted.append(text.disagreement or "")
        elif isinstance(text, str):
            wanted = [text]
        for words in wanted:
            bare = _bare(words.replace("{emergency}", "999"), real())
            found = printed.find(bare, position)
            assert found >= 0, f"{bare!r} does not print in its place"
            position = found + len(bare)


def test_questions_print_in_the_wording_that_was_picked(library: LibraryOnDisk) -> None:
    library.edit(HELP, "plain: When can I", "detailed: How many days?, plain: When can I")
    assert "When can I go back to work?" in text_of(handout(library))
    detailed = text_of(handout(library, wording="detailed"))
    assert "How many days?" in detailed
    assert "A virus (a very small germ) causes" not in detailed


SENTENCES = (
    "This does not take the place of advice.",
    "In an emergency call 999.",
    "The test authors wrote this on November 21, 2026.",
    "No clinician has reviewed this.",
    "To be checked by November 21, 2027.",
    "Nobody told us who paid for this.",
    "Was this clear?",
    "A clinic may copy this.",
)


def test_the_tiny_handout_word_for_word(library: LibraryOnDisk) -> None:
    assert text_of(handout(library, ("basics",), locale="en-GB")).split("\n") == [
        "Cold or Flu?",
        "Both make you cough. [1]",
        "Get help fast. Hard to breathe? Call 999. [2]",
        "What are they?",
        "A virus (a very small germ) causes each one. Each one spreads. [1]",
        "Signs of a cold and of flu",
        "Sign",
        "Cold",
        "Flu",
        "Fever",
        "being too hot",
        "Rare [3]",
        "Common often high [2]",
        "Cold",
        "common cold",
        "How it starts",
        "Slowly. [3]",
        "Flu",
        "influenza",
        "How it starts",
        "All at once. [2]",
        "Stay in bed. [4]",
        "Please note",
        " ".join(SENTENCES),
        "Where is this from?",
        "Colds and flu",
        "Flu",
        "Colds",
        "Beds",
    ]


def test_a_disputed_statement_prints_what_experts_disagree_on(library: LibraryOnDisk) -> None:
    text = "You get worse again. Experts do not agree how soon. [1]"
    assert text in text_of(handout(library)).split("\n")


def test_the_word_list_has_the_terms_of_the_picked_sections(library: LibraryOnDisk) -> None:
    text = text_of(handout(library, ("help", "basics")))
    assert text.endswith("Where is this from?\nColds and flu\nFlu\nRest\nColds\nBeds")
    assert "virus: a very small germ." in text
    assert "virus: " not in text_of(handout(library, ("help",)))


def test_the_emergency_number_without_a_locale(library: LibraryOnDisk) -> None:
    text = text_of(handout(library))
    assert "Call your local emergency number." in text
    assert "{emergency}" not in text


def test_what_the_document_says_about_itself(library: LibraryOnDisk) -> None:
    document = handout(library)
    assert document.title == "Cold or Flu?"
    assert document.language == "en-US"
    assert document.author == "The test authors"
    assert document.subject == "common cold, influenza"
    assert document.date == "2026-11-21"
    assert document.furniture.condition_names == ("Cold", "Flu")
    assert document.furniture.foot_left == (
        "Written November 21, 2026",
        "No clinician has reviewed this.",
    )


def test_the_fingerprint_changes_with_whatever_prints(library: LibraryOnDisk) -> None:
    first = handout(library).fingerprint
    assert handout(library).fingerprint == first
    fingerprints = {first}
    for file, old, new in (
        (HELP, "Rest helps.", "Rest may help."),
        (SOURCES, "title: Rest", "title: Resting"),
        ("data/figures/bed.svg", 'width="90"', 'width="80"'),
        (COMPARISON, "audience: For families", "audience: For schools"),
    ):
        library.edit(file, old, new)
        fingerprints.add(handout(library).fingerprint)
    assert len(fingerprints) == 5


def test_all_drawings_that_are_wrong_are_told(library: LibraryOnDisk) -> None:
    library.write("data/figures/bed.svg", "<svg")
    with pytest.raises(HandoutError) as caught:
        handout(library)
    assert caught.value.problems[0].code == "F001"
    assert caught.value.problems[0].location
    assert caught.value.problems[0].location.file == "data/figures/bed.svg"


# --- a clinic's own template ---

OWN = """\
<article>
  <h1>{{ handout.title|upper }}</h1>
  <p class="lead">{{ handout.lead }}</p>
  <p>{{ handout.alert }}</p>
  {% for section in handout.sections|reverse %}
  {% include "parts/section.html.j2" %}
  {% endfor %}
  {% include "parts/mine.html.j2" %}
  {% include "parts/disclaimer.html.j2" %}
  {% include "parts/sources.html.j2" %}
</article>
"""


def test_a_clinic_has_its_own_template_and_parts(tmp_path: Path) -> None:
    own = OwnTemplate(tmp_path)
    own.write("parts/mine.html.j2", '<p class="note">Ask at the desk.</p>')
    document = own.compose(OWN)
    text = text_of(document)
    assert text.startswith("COLD OR FLU?\nBoth make you cough. [1]\n")
    assert "Ask at the desk." in text
    assert [b.name for b in walk(document.blocks) if isinstance(b, Figure)] == ["bed"]


def test_a_clinic_may_change_a_part_of_the_usual_template(tmp_path: Path) -> None:
    own = OwnTemplate(tmp_path)
    part = "<footer><p>{% for s in handout.disclaimer %}{{ s }} {% endfor %}Thanks.</p></footer>"
    own.write("parts/disclaimer.html.j2", part)
    tiny = on_disk(tmp_path / "tiny").load()
    request = HandoutRequest("cold-or-flu")
    assert "Thanks." in text_of(composed(tiny, request, tmp_path / "workspace"))
    assert "Thanks." not in text_of(composed(tiny, request))
