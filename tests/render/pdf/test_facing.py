"""Two languages on one sheet, read back: what each says, in whose voice, and at what height."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import pytest
from readback import Element
from readback.conformance import validate
from readback.document import metadata
from readback.structure import artifacts, read_structure
from second_language import LANGUAGE, both, faced

from handoutgen.build import build
from handoutgen.content.layouts import Layout, Paper, refusal_of_two_languages
from handoutgen.document.bilingual import bilingual
from handoutgen.document.inline import inline_text
from handoutgen.document.nodes import (
    Block,
    Document,
    Facing,
    Heading,
    List,
    Paragraph,
    References,
    walk,
)
from handoutgen.document.stacking import stacked
from handoutgen.errors import HandoutError
from handoutgen.render.pdf.imposition import render_sheets
from handoutgen.render.pdf.write import render_pdf
from handoutgen.render.style import Style
from handoutgen.selection import HandoutRequest
from handoutgen.translation.offered import language_name

from .builds import EDITION, assets, built, faces, library, style
from .checks import assert_in_frames, assert_sound, assert_words, plan_for
from .places import Shown, in_reading_order, lines_of, lonely, pages_of, shown, sizes

_FEWER = {
    "booklet": ("in-short", "tell-apart-in-short", "call-in-short", "ask-in-short"),
    "one-page": ("see-a-doctor",),
    "handout": (),
}
_FIRST = "en-US"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A handout in two languages, in one look."""

    comparison: str
    layout: Layout
    paper: Paper = "letter"
    look: str = "standard"

    def __str__(self) -> str:
        return f"{self.comparison}-{self.layout}-{self.paper}-{self.look}"

    @property
    def request(self) -> HandoutRequest:
        """What was picked."""
        return HandoutRequest(
            self.comparison,
            section=_FEWER[self.layout],
            layout=self.layout,
            paper=self.paper,
            style=self.look,
            locale="en-US",
        )

    @property
    def tokens(self) -> Style:
        """Its sizes and colours."""
        return style(self.look, self.layout)


_SHEETS = [
    *(Sheet(c, "handout") for c in ("ms-vs-als", "cold-flu-covid")),
    Sheet("ms-vs-als", "handout", "a4", "ink-saver"),
    *(Sheet("ms-vs-als", "booklet", paper) for paper in ("letter", "a4")),
    Sheet("cold-flu-covid", "booklet"),
    *(Sheet("ms-vs-als", "one-page", paper) for paper in ("letter", "a4")),
    Sheet("cold-flu-covid", "one-page"),
]
every = pytest.mark.parametrize("sheet", _SHEETS, ids=str)


@cache
def _document(sheet: Sheet) -> Document:
    document = faced(sheet.request)
    return stacked(document) if sheet.tokens.stacked == "all" else document


@cache
def _pdf(sheet: Sheet) -> bytes:
    return render_pdf(_document(sheet), sheet.tokens, faces(), sheet.request.form, EDITION)


@every
def test_a_sheet_conforms_and_says_its_document_inside_its_frames(sheet: Sheet) -> None:
    pdf = _pdf(sheet)
    root = assert_sound(pdf, _document(sheet), EDITION)
    assert_in_frames(pdf, plan_for(sheet.request.form, sheet.tokens, _document(sheet)), root)
    assert [words for words, size in sizes(pdf) if size < 11.995] == []
    assert lonely(lines_of(root, pdf)) == []


@every
def test_a_screen_reader_speaks_each_language_with_its_own_voice(sheet: Sheet) -> None:
    """Every word of the second document has its /Lang, and no word of the first one has."""
    spoken: dict[str, Counter[str]] = {_FIRST: Counter(), LANGUAGE: Counter()}
    for words, language in _spoken(read_structure(_pdf(sheet)), metadata(_pdf(sheet)).lang):
        spoken[language].update(words.split())
    documents = both(sheet.request)
    if sheet.tokens.stacked == "all":
        documents = (stacked(documents[0]), stacked(documents[1]))
    only_first, only_second = (_vocabulary(d) for d in documents)
    assert only_second - only_first <= set(spoken[LANGUAGE])
    assert not (only_second - only_first) & set(spoken[_FIRST])
    assert not (only_first - only_second) & set(spoken[LANGUAGE])


def _spoken(element: Element, language: str | None) -> Iterator[tuple[str, str]]:
    """The words of each element with the language that holds for it (ISO 32000-1, 14.9.2)."""
    language = element.lang or language
    assert language is not None
    if element.role == "Figure":  # its labels are in the drawing's file, not in the content
        yield element.alt or "", language
        return
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _spoken(kid, language)
        elif words := getattr(kid, "text", ""):
            yield words, language


def _vocabulary(document: Document) -> set[str]:
    texts = (
        inline_text(block.inlines)
        for block in walk(document.blocks)
        if isinstance(block, Heading | Paragraph)
    )
    return {word for text in texts for word in text.split() if word.isalpha()}


