"""A card says what it is, where its facts come from and how old it is, also when it is alone."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from readback import Content, Element
from readback.document import metadata
from readback.raster import page_images
from readback.structure import read_structure

from handoutgen.content.clinic import ClinicProfile
from handoutgen.content.layouts import Paper, PrintForm
from handoutgen.document.inline import Text
from handoutgen.document.nodes import Document, Heading, Panel, Paragraph, Section
from handoutgen.selection import HandoutRequest

from .builds import COMPARISON, built, document_of, printed
from .places import Shown, pages_of, shown
from .variants import CLINIC, Variant, handout_of, variants

_CLEAR = 18
"""No text stands nearer to a cut or an edge, in points: scissors are not exact."""

every = pytest.mark.parametrize("variant", list(variants("cards")), ids=str)

Card = tuple[int, bool, bool]
"""The sheet, whether it is on the right, and whether it is below."""


def _card(piece: Shown, size: tuple[float, float]) -> Card:
    return piece.page, piece.x > size[0] / 2, piece.y < size[1] / 2


def _on_cards(pdf: bytes, *, tagged: bool) -> dict[Card, list[str]]:
    size = metadata(pdf).page_sizes[0]
    found: dict[Card, list[str]] = defaultdict(list)
    for piece in shown(pdf):
        if (piece.mcid is not None) == tagged:
            found[_card(piece, size)].append(piece.text)
    return found


def _panels(pdf: bytes) -> list[Element]:
    (document,) = (kid for kid in read_structure(pdf).kids if isinstance(kid, Element))
    return [kid for kid in document.kids if isinstance(kid, Element)]


def _cards_of(panel: Element, pdf: bytes) -> set[Card]:
    size = metadata(pdf).page_sizes[0]
    marks = {
        (kid.page, kid.mcid) for e in panel.walk() for kid in e.kids if isinstance(kid, Content)
    }
    return {_card(p, size) for p in shown(pdf) if (p.page, p.mcid) in marks}


@every
def test_each_section_has_cards_of_its_own_in_the_order_of_reading(variant: Variant) -> None:
    handout = handout_of(variant)
    panels = _panels(handout.content)
    clinic = handout.selection.request.clinic
    website = clinic is not None and clinic.website is not None
    assert len(panels) == len(handout.selection.sections) + 2 + website
    filled = [sorted(_cards_of(panel, handout.content), key=_place) for panel in panels]
    order = [card for cards in filled for card in cards]
    assert order == sorted(order, key=_place)
    assert len(set(order)) == len(order)
    places = [4 * page + 2 * below + right for page, right, below in order]
    assert places == list(range(len(places)))


def _place(card: Card) -> tuple[int, bool, bool]:
    page, right, below = card
    return page, below, right


@every
def test_each_card_lists_what_it_cites_and_nothing_else(variant: Variant) -> None:
    handout = handout_of(variant)
    listed_in_all: set[int] = set()
    for panel in _panels(handout.content):
        cited = {
            int((a.contents or "").removeprefix("Source "))
            for a in panel.annotations()
            if (a.contents or "").startswith("Source ")
        }
        lists = [e for e in panel.find("L") if e.attributes.get("ListNumbering")]
        numbered = [{int(label.text) for label in e.find("Lbl")} for e in lists]
        # Questions have numbers too, and callouts their own sources.
        listed = {number for numbers in numbered if numbers <= cited for number in numbers}
        assert listed == cited
        assert not cited or numbered[-1] <= cited
        listed_in_all |= listed
    assert listed_in_all == set(range(1, len(handout.selection.sources) + 1))


@pytest.mark.parametrize("variant", [v for v in variants("cards") if v.wording == "plain"], ids=str)
def test_a_card_that_says_when_to_call_has_its_own_sources(variant: Variant) -> None:
    """Also where one section takes two cards: the emergencies may be pinned up alone."""
    pdf = built(variant.request(section=("call-in-short",))).content
    told = []
    for texts in _on_cards(pdf, tagged=True).values():
        said = " ".join(texts)
        if re.search("Emergency: call|Call your", said):
            cited = {
                int(n) for found in re.findall(r"\[([\d, ]+)]", said) for n in found.split(",")
            }
            assert cited
            assert cited == {int(text) for text in texts if text.strip().isdigit()}
            told.append(said)
    assert len(told) == 2


@every
def test_each_card_has_the_title_the_edition_and_the_state_of_review(variant: Variant) -> None:
    handout = handout_of(variant, CLINIC)
    said = _on_cards(handout.content, tagged=False)
    filled = _on_cards(handout.content, tagged=True)
    assert set(said) == set(filled)
    for texts in said.values():
        # Beside "continued" a long title ends after a whole word.
        whole = "continued" not in texts
        short = (text.removesuffix(" …") for text in texts if text.endswith(" …"))
        title = handout.document.title if whole else next(short, handout.document.title)
        assert title in (texts if whole else handout.document.title)
        assert f"{handout.document.title} ".startswith(f"{title} ")
        assert f"Edition {handout.edition}" in texts
        # It may say whom to call the same day: with the number it can be done.
        assert {CLINIC.name, CLINIC.phone} <= set(texts)
        assert "No clinician has reviewed this text yet." in texts


@every
@pytest.mark.parametrize("clinic", [None, CLINIC], ids=["unnamed", "clinic"])
def test_only_short_marks_show_where_to_cut(variant: Variant, clinic: ClinicProfile | None) -> None:
    pdf = handout_of(variant, clinic).content
    width, height = metadata(pdf).page_sizes[0]
    for piece in shown(pdf):
        assert abs(piece.x - width / 2) >= _CLEAR
        assert abs(piece.y + piece.size * 0.35 - height / 2) >= _CLEAR - piece.size * 0.35
    for image in page_images(pdf, dpi=72):
        grey = image.convert("L")
        middle, centre = round(width / 2), round(height / 2)
        down = [
            y
            for y in range(grey.height)
            if any(_dark(grey, x, y) for x in range(middle - 12, middle + 12))
        ]
        across = [
            x
            for x in range(grey.width)
            if any(_dark(grey, x, y) for y in range(centre - 12, centre + 12))
        ]
        for found, length in ((down, height), (across, width)):
            assert all(min(at, length - at) <= 29 or abs(at - length / 2) <= 6 for at in found), (
                found
            )
            assert min(found) >= 17
            assert {at < length / 3 for at in found} == {True, False}


def _dark(image: object, x: int, y: int) -> bool:
    return bool(image.getpixel((x, y)) < 200)  # type: ignore[attr-defined]


def _long_card() -> Document:
    words = Paragraph((Text("word " * 60 + "end"),))
    section = Section("s", (Heading(2, (Text("Q?"),)), *[words] * 6))
    return document_of(
        Panel("card", (Heading(1, (Text("T"),)),)),
        Panel("card", (section,)),
        Panel("card", (Section("t", (Heading(2, (Text("Next?"),)), words)),)),
    )


def test_a_card_that_goes_on_says_so_and_the_next_section_has_a_new_one() -> None:
    pdf = printed(_long_card(), PrintForm("cards"))
    one, long, following = _panels(pdf)
    assert len(_cards_of(one, pdf)) == 1
    cards = _cards_of(long, pdf)
    assert len(cards) >= 2
    assert not cards & _cards_of(following, pdf)
    said = _on_cards(pdf, tagged=False)
    begins, *goes_on = sorted(cards, key=_place)
    assert "continued" not in said[begins]
    assert all("continued" in said[card] for card in goes_on)
    assert pages_of(following) == {max(p for p, _, _ in _cards_of(following, pdf))}


@pytest.mark.parametrize("clinic", [None, CLINIC], ids=["unnamed", "clinic"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_card_has_nothing_but_sources_or_a_code(
    language: str, paper: Paper, clinic: ClinicProfile | None
) -> None:
    request = HandoutRequest(
        COMPARISON, layout="cards", paper=paper, language=(language,), clinic=clinic
    )
    handout = built(request)
    size = metadata(handout.content).page_sizes[0]
    marks: dict[tuple[int, int], Element] = {}
    for element in read_structure(handout.content).walk():
        for kid in element.kids:
            if isinstance(kid, Content):
                marks[kid.page, kid.mcid] = element
    roles: dict[Card, set[str]] = defaultdict(set)
    for piece in shown(handout.content):
        if piece.mcid is not None:
            roles[_card(piece, size)].add(marks[piece.page, piece.mcid].role)
    assert len(roles) == 9 + (clinic is not None)
    for card, found in roles.items():
        assert found & {"H1", "H2", "H3", "Strong"}, card
