"""Jargon, undefined terms, passive voice, and hard news."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.rules.grounds import HEAD, ground_in, telling
from handoutgen.content.rules.safety import assumed, no_number, sensitive
from handoutgen.content.rules.style import style
from handoutgen.content.rules.terms import terms

CLINICIANS = HEAD + "audience: clinicians\n"
SENSITIVE = HEAD + "sensitive: true\n"


@pytest.mark.parametrize(
    ("plain", "codes"),
    [
        ("You may need a biopsy.", ["C027"]),
        ("Two biopsies or Lesions.", ["C027"]),
        ("A motorcycle is not jargon.", []),
        ("A virus is in the glossary.", []),
        ("A cold is not influenza.", []),
        ("A SEIZURE can come.", ["C028"]),
        ("A seizure (sudden burst of brain activity) can come.", []),
        ("Have an XYZ done.", ["C028"]),
        ("Doctors call it XYZ.", []),
        ("An XYZ (a test) helps.", []),
        ("In the US and the UK.", []),
        ("A biopsy-like test.", ["C027"]),
        ("You may need an XYZ-tube.", ["C028"]),
        ("The gene QRS1 and xRNA, an NxL.", ["C028", "C028", "C028"]),
        ("Mr. McDonald has COVID-19.", []),
    ],
)
def test_terms(plain: str, codes: list[str], tmp_path: Path) -> None:
    assert [p.code for p in terms(telling(tmp_path, plain))] == codes


def test_the_everyday_word_is_the_hint(tmp_path: Path) -> None:
    (problem,) = terms(telling(tmp_path, "You may need a biopsy."))
    assert (problem.severity, problem.hint) == ("warning", "try: small tissue sample.")


def test_plain_language_is_for_patients(tmp_path: Path) -> None:
    ground = telling(tmp_path, "A biopsy was taken by a nurse.", head=CLINICIANS)
    assert [*terms(ground), *style(ground)] == []


@pytest.mark.parametrize(
    ("plain", "codes"),
    [
        ("Your skin is numbed first.", ["C030"]),
        ("It is not fully understood.", ["C030"]),
        ("Blood gets taken.", ["C030"]),
        ("It isn’t always seen.", ["C030"]),
        ("They're given a drug.", ["C030"]),
        ("It's made by the body.", ["C030"]),
        ("It's a test.", []),
        ("A person with flu should rest.", ["C031"]),
        ("Everyone must drink.", ["C031"]),
        ("You are tired and worried.", []),
        ("It is red.", []),
        ("A nurse numbs your skin.", []),
        ("Patients should drink.", ["C031"]),
        ("People with flu must stay home.", ["C031"]),
        ("People with flu stay home.", []),
        ("You should call.", []),
    ],
)
def test_style(plain: str, codes: list[str], tmp_path: Path) -> None:
    assert [p.code for p in style(telling(tmp_path, plain))] == codes


@pytest.mark.parametrize(
    ("plain", "head", "found"),
    [
        ("A few people die.", HEAD, 1),
        ("A few people die.", SENSITIVE, 0),
        ("Nerve cells that make muscles move die.", HEAD, 0),
        ("It harms nerve cells. People die.", HEAD, 1),
        ("Most people live 3 to 5 years.", HEAD, 1),
        ("You can live well for years.", HEAD, 0),
        ("It can kill you.", HEAD, 1),
        ("Studies looked at your diet.", HEAD, 0),
        ("Ask about Hospice care.", HEAD, 1),
    ],
)
def test_sensitive(plain: str, head: str, found: int, tmp_path: Path) -> None:
    problems = list(sensitive(telling(tmp_path, plain, head=head)))
    assert len(problems) == found
    assert {p.severity for p in problems} <= {"review"}


def test_hard_news_in_the_detailed_wording_counts(tmp_path: Path) -> None:
    assert list(sensitive(telling(tmp_path, "It is bad.", detailed="It is fatal.")))


def test_emergencies_may_name_what_is_at_stake(tmp_path: Path) -> None:
    section = f"""\
{HEAD}blocks:
  - block: callout
    urgency: emergency
    heading: "Call {{emergency}} now"
    statements:
      - {{id: call, plain: You may die of it., sources: [health-page]}}
"""
    ground = ground_in(tmp_path, section)
    assert [*sensitive(ground), *no_number(ground)] == []


def test_the_box_on_page_1_needs_the_number(tmp_path: Path) -> None:
    telling(tmp_path, "It is bad.")
    path = tmp_path / "data/comparisons/cold-or-flu/comparison.yaml"
    path.write_text(path.read_text().replace(" Call {emergency} now.", " Get help."))
    (problem,) = no_number(ground_in(tmp_path))
    assert problem.message == "the box on page 1 has no `{emergency}`"


def test_each_wording_needs_the_number(tmp_path: Path) -> None:
    section = f"""\
{HEAD}blocks:
  - block: callout
    urgency: emergency
    heading: Act now
    statements:
      - {{id: a, plain: "Call {{emergency}}.", detailed: Get help., sources: [health-page]}}
"""
    (problem,) = no_number(ground_in(tmp_path, section))
    assert problem.message == "the callout `Act now` has no `{emergency}` in `detailed`"


@pytest.mark.parametrize(
    ("plain", "found"),
    [
        ("Call **911** now.", 1),
        ("Dial 112 or 999.", 1),
        ("Call your doctor at 555-911-0100.", 0),
        ("About 911 people called.", 0),
        ("Call {emergency}.", 0),
        ("Call 988 to talk.", 0),
    ],
)
def test_no_countrys_number_is_assumed(plain: str, found: int, tmp_path: Path) -> None:
    assert len(list(assumed(telling(tmp_path, f'"{plain}"')))) == found
