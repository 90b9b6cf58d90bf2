"""PDF/A-2a read back from the files: colour, metadata, streams, annotations, transparency."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import combinations
from xml.etree import ElementTree

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image, ImageChops, ImageCms
from readback.conformance import validate
from readback.document import open_pdf

from handoutgen.content.library import load_handouts
from handoutgen.document.drawing import Drawing, Label, Path, Segment
from handoutgen.document.inline import Text
from handoutgen.document.nodes import Figure, Heading
from handoutgen.render.pdf.srgb import srgb_profile
from handoutgen.selection import HandoutRequest

from .builds import COMPARISON, assets, built, document_of, faces, library, render, saved

_REQUESTS = {name: saved(name) for name in load_handouts(assets())} | {
    f"{name}-{wording}-{paper}": HandoutRequest(name, wording=wording, paper=paper)
    for name in library().comparisons
    for wording, paper in (("plain", "letter"), ("detailed", "a4"))
}
every = pytest.mark.parametrize("name", _REQUESTS)

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
_PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"


def content(name: str) -> bytes:
    return built(_REQUESTS[name]).content


@every
def test_every_handout_conforms_to_both_standards_at_once(name: str) -> None:
    assert validate(content(name), "ua1") == []
    assert validate(content(name), "2a") == []


@every
def test_there_is_one_output_intent_and_it_is_srgb(name: str) -> None:
    with open_pdf(content(name)) as document:
        (intent,) = document.Root.OutputIntents
        assert intent.S == Name.GTS_PDFA1
        assert str(intent.OutputConditionIdentifier) == "sRGB IEC61966-2.1"
        assert int(intent.DestOutputProfile.N) == 3
        assert intent.DestOutputProfile.read_bytes() == srgb_profile()


def test_the_profile_is_srgb_to_other_peoples_colour_management() -> None:
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    assert ours.profile.profile_description == "sRGB IEC61966-2.1"
    assert ours.profile.version == pytest.approx(4.2)
    shades = Image.linear_gradient("L")
    picture = Image.merge("RGB", (shades, shades.rotate(90), shades.rotate(180)))
    lab = ImageCms.createProfile("LAB")
    by_ours, by_theirs = (
        ImageCms.profileToProfile(picture, profile, lab, outputMode="LAB")
        for profile in (ours, ImageCms.createProfile("sRGB"))
    )
    assert by_ours is not None and by_theirs is not None
    for one, other in zip(by_ours.split(), by_theirs.split(), strict=True):
        _, most = ImageChops.difference(one, other).getextrema()
        assert isinstance(most, int)
        assert most <= 1


@every
def test_the_packet_names_both_standards_and_declares_the_foreign_one(name: str) -> None:
    with open_pdf(content(name)) as document:
        assert "/Filter" not in document.Root.Metadata
        packet = document.Root.Metadata.read_raw_bytes()
        with document.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
            assert xmp["pdfuaid:part"] == "1"
    text = packet.decode("utf-8")
    header = re.match(r"<\?xpacket begin=\"\ufeff\" id=\"[^\"]+\"\?>", text)
    assert header, "a packet of UTF-8 without the attributes `bytes` and `encoding`"
    (schema,) = ElementTree.fromstring(packet).iter(f"{_EXTENSION}schemas")  # noqa: S314
    (declared,) = schema.iter(f"{_SCHEMA}namespaceURI")
    assert declared.text == "http://www.aiim.org/pdfua/ns/id/"
    (prefix,) = schema.iter(f"{_SCHEMA}prefix")
    assert prefix.text == "pdfuaid"
    entries = [next(schema.iter(f"{_PROPERTY}{key}")).text for key in ("name", "valueType")]
    assert entries == ["part", "Integer"]
    assert next(schema.iter(f"{_PROPERTY}category")).text == "internal"


@every
def test_the_information_dictionary_says_what_the_packet_says(name: str) -> None:
    with open_pdf(content(name)) as document, document.open_metadata() as xmp:
        info = {key: str(value) for key, value in document.trailer.Info.items()}
        assert info.pop("/Title") == xmp["dc:title"]
        assert [info.pop("/Author")] == list(xmp["dc:creator"])
        assert info.pop("/Subject") == xmp["dc:description"]
        assert info.pop("/Creator") == xmp["xmp:CreatorTool"]
        assert info.pop("/Producer") == xmp["pdf:Producer"]
        for key, of in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
            moment = info.pop(key)
            assert moment == "D:" + re.sub("[-:T]", "", str(xmp[of]))
        assert info == {}


@every
def test_annotations_are_links_that_print(name: str) -> None:
    with open_pdf(content(name)) as document:
        links = [link for page in document.pages for link in page.get("/Annots", ())]
        assert {(str(link.Subtype), int(link.F)) for link in links} == {("/Link", 4)}
        for link in links:
            assert "/AP" not in link
            assert "/A" not in link or link.A.S == Name.URI


@every
def test_every_stream_is_as_long_as_it_says_between_ends_of_lines(name: str) -> None:
    pdf = content(name)
    starts = [match.end() for match in re.finditer(rb">>\nstream\n", pdf)]
    lengths = [match[1] for match in re.finditer(rb"/Length (\d+)(?=[^>]*>>\nstream\n)", pdf)]
    assert len(starts) == len(lengths) == pdf.count(b"\r\nendstream\nendobj\n") > 4
    for start, length in zip(starts, lengths, strict=True):
        assert pdf[start + int(length) :].startswith(b"\r\nendstream\nendobj\n")


def test_data_that_ends_in_a_carriage_return_is_no_end_of_line() -> None:
    """One stream in 256 does; the faces' subsets differ with the accents that are used."""
    letters = combinations("äéßłőüñçàèìòùâêîôûë", 3)
    files = (render(document_of(Heading(1, (Text("".join(some)),)))) for some in letters)
    pdf = next(file for file in files if b"\r\r\nendstream" in file)
    assert validate(pdf) == validate(pdf, "2a") == []


