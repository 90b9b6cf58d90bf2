"""Rules for the account of facts: each is told somewhere, or left out with a reason."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handoutgen.content.claims import claims
from handoutgen.content.entry import Entry
from handoutgen.content.evidence import Account, Evidence, account
from handoutgen.content.rules.loading import UNKNOWN
from handoutgen.content.rules.rule import Rule
from handoutgen.errors import Problem, did_you_mean

if TYPE_CHECKING:
    from handoutgen.content.library import Library

_HOLE = "What was found out must not get lost between the dossier and the page."
_HONEST = "A reader must be able to trust that what prints is what is held to be true."

OPEN = Rule(
    "C070",
    "open fact",
    "error",
    "a fact in `data/evidence` that no statement names and that is not listed as unprinted",
    "name it under `facts` of a statement, or under `unprinted` with the reason.",
    _HOLE,
)
BOTH = Rule(
    "C071",
    "printed and unprinted",
    "error",
    "a fact that is listed as unprinted and that a statement prints",
    "delete it from the list, or from the statement.",
    _HOLE,
)
NO_FACT = Rule(
    "C072",
    "unknown fact",
    "error",
    "a fact that a statement, the list of unprinted facts or another fact names and that is not "
    "there",
    "did you mean another fact?",
    "Every name leads somewhere: what a claim rests on can be followed.",
)
NOT_CURRENT = Rule(
    "C073",
    "fact that does not hold",
    "error",
    "a disputed or outdated fact that a statement prints as current",
    "rest it on a current fact, or give the statement the status disputed or retired.",
    _HONEST,
)
NO_REASON = Rule(
    "C074",
    "unprinted without reason",
    "error",
    "a fact that is listed as unprinted without a reason",
    "add `reason`.",
    _HONEST,
)
RULES = (OPEN, BOTH, NO_FACT, NOT_CURRENT, NO_REASON)


def check_evidence(library: "Library", evidence: Evidence) -> list[Problem]:
    """C070 to C074, and C011 for a source that is not there."""
    found = account(library, evidence)
    return [
        *(OPEN.at(f.location, f"nothing is said about the fact {f.id}") for f in found.open),
        *_both(found),
        *_unknown_facts(library, evidence),
        *_standing(library, evidence),
        *_reasons(evidence),
        *_sources(library, evidence),
    ]


def _both(found: Account) -> Iterator[Problem]:
    for name, entry in found.unprinted.items():
        if name in found.printed:
            claim = found.printed[name][0]
            message = f"the fact {name} is listed as unprinted, but `{claim.id}` prints it"
            yield BOTH.at(entry.location, message, f"delete it here, or at {claim.entry.location}.")


def _unknown_facts(library: "Library", evidence: Evidence) -> Iterator[Problem]:
    # An entry that stands in several places is one entry with one mistake.
    entries = {id(claim.entry): claim for claim in claims(library)}.values()
    for claim in entries:
        for name in claim.facts:
            if name not in evidence.facts:
                yield _unknown(name, claim.entry, evidence)
    for name, entry in evidence.unprinted.items():
        if name not in evidence.facts:
            yield _unknown(name, entry, evidence)
    for fact in evidence.facts.values():
        for name in fact.superseded_by:
            if name not in evidence.facts:
                yield _unknown(name, fact, evidence)


def _unknown(name: str, entry: Entry, evidence: Evidence) -> Problem:
    hint = did_you_mean(name, evidence.facts)
    return NO_FACT.at(entry.location, f"there is no fact {name}", hint)


def _standing(library: "Library", evidence: Evidence) -> Iterator[Problem]:
    entries = {id(claim.entry): claim for claim in claims(library)}.values()
    for claim in entries:
        # A question asserts nothing.
        if claim.status != "current" or claim.kind == "question":
            continue
        for name in claim.facts:
            fact = evidence.facts.get(name)
            if fact is None or fact.status == "current":
                continue
            message = f"the fact {name} is {fact.status}, but `{claim.id}` prints it as current"
            better = " or ".join(fact.superseded_by)
            hint = f"rest it on {better} instead, or " if better else ""
            hint += "give the statement the status disputed or retired."
            yield NOT_CURRENT.at(claim.entry.location, message, hint)


def _reasons(evidence: Evidence) -> Iterator[Problem]:
    for entry in evidence.unprinted.values():
        if entry.reason is None:
            message = f"no reason is given why the fact {entry.fact} does not print"
            yield NO_REASON.at(entry.location, message)


def _sources(library: "Library", evidence: Evidence) -> Iterator[Problem]:
    for fact in evidence.facts.values():
        for citation in fact.sources:
            if citation.source not in library.sources:
                message = f"there is no source `{citation.source}`"
                hint = did_you_mean(citation.source, library.sources)
                yield UNKNOWN.at(citation.location, message, hint)
