"""Drawings as SVG and on paper: the ink is where the model says, and the words read back."""

from io import BytesIO
from pathlib import Path as FilePath
from xml.etree import ElementTree as ET

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from document.figure_set import drawings, each_drawing
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from handoutgen.assets import Assets
from handoutgen.document.drawing import Drawing, Label, Path, Segment
from handoutgen.document.svg import parse_svg
from handoutgen.render.palette import in_palette, palette_of
from handoutgen.render.pdf.drawing import drawing_operators, paint_drawing
from handoutgen.render.style import load_style
from handoutgen.render.svg import drawing_to_svg

DATA = FilePath(__file__).parents[2] / "data"
FONTS = ("drawing-regular", "drawing-bold")
SQUARE = (
    Segment("M", (10, 10)),
    Segment("L", (30, 10)),
    Segment("L", (30, 20)),
    Segment("L", (10, 20)),
    Segment("Z", ()),
)


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    for name, weight in zip(FONTS, ("Regular", "Bold"), strict=True):
        file = DATA / "fonts" / f"AtkinsonHyperlegibleNext-{weight}.ttf"
        pdfmetrics.registerFont(TTFont(name, str(file)))


def standard(name: str) -> Drawing:
    return in_palette(drawings()[name], palette_of(load_style(Assets.find())))


def with_shapes(*shapes: Path | Label) -> Drawing:
    return Drawing(100, 50, "T", "D", shapes)


def pdf(drawing: Drawing, x: float = 0, y: float = 0, scale: float = 1, room: float = 0) -> bytes:
    """A page as large as the drawing, and `room` more at the top and the right."""
    buffer = BytesIO()
    size = (drawing.width * scale + room, drawing.height * scale + room)
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    paint_drawing(canvas, drawing, x, y, scale, FONTS)
    canvas.save()
    return buffer.getvalue()


def picture(source: bytes, scale: float = 1) -> Image.Image:
    bitmap = pypdfium2.PdfDocument(source)[0].render(scale=scale)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    return image


def ink(image: Image.Image) -> Image.Image:
    return image.convert("L").point(lambda value: 255 * (value < 250))


def colours(image: Image.Image, *points: tuple[int, int]) -> list[tuple[int, ...]]:
    return [tuple(image.getpixel(point)) for point in points]  # type: ignore[arg-type]


# Our figures on paper


@each_drawing
def test_a_figure_covers_its_place_and_no_more(name: str) -> None:
    drawing = standard(name)
    page = ink(picture(pdf(drawing, 20, 30, 1.25, room=60)))
    box = page.getbbox()
    assert box is not None
    left, top, right, bottom = box
    width, height = drawing.width * 1.25, drawing.height * 1.25
    assert left >= 19
    assert right <= 20 + width + 1
    # Seen from the top: room 60, of which 30 are below the drawing.
    assert top >= 29
    assert bottom <= 30 + height + 1
    assert (right - left) / width > 0.9
    assert (bottom - top) / height > 0.5
    covered = page.histogram()[255] / (width * height)
    assert 0.03 < covered < 0.6


@each_drawing
def test_the_words_read_back_where_they_stand(name: str) -> None:
    drawing = standard(name)
    text = pypdfium2.PdfDocument(pdf(drawing))[0].get_textpage()
    boxes = [text.get_charbox(index) for index in range(text.count_chars())]
    for label in drawing.labels:
        if label.angle:
            continue
        width = pdfmetrics.stringWidth(label.text, FONTS[label.bold], label.size)
        start = label.x - width * {"start": 0, "middle": 0.5, "end": 1}[label.anchor]
        base = drawing.height - label.y
        area = (start - 1, base - label.size / 3, start + width + 1, base + label.size)
        words = text.get_text_bounded(*area).split()
        assert " ".join(words) == label.text
        assert start >= -0.5
        assert start + width <= drawing.width + 0.5
        assert any(abs(left - start) < 2 and abs(low - base) < 4 for left, low, _, _ in boxes)