@every
def test_the_trailer_has_an_identifier_and_nothing_comes_after_it(name: str) -> None:
    pdf = content(name)
    with open_pdf(pdf) as document:
        first, second = (bytes(part) for part in document.trailer.ID)
        assert first == second
        assert len(first) == 16
        assert "/Encrypt" not in document.trailer
        forbidden = ("/OCProperties", "/AcroForm", "/OpenAction", "/AA", "/Requirements")
        assert not [key for key in forbidden if key in document.Root]
    assert pdf.endswith(b"%%EOF\n")
    assert pdf.count(b"%%EOF") == 1
    assert re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}\n", pdf)


def test_what_shines_through_is_mixed_in_srgb() -> None:
    square = tuple(
        Segment(*step)  # type: ignore[arg-type]
        for step in (("M", (9, 9)), ("L", (90, 9)), ("L", (90, 40)), ("L", (9, 40)), ("Z", ()))
    )
    shapes = (
        Path(square, "#336699"),
        Path(square, "#993300", "#000000", fill_opacity=0.5, stroke_opacity=0.25),
        Label(20, 30, "faint", 12, opacity=0.6),
    )
    plain = Drawing(100, 50, "A title", "A description", shapes[:1])
    faint = Drawing(100, 50, "A title", "A description", shapes)
    for drawing, transparent in ((plain, False), (faint, True)):
        figure = Figure("f", drawing, "alt", ())
        pdf = render(document_of(Heading(1, (Text("T"),)), figure))
        assert validate(pdf, "ua1") == validate(pdf, "2a") == []
        with open_pdf(pdf) as document:
            (page,) = document.pages
            assert ("/Group" in page) == transparent
            if transparent:
                group = {key: str(value) for key, value in page.Group.items()}
                assert group == {"/Type": "/Group", "/S": "/Transparency", "/CS": "/DeviceRGB"}


def test_colours_are_all_of_the_output_intent() -> None:
    """Operators of DeviceCMYK or of a colour space of its own would need another intent."""
    with open_pdf(built(HandoutRequest(COMPARISON)).content) as document:
        for page in document.pages:
            assert "/ColorSpace" not in page.Resources
            operators = {str(step.operator) for step in pikepdf.parse_content_stream(page)}
            assert not operators & {"k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "ri"}


def test_a_character_without_a_meaning_is_taken_for_one_without_a_glyph() -> None:
    """Fonts map noncharacters, and may map private codes, which no reader can make sense of."""
    for face in (faces().regular, faces().bold):
        assert 0xFFFF in face.font.face.charToGlyph
        assert face.missing("a\uffff\ue000\ufeff") == {"\uffff", "\ue000", "\ufeff"}
