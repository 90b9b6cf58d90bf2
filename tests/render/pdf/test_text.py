"""Line breaking: nothing is lost, nothing is too wide, and what belongs together stays so."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfdoc import PDFDocument

from handoutgen.document.inline import (
    CitationMark,
    Inline,
    Link,
    Mark,
    Small,
    Strong,
    Text,
    inline_text,
)
from handoutgen.render.pdf.fragment import Line
from handoutgen.render.pdf.text import Setter

from .builds import faces, style
from .documents import inlines, words
from .limits import within

_INK = "#000000"


def _lines(
    content: tuple[Inline, ...], width: float, *, balanced: bool = False, kind: str = "body"
) -> tuple[Line, ...]:
    setter = Setter(style(), faces())
    with within(5):
        return setter.lines(content, getattr(style().type, kind), _INK, width, balanced=balanced)


def _texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(fragment.text for fragment in line.fragments) for line in lines]


def _marks(content: tuple[Inline, ...]) -> list[Mark]:
    return [inline for inline in content if isinstance(inline, Mark)]


@given(inlines(40), st.floats(25, 500), st.booleans())
@settings(deadline=None, max_examples=200)
def test_lines_say_all_that_was_given(
    content: tuple[Inline, ...], width: float, balanced: bool
) -> None:
    lines = _lines(content, width, balanced=balanced)
    assert "".join(_texts(lines)) == inline_text(content).replace("\u00a0", " ")


@given(inlines(40), st.floats(60, 500), st.booleans())
@settings(deadline=None, max_examples=200)
def test_no_line_is_wider_than_its_column(
    content: tuple[Inline, ...], width: float, balanced: bool
) -> None:
    for line in _lines(content, width, balanced=balanced):
        shown = sum(f.width for f in line.fragments)
        last = line.fragments[-1]
        if last.text.endswith(" "):
            shown -= faces().face(last.look.bold).width(" ", last.look.size)
        assert line.indent + shown <= width + 0.02
        assert line.width >= shown - 0.02


@given(st.integers(1, 30).flatmap(lambda n: words(n, least=n)), st.floats(150, 500))
@settings(deadline=None)
def test_the_widths_of_fragments_are_what_the_face_says(text: str, width: float) -> None:
    for line in _lines((Text(text),), width):
        for fragment in line.fragments:
            face = faces().face(fragment.look.bold)
            assert fragment.width == pytest.approx(face.width(fragment.text, fragment.look.size))


@pytest.mark.parametrize(
    "before",
    [
        (Text("A few words and then a word "),),
        (Strong("A few words, a word"), Text(" ")),
        (Text("A few words. "), Small("A note, a word ")),
    ],
)
@pytest.mark.parametrize("numbers", [(1,), (1, 2), (3, 10, 11, 12)])
def test_a_citation_never_starts_a_line(
    before: tuple[Inline, ...], numbers: tuple[int, ...]
) -> None:
    mark = CitationMark(numbers)
    for width in range(120, 300):
        texts = _texts(_lines((*before, mark, Text(" and so on")), width))
        whole = inline_text((mark,))
        (line,) = (text for text in texts if "[" in text)
        assert whole in line
        assert not line.startswith("[")


def test_a_long_row_of_numbers_breaks_between_numbers() -> None:
    texts = _texts(_lines((Text("Word "), CitationMark(tuple(range(1, 40)))), 100))
    assert len(texts) > 3
    assert all(text.endswith((" ", "]")) for text in texts)


@pytest.mark.parametrize("width", [3, 30, 200])
def test_a_word_wider_than_the_line_is_cut_and_never_lost(width: float) -> None:
    long = "https://example.org/" + "a-path/with_parts." * 20
    texts = _texts(_lines((Text("See "), Link(long, long), Text(" for more")), width))
    assert "".join(texts) == f"See {long} for more"


def test_an_address_breaks_after_a_slash_a_dot_or_a_hyphen() -> None:
    long = "https://example.org/" + "a-path/with_parts." * 20
    texts = _texts(_lines((Link(long, long),), 200))
    assert all(text[-1] in "/.-_" for text in texts[:-1])


def test_every_part_of_a_link_keeps_one_target() -> None:
    lines = _lines((Link("words that need several lines of a narrow column", "https://a"),), 80)
    targets = {id(fragment.target) for line in lines for fragment in line.fragments}
    assert len(lines) > 2
    assert len(targets) == 1


def test_two_links_to_one_place_are_two_links() -> None:
    (line,) = _lines((Link("one", "https://a"), Link("two", "https://a")), 400)
    first, second = (fragment.target for fragment in line.fragments)
    assert first is not second


def test_text_beside_a_level_hangs_beside_its_mark() -> None:
    lines = _lines((Mark(1, "common"), Text("some words that need several lines")), 90)
    mark = lines[0].fragments[0]
    assert mark.mark is not None
    assert [line.indent for line in lines[1:]] == [mark.width] * (len(lines) - 1)


@pytest.mark.parametrize("width", range(230, 480, 50))
def test_a_balanced_heading_has_no_more_lines_and_no_short_last_line(width: float) -> None:
    text = (Text("How do doctors tell the two of them apart today?"),)
    plain, balanced = (_lines(text, width, balanced=b, kind="question") for b in (False, True))
    assert len(plain) == len(balanced)
    if len(balanced) == 2:
        first, last = (line.width for line in balanced)
        assert min(first, last) > 0.55 * max(first, last)


def test_a_title_of_four_lines_is_left_alone() -> None:
    text = (Text("word " * 20 + "end"),)
    balanced, plain = (_lines(text, 120, balanced=b) for b in (True, False))
    assert [line.fragments for line in balanced] == [line.fragments for line in plain]


@pytest.mark.parametrize(
    "text", ["Electromyography x test", "Understanding nerves in", "Magnetoencephalography in ALS"]
)
def test_balancing_never_cuts_a_word_that_fits(text: str) -> None:
    for width in range(240, 500, 3):
        plain, balanced = (
            _texts(_lines((Text(text),), width, balanced=b, kind="question")) for b in (False, True)
        )
        if all(line.endswith(" ") for line in plain[:-1]):
            assert all(line.endswith(" ") for line in balanced[:-1]), balanced


def test_a_column_without_any_width_still_ends() -> None:
    assert "".join(_texts(_lines((Text("two words"),), -5))) == "two words"


def test_a_mark_inside_a_word_that_is_cut_is_kept() -> None:
    content = (Text("Wordwithout"), Mark(1), Text("end"))
    for width in range(20, 120):
        fragments = (f for line in _lines(content, width) for f in line.fragments)
        assert [f.mark for f in fragments if f.mark] == _marks(content), width


def test_words_are_broken_at_spaces_only() -> None:
    texts = _texts(_lines((Text("one two-three four/five six"),), 60))
    assert all(a.endswith(" ") and not b.startswith(" ") for a, b in pairwise(texts))


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.sampled_from((9.5, 11.0, 30.0)))
def test_a_width_is_that_of_the_font(text: str, size: float) -> None:
    for face in (faces().regular, faces().bold):
        assert face.width(text, size) == face.font.stringWidth(text, 1000) * size / 1000


@given(st.lists(st.text("ab–’é€ș", min_size=1, max_size=12), min_size=1, max_size=9))
def test_characters_get_their_codes_as_the_font_gives_them(texts: list[str]) -> None:
    own, usual = PDFDocument(), PDFDocument()
    face = faces().regular
    for text in texts:
        name = face.font.getSubsetInternalName
        pieces = face.font.splitString(text, usual)
        plain = [(name(subset, usual), codes.decode("latin-1")) for subset, codes in pieces]
        assert list(face.strings(text, own)) == plain
