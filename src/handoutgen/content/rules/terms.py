"""Rules for medical words: an everyday word instead, or a definition at the first use."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handoutgen.content.entry import Entry
from handoutgen.content.glossary import TermFinder
from handoutgen.content.models import Comparison
from handoutgen.content.rules.data import PlainWord
from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.passages import Passage
from handoutgen.content.rules.rule import Rule
from handoutgen.errors import Problem

JARGON = Rule(
    "C027",
    "jargon",
    "warning",
    "a word of `data/rules/plain-words.csv` in plain wording that has an everyday word",
    "use the everyday word, or define the word in data/glossary.yaml.",
    "PEMAT 3, CDC Index 7: the audience's own words.",
)
UNDEFINED = Rule(
    "C028",
    "undefined term",
    "error",
    "a medical term that is to be defined, or an acronym, that neither the glossary nor the name "
    "of a condition explains; not in an emergency, where a definition would be in the way",
    "define it in data/glossary.yaml, or write an everyday word.",
    "PEMAT 4: every medical term is defined at its first use.",
)
EARLY = Rule(
    "C029",
    "term in a heading",
    "warning",
    "a glossary term in a heading, which stands before its definition",
    "ask the question in everyday words.",
    "PEMAT 4 and 9: the heading is read first and cannot carry a definition.",
)
RULES = (JARGON, UNDEFINED, EARLY)

# MRI, mRNA, SOD1, and the first part of PEG-tube; COVID-19 is a name and needs the whole.
_ACRONYM = re.compile(
    r"(?<![\w-])(?=\w*[A-Z]\w*[A-Z0-9]|[a-z]+[A-Z])(?!Mc[A-Z]|Mac[A-Z])[A-Za-z0-9]{2,8}"
    r"(?!\w|-[A-Z0-9])"
)
# The text itself says what the name is for.
_NAMED = re.compile(r"\b(?:call(?:ed|s)?|say|named?|known as|short for)(?: it| this| them)? $")


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """What is looked for, made once for a run."""

    defined: TermFinder
    words: dict[str, PlainWord]
    """By the term as written if it is in capitals, else in lower case."""
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, ground: Ground) -> "_Lexicon":
        words = ground.data.plain_words
        terms = sorted((w.term for w in words if w.action != "known"), key=len, reverse=True)
        choices = (re.escape(t) if t.isupper() else f"(?i:{re.escape(t)})" for t in terms)
        pattern = rf"(?<![\w-])({'|'.join(choices)})(?:s|es)?(?!\w)"
        return cls(
            TermFinder.of(ground.library.glossary.values()),
            {w.term if w.term.isupper() else w.term.lower(): w for w in words},
            re.compile(pattern) if terms else None,
        )


def terms(ground: Ground) -> Iterator[Problem]:
    """C027, C028 and C029 in one pass over the plain wording for patients."""
    lexicon = _Lexicon.of(ground)
    names = {c.id: _without_names(c, ground) for c in ground.library.comparisons.values()}
    for passage in ground.plain:
        if not passage.for_patients:
            continue
        if passage.part == "heading":
            yield from _early(passage, lexicon)
        text = names[passage.comparison.id](passage.text)
        yield from _in_text(text, passage.entry, lexicon, emergency=passage.emergency)
    for term in ground.library.glossary.values():
        yield from _in_text(term.plain, term, lexicon, emergency=True)


def _in_text(text: str, entry: Entry, lexicon: _Lexicon, *, emergency: bool) -> Iterator[Problem]:
    if lexicon.defined.pattern is not None:
        text = lexicon.defined.pattern.sub(" ", text)
    found = lexicon.pattern.finditer(text) if lexicon.pattern else ()
    for match in {m[1].lower(): m for m in found}.values():
        word = lexicon.words.get(match[1]) or lexicon.words[match[1].lower()]
        if word.action == "suggest":
            hint = f"try: {word.plain}."
            yield JARGON.at(entry.location, f"`{match.group()}` has an everyday word", hint)
        elif not emergency and not text[match.end() :].startswith(" ("):
            hint = f"define it in data/glossary.yaml, for example: {word.plain}."
            yield UNDEFINED.at(entry.location, f"nothing explains `{match.group()}`", hint)
    for match in {m.group(): m for m in reversed([*_ACRONYM.finditer(text)])}.values():
        acronym = match.group()
        told = f"{acronym} (" in text or _NAMED.search(text[: match.start()])
        listed = acronym in lexicon.words or acronym.lower() in lexicon.words
        if not emergency and not listed and not told:
            yield UNDEFINED.at(entry.location, f"nothing explains `{acronym}`")


def _early(passage: Passage, lexicon: _Lexicon) -> Iterator[Problem]:
    for term in lexicon.defined.used_in(passage.text):
        message = f"the heading uses `{term.term}` before it is defined"
        yield EARLY.at(passage.entry.location, message)


def _without_names(comparison: Comparison, ground: Ground) -> Callable[[str], str]:
    """Leaves out the names of the conditions: the handout is about them and explains them."""
    found = filter(None, map(ground.library.conditions.get, comparison.conditions))
    names = sorted(
        (name for c in found for name in (c.name, c.full_name, *c.also_known_as)),
        key=len,
        reverse=True,
    )
    if not names:
        return str
    pattern = re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", re.IGNORECASE
    )
    return lambda text: pattern.sub(" ", text)
