"""Two languages as a web page and as plain text: each half in its language, lines once."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser

from second_language import LANGUAGE, NAMES, both, faced

from handoutgen.assets import Assets
from handoutgen.document.inline import inline_text
from handoutgen.document.nodes import Document, Facing, Heading, Paragraph, walk
from handoutgen.render.html import render_html
from handoutgen.render.style import load_style
from handoutgen.render.text import render_text
from handoutgen.selection import HandoutRequest

_REQUEST = HandoutRequest("ms-vs-als", locale="en-US")
_VOID = {"meta", "link", "br", "img"}


@cache
def _document() -> Document:
    return faced(_REQUEST)


class _Page(HTMLParser):
    """The words of a page by language, its ids, and what names its sections."""

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[str] = []
        self.words: dict[str, list[str]] = {}
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.lines = 0
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.ids += [i for i in [said.get("id")] if i]
        self.labels += (said.get("aria-labelledby") or "").split()
        self.lines += said.get("class") == "line"
        if tag not in _VOID:
            self.languages.append(said.get("lang") or (self.languages or [""])[-1])
            self.silent += tag in ("style", "svg", "title")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.languages.pop()
            self.silent -= tag in ("style", "svg", "title")

    def handle_data(self, data: str) -> None:
        if not self.silent and self.languages:
            self.words.setdefault(self.languages[-1], []).extend(data.split())


@cache
def _page() -> _Page:
    assets = Assets.find()
    page = _Page()
    page.feed(render_html(_document(), load_style(assets), assets, "TEST-00"))
    return page


def test_every_word_of_a_page_stands_in_its_language() -> None:
    first, second = (_vocabulary(d) for d in both(_REQUEST))
    said = {language: set(words) for language, words in _page().words.items()}
    assert second - first <= said[LANGUAGE]
    assert not (second - first) & said["en-US"]
    assert (first - second) & said[LANGUAGE] == set()


def _vocabulary(document: Document) -> set[str]:
    texts = (
        inline_text(block.inlines)
        for block in walk(document.blocks)
        if isinstance(block, Heading | Paragraph)
    )
    return {word for text in texts for word in text.split() if word.isalpha()}


def test_ids_are_unique_and_sections_are_named_by_the_headings_of_both_languages() -> None:
    page = _page()
    assert len(page.ids) == len(set(page.ids))
    assert set(page.labels) <= set(page.ids)
    assert len(page.labels) > 10


def test_lines_to_write_on_are_ruled_once() -> None:
    (first, _), blocks = both(_REQUEST), walk(_document().blocks)
    lines = sum(b.lines for b in blocks if isinstance(b, Paragraph))
    assert lines == sum(b.lines for b in walk(first.blocks) if isinstance(b, Paragraph)) > 0
    assert _page().lines == lines


def test_only_a_page_in_two_languages_has_the_rules_for_them() -> None:
    assets = Assets.find()
    one, _ = both(_REQUEST)
    assert ".facing" in render_html(_document(), load_style(assets), assets, "TEST-00")
    assert ".facing" not in render_html(one, load_style(assets), assets, "TEST-00")


def test_plain_text_says_each_pair_in_the_first_language_and_then_in_the_second() -> None:
    text = render_text(_document(), "TEST-00")
    words = " ".join(text.split())
    first, second = both(_REQUEST)
    titles = [words.index(f"{name} {title}") for name, title in _named(first, second)]
    assert titles == sorted(titles)
    pairs = [b for b in walk(_document().blocks) if isinstance(b, Facing)]
    headings = [
        inline_text(b.inlines)
        for pair in pairs
        for b in (*pair.first, *pair.second)
        if isinstance(b, Heading) and b.level == 2
    ]
    places = [words.index(f"{heading} ---") for heading in headings]
    assert places == sorted(places) and len(places) > 20
    for document in (first, second):
        assert document.furniture.foot_left[-1] in words


def _named(first: Document, second: Document) -> list[tuple[str, str]]:
    return list(zip(NAMES, (first.title, second.title), strict=True))
