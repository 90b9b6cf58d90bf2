from pathlib import Path

import pytest
from fixture_library import COMPARISON, standalone

from handoutgen.assets import Assets
from handoutgen.content.library import Library, load_library
from handoutgen.errors import ExitCode, HandoutError
from handoutgen.reading import ReadingMeter, reading_level


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Assets:
    return standalone(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def library(assets: Assets) -> Library:
    return load_library(assets)


def test_defined_terms_count_in_one_number_and_not_in_the_other(
    assets: Assets, library: Library
) -> None:
    meter = ReadingMeter.load(assets, library.glossary.values())
    sections = library.sections[COMPARISON]
    levels = meter.measure([sections["what-helps"]], "plain")
    assert levels.raw.words == levels.masked.words
    assert levels.raw.syllables - levels.masked.syllables == 4  # an-ti-his-ta-mine, less one
    assert levels == reading_level(
        [sections["what-helps"]], "plain", library.glossary.values(), assets
    )


def test_sections_add_up_and_the_wording_counts(assets: Assets, library: Library) -> None:
    meter = ReadingMeter.load(assets, library.glossary.values())
    sections = tuple(library.sections[COMPARISON].values())
    whole = meter.measure(sections, "plain").raw.words
    assert whole == sum(meter.measure([s], "plain").raw.words for s in sections)
    assert meter.measure(sections, "detailed").raw.words > whole


def test_the_medical_table_goes_over_the_general_one(tmp_path: Path) -> None:
    folder = tmp_path / "data/language/en"
    folder.mkdir(parents=True)
    (folder / "syllables.txt").write_text("word 2\nother 3\n")
    (folder / "syllables-medical.txt").write_text("word 7\n")
    (folder / "LICENSE.txt").write_text("Not a table at all.\n")
    meter = ReadingMeter.load(Assets((tmp_path,)), ())
    assert dict(meter.table) == {"word": 7, "other": 3}


def test_a_broken_table_is_told_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "data/language/en"
    folder.mkdir(parents=True)
    (folder / "syllables.txt").write_text("word 2\nother\n")
    with pytest.raises(HandoutError, match=r"syllables\.txt:2: error C019") as caught:
        ReadingMeter.load(Assets((tmp_path,)), ())
    assert caught.value.exit_code == ExitCode.CONTENT


def test_a_broken_list_of_familiar_words_is_told_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "data/language/en"
    folder.mkdir(parents=True)
    (folder / "familiar-words.txt").write_text("word\ntwo words\n")
    with pytest.raises(HandoutError, match=r"familiar-words\.txt:2: error C019"):
        ReadingMeter.load(Assets((tmp_path,)), ())
