"""Every handout of the real library, read back from its tags."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
import pytest
from readback import Element
from readback.document import Bookmark, metadata, open_pdf
from readback.structure import read_structure

from handoutgen.content.library import load_handouts
from handoutgen.document.inline import inline_text
from handoutgen.document.nodes import Callout, Document, Heading, SideBySide, walk
from handoutgen.selection import HandoutRequest

from .builds import COMPARISON, all_sections, assets, built, saved
from .checks import assert_inside, assert_sound
from .expected import reference_pages
from .places import lines_of, lonely, pages_of


def _wholes() -> Iterator[tuple[str, HandoutRequest]]:
    yield "default", HandoutRequest(COMPARISON)
    for wording in ("plain", "detailed"):
        for paper in ("letter", "a4"):
            name = f"all-{wording}-{paper}"
            request = HandoutRequest(
                COMPARISON, all_sections(), wording=wording, paper=paper, locale="en-US"
            )
            yield name, request
    for name in load_handouts(assets()):
        yield name, saved(name)


_WHOLES = dict(_wholes())
_WAYS = [(w, p) for w in ("plain", "detailed") for p in ("letter", "a4")]
whole = pytest.mark.parametrize("name", _WHOLES)


def _check(request: HandoutRequest) -> None:
    handout = built(request)
    root = assert_sound(handout.content, handout.document, handout.edition)
    assert_inside(handout.content, request.sheet)
    assert lonely(lines_of(root, handout.content)) == []
    found = metadata(handout.content)
    document = handout.document
    assert (found.title, found.xmp_title) == (document.title, document.title)
    assert found.lang == document.language
    assert found.marked
    assert found.display_doc_title
    assert found.pdfuaid_part == "1"
    count = len(found.page_sizes)
    assert found.page_labels == tuple(str(n) for n in range(1, count + 1))
    assert found.page_tabs == ("S",) * count
    assert set(found.page_sizes) == {{"letter": (612, 792), "a4": (595.28, 841.89)}[request.sheet]}
    assert all(font.embedded and font.to_unicode for font in found.fonts)
    assert list(found.bookmarks) == _bookmarks(handout.document.blocks, root)
    _check_links(handout.content, root, document)


def _bookmarks(blocks: object, root: Element) -> list[Bookmark]:
    """The title and each heading of the second level with the page that it stands on."""
    inside = [
        id(heading)
        for box in walk(blocks)  # type: ignore[arg-type]
        if isinstance(box, Callout | SideBySide)
        for heading in walk((box,))
    ]
    elements = iter([e for e in root.walk() if e.role in ("H1", "H2", "H3")])
    marks = []
    for block in walk(blocks):  # type: ignore[arg-type]
        if isinstance(block, Heading):
            element = next(elements)
            if block.level <= 2 and id(block) not in inside:
                title, page = inline_text(block.inlines), min(pages_of(element))
                marks.append(Bookmark(block.level, title, page))
    return marks


def _check_links(pdf: bytes, root: Element, document: Document) -> None:
    """Every annotation says where it leads, is on the paper, and leads there."""
    pages = reference_pages(root, document)
    with open_pdf(pdf) as opened:
        for page in opened.pages:
            _, _, width, height = (float(edge) for edge in page.mediabox)
            for link in page.get("/Annots", ()):
                left, bottom, right, top = (float(edge) for edge in link.Rect)
                assert 0 <= left < right <= width
                assert 0 <= bottom < top <= height
                assert str(link.Contents).startswith(("Source ", "Open https://"))
                assert int(link.F) == 4
    for link in root.find("Link"):
        annotations = link.annotations()
        assert annotations
        for annotation in annotations:
            assert annotation.page in pages_of(link)
            if annotation.uri is None:
                number = int(link.text.strip("[]"))
                assert annotation.contents == f"Source {number}"
                assert annotation.destination == pages[number]


@pytest.mark.parametrize("section", all_sections())
def test_a_section_alone_reads_back_as_its_document(section: str) -> None:
    for wording, paper in _WAYS:
        _check(HandoutRequest(COMPARISON, (section,), wording=wording, paper=paper))  # type: ignore[arg-type]


@whole
def test_a_whole_handout_reads_back_as_its_document(name: str) -> None:
    _check(_WHOLES[name])


@whole
def test_a_destination_of_a_citation_is_just_over_its_source(name: str) -> None:
    """The page alone would do for a validator; the reader wants the very line."""
    handout = built(_WHOLES[name])
    root = read_structure(handout.content)
    heights = {}
    for lines in lines_of(root, handout.content):
        if lines.element.role == "Lbl":
            heights[lines.page, lines.element.text] = lines.baselines[0]
    with open_pdf(handout.content) as document:
        pages = {page.obj.objgen: index for index, page in enumerate(document.pages)}
        for page in document.pages:
            for link in page.get("/Annots", ()):
                if "/Dest" not in link:
                    continue
                target, kind, _, top, _ = _resolved(document, link.Dest)
                number = str(link.Contents).removeprefix("Source ")
                over = float(top) - heights[pages[target.objgen], number]
                assert kind == pikepdf.Name.XYZ
                assert 8 < over < 30


def _resolved(document: pikepdf.Pdf, target: pikepdf.Object) -> list[pikepdf.Object]:
    if isinstance(target, pikepdf.Array):
        return list(target)
    return list(document.Root.Dests[str(target)])


@whole
def test_the_tree_has_one_title_and_no_empty_element(name: str) -> None:
    root = read_structure(built(_WHOLES[name]).content)
    assert len(root.find("H1")) == 1
    for element in root.walk():
        if element.role not in ("TD", "TR", "StructTreeRoot"):
            assert element.kids, element
