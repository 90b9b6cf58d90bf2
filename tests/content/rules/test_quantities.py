"""Numbers as readers understand them, worked out by hand."""

from __future__ import annotations

import pytest

from handoutgen.content.rules.quantities import agrees, quantities


def values(text: str) -> list[tuple[float, bool]]:
    return [(round(q.value, 1), q.share) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 1 in 10 people", [(10.0, True)]),
        ("one in ten people", [(10.0, True)]),
        ("about 6 to 8 out of 10 people", [(60.0, True), (80.0, True)]),
        ("about 4 or 5 of 10 people", [(40.0, True), (50.0, True)]),
        ("1 in 1,000", [(0.1, True)]),
        ("9 in 100 thousand", [(0.0, True)]),
        ("5% to 10% of people", [(5.0, True), (10.0, True)]),
        ("5-10% of people", [(5.0, True), (10.0, True)]),
        ("30.5 percent", [(30.5, True)]),
        ("More than half have it.", [(50.0, True)]),
        ("two thirds of them", [(66.7, True)]),
        ("a quarter of people", [(25.0, True)]),
        ("3 to 5 years", [(3.0, False), (5.0, False)]),
        ("twenty-one days", [(21.0, False)]),
        ("about 10 million people", [(10_000_000.0, False)]),
        ("one hundred or a thousand people", [(100.0, False), (1000.0, False)]),
        ("½ of people, 2½ pills", [(50.0, True), (2.0, False), (50.0, True)]),
        ("It doubles the risk.", [(2.0, False)]),
        ("more than 24 hours.", [(24.0, False)]),
        ("It lasts 7 or 8.", [(7.0, False), (8.0, False)]),
        ("no one, either one, someone, often", []),
        ("the first and the second", []),
        ("C9orf72, SOD1, COVID-19, B12, 20s", []),
        ("version 1.2.3", []),
        ("", []),
    ],
)
def test_numbers_in_a_text(text: str, expected: list[tuple[float, bool]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("told", "fact", "same"),
    [
        ("1 in 10 people", "10% of people", True),
        ("half of people", "50% of people", True),
        ("About 3 in 10 people", "30.5% of people", True),
        ("About 3 in 10 people", "36% of people", False),
        ("3 in 10 people", "32% of people", False),
        ("1 in 3 people", "33% of people", True),
        ("about 80%", "81.5%", True),
        ("about 80%", "85%", False),
        ("80%", "81%", False),
        ("1 in 300 people", "1 in 400 people", False),
        ("1 in 1,000 people", "1 in 300 people", False),
        ("About 1 in 300 people", "1 in 330 people", True),
        ("About 1 in 10 people", "12% of people", True),
        ("About 1 in 10 people", "15% of people", False),
        ("about 30,000 people", "29,824 people", True),
        ("about 30,000 people", "21,655 people", False),
        ("30,000 people", "29,824 people", False),
        ("2 years", "24 months", True),
        ("2 weeks", "14 days", True),
        ("2 weeks", "12 months", False),
        ("10 people", "10% of people", False),
    ],
)
def test_a_fact_supports_a_number_or_does_not(told: str, fact: str, same: bool) -> None:
    (number,), (known,) = quantities(told), quantities(fact)
    assert agrees(number, known) is same


def test_a_number_knows_where_it_stands() -> None:
    text = "**Often:** about 3 in 10 people."
    (found,) = quantities(text)
    assert text[found.start : found.end] == "3 in 10"
