"""A source in the shape of CSL-JSON, made ready so that citeproc prints it well.

What citeproc gets wrong with names, dates, pages and quotes is put right here. Source: CSL 1.0.2
specification, https://docs.citationstyles.org/en/stable/specification.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from unicodedata import category, normalize
from urllib.parse import quote

CslItem = Mapping[str, Any]
"""One source in the shape of CSL-JSON: `type`, `title`, `author`, `issued`, `DOI` and so on."""

_TEXT_NAMES = """title title-short container-title container-title-short collection-title
    volume-title publisher publisher-place genre medium status version archive archive-place
    archive_location authority event-title event-place jurisdiction section chapter-number
    collection-number edition issue number part-number supplement-number volume"""
_TEXTS = frozenset(_TEXT_NAMES.split())
_PEOPLE = ("author", "editor", "translator", "container-author", "collection-editor", "director")
_DATES = ("accessed", "event-date", "issued", "original-date")
_NAME_PARTS = ("family", "given", "suffix", "dropping-particle", "non-dropping-particle")
_IN_A_BOOK = frozenset(("chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia"))
# The style takes these for articles: "Published online" and a date, without the publisher.
_UNKNOWN_TO_AMA = frozenset(("dataset", "document", "pamphlet", "software", "standard"))
USED_VARIABLES = _TEXTS.union(_PEOPLE, _DATES, ("type", "language", "page", "DOI", "URL"))
"""What may print; other variables are private notes."""

_OTHERS = frozenset(("and others", "others", "et al", "et al."))

# Private characters stand for what citeproc must not touch. `_clean` lets none in from outside.
LINK, RANGE, COMMA = "\ue000", "\ue001", "\ue002"

# Compiled at first use: with a warm cache nothing here is needed.
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
_CSL_MARKUP = r"(?i)</?(?:i|b|em|strong|sc|sub|sup|span)(?:\s[^<>]*)?/?>"
_YEARS = r"(?<![\w-])((?:1[5-9]|20)\d\d)-((?:1[5-9]|20)\d\d)(?![\w-])"
_PAGE = r"[A-Za-z]{0,3}\d+[A-Za-z]?|[ivxlcdm]+"
_PAGES = rf"(?<![\w.-])({_PAGE})\s*[-–—−]+\s*({_PAGE})(?![\w.-])"
_DOI = r"(?i)(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)"


@dataclass(frozen=True, slots=True)
class PreparedItem:
    """An item that citeproc prints well; its DOI or URL is held back, a mark in its place."""

    csl: Mapping[str, Any]
    shown: str
    url: str | None


def prepared(item: CslItem) -> PreparedItem:
    """An item with clean texts, names and dates; what has the wrong shape counts as absent."""
    csl: dict[str, Any] = {"id": "entry", "type": _clean(item.get("type")) or "document"}
    csl["language"] = _clean(item.get("language")).lower()
    csl |= {name: _typeset(_clean(item.get(name))) for name in _TEXTS & item.keys()}
    for name in ("volume", "issue"):
        csl[name] = re.sub(r"^(\d+)\s*-\s*(\d+)$", r"\1–\2", csl.get(name, ""))
    csl["page"] = re.sub(_PAGES, _page_range, _clean(item.get("page")))
    csl |= {name: _names(item[name]) for name in _PEOPLE if name in item}
    csl |= {name: _date(item[name]) for name in _DATES if name in item}
    shown, url = "", None
    doi = re.fullmatch(_DOI, _clean(item.get("DOI")))
    address = _address(item.get("URL"))
    if doi:
        csl["DOI"], shown = LINK, doi[1].rstrip(".,;")
        url = "https://doi.org/" + quote(shown, safe="/:;()!$*,=@+")
    elif address:
        csl["URL"], shown = LINK, address
        if re.match(r"https?://[^/]", address, re.IGNORECASE):
            url = quote(address, safe="/:;()!$*,=@+?#[]&%~'")
    csl = {name: value for name, value in csl.items() if value}
    if csl["type"] in _UNKNOWN_TO_AMA:
        csl["type"] = "webpage" if "URL" in csl else "report" if "publisher" in csl else "document"
    return PreparedItem(_with_author(csl), shown, url)


def _clean(value: object) -> str:
    """One line of plain text: entities resolved, the markup that CSL allows in fields taken off."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = normalize("NFC", re.sub(_ENTITY, lambda entity: unescape(entity[0]), str(value)))
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(_printable, text))
    while (bare := re.sub(_CSL_MARKUP, "", text)) != text:
        text = bare
    return " ".join(text.split())


