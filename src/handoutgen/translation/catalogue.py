"""A language's PO files, read into one catalogue; and all that is wrong with them.

The files are GNU gettext's (gettext manual, 10: The Format of PO Files), read by Babel.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as PoMessage
from babel.messages.pofile import PoFileError, PoFileParser

from handoutgen.assets import Asset, Assets
from handoutgen.content.characters import refused_characters
from handoutgen.content.entry import LONGEST_WORD, Entry
from handoutgen.content.library import SOURCE_LANGUAGE
from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.said import Said, said
from handoutgen.translation.agreement import disagreements
from handoutgen.translation.matching import language_hint, no_translation
from handoutgen.translation.po_catalog import PoCatalog, broken_lines, without_previous_of_obsolete

FOLDER, MESSAGES = "data/locale", "LC_MESSAGES"
LARGEST_FILE = 4 * 1024 * 1024
"""Bytes of one PO file. A handout's words take a twentieth of it."""
LONGEST_TEXT = 3000
_NAME = re.compile(r"([a-z]{2,3}(?:_[A-Za-z]{4})?(?:_[A-Z]{2})?)\Z")


class Key(NamedTuple):
    """What an entry is found by."""

    context: str
    text: str


@dataclass(frozen=True, slots=True)
class Translated:
    """The words of one entry. A `fuzzy` one was made for English that has changed since."""

    text: str
    fuzzy: bool
    location: Location


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that is translated into a language, from its files of every layer."""

    language: str
    entries: Mapping[Key, Translated] = field(default_factory=dict)

    def find(self, context: str, text: str, *, draft: bool = False) -> str | None:
        """The translation; None without one that may print. A draft takes a fuzzy one too."""
        entry = self.entries.get(Key(context, text))
        return entry.text if entry is not None and (draft or not entry.fuzzy) else None


def languages(assets: Assets) -> tuple[str, ...]:
    """The languages that there are PO files for."""
    found = {_language_of(asset) for asset in assets.files(FOLDER, ".po")}
    return tuple(sorted(found))


def read_catalogue(assets: Assets, language: str) -> tuple[Catalogue, list[Problem]]:
    """The catalogue of a language, and every problem in its files.

    A later layer's entry takes the place of an earlier one. What has a problem is left out.
    """
    problems: list[Problem] = list(_unknown_languages(assets, language))
    entries: dict[Key, Translated] = {}
    if problems:
        return Catalogue(language, entries), problems
    for asset in _files(assets, language):
        catalog, found = read_file(asset, language)
        problems.extend(found)
        if catalog is None:
            continue
        for message in catalog:
            forms = forms_of(message)
            if not message.id or not all(form.strip() for form in forms):
                continue
            key = Key(message.context or "", english_of(message))
            place = _place(asset, message)
            wrong = list(_wrong(message, forms, place, language))
            problems.extend(wrong)
            if not wrong:
                entries[key] = Translated(" ".join(forms[0].split()), message.fuzzy, place)
    return Catalogue(language, entries), problems


def sound_catalogue(assets: Assets, language: str) -> Catalogue:
    """The catalogue of a language; raises HandoutError with every error in its files."""
    catalogue, problems = read_catalogue(assets, language)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise HandoutError(errors)
    return catalogue


def read_file(asset: Asset, language: str) -> tuple[Catalog | None, list[Problem]]:
    """One PO file as Babel reads it; None with the reason when it cannot be read."""
    source = asset.read().removeprefix(BOM_UTF8)  # as Windows' Notepad writes it
    if len(source) > LARGEST_FILE:
        return None, [_invalid(asset, 0, f"larger than {LARGEST_FILE // 1024**2} MB")]
    try:
        broken = list(broken_lines(source.decode("utf-8")))
        if broken:
            why = "this line is neither a comment nor a key with its text between quotes"
            return None, [_invalid(asset, line, why) for line in broken]
        readable = without_previous_of_obsolete(source)
        catalog = PoCatalog(locale=language)
        PoFileParser(catalog, abort_invalid=True).parse(BytesIO(readable))
        _ = catalog.num_plurals  # what the header says counts also when no entry has asked
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        return None, [_invalid(asset, line, "not UTF-8")]
    except PoFileError as error:
        return None, [_invalid(asset, error.lineno + 1, str(error))]
    except (ValueError, LookupError, SyntaxError, TypeError, AttributeError) as error:
        return None, [_invalid(asset, 0, str(error) or type(error).__name__)]
    if catalog.charset and catalog.charset.lower().replace("-", "") not in ("utf8", "ascii"):
        return None, [_invalid(asset, 0, f"its header says {catalog.charset}, not UTF-8")]
    problems: list[Problem] = []
    said = str(catalog.locale_identifier or "")
    if said and said != language:
        message = f"the header says `{said}`, and the folder `{language}`"
        problems.append(Problem("L005", message, Location(asset.shown, 1, 1)))
    for first, second in catalog.twice:
        what = f"`{second.context or 'an entry'}` is there twice; first at {_place(asset, first)}"
        problems.append(Problem("L006", what, _place(asset, second)))
    return catalog, problems


def sound_entries(asset: Asset, language: str) -> Catalog | None:
    """What may be shown of one file: the entries in which nothing is wrong; None without any."""
    catalog, _ = read_file(asset, language)
    if catalog is None:
        return None
    for message in list(catalog):
        forms = forms_of(message)
        if message.id and (
            not all(form.strip() for form in forms)
            or any(_wrong(message, forms, _place(asset, message), language))
        ):
            catalog.delete(message.id, message.context)
    return catalog


def english_of(message: PoMessage) -> str:
    """The English that an entry is found by: of two numbers, the singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def forms_of(message: PoMessage) -> tuple[str, ...]:
    """The translation, in each number of the grammar where the entry has them."""
    found = message.string or ""
    return (found,) if isinstance(found, str) else tuple(found)


