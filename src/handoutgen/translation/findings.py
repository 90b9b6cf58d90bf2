"""All that can be said of a translation: what disagrees, what does not fit, how hard it reads."""

from dataclasses import dataclass

from handoutgen.assets import Assets
from handoutgen.content.library import Library
from handoutgen.content.rules.language_level import LevelInLanguage, check_language_level
from handoutgen.document.read_drawing import read_drawing
from handoutgen.errors import Problem
from handoutgen.language_tag import folder_of
from handoutgen.translation.catalogue import Catalogue, read_catalogue
from handoutgen.translation.domains import domains
from handoutgen.translation.room import too_long
from handoutgen.translation.translated import translated


@dataclass(frozen=True, slots=True)
class TranslationFindings:
    """The catalogue as far as it is sound, every problem, and the level of what can print."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    levels: tuple[LevelInLanguage, ...]


def check_translation(library: Library, language: str, assets: Assets) -> TranslationFindings:
    """Look at all files of a language: L-problems, and those of its reading level."""
    catalogue, problems = read_catalogue(assets, folder_of(language))
    problems += too_long(domains(library, assets, read_drawing), catalogue)
    levels: tuple[LevelInLanguage, ...] = ()
    if catalogue.entries:
        there = translated(library, catalogue, assets, read_drawing)
        levels, hard = check_language_level(there, folder_of(language))
        problems += hard
    return TranslationFindings(catalogue, tuple(problems), levels)
