"""A translation is measured as its language is, and never as another one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from content.rules.grounds import HEAD, ground_in, telling
from handoutgen.assets import Assets
from handoutgen.cli.language_table import language_json, language_table
from handoutgen.content.library import Library, load_library
from handoutgen.content.rules.gate import Gate
from handoutgen.content.rules.language_level import (
    LANGUAGES,
    NOT_MEASURED,
    check_language_level,
    level_of,
    levels_in,
    measures_for,
)
from handoutgen.content.rules.level_measures import TextLevel
from handoutgen.content.rules.reading_level import MOST_MASKED
from handoutgen.content.rules.rule import Rule
from handoutgen.content.rules.spanish_gates import RULES, SPANISH_MEASURES
from handoutgen.content.spanish import szigriszt
from handoutgen.content.text_counts import TextCounts
from handoutgen.errors import ExitCode, HandoutError, Problem
from handoutgen.translation.in_language import in_language
from handoutgen.translation.words import ENGLISH

EASY = "No es contagiosa y no es culpa suya. Hay medicinas que la frenan."
HARD = "La electromiografía diagnostica enfermedades neurodegenerativas."


def library(folder: Path, plain: str = EASY, head: str = HEAD) -> Library:
    return telling(folder, plain, head=head).library


def in_section(problems: tuple[Problem, ...]) -> list[Problem]:
    return [p for p in problems if p.location and "signs" in p.location.file]


def test_easy_spanish_passes_and_is_measured_as_spanish(tmp_path: Path) -> None:
    found, problems = check_language_level(library(tmp_path), "es")
    (level,) = found
    # 13 words, 2 sentences; no-es-con-ta-gio-sa-y-no-es-cul-pa-su-ya 13, hay-me-di-ci-nas-que-la-
    # fre-nan 9
    assert (level.level.raw.words, level.level.raw.syllables) == (13, 22)
    assert szigriszt(level.level.raw) == pytest.approx(206.835 - 62.3 * 22 / 13 - 6.5)
    assert level.verdict == "pass"
    assert in_section(problems) == []


def test_hard_spanish_fails_each_gate_once_where_the_section_is(tmp_path: Path) -> None:
    (level,), problems = check_language_level(library(tmp_path, HARD), "es-MX")
    assert level.verdict == "over"
    found = in_section(problems)
    assert [p.code for p in found] == ["L030", "L032"]
    assert {p.severity for p in found} == {"error"}
    assert HandoutError(found).exit_code == ExitCode.CONTENT
    for problem in found:
        assert problem.location == level.section.location
        assert "Spanish" in problem.message
        assert problem.hint


@pytest.mark.parametrize("language", ["es", "es-US", "es_MX", "ES"])
def test_a_region_does_not_matter(language: str) -> None:
    assert measures_for(language) is SPANISH_MEASURES


@pytest.mark.parametrize("language", ["pt", "pt-BR", "vi", "ar", "est", ""])
def test_a_language_without_a_measure_is_for_a_person(language: str, tmp_path: Path) -> None:
    hard = library(tmp_path, HARD)
    levels, (problem,) = check_language_level(hard, language)
    assert levels == levels_in(hard, language) == ()
    assert (problem.code, problem.severity) == (NOT_MEASURED.code, "review")
    assert f"`{language}`" in problem.message
    assert level_of([HARD], language) is None


def of_gate(what: str) -> Gate[TextLevel]:
    (gate,) = (gate for gate in SPANISH_MEASURES.gates if what in gate.what)
    return gate


@pytest.mark.parametrize(
    ("what", "value", "verdict"),
    [
        ("IFSZ", 64.96, "pass"),
        ("IFSZ", 64.94, "near"),
        ("IFSZ", 54.96, "near"),
        ("IFSZ", 54.94, "over"),
        ("Huerta", 69.96, "pass"),
        ("Huerta", 69.94, "near"),
        ("Huerta", 59.94, "over"),
        ("SOL", 6.04, "pass"),
        ("SOL", 6.06, "near"),
        ("SOL", 8.06, "over"),
        ("mean", 12.04, "pass"),
        ("mean", 15.04, "near"),
        ("mean", 15.06, "over"),
        ("SOL", None, "pass"),
    ],
)
def test_what_is_judged_is_what_is_shown(what: str, value: float | None, verdict: str) -> None:
    gate = replace(of_gate(what), measure=lambda _: value)
    counts = TextCounts(1, 1, 1, 0, 1, 1)
    assert gate.judge(TextLevel(counts, counts)) == verdict


def test_sol_is_judged_from_thirty_sentences_on() -> None:
    long = TextCounts(
        words=290, sentences=29, syllables=870, polysyllables=290, letters=1, longest_sentence=10
    )
    assert of_gate("SOL").judge(TextLevel(long, long)) == "pass"
    valid = replace(long, sentences=30)
    assert of_gate("SOL").judge(TextLevel(valid, valid)) == "over"
    assert of_gate("SOL").judge(TextLevel(valid, replace(valid, polysyllables=0))) == "pass"


def test_terms_are_masked_for_the_gates_only(tmp_path: Path) -> None:
    plain = "La electromiografía no duele. Usted puede hablar."
    telling(tmp_path, plain)
    term = "{id: emg, term: electromiografía, plain: una prueba de los nervios}"
    (tmp_path / "data/glossary.yaml").write_text(f"terms:\n  - {term}\n", encoding="utf-8")
    ((found), *_) = levels_in(ground_in(tmp_path).library, "es")
    assert found.level.raw.syllables - found.level.masked.syllables == 7 - 1
    assert found.verdict == "pass"
    assert level_of([plain], "es", {"electromiografía"}) == (found.level, "pass")


def test_at_most_twelve_terms_are_masked(tmp_path: Path) -> None:
    names = [f"medicamento{x}" for x in "abcdefghijklmn"]
    telling(tmp_path, " ".join(f"{name}." for name in names))
    terms = "".join(f"  - {{id: t-{n}, term: {n}, plain: cosa}}\n" for n in names)
    (tmp_path / "data/glossary.yaml").write_text(f"terms:\n{terms}", encoding="utf-8")
    (found,) = levels_in(ground_in(tmp_path).library, "es")
    assert found.level.raw.polysyllables == len(names)
    assert found.level.masked.polysyllables == len(names) - MOST_MASKED


def test_a_long_sentence_is_an_error_where_it_stands(tmp_path: Path) -> None:
    (level,), problems = check_language_level(library(tmp_path, " ".join(["no"] * 21)), "es")
    assert level.verdict == "over"
    assert [p.code for p in in_section(problems)] == ["C056", "C058"]


def test_points_are_those_of_spanish(tmp_path: Path) -> None:
    plain = "Hable con la Dra. Ruiz de lo que le pasa en la casa y en la calle y en la cama."
    (level,), problems = check_language_level(library(tmp_path, plain), "es")
    # In English, Dra. would end a sentence, and neither part would be too long.
    assert level.level.raw.longest_sentence == 21
    assert "C058" in [p.code for p in in_section(problems)]


def test_sections_for_clinicians_are_not_measured(tmp_path: Path) -> None:
    assert levels_in(library(tmp_path, HARD, HEAD + "audience: clinicians\n"), "es") == ()


def test_the_table_has_a_row_for_each_section_and_says_how_to_read_it(tmp_path: Path) -> None:
    lines = list(language_table(levels_in(library(tmp_path), "es"), ENGLISH))
    assert lines[0] == "Reading level of cold-or-flu in Spanish, plain wording"
    assert " ".join(lines[1].split()) == (
        "Section Words IFSZ raw FH raw Gutiérrez SMOG SOL Mean Longest Verdict"
    )
    row = " ".join(lines[2].split())
    assert row == "signs 13 94.9 very easy 94.9 98.7 98.7 54.9 - - 6.5 8 pass"
    assert any("INFLESZ" in line for line in lines)
    assert list(language_table((), ENGLISH)) == ["No section has sentences."]


def test_json_has_what_the_table_has(tmp_path: Path) -> None:
    (found,) = levels_in(library(tmp_path, HARD), "es")
    values = language_json(found)
    assert values["section"] == "signs"
    assert values["szigriszt_masked"] == values["szigriszt"]
    assert values["szigriszt_masked_band"] == "very hard"
    assert values["sol_masked"] is None
    assert values["verdict"] == "over"


def test_our_own_spanish_passes_every_gate() -> None:
    assets = Assets.find()
    spanish = in_language(load_library(assets), "es", assets)
    levels, problems = check_language_level(spanish, "es")
    assert len(levels) > 40
    assert [str(problem) for problem in problems] == []
    assert {found.verdict for found in levels} == {"pass"}


def test_codes_are_permanent_and_say_why() -> None:
    rules: tuple[Rule, ...] = (*RULES, NOT_MEASURED)
    assert [rule.code for rule in rules] == [f"L{n:03d}" for n in range(30, 37)]
    assert [rule.severity for rule in rules] == [*(("error", "warning") * 3), "review"]
    assert all(rule.why and rule.hint and rule.finds for rule in rules)
    assert set(LANGUAGES) == {"es"}
