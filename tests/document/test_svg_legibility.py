"""Figures that could not be read on paper are refused, where the fault stands."""

import pytest

from handoutgen.document.colour import blended, lightness, ratio
from handoutgen.document.svg import parse_svg
from handoutgen.errors import HandoutError, Problem

START = '<svg xmlns="http://www.w3.org/2000/svg" '


def found(body: str, root: str = 'viewBox="0 0 100 50"') -> list[tuple[str, int | None, str]]:
    source = f"{START}{root}><title>T</title><desc>D</desc>\n{body}</svg>"
    try:
        parse_svg(source.encode(), "f.svg")
    except HandoutError as error:
        assert all(problem.hint for problem in error.problems)
        return [(p.code, line(p), p.message) for p in error.problems]
    return []


def line(problem: Problem) -> int | None:
    return problem.location.line if problem.location else None


def codes(body: str, root: str = 'viewBox="0 0 100 50"') -> list[str]:
    return [code for code, _, _ in found(body, root)]


def text(size: float, paint: str = "ink", more: str = "") -> str:
    return f'<text x="5" y="20" font-size="{size}" fill="{paint}"{more}>Word</text>'


@pytest.mark.parametrize(
    ("root", "size", "printed"),
    [
        ('viewBox="0 0 100 50"', 11.9, "11.9"),
        ('viewBox="0 0 200 100" width="100pt"', 20, "10"),
        # Wider than a page: all of it is made smaller.
        ('viewBox="0 0 962 100"', 22, "11"),
    ],
)
def test_f010_words_print_at_twelve_points(root: str, size: float, printed: str) -> None:
    ((code, where, message),) = found(text(size), root)
    assert (code, where) == ("F010", 2)
    assert f"“Word” prints at {printed} points" in message
    assert codes(text(size * 12 / float(printed)), root) == []


def test_f010_tells_every_label_on_its_line() -> None:
    problems = found(f"{text(8)}\n{text(12)}\n{text(9)}")
    assert [(code, where) for code, where, _ in problems] == [("F010", 2), ("F010", 4)]


@pytest.mark.parametrize(
    "body",
    [
        '<path d="M0 0h9" stroke="#a0a0a0"/>',
        '<rect width="9" height="9" fill="#f0b040"/>',
        '<rect width="9" height="9" fill="#000000" opacity="0.3"/>',
        text(12, "#888888"),
        text(12, "rule"),
        text(12, "condition-1"),
        text(12, "neutral"),
        text(12, "white"),
        text(12, "paper"),
        text(12, more=' opacity="0.9"'),
        f'<rect width="90" height="40" fill="condition-2"/>{text(12, "paper")}',
        f'<rect width="90" height="40" fill="#cccccc" stroke="ink"/>{text(12, "white")}',
    ],
)
def test_f011_what_does_not_stand_out(body: str) -> None:
    assert "F011" in codes(body)


@pytest.mark.parametrize(
    "body",
    [
        '<path d="M0 0h9" stroke="#767676"/>',
        '<rect width="9" height="9" fill="#eeeeee"/>',
        '<rect width="9" height="9" fill="white" stroke="#333333"/>',
        '<path d="M0 0h9" stroke="hair"/><rect width="9" height="9" fill="condition-3-tint"/>',
        f'<rect width="90" height="40" fill="ink"/>{text(12, "paper")}',
        f'<rect width="90" height="40" fill="#223344"/>{text(12, "#ffffff")}',
        *(text(12, paint) for paint in ("ink", "muted", "message", "condition-2-ink", "#555555")),
    ],
)
def test_what_stands_out_is_accepted(body: str) -> None:
    assert codes(body) == []


def test_f012_surfaces_that_look_alike_in_grey() -> None:
    red, green = '<rect width="9" height="9" fill="#b01030"/>', '<circle r="4" fill="#107030"/>'
    ((code, where, message),) = found(f"{red}\n{green}")
    assert (code, where) == ("F012", 3)
    assert "#b01030" in message
    assert "#107030" in message
    assert codes(f'{red}\n<circle r="4" fill="#102030"/>') == []
    assert codes(f'<circle r="4" fill="#333333"/><circle r="4" fill="#444444"/>{red}') == []


def test_colours_are_measured_as_the_standards_say() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert ratio("#0b5563", "#ffffff") == pytest.approx(8.4, abs=0.05)
    assert [round(lightness(c)) for c in ("#000000", "#777777", "#ffffff")] == [0, 50, 100]
    assert lightness("#010101") == pytest.approx(0.274, abs=0.01)
    assert blended("#000000", "#ffffff", 0.25) == "#bfbfbf"
