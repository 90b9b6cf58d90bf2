"""Words as they stand on a page lead to the claims that they come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from content.library_on_disk import on_disk
from hypothesis import given, settings
from hypothesis import strategies as st

from handoutgen.assets import Assets
from handoutgen.build import build
from handoutgen.content.claims import Claim, claims
from handoutgen.content.library import Library, load_library
from handoutgen.errors import ExitCode, HandoutError
from handoutgen.quotation import find
from handoutgen.selection import HandoutRequest

REAL = load_library(Assets.find())
TOLD = [c for c in claims(REAL) if c.texts() and len(c.texts()[0].split()) >= 4]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return on_disk(tmp_path_factory.mktemp("tiny")).load()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("both-viruses", "both-viruses"),
        ("A virus causes each one.", "both-viruses"),
        ("a VIRUS (a very small germ)\ncauses   each one.1,2", "both-viruses"),
        ("A virus causes each one.¹⁻³", "both-viruses"),
        ("A virus causes each one. [1, 2]", "both-viruses"),
        ("virus causes each", "both-viruses"),
        ("Each of the two is caused by", "both-viruses"),
        ("Hard to breathe? Call 999.", "alert-breath"),
        ("Hard to breathe? Call your local emergency number.", "alert-breath"),
        ("Experts do not agree how soon", "call-worse"),
        ("When can I go back to work?", "ask-work"),
        ("Flu Line. Answers about flu.", "Flu Line"),
        ("A person lies in bed.", "bed"),
        ("How it starts\nSlowly.", "cold-start"),
        ("Fever Common often high", "flu-fever"),
        ("Cold weather alone gives you a cold.", "cold-from-weather"),
    ],
)
def test_words_lead_to_their_claim(tiny: Library, words: str, expected: str) -> None:
    assert find(words, tiny)[0].claim.id == expected


def test_several_matches_come_best_first(tiny: Library) -> None:
    matches = find("You get worse again. Both make you cough. Experts do not agree how soon.", tiny)
    assert {m.claim.id for m in matches} >= {"call-worse", "lead-alike"}
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)


@pytest.mark.parametrize("words", ["zebras dance at night", "", "...", "¹²"])
def test_nothing_found(tiny: Library, words: str) -> None:
    with pytest.raises(HandoutError) as caught:
        find(words, tiny)
    assert [p.code for p in caught.value.problems] == ["S006"]
    assert caught.value.exit_code is ExitCode.NOT_FOUND


def test_nothing_found_but_something_close(tiny: Library) -> None:
    for words, close in (("both-virus", "both-viruses"), ("zebras cause a virus", "both-viruses")):
        with pytest.raises(HandoutError) as caught:
            find(words, tiny)
        assert caught.value.problems[0].hint == f"the closest is {close}."


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(TOLD), st.data())
def test_any_wording_broken_anyhow_is_found(claim: Claim, data: st.DataObject) -> None:
    words = data.draw(st.sampled_from([t for t in claim.texts() if len(t.split()) >= 4])).split()
    gaps = data.draw(st.lists(st.sampled_from([" ", "\n", "  "]), min_size=len(words)))
    broken = "".join(w + g for w, g in zip(words, gaps, strict=False)).replace("**", "")
    broken = broken.replace("{emergency}", "911")
    best = find(broken.upper(), REAL)
    assert best[0].score >= 0.999
    assert any(m.claim.id == claim.id and m.score >= 0.999 for m in best)


def test_each_line_of_a_printed_page_is_found(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    text = build(
        HandoutRequest("cold-or-flu", section=("basics",), locale="en-US"),
        "text",
        library.load(),
        Assets((Assets.find().roots[0], library.root)),
    ).content.decode()
    printed = text[text.index("Both make") : text.index("Please note")]
    for start, expected in (("A virus", "both-viruses"), ("Hard to", "alert-breath")):
        words = printed[printed.index(start) :][:40]
        assert find(words, library.load())[0].claim.id == expected
