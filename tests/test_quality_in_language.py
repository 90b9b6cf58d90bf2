"""A quality card of a Spanish handout: what a machine may say of it, and that it says no more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from readback.document import metadata
from readback.structure import read_structure

from handoutgen.assets import Assets
from handoutgen.build import Handout, build
from handoutgen.cli.language_table import level_json
from handoutgen.cli.quality_page import card_style, quality_page
from handoutgen.content.layouts import Paper, PrintForm
from handoutgen.content.library import Library, load_library
from handoutgen.instruments import Finding
from handoutgen.quality import QualityCard, quality_card
from handoutgen.reading import ReadingMeter
from handoutgen.reading_score import score
from handoutgen.render.pdf.fonts import load_faces
from handoutgen.render.pdf.write import render_pdf
from handoutgen.render.style import load_style
from handoutgen.selection import HandoutRequest
from handoutgen.translation.in_language import in_language
from handoutgen.translation.words import ENGLISH, load_words
from handoutgen.verdict import validate_pdf

ASSETS = Assets.find()
PERSON = "for a person"
# What needs lists of words that there are only in English, or limits that were set for it.
NEVER_MET_IN_SPANISH = [
    *(("PEMAT-P", n) for n in (3, 4, 5, 6)),
    *(("CDC Index", n) for n in (7, 15)),
]
HUMAN = [("PEMAT-P", 2), ("PEMAT-P", 15), ("PEMAT-P", 26), ("CDC Index", 1), ("CDC Index", 18)]
TITLE = "EM y ELA: lo que usted y su familia pueden hacer en casa, y lo que conviene preguntar"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ASSETS)


@pytest.fixture(scope="module")
def spanish(library: Library) -> Library:
    return in_language(library, "es", ASSETS)


def asking(*sections: str, **more: object) -> HandoutRequest:
    return HandoutRequest("ms-vs-als", section=sections, language=("es",), **more)  # type: ignore[arg-type]


def made(library: Library, request: HandoutRequest) -> Handout:
    return build(request, "text", library, ASSETS)


def carded(library: Library, spanish: Library, request: HandoutRequest) -> QualityCard:
    return quality_card(made(library, request), spanish, ASSETS)


def found(card: QualityCard, instrument: str, number: int) -> Finding:
    (item,) = (i for i in card.items if (i.instrument, i.number) == (instrument, number))
    return item.answer, item.measured


def telling(handout: Handout, plain: str, **section: object) -> Handout:
    """The handout with nothing but one section that says this."""
    first = handout.selection.sections[0]
    block = next(b for b in first.blocks if hasattr(b, "statements"))
    statement = block.statements[0].changed(plain=plain, detailed=None)
    changed = first.changed(blocks=(block.changed(statements=(statement,)),), **section)
    comparison = handout.selection.comparison.changed(lead=(), alert=None)
    selection = replace(handout.selection, comparison=comparison, sections=(changed,))
    return replace(handout, selection=selection)


def test_what_only_people_can_say_in_spanish_is_left_to_them(
    library: Library, spanish: Library
) -> None:
    sections = tuple(spanish.sections["ms-vs-als"])
    for request in (
        asking(),
        asking(wording="detailed"),
        asking(*sections),
        *(asking(section) for section in sections),
    ):
        card = carded(library, spanish, request)
        answers = {item: found(card, *item)[0] for item in NEVER_MET_IN_SPANISH}
        assert set(answers.values()) <= {PERSON, "does not apply"}
        assert {found(card, *item)[0] for item in HUMAN} == {PERSON}
        assert all(item.measured for item in card.decided)
        assert len(card.items) == 48
        assert card.levels is None


def test_what_the_page_shows_is_decided_as_in_english(library: Library, spanish: Library) -> None:
    english = quality_card(
        made(library, replace(asking("symptoms", "when-to-call", "questions-to-ask"), language=())),
        library,
        ASSETS,
    )
    card = carded(library, spanish, asking("symptoms", "when-to-call", "questions-to-ask"))
    alike = [
        *(("PEMAT-P", n) for n in (9, 10, 12, 17, 19, 20, 21, 22, 23)),
        *(("CDC Index", n) for n in (5, 8, 12, 14)),
        *(("JAMA", n) for n in (1, 2, 3, 4)),
    ]
    assert [found(card, *i)[0] for i in alike] == [found(english, *i)[0] for i in alike]


def test_the_level_is_that_of_the_summary(library: Library, spanish: Library) -> None:
    handout = made(library, asking())
    card = quality_card(handout, spanish, ASSETS)
    assert card.level is not None
    told = level_json(*card.level)
    meter = ReadingMeter.load(ASSETS, library.glossary.values())
    expected = score(handout.selection.sections, "plain", spanish, meter)
    assert (told["words"], told["szigriszt"], told["szigriszt_masked"]) == (
        *(expected.words, expected.value, expected.masked),
    )
    assert card.words == expected.words


def test_hard_spanish_is_not_everyday_words(library: Library, spanish: Library) -> None:
    handout = made(library, asking("breathing"))
    hard = "La electromiografía diagnostica enfermedades neurodegenerativas."
    card = quality_card(telling(handout, hard), spanish, ASSETS)
    answer, measured = found(card, "PEMAT-P", 3)
    assert answer == "no"
    assert measured.startswith("IFSZ ")
    easy = quality_card(telling(handout, "No es culpa suya. Pida ayuda."), spanish, ASSETS)
    assert found(easy, "PEMAT-P", 3)[0] == PERSON


def test_many_passives_fail_and_few_prove_nothing(library: Library, spanish: Library) -> None:
    handout = made(library, asking("breathing"))
    passive = "La prueba es hecha por un médico. La sangre fue tomada en casa. Llame hoy."
    card = quality_card(telling(handout, passive), spanish, ASSETS)
    said = "Passive, as far as a machine finds it: 67% of sentences."
    assert found(card, "PEMAT-P", 5) == ("no", said)
    active = quality_card(telling(handout, "Un médico hace la prueba."), spanish, ASSETS)
    assert found(active, "PEMAT-P", 5)[0] == PERSON


def test_headings_that_say_nothing_and_distance_are_found(
    library: Library, spanish: Library
) -> None:
    handout = made(library, asking("breathing"))
    far = telling(handout, "Los pacientes con EM deben llamar.", heading="Más información")
    card = quality_card(far, spanish, ASSETS)
    assert found(card, "PEMAT-P", 9) == ("no", "Empty headings: 1.")
    assert found(card, "CDC Index", 9)[0] == "no"
    assert found(card, "PEMAT-P", 21) == ("no", "Says 'patients should': 1.")


def test_a_limit_for_english_is_met_by_short_spanish_and_not_failed_by_longer(
    library: Library, spanish: Library
) -> None:
    handout = made(library, asking("breathing"))
    short = quality_card(telling(handout, "Llame hoy mismo."), spanish, ASSETS)
    assert found(short, "PEMAT-P", 8)[0] == "yes"
    long = quality_card(telling(handout, " ".join(["Llame ya."] * 40)), spanish, ASSETS)
    assert found(long, "PEMAT-P", 8) == (PERSON, "Longer than the limits set for English: 1.")
    assert found(long, "CDC Index", 9)[0] == PERSON


def test_numbers_are_for_people_where_there_are_any(library: Library, spanish: Library) -> None:
    handout = made(library, asking("breathing"))
    none = quality_card(telling(handout, "Llame hoy mismo."), spanish, ASSETS)
    assert found(none, "PEMAT-P", 6) == ("does not apply", "No numbers.")
    assert found(none, "CDC Index", 20) == ("does not apply", "No chances in numbers.")
    some = quality_card(telling(handout, "Le pasa a 1 de cada 10."), spanish, ASSETS)
    assert found(some, "CDC Index", 15) == (PERSON, "Numbers: 2.")
    assert found(some, "CDC Index", 20)[0] == PERSON


def test_a_language_that_nothing_is_known_of_is_left_to_people(
    library: Library, spanish: Library
) -> None:
    handout = made(library, asking())
    unknown = replace(spanish, language="xx")
    card = quality_card(handout, unknown, ASSETS)
    assert (card.levels, card.level, card.words) == (None, None, None)
    for number in (3, 5, 6, 9, 21):
        assert found(card, "PEMAT-P", number) == (PERSON, "")
    assert found(card, "CDC Index", 8)[0] == "yes"
    content = printed(card, handout, library, "letter")
    assert validate_pdf(content).pages == 1
    assert "There are no measures for this language." in text_of(content)


# --- on paper ---


def printed(card: QualityCard, handout: Handout, library: Library, paper: Paper) -> bytes:
    style = load_style(ASSETS)
    page = quality_page(card, handout, library.words, ENGLISH)
    faces = load_faces(ASSETS, style)
    return render_pdf(page, card_style(style), faces, PrintForm(paper=paper), handout.edition)


def text_of(content: bytes) -> str:
    return " ".join(element.text for element in read_structure(content).walk())


REQUESTS = (
    asking(),
    asking("symptoms", "outlook", wording="detailed"),
    asking(title=f"{TITLE}, {TITLE}"[:200]),
)


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("request_", REQUESTS)
def test_the_card_is_one_accessible_sheet_that_says_what_is_spanish(
    request_: HandoutRequest, paper: Paper, library: Library, spanish: Library
) -> None:
    handout = made(library, request_)
    card = quality_card(handout, spanish, ASSETS)
    content = printed(card, handout, library, paper)
    assert validate_pdf(content).pages == 1
    assert content == printed(card, handout, library, paper)
    read = read_structure(content)
    (title,) = read.find("H1")
    assert title.text == "Quality card"
    (spoken,) = (p for p in read.find("P") if p.lang)
    assert spoken.lang == "es"
    assert spoken.text.rstrip(" …") in handout.selection.title
    text = text_of(content)
    for name in ("Szigriszt-Pazos (IFSZ)", "Fernández-Huerta", "INFLESZ: "):
        assert name in text
    assert "Flesch-Kincaid" not in text


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("request_", [*REQUESTS, HandoutRequest("cold-flu-covid")])
def test_a_card_in_spanish_is_one_sheet_too(
    request_: HandoutRequest, paper: Paper, library: Library, spanish: Library
) -> None:
    say = load_words(ASSETS, "es")
    handout = made(library, request_)
    own = spanish if request_.language else library
    card = quality_card(handout, own, ASSETS)
    style = load_style(ASSETS)
    page = quality_page(card, handout, spanish.words, say)
    faces = load_faces(ASSETS, style)
    form = PrintForm(paper=paper)
    content = render_pdf(page, card_style(style), faces, form, handout.edition)
    assert validate_pdf(content).pages == 1
    read = read_structure(content)
    assert metadata(content).lang == "es"
    headings = [element.text for element in read.find("H2")]
    assert (headings[0], headings[-1]) == ("PEMAT-P: fácil de entender", "Nivel de lectura")
    (title,) = read.find("H1")
    if request_.language:
        assert title.text.startswith("Ficha de calidad: EM y ELA")
        assert not [p for p in read.find("P") if p.lang]
    else:
        assert title.text == "Ficha de calidad"
        assert [p.text for p in read.find("P") if p.lang == "en-US"] == ["Cold, flu, or COVID?"]
    english = {item.text for item in card.items} - {say(item.text) for item in card.items}
    rows = {element.text for element in read.walk() if element.role == "TH"}
    assert len(english) == len({item.text for item in card.items})
    assert not {row.partition(". ")[2] for row in rows} & english


def test_a_section_for_nobody_has_no_level(library: Library, spanish: Library) -> None:
    handout = made(library, asking("words-to-know", "breathing"))
    words = next(s for s in handout.selection.sections if s.id == "words-to-know")
    only = replace(handout, selection=replace(handout.selection, sections=(words,)))
    card = quality_card(only, spanish, ASSETS)
    assert card.words == 0
    assert found(card, "PEMAT-P", 3) == (PERSON, "No sentences.")
    assert validate_pdf(printed(card, only, library, "letter")).pages == 1
