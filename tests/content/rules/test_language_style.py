"""What a machine looks for in Spanish texts."""

import pytest

from handoutgen.assets import Assets
from handoutgen.content.library import load_library
from handoutgen.content.rules.language_style import style_of
from handoutgen.content.rules.passages import passages
from handoutgen.translation.in_language import in_language

SPANISH = style_of("es")
assert SPANISH is not None


@pytest.mark.parametrize("language", ["es", "es-MX", "es_US", "ES"])
def test_spanish_is_known_wherever_it_is_spoken(language: str) -> None:
    assert style_of(language) is SPANISH


@pytest.mark.parametrize("language", ["pt_BR", "en", "esu", "xx", ""])
def test_no_other_language_is_judged_by_spanish_words(language: str) -> None:
    assert style_of(language) is None


@pytest.mark.parametrize(
    "text",
    [
        "La prueba es hecha por un médico.",
        "Las muestras fueron tomadas en casa.",
        "El nervio ha sido muy lentamente dañado.",
        "Será puesta una sonda.",
        "ES CAUSADA POR UN VIRUS.",
    ],
)
def test_passives_with_ser(text: str) -> None:
    assert SPANISH.passive.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "Un médico hace la prueba.",
        "Es parecida a la gripe.",
        "Es demasiado tarde.",
        "No es debido a usted.",
        "Son heridas pequeñas.",
        "Está cansado.",
        "Es la vida de cada día.",
        "Eso es nada.",
        "Las personas tomadas de la mano.",
    ],
)
def test_what_is_no_passive(text: str) -> None:
    assert not SPANISH.passive.search(text)


@pytest.mark.parametrize(
    ("text", "distant"),
    [
        ("Los pacientes deben llamar.", True),
        ("Una persona con EM o ELA tiene que dormir.", True),
        ("Las personas con EM no deberían fumar.", True),
        ("El enfermo necesita dormir.", True),
        ("Algunas personas necesitan una sonda.", False),
        ("Usted debe llamar.", False),
        ("La mayoría de las personas tiene cura.", False),
        ("Impaciente, debe esperar.", False),
    ],
)
def test_patients_who_have_to(text: str, distant: bool) -> None:
    assert bool(SPANISH.distant.search(text)) is distant


@pytest.mark.parametrize(
    ("text", "numbers", "share"),
    [
        ("Le pasa a 1 de cada 10.", 2, True),
        ("Le pasa a una de cada mil.", 1, True),
        ("Le pasa a la mitad.", 1, True),
        ("Dura de 3 a 5 días.", 2, False),
        ("Cuesta 10\u00a0000 o 3,5.", 2, False),
        ("El 50 % mejora.", 1, True),
        ("El 50 por ciento mejora.", 1, True),
        ("Un día o unas semanas.", 0, False),
        ("Hay veinticinco, doscientas y dieciséis.", 3, False),
        ("Un cuarto oscuro.", 0, False),
        ("La cuarta parte.", 1, True),
    ],
)
def test_numbers_and_chances(text: str, numbers: int, share: bool) -> None:
    assert len(SPANISH.number.findall(text)) == numbers
    assert bool(SPANISH.share.search(text)) is share


def test_our_own_spanish_speaks_to_the_reader() -> None:
    assets = Assets.find()
    library = in_language(load_library(assets), "es", assets)
    texts = [p.text for p in passages(library) if p.for_patients and p.part == "statement"]
    assert len(texts) > 300
    assert [text for text in texts if SPANISH.distant.search(text)] == []
    passives = [text for text in texts if SPANISH.passive.search(text)]
    assert len(passives) < 10, passives
