"""What was traced, for programs, under stable keys."""

from collections.abc import Mapping
from typing import Any

from handoutgen.cli.trace_text import wordings
from handoutgen.content.claims import Claim
from handoutgen.content.evidence import Fact
from handoutgen.trace import Carrier, Fallout, Trace


def trace_json(trace: Trace, score: float, references: Mapping[str, str]) -> dict[str, Any]:
    """One claim; `score` is the share of the words that it explains, 0 to 1."""
    return {
        **_claim(trace.claim),
        "score": round(score, 3),
        "heading": trace.heading,
        "row": trace.claim.label or None,
        "wordings": dict(wordings(trace.claim)),
        "facts": [_fact(fact) for fact in trace.facts],
        "unknown_facts": list(trace.unknown_facts),
        "sources": [
            {"id": c.source, "text": references[c.source], "locator": c.locator or None}
            for c in trace.claim.citations
        ],
        "reviews": [
            {
                "reviewer": review.reviewer,
                "role": review.role,
                "on": review.on.isoformat(),
                "until": review.until.isoformat(),
                "state": review.state,
            }
            for review in trace.reviews
        ],
        "handouts": [_carrier(handout) for handout in trace.handouts],
    }


def fallout_json(fallout: Fallout, kind: str) -> dict[str, Any]:
    """What falls; `left` are the other sources or facts of the same claim."""
    return {
        kind: fallout.id,
        "claims": [
            {
                **_claim(fallen.claim),
                "left": list(fallen.left),
                "handouts": [handout.name for handout in fallen.handouts],
            }
            for fallen in fallout.claims
        ],
        "facts": [{**_fact(fact), "left": list(left)} for fact, left in fallout.facts],
        "sections": [
            {"comparison": comparison, "section": section}
            for comparison, section in fallout.sections
        ],
        "handouts": [_carrier(handout) for handout in fallout.handouts],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    place = claim.entry.location
    return {
        "id": claim.id,
        "kind": claim.kind,
        "status": claim.status,
        "prints": claim.prints,
        "comparison": claim.comparison or None,
        "section": claim.section or None,
        "file": place.file,
        "line": place.line or None,
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "fact": fact.fact,
        "status": fact.status,
        "checked": fact.checked,
        "verified": str(fact.verified) if fact.verified else None,
    }


def _carrier(handout: Carrier) -> dict[str, Any]:
    return {"name": handout.name, "comparison": handout.comparison, "saved": handout.saved}
