"""What is to be said about reviews: it is for a person to act on, so nothing here is an error."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from handoutgen.content.claims import LEAD
from handoutgen.content.library import SOURCE_LANGUAGE
from handoutgen.content.review import fingerprints, reviewable, reviews_of, standing
from handoutgen.content.rules.rule import Rule
from handoutgen.errors import Problem

if TYPE_CHECKING:
    from handoutgen.content.library import Library

_HINT = "have a clinician read it, then: handoutgen review {}"
_WHY = "JAMA benchmarks: authorship and currency. The handout prints how it stands either way."

MISSING = Rule(
    "C060",
    "never reviewed",
    "review",
    "a comparison, or sections of it, that no clinician has reviewed",
    _HINT.format("COMPARISON"),
    _WHY,
)
STALE = Rule(
    "C061",
    "changed since its review",
    "review",
    "a section that has changed since the day on which it was reviewed",
    _HINT.format("COMPARISON --section ID"),
    _WHY,
)
EXPIRED = Rule(
    "C062",
    "review that ended",
    "review",
    "a review whose last day has passed",
    _HINT.format("COMPARISON"),
    _WHY,
)
RULES = (MISSING, STALE, EXPIRED)


def check_reviews(library: "Library", today: dt.date) -> list[Problem]:
    """C060 (never reviewed), C061 (changed since) and C062 (too long ago), for a human to judge."""
    return [p for name in library.comparisons for p in _check(name, library, today)]


def _check(comparison: str, library: "Library", today: dt.date) -> Iterator[Problem]:
    entry, reviews = library.comparisons[comparison], reviews_of(library, comparison)
    # A fingerprint reads every drawing: none is needed where nobody has reviewed anything.
    names = reviewable(library, comparison)
    current = fingerprints(library, comparison, names) if reviews else dict.fromkeys(names, "")
    found = {name: standing(reviews, name, digest, today) for name, digest in current.items()}
    where, option = "", ""
    if library.language != SOURCE_LANGUAGE:
        where, option = f" in `{library.language}`", f" --language {library.language}"
    hint = f"{_HINT.format(comparison)}{option}"
    missing = [name for name, state in found.items() if state.state == "missing"]
    if missing:
        what = "this comparison" if len(missing) == len(found) else ", ".join(missing)
        yield MISSING.at(entry.location, f"no clinician has reviewed {what}{where}", hint)
    for name, state in found.items():
        if state.state == "stale" and state.review:
            place = entry if name == LEAD else library.sections[comparison][name]
            message = f"`{name}`{where} has changed since {state.review.reviewer} reviewed it"
            yield STALE.at(place.location, message, f"{hint} --section {name}")
    for review in reviews:
        over = [name for name, s in found.items() if s.state == "expired" and s.review is review]
        if over:
            message = (
                f"the review by {review.reviewer}{where} ended on {review.until}: {', '.join(over)}"
            )
            yield EXPIRED.at(review.location, message, hint)
