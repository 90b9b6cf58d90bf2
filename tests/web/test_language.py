"""The page in the reader's language, and handouts in those that they are complete in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from web.serving import SECTIONS, Answer, Pairs, Served, served

MEXICO = "es-MX,es;q=0.9,en;q=0.5"
PICK = "/pick/ms-vs-als?section=at-a-glance&section=when-to-call"


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "workspace").mkdir()
    with served(folder, "--workspace", str(folder / "workspace")) as running:
        yield running


def language(answer: Answer) -> str:
    found = re.search(r'<html lang="([^"]*)">', answer.text)
    assert found is not None
    assert answer.headers["content-language"] == found[1]
    return found[1]


def checked(answer: Answer, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)" checked', answer.text)


def ask_json(clinic: Served, path: str, **body: object) -> Answer:
    kind = {"content-type": "application/json"}
    return clinic.ask("POST", path, json.dumps(body).encode(), kind)


# --- the page's own words ---


def test_the_browser_decides_in_which_language_the_page_speaks(clinic: Served) -> None:
    spanish = clinic.get("/", Accept_Language=MEXICO)
    assert language(spanish) == "es"
    assert "¿De qué trata la hoja?" in spanish.text
    assert "28 de noviembre de 2026" in spanish.text
    assert "EM y ELA: ¿qué pasa ahora?" in spanish.text  # a saved handout
    assert "Accept-Language" in spanish.headers["vary"]
    assert language(clinic.get("/")) == "en"
    assert language(clinic.get("/", Accept_Language="fr, de;q=0.5")) == "en"
    assert language(clinic.get("/", Accept_Language="en, es;q=0.9")) == "en"


@pytest.mark.parametrize("header", ["es;q=9", ";;;,,,", "../es", "es" * 400, "\xff\xfe", "*"])
def test_a_header_of_garbage_is_english(clinic: Served, header: str) -> None:
    answer = clinic.get("/", Accept_Language=header)
    assert (answer.status, language(answer)) == (200, "en")


def test_a_link_switches_and_a_cookie_keeps_it(clinic: Served) -> None:
    page = clinic.get("/?q=tos", Accept_Language=MEXICO)
    (link,) = re.findall(r'href="([^"]*)" lang="en" hreflang="en">English<', page.text)
    assert link == "/?q=tos&amp;words=en"
    english = clinic.get("/?q=tos&words=en", Accept_Language=MEXICO)
    assert language(english) == "en"
    cookie = english.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    kept = cookie.split(";")[0]
    assert language(clinic.get("/", Accept_Language=MEXICO, Cookie=kept)) == "en"
    assert "set-cookie" not in clinic.get("/", Accept_Language=MEXICO).headers


@pytest.mark.parametrize(
    "cookie", ["handoutgen-words=xx", "handoutgen-words=../es", "handoutgen-words", "a=[;=b"]
)
def test_a_cookie_of_garbage_says_nothing(clinic: Served, cookie: str) -> None:
    assert language(clinic.get("/", Accept_Language=MEXICO, Cookie=cookie)) == "es"


def test_a_language_that_is_not_there_is_not_switched_to(clinic: Served) -> None:
    answer = clinic.get("/?words=fr%22%3E%3Cscript%3E", Accept_Language=MEXICO)
    assert language(answer) == "es"
    assert "set-cookie" not in answer.headers
    assert "<script>" not in answer.text.replace('<script src="/static', "")


def test_a_link_to_another_language_stays_on_this_server(clinic: Served) -> None:
    answer = clinic.ask("GET", "//evil.example/x", headers={"accept-language": MEXICO})
    assert 'href="//' not in answer.text


def test_the_picker_speaks_and_so_do_its_problems(clinic: Served) -> None:
    page = clinic.get(f"{PICK}&section=gone", Accept_Language=MEXICO)
    assert language(page) == "es"
    assert "¿Cómo se comparan de un vistazo?" in page.text
    assert "Estados Unidos" in page.text
    assert _problems(page) == [("", "S002 La sección `gone` ya no existe; aquí está lo demás.")]
    preview = clinic.post("/preview/ms-vs-als", SECTIONS, Accept_Language=MEXICO)
    assert "Descargar PDF" in preview.text
    assert "Download PDF" not in preview.text
    problem = clinic.get("/handout/nowhere", Accept_Language=MEXICO)
    assert (problem.status, language(problem)) == (404, "es")
    (told,) = _problems(problem)
    assert told[1].startswith("S001 No existe la hoja guardada `nowhere`.")


def test_too_much_for_one_page_is_refused_in_the_language_of_the_page(clinic: Served) -> None:
    listing = json.loads(clinic.get("/api/list").body)["comparisons"]
    (comparison,) = (c for c in listing if c["id"] == "ms-vs-als")
    much: Pairs = [("section", s["id"]) for s in comparison["sections"] if not s["sensitive"]]
    pairs = [*much, ("layout", "one-page"), ("rendered", "one-page:en:standard")]
    told = {}
    for header in (MEXICO, "en"):
        preview = clinic.post("/preview/ms-vs-als", pairs, Accept_Language=header)
        ((tag, told[header]),) = _problems(preview)
        assert tag == ""
    assert re.fullmatch(
        r"D013 Lo que eligió no cabe en la página: sobran \d+ puntos \(\d+\.\d pulgadas\), "
        r"y hay espacio para \d+\.",
        told[MEXICO],
    )
    assert re.fullmatch(
        r"D013 What was picked is \d+ points \(\d+\.\d inches\) too long for the page, "
        r"which has \d+\.",
        told["en"],
    )
    asked = {"comparison": "ms-vs-als", "section": [s for _, s in much], "layout": "one-page"}
    kind = {"content-type": "application/json", "accept-language": MEXICO}
    answer = clinic.ask("POST", "/api/check", json.dumps(asked).encode(), kind)
    (problem,) = json.loads(answer.body)["problems"]
    assert problem["message"].startswith("what was picked is ")
    assert problem["hint"].startswith("these sections fit: ")


def test_what_layout_and_style_refuse_is_told_in_spanish(clinic: Served) -> None:
    pairs: Pairs = [*SECTIONS, ("layout", "leaflet"), ("style", "large-print")]
    preview = clinic.post("/preview/ms-vs-als", pairs, Accept_Language=MEXICO)
    reason = "la letra grande no cabe en un panel: entregue el formato `handout` en letra grande"
    assert _problems(preview) == [("", f"S007 L{reason[1:]}.")]
    assert f"No hay hoja: {reason}." in preview.text


def test_what_is_not_translated_says_that_it_is_english(clinic: Served) -> None:
    folder = Path(clinic.said.split("Workspace: ")[1].split("\n")[0], "handouts")
    folder.mkdir(exist_ok=True)
    broken = folder / "rota.yaml"
    broken.write_text("description: D.\ncomparison: ms-vs-als\nsektion: x\n", encoding="utf-8")
    try:
        page = clinic.get("/handout/rota", Accept_Language=MEXICO)
        ((tag, told),) = _problems(page)
        assert tag == "en"
        assert told.startswith("C007 Unknown key `sektion`. Did you mean section or description?")
    finally:
        broken.unlink()


def _problems(answer: Answer) -> list[tuple[str, str]]:
    """The language that each problem on a page says it has, and its text."""
    found = re.findall(r'<li(?: lang="(\w+)")?><strong>(.*?)</li>', answer.text, re.DOTALL)
    return [
        (tag, unescape(re.sub(r' <span class="sub">.*?</span>|<[^>]*>', "", text)))
        for tag, text in found
    ]


def test_every_page_has_no_english_of_its_own(clinic: Served) -> None:
    for path in ("/", "/?q=zzz", PICK, "/api", "/handout/nowhere"):
        english = set(_said(clinic.get(path, Accept_Language="en")))
        spanish = set(_said(clinic.get(path, Accept_Language=MEXICO)))
        # Names and titles of what is not translated, values of the API, sizes, numbers.
        both = {text for text in english & spanish if re.search(r"[a-z] [a-z]", text)}
        assert {t for t in both if not _of_cold_and_flu(t)} <= {"handoutgen init our-clinic"}, path


def _said(answer: Answer) -> list[str]:
    bare = re.sub(r'<(\w+)[^>]* lang="en".*?</\1>', "", answer.text, flags=re.DOTALL)
    bare = re.sub(r"<(script|style|svg)\b.*?</\1>", "", bare, flags=re.DOTALL)
    labels = re.findall(r'(?:aria-label|alt|title|placeholder|data-[a-z]+)="([^"]*)"', bare)
    return [*labels, *(t.strip() for t in re.sub(r"<[^>]*>", "\n", bare).split("\n") if t.strip())]


def _of_cold_and_flu(text: str) -> bool:
    return bool(re.search(r"cold|flu|COVID|Cards to hand", text))


# --- the language of the handout ---


def test_a_handout_is_offered_in_what_it_is_complete_in(clinic: Served) -> None:
    page = clinic.get(PICK)
    offered = re.findall(r'name="language" value="([^"]*)"', page.text)
    assert offered == ["en", "es", "en+es"]
    assert checked(page, "language") == ["en"]
    flu = clinic.get("/pick/cold-flu-covid")
    assert re.findall(r'type="hidden" name="language" value="([^"]*)"', flu.text) == ["en"]
    refused = clinic.get("/pick/cold-flu-covid?language=es")
    assert "U046" in refused.text


def test_the_choice_is_in_preview_link_and_file(clinic: Served) -> None:
    pairs: Pairs = [*SECTIONS, ("language", "es"), ("rendered", "handout:en:standard")]
    preview = clinic.post("/preview/ms-vs-als", pairs)
    assert "Traducción aún sin revisión clínica." in preview.text
    assert "IFSZ" in preview.text
    assert "How do they compare at a glance?" in preview.text  # for who reads English
    (link,) = re.findall(r'id="link" href="([^"]*)"', preview.text)
    assert "language=es" in link
    assert checked(clinic.get(link.replace("&amp;", "&")), "language") == ["es"]
    file = clinic.post("/file/ms-vs-als.txt", pairs)
    assert file.headers["content-disposition"] == 'attachment; filename="ms-vs-als-es.txt"'
    assert "¿Cómo se comparan de un vistazo?" in file.text


def test_two_languages_give_way_where_there_is_no_room(clinic: Served) -> None:
    both: Pairs = [*SECTIONS, ("language", "en+es")]
    assert checked(clinic.post("/pick/ms-vs-als", both), "language") == ["en+es"]
    file = clinic.post("/file/ms-vs-als.html", both)
    assert 'lang="es"' in file.text
    assert file.headers["content-disposition"].endswith('"ms-vs-als-en-es.html"')
    large: Pairs = [*both, ("style", "large-print")]
    assert checked(clinic.post("/pick/ms-vs-als", large), "language") == ["es"]


def test_a_saved_handout_keeps_its_language(clinic: Served) -> None:
    pairs: Pairs = [*SECTIONS, ("language", "es"), ("name", "Primera visita")]
    assert clinic.post("/save/ms-vs-als", pairs).status == 200
    page = clinic.get("/handout/primera-visita")
    assert checked(page, "language") == ["es"]
    saved = Path(clinic.said.split("Workspace: ")[1].split("\n")[0], "handouts")
    assert 'language: "es"' in (saved / "primera-visita.yaml").read_text(encoding="utf-8")


def test_a_saved_handout_that_is_not_translated_opens_in_english(clinic: Served) -> None:
    folder = Path(clinic.said.split("Workspace: ")[1].split("\n")[0], "handouts")
    folder.mkdir(exist_ok=True)
    (folder / "gripe.yaml").write_text(
        "description: D.\ncomparison: cold-flu-covid\nlanguage: es\n", encoding="utf-8"
    )
    page = clinic.get("/handout/gripe")
    assert page.status == 200
    assert "S008" in page.text
    (folder / "francais.yaml").write_text(
        "description: D.\ncomparison: ms-vs-als\nlanguage: fr\n", encoding="utf-8"
    )
    page = clinic.get("/handout/francais")
    assert "L007" in page.text
    assert checked(page, "language") == ["en"]


# --- the API ---


def test_the_api_takes_and_lists_languages(clinic: Served) -> None:
    listing = json.loads(clinic.get("/api/list").body)
    assert listing["languages"] == ["en", "es"]
    assert {c["id"]: c["languages"] for c in listing["comparisons"]} == {
        "cold-flu-covid": ["en"],
        "ms-vs-als": ["en", "es"],
    }
    spanish = json.loads(clinic.get("/api/list?language=es").body)
    (comparison,) = spanish["comparisons"]
    assert comparison["title"] == "EM y ELA: ¿en qué se diferencian?"
    assert comparison["sections"][0]["scale"] == "IFSZ"
    section = json.loads(clinic.get("/api/section/ms-vs-als/symptoms?language=es").body)
    assert section["heading"] == "¿Cómo se comparan los síntomas?"
    made = ask_json(clinic, "/api/check", comparison="ms-vs-als", language="es")
    found = json.loads(made.body)
    assert (found["language"], found["grade"], found["scale"]) == ("es", None, "IFSZ")
    both = ask_json(
        clinic, "/api/build", comparison="ms-vs-als", language="en+es", format="txt",
        section=["tests"],
    )  # fmt: skip
    assert both.headers["content-disposition"].endswith('"ms-vs-als-en-es.txt"')
    assert "¿Cómo son las pruebas?" in both.text
    assert "language" in clinic.get("/api").text
    schemas = json.loads(clinic.get("/api/openapi.json").body)["components"]["schemas"]
    assert "language" in schemas["BuildRequest"]["properties"]


@pytest.mark.parametrize(
    ("comparison", "asked", "status", "code"),
    [
        ("ms-vs-als", "fr", 422, "L007"),
        ("cold-flu-covid", "es", 422, "S008"),
        ("ms-vs-als", "../es", 422, "U046"),
        ("ms-vs-als", "es+es", 422, "S007"),
    ],
)
def test_the_api_refuses_what_there_is_not(
    clinic: Served, comparison: str, asked: str, status: int, code: str
) -> None:
    answer = ask_json(clinic, "/api/build", comparison=comparison, language=asked)
    assert answer.status == status
    assert json.loads(answer.body)["problems"][0]["code"] == code


# --- a clinic's own ---


def test_a_clinics_language_is_the_usual_one_where_it_can_be(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    folder.mkdir()
    (folder / "handoutgen.yaml").write_text("defaults: {language: es}\n", encoding="utf-8")
    with served(tmp_path, "--workspace", str(folder)) as running:
        assert checked(running.get("/pick/ms-vs-als"), "language") == ["es"]
        assert running.get("/pick/cold-flu-covid").status == 200
        assert checked(running.get("/pick/ms-vs-als?language=en"), "language") == ["en"]


def test_a_broken_translation_is_told_and_stops_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "workspace" / "data" / "locale" / "es" / "LC_MESSAGES"
    broken.mkdir(parents=True)
    (broken / "page.po").write_bytes(b"\xff")
    with served(tmp_path, "--workspace", str(tmp_path / "workspace")) as running:
        assert "L001" in running.written
        page = running.get("/pick/ms-vs-als", Accept_Language=MEXICO)
        assert language(page) == "es"
        assert re.findall(r'type="hidden" name="language" value="([^"]*)"', page.text) == ["en"]
