"""A library in another language: the same content with the words of a catalogue.

Only what is translated in full is there. A section with words that are missing, or that were made
for English which has changed since, is left out; a draft prints it, and says what it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from handoutgen.assets import Assets
from handoutgen.content.glossary import TermFinder
from handoutgen.content.library import Library
from handoutgen.content.models import Comparison
from handoutgen.content.section import Section
from handoutgen.document.figures import ReadDrawing
from handoutgen.language_tag import tag_of
from handoutgen.translation.catalogue import Catalogue
from handoutgen.translation.domains import (
    DISCLAIMER,
    TEMPLATES,
    WORDS,
    comparison_messages,
    figure_messages,
    page_messages,
    section_messages,
)
from handoutgen.translation.messages import Lookup, Message, messages_of, with_words


def translated(
    library: Library,
    catalogue: Catalogue,
    assets: Assets,
    read_drawing: ReadDrawing,
    *,
    draft: bool = False,
) -> Library:
    """The library in the catalogue's language, with what may print in it.

    `left_out` counts, for each comparison and section that is not there, the words that lack.
    """

    def lookup(context: str, text: str) -> str:
        found = catalogue.find(context, text, draft=draft)
        return text if found is None else found

    def lacking(messages: Iterable[Message]) -> int:
        wanted = {(m.context, m.text) for m in messages}
        return sum(catalogue.find(*key, draft=False) is None for key in wanted)

    finder = TermFinder.of(library.glossary.values())
    page = page_messages(library, assets)
    comparisons: dict[str, Comparison] = {}
    sections: dict[str, dict[str, Section]] = {}
    left_out: dict[str, dict[str, int]] = {}
    for name, comparison in library.comparisons.items():
        missing = lacking(page) + lacking(comparison_messages(comparison, library))
        lack = {
            key: lacking(section_messages(section, comparison, library, finder, read_drawing))
            for key, section in library.sections[name].items()
        }
        left_out[name] = {key: count for key, count in lack.items() if count}
        kept = {
            key: with_words(section, lookup)
            for key, section in library.sections[name].items()
            if draft or not lack[key]
        }
        if (missing and not draft) or not any(s in kept for s in comparison.section):
            left_out[name] = {"": missing, **left_out[name]}
            continue
        comparisons[name] = _with_only(with_words(comparison, lookup), kept, catalogue.language)
        sections[name] = kept
    return replace(
        library,
        language=catalogue.language,
        draft=draft,
        comparisons=comparisons,
        sections=sections,
        left_out=left_out,
        conditions={k: with_words(c, lookup) for k, c in library.conditions.items()},
        glossary={
            k: with_words(t, lookup)
            for k, t in library.glossary.items()
            if draft or not lacking(messages_of(t))
        },
        figures={k: with_words(f, lookup) for k, f in library.figures.items()},
        disclaimer=with_words(library.disclaimer, lookup, DISCLAIMER),
        words=with_words(library.words, lookup, WORDS),
        phrases={m.text: lookup(m.context, m.text) for m in page if m.context == TEMPLATES},
        labels=_labels(library, read_drawing, lookup),
        titles=_titles(catalogue, draft),
    )


def _with_only(comparison: Comparison, kept: Mapping[str, Section], language: str) -> Comparison:
    """The comparison with the sections that are there, in the language of the catalogue."""

    def those(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name in kept)

    return comparison.changed(
        language=tag_of(language),
        section=those(comparison.section),
        further=those(comparison.further),
        layout={layout: those(names) for layout, names in comparison.layout.items()},
    )


def _titles(catalogue: Catalogue, draft: bool) -> Mapping[str, str]:
    found = (key for key in catalogue.entries if key.context.endswith(".title"))
    return {key.text: catalogue.find(*key, draft=draft) or key.text for key in found}


def _labels(
    library: Library, read_drawing: ReadDrawing, lookup: Lookup
) -> Mapping[str, Mapping[str, str]]:
    return {
        name: {
            m.text: lookup(m.context, m.text)
            for m in figure_messages(figure, library, read_drawing)
            if m.context == f"{name}.label"
        }
        for name, figure in library.figures.items()
    }
