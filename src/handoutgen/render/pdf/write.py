"""A document in, the bytes of a tagged file out, PDF/UA-1 and PDF/A-2a at once."""

from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from handoutgen.content.layouts import PrintForm
from handoutgen.document.nodes import Document
from handoutgen.render.pdf.file import file_of
from handoutgen.render.pdf.filling import paint, pour
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.layouts import duplex_of
from handoutgen.render.pdf.metadata import information, metadata
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.srgb import output_intents
from handoutgen.render.pdf.structure import RIGHT_TO_LEFT, StructureElement, write_structure
from handoutgen.render.style import Style

_BLENDING = {"Type": "Group", "S": "Transparency", "CS": "DeviceRGB"}


def render_pdf(
    document: Document, style: Style, faces: Faces, form: PrintForm, edition: str
) -> bytes:
    """The file, the same bytes for the same arguments; `faces` are those of `document_faces`.

    Raises HandoutError D011 (a box taller than a page), D013 (more than the layout has room for)
    or D014 (a word wider than its column).
    """
    poured = pour(document, style, faces, form, edition)
    canvas = new_canvas(poured.plan.size, faces, document.language)
    second = document.second_words
    elsewhere = {document.second_language: second} if second else None
    painter = Painter(canvas, style, faces, document.words, elsewhere)
    paint(poured, painter)
    painter.finish()
    for index, (key, title, level) in enumerate(poured.layout.bookmarks):
        canvas.addOutlineEntry(title, key, level=min(level - 1, 1) if index else 0, closed=False)
    canvas.showOutline()
    tags = Tags(poured.root, painter.content_owners, painter.links.owners)
    return finished(canvas, document, tags, form, edition)


def new_canvas(size: tuple[float, float], faces: Faces, language: str) -> Canvas:
    """An empty file with pages of a size in points."""
    canvas = Canvas(
        BytesIO(),
        pagesize=size,
        pageCompression=1,
        invariant=1,
        initialFontName=faces.regular.name,
        lang=language,
        pdfVersion=(1, 7),
    )
    canvas._preamble = ""
    return canvas


class Tags(NamedTuple):
    """The structure tree, and whose each piece of content and each annotation is, by page."""

    root: StructureElement
    content_owners: list[list[StructureElement]]
    annotation_owners: list[StructureElement]


def finished(
    canvas: Canvas,
    document: Document,
    tags: Tags,
    form: PrintForm,
    edition: str,
    *,
    conformant: bool = True,
) -> bytes:
    """The bytes of a file whose pages are painted, with all that belongs to no page."""
    pdf = canvas._doc
    names = [f"Page{number + 1}" for number in range(len(tags.content_owners))]
    for index, name in enumerate(names):
        page = pdf.idToObject[name]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs", "Group"]
        page.StructParents = index
        page.Tabs = pdfdoc.PDFName("S")
        if page.ExtGState:
            # What shines through is mixed in sRGB, not in the colours of the printer (11.4.7).
            page.Group = pdfdoc.PDFDictionary(
                {name: pdfdoc.PDFName(value) for name, value in _BLENDING.items()}
            )
    write_structure(pdf, tags.root, names, tags.content_owners, tags.annotation_owners)

    labels = pdfdoc.PDFPageLabels()
    labels.addPageLabel(0, pdfdoc.PDFPageLabel(pdfdoc.PDFPageLabel.ARABIC))
    pdf.Catalog.PageLabels = labels
    pdf.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    preferences = {"DisplayDocTitle": "true", "PrintScaling": pdfdoc.PDFName("None")}
    if tags.root.attributes == RIGHT_TO_LEFT:
        preferences["Direction"] = pdfdoc.PDFName("R2L")
    if side := duplex_of(form, 2 if document.second_language else 1):
        preferences["Duplex"] = pdfdoc.PDFName(side)
    pdf.Catalog.ViewerPreferences = pdfdoc.PDFDictionary(preferences)
    pdf.info = information(document)
    pdf.Catalog.Metadata = metadata(document, edition, conformant=conformant)
    pdf.Catalog.__NoDefault__ = [*pdf.Catalog.__NoDefault__, "OutputIntents"]
    pdf.Catalog.OutputIntents = output_intents()
    identifier = sha256(f"{document.fingerprint}\0{document.title}\0{edition}".encode())
    return file_of(canvas, identifier.hexdigest()[:32])
