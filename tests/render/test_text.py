"""The plain text says what the document says, in short lines."""

import re
from collections.abc import Iterator

import pytest
from page_words import WORDS

from handoutgen.assets import Assets
from handoutgen.build import Handout, build
from handoutgen.content.library import load_library
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
from handoutgen.document.nodes import (
    Block,
    Callout,
    Cell,
    Document,
    Figure,
    Furniture,
    Heading,
    List,
    ListItem,
    Paragraph,
    Part,
    References,
    Row,
    SideBySide,
    Table,
    children,
    walk,
)
from handoutgen.render.text import WIDTH, render_text
from handoutgen.selection import HandoutRequest


def words_of(text: str) -> list[str]:
    """Letters and digits only: rules, dashes and lines to write on fall away."""
    return re.findall(r"[^\W_]+", text)


def document_words(document: Document, edition: str) -> list[str]:
    """The document's words with those that stand for its look: numbers, column heads."""
    furniture = document.furniture
    texts = [furniture.head_left, furniture.head_right]
    texts += [text for block in document.blocks for text in _texts(block)]
    return words_of(" ".join([*texts, *furniture.foot_left, f"Edition {edition}"]))


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield _with_addresses(block.inlines)
        case References():
            for entry in block.entries:
                yield f"{entry.number} {_with_addresses(entry.inlines)}"
        case Figure():
            yield f"Figure {block.alternative}"
            yield from (text for caption in block.caption for text in _texts(caption))
        case List():
            for number, item in enumerate(block.items, 1):
                yield str(number) if block.style in ("numbers", "questions") else ""
                yield from (text for inner in item.blocks for text in _texts(inner))
        case Table():
            heads = [_cell(cell) for cell in block.head.cells]
            yield from (block.caption, *heads)
            for row in block.rows:
                yield _cell(row.cells[0])
                for head, cell in zip(heads[1:], row.cells[1:], strict=True):
                    yield from (head, _cell(cell))
        case _:
            yield from (text for child in children(block) for text in _texts(child))


def _cell(cell: Cell) -> str:
    return " ".join(text for block in cell.blocks for text in _texts(block))


def _with_addresses(inlines: tuple[Inline, ...]) -> str:
    return "".join(
        f"{i.text} {i.url}" if isinstance(i, Link) and i.text not in i.url else inline_text((i,))
        for i in inlines
    )


@pytest.fixture(scope="module", params=["plain", "detailed"])
def handout(request: pytest.FixtureRequest) -> Handout:
    assets = Assets.find()
    library = load_library(assets)
    everything = tuple(library.sections["ms-vs-als"])
    asked = HandoutRequest("ms-vs-als", section=everything, wording=request.param)
    return build(asked, "text", library, assets)


def text_of(*blocks: Block) -> str:
    furniture = Furniture("Title", (), "Left", "Right", ("Foot",))
    return render_text(
        Document("Title", "en", "A", "S", "2026-01-02", furniture, blocks, WORDS), "E"
    )


def test_words_are_those_of_the_document(handout: Handout) -> None:
    text = handout.content.decode("utf-8")
    assert words_of(text) == document_words(handout.document, handout.edition)


def test_lines_are_short_and_addresses_whole(handout: Handout) -> None:
    text = handout.content.decode("utf-8")
    for line in text.splitlines():
        assert len(line) <= WIDTH or re.fullmatch(r"\s*[\w.-]+\.[a-z]+/\S+", line), line
        assert line == line.rstrip()
    entries = [b for b in walk(handout.document.blocks) if isinstance(b, References)]
    links = [i.text for b in entries for e in b.entries for i in e.inlines if isinstance(i, Link)]
    assert links
    assert [address for address in links if address not in text] == []


def test_same_document_same_text(handout: Handout) -> None:
    again = render_text(handout.document, handout.edition)
    assert again.encode("utf-8") == handout.content


def test_headings_are_underlined() -> None:
    text = text_of(Heading(1, (Mark(1), Text("Title"))), Heading(2, (Text("Why?"),)))
    assert "Title\n=====\n\nWhy?\n----\n" in text


def test_a_table_is_a_list_for_each_row() -> None:
    head = Row(tuple(Cell((Paragraph((Text(name),)),), "col") for name in ("Sign", "In MS")))
    level = (Mark(1, "common"), Strong("Common"), Text(" "), Small("on and off"), Text(" "))
    row = Row(
        (
            Cell((Paragraph((Strong("EMG"),)), Paragraph((Text("nerve test"),), "note")), "row"),
            Cell((Paragraph((*level, CitationMark((1, 2)))),)),
        )
    )
    text = text_of(Table("How common", head, (row,)))
    assert "How common\n(Sign / In MS)\n\nEMG (nerve test):\n" in text
    assert "EMG (nerve test):\n- In MS: Common, on and off [1, 2]\n" in text


def test_conditions_come_one_after_the_other() -> None:
    parts = tuple(
        Part(n, (Heading(3, (Text(name),)),), ((Paragraph((Text("Who?"),), "label"), _said(name)),))
        for n, name in enumerate(("MS", "ALS"), 1)
    )
    text = text_of(SideBySide("cards", parts))
    assert "MS\n~~\n\nWho?\nAbout MS.\n\nALS\n~~~\n\nWho?\nAbout ALS.\n" in text


def _said(name: str) -> Paragraph:
    return Paragraph((Text(f"About {name}."),))


def test_an_emergency_is_marked_in_characters() -> None:
    listed = List((ListItem((_said("choking"),)),))
    text = text_of(Callout("emergency", (Heading(3, (Text("Emergency: call 911"),)), listed)))
    rule = "-" * WIDTH
    assert f"{rule}\n!! Emergency: call 911\n\n- About choking.\n{rule}\n" in text


def test_a_link_gives_its_address_unless_it_says_it() -> None:
    links = (Link("als.org", "https://www.als.org/"), Text(" "), Link("facts", "https://x.test/a"))
    assert "als.org facts (https://x.test/a)\n" in text_of(Paragraph(links))


def test_a_citation_stays_on_one_line() -> None:
    text = text_of(Paragraph((Text("word " * 13), CitationMark((1, 2, 3)))))
    assert "\n[1, 2, 3]\n" in text


def test_lines_to_write_on() -> None:
    item = ListItem((Paragraph((Text("Why?"),), lines=2),))
    line = "   " + "_" * (WIDTH - 3)
    assert f"1. Why?\n\n{line}\n\n{line}\n" in text_of(List((item,), "questions"))


def test_hostile_text_is_text_and_cannot_steer_a_terminal() -> None:
    text = text_of(Paragraph((Text('<b>&amp; {{ 7*7 }} \x1b[31m\x07\x9b1m\r"quotes"'),)))
    assert '<b>&amp; {{ 7*7 }} [31m1m "quotes"\n' in text
    assert all(c == "\n" or c.isprintable() for c in text)
