"""Who checked which text, until when it counts, and whether the text is still the same.

A review holds a fingerprint of each section that it covers. Editing a section makes its review
stale and time makes it expire; neither needs anybody to remember it.
"""

import calendar
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any, Literal

from handoutgen.content.characters import unprintable
from handoutgen.content.claims import LEAD, contacts_of
from handoutgen.content.constraint import after, limits, shaped
from handoutgen.content.entry import Day, Entry, Id, Language, Text
from handoutgen.content.glossary import TermFinder
from handoutgen.content.models import Comparison
from handoutgen.content.prose import section_texts
from handoutgen.content.section import ContactsBlock, Section, Statement
from handoutgen.language_tag import folder_of
from handoutgen.said import said

if TYPE_CHECKING:
    from handoutgen.content.library import Library

FOLDER = "data/reviews"
LONGEST = 36
"""Months that a review may count (the PIF TICK's three years)."""

State = Literal["valid", "expired", "stale", "missing"]


def _printable(text: str) -> str:
    for found in unprintable(text):
        raise ValueError(said("it contains {what}, {code}", what=found.what, code=found.code))
    if set("*{}") & set(text):
        characters = "*, { or }"
        raise ValueError(
            said("it prints as it stands, so it may contain no {characters}", characters=characters)
        )
    return text


# The foot of each page has one line for both.
PersonText = Annotated[Text, limits(max_length=60), after(_printable)]
Digest = Annotated[str, shaped(r"[0-9a-f]{64}", "a fingerprint", "`handoutgen review` writes it.")]


class Review(Entry):
    """Somebody checked the text of these sections on a day, and it counts until another.

    `section` empty means the whole comparison as it was then. `language` is the one that was read:
    whoever checked the English said nothing of a translation. `fingerprint` has the SHA-256 of
    each section that was checked; `lead` stands for what is above the sections.
    """

    reviewer: PersonText
    role: PersonText
    on: Day
    until: Day
    language: Language = "en"
    section: tuple[Id, ...] = ()
    fingerprint: dict[Id, Digest]

    def check(self) -> None:
        """Its days and its sections go together."""
        if self.until <= self.on:
            raise ValueError(
                said(
                    "{key} is {until}, which is not after {on}",
                    key="`until`",
                    until=self.until,
                    on=self.on,
                )
            )
        if self.until > months_later(self.on, LONGEST):
            raise ValueError(
                said(
                    "{key} is more than {months} months after {on}",
                    key="`until`",
                    months=LONGEST,
                    on=self.on,
                )
            )
        if not self.fingerprint:
            raise ValueError("`fingerprint` names no section")
        if self.section and set(self.section) != set(self.fingerprint):
            raise ValueError("`section` and `fingerprint` name different sections")


class ReviewFile(Entry):
    """A file in `data/reviews`: the reviews of the comparison that it is named after."""

    reviews: tuple[Review, ...]


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = min(day.year + years, dt.MAXYEAR), month + 1
    return day.replace(
        year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1])
    )


# --- fingerprints ---


def fingerprint(library: "Library", comparison: str, section: str) -> str:
    """SHA-256 of all that a section says, as hexadecimal text; `lead` stands for the head.

    Its words, figures, contacts and the definitions of its terms count; ids of facts and
    statements that never print do not.
    """
    return fingerprints(library, comparison, [section])[section]


def fingerprints(library: "Library", comparison: str, sections: Iterable[str]) -> dict[str, str]:
    """The fingerprint of each of these sections; what is missing in the library is left out."""
    entry, found = library.comparisons[comparison], library.sections[comparison]
    finder = TermFinder.of(library.glossary.values())
    contents = {
        name: _head(entry, library, finder)
        if name == LEAD
        else _section(found[name], entry, library, finder)
        for name in sections
    }
    return {name: _digest(content) for name, content in contents.items()}


def _digest(content: Mapping[str, Any]) -> str:
    whole = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(whole.encode("utf-8")).hexdigest()


def reviewable(library: "Library", comparison: str) -> tuple[str, ...]:
    """All that a review of a comparison can cover: the head, then each section."""
    entry = library.comparisons[comparison]
    known = library.sections[comparison]
    return (LEAD, *(s for s in dict.fromkeys((*entry.section, *entry.further)) if s in known))


def _head(comparison: Comparison, library: "Library", finder: TermFinder) -> dict[str, Any]:
    statements = (*comparison.lead, *([comparison.alert] if comparison.alert else []))
    texts = [t for s in statements for t in _wordings(s)]
    return {
        "title": comparison.title,
        "conditions": _names(comparison, library),
        "lead": [_plain(s) for s in comparison.lead],
        "alert": _plain(comparison.alert) if comparison.alert else None,
        "terms": _terms(texts, finder),
    }


