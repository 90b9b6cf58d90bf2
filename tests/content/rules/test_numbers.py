"""Which numbers need a fact or a unit, and which do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rules.examples import library_in

from content.rules.grounds import HEAD, ground_in, telling, with_facts
from handoutgen.content.rules.numbers import bare, unsupported


@pytest.mark.parametrize(
    ("plain", "fact", "found"),
    [
        ("It lasts 3 to 5 days.", "The illness lasts three to five days.", 0),
        ("It lasts 3 to 6 days.", "The illness lasts three to five days.", 1),
        ("Between 5% and 10%.", "5% to 10% of people", 0),
        ("About 7 in 10 people get it.", "Between 60% and 80% of people get it.", 0),
        ("The two are alike.", "They are alike.", 0),
        ("All three are alike.", "They are alike.", 1),
        ("Two diseases are alike.", "They are alike.", 0),
        ("It lasts two years.", "It lasts long.", 1),
        ("It is twice as common.", "It is more common.", 1),
        ("Two pills help.", "Pills help.", 1),
        ("It lasts 5 days.", "5% of people", 1),
        ("It lasts 5 days.", "It lasts 5 years.", 1),
        ("It starts at age 20.", "Between 20 and 40 years", 0),
        ("One hundred people had it.", "People had it.", 1),
    ],
)
def test_c024(plain: str, fact: str, found: int, tmp_path: Path) -> None:
    ground = with_facts(telling(tmp_path, plain), {"F001": fact})
    assert len(list(unsupported(ground))) == found


def test_c024_looks_at_the_detailed_wording_too(tmp_path: Path) -> None:
    ground = with_facts(telling(tmp_path, "A few days.", detailed="9 days."), {"F001": "few"})
    (problem,) = unsupported(ground)
    assert problem.message == "`9 days` in `detailed` is in none of F001"


FIGURE = """\
figures:
  - id: dots
    file: dots.svg
    caption: CAPTION
    alternative: Ten dots.
    facts: [F001]
    sources: [health-page]
"""


@pytest.mark.parametrize(
    ("caption", "found"),
    [
        ("About 3 in 10 people get it.", 0),
        ("About 5 in 10 people get it.", 1),
        ("Give it a number from 0 to 3.", 0),
    ],
)
def test_c024_looks_under_figures(caption: str, found: int, tmp_path: Path) -> None:
    library_in(tmp_path)
    (tmp_path / "data/figures/figures.yaml").write_text(FIGURE.replace("CAPTION", caption))
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>a</title></svg>'
    (tmp_path / "data/figures/dots.svg").write_text(drawing)
    section = f"{HEAD}blocks:\n  - {{block: figure, figure: dots}}\n"
    ground = with_facts(ground_in(tmp_path, section), {"F001": "31% of people"})
    problems = list(unsupported(ground))
    assert len(problems) == found
    assert all("under the figure `dots`" in problem.message for problem in problems)


def test_c024_is_silent_without_facts(tmp_path: Path) -> None:
    ground = telling(tmp_path, "It lasts 9 days.")
    assert list(unsupported(ground)) == []
    assert list(unsupported(replace(ground, facts={}))) == []
    unknown = with_facts(ground, {"F001": "none"})
    assert list(unsupported(replace(unknown, facts={"F002": "none"}))) == []


@pytest.mark.parametrize(
    ("plain", "found"),
    [
        ("It goes away in 7 to 10 days.", 0),
        ("About 1 in 10 people get it.", 0),
        ("Half of them get well.", 0),
        ("Call 988 for help.", 0),
        ("For Spanish, press 2.", 0),
        ("You are 65 or older.", 0),
        ("It was found in 2018.", 0),
        ("It was found in 1868.", 0),
        ("About 20 get better.", 1),
        ("Over 104°F.", 0),
        ("At age 20 to 50.", 0),
        ("The two are alike.", 0),
        ("It goes away in 7.", 1),
        ("About 10% of people get it.", 1),
        ("Most are over 50.", 1),
    ],
)
def test_c025(plain: str, found: int, tmp_path: Path) -> None:
    problems = list(bare(telling(tmp_path, plain)))
    assert len(problems) == found
    assert {p.severity for p in problems} <= {"review"}
