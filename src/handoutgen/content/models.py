"""The content vocabulary: what an educator writes in YAML, as frozen, validated models.

Keys, attributes, flags and documentation use the same words. Unknown keys are forbidden, so
that a typing mistake surfaces. Text is plain text: its only markup is ``**strong**``; its only
placeholder is ``{emergency}``, the emergency number of the reader's country.
"""

from typing import Annotated

from handoutgen.content.constraint import limits
from handoutgen.content.entry import (
    Day,
    Entry,
    Id,
    Languages,
    LanguageTag,
    ListingEntry,
    LocaleId,
    Text,
    Wording,
)
from handoutgen.content.frozen_model import field
from handoutgen.content.layouts import STANDARD_STYLE, Layout, Paper
from handoutgen.content.section import Contact, Statement


class Code(Entry):
    """A code of the condition in a public code system."""

    system: str
    code: str
    meaning: str


class Condition(Entry):
    """A disease: its names, its codes, and who helps people who have it."""

    translated = ("name", "full_name", "also_known_as")

    id: Id
    name: Text
    full_name: Text
    also_known_as: tuple[Text, ...] = ()
    codes: tuple[Code, ...] = ()
    contacts: tuple[Contact, ...] = ()


class Comparison(ListingEntry):
    """Two or more conditions side by side.

    `section` names the sections that print unless somebody picks others, in their usual order;
    `further` names those that print only when somebody picks them. `layout` names, for a layout
    with little room, the sections that print in it unless somebody picks others.
    """

    translated = ("title", "audience", "author")

    located = ("conditions", "section", "further", "layout")

    id: Id
    title: Text
    audience: Text
    conditions: Annotated[tuple[Id, ...], limits(min_length=2)]
    language: LanguageTag
    author: Text
    updated: Day
    next_review: Day
    lead: Annotated[tuple[Statement, ...], limits(min_length=1)]
    alert: Statement | None = None
    section: Annotated[tuple[Id, ...], limits(min_length=1)]
    further: tuple[Id, ...] = ()
    layout: dict[Layout, tuple[Id, ...]] = field(default={})


class GlossaryTerm(Entry):
    """A word that readers may not know. `plain` is a short phrase that fits in brackets."""

    translated = ("term", "forms", "plain")

    id: Id
    term: Text
    forms: tuple[Text, ...] = ()
    plain: Text
    syllables: Annotated[int, limits(ge=1, le=15)] | None = None


class Disclaimer(Entry):
    """What every handout says about itself. Placeholders in braces are filled when printing.

    `unreviewed` to `reviewed` follow from the reviews of the text in its language;
    `reviewed_in_part` is said of each reviewer where it took several to cover the text. The `_foot`
    forms stand at the foot of each page. `funding_unknown` and `feedback` print unless the request
    says better.
    """

    translated = (
        *("heading", "advice", "emergency", "written", "unreviewed"),
        *("partly_reviewed", "review_ended", "reviewed", "reviewed_in_part", "reviewed_foot"),
        *("reviewed_by_several_foot", "next_review", "funding_unknown", "feedback_unknown"),
        *("feedback", "licence", "sources_heading", "sources_short", "website_label"),
        "website_alternative",
    )

    heading: Text
    advice: Text
    emergency: Text
    written: Text
    unreviewed: Text
    partly_reviewed: Text
    review_ended: Text
    reviewed: Text
    reviewed_in_part: Text
    reviewed_foot: Text
    reviewed_by_several_foot: Text
    next_review: Text
    funding_unknown: Text
    feedback_unknown: Text
    feedback: Text
    licence: Text
    sources_heading: Text
    sources_short: Text
    website_label: Text
    website_alternative: Text


class Locale(Entry):
    """A country's emergency number."""

    id: LocaleId
    country: Text
    emergency: Text


class SavedHandout(Entry):
    """A named pick of sections, with the same words as the command's options."""

    translated = ("title", "description")

    title: Text | None = None
    description: Text
    comparison: Id
    section: Annotated[tuple[Id, ...], limits(max_length=200)] = ()
    without: Annotated[tuple[Id, ...], limits(max_length=200)] = ()
    wording: Wording = "plain"
    layout: Layout = "handout"
    style: str = STANDARD_STYLE
    paper: Paper | None = None
    binding: bool = False
    duplex: bool = False
    template: str | None = None
    locale: str | None = None
    language: Languages = ()