def _section(
    section: Section, comparison: Comparison, library: "Library", finder: TermFinder
) -> dict[str, Any]:
    texts = [*section_texts(section, "plain"), *section_texts(section, "detailed")]
    used = set(section.figures())
    figures = [figure for name, figure in sorted(library.figures.items()) if name in used]
    files = dict.fromkeys(file for figure in figures for file, _ in figure.drawn())
    drawings = [library.drawings[file].read() for file in files if file in library.drawings]
    has_contacts = any(isinstance(b, ContactsBlock) for b in section.blocks)
    contacts = contacts_of(comparison, library) if has_contacts else ()
    labels = [row.label for b in section.blocks for row in getattr(b, "rows", ())]
    return {
        "conditions": _names(comparison, library),
        "section": _plain(section, "retired"),
        "figures": [_plain(figure) for figure in figures],
        "drawings": [sha256(drawing).hexdigest() for drawing in drawings],
        "contacts": [_plain(contact) for contact in contacts],
        "terms": _terms([*texts, *labels], finder),
    }


def _names(comparison: Comparison, library: "Library") -> list[list[str]]:
    entries = (library.conditions.get(name) for name in comparison.conditions)
    return [[entry.name, entry.full_name] for entry in entries if entry is not None]


def _wordings(statement: Statement) -> Iterator[str]:
    yield from filter(None, (statement.plain, statement.detailed, statement.disagreement))


def _terms(texts: Iterable[str], finder: TermFinder) -> dict[str, str]:
    return {term.term: term.plain for term in finder.used_in("\n".join(texts))}


def _plain(entry: Entry, *without: str) -> Any:
    # What a later version of the model adds and nobody has set must not make a review stale.
    data = entry.as_data(changes=True, without=without)
    return _without_facts(data)


def _without_facts(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_facts(v) for k, v in value.items() if k != "facts"}
    return [_without_facts(inner) for inner in value] if isinstance(value, list) else value


# --- standing ---


def reviews_of(library: "Library", comparison: str) -> tuple[Review, ...]:
    """The reviews of a comparison in the library's language."""
    reviews = library.reviews.get(comparison, ())
    return tuple(r for r in reviews if folder_of(r.language) == library.language)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a section stands on a day, and the review that decides it, if there is one."""

    state: State
    review: Review | None = None


def standing(reviews: Iterable[Review], section: str, current: str, day: dt.date) -> Standing:
    """How the section with the current fingerprint stands on a day.

    The latest valid review counts; without one, an expired one, then a stale one.
    """
    covering = sorted(
        (r for r in reviews if section in r.fingerprint and r.on <= day),
        key=lambda r: (r.on, r.until),
        reverse=True,
    )
    same = [r for r in covering if r.fingerprint[section] == current]
    for review in same:
        if day <= review.until:
            return Standing("valid", review)
    if same:
        return Standing("expired", same[0])
    return Standing("stale", covering[0]) if covering else Standing("missing")


@dataclass(frozen=True, slots=True)
class ReviewState:
    """What a handout may say about the text that it prints.

    `all`: every section, as it stands, is covered by a review in force. `ended`: every section,
    as it stands, was reviewed, but not lately enough. `part`: only some of them ever were.
    `none`: no section was, as it stands. `reviews` are those in force, where they cover all.
    """

    covers: Literal["all", "ended", "part", "none"] = "none"
    reviews: tuple[Review, ...] = ()


def review_state(
    library: "Library", comparison: str, sections: Iterable[str], day: dt.date | None
) -> ReviewState:
    """The state of these sections together with the head on a day; without a day, none."""
    reviews = reviews_of(library, comparison)
    if not reviews or day is None:
        return ReviewState()
    current = fingerprints(library, comparison, dict.fromkeys((LEAD, *sections)))
    found = [standing(reviews, name, digest, day) for name, digest in current.items()]
    valid = [s.review for s in found if s.state == "valid" and s.review]
    if len(valid) < len(found):
        seen = sum(s.state in ("valid", "expired") for s in found)
        return ReviewState("ended" if seen == len(found) else "part" if seen else "none")
    whole = [
        r
        for r in reviews
        if all(
            standing([r], name, digest, day).state == "valid" for name, digest in current.items()
        )
    ]
    if whole:
        return ReviewState("all", (max(whole, key=lambda r: (r.on, r.until)),))
    distinct = {(r.reviewer, r.role, r.on, r.until): r for r in valid}
    return ReviewState("all", tuple(distinct[key] for key in sorted(distinct)))
