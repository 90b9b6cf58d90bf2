"""What prints in another language: what is translated in full, by whichever layer has the words."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from readback.structure import artifacts, read_structure

from handoutgen.assets import Assets, bundled_root
from handoutgen.build import Handout, build
from handoutgen.cache import FolderCache
from handoutgen.content.library import Library, load_library
from handoutgen.content.library_cache import cached_library
from handoutgen.errors import HandoutError
from handoutgen.selection import HandoutRequest
from handoutgen.translation.in_language import in_language

REQUEST = HandoutRequest(
    "ms-vs-als", section=("are-they-linked",), language=("es",), locale="es-US"
)
HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
ENGLISH = "MS does not turn into ALS. They are separate diseases."
SPANISH = "La EM no se convierte en ELA. Son enfermedades distintas."
ENTRY = f'msgctxt "link-separate.plain"\nmsgid "{ENGLISH}"\nmsgstr "{SPANISH}"\n'
DRAFT = "Borrador de traducción. No es para pacientes."


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the bundled files that a test may change."""
    root = tmp_path / "bundled"
    for name in ("data", "templates", "handouts"):
        shutil.copytree(bundled_root() / name, root / name)
    return root


def po(root: Path, name: str = "ms-vs-als") -> Path:
    return root / "data" / "locale" / "es" / "LC_MESSAGES" / f"{name}.po"


def edit(path: Path, old: str, new: str) -> None:
    source = path.read_text("utf-8")
    assert old in source
    path.write_text(source.replace(old, new), "utf-8")


def printed(root: Path | tuple[Path, ...], **changes: object) -> Handout:
    assets = Assets(root if isinstance(root, tuple) else (root,))
    request = replace(REQUEST, **changes)  # type: ignore[arg-type]
    return build(request, "pdf", load_library(assets), assets)


def codes(error: pytest.ExceptionInfo[HandoutError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def text_of(handout: Handout) -> str:
    return " ".join(read_structure(handout.content).text.split())


def test_a_fuzzy_entry_leaves_its_section_out(checkout: Path) -> None:
    edit(po(checkout), ENTRY, f"#, fuzzy\n{ENTRY}")
    with pytest.raises(HandoutError) as refused:
        printed(checkout)
    assert codes(refused) == ["S009"]
    assert "are-they-linked" in str(refused.value)
    assert SPANISH not in text_of(printed(checkout, section=("treatment",)))


def test_an_entry_that_is_missing_leaves_its_section_out(checkout: Path) -> None:
    edit(po(checkout), f'msgstr "{SPANISH}"', 'msgstr ""')
    with pytest.raises(HandoutError):
        printed(checkout)
    spanish = in_language(load_library(Assets((checkout,))), "es", Assets((checkout,)))
    assert dict(spanish.left_out["ms-vs-als"]) == {"are-they-linked": 1}
    assert "are-they-linked" not in spanish.comparisons["ms-vs-als"].section


def test_a_draft_prints_what_is_fuzzy_and_says_on_every_page_what_it_is(checkout: Path) -> None:
    edit(po(checkout), ENTRY, f"#, fuzzy\n{ENTRY}")
    draft = printed(checkout, section=("are-they-linked", "treatment"), allow_draft=True)
    assert SPANISH in text_of(draft)
    pages = artifacts(draft.content)
    assert len(pages) > 1
    assert all(DRAFT in " ".join(words) for words in pages)
    whole = printed(checkout, section=("treatment",))
    assert not any(DRAFT in " ".join(words) for words in artifacts(whole.content))


def test_a_draft_prints_english_where_words_lack(checkout: Path) -> None:
    edit(po(checkout), f'msgstr "{SPANISH}"', 'msgstr ""')
    assert ENGLISH in text_of(printed(checkout, allow_draft=True))


def test_a_comparison_prints_once_the_words_of_the_page_are_there(checkout: Path) -> None:
    edit(po(checkout, "page"), 'msgstr "Tenga en cuenta"', 'msgstr ""')
    with pytest.raises(HandoutError) as refused:
        printed(checkout)
    assert all(code.startswith("S") for code in codes(refused))


def test_a_figure_with_a_label_that_lacks_leaves_its_section_out(checkout: Path) -> None:
    edit(po(checkout, "figures"), 'msgstr "Fibra marchita"', 'msgstr ""')
    spanish = in_language(load_library(Assets((checkout,))), "es", Assets((checkout,)))
    assert dict(spanish.left_out["ms-vs-als"]) == {"what-they-are": 1}


def test_a_term_that_is_not_translated_leaves_out_what_uses_it(checkout: Path) -> None:
    edit(po(checkout, "glossary"), 'msgstr "afecto pseudobulbar"', 'msgstr ""')
    spanish = in_language(load_library(Assets((checkout,))), "es", Assets((checkout,)))
    left = spanish.left_out["ms-vs-als"]
    assert {"symptoms", "mood"} <= set(left)
    assert "treatment" not in left


def test_what_is_wrong_in_a_file_stops_the_handout(checkout: Path) -> None:
    edit(po(checkout), "de 3 a 5 años", "de 3 a 6 años")
    with pytest.raises(HandoutError) as refused:
        printed(checkout)
    assert set(codes(refused)) == {"L003"}
    assert refused.value.exit_code == 3


def test_the_entry_of_a_clinic_takes_the_place_of_ours(tmp_path: Path) -> None:
    path = po(tmp_path)
    path.parent.mkdir(parents=True)
    own = "La EM nunca se vuelve ELA. Son dos enfermedades."
    path.write_text(HEAD + "\n" + ENTRY.replace(SPANISH, own), "utf-8")
    said = text_of(printed((bundled_root(), tmp_path)))
    assert own in said
    assert SPANISH not in said
    assert "Es muy raro que una persona tenga las dos." in said


def words_of(library: Library) -> tuple[object, ...]:
    return (
        {k: v.as_data() for k, v in library.comparisons.items()},
        {c: {k: v.as_data() for k, v in s.items()} for c, s in library.sections.items()},
        {k: v.as_data() for k, v in library.glossary.items()},
        {k: v.as_data() for k, v in library.figures.items()},
        {k: v.as_data() for k, v in library.conditions.items()},
        (library.disclaimer.as_data(), library.words.as_data(), library.language),
        {k: dict(v) for k, v in library.labels.items()},
        (dict(library.phrases), dict(library.titles), library.draft),
        {k: dict(v) for k, v in library.left_out.items()},
    )


def test_a_kept_library_is_the_one_that_was_made(tmp_path: Path) -> None:
    assets, cache = Assets.find(), FolderCache(tmp_path / "cache")
    plain = in_language(load_library(assets), "es", assets)
    first = in_language(cached_library(assets, cache), "es", assets, cache)
    again = in_language(cached_library(Assets.find(), cache), "es", Assets.find(), cache)
    assert again is not first
    assert words_of(first) == words_of(again) == words_of(plain)


def test_a_kept_library_is_dropped_when_a_file_of_the_language_changes(
    checkout: Path, tmp_path: Path
) -> None:
    cache = FolderCache(tmp_path / "cache")

    def said() -> str | None:
        assets = Assets((checkout,))
        library = in_language(cached_library(assets, cache), "es", assets, cache)
        return library.comparisons["ms-vs-als"].title

    assert said() == "EM y ELA: ¿en qué se diferencian?"
    edit(po(checkout), "EM y ELA: ¿en qué se diferencian?", "EM y ELA: las diferencias")
    assert said() == "EM y ELA: las diferencias"
