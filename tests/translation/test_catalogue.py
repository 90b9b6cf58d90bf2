"""PO files as they are read: what is wrong in one, at its line, and what is right all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.assets import Assets
from handoutgen.errors import Problem
from handoutgen.translation import catalogue as reader
from handoutgen.translation.catalogue import Catalogue, Key, read_catalogue

HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
LINES = HEAD.count("\n")


def entry(english: str, said: str, context: str = "a.plain") -> str:
    return f'\nmsgctxt "{context}"\nmsgid "{english}"\nmsgstr "{said}"\n'


@pytest.fixture
def read(tmp_path: Path):
    """Reads a file of a language in a folder that has nothing else."""

    def reading(source: str | bytes, folder: str = "es") -> tuple[Catalogue, list[Problem]]:
        path = tmp_path / "data" / "locale" / folder / "LC_MESSAGES" / "case.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source.encode() if isinstance(source, str) else source)
        return read_catalogue(Assets((tmp_path,)), folder)

    return reading


def only(found: list[Problem]) -> tuple[str, int]:
    (problem,) = found
    assert problem.location is not None and problem.location.file.endswith("case.po")
    return problem.code, problem.location.line


def test_a_good_entry_is_found_by_its_context_and_english(read) -> None:
    catalogue, problems = read(HEAD + entry("Rest helps.", "Descansar ayuda."))
    assert problems == []
    assert catalogue.find("a.plain", "Rest helps.") == "Descansar ayuda."
    assert catalogue.find("b.plain", "Rest helps.") is None
    assert catalogue.find("a.plain", "Rest helps") is None


@pytest.mark.parametrize(
    ("english", "said", "code"),
    [
        ("Call {emergency}.", "Llame al {emergencia}.", "L002"),
        ("Call {emergency}.", "Llame.", "L002"),
        ("3 to 5 years", "de 3 a 6 años", "L003"),
        ("3 to 5 years", "de tres a cinco años", "L003"),
        ("Seen in 3.5 of 10 [1]", "En 35 de 10 [1]", "L003"),
        ("Seen here [1, 2]", "Visto [1, 3]", "L003"),
        ("3 to 5 years", "de 3 a 5 meses", "L004"),
        ("30% of people", "30 de las personas", "L004"),
        ("**Rest** helps", "Descansar ayuda", "L010"),
        ("Rest", "a" * 500, "L009"),
        ("Rest", "Descan\u200bse", "C014"),
        ("Rest", "Descan\u202ese", "C014"),
        ("Rest", "Descan\u2067se", "C014"),
    ],
)
def test_what_a_translation_changed_is_told_at_its_entry(
    read, english: str, said: str, code: str
) -> None:
    catalogue, problems = read(HEAD + entry("One", "Uno", "b") + entry(english, said))
    assert only(problems)[0] == code
    assert LINES < only(problems)[1] <= LINES + 9
    assert catalogue.find("a.plain", english) is None
    assert catalogue.find("b", "One") == "Uno"


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("3 to 5 years", "de 3 a 5 años"),
        ("1,000 people", "1.000 personas"),
        ("3.5 percent", "3,5 por ciento"),
        ("two of three people", "2 de 3 personas"),
        ("in one day or two", "en 1 o 2 días"),
        ("Call {emergency} in 1 hour", "En 1 hora, llame: {emergency}"),
        ("One [1] two [2]", "Dos [2] uno [1]"),
    ],
)
def test_what_says_the_same_in_another_order_or_writing_is_good(
    read, english: str, said: str
) -> None:
    assert read(HEAD + entry(english, said))[1] == []


def test_a_syntax_error_is_told_at_its_line(read) -> None:
    source = HEAD + entry("One", "Uno") + "\nmsgid Two\n"
    code, line = only(read(source)[1])
    assert (code, line) == ("L001", source.count("\n"))


@pytest.mark.parametrize(
    "line", ['msgid "Two', "msgid Two", 'msgid "Two" x', '"Two\\"', "<<<<<<< HEAD", '#~ msgid "Two']
)
def test_every_line_that_no_file_has_is_told(read, line: str) -> None:
    source = HEAD + entry("One", "Uno") + f"\n{line}\n" + entry("Three", "Tres") + f"\n{line}\n"
    catalogue, found = read(source)
    assert [p.code for p in found] == ["L001", "L001"]
    lines = [n for n, text in enumerate(source.split("\n"), 1) if text == line]
    assert [p.location.line for p in found if p.location] == lines
    assert not catalogue.entries


def test_lines_as_other_programs_write_them_are_read(read) -> None:
    odd = '\r\n \t#, fuzzy\n#~| msgid "was\n#\nmsgid "One"\r\nmsgstr ""\n  "Un\\"o\\""\n'
    assert read(HEAD + odd)[1] == []


def test_a_byte_order_mark_of_an_editor_is_no_syntax_error(read) -> None:
    catalogue, problems = read("\ufeff" + HEAD + entry("Rest helps.", "Descansar ayuda."))
    assert (problems, len(catalogue.entries)) == ([], 1)


def test_bytes_that_are_no_utf8_are_told_at_their_line(read) -> None:
    source = (HEAD + entry("One", "Uno")).encode() + b'\nmsgid "year"\nmsgstr "a\xf1o"\n'
    assert only(read(source)[1]) == ("L001", source.count(b"\n"))


def test_another_encoding_in_the_head_is_refused(read) -> None:
    assert only(read(HEAD.replace("utf-8", "latin-1") + entry("a", "b"))[1])[0] == "L001"


def test_a_head_of_another_language_is_told(read) -> None:
    assert only(read(HEAD.replace("Language: es", "Language: fr") + entry("a", "b"))[1])[0] == (
        "L005"
    )


def test_an_entry_that_is_there_twice_is_told_at_the_second(read) -> None:
    source = HEAD + entry("One", "Uno") + entry("Two", "Dos", "b") + entry("One", "Una")
    code, line = only(read(source)[1])
    assert code == "L006"
    assert line > LINES + 9


@pytest.mark.parametrize("folder", ["xx_YY", "spanish", "es-419", "es.old", "zz"])
def test_a_folder_that_is_no_language_is_told(read, folder: str) -> None:
    _, problems = read(HEAD.replace('"Language: es\\n"\n', "") + entry("a", "b"), folder)
    assert [p.code for p in problems] == ["L008"]


def test_a_language_without_files_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    _, problems = read_catalogue(Assets.find(), "ese")
    assert [p.code for p in problems] == ["L007"]
    assert "es" in (problems[0].hint or "")


def test_a_file_that_is_too_large_is_not_read(read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST_FILE", 400)
    found = read(HEAD + entry("a", "b") + "# " + "x" * 400)[1]
    assert only(found)[0] == "L001"


def test_every_problem_of_a_file_is_told_at_once(read) -> None:
    source = HEAD + entry("3 days", "4 días") + entry("{a}", "{b}", "b") + entry("**x**", "x", "c")
    assert [p.code for p in read(source)[1]] == ["L003", "L002", "L010"]


@given(
    st.dictionaries(
        st.text("abc.-", min_size=1, max_size=8),
        st.text("añ ¿xyz\"\\'", min_size=1, max_size=30).filter(lambda s: s.strip()),
        max_size=6,
    )
)
def test_what_is_written_is_read_back(tmp_path_factory, words: dict[str, str]) -> None:
    from babel.messages.catalog import Catalog

    from handoutgen.translation.update import written

    catalog = Catalog(locale="es", fuzzy=False, charset="utf-8")
    for context, said in words.items():
        catalog.add("Rest helps.", said, context=context)
    root = tmp_path_factory.mktemp("po")
    path = root / "data" / "locale" / "es" / "LC_MESSAGES" / "case.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(written(catalog))
    found, problems = read_catalogue(Assets((root,)), "es")
    assert problems == []
    assert {key.context: entry.text for key, entry in found.entries.items()} == {
        context: " ".join(said.split()) for context, said in words.items()
    }
    assert all(key == Key(key.context, "Rest helps.") for key in found.entries)
