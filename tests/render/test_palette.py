"""The same figure in every style: tokens become colours, hatches and marks, seen in print."""

from __future__ import annotations

from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]
import pytest
from document.figure_set import drawings, each_drawing
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from handoutgen.assets import Assets
from handoutgen.document.drawing import Drawing, Label, Path, box_segments
from handoutgen.document.nodes import Figure
from handoutgen.document.paint import renumbered
from handoutgen.document.svg import parse_svg
from handoutgen.render.fitting import fitted, printed_text
from handoutgen.render.palette import Palette, in_palette, palette_of
from handoutgen.render.pdf.drawing import paint_drawing
from handoutgen.render.style import load_style
from handoutgen.render.svg import drawing_to_svg

STANDARD = palette_of(load_style(Assets.find()))
BLACK = Palette(
    tuple(
        (name, "#ffffff" if name in ("paper", "neutral", "message-tint") else "#000000")
        for name, _ in STANDARD.colours
    ),
    tuple(look._replace(ink="#000000", fill="#000000", tint="#ffffff") for look in STANDARD.looks),
    outlined=True,
)
START = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">'


def drawn(body: str) -> Drawing:
    return parse_svg(f"{START}<title>T</title><desc>D</desc>{body}</svg>".encode(), "f.svg")


def picture(drawing: Drawing, scale: float = 4) -> Image.Image:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(drawing.width, drawing.height))
    paint_drawing(canvas, drawing, 0, 0, 1, ("Helvetica", "Helvetica-Bold"))
    canvas.save()
    image = pypdfium2.PdfDocument(buffer.getvalue())[0].render(scale=scale).to_pil().convert("L")
    assert isinstance(image, Image.Image)
    return image


def darkness(image: Image.Image) -> float:
    """The share of black that covers the picture."""
    total = sum(n * (255 - v) for v, n in enumerate(image.histogram()))
    return total / 255 / image.width / image.height


def coverage(image: Image.Image) -> float:
    """The share of the picture that is not white."""
    return 1 - sum(image.histogram()[250:]) / image.width / image.height


@each_drawing
@pytest.mark.parametrize("palette", [STANDARD, BLACK], ids=["standard", "black"])
def test_every_token_becomes_a_colour(name: str, palette: Palette) -> None:
    shown = in_palette(drawings()[name], palette)
    for shape in shown.shapes:
        paints = [shape.fill] if isinstance(shape, Label) else [shape.fill, shape.stroke]
        assert all(paint is None or paint.startswith("#") for paint in paints)
    assert shown.labels or not drawings()[name].labels


@each_drawing
def test_a_black_figure_is_black_on_white_and_saves_ink(name: str) -> None:
    shown = in_palette(drawings()[name], BLACK)
    for path in shown.paths:
        used = {path.fill, path.stroke, path.hatch and path.hatch.colour}
        assert used <= {"#000000", "#ffffff", None}
    assert darkness(picture(shown, 2)) < 0.2


def test_a_hatch_lies_on_the_shape_and_nowhere_else() -> None:
    shape = drawn('<circle cx="25" cy="25" r="20" fill="condition-1-hatch"/>')
    plain = drawn('<circle cx="25" cy="25" r="20" fill="condition-1"/>')
    dark, full = (darkness(picture(in_palette(d, STANDARD))) for d in (shape, plain))
    assert 0.6 * full < dark < 0.95 * full
    light = darkness(picture(in_palette(shape, BLACK)))
    assert 0.02 < light < 0.5 * full
    outside = picture(in_palette(shape, BLACK)).crop((200, 0, 400, 200))
    assert outside.getextrema() == (255, 255)


@pytest.mark.parametrize("number", range(1, 6))
def test_a_hatch_is_the_same_in_pdf_and_svg(number: int) -> None:
    body = f'<rect width="60" height="40" fill="condition-{number}-hatch"/>'
    shape = in_palette(drawn(body), BLACK)
    text = drawing_to_svg(shape, id_prefix="a", font_family="x")
    assert text.count("<clipPath") == 1
    assert 'clip-path="url(#a-hatch-1)"' in text
    assert darkness(picture(shape)) > 0.02


