"""Gates are judged as they are shown, and masking has a limit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from content.rules.grounds import HEAD, ground_in, telling
from handoutgen.content.rules.reading_level import (
    GATES,
    MOST_MASKED,
    SectionLevel,
    over_the_gate,
    section_levels,
)


def level(folder: Path, plain: str = "You may cough a lot.") -> SectionLevel:
    (found,) = section_levels(telling(folder, plain))
    return found


@pytest.mark.parametrize(
    ("grade", "verdict"),
    [(6.0, "pass"), (6.04, "pass"), (6.06, "near"), (7.04, "near"), (7.06, "over")],
)
def test_what_is_judged_is_what_is_shown(grade: float, verdict: str, tmp_path: Path) -> None:
    found = level(tmp_path)
    found = replace(found, masked=replace(found.masked, flesch_kincaid=grade))
    assert GATES[0].judge(found) == verdict
    assert found.verdict == verdict
    assert len(list(over_the_gate((found,)))) == (verdict != "pass")


def test_a_long_sentence_is_over(tmp_path: Path) -> None:
    found = level(tmp_path, " ".join(["so"] * 21))
    assert found.raw.longest_sentence == 21
    assert found.verdict == "over"


def test_smog_needs_thirty_sentences(tmp_path: Path) -> None:
    found = level(tmp_path)
    assert found.smog is None
    long = replace(found, masked=replace(found.masked, sentences=30, smog=8.06))
    assert long.smog == 8.06
    assert long.verdict == "near"


def test_at_most_twelve_terms_are_masked(tmp_path: Path) -> None:
    letters = "abcdefghijklmn"
    ground = telling(tmp_path, " ".join(f"opinion{x}." for x in letters))
    terms = "".join(f"  - {{id: t-{x}, term: opinion{x}, plain: thing}}\n" for x in letters)
    (tmp_path / "data/glossary.yaml").write_text(f"terms:\n{terms}")
    ground = ground_in(tmp_path)
    (found,) = section_levels(ground)
    assert found.raw.polysyllables == len(letters)
    assert found.masked.polysyllables == len(letters) - MOST_MASKED


def test_sections_for_clinicians_are_not_measured(tmp_path: Path) -> None:
    ground = telling(tmp_path, "Immunomodulation.", head=HEAD + "audience: clinicians\n")
    assert section_levels(ground) == ()
