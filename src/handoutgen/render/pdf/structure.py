"""The structure tree of a tagged PDF (ISO 32000-1, 14.7): elements, and how they are written.

Elements are made in reading order while the page is laid out; what belongs to them is added
while it is painted. The tree is then written as one run of ready-made objects, since going
through a general dictionary formatter for each element costs a third of a build.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.pdfbase import pdfdoc

Attributes = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Owner and entries, ready formatted: ``(("Table", (("Scope", "/Column"),)),)``."""


NUMBERED: Attributes = (("List", (("ListNumbering", "/Decimal"),)),)
"""What a list says of itself whose labels are numbers (14.8.5.5)."""


RIGHT_TO_LEFT: Attributes = (("Layout", (("WritingMode", "/RlTb"),)),)
"""What a document says of itself whose lines start at the right (14.8.5.4.3)."""


class ContentReference(NamedTuple):
    """A marked-content sequence on a page, counted from 0 (14.7.4.2)."""

    page: int
    mcid: int


class ObjectReference(NamedTuple):
    """An annotation on a page that belongs to an element (14.7.4.3)."""

    page: int
    annotation: "ReadyObject"


@dataclass(slots=True, eq=False)
class StructureElement:
    """One node of the structure tree. Its kids are in reading order."""

    role: str
    parent: "StructureElement | None" = None
    alternative: str | None = None
    language: str | None = None
    title: str | None = None
    attributes: Attributes = ()
    kids: "list[StructureElement | ContentReference | ObjectReference]" = field(
        default_factory=list
    )
    reference: str = ""
    """How a file refers to it (7.3.10), once it is written there."""

    @property
    def spoken(self) -> str:
        """The language that holds for it, or nothing where it is that of the document."""
        element: StructureElement | None = self
        while element is not None and element.language is None:
            element = element.parent
        return element.language or "" if element else ""

    def child(
        self,
        role: str,
        *,
        alternative: str | None = None,
        language: str | None = None,
        title: str | None = None,
        attributes: Attributes = (),
    ) -> "StructureElement":
        """A new element at the end of this one. A `language` holds for all that is inside."""
        made = StructureElement(role, self, alternative, language, title, attributes)
        self.kids.append(made)
        return made


class ReadyObject(pdfdoc.PDFObject):
    """An object whose body is known beforehand."""

    __RefOnly__ = 1

    def __init__(self, body: str = "") -> None:
        self.body = body
        self._reference = ""

    def reference(self, document: pdfdoc.PDFDocument) -> str:
        """A reference to it (7.3.10). It gets the next number when it is asked for the first time.

        ReportLab's way to the same makes an object and a name for each time that it is asked.
        """
        if not self._reference:
            number = document.objectcounter = document.objectcounter + 1
            name = self.__InternalName__ = f"R{number}"
            document.idToObjectNumberAndVersion[name] = (number, 0)
            document.numberToId[number] = name
            document.idToObject[name] = self
            self._reference = f"{number} 0 R"
        return self._reference

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        return self.body.encode("latin-1")


class ReadyObjects(pdfdoc.PDFObject):
    """Objects with one number after the other, whose bodies are known beforehand."""

    __RefOnly__ = 1

    def __init__(self, document: pdfdoc.PDFDocument, count: int) -> None:
        """Take so many numbers; the bodies have to be there when the file is written."""
        first = document.objectcounter + 1
        document.objectcounter += count
        name = f"R{first}"
        document.numberToId[first] = name
        document.idToObject[name] = self
        self.references = [f"{number} 0 R" for number in range(first, first + count)]
        self.bodies: list[str] = []


STREAM_END = "\r\nendstream"
"""What ends a stream (ISO 32000-1, 7.3.8.1): were the end of line LF alone, data that ends in CR
would leave open which of the two is data."""


def text_string(text: str) -> str:
    """A text string (7.9.2.2): literal where ASCII will do, else UTF-16 in hexadecimal."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def write_structure(
    document: pdfdoc.PDFDocument,
    root: StructureElement,
    pages: list[str],
    content_owners: list[list[StructureElement]],
    annotation_owners: list[StructureElement],
) -> None:
    """Hang the structure tree on the catalog.

    `pages` names each page's object; `content_owners[page][mcid]` and
    `annotation_owners[index]` say whose each piece is: they become the parent tree
    (14.7.4.4), where the annotations' keys follow the pages'.
    """

    elements: list[StructureElement] = []
    stack = [root]
    while stack:
        element = stack.pop()
        elements.append(element)
        stack.extend(k for k in reversed(element.kids) if type(k) is StructureElement)
    tree = ReadyObject()
    tree_reference = tree.reference(document)
    objects = ReadyObjects(document, len(elements))
    for element, reference in zip(elements, objects.references, strict=True):
        element.reference = reference
    numbered = document.idToObjectNumberAndVersion
    page_references = [f"{numbered[name][0]} {numbered[name][1]} R" for name in pages]
    for element in elements:
        parent = element.parent.reference if element.parent else tree_reference
        objects.bodies.append(_element(element, parent, page_references, document))

    parents: list[str] = []
    for page, owners in enumerate(content_owners):
        parents.append(f"{page} [{' '.join([owner.reference for owner in owners])}]")
    for index, owner in enumerate(annotation_owners, len(content_owners)):
        parents.append(f"{index} {owner.reference}")
    nums = ReadyObject(f"<< /Nums [{chr(10).join(parents)}] >>")
    parent_tree = nums.reference(document)
    following = len(content_owners) + len(annotation_owners)
    tree.body = (
        f"<< /Type /StructTreeRoot /K {root.reference} "
        f"/ParentTree {parent_tree} /ParentTreeNextKey {following} >>"
    )
    document.Catalog.StructTreeRoot = tree


def _element(
    element: StructureElement, parent: str, pages: list[str], document: pdfdoc.PDFDocument
) -> str:
    home: int | None = None
    kids: list[str] = []
    for kid in element.kids:
        if type(kid) is StructureElement:
            kids.append(kid.reference)
        elif type(kid) is ContentReference:
            if home is None:
                home = kid.page
            if kid.page == home:
                kids.append(str(kid.mcid))
            else:
                kids.append(f"<< /Type /MCR /Pg {pages[kid.page]} /MCID {kid.mcid} >>")
        elif type(kid) is ObjectReference:
            annotation = kid.annotation.reference(document)
            kids.append(f"<< /Type /OBJR /Pg {pages[kid.page]} /Obj {annotation} >>")
    page = "" if home is None else f" /Pg {pages[home]}"
    whole = f"<< /Type /StructElem /S /{element.role} /P {parent}{page}"
    if kids:
        whole += f" /K {kids[0]}" if len(kids) == 1 else f" /K [{' '.join(kids)}]"
    if element.alternative is not None:
        whole += f" /Alt {text_string(element.alternative)}"
    if element.language is not None:
        whole += f" /Lang {text_string(element.language)}"
    if element.title is not None:
        whole += f" /T {text_string(element.title)}"
    if element.attributes:
        dictionaries = [_attributes(owner, entries) for owner, entries in element.attributes]
        whole += f" /A [{' '.join(dictionaries)}]"
    return whole + " >>"


def _attributes(owner: str, entries: tuple[tuple[str, str], ...]) -> str:
    return f"<< /O /{owner} {' '.join([f'/{key} {value}' for key, value in entries])} >>"
