"""The HTML page says what the document says, loads nothing and runs nothing."""

import hashlib
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from page_words import WORDS

from handoutgen.assets import Assets
from handoutgen.build import Handout, build
from handoutgen.content.library import Library, load_library
from handoutgen.document.drawing import Drawing, Path, box_segments
from handoutgen.document.inline import CitationMark, Level, Link, Mark, Strong, Text, inline_text
from handoutgen.document.nodes import (
    Block,
    Callout,
    Document,
    Figure,
    Furniture,
    Heading,
    List,
    ListItem,
    Paragraph,
    ReferenceEntry,
    References,
    Section,
    Table,
    children,
    walk,
)
from handoutgen.render.html import render_html
from handoutgen.render.html_marks import HEAD, NAME, TEXT, TITLE, mark_svg
from handoutgen.render.style import Style, load_style
from handoutgen.selection import HandoutRequest

_LEVELS: tuple[Level, ...] = ("common", "can_happen", "rare", "not_expected")
HOSTILE = "<b>&amp; {{ 7*7 }} \"double\" 'single' </style><script>alert(1)</script>"


@dataclass
class Page(HTMLParser):
    """What a reader gets of a page: its words in order, its elements and its style."""

    words: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    style: str = ""
    open: list[tuple[str, bool]] = field(default_factory=list)

    INLINE = frozenset({"a", "span", "strong", "small"})
    VOID = frozenset({"meta", "link"})

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        if tag in self.VOID:
            return
        hidden = values.get("aria-hidden") == "true" or tag in ("head", "text", "desc")
        # The style sheet shows a figure either wide or narrow.
        hidden = hidden or values.get("class") == "for-narrow"
        self.open.append((tag, hidden))
        self._boundary(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag
        self._boundary(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] == "style":
            self.style += data
        elif not any(hidden for _, hidden in self.open):
            self.words.append(data)

    def _boundary(self, tag: str) -> None:
        in_hidden = any(hidden for _, hidden in self.open)
        if tag not in self.INLINE and tag != "svg" and not in_hidden:
            self.words.append("\n")


def read(markup: str) -> Page:
    page = Page()
    page.feed(markup)
    page.close()
    assert page.open == []
    return page


def document_words(document: Document, edition: str) -> list[str]:
    """The document's words as it stands, head and foot of the page around them."""

    def of(block: Block) -> Iterator[str]:
        match block:
            case Heading() | Paragraph():
                yield inline_text(block.inlines)
            case References():
                yield from (inline_text(entry.inlines) for entry in block.entries)
            case Table():
                yield block.caption
            case Figure():
                yield block.alternative
        for child in children(block):
            yield from of(child)

    furniture = document.furniture
    texts = [furniture.head_left, furniture.head_right]
    texts += [text for block in document.blocks for text in of(block)]
    return " ".join([*texts, *furniture.foot_left, f"Edition {edition}"]).split()


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets.find()


@pytest.fixture(scope="module")
def library(assets: Assets) -> Library:
    return load_library(assets)


@pytest.fixture(scope="module")
def style(assets: Assets) -> Style:
    return load_style(assets)


@pytest.fixture(scope="module", params=["plain", "detailed"])
def handout(request: pytest.FixtureRequest, library: Library, assets: Assets) -> Handout:
    everything = tuple(library.sections["ms-vs-als"])
    asked = HandoutRequest("ms-vs-als", section=everything, wording=request.param)
    return build(asked, "html", library, assets)


@pytest.fixture(scope="module")
def page(handout: Handout) -> Page:
    return read(handout.content.decode("utf-8"))


def made_of(*blocks: Block) -> Document:
    furniture = Furniture("Title", ("A", "B"), "Left", "Right", ("Foot",))
    return Document("Title", "en", "Author", "Subject", "2026-01-02", furniture, blocks, WORDS)


def test_words_are_those_of_the_document(handout: Handout, page: Page) -> None:
    assert "".join(page.words).split() == document_words(handout.document, handout.edition)


def test_nothing_is_loaded_and_nothing_runs(page: Page) -> None:
    loading = {"src", "srcset", "data", "poster", "action", "background", "xlink:href"}
    for tag, attributes in page.tags:
        assert tag not in ("script", "iframe", "object", "embed", "base", "form", "img", "use")
        assert not loading & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
        if "href" in attributes and tag != "a":
            assert (tag, attributes["href"]) == ("link", "data:,")
    assert "@import" not in page.style
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]{5})", page.style)
    assert addresses
    assert set(addresses) == {"data:"}
    policies = [a["content"] for _, a in page.tags if "content-security-policy" in str(a).lower()]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'; style-src 'unsafe-inline'; font-src data:")


def test_headings_start_at_one_and_skip_no_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_ids_are_unique_and_every_reference_has_its_target(page: Page) -> None:
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    named = {i for _, a in page.tags for i in a.get("aria-labelledby", "").split()}
    linked = {a["href"][1:] for _, a in page.tags if a.get("href", "").startswith("#")}
    assert named
    assert linked
    assert named | linked <= set(ids)


def test_structure_is_semantic(handout: Handout, page: Page) -> None:
    tags = [tag for tag, _ in page.tags]
    assert [tags.count(tag) for tag in ("header", "main", "footer", "title")][:3] == [1, 1, 1]
    assert ("html", {"lang": handout.document.language}) in page.tags
    assert all("scope" in a for tag, a in page.tags if tag == "th")
    assert tags.count("table") == tags.count("caption") == tags.count("thead") > 0
    for tag, attributes in page.tags:
        if tag == "a" and attributes["href"].startswith("#source-"):
            number = attributes["href"].removeprefix("#source-")
            assert attributes["aria-label"] == f"Source {number}"
        if tag == "svg" and "viewbox" in attributes:
            assert ("aria-hidden" in attributes) != (attributes.get("role") == "img")


