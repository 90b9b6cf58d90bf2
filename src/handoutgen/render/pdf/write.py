"""A document in, the bytes of a tagged file out, PDF/UA-1 and PDF/A-2a at once."""

from hashlib import sha256
from io import BytesIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from handoutgen.content.layouts import PrintForm
from handoutgen.document.nodes import Document
from handoutgen.render.pdf.file import file_of
from handoutgen.render.pdf.filling import fill, paint
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.furniture import PageFurniture
from handoutgen.render.pdf.glyphs import check_glyphs
from handoutgen.render.pdf.layout import Layout
from handoutgen.render.pdf.layouts import duplex_of, plan_of
from handoutgen.render.pdf.metadata import information, metadata
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.srgb import output_intents
from handoutgen.render.pdf.structure import StructureElement, write_structure
from handoutgen.render.pdf.text import Setter
from handoutgen.render.style import Style

_BLENDING = {"Type": "Group", "S": "Transparency", "CS": "DeviceRGB"}


def render_pdf(
    document: Document, style: Style, faces: Faces, form: PrintForm, edition: str
) -> bytes:
    """The file, the same bytes for the same arguments.

    Raises HandoutError D010 (a character the fonts lack), D011 (a box taller than a page), D013
    (more than the layout has room for) or D014 (a word wider than its column).
    """
    check_glyphs(document, faces)
    root = StructureElement("Document", title=document.title)
    furniture = PageFurniture(document, edition, style, Setter(style, faces))
    plan = plan_of(form, style, furniture)
    layout = Layout(style, faces, plan.text_width, plan.columns)
    filled = fill(document, plan, layout, root)

    canvas = Canvas(
        BytesIO(),
        pagesize=plan.size,
        pageCompression=1,
        invariant=1,
        initialFontName=faces.regular.name,
        lang=document.language,
        pdfVersion=(1, 7),
    )
    canvas._preamble = ""
    painter = Painter(canvas, style, faces)
    paint(filled, plan, painter)
    painter.finish()
    _finish(canvas, painter, document, root, layout.bookmarks, form, edition)
    identifier = sha256(f"{document.fingerprint}\0{edition}".encode()).hexdigest()[:32]
    return file_of(canvas, identifier)


def _finish(
    canvas: Canvas,
    painter: Painter,
    document: Document,
    root: StructureElement,
    bookmarks: list[tuple[str, str, int]],
    form: PrintForm,
    edition: str,
) -> None:
    """Everything that belongs to the file and not to a page."""
    pdf = canvas._doc
    names = [f"Page{number + 1}" for number in range(len(painter.content_owners))]
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
    write_structure(pdf, root, names, painter.content_owners, painter.annotation_owners)

    labels = pdfdoc.PDFPageLabels()
    labels.addPageLabel(0, pdfdoc.PDFPageLabel(pdfdoc.PDFPageLabel.ARABIC))
    pdf.Catalog.PageLabels = labels
    pdf.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    preferences = {"DisplayDocTitle": "true", "PrintScaling": pdfdoc.PDFName("None")}
    if side := duplex_of(form):
        preferences["Duplex"] = pdfdoc.PDFName(side)
    pdf.Catalog.ViewerPreferences = pdfdoc.PDFDictionary(preferences)
    for index, (key, title, level) in enumerate(bookmarks):
        canvas.addOutlineEntry(title, key, level=min(level - 1, 1) if index else 0, closed=False)
    canvas.showOutline()
    pdf.info = information(document)
    pdf.Catalog.Metadata = metadata(document, edition)
    pdf.Catalog.__NoDefault__ = [*pdf.Catalog.__NoDefault__, "OutputIntents"]
    pdf.Catalog.OutputIntents = output_intents()
