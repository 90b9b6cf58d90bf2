"""The server's doors, tried from outside: names, origins, tokens, limits, headers, paths."""

from __future__ import annotations

import html
import json
import re
import socket
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from handoutgen.cli import serve
from handoutgen.cli.main import main
from handoutgen.translation.words import ENGLISH
from handoutgen.web.access import Access, is_loopback, new_token
from handoutgen.web.server import HEADER_SECONDS
from web.serving import SECTIONS, Answer, Served, served

EVERYWHERE = "0.0.0.0"  # noqa: S104 - for a test, with a token
NOTE = "Zebra crossing at nine."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for other machines too: it asks for a token."""
    folder = tmp_path_factory.mktemp("opened")
    with served(folder, "--host", EVERYWHERE, "--name", "desk.example") as running:
        yield running


def code(answer: Answer) -> str:
    return str(json.loads(answer.body)["problems"][0]["code"])


# --- names and origins ---


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST:80", "[::1]:8765"])
def test_it_answers_to_this_machine(server: Served, name: str) -> None:
    assert server.get("/", host=name).status == 200


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", "192.168.1.7", "", "["])
def test_it_answers_to_no_other_name(server: Served, name: str) -> None:
    answer = server.get("/", host=name)
    assert (answer.status, code(answer)) == (421, "U053")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
@pytest.mark.parametrize(
    "path", ["/preview/ms-vs-als", "/save/ms-vs-als", "/file/ms-vs-als.pdf", "/api/check"]
)
def test_a_page_of_another_site_cannot_write(
    server: Served, path: str, headers: dict[str, str]
) -> None:
    answer = server.post(path, SECTIONS, **headers)
    assert (answer.status, code(answer)) == (403, "U055")


def test_our_own_page_can(server: Served) -> None:
    ours = {"origin": server.url, "sec_fetch_site": "same-origin"}
    assert server.post("/preview/ms-vs-als", SECTIONS, **ours).status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_there_are_three_methods(server: Served, method: str) -> None:
    assert server.ask(method, "/").status == 405


# --- the token ---


def token_of(running: Served) -> str:
    (line,) = [row for row in running.said.splitlines() if row.startswith("Token")]
    return line.rsplit(" ", 1)[1]


def test_others_need_the_token(opened: Served) -> None:
    assert opened.get("/").headers["location"] == "/enter"
    assert opened.get("/api/list").status == 401
    assert opened.post("/file/ms-vs-als.pdf", SECTIONS).status == 303
    assert opened.get("/static/web.css").status == 200
    assert opened.get("/enter").status == 200


def test_the_token_opens_and_is_kept_where_no_script_or_site_gets_it(opened: Served) -> None:
    answer = opened.post("/enter", [("token", token_of(opened).upper().replace("-", " "))])
    cookie = answer.headers["set-cookie"]
    assert answer.status == 303
    assert {"httponly", "samesite=strict", "path=/"} <= set(cookie.lower().split("; "))
    assert token_of(opened) not in cookie
    given = cookie.split(";")[0]
    assert opened.get("/", cookie=given).status == 200
    bearer = {"authorization": f"Bearer {token_of(opened)}"}
    assert opened.get("/api/list", **bearer).status == 200


@pytest.mark.parametrize("wrong", ["", "0000-0000-0000-0000-0000", "é" * 20])
def test_a_wrong_token_opens_nothing(opened: Served, wrong: str) -> None:
    answer = opened.post("/enter", [("token", wrong)])
    assert answer.status == 401
    assert "set-cookie" not in answer.headers
    assert opened.get("/api/list", cookie="handoutgen=0").status == 401
    assert opened.get("/api/list", authorization="Bearer x").status == 401


def test_a_link_that_a_colleague_sent_is_opened_once_the_token_is_entered(opened: Served) -> None:
    link = "/pick/ms-vs-als?section=symptoms&layout=leaflet"
    asked = opened.get(link).headers["location"]
    assert asked.startswith("/enter?")
    page = opened.get(asked).text
    wanted = html.unescape(re.findall(r'name="to" value="([^"]*)"', page)[0])
    assert wanted == link
    wrong = opened.post("/enter", [("token", "x"), ("to", wanted)]).text
    assert html.unescape(re.findall(r'name="to" value="([^"]*)"', wrong)[0]) == link
    entered = opened.post("/enter", [("token", token_of(opened)), ("to", wanted)])
    assert entered.headers["location"] == link


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example/", "evil", ""],
)
def test_entering_leads_to_no_other_place(opened: Served, elsewhere: str) -> None:
    entered = opened.post("/enter", [("token", token_of(opened)), ("to", elsewhere)])
    assert (entered.status, entered.headers["location"]) == (303, "/")


def test_a_refusal_can_be_read_by_whoever_asks(server: Served, opened: Served) -> None:
    browser = {"accept": "text/html,*/*;q=0.8", "accept-language": "es"}
    page = server.get("/", host="desk-4", **browser)
    assert (page.status, page.headers["content-type"]) == (421, "text/html; charset=utf-8")
    assert "Esto no funcionó" in page.text
    assert "<strong>U053</strong> Este servidor no responde a ese nombre. Inícielo" in page.text
    part = opened.ask("POST", "/preview/ms-vs-als", b"", {"hx-request": "true"})
    assert part.status == 401
    assert "<strong>U056</strong>" in part.text
    assert part.headers["www-authenticate"] == "Bearer"
    assert code(server.get("/api/list", host="desk-4", **browser)) == "U053"


def test_where_others_may_come_in_a_name_is_still_needed(opened: Served) -> None:
    assert opened.get("/enter", host="desk.example:80").status == 200
    assert opened.get("/enter", host="192.168.1.7").status == 200
    assert opened.get("/enter", host="evil.example").status == 421


def test_it_says_what_others_type(opened: Served, tmp_path: Path) -> None:
    assert f"For others: http://desk.example:{opened.port}/\n" in opened.said
    with served(tmp_path, "--host", EVERYWHERE) as unnamed:
        assert "For others: this machine's own address in place of 127.0.0.1.\n" in unnamed.said


def test_where_nobody_else_may_come_nothing_is_said_of_others(server: Served) -> None:
    assert "others" not in server.said


def test_tokens_differ_and_have_a_hundred_bits() -> None:
    tokens = {new_token() for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token.replace("-", "")) == 20 for token in tokens)


def test_what_counts_as_this_machine() -> None:
    assert [is_loopback(h) for h in ("127.0.0.1", "127.9.9.9", "::1", "localhost")] == [True] * 4
    assert [is_loopback(h) for h in (EVERYWHERE, "::", "10.0.0.1", "desk")] == [False] * 4
    assert Access("10.0.0.5").answers_to("10.0.0.5:8765")
    assert not Access("10.0.0.5").answers_to("10.0.0.6:8765")


# --- limits ---


def test_a_large_body_is_refused_whether_it_says_so_or_not(server: Served) -> None:
    answer = server.ask("POST", "/api/build", b"x" * 70_000)
    assert (answer.status, code(answer)) == (413, "U057")
    head = b"POST /api/build HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    piece = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
    assert b" 413 " in server.raw(head, *[piece] * 5)[:40]


def test_a_refused_body_that_goes_on_is_read_away_and_its_connection_closed(
    server: Served,
) -> None:
    head = b"POST /api/build HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    piece = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(head + piece * 5)
        answer = connection.recv(65536)
        connection.sendall(piece)  # after the answer, and never an end
        while part := connection.recv(65536):
            answer += part
    assert b" 413 " in answer[:40]
    assert b"connection: close" in answer.lower()


def test_a_large_head_is_refused(server: Served) -> None:
    answer = server.get("/", x="x" * 20_000)
    assert (answer.status, code(answer)) == (431, "U057")
    assert server.get("/?q=" + "x" * 20_000).status == 431


def test_too_many_fields_are_refused(server: Served) -> None:
    answer = server.post("/preview/ms-vs-als", [("section", "x")] * 500)
    assert answer.status == 422
    assert "U045" in answer.text


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: loc",
        b"POST /preview/ms-vs-als HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nsec",
    ],
)
def test_a_request_that_never_ends_is_given_up(server: Served, begun: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.settimeout(HEADER_SECONDS * 3)
        connection.sendall(begun)
        answer = b""
        while part := connection.recv(4096):
            answer += part
    assert answer == b"" or b" 408 " in answer[:40]


# --- what every answer carries ---


@pytest.mark.parametrize(
    "path", ["/", "/pick/ms-vs-als", "/api", "/api/list", "/nowhere", "/enter"]
)
def test_every_answer_is_closed_to_the_outside(server: Served, path: str) -> None:
    headers = server.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "//" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/", "/pick/ms-vs-als", "/api", "/?q=x", "/handout/nowhere"])
def test_no_page_has_a_script_or_style_of_its_own(server: Served, path: str) -> None:
    text = server.get(path).text.lower()
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick=" not in text
    assert text.count("<script") == text.count('<script src="/static/')
    assert "http://" not in text.replace("http://127.0.0.1", "")
    assert 'src="https:' not in text


def test_what_is_typed_is_shown_as_text(server: Served) -> None:
    attack = '"><script>alert(1)</script>{{ 7*7 }}'
    for answer in (
        server.post("/pick/ms-vs-als", [*SECTIONS, ("note", attack), ("name", attack)]),
        server.post("/preview/ms-vs-als", [*SECTIONS, ("layout", attack)]),
        server.get("/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"),
        server.get("/pick/%3Cscript%3E"),
    ):
        assert "<script>" not in answer.text


# --- paths ---


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e%2fapp.py",
        "/static/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/handout/..%2f..%2fetc%2fpasswd",
        "/handout/%2e%2e%2fdata%2fdisclaimer",
        "/pick/..%2f..%2fdata",
        "/page/..%2f..%2fx/1-560.png",
        "/page/00/1-560.png",
        "/api/section/ms-vs-als/..%2f..%2fcomparison",
    ],
)
def test_no_name_leads_out_of_its_folder(server: Served, path: str) -> None:
    answer = server.raw(
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    )
    assert answer.split(b" ")[1] in (b"404", b"422")
    assert b"root:" not in answer
    assert b"advice" not in answer


@pytest.mark.parametrize("name", ["style", "handout", "locale"])
def test_no_field_leads_out_of_its_folder(server: Served, name: str) -> None:
    pairs = [*SECTIONS, (name, "../../data/disclaimer")]
    answer = server.post("/preview/ms-vs-als", pairs)
    assert answer.status == 200
    assert "advice" not in answer.text
    assert server.post("/file/ms-vs-als.pdf", pairs).body.startswith(b"%PDF")


# --- the note ---


def test_a_note_is_in_no_file_and_no_log(tmp_path: Path) -> None:
    (tmp_path / "clinic").mkdir()
    with served(tmp_path, "--workspace", str(tmp_path / "clinic")) as running:
        note = [*SECTIONS, ("note", NOTE)]
        shown = running.post("/preview/ms-vs-als", note)
        picture = shown.text.split('<img src="')[1].split('"')[0]
        assert running.get(picture).body.startswith(b"\x89PNG")
        assert running.post("/file/ms-vs-als.pdf", note).status == 200
        assert running.post("/save/ms-vs-als", [*note, ("name", "With a note")]).status == 200
        running.post("/preview/ms-vs-als", [*SECTIONS, ("note", NOTE + "\x07")])
        running.get("/nowhere?note=" + NOTE.replace(" ", "+"))
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert any(file.name == "with-a-note.yaml" for file in files)
    assert not [file for file in files if b"Zebra" in file.read_bytes()]
    assert "Zebra" not in running.said


def test_a_note_is_not_taken_from_an_address(server: Served) -> None:
    answer = server.get("/pick/ms-vs-als?section=symptoms&note=Zebra")
    assert answer.status == 200
    assert "Zebra" not in answer.text


def test_a_preview_cannot_be_guessed_from_its_note(tmp_path: Path) -> None:
    keys = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        with served(tmp_path / folder) as running:
            shown = running.post("/preview/ms-vs-als", [*SECTIONS, ("note", NOTE)])
            keys.append(shown.text.split('<img src="/page/')[1].split("/")[0])
    assert keys[0] != keys[1]


# --- what is carried along ---


def test_a_script_of_the_version_before_is_not_used(server: Served) -> None:
    first = server.get("/static/picker.js")
    assert first.headers["cache-control"] == "private, no-cache"
    again = server.ask("GET", "/static/picker.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    other = server.ask("GET", "/static/picker.js", headers={"If-None-Match": '"another"'})
    assert other.body == first.body
    assert server.get("/static/web.css").headers["etag"] != first.headers["etag"]


def test_the_carried_library_is_the_one_that_is_written_down() -> None:
    from handoutgen.web.rendering import FOLDER

    content = (FOLDER / "static" / "htmx.min.js").read_bytes()
    assert sha256(content).hexdigest() in (FOLDER / "static" / "README.md").read_text("utf-8")


# --- start and end ---


def test_a_port_in_use_is_told(server: Served, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--no-browser", "--port", str(server.port)])
    assert ended.value.code == 2
    assert "error U069" in capfd.readouterr().err


def test_a_host_that_is_not_there_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--no-browser", "--host", "nowhere.invalid"])
    assert ended.value.code == 2
    assert "error U062" in capfd.readouterr().err


def test_no_browser_is_told_and_no_reason_to_stop(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda url: False)
    serve._open("http://127.0.0.1:1/", ENGLISH)
    assert "warning U064" in capfd.readouterr().err


def test_without_the_extra_it_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--no-browser"])
    assert ended.value.code == 2
    said = capfd.readouterr().err
    assert "error U068" in said
    assert "handoutgen[web]" in said


def test_it_ends_at_once_and_leaves_no_process(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        tasks = Path(f"/proc/{running.process.pid}/task").glob("*/children")
        children = [int(child) for task in tasks for child in task.read_text().split()]
        assert len(children) >= 2
    assert running.process.returncode == 0
    # Python's own tracker of shared resources goes a moment after the process that it serves.
    end = time.monotonic() + 10
    while [child for child in children if Path(f"/proc/{child}/cmdline").exists()]:
        assert time.monotonic() < end
        time.sleep(0.05)
