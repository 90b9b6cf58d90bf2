"""The words that print for a piece of content: its wording, filled in, with terms defined."""

import datetime as dt
from collections.abc import Iterator

from handoutgen.content.glossary import TermFinder
from handoutgen.content.library import Library
from handoutgen.content.models import Question, Statement
from handoutgen.content.prose import section_texts
from handoutgen.selection import Selection


class Wordings:
    """Chooses and completes texts for one handout.

    It remembers which terms it has defined, so texts must be asked for in reading order.
    """

    def __init__(self, selection: Selection, library: Library) -> None:
        self._selection = selection
        self._disclaimer = library.disclaimer
        self._finder = TermFinder.of(library.glossary.values())
        self._defined: set[str] = set()
        locale = selection.locale
        self._emergency = locale.emergency if locale else "your local emergency number"

    def fill(self, text: str) -> str:
        """A text with its placeholder filled."""
        return text.replace("{emergency}", self._emergency)

    def statement(self, statement: Statement) -> str:
        """A statement's wording; a disputed one goes on with what experts disagree on."""
        text = self.fill(statement.wording(self._selection.request.wording))
        if statement.status == "disputed" and statement.disagreement:
            text = f"{text} {self.fill(statement.disagreement)}".strip()
        return self._finder.define(text, self._defined)

    def question(self, question: Question) -> str:
        """A question's wording."""
        text = self.fill(question.wording(self._selection.request.wording))
        return self._finder.define(text, self._defined)

    def definition_of_label(self, label: str) -> str:
        """The definition of a label that is a term as it stands, counted as its first use."""
        terms = self._finder.used_in(label)
        if len(terms) != 1 or label.lower() not in _forms(terms[0].term, terms[0].forms):
            return ""
        if terms[0].id in self._defined:
            return ""
        self._defined.add(terms[0].id)
        return terms[0].plain

    def word_list(self) -> Iterator[tuple[str, str]]:
        """Each term that the picked sections use, with its definition, in alphabetical order."""
        sections, wording = self._selection.sections, self._selection.request.wording
        texts = [text for section in sections for text in section_texts(section, wording)]
        used = {t.id: t for t in self._finder.used_in(" \n ".join(texts))}
        for term in sorted(used.values(), key=lambda t: t.term.lower()):
            yield term.term, f"{term.plain}."

    def disclaimer(self) -> tuple[str, ...]:
        """The sentences that every handout carries, in the order in which they print."""
        words, comparison = self._disclaimer, self._selection.comparison
        return (
            words.advice,
            self.fill(words.emergency),
            words.written.replace("{author}", comparison.author).replace(
                "{date}", long_date(comparison.updated)
            ),
            words.unreviewed,
            words.next_review.replace("{date}", long_date(comparison.next_review)),
        )


def _forms(term: str, forms: tuple[str, ...]) -> set[str]:
    return {form.lower() for form in (term, *forms)}


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def long_date(day: dt.date) -> str:
    """A date in words: November 21, 2026."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
