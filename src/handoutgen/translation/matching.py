"""Which of the languages there are somebody reads: what browsers and systems say of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from handoutgen.errors import did_you_mean
from handoutgen.language_tag import tag_of
from handoutgen.said import Said, said

LONGEST_HEADER = 1000
MOST_LANGUAGES = 40
"""Characters of a header, and languages in it, that are looked at."""
_RANGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}\Z")
_QUALITY = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z", re.IGNORECASE)


def accepted_languages(header: str) -> tuple[str, ...]:
    """The languages of an Accept-Language header, the most welcome first (RFC 9110, 12.5.4).

    What cannot be read is left out, and so is what has the quality 0; nothing is refused.
    """
    found: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:LONGEST_HEADER].split(",")[:MOST_LANGUAGES]):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = _quality(parameters)
        if _RANGE.match(name) and quality:
            found.append((-quality, place, name))
    return tuple(name for _, _, name in sorted(found))


def _quality(parameters: Sequence[str]) -> float:
    if not parameters:
        return 1
    match = _QUALITY.match(parameters[0])
    return float(match[1]) if match and len(parameters) == 1 else 0


def languages_of_environment(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The languages that LC_ALL, LC_MESSAGES or LANG ask for, and LANGUAGE before them.

    LANGUAGE counts only where the first of the others is a language (gettext manual, 2.3.3).
    """
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = _bare(next((value for name in names if (value := environ.get(name, ""))), ""))
    if not locale:
        return ()
    wanted = map(_bare, environ.get("LANGUAGE", "")[:LONGEST_HEADER].split(":"))
    return tuple(name for name in (*wanted, locale) if name)


def _bare(locale: str) -> str:
    """es-MX for es_MX.UTF-8@euro; nothing for C, POSIX, and what is no language."""
    name = tag_of(re.split(r"[.@]", locale, maxsplit=1)[0])
    return name if _RANGE.match(name) and name.upper() not in ("C", "POSIX") else ""


def best_language(wanted: Iterable[str], known: Sequence[str]) -> str | None:
    """The first language that somebody wants and that there is, as `known` spells it.

    A language of one country is served by that of all (RFC 4647, 3.4: lookup).
    """
    from babel.core import negotiate_locale

    shorter = [tag for name in wanted for tag in _shorter(name)]
    spelled = {tag_of(name).lower(): name for name in known}
    found = negotiate_locale(shorter, list(spelled), sep="-")
    return spelled.get(found.lower()) if found else None


def language_hint(wanted: str, known: Sequence[str]) -> str:
    """What to write for a language that there is nothing in: for es-MX the Spanish of all."""
    found = best_language((tag_of(wanted),), known)
    if found is None:
        return did_you_mean(wanted, known)
    return said("write {language}; the emergency number goes by the locale.", language=found)


def no_translation(language: str) -> Said:
    """What L007 says."""
    return said("there is no translation into `{language}`", language=language)


def _shorter(tag: str) -> Iterator[str]:
    pieces = tag.lower().split("-")
    for length in range(len(pieces), 0, -1):
        if len(pieces[length - 1]) > 1:
            yield "-".join(pieces[:length])