def _printable(character: str) -> str:
    if character in "\u2010\u2011":
        return "-"  # few fonts have them
    if character in "\u200c\u200d":
        return character  # joiners hold emoji and some scripts together
    kind = category(character)
    if kind == "Cc" or kind[0] == "Z":
        return " "
    return "" if kind[0] == "C" else character


def _typeset(text: str) -> str:
    """Curly quotes, and dashes where a hyphen stands for one."""
    text = re.sub(r"(?<![^\s(\[{–—/“‘'-])\"(?=\S)", "“", text).replace('"', "”")
    text = re.sub(r"(?<![^\s(\[{–—/“])'(?=[^\W\d])", "‘", text).replace("'", "’")
    text = re.sub(r"(?<=\S) -{1,3} (?=\S)", " – ", text)
    return re.sub(_YEARS, r"\1–\2", text).replace("...", "…")


def _page_range(pages: re.Match[str]) -> str:
    first, last = pages.groups()
    if first.isdecimal() and last.isdecimal() and len(last) < len(first):
        last = first[: -len(last)] + last  # AMA prints both numbers in full
    return first + RANGE + last


def _address(value: object) -> str:
    address = value.replace("&amp;", "&") if isinstance(value, str) else ""
    return "".join(c for c in address if c.isprintable() and c not in ' <>"')


def _names(value: object) -> list[dict[str, str]]:
    names = []
    for given in value if isinstance(value, list | tuple) else ():
        if not isinstance(given, Mapping):
            continue
        name = {part: _typeset(_clean(given.get(part))) for part in ("literal", *_NAME_PARTS)}
        name = {"literal": name["literal"]} if name["literal"] else name
        if any(name.values()):
            names.append({part: text for part, text in name.items() if text})
    known = [name for name in names if name.get("literal", "").casefold() not in _OTHERS]
    if len(known) == len(names):
        return known
    return [*known[:3], {"literal": "et al"}] if known else []


def _with_author(csl: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without an author citeproc prints the editor or title in its place and then once more."""
    author = csl.get("author", [])
    repeated = [csl[name].casefold() for name in ("title", "container-title") if name in csl]
    if author and not (len(author) == 1 and author[0].get("literal", "").casefold() in repeated):
        return csl
    nobody = [{"literal": ""}]
    if "editor" not in csl or csl["type"] in _IN_A_BOOK:
        return {**csl, "author": nobody}
    editors = csl["editor"]
    label = f"{COMMA}eds" if len(editors) > 1 else f"{COMMA}ed"
    if len(editors) > 6:
        editors = [*editors[:3], {"literal": "et al"}]
    last = editors[-1]
    part = "literal" if "literal" in last else "dropping-particle"
    labelled = {**last, part: last.get(part, "") + label}
    rest = {name: value for name, value in csl.items() if name != "editor"}
    return {**rest, "author": [*editors[:-1], labelled]}


def _date(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        return {}
    listed = value.get("date-parts")
    day = _day(listed[0]) if isinstance(listed, list | tuple) and listed else []
    if day:
        return {"date-parts": [day]}  # of a range the first day: citeproc mixes ranges up
    literal = _clean(value.get("literal"))
    return {"literal": literal} if literal else {}


def _day(value: object) -> list[int]:
    """Year, month and day as far as they are there and possible."""
    numbers: list[int] = []
    limits = (9999, 12, 31)
    for part, limit in zip(value if isinstance(value, list | tuple) else (), limits, strict=False):
        text = _clean(part)
        if not (re.fullmatch("[0-9]{1,4}", text) and 0 < int(text) <= limit):
            break
        numbers.append(int(text))
    return numbers
