"""What a machine can say about a handout by three quality instruments, and what it cannot.

The items are PEMAT-P (AHRQ), the CDC Clear Communication Index and the JAMA benchmarks, in words
of ours. A machine decides few of them; the others wait for two raters, so there is no score.
"""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Any, Literal

from handoutgen.assets import Assets
from handoutgen.build import Handout
from handoutgen.content.entry import Entry, Wording
from handoutgen.content.glossary import TermFinder
from handoutgen.content.library import Library
from handoutgen.content.rules.data import load_rule_data
from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.limits import limits
from handoutgen.content.rules.numbers import bare
from handoutgen.content.rules.passages import passages
from handoutgen.content.rules.quantities import quantities
from handoutgen.content.rules.style import PASSIVE, style
from handoutgen.content.rules.terms import terms
from handoutgen.content.section import CellStatement, Wordings
from handoutgen.content.sentences import split_sentences
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
from handoutgen.instruments import ITEMS, Instrument
from handoutgen.reading import ReadingLevels, ReadingMeter
from handoutgen.selection import Selection

Answer = Literal["yes", "no", "for a person", "does not apply"]
Finding = tuple[Answer, str]

HIGHEST_GRADE = 8.0
PASSIVE_SHARE = 0.2


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
    """The items of one handout in order, and its reading level. There is no score."""

    items: tuple[QualityItem, ...]
    levels: ReadingLevels

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
        return (
            f"machine pre-check: {self.met} of {len(self.decided)} items that a machine can decide"
        )


def quality_card(handout: Handout, library: Library, assets: Assets) -> QualityCard:
    """Measure a finished handout.

    Raises HandoutError C019 or C046 where the data of the measures cannot be read.
    """
    narrow = _narrowed(handout.selection, library)
    (sections,) = narrow.sections.values()
    meter = ReadingMeter.load(assets, library.glossary.values())
    levels = meter.measure(sections.values(), "plain")  # which here is the wording that prints
    ground = Ground.of(narrow, load_rule_data(assets), meter.table, meter.syllables)
    found = {
        **_by_rules(ground, levels),
        **_by_document(handout, ground),
        **_by_record(handout),
    }
    return QualityCard(
        tuple(
            QualityItem(instrument, number, text, *found.get((instrument, number), _PERSON))
            for instrument, items in ITEMS.items()
            for number, text in items.items()
        ),
        levels,
    )


Findings = dict[tuple[Instrument, int], Finding]
_PERSON: Finding = ("for a person", "")


def _judged(fine: bool, measured: str) -> Finding:
    return "yes" if fine else "no", measured


def _person(measured: str) -> Finding:
    return "for a person", measured


# --- what the rules for content find ---


def _by_rules(ground: Ground, levels: ReadingLevels) -> Findings:
    """What words and limits decide, by the rules of `handoutgen check`, for this handout alone."""
    times = Counter(p.code for p in chain(terms(ground), limits(ground), bare(ground)))
    sentences = tuple(
        replace(passage, text=sentence)
        for passage in ground.plain
        if passage.part in ("statement", "question") and passage.for_patients
        for sentence in split_sentences(passage.text)
    )
    spoken = Counter(p.code for p in style(replace(ground, plain=sentences)))
    share = spoken[PASSIVE.code] / max(1, len(sentences))
    jargon, undefined, grade = times["C027"], times["C028"], round(levels.raw.flesch_kincaid, 1)
    pieces, lists, long = times["C034"], times["C035"], times["C037"]
    tables = any(p.part == "label" for p in ground.plain) or times["C036"]
    generic = times["C039"]
    words = f"Hard words: {jargon}."
    numbers = _numbers(ground, times["C025"])
    found: Findings = {
        ("PEMAT-P", 3): _judged(not jargon and grade <= HIGHEST_GRADE, f"{words} Grade {grade}."),
        ("PEMAT-P", 4): _judged(not undefined, f"Terms not defined: {undefined}."),
        ("PEMAT-P", 5): _judged(share <= PASSIVE_SHARE, f"Passive: {share:.0%} of sentences."),
        ("PEMAT-P", 6): numbers,
        ("PEMAT-P", 8): _judged(
            not (pieces or lists or long),
            f"Too long: {pieces + lists + long} pieces.",
        ),
        ("PEMAT-P", 9): _judged(not generic, f"Empty headings: {generic}."),
        ("PEMAT-P", 21): _judged(not spoken["C031"], f"Says 'patients should': {spoken['C031']}."),
        ("CDC Index", 7): _judged(not (jargon or undefined), f"{words} Not defined: {undefined}."),
        ("CDC Index", 8): _judged(not lists, f"Longer lists: {lists}."),
        ("CDC Index", 9): _judged(
            not (pieces or long or generic),
            f"Too long: {pieces + long}. Empty headings: {generic}.",
        ),
        ("CDC Index", 15): numbers,
    }
    if tables:
        found["PEMAT-P", 19] = _judged(not times["C036"], f"Tables too large: {times['C036']}.")
    return found


