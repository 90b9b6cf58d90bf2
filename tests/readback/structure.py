"""The structure tree of a tagged PDF with the text of its marked content.

Written from ISO 32000-1, 14.6 to 14.9, and apart from the program that writes the files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

import pikepdf
from pikepdf import Dictionary, Name, Object

from . import Annotation as Annotation
from . import Attribute as Attribute
from . import Content as Content
from . import Element as Element
from . import outline as outline
from .document import (
    ObjectId,
    decode_codes,
    font_codes,
    link_target,
    named_destinations,
    open_pdf,
    optional_name,
    optional_text,
    page_indices,
    target_page,
)

# Page index, the page or form XObject that holds the content stream, MCID.
MarkKey = tuple[int, ObjectId, int]

_PAINT = "f F f* B B* b b* S s sh"
_READ = _PAINT + " Tj TJ ' \" BT ET Tf q Q BMC BDC EMC Do BI EI"


@dataclass(slots=True)
class Sink:
    """Where shown content goes: a marked content sequence, an artifact or neither."""

    parts: list[str] = field(default_factory=list)
    graphics: bool = False
    begun: int = 1

    @property
    def text(self) -> str:
        """The parts in content order, joined with nothing."""
        return "".join(self.parts)


@dataclass(slots=True)
class PageContent:
    """The content of one page by the sequence it is marked with."""

    marked: dict[MarkKey, Sink] = field(default_factory=dict)
    artifacts: list[Sink] = field(default_factory=list)
    untagged: list[str] = field(default_factory=list)
    painted: list[str] = field(default_factory=list)


def read_structure(pdf: bytes, *, apply_role_map: bool = False) -> Element:
    """Read the structure tree; its root has the role StructTreeRoot."""
    contents = read_content(pdf)
    with open_pdf(pdf) as document:
        if "/StructTreeRoot" not in document.Root:
            raise ValueError("the file has no structure tree")
        return _TreeReader(document, contents, apply_role_map).root()


def untagged_text(pdf: bytes) -> list[str]:
    """Return the text, by text object, that is neither in the tree nor an artifact."""
    return [text for page in read_content(pdf) for text in page.untagged]


def untagged_graphics(pdf: bytes) -> list[str]:
    """Return the painting operators outside of marked content as "page n: operator"."""
    return [f"page {i}: {op}" for i, page in enumerate(read_content(pdf)) for op in page.painted]


def artifacts(pdf: bytes) -> list[list[str]]:
    """Return for each page the text of each artifact that has any (14.8.2.2)."""
    return [[sink.text for sink in page.artifacts if sink.text] for page in read_content(pdf)]


@lru_cache(maxsize=4)
def read_content(pdf: bytes) -> tuple[PageContent, ...]:
    """Interpret the content of all pages; the same bytes are read once. Do not alter it."""
    with open_pdf(pdf) as document:
        fonts: dict[ObjectId, tuple[int, dict[int, str]]] = {}
        return tuple(
            _ContentReader(index, fonts).read(page) for index, page in enumerate(document.pages)
        )


def kids_of(node: Object) -> list[Object | int]:
    """Return the entries of /K, one or many (ISO 32000-1, Table 323)."""
    kids = node.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def mark_key(kid: Object | int, node: Object, pages: Mapping[ObjectId, int]) -> MarkKey | None:
    """Return the content an MCID or a marked content reference names; None without a page.

    A bare MCID is on the page of its own element: /Pg is not inherited (Table 323).
    """
    reference = None if isinstance(kid, int) else kid
    page = node.get("/Pg") if reference is None else reference.get("/Pg", node.get("/Pg"))
    if page is None or page.objgen not in pages:
        return None
    holder = page if reference is None else reference.get("/Stm", page)
    mcid = kid if isinstance(kid, int) else int(kid.MCID)
    return pages[page.objgen], holder.objgen, mcid


class _ContentReader:
    """Interprets the content streams of one page (ISO 32000-1, 14.6)."""

    def __init__(self, index: int, fonts: dict[ObjectId, tuple[int, dict[int, str]]]) -> None:
        self.index, self.fonts, self.page = index, fonts, PageContent()
        self.loose = Sink()
        self.sink, self.replaced = self.loose, False
        self.text_objects = 0
        self.reversed: list[str] | None = None
        self.reversed_at = 0

    def read(self, page: pikepdf.Page) -> PageContent:
        self._run(page, page.obj.objgen, page.resources)
        self._flush()
        return self.page

    def _run(self, stream: pikepdf.Page | Object, holder: ObjectId, resources: Object) -> None:
        marks: list[tuple[Sink, bool, int]] = []
        saved: list[tuple[int, dict[int, str]]] = []
        font: tuple[int, dict[int, str]] = (1, {})
        text_object = 0
        for instruction in pikepdf.parse_content_stream(stream, _READ):
            operands = list(instruction.operands)
            match str(instruction.operator):
                case "TJ":
                    for part in operands[0]:
                        if isinstance(part, pikepdf.String):
                            self._show(decode_codes(bytes(part), *font))
                case "Tj" | "'" | '"':
                    self._show(decode_codes(bytes(operands[-1]), *font))
                case "Tf":
                    font = self._font(resources.Font[str(operands[0])])
                case "BT":
                    self.text_objects += 1
                    text_object = self.text_objects
                case "ET":
                    text_object = 0
                    self._flush()
                case "q":
                    saved.append(font)
                case "Q":
                    font = saved.pop() if saved else font
                case "BMC" | "BDC":
                    marks.append((self.sink, self.replaced, text_object))
                    self._begin(operands, holder, resources)
                    if operands[0] == Name.ReversedChars:
                        self.reversed, self.reversed_at = [], len(marks)
                case "EMC":
                    if not marks or marks[-1][2] != text_object:
                        raise ValueError(f"page {self.index}: EMC does not nest (14.6.1)")
                    if self.reversed is not None and len(marks) == self.reversed_at:
                        self.sink.parts += reversed(self.reversed)
                        self.reversed = None
                    self.sink, self.replaced, _ = marks.pop()
                case "Do":
                    self._paint_object(resources.XObject[str(operands[0])], resources)
                case paint:
                    self._paint(paint)
        if marks:
            raise ValueError(f"page {self.index}: marked content is not closed (14.6.1)")

    def _show(self, codes: list[str]) -> None:
        if self.replaced:
            return
        if self.reversed is not None:
            # From left to right on paper, and read from right to left (14.8.2.3.3).
            self.reversed += codes
        else:
            self.sink.parts.append("".join(codes))

    def _paint(self, operator: str) -> None:
        self.sink.graphics = True
        if self.sink is self.loose:
            self.page.painted.append(operator)

    def _paint_object(self, target: Object, resources: Object) -> None:
        if target.Subtype == Name.Form:
            self._run(target, target.objgen, target.get("/Resources", resources))
        else:
            self._paint("Do")

    def _begin(self, operands: Sequence[Object], holder: ObjectId, resources: Object) -> None:
        self._flush()
        properties = operands[1] if len(operands) > 1 else Dictionary()
        if isinstance(properties, Name):
            properties = resources.Properties[str(properties)]
        if "/MCID" in properties:
            key = (self.index, holder, int(properties.MCID))
            if key in self.page.marked:
                self.page.marked[key].begun += 1
            self.sink, self.replaced = self.page.marked.setdefault(key, Sink()), False
        elif operands[0] == Name.Artifact:
            self.sink, self.replaced = Sink(), False
            self.page.artifacts.append(self.sink)
        if "/ActualText" in properties and not self.replaced:
            self.sink.parts.append(str(properties.ActualText))
            self.replaced = True

    def _font(self, font: Object) -> tuple[int, dict[int, str]]:
        # Fonts written in place have no identifier to remember them by.
        if font.objgen == (0, 0):
            return font_codes(font)
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = font_codes(font)
        return self.fonts[font.objgen]

    def _flush(self) -> None:
        if self.loose.parts:
            self.page.untagged.append(self.loose.text)
            self.loose.parts.clear()


class _TreeReader:
    """Follows /K from the structure tree root (ISO 32000-1, 14.7.2)."""

    def __init__(
        self, document: pikepdf.Pdf, contents: tuple[PageContent, ...], apply_role_map: bool
    ) -> None:
        self.tree = document.Root.StructTreeRoot
        self.pages, self.named = page_indices(document), named_destinations(document)
        self.marked = {key: sink for page in contents for key, sink in page.marked.items()}
        roles = self.tree.get("/RoleMap", Dictionary()) if apply_role_map else Dictionary()
        self.roles = {key: str(value) for key, value in roles.items()}
        self.classes = self.tree.get("/ClassMap", Dictionary())

    def root(self) -> Element:
        return Element("StructTreeRoot", self._kids(self.tree))

    def _kids(self, node: Object) -> tuple[Element | Content | Annotation, ...]:
        return tuple([self._kid(kid, node) for kid in kids_of(node)])

    def _kid(self, kid: Object | int, node: Object) -> Element | Content | Annotation:
        kind = Name.MCR if isinstance(kid, int) else kid.get("/Type")
        if kind == Name.MCR:
            key = mark_key(kid, node, self.pages)
            sink = self.marked.get(key, Sink()) if key else Sink()
            mcid = kid if isinstance(kid, int) else int(kid.MCID)
            return Content(key[0] if key else None, mcid, sink.text, sink.graphics)
        assert not isinstance(kid, int)
        return self._annotation(kid, node) if kind == Name.OBJR else self._element(kid)

    def _element(self, node: Object) -> Element:
        role = str(node.S)
        # Mapped names may be mapped again; a circle ends at the name it began with.
        seen = {role}
        while role in self.roles and self.roles[role] not in seen:
            role = self.roles[role]
            seen.add(role)
        return Element(
            role=role.removeprefix("/"),
            kids=self._kids(node),
            alt=optional_text(node, "/Alt"),
            actual_text=optional_text(node, "/ActualText"),
            lang=optional_text(node, "/Lang"),
            attributes=self._attributes(node),
            id=optional_text(node, "/ID"),
            title=optional_text(node, "/T"),
            page=self.pages.get(node.Pg.objgen) if "/Pg" in node else None,
        )

    def _attributes(self, node: Object) -> dict[str, Attribute]:
        """Merge the attribute objects of /C and /A; those of /A prevail (14.7.5)."""
        found: dict[str, Attribute] = {}
        names = node.get("/C", ())
        for name in [names] if isinstance(names, Name) else names:
            if isinstance(name, Name) and str(name) in self.classes:
                found |= _merged(self.classes[str(name)])
        return found | _merged(node.A) if "/A" in node else found

    def _annotation(self, reference: Object, node: Object) -> Annotation:
        target = reference.Obj
        page = reference.get("/Pg", node.get("/Pg"))
        uri = target.get("/A", Dictionary()).get("/URI")
        return Annotation(
            page=None if page is None else self.pages.get(page.objgen),
            subtype=optional_name(target, "/Subtype") or "",
            rect=tuple(float(edge) for edge in target.get("/Rect", ())),
            uri=None if uri is None else str(uri),
            destination=target_page(link_target(target), self.named, self.pages),
            contents=optional_text(target, "/Contents"),
        )


def _merged(attributes: Object) -> dict[str, Attribute]:
    objects = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    found: dict[str, Attribute] = {}
    for entry in objects:
        # An array may hold revision numbers between the attribute objects.
        if isinstance(entry, Dictionary | pikepdf.Stream):
            found |= {k.removeprefix("/"): _value(v) for k, v in entry.items() if k != "/O"}
    return found


def _value(value: object) -> Attribute:
    match value:
        case bool() | int() | float():
            return value
        case Decimal():
            return float(value)
        case pikepdf.Array():
            return tuple([_value(part) for part in value])
    return str(value).removeprefix("/") if isinstance(value, Name) else str(value)
