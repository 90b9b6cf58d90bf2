"""The objects of a finished canvas as a file (ISO 32000-1, 7.5): header, body, xref, trailer.

ReportLab does this too, by way of a formatter for every object. Most of our objects are
structure elements and annotations whose bytes are ready, and there are hundreds of them.
"""

import zlib
from functools import lru_cache

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from handoutgen.render.pdf.structure import STREAM_END, ReadyObject

# The second line marks the file as binary for programs that move files (7.5.2).
_HEADER = b"%PDF-1.7\n%\x93\x8c\x8b\x9e\n"


def file_of(canvas: Canvas, identifier: str) -> bytes:
    """The whole file; `identifier` is its ID in hexadecimal (14.4)."""
    pdf = canvas._doc
    for font in pdf.delayedFonts:
        font.addObjects(pdf)
    pdf.Reference(pdf.Catalog)
    pdf.Reference(pdf.info)
    pdf.Outlines.prepare(pdf, canvas)
    if pdf.Outlines.ready < 0:
        pdf.Catalog.Outlines = None

    parts = [_HEADER]
    offset = len(_HEADER)
    offsets: list[int] = []
    # Formatting an object may register further ones, so this is no loop over a list.
    while (name := pdf.numberToId.get(len(offsets) + 1)) is not None:
        thing = pdf.idToObject[name]
        ready = isinstance(thing, ReadyObject)
        body = thing.format(pdf) if ready else _formatted(thing, pdf)
        part = b"%d 0 obj\n%b\nendobj\n" % (len(offsets) + 1, body)
        offsets.append(offset)
        parts.append(part)
        offset += len(part)
    entries = "".join(f"{position:010d} 00000 n \n" for position in offsets)
    catalog, info = (_reference(pdf, thing) for thing in (pdf.Catalog, pdf.info))
    size = len(offsets) + 1
    parts.append(
        f"xref\n0 {size}\n0000000000 65535 f \n{entries}trailer\n"
        f"<< /Size {size} /Root {catalog} /Info {info} /ID [<{identifier}> <{identifier}>] >>\n"
        f"startxref\n{offset}\n%%EOF\n".encode("ascii")
    )
    return b"".join(parts)


def _formatted(thing: pdfdoc.PDFObject, pdf: pdfdoc.PDFDocument) -> bytes:
    if isinstance(thing, pdfdoc.PDFStream) and pdfdoc.PDFZCompress in (thing.filters or ()):
        thing.filters = [_Deflate if f is pdfdoc.PDFZCompress else f for f in thing.filters]
    body: bytes = pdfdoc.format(thing, pdf, toplevel=1)
    # ReportLab leaves out the end of line between data and keyword (ISO 19005-2, 6.1.7.1).
    if body.endswith(b"endstream\n"):
        return body.removesuffix(b"endstream\n") + STREAM_END.encode("ascii")
    return body


class _Deflate:
    """ReportLab's filter of streams, for what was compressed before: fonts, and pages as they were.

    The same bytes come from the same content.
    """

    pdfname = pdfdoc.PDFZCompress.pdfname

    @staticmethod
    def encode(content: str | bytes) -> bytes:
        """The compressed content."""
        return _deflated(content.encode("utf-8") if isinstance(content, str) else content)


@lru_cache(maxsize=128)
def _deflated(content: bytes) -> bytes:
    return zlib.compress(content)


def _reference(pdf: pdfdoc.PDFDocument, thing: pdfdoc.PDFObject) -> str:
    number, generation = pdf.idToObjectNumberAndVersion[pdf.Reference(thing).name]
    return f"{number} {generation} R"