def _numbers(ground: Ground, flagged: int) -> Finding:
    count = sum(1 for p in ground.plain for _ in quantities(p.text))
    if not count:
        return "does not apply", "No numbers."
    measured = f"{count} numbers, {flagged} without a unit."
    return _person(measured) if flagged else ("yes", measured)


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
    shares = sum(q.share for p in ground.plain for q in quantities(p.text))
    acts = f"Boxes: {urgent}. Question lists: {questions}."
    action: Finding = ("yes", acts) if urgent or questions else _person(acts)
    lines = sum(b.lines for b in blocks if isinstance(b, Paragraph))
    unsure = f"Points told as disputed: {disputed}."
    found: Findings = {
        ("PEMAT-P", 10): _person(f"Heading levels skipped: {skipped}."),
        ("PEMAT-P", 12): _judged(
            bool(boxes or lists or bold), f"Boxes: {len(boxes)}. Lists: {len(lists)}."
        ),
        ("PEMAT-P", 20): action,
        ("PEMAT-P", 22): _person(f"Numbered lists: {sum(b.style == 'numbers' for b in lists)}."),
        ("PEMAT-P", 23): ("yes", "Lines to fill in.") if lines or questions else _PERSON,
        ("CDC Index", 5): action,
        ("CDC Index", 12): action,
        ("CDC Index", 14): _person(f"Boxes on when to act: {urgent}."),
        ("CDC Index", 11): ("yes", unsure) if disputed else _person(unsure),
    }
    if not shares:
        found["CDC Index", 20] = ("does not apply", "No chances in numbers.")
    if figures:
        # A small figure in a card has its row's label for a title.
        cards = [child for b in blocks if isinstance(b, SideBySide) for child in children(b)]
        titled = {id(b) for b in walk(tuple(cards)) if isinstance(b, Figure)}
        bare_figures = sum(not f.caption and id(f) not in titled for f in figures)
        found["PEMAT-P", 17] = _judged(not bare_figures, f"Without caption: {bare_figures}.")
    else:
        found |= {("PEMAT-P", n): ("does not apply", "No visuals.") for n in (16, 17, 18)}
    if not tables:
        found["PEMAT-P", 19] = ("does not apply", "No tables.")
    return found


# --- what the handout says about itself ---


def _by_record(handout: Handout) -> Findings:
    selection = handout.selection
    comparison, review = selection.comparison, selection.review
    sources = len(selection.sources)
    reviewers = ", ".join(dict.fromkeys(f"{r.reviewer}, {r.role}" for r in review.reviews))
    by = f"Reviewed: {reviewers}." if reviewers else "No review in force."
    return {
        ("JAMA", 1): _judged(review.covers == "all", f"Author named. {by}"),
        ("JAMA", 2): _judged(sources > 0, f"Sources: {sources}. Copying: told."),
        ("JAMA", 3): _person("A sentence on funding is given.")
        if selection.request.funding
        else ("no", "Who paid is not known."),
        ("JAMA", 4): (
            "yes",
            f"Written {comparison.updated}.",
        ),
    }


# --- the handout as a library of its own ---


def _narrowed(selection: Selection, library: Library) -> Library:
    """Only what prints, with the wording that prints as the plain one, so that rules see it."""
    wording = selection.request.wording
    comparison = _in_wording(selection.comparison, wording).changed(
        title=selection.title,
        section=tuple(s.id for s in selection.sections),
        further=(),
    )
    narrow = replace(
        library,
        comparisons={comparison.id: comparison},
        sections={comparison.id: {s.id: _in_wording(s, wording) for s in selection.sections}},
    )
    texts = " \n ".join(passage.text for passage in passages(narrow))
    used = TermFinder.of(library.glossary.values()).used_in(texts)
    return replace(narrow, glossary={term.id: term for term in used})


def _in_wording(value: Any, wording: Wording) -> Any:
    match value:
        case CellStatement():
            return value.changed(plain=value.wording(wording) or None)
        case Wordings():
            return value.changed(plain=value.wording(wording))
        case Entry():
            fields = {name: getattr(value, name) for name in value.fields}
            changed = {name: _in_wording(inner, wording) for name, inner in fields.items()}
            return value.changed(**changed)
        case tuple():
            return tuple(_in_wording(inner, wording) for inner in value)
        case dict():
            return {key: _in_wording(inner, wording) for key, inner in value.items()}
        case _:
            return value
