"""Printing on a real IPP printer, and on what only pretends to be one."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from handoutgen.content.layouts import Layout
from handoutgen.errors import HandoutError
from handoutgen.ipp import GroupTag, Message, Tag, encode, groups, number, texts
from handoutgen.print_job import (
    MEDIA,
    PDF,
    Capabilities,
    PrintJob,
    refusals,
    remarks,
    takes_both_sides,
)
from handoutgen.printer import (
    LARGEST_ANSWER,
    JobState,
    capabilities,
    send,
    watch,
)
from handoutgen.printer_address import is_address, read_address
from printing import real_printer
from printing.real_printer import RealPrinter

DOCUMENT = b"%PDF-1.7\n" + bytes(range(256)) * 300
JOB = PrintJob("symptoms", DOCUMENT, 5, "letter")


def no_pause(_: float) -> None:
    """Some milliseconds are enough for a printer without paper."""
    threading.Event().wait(0.05)


def printed(uri: str, job: PrintJob) -> JobState:
    address = read_address(uri)
    can = capabilities(address)
    assert list(refusals(job, can)) == []
    return watch(send(job, address, can), address, no_pause)


def told(uri: str, job: PrintJob) -> list[str]:
    """What the printer cannot do."""
    return [problem.message for problem in refusals(job, capabilities(read_address(uri)))]


# --- a real printer ---


@pytest.fixture(scope="module")
def printer() -> Iterator[RealPrinter]:
    with real_printer.printer("-2", "-s", "10,10", "-f", PDF) as running:
        yield running


@real_printer.needed
def test_it_says_what_it_can_do(printer: RealPrinter) -> None:
    can = capabilities(read_address(printer.uri))
    assert can.name == "Handout Test"
    assert can.accepting
    assert can.validates
    assert can.colour
    assert can.format is not None
    assert PDF in can.format
    assert can.sides == {"one-sided", "two-sided-long-edge", "two-sided-short-edge"}
    assert can.media is not None
    assert {MEDIA["letter"], MEDIA["a4"]} <= can.media


@real_printer.needed
@pytest.mark.parametrize(
    ("job", "expected"),
    [
        (JOB, {"SIDES": "one-sided", "MEDIA": "na_letter_8.5x11in", "COPIES": "1"}),
        (
            replace(JOB, copies=30, duplex=True, mono=True),
            {
                "COPIES": "30",
                "SIDES": "two-sided-long-edge",
                "PRINT_COLOR_MODE": "monochrome",
                "JOB_NAME": "symptoms",
                "DOCUMENT_FORMAT_SUPPLIED": PDF,
            },
        ),
        (
            replace(JOB, layout="leaflet", duplex=True, paper="a4"),
            {"SIDES": "two-sided-short-edge", "MEDIA": "iso_a4_210x297mm"},
        ),
        (replace(JOB, layout="booklet", duplex=True), {"SIDES": "two-sided-short-edge"}),
    ],
    ids=["plain", "many", "leaflet", "booklet"],
)
def test_the_bytes_arrive_unchanged_with_their_options(
    printer: RealPrinter, job: PrintJob, expected: dict[str, str]
) -> None:
    state = printed(printer.uri, job)
    assert state.over
    assert not state.failed
    assert str(state) == "printed"
    assert printer.document(state.number) == DOCUMENT
    options = printer.options(state.number)
    assert {name: options.get(name) for name in expected} == expected


@real_printer.needed
def test_nothing_about_who_prints_is_told(printer: RealPrinter) -> None:
    options = printer.options(printed(printer.uri, JOB).number)
    assert options["JOB_ORIGINATING_USER_NAME"] == "handoutgen"


@real_printer.needed
def test_what_it_has_no_paper_for_is_told(printer: RealPrinter) -> None:
    assert told(printer.uri, replace(JOB, paper="a3")) == [
        "the printer does not take a3 (iso_a3_297x420mm)"
    ]
    can = capabilities(read_address(printer.uri))
    assert list(remarks(replace(JOB, paper="a4"), can)) == ["No a4 paper is in the printer now."]


@real_printer.needed
def test_it_may_refuse_what_it_said_it_can(printer: RealPrinter) -> None:
    address = read_address(printer.uri)
    can = replace(capabilities(address), media=None)
    before = printer.jobs
    with pytest.raises(HandoutError, match=r"W012: the printer refuses; .*media"):
        send(replace(JOB, paper="a3"), address, can)
    assert printer.jobs == before
    with pytest.raises(HandoutError, match="W012"):
        send(replace(JOB, paper="a3"), address, replace(can, validates=False))
    assert printer.jobs == before


@real_printer.needed
def test_a_simple_printer_says_what_it_lacks() -> None:
    with real_printer.printer("-s", "10", "-f", "image/pwg-raster") as simple:
        wanted = replace(JOB, copies=5000, duplex=True, mono=True)
        found = told(simple.uri, wanted)
        assert found == [
            "the printer does not take PDF files",
            "the printer does not print on both sides",
            "the printer makes 1 copy at a time, and no more",
        ]
        can = capabilities(read_address(simple.uri))
        assert can.colour is False
        assert any("no colours" in remark for remark in remarks(JOB, can))
        assert simple.jobs == []


@real_printer.needed
def test_a_job_that_the_printer_gives_up() -> None:
    command = "#!/bin/sh\necho 'ERROR: paper is on fire' >&2\nexit 1\n"
    with real_printer.printer("-f", PDF, command=command) as broken:
        state = printed(broken.uri, JOB)
        assert state.over
        assert state.failed
        assert str(state).startswith("given up by the printer")


@real_printer.needed
def test_a_job_that_takes_longer_than_we_watch() -> None:
    with real_printer.printer("-f", PDF, command="#!/bin/sh\nsleep 3\n") as slow:
        address = read_address(slow.uri)
        sent = send(JOB, address, capabilities(address))
        state = watch(sent, address, no_pause, patience=2)
        assert not state.over
        assert str(state).startswith(("printing", "waiting"))


# --- addresses ---


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ipp://printer.local", "ipp://printer.local:631/ipp/print"),
        ("ipp://printer.local/", "ipp://printer.local:631/ipp/print"),
        ("ipp://10.0.0.7:8631/printers/front", "ipp://10.0.0.7:8631/printers/front"),
        ("ipps://printer.local", "ipps://printer.local:631/ipp/print"),
        ("ipp://[fe80::1]/ipp/print", "ipp://[fe80::1]:631/ipp/print"),
    ],
)
def test_addresses(written: str, read: str) -> None:
    assert is_address(written)
    assert str(read_address(written)) == read


@pytest.mark.parametrize(
    "written",
    [
        "http://printer.local/ipp/print",
        "file:///etc/passwd",
        "ipp://",
        "ipp:///ipp/print",
        "ipp://printer.local:99999",
        "ipp://printer.local:port",
        "ipp://user:secret@printer.local/",
        "ipp://printer.local/?token=secret",
        "ipp://printer.local/#secret",
        "ipp://printer.local/a\x00b",
        "ipp://[::1/",
    ],
)
def test_no_addresses_and_none_is_repeated(written: str) -> None:
    with pytest.raises(HandoutError) as caught:
        read_address(written)
    assert [problem.code for problem in caught.value.problems] == ["U040"]
    assert "secret" not in str(caught.value)


# --- what only pretends to be a printer ---

HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nConnection: close\r\n\r\n"


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Something that listens on loopback, with its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)
        stop = threading.Event()

        def serve() -> None:
            while not stop.is_set():
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    answer(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        port = listening.getsockname()[1]
        yield f"ipp://127.0.0.1:{port}/ipp/print"
        stop.set()
        with socket.create_connection(("127.0.0.1", port)):
            pass
        thread.join()


def sends(content: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.settimeout(5)
        try:
            connection.recv(65536)
            connection.sendall(content)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass
        except OSError:
            return

    return answer


def failing(answer: Callable[[socket.socket], None], timeout: float = 5) -> str:
    with server(answer) as uri, pytest.raises(HandoutError) as caught:
        capabilities(read_address(uri), timeout)
    (problem,) = caught.value.problems
    assert "Traceback" not in str(problem)
    return str(problem)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "error W01[01]"),
        (b"SSH-2.0-OpenSSH\r\n", "W011: what answers at .* not HTTP"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "W011.*HTTP status 404"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n", "W011.*status 302"),
        (HTTP + b"<html>hello</html>", "W011: what answers at .* is no IPP printer"),
        (HTTP, "W011.*ends too early"),
        (HTTP + bytes(LARGEST_ANSWER + 1), "W011.*without end"),
        (HTTP + encode(Message(0x0402, 1, ())), "W012.*asks for a password"),
        (HTTP + encode(Message(0x0567, 1, ())), "W012.*status 0x0567"),
    ],
)
def test_what_answers_otherwise_is_told(content: bytes, expected: str) -> None:
    assert re.search(expected, failing(sends(content)))


def test_what_does_not_answer_is_given_up() -> None:
    def silent(connection: socket.socket) -> None:
        connection.settimeout(10)
        while connection.recv(65536):
            pass

    assert re.search("W010.*does not answer within 0.3 seconds", failing(silent, timeout=0.3))


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(HandoutError, match=r"W010: .* is not reached: connection refused"):
        capabilities(read_address(f"ipp://127.0.0.1:{port}"))


def test_without_tls_a_secure_address_is_not_trusted() -> None:
    with server(sends(b"not TLS at all")) as uri, pytest.raises(HandoutError, match="W010"):
        capabilities(read_address(uri.replace("ipp:", "ipps:")), 5)


def test_a_printer_that_says_little_is_believed_in_what_it_says() -> None:
    about = groups(
        (
            GroupTag.PRINTER,
            [
                texts(Tag.NAME, "printer-name", "Plain"),
                texts(Tag.MIME_TYPE, "document-format-supported", PDF),
            ],
        )
    )
    with server(sends(HTTP + encode(Message(0, 1, about)))) as uri:
        can = capabilities(read_address(uri), 5)
    assert list(refusals(replace(JOB, copies=9999, duplex=True, mono=True), can)) == []
    assert list(remarks(replace(JOB, duplex=True), can)) == [
        "The printer does not say whether it prints on both sides."
    ]


def test_a_printer_that_forgets_a_job_is_done_with_it() -> None:
    job = groups((GroupTag.JOB, [number("job-id", 4)]))
    with server(sends(HTTP + encode(Message(0x0406, 1, job)))) as uri:
        state = watch(JobState(4, 5), read_address(uri), no_pause, timeout=5)
    assert (state.number, state.over, state.failed) == (4, True, False)


# --- sheets ---


@pytest.mark.parametrize(
    ("layout", "pages", "both"),
    [
        ("handout", 4, False),
        ("poster", 1, False),
        ("one-page", 1, False),
        ("one-page", 2, True),
        ("leaflet", 2, True),
        ("booklet", 8, True),
    ],
)
def test_what_is_of_no_use_on_one_side(layout: Layout, pages: int, both: bool) -> None:
    assert takes_both_sides(layout, pages) is both
    one_sided = Capabilities("Simple", sides=frozenset({"one-sided"}))
    job = replace(JOB, layout=layout, pages=pages, duplex=True)
    (told,) = refusals(job, one_sided)
    assert ("print one side and then the other" in (told.hint or "")) is both


@pytest.mark.parametrize(
    ("pages", "copies", "duplex", "sheets"),
    [(5, 1, False, 5), (5, 1, True, 3), (5, 30, True, 90), (1, 2, True, 2), (4, 30, False, 120)],
)
def test_sheets(pages: int, copies: int, duplex: bool, sheets: int) -> None:
    assert replace(JOB, pages=pages, copies=copies, duplex=duplex).sheets == sheets
