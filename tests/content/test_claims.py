"""Everything that rests on facts and sources, at each place where it stands."""

from __future__ import annotations

from pathlib import Path

from content.library_on_disk import FIGURES, FLU, HELP, on_disk
from handoutgen.content.claims import claims


def test_every_claim_in_reading_order_and_where_it_stands(tmp_path: Path) -> None:
    found = [(c.section, c.id, c.kind, c.label) for c in claims(on_disk(tmp_path).load())]
    assert found == [
        ("lead", "lead-alike", "statement", ""),
        ("lead", "alert-breath", "statement", ""),
        ("basics", "both-viruses", "statement", ""),
        ("basics", "both-spread", "statement", ""),
        ("basics", "cold-fever", "statement", "Fever"),
        ("basics", "flu-fever", "statement", "Fever"),
        ("basics", "cold-start", "statement", "How it starts"),
        ("basics", "flu-start", "statement", "How it starts"),
        ("basics", "bed", "figure", ""),
        ("basics", "cold-from-weather", "statement", ""),
        ("outlook", "cold-days", "statement", ""),
        ("outlook", "flu-days", "statement", ""),
        ("outlook", "call-worse", "statement", ""),
        ("help", "rest", "statement", ""),
        ("help", "ask-work", "question", ""),
        ("help", "Flu Line", "contact", ""),
    ]


def test_what_a_claim_says_and_whether_it_prints(tmp_path: Path) -> None:
    by_id = {c.id: c for c in claims(on_disk(tmp_path).load())}
    assert by_id["cold-fever"].texts() == ("Rare",)
    assert by_id["flu-fever"].texts() == ("Common often high",)
    assert by_id["both-viruses"].texts()[1].startswith("Each of the two")
    assert by_id["call-worse"].texts()[1] == "Experts do not agree how soon."
    assert by_id["Flu Line"].texts() == ("Flu Line. Answers about flu.",)
    assert by_id["bed"].texts() == ("Stay in bed.", "A person lies in bed.")
    assert by_id["ask-work"].citations == ()
    assert [c.status for c in by_id.values() if not c.prints] == ["retired"]


def test_what_no_comparison_uses_comes_last(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(HELP, "  - block: contacts\n", "")
    entry = library.read(FIGURES).partition("figures:\n")[2].replace("id: bed", "id: bed-two")
    library.write(FIGURES, library.read(FIGURES) + entry)
    last = list(claims(library.load()))[-2:]
    assert [(c.id, c.comparison, c.prints) for c in last] == [
        ("Flu Line", "", False),
        ("bed-two", "", False),
    ]
    assert str(last[0].entry.location).startswith(FLU)
