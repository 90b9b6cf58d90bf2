"""The readers of finished files, tried on small files that are written here by hand."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import delitem, setitem
from pathlib import Path
from time import perf_counter
from typing import Any

import pikepdf
import pytest
import reportlab
from pikepdf import Array, Dictionary, Name, String
from readback.conformance import assert_parent_tree, parent_tree_errors, validate
from readback.document import Bookmark, metadata
from readback.raster import blank_margins, ink_share, page_images, render_page
from readback.structure import (
    Annotation,
    Content,
    Element,
    artifacts,
    outline,
    read_content,
    read_structure,
    untagged_graphics,
    untagged_text,
)
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_FONTS = Path(reportlab.__file__).parent / "fonts"
_ADDRESS = "https://example.org/"
_RULED = "0 0 m 9 9 l S"
_FILLED = "0.5 g 30 40 100 200 re f"
_GRAPHICS = (_RULED, _FILLED)
_FOOTER = ("/Artifact <</Type /Pagination /Subtype /Footer>> BDC", "Page footer")


@dataclass(frozen=True, slots=True)
class Node:
    """A structure element to write; a kid may be an MCID, a page with an MCID, or a link."""

    role: str
    kids: tuple[Node | int | tuple[int, int] | str, ...] = ()
    entries: Mapping[str, object] = field(default_factory=dict)
    page: int = 0


# One line of a page: the operators that begin its marked content, and its text.
Line = tuple[str, str]


def _marked(mcid: int, tag: str = "P", more: str = "") -> str:
    return f"/{tag} <</MCID {mcid} {more}>> BDC"


_PAGES: list[list[Line]] = [
    [
        (_marked(0, "H1"), "Überschrift – “ok”"),
        (_marked(1), "A dose – half – that "),
        (_marked(2, "Link"), "here"),
        (_marked(3, "Figure"), _RULED),
        (_marked(4, "Lbl"), "1."),
        (_marked(5, "LBody"), "first"),
        (_marked(6, "TH"), "Dose"),
        (_marked(7, "TD"), "5 mg"),
        (_marked(8) + " /Span <</ActualText (a half)>> BDC", "1/2"),
        _FOOTER,
    ],
    [(_marked(0), "goes over"), (_marked(1), "two pages"), _FOOTER],
]
_SCOPE = Dictionary(O=Name.Table, Scope=Name.Column, ColSpan=2)
_HEADERS = Dictionary(O=Name.Table, Headers=Array([String("h1")]))
_NUMBERING = Dictionary(O=Name.List, ListNumbering=Name.Decimal)
_BOX = Array([0, Dictionary(O=Name.Layout, BBox=Array([0, 0, 9.5, 9]), Placement=Name.Block), 0])
_TREE = Node(
    "Document",
    (
        Node("Heading", (0,), {"T": "Top", "Lang": "de"}),
        Node("P", (1, (1, 0), (1, 1))),
        Node("P", (Node("Link", (2, "link")),)),
        Node("Figure", (3,), {"Alt": "A line", "A": _BOX[1]}),
        Node("L", (Node("LI", (Node("Lbl", (4,)), Node("LBody", (5,)))),), {"A": _NUMBERING}),
        Node(
            "Table",
            (
                Node("TR", (Node("TH", (6,), {"ID": "h1", "A": _SCOPE}),)),
                Node("TR", (Node("TD", (7,), {"A": _HEADERS}), Node("TD"))),
            ),
        ),
        Node("P", (8,)),
    ),
)
_LISTING = r"""StructTreeRoot
  Document
    H1 title="Top" lang="de" "Überschrift – “ok”"
    P "A dose – half – that goes overtwo pages"
    P
      Link
        "here"
        [Link to https://example.org/ contents="Example"]
    Figure alt="A line" BBox=[0 0 9.5 9] Placement=Block [graphic]
    L ListNumbering=Decimal
      LI
        Lbl "1."
        LBody "first"
    Table
      TR
        TH id="h1" ColSpan=2 Scope=Column "Dose"
      TR
        TD Headers=[h1] "5 mg"
        TD
    P "a half"
"""


def _draw(pages: list[list[Line]]) -> bytes:
    """Write pages without a structure; headings are set in a second font."""
    for name in ("Vera", "VeraBd"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{name}.ttf")))
    target = io.BytesIO()
    # The type stubs lack what is used here to write operators.
    make: Any = Canvas
    canvas = make(target, pagesize=(300, 400), initialFontName="Vera")
    for lines in pages:
        for number, (begin, text) in enumerate(lines):
            canvas._code.append(begin)
            if text in _GRAPHICS:
                canvas._code.append(text)
            else:
                canvas.setFont("VeraBd" if "/H1" in begin else "Vera", 10)
                canvas.drawString(50, 350 - 12 * number, text)
            canvas._code.extend(["EMC"] * begin.count("BDC"))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _write(pages: list[list[Line]] = _PAGES, tree: Node = _TREE) -> bytes:
    """Write pages and tree as PDF/UA-1 asks for it."""
    pdf = pikepdf.open(io.BytesIO(_draw(pages)))
    _drop_zero_mappings(pdf)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    rows = [Array([None] * sum("/MCID" in begin for begin, _ in lines)) for lines in pages]
    sheets = [page.obj for page in pdf.pages]
    links: list[pikepdf.Object] = []

    def element(node: Node, parent: pikepdf.Object) -> pikepdf.Object:
        made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + node.role)))
        made.P, made.Pg, made.K = parent, sheets[node.page], Array()
        for key, value in node.entries.items():
            made["/" + key] = String(value) if isinstance(value, str) else value
        for kid in node.kids:
            if isinstance(kid, Node):
                made.K.append(element(kid, made))
            elif isinstance(kid, str):
                made.K.append(Dictionary(Type=Name.OBJR, Obj=link(made), Pg=made.Pg))
            elif isinstance(kid, tuple):
                made.K.append(Dictionary(Type=Name.MCR, Pg=sheets[kid[0]], MCID=kid[1]))
                rows[kid[0]][kid[1]] = made
            else:
                made.K.append(kid)
                rows[node.page][kid] = made
        return made

    def link(parent: pikepdf.Object) -> pikepdf.Object:
        made = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, F=4))
        made.Rect, made.Contents = Array([50, 320, 90, 340]), String("Example")
        made.A = Dictionary(S=Name.URI, URI=String(_ADDRESS))
        made.StructParent = len(pages) + len(links)
        links.append(parent)
        parent.Pg.Annots = Array([*parent.Pg.get("/Annots", ()), made])
        return made

    root.K = element(tree, root)
    root.RoleMap = Dictionary(Heading=Name.Title1, Title1=Name.H1)
    parents = [pdf.make_indirect(row) for row in rows] + links
    root.ParentTree = Dictionary(Nums=Array([part for pair in enumerate(parents) for part in pair]))
    for number, sheet in enumerate(sheets):
        sheet.StructParents, sheet.Tabs = number, Name.S
    pdf.Root.StructTreeRoot, pdf.Root.Lang = root, String("en")
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))
    with pdf.open_outline() as marks:
        marks.root.append(pikepdf.OutlineItem("Top", 0))
        marks.root[0].children.append(pikepdf.OutlineItem("End", len(pages) - 1))
    with pdf.open_metadata() as xmp:
        xmp["dc:title"], xmp["pdfuaid:part"] = "A handout", "1"
    return _saved(pdf)


def _drop_zero_mappings(pdf: pikepdf.Pdf) -> None:
    """Reportlab maps unused codes to U+0000, which PDF/UA-1, 7.21.7, forbids."""
    for font in pdf.pages[0].Resources.Font.values():
        if "/ToUnicode" in font:
            cmap = re.sub(rb"<..> <0000>\n", b"", font.ToUnicode.read_bytes())
            count = b"%d beginbfchar" % len(re.findall(rb"<..> <....>\n", cmap))
            font.ToUnicode.write(re.sub(rb"\d+ beginbfchar", count, cmap))


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def _changed(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    pdf = pikepdf.open(io.BytesIO(SAMPLE))
    change(pdf)
    return _saved(pdf)


SAMPLE = _write()


def _one(root: Element, role: str) -> Element:
    (element,) = root.find(role)
    return element


def test_sample_conforms_and_is_consistent() -> None:
    assert validate(SAMPLE) == []
    assert_parent_tree(SAMPLE)
    assert untagged_text(SAMPLE) == untagged_graphics(SAMPLE) == []


def test_outline_lists_roles_attributes_and_text() -> None:
    assert outline(read_structure(SAMPLE, apply_role_map=True)) == _LISTING
    assert read_structure(SAMPLE).find("Heading")


def test_paragraph_over_two_pages_shows_the_lost_space() -> None:
    paragraph = read_structure(SAMPLE).find("P")[0]
    assert paragraph.text == "A dose – half – that goes overtwo pages"
    assert paragraph.kids[1:] == (Content(1, 0, "goes over"), Content(1, 1, "two pages"))


def test_link_refers_to_its_annotation() -> None:
    link = _one(read_structure(SAMPLE), "Link")
    box = (50.0, 320.0, 90.0, 340.0)
    assert link.annotations() == [Annotation(0, "Link", box, _ADDRESS, None, "Example")]


def test_link_to_a_page_of_the_document() -> None:
    def lead(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("end"), Array()])))
        pdf.Root.Names.Dests.Names[1] = Array([pdf.pages[1].obj, Name.Fit])
        pdf.pages[0].Annots[0].A = Dictionary(S=Name.GoTo, D=String("end"))

    assert read_structure(_changed(lead)).annotations()[0].destination == 1


def test_attributes_of_an_array_and_of_a_class() -> None:
    def classed(pdf: pikepdf.Pdf) -> None:
        figure = pdf.Root.StructTreeRoot.K.K[3]
        figure.A, figure.C = _BOX, Name.Wide
        pdf.Root.StructTreeRoot.ClassMap = Dictionary(Wide=Dictionary(O=Name.Layout, Width=9))

    figure = _one(read_structure(_changed(classed)), "Figure")
    assert figure.attributes == {"BBox": (0, 0, 9.5, 9), "Placement": "Block", "Width": 9}


def test_actual_text_of_an_element_replaces_its_content() -> None:
    data = _write(tree=Node("P", (1,), {"ActualText": "spoken"}))
    assert read_structure(data).text == "spoken"


def test_text_of_several_fonts() -> None:
    text = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]))
    standard = _marked(1) + " /F9 9 Tf BT (Caf\\351 ) Tj ET"
    pages = [[(_marked(0, "H1"), text[::-1]), (standard, "x"), (_marked(2), text)]]
    drawn = pikepdf.open(io.BytesIO(_write(pages, Node("P", (0, 1, 2)))))
    drawn.pages[0].Resources.Font["/F9"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    data = _saved(drawn)
    assert read_structure(data).text == text[::-1] + "Café x" + text
    fonts = {font.name: (font.embedded, font.to_unicode) for font in metadata(data).fonts}
    assert fonts.pop("Helvetica") == (False, False)
    assert list(fonts.values()) == [(True, True)] * 2


def test_text_of_a_composite_font_with_ranges() -> None:
    pdf = pikepdf.open(io.BytesIO(_write([[(_marked(0), "x")]], Node("P", (0,)))))
    cmap = (
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0003> <00660069>"
        b" endbfchar 2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<D83DDE00> <0000>]"
        b" endbfrange"
    )
    pdf.pages[0].Resources.Font["/F9"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, ToUnicode=pdf.make_stream(cmap)
    )
    shown = b"/P <</MCID 0>> BDC BT /F9 9 Tf [<00030010> -500 <0012>] TJ <002000210099> ' ET EMC"
    pdf.pages[0].Contents = pdf.make_stream(shown)
    assert read_structure(_saved(pdf)).text == "fiAC\U0001f600\ufffd\ufffd"


def test_marked_content_within_a_form() -> None:
    def wrap(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        form = pdf.make_stream(page.Contents.read_bytes(), Subtype=Name.Form, StructParents=1)
        form.BBox, form.Resources = Array([0, 0, 300, 400]), page.Resources
        page.Contents, page.Resources = pdf.make_stream(b"/X Do"), Dictionary(XObject={})
        page.Resources.XObject["/X"] = form
        del page.obj["/StructParents"]
        for reference in list(pdf.Root.StructTreeRoot.K.K[1].K)[1:]:
            reference.Stm = form

    data = _changed(wrap)
    assert read_structure(data) == read_structure(SAMPLE)
    assert parent_tree_errors(data) == []
    assert artifacts(data) == artifacts(SAMPLE)


def test_artifacts_are_apart_from_the_structure() -> None:
    assert artifacts(SAMPLE) == [["Page footer"], ["Page footer"]]
    assert "footer" not in read_structure(SAMPLE).text


def test_untagged_content_is_reported() -> None:
    stray = ("", "stray text")
    span = ("/Span <</Lang (de)>> BDC", "unowned")
    data = _write([[(_marked(0), "kept"), stray, span, ("", _RULED)]], Node("P", (0,)))
    assert untagged_text(data) == ["stray text", "unowned"]
    assert untagged_graphics(data) == ["page 0: S"]
    assert read_structure(data).text == "kept"
    assert any("CONTENT-TAGGING" in failure for failure in validate(data))


@pytest.mark.parametrize("content", [b"/P <</MCID 0>> BDC", b"BT /P BMC ET EMC", b"EMC"])
def test_marked_content_must_nest_and_close(content: bytes) -> None:
    def replace(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(content)

    with pytest.raises(ValueError, match=r"14\.6\.1"):
        read_structure(_changed(replace))


def test_untagged_file_has_no_structure() -> None:
    plain = _draw([[("", "text")]])
    assert untagged_text(plain) == ["text"]
    assert parent_tree_errors(plain) == ["the file has no structure tree"]
    with pytest.raises(ValueError, match="no structure tree"):
        read_structure(plain)


def _rows(pdf: pikepdf.Pdf, index: int) -> Any:
    return pdf.Root.StructTreeRoot.ParentTree.Nums[index]


def _top(pdf: pikepdf.Pdf, index: int) -> Any:
    return pdf.Root.StructTreeRoot.K.K[index]


def _repeat_mcid(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[1].Contents.read_bytes()
    pdf.pages[1].Contents = pdf.make_stream(content.replace(b"/MCID 1", b"/MCID 0"))


def _mislead_link(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree.Nums[5] = pdf.Root.StructTreeRoot.K


@pytest.mark.parametrize(
    ("message", "change"),
    [
        ("MCID 0: /ParentTree has object", lambda pdf: setitem(_rows(pdf, 1), 0, _top(pdf, 3))),
        ("MCID 1 is not in the /ParentTree", lambda pdf: setitem(_rows(pdf, 3), 1, None)),
        ("lists MCID 2, which is not there", lambda pdf: _rows(pdf, 3).append(_top(pdf, 1))),
        ("MCID 1 is in several: object", lambda pdf: _top(pdf, 0).K.append(1)),
        ("MCID 8 is in no structure element", lambda pdf: delitem(_top(pdf, 6), "/K")),
        ("page 1, MCID 0 begins 2 times", _repeat_mcid),
        ("page 1, MCID 1 is in object", _repeat_mcid),
        ("content without a page", lambda pdf: delitem(_top(pdf, 3), "/Pg")),
        ("but no /StructParents", lambda pdf: delitem(pdf.pages[1].obj, "/StructParents")),
        ("key 1 of the /ParentTree has no", lambda pdf: delitem(pdf.pages[1], "/StructParents")),
        ("has no /StructParent", lambda pdf: delitem(pdf.pages[0].Annots[0], "/StructParent")),
        ("0: /ParentTree has object", _mislead_link),
        ("is in 0 structure elements", lambda pdf: delitem(_top(pdf, 2).K[0].K, 1)),
        ("/P is not object", lambda pdf: setitem(_top(pdf, 4).K[0], "/P", _top(pdf, 0))),
    ],
)
def test_broken_references_are_found(change: Callable[[pikepdf.Pdf], object], message: str) -> None:
    broken = _changed(change)
    assert any(message in error for error in parent_tree_errors(broken))
    with pytest.raises(AssertionError):
        assert_parent_tree(broken)


def test_metadata() -> None:
    found = metadata(SAMPLE)
    assert (found.xmp_title, found.lang, found.pdfuaid_part) == ("A handout", "en", "1")
    assert found.marked and found.display_doc_title
    assert found.page_labels == ("i", "ii")
    assert found.bookmarks == (Bookmark(1, "Top", 0), Bookmark(2, "End", 1))
    assert found.page_sizes == ((300, 400), (300, 400))
    assert found.page_tabs == ("S", "S")
    assert [(font.subtype, font.embedded) for font in found.fonts] == [("TrueType", True)] * 2


def test_metadata_of_a_plain_file() -> None:
    found = metadata(_draw([[("", "text")]]))
    assert (found.lang, found.pdfuaid_part, found.marked) == (None, None, False)
    assert (found.page_labels, found.bookmarks, found.page_tabs) == ((), (), (None,))


def test_raster_measures_ink() -> None:
    data = _draw([[("", _FILLED)], []])
    image = render_page(data, 0, dpi=144)
    assert image.size == (600, 800)
    margins = blank_margins(image)
    assert (margins.left, margins.top, margins.right, margins.bottom) == (30, 160, 170, 40)
    assert ink_share(image) == pytest.approx(100 * 200 / (300 * 400))
    blank = page_images(data)[1]
    assert ink_share(blank) == 0
    assert blank_margins(blank).left == 300


def test_five_pages_are_read_fast() -> None:
    lines = [(_marked(i), "A line of a handout, as long as they are") for i in range(50)]
    tree = Node("Document", tuple(Node("P", (i,), {}, p) for p in range(5) for i in range(50)))
    data = _write([lines] * 5, tree)
    # The best of a few runs, with room for a slow machine: the aim is 0.06 s.
    times = []
    for _ in range(3):
        read_content.cache_clear()
        start = perf_counter()
        read_structure(data)
        times.append(perf_counter() - start)
    assert min(times) < 0.2