@each_drawing
def test_labels_keep_apart(name: str) -> None:
    """Capital height and descent as in the font: about 0.67 and 0.2 of the size."""
    drawing = standard(name)
    boxes: list[tuple[float, float, float, float, str]] = []
    for label in drawing.labels:
        if label.angle:
            continue
        width = pdfmetrics.stringWidth(label.text, FONTS[label.bold], label.size)
        start = label.x - width * {"start": 0, "middle": 0.5, "end": 1}[label.anchor]
        top, bottom = label.y - 0.67 * label.size, label.y + 0.2 * label.size
        assert top >= 0
        assert bottom <= drawing.height
        for left, high, right, low, other in boxes:
            apart = start > right + 3 or left > start + width + 3 or top > low or high > bottom
            assert apart, f"{label.text} touches {other}"
        boxes.append((start, top, start + width, bottom, label.text))


@each_drawing
def test_a_figure_needs_no_transparency_and_leaves_the_state_alone(name: str) -> None:
    source = pdf(standard(name))
    with pikepdf.open(BytesIO(source)) as document:
        page = document.pages[0]
        steps = [str(step.operator) for step in pikepdf.parse_content_stream(page)]
        assert "gs" not in steps
        assert "/ExtGState" not in page.resources
    depth = 0
    for step in steps:
        depth += {"q": 1, "Q": -1}.get(step, 0)
        assert depth >= 0
    assert depth == 0
    assert source == pdf(standard(name))


@each_drawing
def test_svg_says_the_same_as_its_source(name: str) -> None:
    drawing = drawings()[name]  # with its tokens: they too are written as they were read
    text = drawing_to_svg(drawing, id_prefix="fig-1", font_family="Sans, sans-serif")
    again = parse_svg(text.encode(), name)
    assert again.paths == drawing.paths
    assert again.labels == drawing.labels
    assert (again.title, again.desc) == (drawing.title, drawing.desc)
    assert (again.width, again.height) == (drawing.width, drawing.height)


# Small drawings whose picture is known


def test_a_shape_lies_where_svg_has_it() -> None:
    image = picture(pdf(with_shapes(Path(SQUARE, "#cc0000"))))
    inside, below, above = colours(image, (20, 15), (20, 25), (20, 35))
    assert inside == (204, 0, 0)
    assert below == above == (255, 255, 255)


def test_stroke_fill_and_rule() -> None:
    hole = tuple(
        Segment("M" if n == 0 else "L", point)
        for n, point in enumerate([(15, 12), (25, 12), (25, 18), (15, 18)])
    )
    both = (*SQUARE, *hole, Segment("Z", ()))
    ring = picture(pdf(with_shapes(Path(both, "#00cc00", "#0000cc", 2, fill_rule="evenodd"))))
    edge, filled, middle = colours(ring, (10, 15), (13, 15), (20, 15))
    assert edge == (0, 0, 204)
    assert filled == (0, 204, 0)
    assert middle == (255, 255, 255)
    whole = picture(pdf(with_shapes(Path(both, "#00cc00"))))
    assert colours(whole, (20, 15)) == [(0, 204, 0)]


def test_dashes_caps_and_joins_are_written() -> None:
    line = (Segment("M", (0, 10)), Segment("L", (100, 10)))
    path = Path(line, None, "#000000", 4, (10, 5), "square", "bevel")
    (layer,) = drawing_operators(with_shapes(path))
    lines = layer.operators.split("\n")
    assert lines[0] == "q"
    assert lines[-1] == "Q"
    assert {"4 w", "2 J", "2 j", "[10 5] 0 d", "4 M", "0 0 0 RG"} <= set(lines)
    assert lines[-4:-1] == ["0 40 m", "100 40 l", "S"]
    plain = Path(line, None, "#000000", 4, (10, 5))
    gap, dash = colours(picture(pdf(with_shapes(plain))), (12, 10), (5, 10))
    assert gap == (255, 255, 255)
    assert dash == (0, 0, 0)


