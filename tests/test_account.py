"""The bundled evidence: every fact prints somewhere, or a file says why it does not."""

from handoutgen.assets import Assets
from handoutgen.content.evidence import account, load_evidence
from handoutgen.content.library import load_library
from handoutgen.content.rules.account import check_evidence

LIBRARY = load_library(Assets.find())
EVIDENCE = load_evidence(Assets.find())


def test_the_account_of_the_bundled_evidence_has_no_hole() -> None:
    problems = check_evidence(LIBRARY, EVIDENCE)
    assert not problems, "\n" + "\n".join(map(str, problems))


def test_every_fact_is_in_the_account() -> None:
    found = account(LIBRARY, EVIDENCE)
    assert len(EVIDENCE.facts) >= 323
    assert {*found.printed, *found.retired, *found.unprinted} == set(EVIDENCE.facts)
    assert not found.open


def test_the_bundled_content_has_no_review() -> None:
    assert not LIBRARY.reviews
