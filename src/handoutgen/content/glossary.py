"""Glossary terms in running text: where they occur, and the definition at the first use."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from handoutgen.content.models import GlossaryTerm

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TermFinder:
    """Finds every form of every term: whole words, the longest first.

    A form in capitals, such as an acronym, is matched as it is written; others in any case.
    """

    terms: Mapping[str, GlossaryTerm]
    pattern: re.Pattern[str] | None
    openings: frozenset[str] = frozenset()

    @classmethod
    def of(cls, terms: Iterable[GlossaryTerm]) -> "TermFinder":
        """A finder for these terms."""
        by_form = {_key(form): term for term in terms for form in (term.term, *term.forms)}
        forms = sorted(by_form, key=lambda form: (-len(form), form))
        if not forms:
            return cls(by_form, None)
        openings = frozenset(next(iter(_words(form)), "") for form in forms)
        choices = [re.escape(f) if f.isupper() else f"(?i:{re.escape(f)})" for f in forms]
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(choices)})(?![\w-])")
        return cls(by_form, pattern, openings)

    def term(self, form: str) -> GlossaryTerm | None:
        """The term that a found form belongs to.

        None where only Unicode takes letters for the same, as ſ and s: `lower` keeps them apart.
        """
        return self.terms.get(form) or self.terms.get(form.lower())

    def _opens_in(self, text: str) -> bool:
        """Whether a word of the text is the first of any form: four times faster than to search."""
        return "" in self.openings or not self.openings.isdisjoint(_different_words(text))

    def used_in(self, text: str) -> tuple[GlossaryTerm, ...]:
        """The terms in a text in the order of their first use."""
        if self.pattern is None or not self._opens_in(text):
            return ()
        found = filter(None, map(self.term, self.pattern.findall(text)))
        return tuple({term.id: term for term in found}.values())

    def define(self, text: str, defined: set[str]) -> str:
        """The text with a definition in brackets after each term not yet `defined`.

        Adds the ids of the terms that it defined to `defined`.
        """
        if self.pattern is None or not self._opens_in(text):
            return text

        def explain(match: re.Match[str]) -> str:
            term = self.term(match.group())
            if term is None:
                return match.group()
            if term.id in defined or text[match.end() :].startswith(" ("):
                defined.add(term.id)
                return match.group()
            defined.add(term.id)
            return f"{match.group()} ({term.plain})"

        return self.pattern.sub(explain, text)


@lru_cache(maxsize=4096)
def _different_words(text: str) -> frozenset[str]:
    """Kept: the same statement recurs in every handout with it."""
    return frozenset(_words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _key(form: str) -> str:
    return form if form.isupper() else form.lower()
