"""References as a clinic prints them, from CSL items and a CSL style.

Order, initials and dates are citeproc's work. What it gets wrong is put right before it runs
(`_prepared`) and after (`_parts`). Source: CSL 1.0.2 specification,
https://docs.citationstyles.org/en/stable/specification.html
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any, Protocol
from unicodedata import category, normalize
from urllib.parse import quote

CSL_STYLE = "data/csl/american-medical-association.csl"
"""The style's file among the assets."""

CslItem = Mapping[str, Any]
"""One source in the shape of CSL-JSON: `type`, `title`, `author`, `issued`, `DOI` and so on."""

_VERSION = 1
"""To be raised with every change of what this file prints, so that no cache stays behind."""

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
_USED = _TEXTS.union(_PEOPLE, _DATES, ("type", "language", "page", "DOI", "URL"))
_OTHERS = frozenset(("and others", "others", "et al", "et al."))

# Private characters stand for what citeproc must not touch. `_clean` lets none in from outside.
_LINK, _RANGE, _COMMA = "\ue000", "\ue001", "\ue002"

# Compiled at first use: with a warm cache nothing here is needed.
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
_CSL_MARKUP = r"(?i)</?(?:i|b|em|strong|sc|sub|sup|span)(?:\s[^<>]*)?/?>"
_YEARS = r"(?<![\w-])((?:1[5-9]|20)\d\d)-((?:1[5-9]|20)\d\d)(?![\w-])"
_PAGE = r"[A-Za-z]{0,3}\d+[A-Za-z]?|[ivxlcdm]+"
_PAGES = rf"(?<![\w.-])({_PAGE})\s*[-–—−]+\s*({_PAGE})(?![\w.-])"
_DOI = r"(?i)(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)"
_LINKED = rf"(?:doi:\s?|https?://doi\.org/)?{_LINK}"


@dataclass(frozen=True, slots=True)
class ReferencePart:
    """A run of plain text (no markup, nothing escaped). `url`: where it leads, if anywhere."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the reference list, without its number. No parts: the item says nothing."""

    id: str
    parts: tuple[ReferencePart, ...]

    @property
    def text(self) -> str:
        """The whole entry as plain text."""
        return "".join(part.text for part in self.parts)


class ReferenceCache(Protocol):
    """Remembers formatted entries. Losing any of them at any time is harmless."""

    def get(self, key: str) -> str | None:
        """What was put under the key, unchanged, or None."""

    def put(self, key: str, value: str) -> None:
        """Keep the value if possible; never raises because it is not."""


@dataclass(frozen=True, slots=True)
class FolderCache:
    """One small file per key in a folder that may be deleted or shared between processes.

    A folder that cannot be read or written is silently no cache.
    """

    folder: Path

    def get(self, key: str) -> str | None:
        """The value, only if the file names this key and its content is whole."""
        try:
            entry = json.loads(self._file(key).read_bytes())
            value = entry["value"]
            whole = entry["key"] == key and entry["sha256"] == _digest(value.encode())
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None
        return value if whole else None

    def put(self, key: str, value: str) -> None:
        """Write beside, then rename: a reader sees the whole file or none."""
        from tempfile import mkstemp  # only needed when something is new

        entry = json.dumps({"key": key, "sha256": _digest(value.encode()), "value": value})
        beside = None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, beside = mkstemp(prefix=".", suffix=".tmp", dir=self.folder)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(entry)
            Path(beside).replace(self._file(key))
        except OSError:
            with suppress(OSError):
                if beside is not None:
                    Path(beside).unlink()

    def _file(self, key: str) -> Path:
        # A digest of the key is always a safe file name, whatever the key.
        return self.folder / f"{_digest(key.encode())[:40]}.json"


