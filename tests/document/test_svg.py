"""The reader for figures: what it refuses, where it says so, and that nothing else goes wrong."""

from math import isfinite
from time import process_time
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.document.svg import MAX_DEPTH, MAX_PROBLEMS, parse_svg
from handoutgen.document.svg_file import MAX_BYTES
from handoutgen.document.svg_path import MAX_SEGMENTS, parse_path
from handoutgen.errors import HandoutError, Problem

NAMES = "<title>T</title><desc>D</desc>"


def svg(body: str, root: str = 'viewBox="0 0 100 50"', names: str = NAMES) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{names}\n{body}</svg>'.encode()


def problems(source: bytes) -> tuple[Problem, ...]:
    with pytest.raises(HandoutError) as caught:
        parse_svg(source, "f.svg")
    return caught.value.problems


def only_problem(source: bytes) -> Problem:
    (problem,) = problems(source)
    assert problem.hint
    assert problem.location is not None
    assert problem.location.file == "f.svg"
    return problem


def place(problem: Problem) -> tuple[int, int]:
    assert problem.location is not None
    return problem.location.line, problem.location.column


def test_f001_not_well_formed() -> None:
    problem = only_problem(svg("<g>\n  <path"))
    assert (problem.code, place(problem)) == ("F001", (3, 8))
    assert problems(b"")[0].code == "F001"
    assert problems(svg("&nbsp;"))[-1].code == "F001"


def test_f001_not_utf8() -> None:
    problem = only_problem(svg("é").replace("é".encode(), b"\n\xe9"))
    assert (problem.code, place(problem)) == ("F001", (3, 1))
    assert problems(svg("").decode().encode("utf-16"))[0].code == "F001"
    declared = b'<?xml version="1.0" encoding="latin-1"?>' + svg("")
    assert only_problem(declared).code == "F001"


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture"),
        (b"GIF89a", "a GIF picture"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "compressed"),
    ],
)
def test_f001_another_kind_of_file_under_the_name(start: bytes, kind: str) -> None:
    """A photograph of 40 MB that was renamed: told by its first bytes, and at once."""
    begun = process_time()
    problem = only_problem(start + bytes(40_000_000))
    assert process_time() - begun < 5
    assert problem.code == "F001"
    assert kind in problem.message


BOMB = (
    b'<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
    b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><title>&c;</title></svg>'
)


@pytest.mark.parametrize(
    "source",
    [
        BOMB,
        b'\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x.test/svg11.dtd"><svg/>',
        b'\n<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
        b'\n<!DOCTYPE svg [<!ENTITY % p SYSTEM "http://x.test/p"> %p;]><svg/>',
    ],
)
def test_f002_doctype_ends_the_reading(source: bytes) -> None:
    problem = only_problem(source)
    assert problem.code == "F002"
    assert place(problem)[0] == 2


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<style>path { fill: url(http://x.test) }</style>",
        '<image href="file:///etc/passwd"/>',
        '<use href="#a"/>',
        "<foreignObject><iframe/></foreignObject>",
        '<filter id="a"/>',
        "<pattern/>",
        "<a><path/></a>",
        '<animate attributeName="d"/>',
        '<set attributeName="d"/>',
        "<defs><g/></defs>",
        "<svg/>",
        "<sodipodi:namedview/>",
        "<circel/>",
        "<?php x?>",
        "words",
        "<g><title>x</title></g>",
        "<path d='M0 0'><title>x</title></path>",
    ],
)
def test_f003_element_not_allowed(body: str) -> None:
    problem = only_problem(svg(body))
    assert problem.code == "F003"
    assert place(problem)[0] == 2


def test_f003_says_what_was_meant() -> None:
    assert "circle" in only_problem(svg("<circel/>")).hint
    assert problems(b"<html/>")[0].code == "F003"
    assert problems(b"<svg/>")[0].code == "F003"


