"""ReportLab's objects as bytes (ISO 32000-1, 7.3), as ReportLab makes them; streams are binary.

Its formatter asks each value what it is, encodes it and looks at the name of each key anew. That
takes longer than what a page says.
"""

import zlib
from collections import OrderedDict
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfdoc

from handoutgen.render.pdf.structure import STREAM_END, ReadyObject

_CATALOGS = (pdfdoc.PDFCatalog, pdfdoc.PDFPage, pdfdoc.PDFPages)
_BREAK = " \n  "
_name = lru_cache(maxsize=512)(pdfdoc.PDFName)


def body_of(thing: pdfdoc.PDFObject, pdf: pdfdoc.PDFDocument) -> bytes:
    """The object itself, where a reference to it would stand elsewhere."""
    if isinstance(thing, ReadyObject):
        return thing.format(pdf)
    if isinstance(thing, pdfdoc.PDFStream):
        return _stream(thing, pdf)
    if type(thing) in _CATALOGS:
        return _dictionary(_of_catalog(thing, pdf), pdf).encode("latin-1")
    if isinstance(thing, pdfdoc.PDFTrueTypeFont):
        return _dictionary(_of_font(thing), pdf).encode("latin-1")
    if isinstance(thing, pdfdoc.PDFDictionary):
        return _value(thing, pdf).encode("latin-1")
    body: bytes = pdfdoc.format(thing, pdf, toplevel=1)
    return body


def _value(thing: Any, pdf: pdfdoc.PDFDocument) -> str:
    """A value in Latin-1, in which every byte stands for itself."""
    kind = type(thing)
    if kind is pdfdoc.PDFObjectReference:
        return reference_to(thing.name, pdf)
    if kind is str and thing.isascii():
        return str(thing)
    if kind is int or kind is float:
        return str(pdfdoc.fp_str(thing))
    if kind is pdfdoc.PDFDictionary:
        return _dictionary(thing.dict, pdf)
    if kind is pdfdoc.PDFArray:
        return _in_lines("[ ", [_value(e, pdf) for e in thing.sequence], 10, " ]")
    if kind is pdfdoc.PDFResourceDictionary:
        return _dictionary(_of_resources(thing), pdf)
    made: bytes = pdfdoc.format(thing, pdf)
    return made.decode("latin-1")


def reference_to(name: str, pdf: pdfdoc.PDFDocument) -> str:
    """A reference to an object by the name that ReportLab has for it (7.3.10)."""
    number, generation = pdf.idToObjectNumberAndVersion[name]
    return f"{number} {generation} R"


def _dictionary(entries: dict[str, Any], pdf: pdfdoc.PDFDocument) -> str:
    keys = entries if isinstance(entries, OrderedDict) else sorted(entries)
    pairs = [f"{_name(key)} {_value(entries[key], pdf)}" for key in keys]
    return _in_lines("<<\n", pairs, 6, "\n>>")


def _in_lines(start: str, parts: list[str], many: int, end: str) -> str:
    if len(parts) > many:
        rows = (" ".join(parts[i : i + many]) for i in range(0, len(parts), many))
        return f"{start}{_BREAK.join(rows)}{end}"
    return f"{start}{' '.join(parts)}{end}"


def _of_catalog(thing: pdfdoc.PDFCatalog, pdf: pdfdoc.PDFDocument) -> dict[str, Any]:
    """The entries of a catalog, a page or a tree of pages; some have to be references."""
    thing.check_format(pdf)
    entries = dict(thing.__Defaults__)
    for key in (*thing.__Defaults__, *thing.__NoDefault__):
        if (value := getattr(thing, key, None)) is not None:
            entries[key] = value
    present = {key: value for key, value in entries.items() if value is not None}
    for key in thing.__Refs__:  # in this order: what has no number yet gets the next one
        if key in present:
            present[key] = pdf.Reference(present[key])
    return present


def _of_resources(thing: pdfdoc.PDFResourceDictionary) -> dict[str, Any]:
    entries: dict[str, Any] = {"ProcSet": pdfdoc.PDFArray(thing.ProcSet)}
    for key in thing.dict_attributes:
        value = getattr(thing, key)
        if not isinstance(value, dict):
            entries[key] = value
        elif value:
            entries[key] = pdfdoc.PDFDictionary(value)
    return entries


def _of_font(thing: pdfdoc.PDFTrueTypeFont) -> dict[str, Any]:
    names = {key: pdfdoc.PDFName(getattr(thing, key)) for key in thing.name_attributes}
    others = {key: getattr(thing, key) for key in thing.local_attributes if hasattr(thing, key)}
    return {**names, **others}


def _stream(thing: pdfdoc.PDFStream, pdf: pdfdoc.PDFDocument) -> bytes:
    content, entries = thing.content, dict(thing.dictionary.dict)
    if isinstance(content, str):
        content = content.encode("utf-8")
    if pdfdoc.PDFZCompress in thing.filters and "Filter" not in entries:
        # Without ASCII85 around it: files go over channels of eight bits, and it adds a quarter.
        content = _deflated(content)
        entries["Filter"] = pdfdoc.PDFName(pdfdoc.PDFZCompress.pdfname)
    entries["Length"] = len(content)
    head = _dictionary(entries, pdf).encode("latin-1")
    return b"%b\nstream\n%b%b" % (head, content, STREAM_END.encode("ascii"))


@lru_cache(maxsize=128)
def _deflated(content: bytes) -> bytes:
    """Kept for what was compressed before: fonts, and pages as they were."""
    return zlib.compress(content)
