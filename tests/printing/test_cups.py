"""Printing through CUPS: the command line that `lp` is given, and what is made of its answers."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from handoutgen.cups import capabilities, check_queue, read_options, send
from handoutgen.errors import HandoutError
from handoutgen.print_job import MEDIA, PrintJob, refusals

JOB = PrintJob("symptoms", b"%PDF-1.7\n\x00\xff", 5, "letter")

OPTIONS = """\
PageSize/Media Size: 5x7.Borderless A4 A5 Env10 Legal *Letter Letter.Borderless
InputSlot/Media Source: Auto *Main
ColorModel/Output Mode: *RGB Gray Gray
Duplex/Duplex: *None DuplexNoTumble DuplexTumble
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs are shell scripts")


class Programs:
    """A folder with an `lp` and an `lpoptions` that write down what they are given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {"PATH": str(folder), "HOME": "/nowhere"}
        self.write("lp", 'cat >"$here/stdin"; echo "request id is front-12 (0 file(s))"')
        self.write("lpoptions", f"printf '%s' '{OPTIONS}'")

    def write(self, name: str, body: str) -> None:
        path = self.folder / name
        tools = 'cat() { /bin/cat "$@"; }\n'
        note = 'for word in "$@"; do printf "%s\\n" "$word"; done >"$here/' + name + '.words"'
        path.write_text(f'#!/bin/sh\nhere="{self.folder}"\n{tools}{note}\n{body}\n')
        path.chmod(0o755)

    def words(self, name: str) -> list[str]:
        return (self.folder / f"{name}.words").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    return Programs(tmp_path)


def test_the_command_line_of_lp(programs: Programs) -> None:
    job = replace(JOB, copies=30, duplex=True, mono=True)
    assert send(job, "front-desk", programs.environ) == "front-12"
    assert programs.words("lp") == [
        *("-d", "front-desk", "-n", "30", "-t", "symptoms"),
        *("-o", "sides=two-sided-long-edge", "-o", "media=na_letter_8.5x11in"),
        *("-o", "print-color-mode=monochrome", "-o", "print-scaling=none"),
    ]
    assert (programs.folder / "stdin").read_bytes() == JOB.content


def test_a_leaflet_on_the_usual_printer(programs: Programs) -> None:
    send(replace(JOB, layout="leaflet", duplex=True, paper="a4"), None, programs.environ)
    assert programs.words("lp") == [
        *("-n", "1", "-t", "symptoms"),
        *("-o", "sides=two-sided-short-edge", "-o", "media=iso_a4_210x297mm"),
        *("-o", "print-scaling=none"),
    ]


def test_the_driver_says_what_the_queue_can(programs: Programs) -> None:
    can = capabilities("front-desk", programs.environ)
    assert programs.words("lpoptions") == ["-p", "front-desk", "-l"]
    assert can.sides == {"one-sided", "two-sided-long-edge", "two-sided-short-edge"}
    assert can.colour
    assert can.colour_modes == {"color", "monochrome"}
    assert can.media == {MEDIA["letter"], MEDIA["a4"]}
    assert list(refusals(replace(JOB, duplex=True, mono=True), can)) == []


def test_what_the_driver_does_not_offer_is_told() -> None:
    can = read_options("front", ["Duplex/Duplex: *None", "PageSize/Size: *Letter", "ColorModel: K"])
    wanted = replace(JOB, duplex=True, paper="a3")
    assert [problem.message for problem in refusals(wanted, can)] == [
        "the printer does not print on both sides",
        "the printer does not take a3 (iso_a3_297x420mm)",
    ]
    grey = read_options("front", ["ColorModel/Mode: *Gray"])
    assert (grey.colour, list(refusals(replace(JOB, mono=True), grey))) == (False, [])


@pytest.mark.parametrize("lines", [[], ["lpoptions: no such printer"], ["", ":", "a: b: c"]])
def test_a_driver_that_says_nothing_keeps_nobody_from_printing(lines: list[str]) -> None:
    can = read_options("front", lines)
    assert list(refusals(replace(JOB, duplex=True, mono=True), can)) == []


def test_lp_refuses(programs: Programs) -> None:
    programs.write("lp", 'echo "lp: Error - The printer or class does not exist." >&2; exit 1')
    with pytest.raises(HandoutError, match="W012: `lp` refuses: The printer or class does not"):
        send(JOB, "nowhere", programs.environ)


def test_lp_that_cannot_be_run(programs: Programs) -> None:
    (programs.folder / "lp").write_bytes(b"\x7fELF nonsense")
    with pytest.raises(HandoutError, match="U043: `lp` cannot be run"):
        send(JOB, "front", programs.environ)


def test_without_cups(tmp_path: Path) -> None:
    for act in (
        lambda: send(JOB, "front", {"PATH": str(tmp_path)}),
        lambda: capabilities("front", {"PATH": str(tmp_path)}),
    ):
        with pytest.raises(HandoutError, match="U043: there is no `lp` on this machine"):
            act()


def test_lp_without_lpoptions(programs: Programs) -> None:
    (programs.folder / "lpoptions").unlink()
    assert capabilities(None, programs.environ).sides is None


@pytest.mark.parametrize("name", ["", "-o", "front desk", "a/b", "a#b", "a\nb", "a'b"])
def test_names_that_no_queue_has(name: str) -> None:
    with pytest.raises(HandoutError, match="U040"):
        check_queue(name)