@pytest.mark.parametrize(
    "attribute",
    [
        'onload="alert(1)"',
        'href="http://x.test"',
        'xlink:href="http://x.test"',
        'style="fill:red"',
        'class="a"',
        'clip-path="url(#a)"',
        'filter="url(#a)"',
        'inkscape:label="a"',
        'xmlns="http://www.w3.org/1999/xhtml"',
        'strokewidth="2"',
        'r="2"',
    ],
)
def test_f004_attribute_not_allowed(attribute: str) -> None:
    problem = only_problem(svg(f'  <path d="M0 0h9v9" {attribute}/>'))
    assert (problem.code, place(problem)) == ("F004", (2, 3))


@pytest.mark.parametrize(
    "element",
    [
        '<path d="M0 0 L 1"/>',
        '<path d="L0 0"/>',
        '<path d="M0 0 X"/>',
        '<path d="M0 0 L1,,2"/>',
        '<path d="M0 0 A5 5 0 2 0 1 1"/>',
        '<path d="M0 0 A,5 5 0 1 0 1 1"/>',
        '<path d="M0 0 zz 4"/>',
        '<path d="M0 0 LNaN 0"/>',
        '<path d="M0 0 L1e999 0"/>',
        '<path d="M0 0 L900000 0"/>',
        '<path d="M0 0 Linf 0"/>',
        "<path/>",
        '<rect width="-1" height="2"/>',
        '<rect width="NaN" height="2"/>',
        '<rect width="10%" height="2"/>',
        '<circle cx="1"/>',
        '<polyline points="1 2 3"/>',
        '<path d="" fill="red"/>',
        '<path d="" fill="url(http://x.test/a#b)"/>',
        '<path d="" fill="#12345"/>',
        '<path d="" stroke-width="1 2"/>',
        '<path d="" stroke-dasharray="1 -2"/>',
        '<path d="" stroke-linecap="pointed"/>',
        '<path d="" transform="spin(4)"/>',
        '<path d="" transform="rotate(1 2)"/>',
        '<path d="" transform="scale(1e9)"/>',
        '<text x="1 2 3">abc</text>',
        '<text stroke="black">abc</text>',
        '<text transform="skewX(20)">abc</text>',
        '<text transform="scale(-1 1)">abc</text>',
        '<text font-weight="lighter">abc</text>',
        '<text>a<tspan font-weight="bold">b</tspan></text>',
        '<text><tspan x="1">a</tspan> b</text>',
    ],
)
def test_f005_bad_value(element: str) -> None:
    problem = only_problem(svg(f"  {element}"))
    assert problem.code == "F005"
    assert place(problem)[0] == 2


def test_f005_bad_size() -> None:
    for root in ('viewBox="0 0 1"', 'viewBox="0 0 0 5"', 'viewBox="0 0 1e9 5"', 'width="3em"'):
        assert "F005" in {problem.code for problem in problems(svg("<g/>", root))}


def test_f005_a_transform_cannot_carry_a_shape_away() -> None:
    nested = '<g transform="scale(900)">' * 20 + '<path d="M9 9h1v1"/>' + "</g>" * 20
    assert {problem.code for problem in problems(svg(nested))} == {"F005"}


def test_f006_no_size() -> None:
    problem = only_problem(svg("<g/>", 'width="100%"'))
    assert (problem.code, place(problem)) == ("F006", (1, 1))


def test_f007_limits() -> None:
    assert only_problem(svg("<g/>" * 100_000)).code == "F007"
    assert only_problem(svg("<g>" * 100_000 + "</g>" * 100_000)).code == "F007"
    assert [p.code for p in problems(svg("<x>" * 100_000))] == ["F003", "F007"]
    assert only_problem(b" " * (MAX_BYTES + 1)).code == "F007"
    half = f'<path d="M0 0{"h1" * (MAX_SEGMENTS // 2)}"/>'
    assert only_problem(svg(half * 2)).code == "F007"
    deep = MAX_DEPTH - 1
    assert parse_svg(svg("<g>" * deep + "</g>" * deep), "f.svg").shapes == ()


def test_f009_no_title_or_desc() -> None:
    missing = problems(svg("<g/>", names="<title> </title>"))
    assert [(p.code, place(p)) for p in missing] == [("F009", (1, 1))] * 2
    assert only_problem(svg("<desc>again</desc>")).code == "F009"


