"""What a clinic prints unless somebody asks for something else, laid under what was asked for."""

from collections.abc import Iterator, Mapping
from typing import Any

from handoutgen.assets import PROFILE, Assets
from handoutgen.cache import TextCache
from handoutgen.content.clinic import ClinicProfile, Profile, cached_profile, read_profile
from handoutgen.content.layouts import STANDARD_STYLE, Layout, Paper, papers_of, refusal
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.content.positions import Positions
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.language_tag import folder_of, tag_of
from handoutgen.render.style import no_style, style_names
from handoutgen.said import said
from handoutgen.selection import HandoutRequest, no_locale
from handoutgen.translation.offered import Translations, prints_in

_LARGER: Mapping[Paper, Paper] = {"letter": "tabloid", "a4": "a3"}
"""What a clinic that prints on the one has for posters: both have the same proportions."""

_SMALLER: Mapping[Paper, Paper] = {larger: paper for paper, larger in _LARGER.items()}


def request_in(
    profile: Profile | None,
    name: str,
    asked: Mapping[str, Any],
    translations: Translations | None = None,
) -> HandoutRequest:
    """The request for the handout of this name, with only what was asked for by field.

    What was not asked for is the clinic's default, else the built-in one. A default that does not
    go together with what was asked for gives way; so does the language where the comparison, or a
    section that is asked for, is not translated in full, and where there are no `translations`.
    """
    if profile is None:
        return HandoutRequest(**asked)
    known = {**_of_clinic(profile.clinic, name), **_defaults(profile, asked)}
    language = profile.defaults.language
    if language and translations and not known.get("language"):
        known |= _language(language, known, translations)
    return HandoutRequest(**known)


def _language(
    language: str, known: Mapping[str, Any], translations: Translations
) -> dict[str, tuple[str, ...]]:
    folder = SOURCE_LANGUAGE if _is_english(language) else folder_of(language)
    if folder == SOURCE_LANGUAGE:
        return {}
    fits = prints_in(translations(folder), known["comparison"], known.get("section") or ())
    return {"language": (folder,)} if fits else {}


def _is_english(language: str) -> bool:
    return language.partition("-")[0] == SOURCE_LANGUAGE


def _of_clinic(clinic: ClinicProfile | None, name: str) -> dict[str, Any]:
    if clinic is None:
        return {}
    named = clinic.changed(website=clinic.website_of(name))
    values = {
        "clinic": named,
        "locale": clinic.locale,
        "feedback": clinic.feedback,
        "funding": clinic.funding,
    }
    return {key: value for key, value in values.items() if value is not None}


def _defaults(profile: Profile, asked: Mapping[str, Any]) -> dict[str, Any]:
    known = dict(asked)
    for key in ("wording", "layout", "style", "paper"):
        value = getattr(profile.defaults, key)
        if value is None or known.get(key) is not None:
            continue
        if key == "paper":
            value = paper_for(value, known.get("layout") or "handout")
        if key == "wording" or _fit({**known, key: value}):
            known[key] = value
    return known


def paper_for(paper: Paper, layout: Layout) -> Paper:
    """This paper if the layout is made for it, else the larger or smaller one beside it."""
    fitting = papers_of(layout)
    beside = _LARGER.get(paper) or _SMALLER.get(paper)
    return next((p for p in (paper, beside) if p in fitting), fitting[0])


def _fit(known: Mapping[str, Any]) -> bool:
    reason = refusal(
        known.get("layout") or "handout",
        known.get("style") or STANDARD_STYLE,
        known.get("paper"),
        bool(known.get("binding")),
    )
    return reason is None


def checked_profile(
    library: Library, assets: Assets, cache: TextCache | None = None
) -> Profile | None:
    """The clinic's profile, all of whose names exist; raises HandoutError with what is wrong."""
    profile = cached_profile(assets, cache)
    if profile is None or not any(check_profile(profile, Positions(PROFILE), library, assets)):
        return profile
    found = read_profile(assets)  # now with the place of each value
    if problems := list(check_profile(*found, library, assets)) if found else []:
        raise HandoutError(problems)
    return found and found[0]


def check_profile(
    profile: Profile, positions: Positions, library: Library, assets: Assets
) -> Iterator[Problem]:
    """What a profile names that does not exist: a locale, a style, a language."""
    locale = profile.clinic.locale if profile.clinic else None
    if locale and locale not in library.locales:
        place = positions.value(("clinic", "locale"))
        hint = did_you_mean(locale, library.locales)
        yield Problem("S004", no_locale(locale), place, hint)
    style, styles = profile.defaults.style, style_names(assets)
    if style and style not in styles:
        place = positions.value(("defaults", "style"))
        yield Problem("T001", no_style(style), place, did_you_mean(style, styles))
    language = profile.defaults.language
    if not language or _is_english(language):
        return
    from handoutgen.translation.catalogue import languages
    from handoutgen.translation.matching import language_hint

    translated = [tag_of(folder) for folder in languages(assets)]
    if language not in translated:
        place = positions.value(("defaults", "language"))
        hint = language_hint(language, [SOURCE_LANGUAGE, *translated])
        message = said("`language`: nothing is written in `{language}`", language=language)
        yield Problem("C008", message, place, hint)
