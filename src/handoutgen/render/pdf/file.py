"""The objects of a finished canvas as a file (ISO 32000-1, 7.5): header, body, xref, trailer.

ReportLab does this too, by way of an object for every step. Most of our objects are structure
elements and annotations whose bytes are ready, and there are hundreds of them.
"""

from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas

from handoutgen.render.pdf.objects import body_of, reference_to
from handoutgen.render.pdf.structure import ReadyObjects

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
        if isinstance(thing, ReadyObjects):
            written = [
                f"{number} 0 obj\n{body}\nendobj\n"
                for number, body in enumerate(thing.bodies, len(offsets) + 1)
            ]
            part = "".join(written).encode("latin-1")
            offsets += accumulate(map(len, written[:-1]), initial=offset)
        else:
            part = b"%d 0 obj\n%b\nendobj\n" % (len(offsets) + 1, body_of(thing, pdf))
            offsets.append(offset)
        parts.append(part)
        offset += len(part)
    entries = "".join(f"{position:010d} 00000 n \n" for position in offsets)
    catalog, info = (reference_to(pdf.Reference(t).name, pdf) for t in (pdf.Catalog, pdf.info))
    size = len(offsets) + 1
    parts.append(
        f"xref\n0 {size}\n0000000000 65535 f \n{entries}trailer\n"
        f"<< /Size {size} /Root {catalog} /Info {info} /ID [<{identifier}> <{identifier}>] >>\n"
        f"startxref\n{offset}\n%%EOF\n".encode("ascii")
    )
    return b"".join(parts)
