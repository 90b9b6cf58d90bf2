"""A poster is read in passing, and its code from a hand's length away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from readback.raster import render_page
from readback.structure import read_structure

from handoutgen.document.inline import inline_text
from handoutgen.document.nodes import Block, Figure, List, Paragraph, References, Section, walk
from handoutgen.errors import HandoutError

from .builds import COMPARISON, built, library
from .places import in_reading_order, pages_of
from .test_qr_code import codes
from .variants import CLINIC, Variant, handout_of, variants

_BODY, _TITLE = 30, 72
_MOST_WORDS = 150

posters = pytest.mark.parametrize("variant", list(variants("poster")), ids=str)


def _sections(blocks: tuple[Block, ...]) -> list[Section]:
    return [b for b in walk(blocks) if isinstance(b, Section) and b.id != "sources"]


def _paragraphs(section: Section) -> Iterator[str]:
    """The words of a section, without labels and names, which may be smaller."""
    for block in walk(section.blocks):
        if isinstance(block, Paragraph) and block.role in ("body", "lead"):
            yield inline_text(block.inlines).replace("\u00a0", " ")


@posters
def test_it_is_read_from_afar(variant: Variant) -> None:
    handout = handout_of(variant)
    pdf = handout.content
    sizes: dict[int, set[float]] = {}
    said: dict[int, str] = {}
    for element, piece in in_reading_order(root := read_structure(pdf), pdf):
        if any(map(str.isalpha, piece.text)):  # citations may be small
            sizes.setdefault(id(element), set()).add(piece.size)
    for element in root.walk():
        said[id(element)] = element.text
    (title,) = root.find("H1")
    assert min(sizes[id(title)]) >= _TITLE
    wanted = {text for s in _sections(handout.document.blocks) for text in _paragraphs(s)}
    assert wanted
    for text in wanted:
        found = [key for key, words in said.items() if words == text and key in sizes]
        assert found, text
        assert all(min(sizes[key]) >= _BODY for key in found), text


@posters
def test_it_has_few_words(variant: Variant) -> None:
    sections = _sections(handout_of(variant).document.blocks)
    count = sum(
        word[0].isalnum()
        for section in sections
        for block in walk(section.blocks)
        if not isinstance(block, Figure | List | References)
        for word in inline_text(getattr(block, "inlines", ())).split()
    )
    assert 20 < count <= _MOST_WORDS


def test_more_words_than_can_be_read_in_passing_are_refused() -> None:
    section = library().sections[COMPARISON]["symptoms"]
    with pytest.raises(HandoutError) as caught:
        built(Variant(COMPARISON, "poster", "standard", "tabloid").request(section=("symptoms",)))
    (problem,) = caught.value.problems
    assert problem.code == "D015"
    assert problem.location == section.location
    assert "150 is the most for a poster" in problem.message


_CODED = [v for v in variants(wordings=("plain",)) if v.layout != "one-page"]


@pytest.mark.parametrize("variant", _CODED, ids=str)
def test_the_code_opens_the_address_that_is_printed_beside_it(variant: Variant) -> None:
    handout = handout_of(variant, CLINIC)
    pdf = handout.content
    address = f"https://lakeside.example/{variant.comparison}"
    root = read_structure(pdf)
    (group,) = (
        div
        for div in root.find("Div")
        if any(e.role == "Figure" and address in (e.alt or "") for e in div.kids)  # type: ignore[union-attr]
    )
    (page,) = pages_of(group)
    image = render_page(pdf, page, dpi=150)
    assert codes(image) == [(address, "M")]
    (figure,) = group.find("Figure")
    (caption,) = group.find("Caption")
    assert address.removeprefix("https://") in caption.text
    _, bottom, *_ = figure.attributes["BBox"]  # type: ignore[misc]
    under = {p.mcid for _, p in in_reading_order(caption, pdf) if 0 < float(bottom) - p.y < 60}
    assert under >= {p.mcid for _, p in in_reading_order(caption, pdf)} > set()


@pytest.mark.parametrize("variant", list(variants("poster", "one-page")), ids=str)
def test_conditions_beside_each_other_have_names_of_one_size(variant: Variant) -> None:
    handout = handout_of(variant)
    root = read_structure(handout.content)
    names = {c.name for c in handout.selection.conditions}
    pieces = in_reading_order(root, handout.content)
    sizes = {p.size for e, p in pieces if e.role in ("H2", "H3") and e.text in names}
    assert len(sizes) <= 1
