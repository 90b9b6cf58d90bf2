"""A saved handout held against the library: what it names that is not there, and the rest."""

import dataclasses as dc
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handoutgen.assets import Asset, Assets
from handoutgen.content.characters import refused_characters
from handoutgen.content.library import SOURCE_LANGUAGE, Library, load_handout
from handoutgen.content.models import SavedHandout
from handoutgen.content.positions import Positions
from handoutgen.document.template import names as template_names
from handoutgen.document.template import no_template
from handoutgen.errors import HandoutError, Location, Problem, did_you_mean
from handoutgen.language_tag import folder_of
from handoutgen.render.style import no_style, style_names
from handoutgen.said import Said, said
from handoutgen.selection import no_comparison, no_locale, no_section, section_twice
from handoutgen.translation.matching import language_hint, no_translation

LONGEST_TITLE = 200
SHORTER_TITLE = said("{most} characters is the most.", most=LONGEST_TITLE)

_LEFT_OUT = ("L007", "S002", "S004", "S005", "T001")
"""Problems of a handout that can be opened without what they are about."""


def title_too_long(title: str) -> Said:
    """The message for a title with too many characters."""
    return said("the title has {length} characters", length=len(title))


@dc.dataclass(frozen=True, slots=True)
class OpenedHandout:
    """A saved handout to start from.

    `asked` is what it asks for by field of a request, without what is no longer there; `problems`
    tell that.
    """

    name: str
    description: str
    asked: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()


def open_saved(asset: Asset, library: Library, assets: Assets) -> OpenedHandout:
    """A saved handout, with all that is still there.

    Raises HandoutError S001 when its comparison is gone, or what is wrong with the file.
    """
    handout, positions = load_handout(asset)
    problems = tuple(check_saved(handout, positions, library, assets))
    if any(problem.code not in _LEFT_OUT for problem in problems):
        raise HandoutError(problems)
    known: Mapping[str, Iterable[str]] = {
        "section": library.sections[handout.comparison],
        "without": library.sections[handout.comparison],
        "style": style_names(assets),
        "template": template_names(assets),
        "locale": library.locales,
        "language": _languages(assets),
    }
    asked: dict[str, Any] = {}
    for name in handout.said - {"description"}:
        value = getattr(handout, name)
        if isinstance(value, tuple):
            asked[name] = tuple(dict.fromkeys(word for word in value if word in known[name]))
        elif value is not None and (name not in known or value in known[name]):
            asked[name] = value
    return OpenedHandout(asset.path.stem, handout.description, asked, problems)


def check_saved(
    handout: SavedHandout,
    positions: Positions,
    library: Library,
    assets: Assets,
    overridden: frozenset[str] = frozenset(),
) -> Iterator[Problem]:
    """What a saved handout names that does not exist, unless an option goes over it."""
    for name in ("title", "description"):
        if name not in overridden:
            text = getattr(handout, name) or ""
            place = positions.value((name,))
            for found in refused_characters(text, name, handout):
                yield dc.replace(found, location=place)
            if name == "title" and len(text) > LONGEST_TITLE:
                yield Problem("C008", title_too_long(text), place, SHORTER_TITLE)
    if "template" not in overridden:
        known = template_names(assets)
        if handout.template is not None and handout.template not in known:
            place = positions.value(("template",))
            message = no_template(handout.template)
            yield _missing("T001", message, handout.template, known, place)
    if "style" not in overridden:
        styles = style_names(assets)
        if handout.style not in styles:
            place = positions.value(("style",))
            yield _missing("T001", no_style(handout.style), handout.style, styles, place)
    if handout.locale and "locale" not in overridden and handout.locale not in library.locales:
        place = positions.value(("locale",))
        message = no_locale(handout.locale)
        yield _missing("S004", message, handout.locale, library.locales, place)
    if handout.language and "language" not in overridden:
        for word in handout.language:
            if folder_of(word) not in _languages(assets):
                place = positions.value(("language",))
                hint = language_hint(word, _languages(assets))
                yield Problem("L007", no_translation(word), place, hint)
    sections = library.sections.get(handout.comparison)
    if sections is None:
        place = positions.value(("comparison",))
        message = no_comparison(handout.comparison)
        yield _missing("S001", message, handout.comparison, library.comparisons, place)
        return
    for key in ("section", "without"):
        words: tuple[str, ...] = () if key in overridden else getattr(handout, key)
        for index, word in enumerate(words):
            place = positions.value((key, index))
            if word not in sections:
                message = no_section(word, handout.comparison)
                yield _missing("S002", message, word, sections, place)
            elif word in words[:index] and key == "section":
                yield section_twice(word, place)


def _languages(assets: Assets) -> tuple[str, ...]:
    from handoutgen.translation.catalogue import languages

    return (SOURCE_LANGUAGE, *languages(assets))


def _missing(code: str, message: Said, word: str, known: Iterable[str], place: Location) -> Problem:
    return Problem(code, message, place, did_you_mean(word, known))
