"""QR codes: which addresses are printed, and that the drawing is the code."""

from __future__ import annotations

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.document.qr_code import MAX_ADDRESS, MODULE, QUIET_ZONE, address_fault, qr_code
from handoutgen.errors import HandoutError, Location

_ADDRESS = "https://clinic.example/handouts/ms-vs-als"
_AT = Location("handoutgen.yaml", 4, 12)


def dark(address: str) -> set[tuple[int, int]]:
    """The dark modules of the drawing, column and row, without the quiet zone."""
    (path,) = qr_code(address).paths
    corners = [s.numbers for s in path.segments if s.command != "Z"]
    found: set[tuple[int, int]] = set()
    for at in range(0, len(corners), 4):
        (left, top), _, (right, bottom), _ = corners[at : at + 4]
        columns = range(round(left / MODULE), round(right / MODULE))
        assert round(bottom / MODULE) == round(top / MODULE) + 1
        for column in columns:
            module = (column - QUIET_ZONE, round(top / MODULE) - QUIET_ZONE)
            assert module not in found
            found.add(module)
    return found


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-/?=&%", max_size=150))
def test_the_drawing_is_the_code_module_by_module(path: str) -> None:
    address = f"https://clinic.example/{path}"
    code = segno.make(address, error="m", boost_error=False, micro=False)
    expected = {(x, y) for y, row in enumerate(code.matrix) for x, bit in enumerate(row) if bit}
    assert dark(address) == expected


def test_it_has_a_quiet_zone_of_four_modules_and_one_path() -> None:
    drawing = qr_code(_ADDRESS)
    assert drawing.width == drawing.height
    (path,) = drawing.shapes
    across = [n for segment in path.segments for n in segment.numbers]  # type: ignore[union-attr]
    assert min(across) == 4 * MODULE
    assert max(across) == drawing.width - 4 * MODULE
    assert path.fill == "#000000"
    assert _ADDRESS in drawing.desc


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://clinic.example/", "does not start with https://"),
        ("clinic.example", "does not start with https://"),
        ("javascript:alert(1)", "does not start with https://"),
        ("", "does not start with https://"),
        ("https://", "names no website"),
        ("https://clinic", "names no website"),
        ("https:///handouts", "names no website"),
        ("https://.", "names no website"),
        ("https://clinic.example@evil.example/", "has a name or a password"),
        ("https://clinic.example/a b", "has characters"),
        ("https://clinic.example/\n", "has characters"),
        ("https://clinic.example/\x00", "has characters"),
        ("https://clinic.example/\u202eexe", "has characters"),
        ("https://klinik.example/für-sie", "has characters"),
        ("https://[::1/", "cannot be read"),
        ("https://clinic.example:port/", "cannot be read"),
        ("https://clinic.example/" + "x" * 178, "has 201 characters"),
    ],
)
def test_an_address_that_is_none_is_a_problem(address: str, message: str) -> None:
    with pytest.raises(HandoutError) as caught:
        qr_code(address, _AT)
    (problem,) = caught.value.problems
    assert problem.code == "F030"
    assert problem.location == _AT
    assert message in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    "address",
    [
        _ADDRESS,
        "https://clinic.example",
        "https://clinic.example:8443/?q=a%20b#top",
        "https://xn--klinik-mnchen-1ob.example/",
        "https://clinic.example/" + "x" * (MAX_ADDRESS - 23),
    ],
)
def test_an_address_that_is_one_has_no_fault(address: str) -> None:
    assert address_fault(address) is None


@given(st.text(max_size=260))
def test_any_text_is_an_address_or_has_a_fault(text: str) -> None:
    for address in (text, f"https://{text}"):
        fault = address_fault(address)
        if fault is None:
            assert qr_code(address).paths
        else:
            assert all(fault)
