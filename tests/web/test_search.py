"""The library page: what is found by the words that somebody in a hurry types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.web.letters import bare
from web.serving import Served, served


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("clinic")
    saved = folder / "workspace" / "handouts"
    saved.mkdir(parents=True)
    (folder / "workspace" / "handoutgen.yaml").write_text("clinic:\n")
    text = "description: Niños con tos\ncomparison: cold-flu-covid\nlayout: leaflet\n"
    (saved / "tos.yaml").write_text(text + "style: ink-saver\n")
    with served(folder, "--workspace", str(folder / "workspace")) as running:
        yield running


def titles(clinic: Served, words: str, language: str) -> list[str]:
    """The links of what is found, in order."""
    page = clinic.get(f"/?q={quote(words)}", Accept_Language=language).text
    return re.findall(r'<a href="(/(?:pick|handout)/[^"]*)">', page)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("sintomas", "es"),  # without its accent
        ("SÍNTOMAS", "es"),
        ("swallow", "es"),  # English, on a page in Spanish
        ("tragar", "es"),
        ("swallow", "en"),
    ],
)
def test_it_finds_sections_without_accents_and_in_english_too(
    clinic: Served, words: str, language: str
) -> None:
    assert any(link.startswith("/pick/ms-vs-als#s-") for link in titles(clinic, words, language))


def test_it_finds_none_for_a_word_that_is_nowhere(clinic: Served) -> None:
    assert titles(clinic, "zzz", "es") == []


@pytest.mark.parametrize("words", ["ninos tos", "influenza leaflet", "ink saver"])
def test_a_saved_handout_is_found_by_its_words_its_looks_and_its_conditions(
    clinic: Served, words: str
) -> None:
    assert "/handout/tos" in titles(clinic, words, "en")


def test_the_clinics_own_come_first_and_each_says_how_it_prints(clinic: Served) -> None:
    page = clinic.get("/").text
    own, ready = page.index("Saved in your clinic"), page.index("Ready-made handouts")
    assert own < page.index('"/handout/tos"') < ready < page.index('"/handout/ms-vs-als-leaflet"')
    assert "Leaflet · Ink saver · Cold, flu, or COVID?" in page
    spanish = clinic.get("/", Accept_Language="es").text
    assert "Tríptico · EM y ELA: ¿en qué se diferencian?" in spanish


def test_without_a_workspace_nothing_is_called_the_clinics(tmp_path: Path) -> None:
    with served(tmp_path) as bundled:
        page = bundled.get("/").text
    assert "Saved in your clinic" not in page
    assert "Ready-made handouts" in page


def test_a_sensitive_section_leads_to_the_choice_before_it(clinic: Served) -> None:
    assert "/pick/ms-vs-als#sensitive" in titles(clinic, "over time", "en") + titles(
        clinic, "expect", "en"
    )


@given(st.text())
def test_bare_letters_stay_bare(text: str) -> None:
    assert bare(bare(text)) == bare(text)


def test_bare_letters() -> None:
    assert bare("Niño, ¿ÉL Weiß?") == "nino, ¿el weiss?"
