"""What a PDF file says of itself: metadata, navigation, page geometry and fonts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, Object

_CODE_SPACE = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.S)
_CMAP_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|([\[\]])")
_ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_UNKNOWN = "\ufffd"

ObjectId = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One outline item (ISO 32000-1, 12.3.3); levels count from 1, pages from 0."""

    level: int
    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Font:
    """One font resource of a page or of a form XObject on it (ISO 32000-1, 9.5)."""

    name: str
    subtype: str
    embedded: bool
    to_unicode: bool


@dataclass(frozen=True, slots=True)
class Metadata:
    """The document level facts that PDF/UA-1, clause 7, asks for, and the page geometry."""

    title: str | None
    xmp_title: str | None
    lang: str | None
    marked: bool
    display_doc_title: bool
    pdfuaid_part: str | None
    page_labels: tuple[str, ...]
    bookmarks: tuple[Bookmark, ...]
    page_sizes: tuple[tuple[float, float], ...]
    page_tabs: tuple[str | None, ...]
    fonts: tuple[Font, ...]


def open_pdf(pdf: bytes) -> pikepdf.Pdf:
    """Open the bytes of a PDF file for reading."""
    return pikepdf.open(io.BytesIO(pdf))


def metadata(pdf: bytes) -> Metadata:
    """Read the catalogue, the information dictionary, XMP and the page dictionaries."""
    with open_pdf(pdf) as document:
        root = document.Root
        # Read the trailer's own entry: Pdf.docinfo would create a missing one.
        info = document.trailer.get("/Info", Dictionary())
        xmp = document.open_metadata()
        labelled = "/PageLabels" in root
        return Metadata(
            title=optional_text(info, "/Title"),
            xmp_title=_optional(xmp.get("dc:title")),
            lang=optional_text(root, "/Lang"),
            marked=_flag(root, "/MarkInfo", "/Marked"),
            display_doc_title=_flag(root, "/ViewerPreferences", "/DisplayDocTitle"),
            pdfuaid_part=_optional(xmp.get("pdfuaid:part")),
            page_labels=tuple(str(page.label) for page in document.pages) if labelled else (),
            bookmarks=tuple(_bookmarks(document)),
            page_sizes=tuple(_size(page) for page in document.pages),
            page_tabs=tuple(optional_name(page.obj, "/Tabs") for page in document.pages),
            fonts=tuple(_fonts(document)),
        )


def optional_text(holder: Object, key: str) -> str | None:
    """Return a text string entry (ISO 32000-1, 7.9.2.2), or None where it is absent."""
    return str(holder[key]) if key in holder else None


def optional_name(holder: Object, key: str) -> str | None:
    """Return a name entry without its slash, or None where it is absent."""
    return str(holder[key]).removeprefix("/") if key in holder else None


def page_indices(document: pikepdf.Pdf) -> dict[ObjectId, int]:
    """Map the object identifier of each page to its index, which counts from 0."""
    return {page.obj.objgen: index for index, page in enumerate(document.pages)}


def tree_items(node: Object, leaf: str) -> Iterator[tuple[Object, Object]]:
    """Yield the pairs of a name or number tree (ISO 32000-1, 7.9.6 and 7.9.7)."""
    entries = list(node.get(leaf, ()))
    yield from zip(entries[::2], entries[1::2], strict=True)
    for kid in node.get("/Kids", ()):
        yield from tree_items(kid, leaf)


def named_destinations(document: pikepdf.Pdf) -> dict[str, Object]:
    """Collect the named destinations of both kinds (ISO 32000-1, 12.3.2.3)."""
    root = document.Root
    found = {str(k).removeprefix("/"): v for k, v in root.get("/Dests", Dictionary()).items()}
    names = root.get("/Names", Dictionary()).get("/Dests", Dictionary())
    return found | {str(name): target for name, target in tree_items(names, "/Names")}


def target_page(
    target: Object | None, named: Mapping[str, Object], pages: Mapping[ObjectId, int]
) -> int | None:
    """Return the page index a destination leads to; None if it leads to no page here."""
    if isinstance(target, pikepdf.String | Name):
        target = named.get(str(target).removeprefix("/"))
    if isinstance(target, Dictionary):
        target = target.get("/D")
    if not isinstance(target, pikepdf.Array) or not len(target):
        return None
    return pages.get(target[0].objgen) if isinstance(target[0], Dictionary) else None


def link_target(holder: Object) -> Object | None:
    """Return the destination of a link or outline item: /Dest or the one of a GoTo action."""
    return holder.get("/Dest") or holder.get("/A", Dictionary()).get("/D")


