"""PO files brought up to the English: what is new is empty, what has changed is fuzzy.

Poedit and Weblate open them as they are.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from io import BytesIO

from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as PoMessage
from babel.messages.pofile import normalize, write_po

from handoutgen.translation.catalogue import english_of, forms_of
from handoutgen.translation.messages import Message
from handoutgen.translation.po_catalog import without_format
from handoutgen.translation.words import CONTEXT

WIDTH = 100
_ALIKE = 0.5
_PREVIOUS = "#| "
_HEADER = """\
# PROJECT: a translation of the words that handoutgen prints.
# The English is in the files that stand over each entry. Change nothing but msgstr.
# What is marked fuzzy was made for English that has changed since, and does not print."""


def template(messages: Iterable[Message], project: str, now: dt.datetime) -> Catalog:
    """A catalogue without translations: what `extract` writes as a POT file."""
    return _filled(Catalog(), messages, project, now)


def updated(
    old: Catalog | None, messages: Iterable[Message], language: str, project: str, now: dt.datetime
) -> Catalog:
    """The catalogue for these messages, with what the old one has of them.

    An entry whose English has changed keeps its translation, marked fuzzy, with the English that
    it was made for. What is no longer used stays at the end, as obsolete.
    """
    catalog = _filled(Catalog(locale=language, fuzzy=False), messages, project, now)
    if old is None:
        return catalog
    if old.revision_date:
        catalog.revision_date = old.revision_date
    catalog.last_translator, catalog.language_team = old.last_translator, old.language_team
    found = {_key(m): m for m in old if m.id and _has_words(m)}
    found.update({_key(m): m for m in old.obsolete.values() if m.id and _has_words(m)})
    left = dict(found)
    for message in _entries(catalog):
        same = found.get(_key(message))
        if same is not None and _alike(same, message):
            left.pop(_key(message), None)
            _take(message, same)
            if same.id != message.id:  # the plural has changed
                _doubt(message, same)
    for message in _entries(catalog):
        if not _has_words(message):
            was = _before(message, left)
            if was is not None:
                left.pop(_key(was))
                _take(message, was)
                _doubt(message, was)
    for was in left.values():
        catalog.obsolete[_key(was)] = was
    return catalog


def written(catalog: Catalog) -> bytes:
    """The file, with the English that a fuzzy entry was made for."""
    file = BytesIO()
    write_po(file, catalog, width=WIDTH, include_previous=True)
    lines = file.getvalue().decode("utf-8").split("\n")
    return "\n".join(_with_whole_previous(lines, catalog)).encode("utf-8")


def _with_whole_previous(lines: Iterable[str], catalog: Catalog) -> Iterator[str]:
    """The lines of a file in which Babel has wrapped `#|` lines amid their quotes.

    Gettext refuses such a file, and so does every editor that reads with it.
    """
    previous = (found for m in _entries(catalog) if (found := _previous(m)))
    within = False
    for line in lines:
        starts = line.startswith(_PREVIOUS)
        if not starts:
            yield line
        elif not within:
            yield from next(previous)
        within = starts


def _previous(message: PoMessage) -> list[str]:
    return [
        f"{_PREVIOUS}{line}"
        for key, text in zip(("msgid", "msgid_plural"), message.previous_id, strict=False)
        for line in f"{key} {normalize(text, width=WIDTH - len(_PREVIOUS))}".split("\n")
    ]


def same_entries(one: Catalog, other: Catalog) -> bool:
    """Whether two catalogues say the same of every entry, whatever their heads say."""
    return list(map(_said, one)) == list(map(_said, other)) and [
        _said(m) for m in one.obsolete.values()
    ] == [_said(m) for m in other.obsolete.values()]


def _said(message: PoMessage) -> tuple[object, ...]:
    if not message.id:
        return ()
    comments = (tuple(message.auto_comments), tuple(message.user_comments))
    places = tuple(file for file, _ in message.locations)
    words = forms if any(forms := forms_of(message)) else ()
    return (_key(message), words, message.fuzzy, comments, places)


def _filled(
    catalog: Catalog, messages: Iterable[Message], project: str, now: dt.datetime
) -> Catalog:
    catalog.project, catalog.version = project, ""
    catalog.charset = "utf-8"
    catalog.creation_date = now
    catalog.header_comment = _HEADER.replace("PROJECT", _named(catalog, project))
    catalog.copyright_holder = project
    for message in messages:
        entry = catalog.add(
            (message.text, message.plural) if message.plural else message.text,
            context=message.context,
            locations=[(message.file, None)],  # type: ignore[list-item]
            auto_comments=message.comments,
        )
        without_format(entry)
    return catalog


def _named(catalog: Catalog, project: str) -> str:
    locale: Locale | None = catalog.locale
    return f"{locale.english_name}, {project}" if locale else project


def _entries(catalog: Catalog) -> Iterator[PoMessage]:
    return (message for message in catalog if message.id)


def _key(message: PoMessage) -> tuple[str, str]:
    return message.context or "", english_of(message)


def _has_words(message: PoMessage) -> bool:
    return any(forms_of(message))


def _alike(one: PoMessage, other: PoMessage) -> bool:
    """Whether both depend on a number, or neither does."""
    return isinstance(one.id, str) == isinstance(other.id, str)


def _take(message: PoMessage, was: PoMessage) -> None:
    message.string = was.string
    message.user_comments = list(was.user_comments)
    if was.fuzzy:
        message.flags.add("fuzzy")
        message.previous_id = list(was.previous_id)


def _doubt(message: PoMessage, was: PoMessage) -> None:
    """Mark a translation as made for other English."""
    message.flags.add("fuzzy")
    message.previous_id = [was.id] if isinstance(was.id, str) else list(was.id)


def _before(message: PoMessage, left: dict[tuple[str, str], PoMessage]) -> PoMessage | None:
    """The entry that this one was before its English changed: of the same id, and most alike."""
    texts = [
        text
        for (context, text), was in left.items()
        if context == message.context and _alike(was, message)
    ]
    if len(texts) > 1 or message.context == CONTEXT:
        texts = get_close_matches(english_of(message), texts, 1, _ALIKE)
    return left[(message.context or "", texts[0])] if texts else None
