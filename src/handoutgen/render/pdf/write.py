"""A document in, the bytes of a tagged PDF/UA-1 file out."""

from datetime import datetime
from hashlib import sha256
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from handoutgen import __version__
from handoutgen.content.layouts import PrintForm
from handoutgen.document.nodes import Document
from handoutgen.render.pdf.file import file_of
from handoutgen.render.pdf.filling import fill, paint
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.furniture import PageFurniture
from handoutgen.render.pdf.glyphs import check_glyphs
from handoutgen.render.pdf.layout import Layout
from handoutgen.render.pdf.layouts import duplex_of, plan_of
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.structure import (
    ReadyObject,
    StructureElement,
    text_string,
    write_structure,
)
from handoutgen.render.pdf.text import Setter
from handoutgen.render.style import Style

PRODUCER = "ReportLab"


def render_pdf(
    document: Document, style: Style, faces: Faces, form: PrintForm, edition: str
) -> bytes:
    """The file, the same bytes for the same arguments.

    Raises HandoutError D010 (a character the fonts lack), D011 (a box taller than a page), D012
    (a word wider than its column) or D013 (more than the layout has room for).
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
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = index
        page.Tabs = pdfdoc.PDFName("S")
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
    pdf.info = _info(document)
    pdf.Catalog.Metadata = _metadata(document, edition)


def _info(document: Document) -> ReadyObject:
    """The document information dictionary (14.3.3), in step with the XMP metadata."""
    date = datetime.fromisoformat(document.date).strftime("(D:%Y%m%d000000Z)")
    entries = {
        "Title": text_string(document.title),
        "Author": text_string(document.author),
        "Subject": text_string(document.subject),
        "Creator": text_string(_creator()),
        "Producer": text_string(PRODUCER),
        "CreationDate": date,
        "ModDate": date,
    }
    return ReadyObject(f"<< {' '.join(f'/{key} {value}' for key, value in entries.items())} >>")


def _creator() -> str:
    return f"handoutgen {__version__}"


def _metadata(document: Document, edition: str) -> ReadyObject:
    """The XMP packet, never compressed, so that any program can find it (ISO 16684-1)."""
    date = f"{document.date}T00:00:00Z"
    title, author, subject = map(escape, (document.title, document.author, document.subject))
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag></dc:language>
<dc:identifier>{escape(edition)}</dc:identifier>
<xmp:CreatorTool>{escape(_creator())}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
    # ReadyObject writes Latin-1, in which every byte of the packet stands for itself.
    stream = packet.encode("utf-8").decode("latin-1")
    head = f"<< /Type /Metadata /Subtype /XML /Length {len(stream)} >>"
    return ReadyObject(f"{head}\nstream\n{stream}\nendstream")
