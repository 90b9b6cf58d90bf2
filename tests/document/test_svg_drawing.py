"""The reader for figures: what it makes of the SVG that it accepts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document.figure_set import drawings, each_drawing
from handoutgen.document.drawing import Drawing, Label, Path, compact
from handoutgen.document.paint import is_token
from handoutgen.document.svg import parse_svg
from handoutgen.document.svg_path import parse_path
from handoutgen.document.svg_values import transform

START = '<svg xmlns="http://www.w3.org/2000/svg" '


def drawn(body: str, root: str = 'viewBox="0 0 100 50"') -> Drawing:
    return parse_svg(f"{START}{root}><title>T</title><desc>D</desc>{body}</svg>".encode(), "f.svg")


def only_path(body: str) -> Path:
    (path,) = drawn(body).paths
    return path


STRIPS = ("nerve-strip-", "course-strip-")
"""Small pictures without words, for places in which words could not be large enough."""


@each_drawing
def test_our_figures_are_accepted(name: str) -> None:
    drawing = drawings()[name]
    assert drawing.width <= 468
    assert drawing.title
    assert drawing.desc
    assert drawing.paths
    assert bool(drawing.labels) is not name.startswith(STRIPS)
    assert all(label.size >= 12 for label in drawing.labels)


@each_drawing
def test_our_figures_name_tokens_and_no_colours(name: str) -> None:
    for shape in drawings()[name].shapes:
        paints = [shape.fill] if isinstance(shape, Label) else [shape.fill, shape.stroke]
        assert all(paint is None or is_token(paint) for paint in paints)


def test_a_narrow_figure_can_be_read_in_a_half_column() -> None:
    """231 points are half the content of an A4 page; in large print these need 18 of them."""
    for name in ("nerve-coating", "motor-neuron", "where-it-acts", "course-over-time"):
        assert drawings()[name].narrowest > 231
        assert drawings()[f"{name}-narrow"].narrowest < 231
    for name, drawing in drawings().items():
        assert drawing.narrowest < 481, name


def test_basic_shapes_become_segments() -> None:
    rect = only_path('<rect x="1" y="2" width="3" height="4"/>')
    assert [s.command for s in rect.segments] == ["M", "L", "L", "L", "Z"]
    assert rect.segments[2].numbers == (4, 6)
    circle = only_path('<circle cx="10" cy="10" r="5"/>')
    assert [s.command for s in circle.segments] == ["M", "C", "C", "C", "C", "Z"]
    assert circle.segments[0].numbers == (10, 5)
    assert circle.segments[1].numbers[4:] == (15, 10)
    rounded = only_path('<rect width="10" height="10" rx="2"/>')
    assert [s.command for s in rounded.segments] == ["M", *"LCLCLCLC", "Z"]
    line = only_path('<line x2="5" y2="6" stroke="black"/>')
    assert line.fill is None
    polygon = only_path('<polygon points="0,0 1,0 1,1"/>')
    assert [s.command for s in polygon.segments] == ["M", "L", "L", "Z"]


def test_what_has_no_paint_or_extent_is_left_out() -> None:
    body = '<rect width="0" height="4"/><path d=""/><line x2="5"/><path d="M0 0h9" fill="none"/>'
    assert drawn(body).shapes == ()


@pytest.mark.parametrize(
    ("data", "end"),
    [
        ("M1 2 3 4", (3, 4)),
        ("m1 2 3 4", (4, 6)),
        ("M1,2h3v-1", (4, 1)),
        ("M0 0L.5.5-1-1", (-1, -1)),
        ("M0 0 1e1-2E-1", (10, -0.2)),
        ("M5 5l1 1z m1 1", (6, 6)),
        ("M0 0T4 0", (4, 0)),
        ("M0 0a5 5 0 0110 0", (10, 0)),
        ("M0 0A5 5 0 1 0 10 0 5 5 0 01,20,0", (20, 0)),
        ("M0 0A0 5 0 1 0 10 0", (10, 0)),
    ],
)
def test_path_data_ends_where_it_should(data: str, end: tuple[float, float]) -> None:
    assert parse_path(data)[-1].numbers[-2:] == pytest.approx(end)


def test_smooth_curves_mirror_the_last_handle() -> None:
    cubic = parse_path("M0 0C0 1 2 3 4 0S6 1 8 0")
    assert cubic[2].numbers[:2] == (6, -3)
    after_line = parse_path("M0 0L4 0S6 1 8 0")
    assert after_line[2].numbers[:2] == (4, 0)
    quadratic = parse_path("M0 0Q1 3 2 0T4 0")
    assert quadratic[2].numbers == pytest.approx((2 + 2 / 3, -2, 4 - 2 / 3, -2, 4, 0))


def test_a_step_after_a_close_starts_where_the_outline_started() -> None:
    commands = parse_path("M1 1h2v2zh5")
    assert [s.command for s in commands] == ["M", "L", "L", "Z", "M", "L"]
    assert commands[-1].numbers == (6, 1)


def test_an_arc_stays_on_its_circle() -> None:
    arc = parse_path("M10 0A10 10 0 1 1 0 -10")
    assert len(arc) == 4
    for segment in arc[1:]:
        x, y = segment.numbers[4:]
        assert x * x + y * y == pytest.approx(100)


def test_style_passes_through_groups_and_is_overridden() -> None:
    body = """<g fill="#126" stroke="black" stroke-width="2" stroke-dasharray="4, 2" opacity=".9">
      <g stroke-linecap="round" stroke-linejoin="bevel" fill-rule="evenodd">
        <path d="M0 0h9v9" stroke-opacity="0.8"/></g><path d="M0 0h9v9" fill="currentColor"/></g>"""
    first, second = drawn(body).paths
    assert (first.fill, first.stroke, first.stroke_width) == ("#112266", "#000000", 2)
    assert (first.dash, first.cap, first.join) == ((4, 2), "round", "bevel")
    assert (first.fill_rule, first.fill_opacity, first.stroke_opacity) == (
        "evenodd",
        0.9,
        pytest.approx(0.72),
    )
    assert (second.fill, second.cap) == ("#000000", "butt")


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("translate(3)", (4, 2)),
        ("translate(3,4) scale(2)", (5, 8)),
        ("rotate(90)", (-2, 1)),
        ("rotate(90 1 1)", (0, 1)),
        ("skewX(45)", (3, 2)),
        ("skewY(45)", (1, 3)),
        ("matrix(1 0 0 1 7 8), scale(1 2)", (8, 12)),
        ("", (1, 2)),
    ],
)
def test_transforms_move_a_point(text: str, point: tuple[float, float]) -> None:
    a, b, c, d, e, f = transform(text)
    assert (a + 2 * c + e, b + 2 * d + f) == pytest.approx(point)
    path = only_path(f'<g transform="{text}"><path d="M1 2h5v5"/></g>')
    assert path.segments[0].numbers == pytest.approx(point)


def test_strokes_and_labels_grow_with_their_group() -> None:
    drawing = drawn(
        '<g transform="scale(2)" stroke-dasharray="1 2"><path d="M0 0h9" stroke="black"/>'
        '<text x="3" y="4" font-size="6">A</text></g>'
    )
    assert (drawing.paths[0].stroke_width, drawing.paths[0].dash) == (2, (2, 4))
    assert drawing.labels == (Label(6, 8, "A", 12),)


def test_labels() -> None:
    body = """<g font-size="12" font-weight="700" text-anchor="middle" fill="#123456">
      <text x="1" y="2">  Two
         words &amp; more </text>
      <text x="9" y="8" transform="rotate(-90 9 8)" font-weight="normal">up</text></g>"""
    first, second = drawn(body).labels
    assert first == Label(1, 2, "Two words & more", 12, True, "middle", "#123456")
    assert (second.x, second.y, second.angle, second.bold) == (9, 8, -90, False)


def test_tspans_with_a_place_are_labels_of_their_own() -> None:
    body = """<text x="1" y="10" font-size="12">one <tspan x="1" dy="1em">two</tspan>
      <tspan x="5" dy="3" font-weight="bold">three</tspan></text>
      <text x="4" y="40"><tspan>lone</tspan></text>"""
    labels = [(label.x, label.y, label.text, label.bold) for label in drawn(body).labels]
    assert labels == [
        (1, 10, "one", False),
        (1, 22, "two", False),
        (5, 25, "three", True),
        (4, 40, "lone", False),
    ]


@pytest.mark.parametrize(
    ("root", "size", "first"),
    [
        ('viewBox="0 0 100 50"', (100, 50), (10, 10)),
        ('viewBox="0 0 100 50" width="200pt"', (200, 100), (20, 20)),
        ('viewBox="10 10 100 50" width="100%"', (100, 50), (0, 0)),
        ('viewBox="0 0 100 50" width="1in" height="72pt"', (72, 72), (7.2, 25.2)),
        ('width="100" height="40px"', (75, 30), (7.5, 7.5)),
    ],
)
def test_size_in_points(root: str, size: tuple[float, float], first: tuple[float, float]) -> None:
    drawing = drawn('<path d="M10 10h1v1"/>', root)
    assert (drawing.width, drawing.height) == pytest.approx(size)
    assert drawing.paths[0].segments[0].numbers == pytest.approx(first)


def test_a_byte_order_mark_and_a_declaration_are_fine() -> None:
    body = f'{START}viewBox="0 0 1 1"><title>T</title><desc>D</desc></svg>'
    source = b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>' + body.encode()
    assert parse_svg(source, "f.svg").title == "T"


@given(st.floats(min_value=-1e5, max_value=1e5))
def test_compact_numbers_read_back(number: float) -> None:
    text = compact(number)
    assert "e" not in text
    assert text != "-0"
    assert float(text) == pytest.approx(number, abs=0.00051)
