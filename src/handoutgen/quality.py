"""What a machine can say about a handout by three quality instruments, and what it cannot.

The items are PEMAT-P (AHRQ), the CDC Clear Communication Index and the JAMA benchmarks, in words
of ours. A machine decides few of them; the others wait for two raters, so there is no score.
"""

from dataclasses import dataclass
from itertools import pairwise

from handoutgen.assets import Assets
from handoutgen.build import Handout
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.content.rules.data import load_rule_data
from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.language_style import style_of
from handoutgen.content.rules.level_measures import LanguageMeasures, TextLevel
from handoutgen.document.inline import Strong
from handoutgen.document.nodes import (
    Callout,
    Figure,
    Heading,
    List,
    Paragraph,
    SideBySide,
    Table,
    children,
    walk,
)
from handoutgen.instruments import ITEMS, Answer, Finding, Findings, Instrument, judged, person
from handoutgen.printed_library import printed_library
from handoutgen.quality_rules import by_rules, by_rules_in
from handoutgen.reading import ReadingLevels, ReadingMeter
from handoutgen.reading_score import level_in
from handoutgen.said import joined, said


@dataclass(frozen=True, slots=True)
class QualityItem:
    """One item of an instrument, what the machine answers, and what it measured."""

    instrument: Instrument
    number: int
    text: str
    answer: Answer
    measured: str


@dataclass(frozen=True, slots=True)
class QualityCard:
    """The items of one handout in order, and its reading level. There is no score.

    `levels` are of an English text, `level` of one in a language that has measures of its own.
    """

    items: tuple[QualityItem, ...]
    levels: ReadingLevels | None
    level: tuple[LanguageMeasures, TextLevel] | None = None

    @property
    def words(self) -> int | None:
        """How many words the handout's sections have; None in a language without measures."""
        if self.levels is not None:
            return self.levels.raw.words
        return self.level[1].raw.words if self.level else None

    @property
    def decided(self) -> tuple[QualityItem, ...]:
        """The items that a machine could decide."""
        return tuple(item for item in self.items if item.answer in ("yes", "no"))

    @property
    def met(self) -> int:
        """How many of the decided items the handout meets."""
        return sum(item.answer == "yes" for item in self.decided)

    @property
    def precheck(self) -> str:
        """The one sentence that a machine may say about the whole."""
        return said(
            "machine pre-check: {met} of {count} items that a machine can decide",
            met=self.met,
            count=len(self.decided),
        )


def quality_card(handout: Handout, library: Library, assets: Assets) -> QualityCard:
    """Measure a finished handout in one language, that of the library.

    Raises HandoutError C019 or C046 where the data of the measures cannot be read.
    """
    narrow = printed_library(handout.selection, library)
    (sections,) = narrow.sections.values()
    meter = ReadingMeter.load(assets, library.glossary.values())
    ground = Ground.of(narrow, load_rule_data(assets), meter.table, meter.syllables)
    # What prints is the plain wording here; all that the glossary defines is masked.
    levels, level = None, None
    if library.language == SOURCE_LANGUAGE:
        levels = meter.measure(sections.values(), "plain")
        ruled = by_rules(ground, levels)
    else:
        level = level_in(sections.values(), "plain", library)
        ruled = by_rules_in(ground, level, style_of(library.language))
    found = {**ruled, **_by_document(handout, ground), **_by_record(handout)}
    return QualityCard(
        tuple(
            QualityItem(instrument, number, text, *found.get((instrument, number), person()))
            for instrument, items in ITEMS.items()
            for number, text in items.items()
        ),
        levels,
        level,
    )


# --- what the document shows ---


def _by_document(handout: Handout, ground: Ground) -> Findings:
    """What the printed document shows, whatever its template."""
    blocks = tuple(walk(handout.document.blocks))
    figures = [b for b in blocks if isinstance(b, Figure)]
    tables = [b for b in blocks if isinstance(b, Table)]
    boxes = [b for b in blocks if isinstance(b, Callout)]
    lists = [b for b in blocks if isinstance(b, List)]
    urgent = sum(b.urgency != "note" for b in boxes)
    questions = sum(b.style == "questions" for b in lists)
    levels = [b.level for b in blocks if isinstance(b, Heading)]
    skipped = sum(after > before + 1 for before, after in pairwise(levels))
    bold = sum(isinstance(i, Strong) for b in blocks if isinstance(b, Paragraph) for i in b.inlines)
    disputed = sum(told.statement.status == "disputed" for told in ground.told)
    acts = said("Boxes: {n}. Question lists: {questions}.", n=urgent, questions=questions)
    action: Finding = ("yes", acts) if urgent or questions else person(acts)
    lines = sum(b.lines for b in blocks if isinstance(b, Paragraph))
    unsure = said("Points told as disputed: {n}.", n=disputed)
    found: Findings = {
        ("PEMAT-P", 10): person(said("Heading levels skipped: {n}.", n=skipped)),
        ("PEMAT-P", 12): judged(
            bool(boxes or lists or bold),
            said("Boxes: {n}. Lists: {lists}.", n=len(boxes), lists=len(lists)),
        ),
        ("PEMAT-P", 20): action,
        ("PEMAT-P", 22): person(
            said("Numbered lists: {n}.", n=sum(b.style == "numbers" for b in lists))
        ),
        ("PEMAT-P", 23): ("yes", said("Lines to fill in.")) if lines or questions else person(),
        ("CDC Index", 5): action,
        ("CDC Index", 12): action,
        ("CDC Index", 14): person(said("Boxes on when to act: {n}.", n=urgent)),
        ("CDC Index", 11): ("yes", unsure) if disputed else person(unsure),
    }
    if figures:
        # A small figure in a card has its row's label for a title.
        cards = [child for b in blocks if isinstance(b, SideBySide) for child in children(b)]
        titled = {id(b) for b in walk(tuple(cards)) if isinstance(b, Figure)}
        bare_figures = sum(not f.caption and id(f) not in titled for f in figures)
        found["PEMAT-P", 17] = judged(
            not bare_figures, said("Without caption: {n}.", n=bare_figures)
        )
    else:
        found |= {("PEMAT-P", n): ("does not apply", said("No visuals.")) for n in (16, 17, 18)}
    if not tables:
        found["PEMAT-P", 19] = ("does not apply", said("No tables."))
    return found


# --- what the handout says about itself ---


def _by_record(handout: Handout) -> Findings:
    selection = handout.selection
    comparison, review = selection.comparison, selection.review
    sources = len(selection.sources)
    reviewers = ", ".join(dict.fromkeys(f"{r.reviewer}, {r.role}" for r in review.reviews))
    by = (
        said("Reviewed: {reviewers}.", reviewers=reviewers)
        if reviewers
        else said("No review in force.")
    )
    return {
        ("JAMA", 1): judged(review.covers == "all", joined([said("Author named."), by])),
        ("JAMA", 2): judged(sources > 0, said("Sources: {n}. Copying: told.", n=sources)),
        ("JAMA", 3): person(said("A sentence on funding is given."))
        if selection.request.funding
        else ("no", said("Who paid is not known.")),
        ("JAMA", 4): (
            "yes",
            said("Written {date}.", date=comparison.updated),
        ),
    }
