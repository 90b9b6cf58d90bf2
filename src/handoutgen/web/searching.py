"""What the library page finds: comparisons, their sections, saved handouts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handoutgen.content.layouts import STANDARD_STYLE
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.content.models import Comparison, SavedHandout
from handoutgen.content.section import Section
from handoutgen.errors import Problem
from handoutgen.language_tag import tag_of
from handoutgen.translation.offered import complete_in, names_of
from handoutgen.translation.words import Words
from handoutgen.web.languages import Languages
from handoutgen.web.letters import bare
from handoutgen.web.saved import SavedEntry
from handoutgen.web.sheet_words import LAYOUT_LABELS, STYLE_LABELS


@dataclass(frozen=True, slots=True)
class Found:
    """A comparison, with the sections that a search found in it.

    `languages` are what it can print in; `tag` is the language of its words.
    """

    comparison: Comparison
    names: tuple[str, ...]
    sections: tuple[Section, ...]
    count: int
    languages: tuple[str, ...]
    tag: str


@dataclass(frozen=True, slots=True)
class FoundHandout:
    """A saved handout, or what is wrong with it. `note` says more than its title.

    `about` is its comparison, `looks` how it prints. `own`: the clinic saved it.
    """

    name: str
    title: str
    note: str
    about: str
    looks: tuple[str, ...]
    own: bool
    problem: Problem | None


def search_comparisons(languages: Languages, words: str, spoken: str) -> Iterator[Found]:
    """The comparisons in whose names, or in whose sections' headings, all words occur.

    They are searched in English and in the language that is spoken, and shown in that; in English
    where they are not translated.
    """
    wanted = bare(words).split()
    for name in languages.source.comparisons:
        library = languages.library(spoken)
        if name not in library.comparisons:
            library = languages.source
        both = [x for x in (languages.source, library) if name in x.comparisons]
        comparison = library.comparisons[name]
        conditions = [library.conditions[c] for c in comparison.conditions]
        names = bare(" ".join(t for x in both for t in _names(x, name)))
        sections = library.sections[name]
        left = [word for word in wanted if word not in names]
        matching = tuple(
            sections[s]
            for s in (*comparison.section, *comparison.further)
            if wanted and _has(left or wanted, (x.sections[name][s].heading for x in both))
        )
        if not left or matching:
            yield Found(
                comparison,
                tuple(c.full_name for c in conditions),
                matching[:8],
                len(sections),
                complete_in(languages.libraries, name),
                tag_of(library.language),
            )


def _names(library: Library, name: str) -> Iterator[str]:
    comparison = library.comparisons[name]
    yield comparison.title
    for condition in (library.conditions[c] for c in comparison.conditions):
        yield from (condition.name, condition.full_name, *condition.also_known_as)


def _has(wanted: Iterable[str], texts: Iterable[str]) -> bool:
    text = bare(" ".join(texts))
    return all(word in text for word in wanted)


def search_handouts(
    entries: Iterable[SavedEntry], languages: Languages, words: str, voice: Words
) -> Iterator[FoundHandout]:
    """The saved handouts in whose title, description, looks or conditions all words occur.

    As the voice says them, or in English.
    """
    wanted = bare(words).split()
    for entry in entries:
        saved, name = entry.handout, entry.name
        if saved is None:
            problem = entry.problems[0] if entry.problems else None
            if _has(wanted, [name]):
                yield FoundHandout(name, name, "", "", (), entry.own, problem)
            continue
        library = languages.library(voice.language)
        if saved.comparison not in library.comparisons:
            library = languages.source
        comparison = library.comparisons.get(saved.comparison)
        titled = voice.of_handout(name, "title", saved.title) if saved.title else ""
        described = voice.of_handout(name, "description", saved.description)
        title, note = (titled, described) if titled else (described, "")
        about = comparison.title if comparison else ""
        looks = tuple(_looks(saved, voice))
        texts = [name, saved.title or "", saved.description, title, note, *looks]
        if comparison:
            texts += _names(library, comparison.id)
        if _has(wanted, texts):
            yield FoundHandout(name, title, note, about, looks, entry.own, None)


def _looks(saved: SavedHandout, voice: Words) -> Iterator[str]:
    """The layout of a saved handout, and what else is not as usual."""
    yield voice(LAYOUT_LABELS[saved.layout])
    if saved.style != STANDARD_STYLE:
        label = STYLE_LABELS.get(saved.style)
        yield voice(label[0]) if label else saved.style
    if saved.language not in ((), (SOURCE_LANGUAGE,)):
        yield names_of(saved.language)
