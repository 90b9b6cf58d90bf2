"""From a claim back to its facts, sources and reviews, and on to the handouts that carry it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from handoutgen.content.claims import LEAD, Claim, claims
from handoutgen.content.evidence import Evidence, Fact
from handoutgen.content.library import Library
from handoutgen.content.models import SavedHandout
from handoutgen.content.review import fingerprint, reviews_of, standing
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.said import said
from handoutgen.selection import HandoutRequest, select


@dataclass(frozen=True, slots=True)
class Carrier:
    """A handout and the sections that it prints. `saved` is false for a comparison's default."""

    name: str
    comparison: str
    sections: frozenset[str]
    saved: bool

    def carries(self, claim: Claim) -> bool:
        """Whether it prints this claim; every handout prints what is above the sections."""
        return (
            claim.prints
            and claim.comparison == self.comparison
            and (claim.section in self.sections or claim.section == LEAD)
        )


@dataclass(frozen=True, slots=True)
class ReviewedBy:
    """A review that covers a claim's section: whether it still holds, and when and by whom."""

    state: str
    reviewer: str
    role: str
    on: dt.date
    until: dt.date


@dataclass(frozen=True, slots=True)
class Trace:
    """All that stands behind a claim, and where it is carried to.

    A fact that the evidence does not have is in `unknown_facts`.
    """

    claim: Claim
    heading: str
    facts: tuple[Fact, ...]
    unknown_facts: tuple[str, ...]
    reviews: tuple[ReviewedBy, ...]
    handouts: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Fallen:
    """A claim that loses a source or fact, and the others of its kind that it still has."""

    claim: Claim
    left: tuple[str, ...]
    handouts: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Fallout:
    """What falls with a source or a fact.

    `facts` rest on the source, each with the sources that it has left; for a fact, they are the
    facts that it supersedes or that supersede it.
    """

    id: str
    claims: tuple[Fallen, ...]
    facts: tuple[tuple[Fact, tuple[str, ...]], ...]
    handouts: tuple[Carrier, ...]

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """Each comparison and section that prints one of the claims, once."""
        places = ((f.claim.comparison, f.claim.section) for f in self.claims if f.claim.prints)
        return tuple(dict.fromkeys(places))


def carriers(library: Library, handouts: Mapping[str, SavedHandout]) -> tuple[Carrier, ...]:
    """Each comparison's default handout, then the saved ones.

    Raises HandoutError (S001 to S004) when a saved handout names what is not there.
    """
    found = [_carrier(name, HandoutRequest(name), library, False) for name in library.comparisons]
    for name, saved in handouts.items():
        request = HandoutRequest(saved.comparison, saved.section, saved.without)
        found.append(_carrier(name, request, library, True))
    return tuple(found)


def _carrier(name: str, request: HandoutRequest, library: Library, saved: bool) -> Carrier:
    sections = frozenset(section.id for section in select(library, request).sections)
    return Carrier(name, request.comparison, sections, saved)


def follow(
    claim: Claim,
    library: Library,
    evidence: Evidence,
    handouts: Iterable[Carrier],
    today: dt.date,
) -> Trace:
    """Everything behind one claim; `today` decides which reviews still hold."""
    return Trace(
        claim=claim,
        heading=_heading(claim, library),
        facts=tuple(evidence.facts[f] for f in claim.facts if f in evidence.facts),
        unknown_facts=tuple(f for f in claim.facts if f not in evidence.facts),
        reviews=_reviews(claim, library, today),
        handouts=tuple(h for h in handouts if h.carries(claim)),
    )


def _heading(claim: Claim, library: Library) -> str:
    if not claim.comparison:
        return ""
    section = library.sections[claim.comparison].get(claim.section)
    return section.heading if section else library.comparisons[claim.comparison].title


def _reviews(claim: Claim, library: Library, today: dt.date) -> tuple[ReviewedBy, ...]:
    reviews = reviews_of(library, claim.comparison)
    covering = [review for review in reviews if claim.section in review.fingerprint]
    if not covering or not claim.prints:
        return ()
    current = fingerprint(library, claim.comparison, claim.section)
    return tuple(
        ReviewedBy(
            standing([review], claim.section, current, today).state,
            review.reviewer,
            review.role,
            review.on,
            review.until,
        )
        for review in covering
    )


def withdraw_source(
    source: str, library: Library, evidence: Evidence, handouts: Iterable[Carrier]
) -> Fallout:
    """What falls when a source is withdrawn; raises HandoutError S006 for an unknown one."""
    if source not in library.sources:
        raise HandoutError([_no_source(source, library.sources)])
    facts = tuple(
        (fact, _without(source, (c.source for c in fact.sources)))
        for fact in evidence.facts.values()
        if any(c.source == source for c in fact.sources)
    )
    return _fallout(source, facts, library, handouts, lambda c: [s.source for s in c.citations])


def withdraw_fact(
    name: str, library: Library, evidence: Evidence, handouts: Iterable[Carrier]
) -> Fallout:
    """What falls when a fact no longer holds; raises HandoutError S006 for an unknown one."""
    if name not in evidence.facts:
        raise HandoutError([_no_fact(name, evidence.facts)])
    own = evidence.facts[name]
    related = tuple(
        (fact, ())
        for fact in evidence.facts.values()
        if fact.id in own.superseded_by or name in fact.superseded_by
    )
    return _fallout(name, related, library, handouts, lambda c: c.facts)


def _fallout(
    name: str,
    facts: tuple[tuple[Fact, tuple[str, ...]], ...],
    library: Library,
    handouts: Iterable[Carrier],
    rests_on: Callable[[Claim], Iterable[str]],
) -> Fallout:
    every = tuple(handouts)
    fallen = tuple(
        Fallen(claim, _without(name, rests_on(claim)), tuple(h for h in every if h.carries(claim)))
        for claim in claims(library)
        if name in rests_on(claim)
    )
    carrying = tuple(h for h in every if any(h.carries(f.claim) for f in fallen))
    return Fallout(name, fallen, facts, carrying)


def _without(name: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(n for n in dict.fromkeys(names) if n != name)


def _no_source(source: str, known: Iterable[str]) -> Problem:
    hint = did_you_mean(source, known) or said("{place} has them.", place="data/sources.yaml")
    return Problem("S006", said("there is no source `{source}`", source=source), hint=hint)


def _no_fact(fact: str, known: Iterable[str]) -> Problem:
    hint = did_you_mean(fact, known) or said("{place} has them.", place="data/evidence")
    return Problem("S006", said("there is no fact `{fact}`", fact=fact), hint=hint)