def test_a_small_shape_has_no_hatch() -> None:
    thin = drawn('<rect width="60" height="4" fill="condition-1-hatch"/>')
    (path,) = in_palette(thin, STANDARD).paths
    assert path.hatch is None
    assert path.fill == STANDARD.looks[0].fill


def test_a_huge_hatch_does_not_take_forever() -> None:
    sheet = Path(box_segments(0, 0, 90_000, 90_000), "condition-4-hatch")
    drawing = in_palette(Drawing(100, 50, "T", "D", (sheet,)), STANDARD)
    text = drawing_to_svg(drawing, id_prefix="a", font_family="x")
    assert len(text) < 500_000


@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize("palette", [STANDARD, BLACK], ids=["standard", "black"])
def test_levels_get_emptier(number: int, palette: Palette) -> None:
    levels: list[float] = []
    for level in ("common", "can-happen", "rare", "not-expected"):
        token = f"condition-{number}-{level}"
        mark = drawn(f'<rect x="5" y="5" width="14" height="14" fill="{token}"/>')
        levels.append(coverage(picture(in_palette(mark, palette))))
    assert levels[0] > levels[1] > levels[2] > levels[3] > 0


def test_a_mark_is_hatched_when_it_is_large_and_in_its_box() -> None:
    for size, hatched in ((16, False), (17, True), (30, True)):
        body = f'<rect x="10" y="10" width="{size + 8}" height="{size}" fill="condition-2-mark"/>'
        paths = in_palette(drawn(body), STANDARD).paths
        assert any(path.hatch for path in paths) is hatched
        left, top, right, bottom = paths[0].box
        assert (left + right) / 2 == pytest.approx(10 + (size + 8) / 2)
        assert top >= 10
        assert bottom <= 10 + size


def test_conditions_are_renumbered() -> None:
    assert renumbered("condition-1-hatch", (2,)) == "condition-2-hatch"
    assert renumbered("condition-2", (3, 1)) == "condition-1"
    assert renumbered("condition-2", (3,)) == "condition-2"
    assert renumbered("ink", (3,)) == "ink"


# Which drawing goes where


def shown(width: float, height: float = 600, least: float = 12) -> tuple[bool, float, float]:
    known = drawings()
    figure = Figure("f", known["nerve-coating"], "Alt", (), narrow=known["nerve-coating-narrow"])
    drawing, scale = fitted(figure, width, height, least)
    text = printed_text(drawing, scale)
    assert text is not None
    assert drawing.width * scale <= width + 0.01
    assert drawing.height * scale <= height + 0.01
    return drawing is figure.narrow, round(scale, 3), text


def test_the_narrow_drawing_goes_where_words_would_be_too_small() -> None:
    assert shown(498)[:2] == (False, 1.064)
    assert shown(481.28)[0] is False
    assert shown(231.6)[0] is True
    assert shown(219)[2] >= 12
    narrow, _, text = shown(498, least=18)
    assert narrow
    assert text == pytest.approx(18)


def test_a_place_too_small_for_either_gets_the_larger_words() -> None:
    narrow, scale, text = shown(120)
    assert narrow
    assert scale < 0.5
    assert text < 12


def test_a_figure_without_words_fits_anywhere() -> None:
    strip = drawings()["nerve-strip-ms"]
    drawing, scale = fitted(Figure("f", strip, "Alt", ()), 61, 100)
    assert drawing is strip
    assert scale == pytest.approx(0.25)
    assert printed_text(drawing, scale) is None


def test_a_program_can_make_a_drawing_of_many_squares() -> None:
    """As for a square code: one path, one operator that fills."""
    cells = [(x, y) for x in range(0, 90, 2) for y in range(0, 90, 2)]
    squares = tuple(s for x, y in cells for s in box_segments(x, y, 1, 1))
    drawing = Drawing(90, 90, "Code", "A square code", (Path(squares, "ink"),))
    image = picture(in_palette(drawing, STANDARD), 1)
    assert 0.2 < darkness(image) < 0.26
