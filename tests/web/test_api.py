"""The JSON API: what it answers, and that nothing anybody sends makes it fail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from handoutgen.verdict import validate_pdf
from web.serving import SECTIONS, Answer, Served, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("api")) as running:
        yield running


def post(server: Served, path: str, body: Any) -> Answer:
    encoded = json.dumps(body).encode()
    return server.ask("POST", path, encoded, {"content-type": "application/json"})


def codes(answer: Answer) -> list[str]:
    return [problem["code"] for problem in json.loads(answer.body)["problems"]]


def test_list_says_what_there_is(server: Served) -> None:
    listing = json.loads(server.get("/api/list").body)
    found = {c["id"]: c for c in listing["comparisons"]}
    sections = {s["id"]: s for s in found["ms-vs-als"]["sections"]}
    assert sections["outlook"]["sensitive"]
    assert not sections["outlook"]["usual"]
    assert sections["symptoms"]["words"] > 20
    assert "newly-diagnosed" in [h["name"] for h in listing["handouts"]]
    assert "standard" in listing["styles"]


def test_a_section_has_its_texts(server: Served) -> None:
    found = json.loads(server.get("/api/section/ms-vs-als/when-to-call").body)
    assert found["heading"] == "When should I call for help?"
    assert len(found["texts"]) > 3
    assert server.get("/api/section/ms-vs-als/when-to-cal").status == 404


def test_build_gives_an_accessible_pdf_with_its_edition(server: Served) -> None:
    asked = {"comparison": "ms-vs-als", "section": ["symptoms", "tests"], "note": "Room 4."}
    answer = post(server, "/api/build", asked)
    checked = json.loads(post(server, "/api/check", asked).body)
    assert validate_pdf(answer.body).pages == checked["pages"]
    assert answer.headers["x-edition"] == checked["edition"]
    assert checked["section"] == ["symptoms", "tests"]
    assert checked["accessible"].startswith("PDF/UA-1 and PDF/A-2a passed")
    assert "<h1" in post(server, "/api/build", {**asked, "format": "html"}).text
    assert "Room 4." in post(server, "/api/build", {**asked, "format": "txt"}).text


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"comparison": "gout"}, 404, "S001"),
        ({"section": ["symptom"]}, 404, "S002"),
        ({"section": ["symptoms", "symptoms"]}, 422, "S005"),
        ({"layout": "cards", "style": "standard", "paper": "a3"}, 422, "S007"),
        ({"style": "../../x"}, 422, "U046"),
        ({"style": "gold"}, 422, "T001"),
        ({"locale": "xx-XX"}, 422, "S004"),
        ({"note": "\u0007"}, 422, "U061"),
        ({"note": "x" * 90}, 422, "U060"),
        ({"template": "handout"}, 422, "U046"),
        ({"without": ["at-a-glance"], "section": ["at-a-glance"]}, 422, "S003"),
    ],
)
def test_what_cannot_be_built_is_told(
    server: Served, change: dict[str, Any], status: int, code: str
) -> None:
    answer = post(server, "/api/check", {"comparison": "ms-vs-als", **change})
    assert (answer.status, codes(answer)[0]) == (status, code)


def test_a_refusal_does_not_repeat_what_was_sent(server: Served) -> None:
    answer = post(server, "/api/check", {"comparison": "ms-vs-als", "note": ["zebra"]})
    assert answer.status == 422
    assert b"zebra" not in answer.body


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b'{"comparison": NaN}'])
def test_a_body_that_is_no_request_is_refused(server: Served, body: bytes) -> None:
    kind = {"content-type": "application/json"}
    answer = server.ask("POST", "/api/build", body, kind)
    assert answer.status in (400, 422)
    assert codes(answer)[0] == "U046"


def test_the_page_that_describes_it_names_every_operation(server: Served) -> None:
    text = server.get("/api").text
    for path, operations in json.loads(server.get("/api/openapi.json").body)["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path}" in text


def test_nothing_that_is_sent_makes_it_fail(server: Served) -> None:
    schema = schemathesis.openapi.from_url(f"{server.url}/api/openapi.json")
    count = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=40,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def send(case: schemathesis.Case) -> None:
            nonlocal count
            count += 1
            response = case.call()
            assert response.status_code < 500, (response.status_code, response.text)
            case.validate_response(response, checks=[schemathesis.checks.not_a_server_error])

        send()
    assert count > 100
    assert server.written == ""


def test_a_broken_build_leaves_the_page_up(tmp_path: Path) -> None:
    """A clinic's template that calls for endless work is stopped, and the next sheet is built."""
    folder = tmp_path / "clinic" / "templates"
    folder.mkdir(parents=True)
    saved = tmp_path / "clinic" / "handouts"
    saved.mkdir()
    (folder / "endless.html.j2").write_text(
        "{% for a in handout.title %}" * 9 + "x" + "{% endfor %}" * 9
    )
    (saved / "endless.yaml").write_text(
        "description: Never ends\ncomparison: ms-vs-als\ntemplate: endless\n"
    )
    with served(tmp_path, "--workspace", str(tmp_path / "clinic")) as running:
        stopped = running.get("/handout/endless")
        assert stopped.status == 200
        assert "There is no sheet yet" in stopped.text
        assert running.post("/file/ms-vs-als.pdf", SECTIONS).body.startswith(b"%PDF")
