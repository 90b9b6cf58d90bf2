"""The items of three instruments for the quality of health information, in short words of ours.

PEMAT-P (AHRQ), the CDC Clear Communication Index, and the JAMA benchmarks. Whoever rates goes by
the instruments' own guides. Here is also what a machine may answer to an item.
"""

from collections.abc import Mapping
from typing import Literal

Instrument = Literal["PEMAT-P", "CDC Index", "JAMA"]

# 13 and 14 of PEMAT are for films.
_PEMAT = (
    "Purpose is plain", "Nothing distracts", "Everyday words", "Medical terms defined",
    "Active voice", "Clear numbers", "No sums to do", "Short chunks", "Telling headings",
    "Logical order", "Has a summary", "Visual cues", "", "", "Visuals where useful",
    "Visuals fit the text", "Visuals have captions", "Visuals are clear", "Simple tables",
    "Names an action", "Speaks to the reader", "Steps are explicit", "Offers a tool",
    "Explains any sums", "How to use charts", "Visuals help to act",
)  # fmt: skip
_CDC = (
    "One main message", "Message comes first", "Message stands out", "Visual supports it",
    "Calls to action", "1 and 5 are active", "Readers' own words", "Lists of 7 at most",
    "Headed chunks", "Key points first", "Known and unknown", "Advises what to do", "Says why",
    "Says how and when", "Familiar numbers", "Numbers explained", "No sums needed",
    "Risk: who and why", "Risks and benefits", "Chance in words too",
)  # fmt: skip
_JAMA = ("Authorship", "Attribution", "Disclosure", "Currency")
_TEXTS: Mapping[Instrument, tuple[str, ...]] = {
    "PEMAT-P": _PEMAT,
    "CDC Index": _CDC,
    "JAMA": _JAMA,
}
ITEMS: Mapping[Instrument, Mapping[int, str]] = {
    name: {number: text for number, text in enumerate(texts, 1) if text}
    for name, texts in _TEXTS.items()
}
LONGEST_ITEM = 24
"""Characters that an item has room for on the card."""

Answer = Literal["yes", "no", "for a person", "does not apply"]
Finding = tuple[Answer, str]
"""What a machine answers, and what it measured."""
Findings = dict[tuple[Instrument, int], Finding]


def judged(fine: bool, measured: str) -> Finding:
    """What a machine decides."""
    return "yes" if fine else "no", measured


def person(measured: str = "") -> Finding:
    """What it leaves to people, whatever it measured."""
    return "for a person", measured
