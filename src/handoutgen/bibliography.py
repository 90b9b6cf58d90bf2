"""References as a clinic prints them, from CSL items and a CSL style.

Order, initials and dates are citeproc's work. What it gets wrong is put right before it runs
(`csl_item.prepared`) and after (`_parts`). Source: CSL 1.0.2 specification,
https://docs.citationstyles.org/en/stable/specification.html
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from handoutgen.cache import TextCache
from handoutgen.csl_item import COMMA, LINK, RANGE, USED_VARIABLES, CslItem, PreparedItem, prepared
from handoutgen.frozen import dataclass

if TYPE_CHECKING:
    from citeproc import CitationStylesStyle

CSL_STYLE = "data/csl/american-medical-association.csl"
"""The style's file among the assets."""

_VERSION = 1
"""To be raised with every change of what this file or `csl_item` prints: no old cache stays."""

_LINKED = rf"(?:doi:\s?|https?://doi\.org/)?{LINK}"


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


def format_references(
    items: Sequence[CslItem], style: bytes, cache: TextCache | None = None
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
    fresh = _formatted([prepared(item) for item in missing], style) if missing else iter(())
    references = []
    for item, key, parts in zip(items, keys, known, strict=True):
        if parts is None:
            parts = next(fresh)
            if cache is not None and key:
                cache.put(key, json.dumps([(part.text, part.url) for part in parts]))
        references.append(Reference(str(item.get("id", "")), parts))
    return tuple(references)


def _formatted(
    sources: Sequence[PreparedItem], style: bytes
) -> Iterator[tuple[ReferencePart, ...]]:
    import warnings

    with warnings.catch_warnings():
        # citeproc warns of each variable that is newer than itself, and prints it all the same.
        warnings.simplefilter("ignore")
        import citeproc
        from citeproc.formatter import plain
        from citeproc.source.json import CiteProcJSON

        parsed = _parsed(style)
        texts = []
        for source in sources:
            # One list per entry, or entries would depend on their neighbours and the cache lie.
            entry = citeproc.CitationStylesBibliography(parsed, CiteProcJSON([source.csl]), plain)
            entry.register(citeproc.Citation([citeproc.CitationItem("entry")]))
            texts.append("".join(map(str, entry.bibliography())))
    return (_parts(text, source) for text, source in zip(texts, sources, strict=True))


@lru_cache(maxsize=1)
def _parsed(style: bytes) -> "CitationStylesStyle":
    from io import BytesIO

    import citeproc

    try:
        parsed = citeproc.CitationStylesStyle(BytesIO(style), validate=False)
        layout = parsed.root.bibliography.layout
    except (SyntaxError, AttributeError) as error:  # not XML, or XML that is not CSL
        raise ValueError(f"not a CSL style with a bibliography: {error}") from error
    if layout is None:
        raise ValueError("not a CSL style: its bibliography has no layout")
    for number in parsed.root.xpath_search("//cs:text[@variable='citation-number']"):
        number.getparent().remove(number)
    return parsed


def _parts(text: str, source: PreparedItem) -> tuple[ReferencePart, ...]:
    text = re.sub(rf"\s*{COMMA}", ", ", text).replace(RANGE, "–")
    text = re.sub(r"([?!…][”’]?)\.(?=\s|$)", r"\1", text)
    text = re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)
    text = " ".join(text.split())
    link = re.search(_LINKED, text)
    if link is None:
        return (ReferencePart(text),) if text else ()
    linked = ReferencePart(link[0].replace(LINK, source.shown), source.url)
    around = (ReferencePart(text[: link.start()]), linked, ReferencePart(text[link.end() :]))
    return tuple(part for part in around if part.text)


def _keys(items: Sequence[CslItem], style: bytes) -> list[str | None]:
    with_what = [_VERSION, _citeproc(), _digest_of_style(style)]
    keys: list[str | None] = []
    for item in items:
        content = [*with_what, {name: item[name] for name in USED_VARIABLES & item.keys()}]
        try:
            keys.append(_digest(json.dumps(content, sort_keys=True).encode()))
        except (TypeError, ValueError, RecursionError):
            keys.append(None)  # not JSON: two different items might look the same
    return keys


@lru_cache(maxsize=1)
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


@lru_cache(maxsize=4)
def _digest_of_style(style: bytes) -> str:
    return _digest(style)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
