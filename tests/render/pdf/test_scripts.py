"""Languages in other scripts: shaped, in order, and read back word for word."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pikepdf
import pypdfium2
import pytest
from readback import Content
from readback.conformance import parent_tree_errors, validate
from readback.document import open_pdf
from readback.structure import read_structure, untagged_graphics, untagged_text
from script_library import COMPARISON, LANGUAGES, standalone

from handoutgen.assets import Assets
from handoutgen.build import Handout, build
from handoutgen.content.layouts import PrintForm
from handoutgen.content.library import load_library
from handoutgen.document.drawing import Drawing, Label
from handoutgen.document.inline import Text
from handoutgen.document.nodes import Document, Figure, Heading, Paragraph
from handoutgen.errors import HandoutError, Location
from handoutgen.render.pdf import shaping
from handoutgen.render.pdf.document_faces import document_faces
from handoutgen.render.pdf.fonts import load_faces
from handoutgen.render.pdf.write import render_pdf
from handoutgen.render.style import load_style
from handoutgen.selection import HandoutRequest

from .builds import document_of
from .checks import assert_words

AT = Location("x")
LAYOUTS = ("handout", "one-page", "booklet", "cards")
_RIGHT_TO_LEFT = re.compile("[\u0600-\u06ff]+")


@cache
def library_of(language: str) -> Assets:
    return standalone(language, Path(mkdtemp()))


@cache
def built(language: str, layout: str = "handout", look: str = "standard") -> Handout:
    assets = library_of(language)
    sections = ("compare",) if layout == "one-page" else ()
    request = HandoutRequest(
        comparison=COMPARISON, section=sections, locale="en-US", layout=layout, style=look
    )
    return build(request, "pdf", load_library(assets), assets)


def in_language(language: str, *words: str, figure: Figure | None = None) -> Document:
    blocks = [Heading(1, (Text(words[0]),), AT), *(Paragraph((Text(w),), at=AT) for w in words)]
    made = document_of(*blocks, *([figure] if figure else ()))
    return replace(made, title=words[0], language=language)


def render(document: Document) -> bytes:
    assets = Assets.find()
    style = load_style(assets)
    faces = document_faces(document, load_faces(assets, style), style)
    return render_pdf(document, style, faces, PrintForm(), "TEST-00")


def codes(document: Document) -> dict[str, str]:
    with pytest.raises(HandoutError) as caught:
        render(document)
    return {problem.code: str(problem) for problem in caught.value.problems}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_is_valid_and_its_tags_say_the_document(language: str, layout: str) -> None:
    made = built(language, layout)
    assert validate(made.content) == validate(made.content, "2a") == []
    assert parent_tree_errors(made.content) == []
    assert untagged_text(made.content) == untagged_graphics(made.content) == []
    assert_words(read_structure(made.content), made.document)


@pytest.mark.parametrize("look", ["large-print", "ink-saver"])
def test_other_styles_set_arabic_too(look: str) -> None:
    made = built("ar", look=look)
    assert validate(made.content) == []
    assert_words(read_structure(made.content), made.document)


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_reader_finds_the_words_in_logical_order(language: str) -> None:
    title = library_title(language)
    pdf = pypdfium2.PdfDocument(built(language).content)
    read = pdf[0].get_textpage().get_text_range()
    for word in title.split():
        assert word.strip("؟?") in read


def test_words_from_right_to_left_read_back_whole() -> None:
    made = built("ar")
    pdf = pypdfium2.PdfDocument(made.content)
    read = " ".join(page.get_textpage().get_text_range() for page in pdf)
    leaves = (kid for e in read_structure(made.content).walk() for kid in e.kids)
    said = " ".join(kid.text for kid in leaves if isinstance(kid, Content))
    words = set(_RIGHT_TO_LEFT.findall(said))
    assert len(words) > 60
    # pdfium puts some vowel signs beside another letter; all other words are there by letter.
    plain = {w for w in words if not re.search("[\u064b-\u0652]", w)}
    assert {w for w in plain if w not in read} == set()


def library_title(language: str) -> str:
    return load_library(library_of(language)).comparisons[COMPARISON].title


def test_a_page_from_right_to_left_is_a_mirror_image() -> None:
    made = built("ar")
    page = pypdfium2.PdfDocument(made.content)[0]
    text = page.get_textpage()
    width = page.get_width()
    whole = text.get_text_range()
    right = text.get_charbox(whole.index("شاي"))[2]
    assert width - right == pytest.approx(57, abs=8)
    # The name of the first column stands to the right of the second one's.
    first, second = whole.rindex("الشاي القهوة"), whole.rindex("القهوة", 0, whole.index("اللون"))
    assert text.get_charbox(first)[0] > text.get_charbox(second)[0]
    with open_pdf(made.content) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == pikepdf.Name.R2L
        assert pdf.Root.StructTreeRoot.K.A[0].WritingMode == pikepdf.Name.RlTb


def test_a_citation_after_latin_words_stays_at_the_end_of_the_sentence() -> None:
    made = built("ar")
    text = pypdfium2.PdfDocument(made.content)[0].get_textpage()
    whole = text.get_text_range()
    name = text.get_charbox(whole.index("Camellia"))
    after = text.get_charbox(whole.index("1", whole.index("Camellia") - 6))
    assert after[2] < name[0]


def test_every_shape_has_letters_and_every_font_is_embedded() -> None:
    with open_pdf(built("hi").content) as pdf:
        fonts = [f for f in pdf.pages[0].resources.Font.values() if f.Subtype == "/Type0"]
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            assert b"<0000>" not in font.ToUnicode.read_bytes().split(b"endcodespacerange")[1]


def test_marks_on_letters_may_be_written_apart() -> None:
    made = render(in_language("vi", "Tie\u0302\u0301ng Vie\u0323\u0302t"))
    assert validate(made) == []
    assert "Tie\u0302\u0301ng" in read_structure(made).text


def test_latin_stays_on_the_plain_path() -> None:
    style = load_style(Assets.find())
    document = in_language("es", "Qué diferencia hay: ¿cuál?")
    assert document_faces(document, load_faces(Assets.find(), style), style).script is None


def test_a_strong_part_of_a_word_joins_with_the_rest() -> None:
    face = shaping.script_faces(("noto-sans-arabic",), "ar", True)[0]
    alone = face.shape("ب", True).clusters[0].parts
    joined = face.shape("ب", True, "", "يت").clusters[0].parts
    assert alone != joined


def test_labels_of_figures_are_shaped_too() -> None:
    label = Label(10.0, 20.0, "عصب", 14.0)
    drawing = Drawing(120.0, 40.0, "t", "d", (label,))
    figure = Figure("nerve", drawing, "صورة عصب", (), AT)
    made = render(in_language("ar", "صورة", figure=figure))
    assert validate(made) == []
    assert "عصب" in pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", "多发性硬化症"), ("th", "โรค"), ("he", "שלום"), ("ja", "病気"), ("xx", "שלום")],
)
def test_a_script_without_a_font_is_refused(language: str, words: str) -> None:
    found = codes(in_language(language, words))
    assert list(found) == ["D030"]
    assert language in found["D030"]


def test_a_character_that_no_font_of_the_language_has_is_refused() -> None:
    assert "U+2610" in codes(in_language("ar", "شاي ☐"))["D010"]


@pytest.mark.parametrize("controls", ["\u202eab", "\u2067ab", "ab\u2069", "\u202aab\u202c"])
def test_controls_that_turn_text_around_are_refused(controls: str) -> None:
    for language, words in (("ar", "شاي"), ("en-US", "tea")):
        assert "D032" in codes(in_language(language, f"{words} {controls}"))


def test_without_harfbuzz_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    shaping.script_font.cache_clear()
    shaping.script_faces.cache_clear()
    monkeypatch.setitem(sys.modules, "uharfbuzz", None)
    assert "handoutgen[scripts]" in codes(in_language("ar", "شاي"))["U070"]


def test_without_the_fonts_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from handoutgen.render import font_packages

    font_packages.font_of.cache_clear()
    shaping.script_font.cache_clear()
    shaping.script_faces.cache_clear()
    monkeypatch.setitem(sys.modules, "fontpkg_noto_sans_arabic", None)
    assert "handoutgen[scripts]" in codes(in_language("ar", "شاي"))["U070"]


def test_the_same_bytes_come_out_again() -> None:
    document = in_language("ar", "شاي أم قهوة؟", "نص MRI (3.5).")
    assert render(document) == render(document)