def test_all_problems_come_together_in_order() -> None:
    found = problems(svg('<image/>\n<path d="x" class="y"/>\n<g onclick="z"/>', names=""))
    assert [(p.code, place(p)[0]) for p in found] == [
        ("F009", 1),
        ("F009", 1),
        ("F003", 2),
        ("F004", 3),
        ("F005", 3),
        ("F004", 4),
    ]


def test_the_report_stays_short() -> None:
    assert len(problems(svg("<image/>" * 5_000))) == MAX_PROBLEMS


def test_columns_count_characters() -> None:
    assert place(only_problem(svg("<g/><!-- éé --><image/>"))) == (2, 16)


MILLION = 1_000_000


@pytest.mark.parametrize(
    "body",
    [
        f'<path d="M{"1" * MILLION}x"/>',
        f'<path d="M0 0L{"1 , " * (MILLION // 4)}"/>',
        f'<path d="M0 0A{"1" * MILLION}"/>',
        f'<path d="M0 0A1{" " * MILLION}x"/>',
        f'<path d="M0 0A{"1 1 1 111 1" * (MILLION // 16)}x"/>',
        f'<g transform="scale(1){" " * MILLION}x"/>',
        f'<g transform="scale({" " * MILLION}x)"/>',
        f'<g fill="{"#" * MILLION}" {"a" * MILLION}="x"/>',
        f"<{'circle' * (MILLION // 20)}/>",
        f"<text>{'<tspan/>' * 15_000}</text>",
        '<g stroke-dasharray="'
        + "1 " * (MILLION // 2)
        + '">'
        + '<path d="M0 0h1"/>' * 9_000
        + "</g>",
    ],
    ids=range(11),
)
def test_hostile_values_take_no_time(body: str) -> None:
    start = process_time()
    assert problems(svg(body))
    assert problems(svg("", f'width="{" " * MILLION}1{" " * 900_000}x"'))
    assert process_time() - start < 5


# Whatever comes, only HandoutError goes out

PATH_TEXT = st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789.,-+eE \n", max_size=60)
XML_PIECES = st.sampled_from(
    [
        *("<g>", "</g>", "<text x='1'>", "</text>", "<tspan x='2' dy='1em'>", "<tspan>"),
        *("</tspan>", "<path d='M0 0h1'/>", "<circle r='3'/>", "words", "&amp;", "&x;", "<!--"),
        *("-->", "<![CDATA[", "]]>", "<?x?>", "<title>", "</title>", "<script>", "</script>"),
        *("<g transform='rotate(9)'>", "<g opacity='.5' fill='none'>", "\x00", "é", "<x:y/>"),
    ]
)


@given(PATH_TEXT)
def test_any_path_data_gives_finite_segments_or_a_value_error(data: str) -> None:
    try:
        segments = parse_path(data)
    except ValueError:
        return
    assert all(isfinite(number) for segment in segments for number in segment.numbers)
    assert not segments or segments[0].command == "M"


@given(st.text(max_size=80))
def test_any_attribute_text_is_a_handout_error_at_worst(text: str) -> None:
    value = quoteattr(text)
    for body in (
        f"<path d={value}/>",
        f"<g transform={value} fill={value} stroke-dasharray={value} opacity={value}/>",
        f"<rect x={value} width={value} height={value} rx={value}/>",
        f"<text x={value} font-size={value}>a<tspan x={value} dy={value}>b</tspan></text>",
    ):
        accept(svg(body))
    accept(svg("", f"viewBox={value} width={value}"))


@given(st.lists(XML_PIECES, max_size=20).map("".join))
def test_any_xml_is_a_handout_error_at_worst(body: str) -> None:
    accept(svg(body))
    accept(body.encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_a_handout_error_at_worst(source: bytes) -> None:
    accept(source)


def accept(source: bytes) -> None:
    try:
        parse_svg(source, "f.svg")
    except HandoutError as error:
        assert error.problems