@every
def test_what_says_the_same_stands_at_the_same_height(sheet: Sheet) -> None:
    """The first lines of each heading and of each item of a list, on one page or on two."""
    pdf = _pdf(sheet)
    root = read_structure(pdf)
    first_line: dict[int, Shown] = {}
    for element, piece in in_reading_order(root, pdf):
        first_line.setdefault(id(element), piece)
    compared = 0
    for pair in root.find("Div"):
        halves = [e for e in pair.kids if isinstance(e, Element) and e.lang]
        if [half.lang for half in halves] != [_FIRST, LANGUAGE]:
            continue
        roles = [[e for e in half.walk() if id(e) in first_line] for half in halves]
        for one, other in zip(*roles, strict=False):
            a, b = first_line[id(one)], first_line[id(other)]
            assert one.role == other.role
            if one.role == "Link" or _in_turns(sheet, pair):
                continue  # a paragraph may go on over the page at another word
            across = 1 if sheet.layout == "booklet" else 0
            assert b.page - a.page == across, (one.text, other.text)
            if one.role in ("H1", "H2", "LBody"):
                assert a.y == pytest.approx(b.y, abs=0.02), (one.text, other.text)
                compared += 1
    assert compared


def _in_turns(sheet: Sheet, pair: Element) -> bool:
    """The cover and the list of sources of a booklet, and figures with small words."""
    if any(e.role == "Figure" for e in pair.walk()):
        return True
    titled = any(e.role == "H1" for e in pair.walk())
    return sheet.layout == "booklet" and (titled or "facts come from" in pair.text)


@every
def test_there_is_one_list_of_sources_and_one_bookmark_for_both_headings(sheet: Sheet) -> None:
    lists = [b for b in walk(_document(sheet).blocks) if isinstance(b, References)]
    assert len(lists) == 1
    bookmarks = [bookmark.title for bookmark in metadata(_pdf(sheet)).bookmarks]
    pairs = [b for b in walk(_document(sheet).blocks) if isinstance(b, Facing)]
    headings = [
        tuple(inline_text(b.inlines) for b in side if isinstance(b, Heading) and b.level < 3)
        for pair in pairs
        for side in (pair.first, pair.second)
    ]
    said = [heading for side in headings for heading in side]
    assert len(bookmarks) * 2 == len(said)
    for one, other in zip(headings[::2], headings[1::2], strict=True):
        for first, second in zip(one, other, strict=True):
            assert f"{first} / {second}" in bookmarks


def test_the_foot_says_in_both_languages_that_nobody_has_reviewed_the_text() -> None:
    sheet = Sheet("ms-vs-als", "handout")
    first, second = both(sheet.request)
    for texts in artifacts(_pdf(sheet)):
        for document in (first, second):
            assert document.furniture.foot_left[-1] in texts


def test_each_page_of_a_booklet_has_head_and_foot_in_its_language() -> None:
    sheet = Sheet("ms-vs-als", "booklet")
    first, second = (d.furniture.foot_left[-1] for d in both(sheet.request))
    _cover, left, right, *_ = artifacts(_pdf(sheet))
    assert first in left and second not in left
    assert second in right and first not in right