def test_same_request_same_bytes_in_another_process(handout: Handout) -> None:
    request = handout.selection.request
    program = (
        "import sys, hashlib\n"
        "from handoutgen.assets import Assets\n"
        "from handoutgen.build import build\n"
        "from handoutgen.content.library import load_library\n"
        "from handoutgen.selection import HandoutRequest\n"
        "assets = Assets.find()\n"
        f"request = HandoutRequest('ms-vs-als', section={request.section!r}, "
        f"wording={request.wording!r})\n"
        "made = build(request, 'html', load_library(assets), assets)\n"
        "print(hashlib.sha256(made.content).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(handout.content).hexdigest()


def test_hostile_text_prints_as_itself(style: Style, assets: Assets) -> None:
    document = made_of(
        Heading(1, (Mark(1), Text(HOSTILE))),
        Section(
            'a"><script>',
            (
                Heading(2, (Strong(HOSTILE),)),
                Paragraph((Text(HOSTILE), Link(HOSTILE, 'https://x.test/?"><script>'))),
                Figure("f", Drawing(10, 10, "", "", ()), HOSTILE, ()),
            ),
        ),
        References((ReferenceEntry(1, (Text(HOSTILE),)),)),
    )
    furniture = replace(document.furniture, head_left=HOSTILE, foot_left=(HOSTILE, '"}*{}'))
    document = replace(document, title=HOSTILE, language='en"x', furniture=furniture)
    markup = render_html(document, style, assets, HOSTILE)
    page = read(markup)
    assert "".join(page.words).split() == document_words(document, HOSTILE)
    assert not {"script", "b"} & {tag for tag, _ in page.tags}
    assert markup.count("</style>") == 1
    assert '"}*{}' not in page.style
    assert "49" not in "".join(page.words)


def test_a_link_leads_to_known_kinds_of_address_only(style: Style, assets: Assets) -> None:
    links = (Link("bad", "javascript:alert(1)"), Link("good", "https://x.test/"))
    page = read(render_html(made_of(Paragraph(links)), style, assets, "E"))
    assert [a["href"] for tag, a in page.tags if tag == "a"] == ["https://x.test/"]


def test_lines_to_write_on_are_decoration(style: Style, assets: Assets) -> None:
    item = ListItem((Paragraph((Text("Why?"),), lines=3),))
    markup = render_html(made_of(List((item,), "questions")), style, assets, "E")
    assert markup.count('<div class="line"></div>') == 3
    assert '<div aria-hidden="true"><div class="line">' in markup
    assert "<ol" in markup


def test_a_citation_reads_as_in_the_document(style: Style, assets: Assets) -> None:
    document = made_of(Paragraph((Text("Fact. "), CitationMark((1, 12)))))
    page = read(render_html(document, style, assets, "E"))
    assert "Fact. [1, 12]" in "".join(page.words)


def test_a_callout_without_heading_keeps_its_words(style: Style, assets: Assets) -> None:
    document = made_of(Callout("alert", (Paragraph((Text("Call now."),)),)))
    page = read(render_html(document, style, assets, "E"))
    assert ("aside", {"class": "callout alert", "role": "note"}) in page.tags
    assert "Call now." in "".join(page.words)


@pytest.mark.parametrize("condition", range(1, 8))
@pytest.mark.parametrize("level", [None, *_LEVELS])
def test_marks_are_well_formed_and_differ(
    style: Style, condition: int, level: Level | None
) -> None:
    for size in (TEXT, HEAD, NAME, TITLE):
        svg = mark_svg(style, Mark(condition, level), size)
        root = ET.fromstring(svg)  # noqa: S314
        assert root.get("aria-hidden") == "true"
        assert len(root)
    drawn = {mark_svg(style, Mark(condition, each), TEXT) for each in _LEVELS}
    assert len(drawn) == len(_LEVELS)


def test_each_figure_is_named_with_its_alternative(handout: Handout) -> None:
    markup = handout.content.decode("utf-8")
    alternatives = {b.alternative for b in walk(handout.document.blocks) if isinstance(b, Figure)}
    named = set()
    for svg in re.findall(r"<svg[^>]* role=\"img\".*?</svg>", markup, re.DOTALL):
        root = ET.fromstring(svg)  # noqa: S314
        title, *others = root
        assert title.tag.endswith("}title")
        assert not [e for e in others if e.tag.endswith("}desc")]
        named.add(title.text)
    assert named == alternatives


def test_a_narrow_figure_is_there_for_small_screens(style: Style, assets: Assets) -> None:
    path = Path(box_segments(0, 0, 30, 9), "condition-1-hatch")
    wide, narrow = (Drawing(width, 10, "", "", (path,)) for width in (400, 90))
    figure = Figure("f", wide, "Two nerves.", (), narrow=narrow)
    page = read(render_html(made_of(figure), style, assets, "E"))
    boxes = [a["viewbox"] for tag, a in page.tags if tag == "svg" and a.get("role") == "img"]
    assert boxes == ["0 0 400 10", "0 0 90 10"]
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert ".for-narrow { display: none; }" in page.style
