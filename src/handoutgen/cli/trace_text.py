"""What was traced, as lines for people."""

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from handoutgen.content.claims import Claim
from handoutgen.content.section import Statement
from handoutgen.trace import Carrier, Fallen, Fallout, Trace

WIDTH = 88
_NAME = 12


def trace_line(trace: Trace) -> str:
    """One claim of many."""
    claim = trace.claim
    return f"{claim.id} ({_place(claim)}, {claim.status}): {_words(claim)}"


def trace_lines(trace: Trace, references: Mapping[str, str]) -> Iterator[str]:
    """Everything about one claim. `references` are formatted, by the source's id."""
    claim = trace.claim
    yield f"{claim.id}: a {claim.kind}, {claim.status}"
    yield from _row("Section", f"{_place(claim)}: {trace.heading}" if claim.comparison else "none")
    yield from _row("File", str(claim.entry.location))
    if claim.label:
        yield from _row("Row", claim.label)
    for name, text in wordings(claim):
        yield from _row(name.replace("_", " ").capitalize(), text.replace("**", ""))
    yield from _rows(
        "Facts",
        [
            *(
                f"{f.id}: {f.fact} ({_checked(f.status, f.checked, f.verified)})"
                for f in trace.facts
            ),
            *(f"{name}: not in the evidence" for name in trace.unknown_facts),
        ],
    )
    yield from _rows(
        "Sources",
        [
            f"{c.source}: {references[c.source]}{f' At: {c.locator}' if c.locator else ''}"
            for c in claim.citations
        ],
    )
    yield from _rows(
        "Reviews",
        [f"{r.reviewer}, {r.role}, {r.on} to {r.until}: {r.state}" for r in trace.reviews],
    )
    yield from _row("Handouts", _handouts(trace.handouts, claim))


def wordings(claim: Claim) -> Iterator[tuple[str, str]]:
    """Each text of a claim under the name of its key."""
    keys = ("level", "plain", "detailed", "disagreement", "reason", "replaced_by")
    others = ("name", "offers", "url", "caption", "alternative", "text_equivalent")
    for key in (*keys, *others):
        value = getattr(claim.entry, key, None)
        if value:
            yield key, ", ".join(value) if isinstance(value, tuple) else str(value)


def fallout_lines(fallout: Fallout, own: str) -> Iterator[str]:
    """What falls with a source or fact; `own` is its reference or text."""
    yield from wrap(f"{fallout.id}: {own}", WIDTH)
    printed = [f for f in fallout.claims if f.claim.prints]
    groups = (
        ("Nothing else holds these", [f for f in printed if not f.left]),
        ("These have others left", [f for f in printed if f.left]),
        ("Not printed", [f for f in fallout.claims if not f.claim.prints]),
    )
    for heading, fallen in groups:
        if fallen:
            yield f"\n{heading} ({len(fallen)})"
            for entry in fallen:
                yield from _item(_fallen(entry))
    if fallout.facts:
        yield f"\nFacts ({len(fallout.facts)})"
        for fact, left in fallout.facts:
            others = f" Left: {', '.join(left)}." if left else ""
            yield from _item(f"{fact.id} ({fact.status}): {fact.fact}{others}")
    yield ""
    yield from _row("Sections", ", ".join("/".join(place) for place in fallout.sections) or "none")
    figures = dict.fromkeys(f.claim.id for f in fallout.claims if f.claim.kind == "figure")
    yield from _row("Figures", ", ".join(figures) or "none")
    yield from _row("Handouts", _handouts(fallout.handouts))


def _fallen(entry: Fallen) -> str:
    claim = entry.claim
    left = f" Left: {', '.join(entry.left)}." if entry.left else ""
    return f"{claim.id} ({_place(claim)}): {_words(claim)}{left}"


def _words(claim: Claim) -> str:
    label = f"{claim.label} / " if claim.label else ""
    return label + next(iter(claim.texts()), "").replace("**", "")


def _place(claim: Claim) -> str:
    return f"{claim.comparison}/{claim.section}" if claim.comparison else claim.kind


def _checked(status: str, checked: str, verified: object) -> str:
    standing = "" if status == "current" else f"{status}; "
    return f"{standing}checked: {checked}" + (f"; verified: {verified}" if verified else "")


def _handouts(handouts: Iterable[Carrier], claim: Claim | None = None) -> str:
    names = [h.name if h.saved else f"{h.name} (unless sections are picked)" for h in handouts]
    if not names and claim is not None and isinstance(claim.entry, Statement) and not claim.prints:
        return "none: it never prints"
    return ", ".join(names) or "none"


def _rows(name: str, texts: list[str]) -> Iterator[str]:
    for index, text in enumerate(texts or ["none"]):
        yield from _row("" if index else name, text)


def _row(name: str, text: str) -> Iterator[str]:
    yield from _wrapped(f"  {name:<{_NAME}}", text)


def _item(text: str) -> Iterator[str]:
    yield from _wrapped("  - ", text)


def _wrapped(mark: str, text: str) -> Iterator[str]:
    yield from wrap(
        text,
        WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