def test_the_sheets_of_a_booklet_hold_all_its_pages() -> None:
    sheet = Sheet("ms-vs-als", "booklet")
    form = sheet.request.form
    sheets = render_sheets(_document(sheet), sheet.tokens, faces(), form, EDITION)
    pages = len(metadata(_pdf(sheet)).page_sizes)
    assert len(metadata(sheets).page_sizes) == 2 * -(-pages // 4)


def test_one_page_takes_both_sides_of_its_sheet_and_no_more() -> None:
    usual = HandoutRequest("ms-vs-als", layout="one-page", locale="en-US")
    look = style("standard", "one-page")
    pdf = render_pdf(faced(usual), look, faces(), usual.form, EDITION)
    assert len(metadata(pdf).page_sizes) == 2
    more = HandoutRequest(
        "ms-vs-als",
        section=("in-short", "call-in-short", "are-they-linked"),
        layout="one-page",
        locale="en-US",
    )
    with pytest.raises(HandoutError) as caught:
        render_pdf(faced(more), look, faces(), more.form, EDITION)
    (problem,) = caught.value.problems
    assert problem.code == "D013"
    assert "the two sides of the sheet" in problem.message
    assert problem.hint.startswith("these sections fit: in-short.")


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("layout", ["handout", "one-page"])
def test_a_question_has_its_answers_for_both_conditions_on_the_page_where_it_is_asked(
    layout: Layout, paper: Paper
) -> None:
    """And the first page is used: what compares them begins there."""
    language = ("en", "es")
    handout = built(HandoutRequest("ms-vs-als", layout=layout, paper=paper, language=language))
    rows = [
        pair
        for pair in walk(handout.document.blocks)
        if isinstance(pair, Facing) and any(_compares(block) for block in pair.first)
    ]
    assert len(rows) >= 5
    pages = []
    root = read_structure(handout.content)
    for pair in rows:
        said = next(block for block in pair.first if _compares(block))
        assert isinstance(said, List)
        first = next(i for i in said.items[0].blocks if isinstance(i, Paragraph))
        words = inline_text(first.inlines)
        element = next(e for e in root.find("L") if words in e.text)
        (page,) = {page for item in element.find("LI") for page in pages_of(item)}
        pages.append(page)
        assert len(element.find("LI")) == len(said.items) == 2
    assert pages[0] == 0
    foot = max(p.y for p in shown(handout.content) if p.page == 0 and p.mcid is None and p.y < 100)
    body = [p.y for p in shown(handout.content) if p.page == 0 and p.mcid is not None]
    assert min(body) - foot < metadata(handout.content).page_sizes[0][1] / 5


def _compares(block: Block) -> bool:
    return isinstance(block, List) and block.style == "conditions"


def test_lines_to_write_on_are_ruled_once_across_both_columns() -> None:
    sheet = Sheet("ms-vs-als", "handout")
    lists = [
        (one, other)
        for pair in walk(_document(sheet).blocks)
        if isinstance(pair, Facing)
        for one, other in zip(pair.first, pair.second, strict=True)
        if isinstance(one, List) and one.style == "questions" and isinstance(other, List)
    ]
    assert lists
    for one, other in lists:
        assert not any(b.lines for i in one.items for b in i.blocks if isinstance(b, Paragraph))
        assert all(b.lines for i in other.items for b in i.blocks if isinstance(b, Paragraph))


@pytest.mark.parametrize("layout", ["leaflet", "cards", "poster"])
def test_two_languages_are_refused_where_there_is_no_room(layout: Layout) -> None:
    reason = refusal_of_two_languages(layout, "standard")
    assert reason and layout in reason


def test_large_print_is_refused_in_two_languages() -> None:
    assert "one column" in (refusal_of_two_languages("handout", "large-print") or "")
    for layout in ("handout", "one-page", "booklet"):
        assert refusal_of_two_languages(layout, "standard") is None  # type: ignore[arg-type]


@pytest.mark.parametrize("layout", ["handout", "one-page", "booklet"])
def test_english_and_spanish_are_built_from_the_library(layout: Layout) -> None:
    section = ("in-short", "are-they-linked", "ask-in-short") if layout == "booklet" else ()
    request = HandoutRequest(
        "ms-vs-als", section=section, layout=layout, locale="en-US", language=("en", "es")
    )
    handout = build(request, "pdf", library(), assets())
    assert validate(handout.content) == validate(handout.content, "2a") == []
    root = read_structure(handout.content)
    assert_words(root, handout.document)
    told: dict[str, set[str]] = {"en-US": set(), "es": set()}
    for half in root.walk():
        links = (e for e in half.walk() if half.lang and e.role == "Link")
        told[half.lang or "es"] |= {a.contents or "" for e in links for a in e.annotations()}
    assert any(words.startswith("Source ") for words in told["en-US"])
    assert any(words.startswith("Fuente ") for words in told["es"])
    assert not any(words.startswith("Source ") for words in told["es"])
    assert "Español" in root.text


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"layout": "poster"}, "a poster"),
        ({"style": "large-print"}, "one column"),
        ({"language": ("en", "en")}, "two that differ"),
        ({"language": ("en", "es", "fr")}, "two that differ"),
    ],
)
def test_what_cannot_be_printed_in_two_languages_is_refused(
    changes: dict[str, object], reason: str
) -> None:
    request = replace(HandoutRequest("ms-vs-als", language=("en", "es")), **changes)  # type: ignore[arg-type]
    with pytest.raises(HandoutError) as caught:
        built(request)
    (problem,) = caught.value.problems
    assert problem.code == "S007"
    assert reason in problem.message


def test_a_language_is_called_what_it_calls_itself() -> None:
    names = [language_name(tag) for tag in ("en", "es", "pt-BR", "xx-unknown")]
    assert names == ["English", "Español", "Português (Brasil)", "xx-unknown"]


def test_the_same_documents_make_the_same_file() -> None:
    sheet = Sheet("ms-vs-als", "one-page")
    again = bilingual(*both(sheet.request), ("English", "Español"))
    assert render_pdf(again, sheet.tokens, faces(), sheet.request.form, EDITION) == _pdf(sheet)


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_frame_in_two_languages_stands_on_one_page(paper: Paper) -> None:
    """Broken, an item would stand on one page in one language, and on the next in the other."""
    request = HandoutRequest(
        "ms-vs-als", ("when-to-call",), layout="handout", paper=paper, language=("en", "es")
    )
    usual = HandoutRequest("ms-vs-als", layout="handout", paper=paper, language=("en", "es"))
    for asked in (request, usual):
        root = read_structure(built(asked).content)
        frames = [s for s in root.find("Sect") if s.find("H3") and not s.find("Sect")[1:]]
        frames = [s for s in frames if "911" in s.text or "emergenc" in s.text.lower()]
        assert len(frames) >= 2
        assert {len(pages_of(frame)) for frame in frames} == {1}
