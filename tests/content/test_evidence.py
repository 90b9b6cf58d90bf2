"""Facts, and the account of what became of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.evidence_on_disk import FACTS, UNPRINTED, evidence_on_disk
from content.library_on_disk import BASICS, FIGURES, FLU, HELP, OUTLOOK, LibraryOnDisk
from handoutgen.assets import Assets
from handoutgen.content.evidence import Evidence, account, load_evidence
from handoutgen.content.rules.account import check_evidence
from handoutgen.errors import HandoutError, Problem


@pytest.fixture
def library(tmp_path: Path) -> LibraryOnDisk:
    return evidence_on_disk(tmp_path)


def checked(library: LibraryOnDisk) -> list[Problem]:
    return check_evidence(library.load(), load_evidence(library.assets))


def refused(library: LibraryOnDisk) -> tuple[Problem, ...]:
    with pytest.raises(HandoutError) as caught:
        load_evidence(library.assets)
    return caught.value.problems


def test_an_account_without_a_hole(library: LibraryOnDisk) -> None:
    assert checked(library) == []
    found = account(library.load(), load_evidence(library.assets))
    printed = {fact: {claim.id for claim in claims} for fact, claims in found.printed.items()}
    assert printed == {
        "E1": {"both-viruses"},
        "E2": {"call-worse"},
        "E4": {"rest"},
        "E5": {"Flu Line"},
        "E6": {"bed"},
        "E7": {"ask-work"},
    }
    assert {f: [c.id for c in claims] for f, claims in found.retired.items()} == {
        "E3": ["cold-from-weather"]
    }
    assert list(found.unprinted) == ["E8"]
    assert found.open == ()


def test_what_a_fact_says(library: LibraryOnDisk) -> None:
    facts = load_evidence(library.assets).facts
    assert facts["E1"].about == ("cold", "flu")
    assert facts["E1"].verified == "page 2, 2026-11-21"
    assert [(c.source, c.locator) for c in facts["E4"].sources] == [
        ("rest-trial", ""),
        ("both-facts", "p. 3"),
    ]
    assert facts["E2"].superseded_by == ("E1",)
    assert str(facts["E1"].location) == f"{FACTS}:2:5"


BREACHES = [
    ("C070", FACTS, "{id: E8", UNPRINTED, "fact: E8", "fact: E1",
     "nothing is said about the fact E8"),
    ("C071", UNPRINTED, "{fact: E1", UNPRINTED, "  - {fact: E8",
     "  - {fact: E1, reason: No.}\n  - {fact: E8", "E1 is listed as unprinted, but `both-viruses`"),
    ("C072", BASICS, "id: both-viruses", BASICS, "facts: [E1]", "facts: [E1, E11]", "no fact E11"),
    ("C072", HELP, "{id: ask-work", HELP, "facts: [E7]", "facts: [E7, E9]", "no fact E9"),
    ("C072", FLU, "name: Flu Line", FLU, "facts: [E5]", "facts: [E5, E9]", "no fact E9"),
    ("C072", FIGURES, "id: bed", FIGURES, "facts: [E6]", "facts: [E6, E9]", "no fact E9"),
    ("C072", UNPRINTED, "{fact: E9", UNPRINTED, "  - {fact: E8",
     "  - {fact: E9, reason: No.}\n  - {fact: E8", "no fact E9"),
    ("C072", FACTS, "{id: E3", FACTS, "status: outdated,\n     superseded_by: [E1]",
     "status: outdated,\n     superseded_by: [E9]", "no fact E9"),
    ("C073", OUTLOOK, "id: call-worse", OUTLOOK, "status: disputed\n", "status: current\n",
     "the fact E2 is disputed, but `call-worse` prints it as current"),
    ("C073", HELP, "{id: rest", HELP, "facts: [E4]", "facts: [E4, E3]", "the fact E3 is outdated"),
    ("C073", FIGURES, "id: bed", FIGURES, "facts: [E6]", "facts: [E6, E2]", "E2 is disputed"),
    ("C074", UNPRINTED, "{fact: E8", UNPRINTED, ", reason: Nobody needs it.", "",
     "the fact E8 does not print"),
    ("C011", FACTS, "both-fact,", FACTS, "sources: [rest-trial,", "sources: [both-fact,",
     "there is no source `both-fact`"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "place", "at", "file", "old", "new", "message"), BREACHES, ids=lambda v: str(v)[:20]
)
def test_each_breach_at_its_place(
    library: LibraryOnDisk,
    code: str,
    place: str,
    at: str,
    file: str,
    old: str,
    new: str,
    message: str,
) -> None:
    library.edit(file, old, new)
    found = [p for p in checked(library) if p.code == code]
    assert len(found) == 1
    assert message in found[0].message
    assert found[0].location == library.place(place, at)
    assert found[0].hint


def test_a_question_asserts_nothing(library: LibraryOnDisk) -> None:
    library.edit(HELP, "facts: [E7]", "facts: [E7, E2]")
    assert checked(library) == []


def test_an_unknown_fact_gets_the_nearest(library: LibraryOnDisk) -> None:
    library.edit(BASICS, "facts: [E1]", "facts: [E1, E11]")
    assert "E1" in checked(library)[0].hint


def test_a_retired_statement_accounts_for_a_fact_that_is_also_listed(
    library: LibraryOnDisk,
) -> None:
    library.edit(UNPRINTED, "  - {fact: E8", "  - {fact: E3, reason: Wrong.}\n  - {fact: E8")
    assert checked(library) == []


def test_without_evidence_every_named_fact_is_unknown(library: LibraryOnDisk) -> None:
    found = check_evidence(library.load(), Evidence({}, {}))
    assert {p.code for p in found} == {"C072"}
    assert len(found) == 7


def test_facts_and_unprinted_may_share_a_file(library: LibraryOnDisk) -> None:
    library.write(FACTS, library.read(FACTS) + library.read(UNPRINTED))
    (library.root / UNPRINTED).unlink()
    assert checked(library) == []


def test_all_that_is_wrong_in_files_at_once(library: LibraryOnDisk) -> None:
    library.edit(FACTS, "{id: E2,", "{id: E1,")
    library.write("data/evidence/empty.yaml", "facts: []\n")
    library.write("data/evidence/other.yaml", "fact: []\n")
    library.edit(UNPRINTED, "fact: E8,", "fact: e8,")
    found = [(p.code, p.location.file if p.location else "") for p in refused(library)]
    assert found == [
        ("C008", "data/evidence/empty.yaml"),
        ("C010", FACTS),
        ("C007", "data/evidence/other.yaml"),
        ("C008", UNPRINTED),
    ]


def test_a_workspaces_file_replaces_the_one_of_the_same_name(
    library: LibraryOnDisk, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    path = own / UNPRINTED
    path.parent.mkdir(parents=True)
    path.write_text("unprinted: [{fact: E8, reason: Ours.}]\n", encoding="utf-8")
    evidence = load_evidence(Assets((library.root, own)))
    assert evidence.unprinted["E8"].reason == "Ours."
    assert len(evidence.facts) == 8
