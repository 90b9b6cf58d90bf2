"""What a file says of itself, twice in step: the information dictionary and the XMP packet."""

from datetime import datetime
from html import escape

from handoutgen import __version__
from handoutgen.document.nodes import Document
from handoutgen.render.pdf.structure import STREAM_END, ReadyObject, text_string

PRODUCER = "ReportLab"
CREATOR = f"handoutgen {__version__}"


def information(document: Document) -> ReadyObject:
    """The document information dictionary (ISO 32000-1, 14.3.3)."""
    date = datetime.fromisoformat(document.date).strftime("(D:%Y%m%d000000Z)")
    entries = {
        "Title": text_string(document.title),
        "Author": text_string(document.author),
        "Subject": text_string(document.subject),
        "Creator": text_string(CREATOR),
        "Producer": text_string(PRODUCER),
        "CreationDate": date,
        "ModDate": date,
    }
    return ReadyObject(f"<< {' '.join(f'/{key} {value}' for key, value in entries.items())} >>")


# PDF/A-2 knows the schemas of XMP and its own, not that of PDF/UA, so the packet has to declare
# it (ISO 19005-2, 6.6.2.3.3).
_EXTENSION_SCHEMA = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""


_CLAIMS = """<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>"""


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def metadata(document: Document, edition: str, *, conformant: bool) -> ReadyObject:
    """The XMP packet, never compressed, so that any program can find it (ISO 16684-1).

    A file that is only for the printer claims no conformance.
    """
    date = f"{document.date}T00:00:00Z"
    title, author, subject = map(_escaped, (document.title, document.author, document.subject))
    spoken = filter(None, (document.language, document.second_language))
    languages = "".join(f"<rdf:li>{_escaped(language)}</rdf:li>" for language in spoken)
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
{_CLAIMS if conformant else ""}
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag>{languages}</rdf:Bag></dc:language>
<dc:identifier>{_escaped(edition)}</dc:identifier>
<xmp:CreatorTool>{_escaped(CREATOR)}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
{_EXTENSION_SCHEMA}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
    # ReadyObject writes Latin-1, in which every byte of the packet stands for itself.
    stream = packet.encode("utf-8").decode("latin-1")
    head = f"<< /Type /Metadata /Subtype /XML /Length {len(stream)} >>"
    return ReadyObject(f"{head}\nstream\n{stream}{STREAM_END}")