def font_codes(font: Object) -> tuple[int, dict[int, str]]:
    """Return the bytes per code of a font and the text of each code (ISO 32000-1, 9.10.2)."""
    composite = font.get("/Subtype") == Name.Type0
    if "/ToUnicode" not in font:
        return (2, {}) if composite else (1, _encoding(font))
    cmap = font.ToUnicode.read_bytes()
    space = _CODE_SPACE.search(cmap)
    # A simple font has codes of one byte whatever its CMap says (9.4.3).
    width = len(space[1]) // 2 if space and composite else 2 if composite else 1
    return width, _read_cmap(cmap)


def decode(raw: bytes, width: int, codes: Mapping[int, str]) -> str:
    """Decode a shown string; a code without a meaning becomes U+FFFD."""
    return "".join(decode_codes(raw, width, codes))


def decode_codes(raw: bytes, width: int, codes: Mapping[int, str]) -> list[str]:
    """Decode a shown string code by code."""
    if width == 1:
        return [codes.get(code, _UNKNOWN) for code in raw]
    starts = range(0, len(raw), width)
    return [codes.get(int.from_bytes(raw[i : i + width]), _UNKNOWN) for i in starts]


def _read_cmap(cmap: bytes) -> dict[int, str]:
    codes: dict[int, str] = {}
    for kind, body in _SECTION.findall(cmap):
        tokens = iter(_CMAP_TOKEN.findall(body))
        for first, _ in tokens:
            start = int(first, 16)
            if kind == b"bfchar":
                codes[start] = _utf16(next(tokens)[0])
                continue
            end, (value, bracket) = int(next(tokens)[0], 16), next(tokens)
            if bracket:
                for code in range(start, end + 1):
                    codes[code] = _utf16(next(tokens)[0])
                next(tokens)
            else:
                base = _utf16(value)
                for code in range(start, end + 1):
                    codes[code] = base[:-1] + chr(ord(base[-1]) + code - start)
    return codes


def _utf16(digits: bytes) -> str:
    text = bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
    # PDF/UA-1, 7.21.7, takes U+0000 for no mapping at all.
    return text.replace("\0", _UNKNOWN) or _UNKNOWN


def _encoding(font: Object) -> dict[int, str]:
    """Read the /Encoding of a simple font (ISO 32000-1, 9.6.6); only plain names are known."""
    encoding = font.get("/Encoding")
    named = isinstance(encoding, Dictionary)
    base = encoding.get("/BaseEncoding") if named and encoding is not None else encoding
    codec = _ENCODINGS.get(str(base), "ascii")
    codes = {code: bytes([code]).decode(codec, "replace") for code in range(256)}
    code = 0
    for entry in encoding.get("/Differences", ()) if named and encoding is not None else ():
        if isinstance(entry, Name):
            codes[code] = _glyph_text(str(entry).removeprefix("/"))
            code += 1
        else:
            code = int(entry)
    return codes


def _glyph_text(name: str) -> str:
    if re.fullmatch("uni[0-9A-F]{4}", name):
        return chr(int(name[3:], 16))
    return " " if name == "space" else name if len(name) == 1 else _UNKNOWN


def _bookmarks(document: pikepdf.Pdf) -> Iterator[Bookmark]:
    named, pages = named_destinations(document), page_indices(document)

    def items(parent: Object, level: int) -> Iterator[Bookmark]:
        item = parent.get("/First")
        while item is not None:
            target = target_page(link_target(item), named, pages)
            yield Bookmark(level, str(item.Title), target)
            yield from items(item, level + 1)
            item = item.get("/Next")

    return items(document.Root.get("/Outlines", Dictionary()), 1)


def _fonts(document: pikepdf.Pdf) -> Iterator[Font]:
    seen: set[ObjectId] = set()

    def within(resources: Object) -> Iterator[Font]:
        for font in resources.get("/Font", Dictionary()).values():
            if font.objgen not in seen or font.objgen == (0, 0):
                seen.add(font.objgen)
                yield _font(font)
        for form in resources.get("/XObject", Dictionary()).values():
            if form.objgen not in seen:
                seen.add(form.objgen)
                yield from within(form.get("/Resources", Dictionary()))

    for page in document.pages:
        yield from within(page.resources)


def _font(font: Object) -> Font:
    subtype = str(font.Subtype).removeprefix("/")
    holder = font.DescendantFonts[0] if subtype == "Type0" else font
    descriptor = holder.get("/FontDescriptor", Dictionary())
    # The glyphs of a Type 3 font are content streams of the file itself.
    embedded = subtype == "Type3" or any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
    name = optional_name(font, "/BaseFont") or optional_name(font, "/Name") or ""
    return Font(name, subtype, embedded, "/ToUnicode" in font)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """Return the width and height of the crop box in points, turned as it is shown."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    width, height = abs(right - left), abs(top - bottom)
    turned = int(page.get("/Rotate", 0)) % 180
    return (height, width) if turned else (width, height)


def _flag(root: Object, holder: str, key: str) -> bool:
    return bool(root.get(holder, Dictionary()).get(key, False))


def _optional(value: object) -> str | None:
    return None if value is None else str(value)
