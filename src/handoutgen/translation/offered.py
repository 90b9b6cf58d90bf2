"""In which languages a handout can be had: those that its comparison is complete in."""

from collections.abc import Callable, Iterable, Mapping

from handoutgen.content.layouts import Layout
from handoutgen.content.library import SOURCE_LANGUAGE, Library

Languages = tuple[str, ...]
Translations = Callable[[str], Library]
"""A language in, the library in it out; raises HandoutError with L-problems."""

TWO_LANGUAGES: tuple[Layout, ...] = ()
"""The layouts that have room for two languages side by side."""


def complete_in(libraries: Mapping[str, Library], comparison: str) -> Languages:
    """The languages that a comparison can print in, the one that it is written in first."""
    return tuple(name for name, library in libraries.items() if comparison in library.comparisons)


def language_choices(complete: Iterable[str], layout: Layout) -> tuple[Languages, ...]:
    """What may be asked for: each language alone, then English beside each other one."""
    complete = tuple(complete)
    single = tuple((language,) for language in complete)
    if layout not in TWO_LANGUAGES or SOURCE_LANGUAGE not in complete:
        return single
    return (*single, *((SOURCE_LANGUAGE, x) for x in complete if x != SOURCE_LANGUAGE))


def spelled(languages: Languages) -> str:
    """Languages as an option or a form writes them: es, en+es."""
    return "+".join(languages or (SOURCE_LANGUAGE,))


def prints_in(library: Library, comparison: str, sections: Iterable[str]) -> bool:
    """Whether a translated library has the comparison with all of these sections."""
    there = library.sections.get(comparison)
    return there is not None and all(section in there for section in sections)


def name_of(language: str) -> str:
    """What a language is called by those who speak it, as CLDR has it: English, Español."""
    from babel.core import Locale

    locale = Locale.parse(language.replace("-", "_"))
    name = locale.get_display_name(locale) or language
    return name[:1].upper() + name[1:]


def names_of(languages: Languages) -> str:
    """The names of languages side by side."""
    return " + ".join(map(name_of, languages or (SOURCE_LANGUAGE,)))
