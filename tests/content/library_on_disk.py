"""A tiny valid library of two conditions in a folder, for tests to break on purpose.

Its health content is plain enough for anybody to check; its sources are made up. Places are
never numbers in a test: `place` finds them in the text on disk, apart from the code under test.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handoutgen.assets import Assets, bundled_root
from handoutgen.bibliography import Reference, ReferencePart
from handoutgen.content.library import Library, load_library
from handoutgen.document.compose import compose
from handoutgen.document.nodes import Document
from handoutgen.document.svg import parse_svg
from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.selection import HandoutRequest, Selection, select

COMPARISON = "data/comparisons/cold-or-flu/comparison.yaml"
BASICS = "data/comparisons/cold-or-flu/sections/basics.yaml"
HELP = "data/comparisons/cold-or-flu/sections/help.yaml"
OUTLOOK = "data/comparisons/cold-or-flu/sections/outlook.yaml"
COLD = "data/conditions/cold.yaml"
FLU = "data/conditions/flu.yaml"
SOURCES = "data/sources.yaml"
GLOSSARY = "data/glossary.yaml"
FIGURES = "data/figures/figures.yaml"
LOCALES = "data/locales.yaml"
DISCLAIMER = "data/disclaimer.yaml"
WORDS = "data/words.yaml"

FILES = {
    COLD: """\
id: cold
name: Cold
full_name: common cold
""",
    FLU: """\
id: flu
name: Flu
full_name: influenza
contacts:
  - name: Flu Line
    offers: Answers about flu.
    url: https://flu.example.org/
    sources: [flu-facts]
""",
    COMPARISON: """\
id: cold-or-flu
title: Cold or Flu?
audience: For families
conditions: [cold, flu]
language: en-US
author: The test authors
updated: 2026-11-21
next_review: 2027-11-21
lead:
  - id: lead-alike
    about: [cold, flu]
    plain: Both make you cough.
    sources: [both-facts]
alert:
  id: alert-breath
  about: [flu]
  plain: Hard to breathe? Call {emergency}.
  sources: [flu-facts]
section: [basics, outlook]
further: [help]
""",
    BASICS: """\
id: basics
heading: What are they?
kind: overview
blocks:
  - block: paragraph
    statements:
      - id: both-viruses
        about: [cold, flu]
        plain: A virus causes each one.
        detailed: Each of the two is caused by a virus of its own.
        sources: [{source: both-facts, locator: page 2}]
      - {id: both-spread, plain: Each one spreads., sources: [both-facts]}
  - block: table
    label: Sign
    caption: Signs of a cold and of flu
    rows:
      - label: Fever
        cells:
          cold: {id: cold-fever, level: rare, sources: [cold-facts]}
          flu: {id: flu-fever, level: common, plain: often high, sources: [flu-facts]}
  - block: cards
    rows:
      - label: How it starts
        cells:
          cold: {id: cold-start, plain: Slowly., sources: [cold-facts]}
          flu: {id: flu-start, plain: All at once., sources: [flu-facts]}
  - block: figure
    figure: bed
retired:
  - id: cold-from-weather
    about: [cold]
    plain: Cold weather alone gives you a cold.
    sources: [cold-facts]
    status: retired
    reason: A cold needs a virus.
    replaced_by: [both-viruses]
""",
    OUTLOOK: """\
id: outlook
heading: How long does it last?
kind: outlook
sensitive: true
blocks:
  - block: columns
    columns:
      cold:
        - {id: cold-days, plain: About a week., sources: [cold-facts]}
      flu:
        - {id: flu-days, plain: One to two weeks., sources: [flu-facts]}
  - block: callout
    urgency: call
    heading: Call your doctor if
    statements:
      - id: call-worse
        plain: You get worse again.
        sources: [both-facts]
        status: disputed
        disagreement: Experts do not agree how soon.
""",
    HELP: """\
