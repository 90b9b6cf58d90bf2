"""What the rules for content can answer on a quality card, in English and in other languages.

In English words and limits decide. The limits were set for English, and there is no list of hard
words in another language: there they can show that an item is not met more often than that it is.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.language_style import LanguageStyle
from handoutgen.content.rules.level_measures import LanguageMeasures, TextLevel
from handoutgen.content.rules.limits import limits
from handoutgen.content.rules.numbers import bare
from handoutgen.content.rules.quantities import quantities
from handoutgen.content.rules.style import PASSIVE, style
from handoutgen.content.rules.terms import terms
from handoutgen.content.sentences import split_sentences
from handoutgen.instruments import Finding, Findings, judged, person
from handoutgen.reading import ReadingLevels
from handoutgen.said import Said, joined, said

HIGHEST_GRADE = 8.0
PASSIVE_SHARE = 0.2


def by_rules(ground: Ground, levels: ReadingLevels) -> Findings:
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
    hard = said("Hard words: {n}.", n=jargon)
    long_pieces = said("Too long: {n}.", n=pieces + long)
    empty = said("Empty headings: {n}.", n=generic)
    numbers = _numbers(ground, times["C025"])
    found: Findings = {
        ("PEMAT-P", 3): judged(
            not jargon and grade <= HIGHEST_GRADE,
            joined([hard, said("Grade {grade}.", grade=grade)]),
        ),
        ("PEMAT-P", 4): judged(not undefined, said("Terms not defined: {n}.", n=undefined)),
        ("PEMAT-P", 5): judged(
            share <= PASSIVE_SHARE, said("Passive: {share} of sentences.", share=f"{share:.0%}")
        ),
        ("PEMAT-P", 6): numbers,
        ("PEMAT-P", 8): judged(
            not (pieces or lists or long),
            said("Too long: {n} pieces.", n=pieces + lists + long),
        ),
        ("PEMAT-P", 9): judged(not generic, empty),
        ("PEMAT-P", 21): judged(not spoken["C031"], _distant(spoken["C031"])),
        ("CDC Index", 7): judged(
            not (jargon or undefined), joined([hard, said("Not defined: {n}.", n=undefined)])
        ),
        ("CDC Index", 8): judged(not lists, said("Longer lists: {n}.", n=lists)),
        ("CDC Index", 9): judged(
            not (pieces or long or generic),
            joined([long_pieces, empty]),
        ),
        ("CDC Index", 15): numbers,
    }
    if tables:
        found["PEMAT-P", 19] = judged(
            not times["C036"], said("Tables too large: {n}.", n=times["C036"])
        )
    if not _has_shares(ground):
        found["CDC Index", 20] = _NO_SHARES
    return found


def _distant(times: int) -> Said:
    return said("Says 'patients should': {n}.", n=times)


def _numbers(ground: Ground, flagged: int) -> Finding:
    count = sum(1 for p in ground.plain for _ in quantities(p.text))
    if not count:
        return _NO_NUMBERS
    measured = said("{n} numbers, {bare} without a unit.", n=count, bare=flagged)
    return person(measured) if flagged else ("yes", measured)


def _has_shares(ground: Ground) -> bool:
    return any(q.share for p in ground.plain for q in quantities(p.text))


_NO_NUMBERS: Finding = ("does not apply", said("No numbers."))
_NO_SHARES: Finding = ("does not apply", said("No chances in numbers."))


# --- in other languages ---


def by_rules_in(
    ground: Ground,
    level: tuple[LanguageMeasures, TextLevel] | None,
    spoken: LanguageStyle | None,
) -> Findings:
    """What a machine can say of texts in another language than English.

    `level` and `spoken` are None where the program knows no measures and no words of the language;
    what they would tell is then left to people.
    """
    generic = tuple(spoken.generic_headings) if spoken else ()
    # The lists of words are English.
    data = replace(
        ground.data, words=ground.data.words.changed(generic_headings=generic), plain_words=()
    )
    own = replace(ground, data=data)
    times = Counter(p.code for p in chain(limits(own), terms(own)))
    lists, over = times["C035"], times["C034"] + times["C037"]
    shorter = said("Longer than the limits set for English: {n}.", n=over)
    unexplained = said("Acronyms to look at: {n}.", n=times["C028"])
    listing = said("Longer lists: {n}.", n=lists)
    found: Findings = {
        ("PEMAT-P", 4): person(unexplained),
        ("PEMAT-P", 8): judged(False, listing) if lists else _short_enough(over, shorter),
        ("CDC Index", 7): person(unexplained),
        ("CDC Index", 8): judged(not lists, listing),
    }
    if any(p.part == "label" for p in ground.plain) or times["C036"]:
        tables = said("Larger than the limits set for English: {n}.", n=times["C036"])
        found["PEMAT-P", 19] = _short_enough(times["C036"], tables)
    if level:
        found["PEMAT-P", 3] = _everyday(*level)
    if spoken:
        found |= _by_style(ground, level[0] if level else None, spoken)
        headings = said("Empty headings: {n}.", n=times["C039"])
        found["PEMAT-P", 9] = judged(not times["C039"], headings)
        found["CDC Index", 9] = (
            judged(False, headings) if times["C039"] else _short_enough(over, shorter)
        )
    return found


def _short_enough(over: int, measured: str) -> Finding:
    """Within a limit for English it is short in any language; over it, a person judges."""
    return person(measured) if over else ("yes", measured)


def _everyday(measures: LanguageMeasures, level: TextLevel) -> Finding:
    """Text that is hard as it stands is not everyday words; easy text may have hard words."""
    measure, gate = measures.measures[0], measures.gates[0]
    value = measure.of(level.raw)
    if value is None:
        return person(said("No sentences."))
    measured = f"{measure.head} {round(value, 1)}."
    as_it_stands = TextLevel(level.raw, level.raw)
    return judged(False, measured) if gate.judge(as_it_stands) == "over" else person(measured)


def _by_style(ground: Ground, measures: LanguageMeasures | None, spoken: LanguageStyle) -> Findings:
    texts = [
        p.text.replace("**", "")
        for p in ground.plain
        if p.part in ("statement", "question") and p.for_patients
    ]
    sentences = [s for text in texts for s in _sentences(text, measures)]
    share = sum(bool(spoken.passive.search(s)) for s in sentences) / max(1, len(sentences))
    passive = said(
        "Passive, as far as a machine finds it: {share} of sentences.", share=f"{share:.0%}"
    )
    distant = sum(bool(spoken.distant.search(s)) for s in sentences)
    found: Findings = {
        ("PEMAT-P", 5): judged(False, passive) if share > PASSIVE_SHARE else person(passive),
        ("PEMAT-P", 21): judged(not distant, _distant(distant)),
    }
    printed = [passage.text for passage in ground.plain]
    numbers = sum(1 for text in printed for _ in spoken.number.finditer(text))
    if not numbers:
        found["PEMAT-P", 6] = found["CDC Index", 15] = _NO_NUMBERS
    else:
        found["PEMAT-P", 6] = found["CDC Index", 15] = person(said("Numbers: {n}.", n=numbers))
    if not any(spoken.share.search(text) for text in printed):
        found["CDC Index", 20] = _NO_SHARES
    return found


def _sentences(text: str, measures: LanguageMeasures | None) -> Iterable[str]:
    return split_sentences(text, measures.points) if measures else split_sentences(text)