def format_references(
    items: Sequence[CslItem], style: bytes, cache: ReferenceCache | None = None
) -> tuple[Reference, ...]:
    """The entries of a reference list in the order of the items, which is that of citation.

    Only CSL variables are used; `note`, `annote`, `keyword` and unknown ones never print. A
    variable of the wrong shape counts as absent. A DOI, else a web address, becomes a link.
    Raises ValueError if `style` (the content of a CSL file) has no bibliography. With the
    cache or without, the result is the same; without a miss citeproc is not imported.
    """
    keys = _keys(items, style) if cache is not None else [None] * len(items)
    known = [_decoded(cache.get(key)) if cache is not None and key else None for key in keys]
    missing = [item for item, parts in zip(items, known, strict=True) if parts is None]
    fresh = _formatted([_prepared(item) for item in missing], style) if missing else iter(())
    references = []
    for item, key, parts in zip(items, keys, known, strict=True):
        if parts is None:
            parts = next(fresh)
            if cache is not None and key:
                cache.put(key, json.dumps([(part.text, part.url) for part in parts]))
        references.append(Reference(str(item.get("id", "")), parts))
    return tuple(references)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An item that citeproc prints well; its DOI or URL is held back, a mark in its place."""

    csl: Mapping[str, Any]
    shown: str
    url: str | None


def _formatted(sources: Sequence[_Prepared], style: bytes) -> Iterator[tuple[ReferencePart, ...]]:
    import warnings
    from io import BytesIO

    with warnings.catch_warnings():
        # citeproc warns of each variable that is newer than itself, and prints it all the same.
        warnings.simplefilter("ignore")
        import citeproc
        from citeproc.formatter import plain
        from citeproc.source.json import CiteProcJSON

        try:
            parsed = citeproc.CitationStylesStyle(BytesIO(style), validate=False)
            layout = parsed.root.bibliography.layout
        except (SyntaxError, AttributeError) as error:  # not XML, or XML that is not CSL
            raise ValueError(f"not a CSL style with a bibliography: {error}") from error
        if layout is None:
            raise ValueError("not a CSL style: its bibliography has no layout")
        for number in parsed.root.xpath_search("//cs:text[@variable='citation-number']"):
            number.getparent().remove(number)
        texts = []
        for source in sources:
            # One list per entry, or entries would depend on their neighbours and the cache lie.
            entry = citeproc.CitationStylesBibliography(parsed, CiteProcJSON([source.csl]), plain)
            entry.register(citeproc.Citation([citeproc.CitationItem("entry")]))
            texts.append("".join(map(str, entry.bibliography())))
    return (_parts(text, source) for text, source in zip(texts, sources, strict=True))


def _parts(text: str, source: _Prepared) -> tuple[ReferencePart, ...]:
    text = re.sub(rf"\s*{_COMMA}", ", ", text).replace(_RANGE, "–")
    text = re.sub(r"([?!…][”’]?)\.(?=\s|$)", r"\1", text)
    text = re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)
    text = " ".join(text.split())
    link = re.search(_LINKED, text)
    if link is None:
        return (ReferencePart(text),) if text else ()
    linked = ReferencePart(link[0].replace(_LINK, source.shown), source.url)
    around = (ReferencePart(text[: link.start()]), linked, ReferencePart(text[link.end() :]))
    return tuple(part for part in around if part.text)


def _prepared(item: CslItem) -> _Prepared:
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
        csl["DOI"], shown = _LINK, doi[1].rstrip(".,;")
        url = "https://doi.org/" + quote(shown, safe="/:;()!$*,=@+")
    elif address:
        csl["URL"], shown = _LINK, address
        if re.match(r"https?://[^/]", address, re.IGNORECASE):
            url = quote(address, safe="/:;()!$*,=@+?#[]&%~'")
    csl = {name: value for name, value in csl.items() if value}
    if csl["type"] in _UNKNOWN_TO_AMA:
        csl["type"] = "webpage" if "URL" in csl else "report" if "publisher" in csl else "document"
    return _Prepared(_with_author(csl), shown, url)


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
    return first + _RANGE + last


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
    label = f"{_COMMA}eds" if len(editors) > 1 else f"{_COMMA}ed"
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


def _keys(items: Sequence[CslItem], style: bytes) -> list[str | None]:
    with_what = [_VERSION, _citeproc(), _digest(style)]
    keys: list[str | None] = []
    for item in items:
        content = [*with_what, {name: item[name] for name in _USED & item.keys()}]
        try:
            keys.append(_digest(json.dumps(content, sort_keys=True).encode()))
        except (TypeError, ValueError, RecursionError):
            keys.append(None)  # not JSON: two different items might look the same
    return keys


def _citeproc() -> str:
    """Which citeproc is installed. Its files tell in 1 ms, importlib.metadata in 50 ms."""
    from importlib.util import find_spec

    spec = find_spec("citeproc")
    folders = (spec and spec.submodule_search_locations) or []
    files = sorted(file for folder in folders for file in Path(folder).glob("*.py"))
    return _digest(b"\0".join(file.read_bytes() for file in files))


def _decoded(value: str | None) -> tuple[ReferencePart, ...] | None:
    try:
        pairs = json.loads(value or "")
        parts = tuple(ReferencePart(text, url) for text, url in pairs)
    except (ValueError, TypeError, RecursionError):
        return None
    right = all(isinstance(p.text, str) and isinstance(p.url, str | None) for p in parts)
    return parts if right else None


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