id: help
heading: What helps?
kind: help
blocks:
  - block: list
    heading: Try this
    statements:
      - {id: rest, plain: Rest helps., sources: [rest-trial]}
  - block: questions
    questions:
      - {id: ask-work, plain: When can I go back to work?, lines: 2}
  - block: fill_in
    label: Your notes
    lines: 3
  - block: contacts
  - block: word_list
""",
    SOURCES: """\
references:
  - {id: both-facts, type: webpage, title: Colds and flu}
  - {id: cold-facts, type: webpage, title: Colds}
  - {id: flu-facts, type: webpage, title: Flu}
  - {id: rest-trial, type: book, title: Rest}
  - {id: drawing-notes, type: book, title: Beds}
""",
    GLOSSARY: """\
terms:
  - {id: virus, term: virus, forms: [viruses], plain: a very small germ}
  - {id: fever, term: fever, plain: being too hot}
""",
    FIGURES: """\
figures:
  - id: bed
    file: bed.svg
    caption: Stay in bed.
    alternative: A person lies in bed.
    sources: [drawing-notes]
""",
    "data/figures/bed.svg": """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><title>Bed</title>\
<desc>A person lies in bed.</desc><rect x="5" y="5" width="90" height="40"/></svg>
""",
    LOCALES: """\
locales:
  - {id: en-US, country: United States, emergency: "911"}
  - {id: en-GB, country: United Kingdom, emergency: "999"}
""",
    WORDS: (bundled_root() / WORDS).read_text(encoding="utf-8"),
    DISCLAIMER: """\
heading: Please note
advice: This does not take the place of advice.
emergency: In an emergency call {emergency}.
written: "{author} wrote this on {date}."
unreviewed: No clinician has reviewed this.
partly_reviewed: No clinician has reviewed all of this.
review_ended: The review of this is out of date.
reviewed: "{reviewer}, {role}, checked this on {date}."
reviewed_in_part: "{reviewer}, {role}, checked part of this on {date}."
reviewed_foot: Reviewed by {reviewer}, {role}
reviewed_by_several_foot: "Reviewed: see {heading}"
next_review: To be checked by {date}.
funding_unknown: Nobody told us who paid for this.
feedback_unknown: Was this clear?
feedback: "Was this clear? Tell us: {feedback}."
licence: A clinic may copy this.
sources_heading: Where is this from?
sources_short: Ask for the full list.
website_label: On the web
website_alternative: "Opens {website}"
""",
}


@dataclass(frozen=True, slots=True)
class LibraryOnDisk:
    """The folder, with what tests do to it."""

    root: Path

    @property
    def assets(self) -> Assets:
        return Assets((self.root,))

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace the only place where the old text stands."""
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def place(self, file: str, text: str) -> Location:
        """Where the only occurrence of a text starts."""
        whole = self.read(file)
        assert whole.count(text) == 1, f"{text!r} stands {whole.count(text)} times in {file}"
        before = whole[: whole.index(text)]
        return Location(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)

    def load(self) -> Library:
        return load_library(self.assets)

    def problems(self) -> tuple[Problem, ...]:
        """What loading reports; nothing when the library is good."""
        try:
            self.load()
        except HandoutError as error:
            return error.problems
        return ()


def on_disk(folder: Path) -> LibraryOnDisk:
    """The tiny library, written into a folder."""
    library = LibraryOnDisk(folder)
    for file, text in FILES.items():
        library.write(file, text)
    return library


def references_of(selection: Selection) -> tuple[Reference, ...]:
    """Plain references: how they are formatted is tested with the bibliography."""
    return tuple(Reference(s.id, (ReferencePart(s.title),)) for s in selection.sources)


def composed(library: Library, request: HandoutRequest, templates: Path | None = None) -> Document:
    """The document of a request; a folder of templates lies over the bundled ones."""
    selection = select(library, request)
    roots = (bundled_root(),) if templates is None else (bundled_root(), templates)
    return compose(selection, library, Assets(roots), references_of(selection), parse_svg)