def _place(asset: Asset, message: PoMessage) -> Location:
    return Location(asset.shown, message.lineno or 0, 1 if message.lineno else 0)


def _invalid(asset: Asset, line: int, why: str) -> Problem:
    place = Location(asset.shown, line, 1 if line else 0)
    hint = "open it in Poedit, or compare the lines around it with another entry."
    return Problem("L001", f"not a valid PO file: {why}", place, hint)


def _files(assets: Assets, language: str) -> Iterator[Asset]:
    for name in (a.name for a in assets.files(FOLDER, ".po") if _language_of(a) == language):
        yield from assets.layers(name)


def _language_of(asset: Asset) -> str:
    return asset.name.removeprefix(f"{FOLDER}/").split("/", 1)[0]


def _unknown_languages(assets: Assets, language: str) -> Iterator[Problem]:
    known = languages(assets)
    if language not in known:
        hint = _other_than(language, known) or said("`handoutgen translate update` begins one.")
        yield Problem("L007", no_translation(language), None, hint)
        return
    if not is_language(language):
        place = Location(f"{FOLDER}/{language}")
        hint = said("a folder's name is a language such as es, pt_BR or zh_Hant.")
        yield Problem("L008", _unknown(language), place, hint)


def _other_than(language: str, known: tuple[str, ...]) -> str:
    if language == SOURCE_LANGUAGE:
        return said("the texts are written in it; nothing is translated.")
    return language_hint(language, (SOURCE_LANGUAGE, *known))


def require_language(name: str) -> None:
    """Raise HandoutError L008 for a name that no language has, or the one that is translated."""
    if name == SOURCE_LANGUAGE:
        message = said("the texts are written in `{language}`", language=name)
        hint = said("name the language to translate into, such as es or pt_BR.")
        raise HandoutError([Problem("L008", message, None, hint)])
    if not is_language(name):
        hint = said("write it as es, pt_BR or zh_Hant.")
        raise HandoutError([Problem("L008", _unknown(name), None, hint)])


def _unknown(language: str) -> Said:
    return said("`{language}` is no language that is known", language=language)


def is_language(name: str) -> bool:
    """Whether CLDR knows a language of this name, such as es or pt_BR."""
    if not _NAME.match(name):
        return False
    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _wrong(
    message: PoMessage, forms: tuple[str, ...], place: Location, language: str
) -> Iterator[Problem]:
    """What is wrong with an entry, each thing once, whatever numbers of the grammar it has."""
    seen: set[tuple[str, str]] = set()
    for text in forms:
        for problem in _wrong_form(message, text, place, language):
            if (problem.code, problem.message) not in seen:
                seen.add((problem.code, problem.message))
                yield problem


def _wrong_form(message: PoMessage, text: str, place: Location, language: str) -> Iterator[Problem]:
    context = message.context or "this entry"
    longest = max(map(len, text.split()), default=0)
    if len(text) > LONGEST_TEXT or longest > LONGEST_WORD:
        limit = f"{LONGEST_TEXT} characters, {LONGEST_WORD} in a word, are the most"
        yield Problem("L009", f"`{context}` is too long: {limit}", place)
    yield from (
        Problem(found.code, found.message, place, found.hint, found.severity)
        for found in refused_characters(text, context, Entry())
    )
    # With numbers of the grammar, the plural has the words that go into any of them.
    english = message.id if isinstance(message.id, str) else message.id[-1]
    for code, what, hint in disagreements(english, text, language):
        yield Problem(code, f"`{context}`: {what}", place, hint)
