"""The program's own words: complete in Spanish, and English where an entry cannot be shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from handoutgen.assets import Assets, bundled_root
from handoutgen.cli.interface_messages import interface_messages
from handoutgen.cli.main import main
from handoutgen.translation.catalogue import Key, read_catalogue
from handoutgen.translation.update import template, updated, written
from handoutgen.translation.words import CONTEXT, DOMAIN, load_words, word_languages

MESSAGES = interface_messages(main)
HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
FORMS = '"Plural-Forms: nplurals=3; plural=(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2);\\n"\n'


def entry(text: str, said: str, flag: str = "") -> str:
    return f'\n{flag}msgctxt "interface"\nmsgid "{text}"\nmsgstr "{said}"\n'


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "locale" / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder / f"{DOMAIN}.po"


def words_of(clinic: Path):
    return load_words(Assets((bundled_root(), clinic.parents[4])), "es")


def test_everything_the_program_says_is_there_in_spanish() -> None:
    catalogue, problems = read_catalogue(Assets.find(), "es")
    assert [p for p in problems if DOMAIN in str(p.location)] == []
    lacking = [m.text for m in MESSAGES if catalogue.find(CONTEXT, m.text) is None]
    assert lacking == []


def test_page_terminal_and_help_are_all_among_the_messages() -> None:
    texts = {m.text for m in MESSAGES}
    assert {
        "What is the handout about?",  # a template
        "It is the first already.",  # for the page's script
        "Ink saver",  # a table of words
        "Which comparison?",  # the terminal
        "Reading level",  # the summary
        "Who checked the text.",  # an option
        "begin Portuguese, or bring it up to the English",  # behind a command in an example
    } <= texts
    assert not any("handoutgen build ms-vs-als" in text for text in texts)


def test_what_depends_on_a_number_has_the_forms_of_the_language() -> None:
    words = load_words(Assets.find(), "es")
    assert words.many("{n} page", "{n} pages", 1) == "1 página"
    assert words.many("{n} page", "{n} pages", 2) == "2 páginas"
    assert words("{page} of {count}", page="{count}", count=3) == "{count} de 3"


def test_what_is_not_translated_is_english() -> None:
    words = load_words(Assets.find(), "es")
    assert words("No such text, {name}", name="x") == "No such text, x"
    assert words.many("{n} dog", "{n} dogs", 2) == "2 dogs"


def test_a_clinic_says_it_in_its_own_words(clinic: Path) -> None:
    clinic.write_text(HEAD + entry("Library", "Estante"), encoding="utf-8")
    words = words_of(clinic)
    assert (words("Library"), words("Search")) == ("Estante", "Buscar")


@pytest.mark.parametrize(
    ("said", "flag"),
    [
        ("{otra} de {count}", ""),  # a placeholder that nobody fills
        ("{page} de {count}", "#, fuzzy\n"),
        ("{page} d\u202ee {count}", ""),  # turns the text around
        ("", ""),
    ],
)
def test_an_entry_that_may_not_be_shown_leaves_the_one_before(
    clinic: Path, said: str, flag: str
) -> None:
    clinic.write_text(HEAD + entry("{page} of {count}", said, flag), encoding="utf-8")
    assert words_of(clinic)("{page} of {count}", page=1, count=2) == "1 de 2"


def test_a_file_that_cannot_be_read_stops_nobody(clinic: Path) -> None:
    clinic.write_bytes(b"\xff\xfe")
    assert words_of(clinic)("Library") == "Biblioteca"


def test_a_plural_with_one_wrong_form_is_not_shown(clinic: Path) -> None:
    plural = (
        '\nmsgctxt "interface"\nmsgid "{n} page"\nmsgid_plural "{n} pages"\n'
        'msgstr[0] "una hoja"\nmsgstr[1] "{n} hojas"\nmsgstr[2] "{n} hojas"\n'
    )
    clinic.write_text(HEAD + FORMS + plural, encoding="utf-8")
    assert words_of(clinic).many("{n} page", "{n} pages", 2) == "2 páginas"


def test_a_language_is_offered_once_it_has_words(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "locale" / "pt_BR" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "page.po").write_text(HEAD, encoding="utf-8")
    assets = Assets((bundled_root(), tmp_path))
    assert word_languages(assets) == ("en", "es")
    (folder / f"{DOMAIN}.po").write_text(HEAD, encoding="utf-8")
    assert word_languages(assets) == ("en", "es", "pt_BR")


def test_an_update_keeps_every_form_and_marks_what_changed(tmp_path: Path) -> None:
    import dataclasses
    import datetime as dt

    now = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
    path = bundled_root() / "data/locale/es/LC_MESSAGES" / f"{DOMAIN}.po"
    old = read_po(path.open("rb"), locale="es")
    same = updated(old, MESSAGES, "es", "x", now)
    assert same.get("{n} page", CONTEXT).string == old.get("{n} page", CONTEXT).string
    changed = [
        dataclasses.replace(m, plural="{n} printed pages") if m.text == "{n} page" else m
        for m in MESSAGES
    ]
    single = [dataclasses.replace(m, plural="") if m.text == "{n} page" else m for m in MESSAGES]
    found = updated(old, changed, "es", "x", now).get("{n} page", CONTEXT)
    assert (found.string[0], found.fuzzy) == ("{n} página", True)
    assert not updated(old, single, "es", "x", now).get("{n} page", CONTEXT).string
    assert b"msgid_plural" in written(template(MESSAGES, "x", now))


def test_the_catalogue_has_the_number_forms_too() -> None:
    catalogue, _ = read_catalogue(Assets.find(), "es")
    assert catalogue.entries[Key(CONTEXT, "{n} page")].text == "{n} página"
