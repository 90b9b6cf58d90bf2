"""In which languages a handout can be had: those that its comparison is complete in."""

from collections.abc import Callable, Iterable, Mapping

from handoutgen.content.layouts import Layout, refusal_of_two_languages
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.language_tag import folder_of

Languages = tuple[str, ...]
Translations = Callable[[str], Library]
"""A language in, the library in it out; raises HandoutError with L-problems."""


def complete_in(libraries: Mapping[str, Library], comparison: str) -> Languages:
    """The languages that a comparison can print in, the one that it is written in first."""
    return tuple(name for name, library in libraries.items() if comparison in library.comparisons)


def language_choices(complete: Iterable[str], layout: Layout, style: str) -> tuple[Languages, ...]:
    """What may be asked for: each language alone, then English beside each other one."""
    complete = tuple(complete)
    single = tuple((language,) for language in complete)
    if refusal_of_two_languages(layout, style) or SOURCE_LANGUAGE not in complete:
        return single
    return (*single, *((SOURCE_LANGUAGE, x) for x in complete if x != SOURCE_LANGUAGE))


def spelled(languages: Languages) -> str:
    """Languages as an option or a form writes them: es, en+es."""
    return "+".join(languages or (SOURCE_LANGUAGE,))


def prints_in(library: Library, comparison: str, sections: Iterable[str]) -> bool:
    """Whether a translated library has the comparison with all of these sections."""
    there = library.sections.get(comparison)
    return there is not None and all(section in there for section in sections)


def languages_said(languages: Languages, spoken: str) -> str:
    """The names of languages in one sentence of another: English and Spanish."""
    from babel import Locale
    from babel.lists import format_list

    names = (Locale.parse(name).get_display_name(spoken) or name for name in languages)
    return format_list(list(names), "standard", spoken)


def language_name(language: str) -> str:
    """What a language calls itself, with a capital letter: Español. Its tag if it is unknown."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(folder_of(language)).get_display_name()
    except (UnknownLocaleError, ValueError):
        name = None
    return f"{name[0].upper()}{name[1:]}" if name else language


def names_of(languages: Languages) -> str:
    """The names of languages side by side: English + Español."""
    return " + ".join(map(language_name, languages or (SOURCE_LANGUAGE,)))