def test_the_state_is_written_only_when_it_changes() -> None:
    (layer,) = drawing_operators(with_shapes(*[Path(SQUARE, "#cc0000")] * 5))
    assert layer.operators.count(" rg") == 1
    assert layer.operators.count("\nf\n") == 5


def test_what_lies_outside_is_cut_off() -> None:
    wide = (Segment("M", (90, 10)), Segment("L", (190, 10)))
    image = picture(pdf(with_shapes(Path(wide, None, "#000000", 4)), 10, 10, room=60))
    assert colours(image, (105, 60), (115, 60)) == [(0, 0, 0), (255, 255, 255)]


def test_opacity_makes_layers() -> None:
    solid = Path(SQUARE, "#000000")
    pale = Path(SQUARE, "#000000", fill_opacity=0.5)
    unpainted = Path(SQUARE, "#000000", stroke_opacity=0.5)
    assert len(drawing_operators(with_shapes(solid, unpainted))) == 1
    assert len(drawing_operators(with_shapes(solid, pale, pale, solid))) == 3
    assert drawing_operators(with_shapes()) == ()
    (grey,) = colours(picture(pdf(with_shapes(pale))), (20, 15))
    assert all(abs(channel - 128) <= 1 for channel in grey)


def test_a_canvas_goes_on_as_before() -> None:
    pale = with_shapes(Path(SQUARE, "#00cc00", fill_opacity=0.2), Label(1, 9, "A", 9, opacity=0.5))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(100, 50))
    canvas.setFillColorRGB(1, 0, 0)
    paint_drawing(canvas, pale, 0, 0, 1, FONTS, drawing_operators(pale))
    canvas.rect(50, 30, 20, 10, stroke=0, fill=1)
    canvas.save()
    assert colours(picture(buffer.getvalue()), (60, 15)) == [(255, 0, 0)]


@pytest.mark.parametrize(
    ("label", "box"),
    [
        (Label(50, 30, "HHHH", 10), (50, 23, 82, 31)),
        (Label(50, 30, "HHHH", 10, anchor="middle"), (33, 23, 67, 31)),
        (Label(50, 30, "HHHH", 10, anchor="end", bold=True), (18, 23, 51, 31)),
        (Label(50, 40, "HHHH", 10, angle=-90), (42, 8, 51, 41)),
    ],
)
def test_labels_stand_on_their_anchor(label: Label, box: tuple[int, int, int, int]) -> None:
    found = ink(picture(pdf(with_shapes(label)), scale=4)).getbbox()
    assert found is not None
    left, top, right, bottom = (edge / 4 for edge in found)
    assert box[0] <= left
    assert box[1] <= top
    assert right <= box[2]
    assert bottom <= box[3]
    assert max(right - left, bottom - top) > 25


# SVG for a page


def test_svg_is_named_and_cannot_be_broken_out_of() -> None:
    nasty = "</title><script>alert(1)</script>"
    drawing = Drawing(9, 9, nasty, nasty, (Label(1, 2, nasty, 12, angle=-90),))
    text = drawing_to_svg(drawing, id_prefix="a1", font_family='"A B", x" onload="y')
    root = ET.fromstring(text)  # noqa: S314  our own text
    assert root.attrib["role"] == "img"
    assert "aria-labelledby" not in root.attrib
    assert root.attrib["font-family"] == '"A B", x" onload="y'
    assert "onload" not in root.attrib
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert tags == ["svg", "title", "desc", "text"]
    assert root[0].text == root[1].text == root[2].text == nasty


@pytest.mark.parametrize("prefix", ["", "a b", '"', "1a", "ä"])
def test_svg_refuses_a_prefix_that_is_no_id(prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        drawing_to_svg(with_shapes(), id_prefix=prefix, font_family="x")
