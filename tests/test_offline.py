"""The tests run without a network, and so does the program: nothing leaves the machine."""

from __future__ import annotations

import errno
import socket
import subprocess
import sys

import pytest

# 192.0.2.0/24 is for documentation and belongs to nobody (RFC 5737).
AWAY = ("192.0.2.1", 80)


def test_other_machines_are_not_reached() -> None:
    with socket.socket() as connection, pytest.raises(OSError) as caught:
        connection.connect(AWAY)
    assert caught.value.errno == errno.ENETUNREACH
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("example.org", 80)
    with socket.socket(type=socket.SOCK_DGRAM) as sender, pytest.raises(OSError):
        sender.sendto(b"", AWAY)


def test_processes_of_tests_do_not_reach_them_either() -> None:
    code = f"import socket; socket.create_connection({AWAY!r}, timeout=1)"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "no network in tests" in ended.stderr


def test_this_machine_is_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()[:2]) as connection,
    ):
        assert connection.getpeername()[0] == "127.0.0.1"
