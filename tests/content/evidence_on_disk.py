"""Evidence for the tiny library: each fact of a kind of its own, all accounted for."""

from __future__ import annotations

from pathlib import Path

from content.library_on_disk import (
    BASICS,
    FIGURES,
    FLU,
    HELP,
    OUTLOOK,
    LibraryOnDisk,
    on_disk,
)

FACTS = "data/evidence/facts.yaml"
UNPRINTED = "data/evidence/unprinted.yaml"

_FACTS = """\
facts:
  - {id: E1, about: [cold, flu], topic: causes, fact: Viruses cause both., sources: [both-facts],
     checked: copy, verified: "page 2, 2026-11-21"}
  - {id: E2, topic: course, fact: Some say a week., sources: [both-facts], status: disputed,
     superseded_by: [E1], checked: secondary}
  - {id: E3, topic: myths, fact: Weather causes colds., sources: [cold-facts], status: outdated,
     superseded_by: [E1], checked: seed}
  - {id: E4, topic: help, fact: Rest helps., sources: [rest-trial, {source: both-facts,
     locator: p. 3}], checked: knowledge, note: "see https://example.org/a-very-long-address"}
  - {id: E5, topic: help, fact: There is a line., sources: [flu-facts], checked: copy}
  - {id: E6, topic: drawings, fact: Beds have legs., sources: [drawing-notes], checked: copy}
  - {id: E7, topic: help, fact: Work can wait., sources: [both-facts], checked: copy}
  - {id: E8, topic: help, fact: Nobody needs this., sources: [both-facts], checked: copy}
"""
_UNPRINTED = """\
unprinted:
  - {fact: E8, reason: Nobody needs it.}
"""


def evidence_on_disk(folder: Path) -> LibraryOnDisk:
    """The tiny library whose claims name facts, with the facts."""
    library = on_disk(folder)
    library.write(FACTS, _FACTS)
    library.write(UNPRINTED, _UNPRINTED)
    cited = "sources: [{source: both-facts, locator: page 2}]"
    library.edit(BASICS, cited, f"facts: [E1]\n        {cited}")
    library.edit(BASICS, "    sources: [cold-facts]\n    status: retired",
                 "    facts: [E3]\n    sources: [cold-facts]\n    status: retired")  # fmt: skip
    library.edit(
        OUTLOOK, "        status: disputed", "        facts: [E2]\n        status: disputed"
    )
    library.edit(HELP, "{id: rest, plain: Rest helps., sources", "{id: rest, plain: Rest helps., "
                 "facts: [E4], sources")  # fmt: skip
    library.edit(HELP, "lines: 2}", "lines: 2, facts: [E7]}")
    library.edit(FLU, "    sources: [flu-facts]", "    facts: [E5]\n    sources: [flu-facts]")
    library.edit(FIGURES, "    sources: [drawing-notes]",
                 "    facts: [E6]\n    sources: [drawing-notes]")  # fmt: skip
    return library
