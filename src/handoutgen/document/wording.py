"""The words that print for a piece of content: its wording, filled in, with terms defined."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from handoutgen.content.alphabet import alphabetical
from handoutgen.content.glossary import TermFinder
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.content.long_date import foot_date, long_date
from handoutgen.content.prose import section_texts
from handoutgen.content.section import Question, Statement
from handoutgen.said import filled
from handoutgen.selection import Selection


class Wordings:
    """Chooses and completes texts for one handout.

    It remembers which terms it has defined, so texts must be asked for in reading order.
    """

    def __init__(self, selection: Selection, library: Library) -> None:
        self._selection = selection
        self._disclaimer = library.disclaimer
        self._words = library.words
        self._language = library.language
        self._draft = library.draft
        self._finder = _finder(library)
        self._defined: set[str] = set()
        locale = selection.locale
        self._emergency = locale.emergency if locale else library.words.emergency_number

    def start_again(self) -> None:
        """Define every term anew: what follows is read without what came before."""
        self._defined.clear()

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
        order = alphabetical(self._language)
        used = {t.id: t for t in self._finder.used_in(" \n ".join(texts))}
        for term in sorted(used.values(), key=lambda t: order(t.term)):
            yield term.term, f"{term.plain}."

    def disclaimer(self) -> tuple[str, ...]:
        """The sentences that every handout carries, in the order in which they print."""
        words, comparison = self._disclaimer, self._selection.comparison
        request = self._selection.request
        return (
            words.advice,
            self.fill(words.emergency),
            filled(words.written, author=comparison.author, date=self._date(comparison.updated)),
            *self._reviewed(),
            filled(words.next_review, date=self._date(self._next_review())),
            request.funding or words.funding_unknown,
            filled(words.feedback, feedback=request.feedback)
            if request.feedback
            else words.feedback_unknown,
            words.licence,
        )

    def review_foot(self) -> str:
        """The same truth about the review as in the disclaimer, for the foot of each page."""
        words, state = self._disclaimer, self._selection.review
        match state.covers:
            case "none":
                if self._draft:
                    return self._words.draft
                if self._language != SOURCE_LANGUAGE:
                    return self._words.translation_unreviewed
                return words.unreviewed
            case "part":
                return words.partly_reviewed
            case "ended":
                return words.review_ended
        if len(state.reviews) > 1:
            return filled(words.reviewed_by_several_foot, heading=words.heading)
        (review,) = state.reviews
        return filled(words.reviewed_foot, reviewer=review.reviewer, role=review.role)

    def written(self) -> str:
        """The day of the text, for the foot of each page."""
        day = self._selection.comparison.updated
        return filled(self._words.written, date=foot_date(day, self._language))

    def read_on(self) -> str:
        """The day on which most of the web pages among the sources were read, or nothing."""
        day = self._selection.read_on
        return self._date(day) if day else ""

    def _date(self, day: dt.date) -> str:
        return long_date(day, self._language)

    def _reviewed(self) -> tuple[str, ...]:
        words, state = self._disclaimer, self._selection.review
        if state.covers != "all":
            return (self.review_foot(),)
        sentence = words.reviewed if len(state.reviews) == 1 else words.reviewed_in_part
        return tuple(
            filled(sentence, reviewer=r.reviewer, role=r.role, date=self._date(r.on))
            for r in state.reviews
        )

    def _next_review(self) -> dt.date:
        """The first day on which a review in force ends, or the content is due, if still ahead."""
        due, reviews = self._selection.comparison.next_review, self._selection.review.reviews
        if not reviews:
            return due
        latest = max(review.on for review in reviews)
        return min([*(review.until for review in reviews), *([due] if due > latest else [])])


@lru_cache(maxsize=8)  # by identity, as libraries in other languages are kept
def _finder(library: Library) -> TermFinder:
    return TermFinder.of(library.glossary.values())


def _forms(term: str, forms: tuple[str, ...]) -> set[str]:
    return {form.lower() for form in (term, *forms)}
