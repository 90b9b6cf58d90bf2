"""The page in a clinic's workspace, and its layouts: what it starts with, shows and offers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from handoutgen.assets import PROFILE
from web.serving import SECTIONS, Answer, Pairs, Served, served

PICK = "/pick/ms-vs-als"
TOO_MUCH: Pairs = [("section", "see-a-doctor"), ("section", "symptoms"), ("layout", "poster")]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A clinic that prints on A4, in large print, with its own emergency number."""
    folder = tmp_path_factory.mktemp("clinic")
    (folder / PROFILE).write_text(
        "clinic: {name: Lakeside Neurology, phone: 555-0100, locale: en-GB}\n"
        "defaults: {paper: a4, style: large-print, wording: detailed}\n"
    )
    (folder / "handouts").mkdir()
    (folder / "handouts" / "old.yaml").write_text(
        "description: Old.\ncomparison: ms-vs-als\nlayout: poster\nwording: plain\n"
        "style: gone\nlocale: xx-XX\nsection: [see-a-doctor, went-away]\n"
    )
    (folder / "handouts" / "lost.yaml").write_text("description: L.\ncomparison: gout-vs-flu\n")
    with served(folder) as running:
        yield running


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A page that was started outside of a workspace."""
    with served(tmp_path_factory.mktemp("plain")) as running:
        yield running


def chosen(answer: Answer, name: str) -> str:
    """The value of the radio button that is on."""
    (found,) = re.findall(rf'name="{name}" value="([^"]*)" checked', answer.text)
    return str(found)


def order(answer: Answer) -> list[str]:
    """The sections in the order in which they print."""
    return re.findall(r'<input type="hidden" name="order" value="([^"]+)">', answer.text)


def text_of(answer: Answer) -> str:
    with pypdfium2.PdfDocument(answer.body) as pdf:
        return " ".join(pdf[0].get_textpage().get_text_bounded().split())


# --- the clinic ---


def test_the_page_starts_with_what_the_clinic_prints(clinic: Served) -> None:
    page = clinic.get(PICK)
    assert "Lakeside Neurology" in page.text
    assert "Lakeside Neurology" in clinic.get("/").text
    assert [chosen(page, n) for n in ("layout", "style", "paper", "wording")] == [
        *("handout", "large-print", "a4", "detailed")
    ]
    assert "999 (United Kingdom), set by your clinic" in page.text
    assert "handoutgen init" not in page.text
    assert f"Workspace: {clinic.log.parent}" in clinic.said


def test_each_sheet_names_the_clinic_and_its_number(clinic: Served) -> None:
    sheet = clinic.post("/file/ms-vs-als.pdf", SECTIONS)
    assert "Lakeside Neurology" in text_of(sheet)
    assert "999" in text_of(sheet)
    asked = json.dumps({"comparison": "ms-vs-als", "section": ["when-to-call"], "format": "txt"})
    kind = {"content-type": "application/json"}
    assert "999" in clinic.ask("POST", "/api/build", asked.encode(), kind).text


def test_a_default_gives_way_to_what_a_program_asks_for(clinic: Served) -> None:
    asked = json.dumps({"comparison": "ms-vs-als", "section": ["call-in-short"], "layout": "cards"})
    kind = {"content-type": "application/json"}
    assert clinic.ask("POST", "/api/check", asked.encode(), kind).status == 200


def test_a_saved_handout_opens_with_what_is_still_there(clinic: Served) -> None:
    page = clinic.get("/handout/old")
    assert order(page) == ["see-a-doctor"]
    assert (chosen(page, "layout"), chosen(page, "wording")) == ("poster", "plain")
    assert "is not there. The rest is here." in page.text
    for code, gone in (("S002", "went-away"), ("T001", "gone"), ("S004", "xx-XX")):
        assert re.search(rf"<strong>{code}</strong>[^<]*`{gone}`", page.text)
    lost = clinic.get("/handout/lost")
    assert (lost.status, "S001" in lost.text) == (404, True)


def test_without_a_workspace_it_says_how_to_make_one(plain: Served) -> None:
    assert "handoutgen init our-clinic" in plain.get("/").text
    page = plain.get(PICK)
    assert "handoutgen init our-clinic" in page.text
    assert "Your local number" in page.text
    saved = plain.post("/save/ms-vs-als", [*SECTIONS, ("name", "Any")], hx_request="true")
    assert "U047" in saved.text


def test_the_emergency_number_can_be_chosen(plain: Served) -> None:
    words = text_of(plain.post("/file/ms-vs-als.pdf", SECTIONS))
    assert "your local emergency number" in words
    asked = [*SECTIONS, ("locale", "en-AU")]
    assert "000" in text_of(plain.post("/file/ms-vs-als.pdf", asked))
    assert re.search('value="en-AU" selected', plain.post(PICK, asked).text)


# --- layouts ---


def test_a_layout_brings_its_sections_and_its_paper(plain: Served) -> None:
    usual = plain.get(PICK)
    form = [("order", s) for s in order(usual)] + [("section", s) for s in order(usual)]
    rendered = re.findall('name="rendered" value="([^"]*)"', usual.text)[0]
    changed = plain.post(
        "/preview/ms-vs-als", [*form, ("rendered", rendered), ("layout", "poster")]
    )
    assert order(changed) == ["on-the-wall", "see-a-doctor"]
    assert chosen(changed, "paper") == "tabloid"
    assert 'name="binding"' not in changed.text
    assert re.search('value="large-print" disabled', changed.text)
    assert "Page 1</span> of 1" in changed.text
    assert "11 × 17 in" in changed.text


@pytest.mark.parametrize(
    ("pairs", "names", "shape", "size"),
    [
        (
            [("section", "call-in-short"), ("layout", "leaflet"), ("paper", "a4")],
            ["Outside, side 1", "Inside, side 2"],
            "wide",
            "297 × 210 mm",
        ),
        ([("section", "call-in-short"), ("layout", "cards")], ["Sheet 1"], "whole", "8.5 × 11 in"),
        (
            [("section", "call-in-short"), ("layout", "booklet")],
            ["Page 1", "Page 2"],
            "half",
            "5.5 × 8.5 in",
        ),
    ],
)
def test_pages_have_their_names_and_sizes(
    plain: Served, pairs: Pairs, names: list[str], shape: str, size: str
) -> None:
    text = plain.post("/preview/ms-vs-als", pairs).text
    found = re.findall(rf'class="paper {shape}" data-name="([^"]*)"', text)
    assert found[: len(names)] == names
    assert size in text


def test_a_booklet_is_printed_from_its_sheets_and_read_page_by_page(plain: Served) -> None:
    pairs = [("section", "call-in-short"), ("layout", "booklet")]
    told = plain.post("/preview/ms-vs-als", pairs).text
    assert "two pages to a side. Then fold it once." in told
    files = {
        show: plain.post("/file/ms-vs-als.pdf", [*pairs, ("show", show)])
        for show in re.findall(r'name="show" value="(print|sheets)"', told)
    }
    assert list(files) == ["sheets", "print"]
    read = plain.post("/file/ms-vs-als.pdf", pairs)
    with (
        pypdfium2.PdfDocument(read.body) as pages,
        pypdfium2.PdfDocument(files["print"].body) as sheets,
    ):
        assert len(sheets) == (len(pages) + 3) // 4 * 2
        width, height = pages.get_page_size(0)
        assert sheets.get_page_size(0) == pytest.approx((width * 2, height))
    assert files["sheets"].body == files["print"].body
    names = {name: answer.headers["content-disposition"] for name, answer in files.items()}
    assert names["sheets"] == 'attachment; filename="ms-vs-als-sheets.pdf"'
    assert names["print"].startswith("inline")
    assert read.headers["content-disposition"] == 'attachment; filename="ms-vs-als.pdf"'


def test_what_is_printed_as_it_is_read_has_no_sheets(plain: Served) -> None:
    pairs = [("section", "call-in-short"), ("layout", "leaflet")]
    assert 'id="sheets"' not in plain.post("/preview/ms-vs-als", pairs).text
    read = plain.post("/file/ms-vs-als.pdf", pairs)
    assert plain.post("/file/ms-vs-als.pdf", [*pairs, ("show", "print")]).body == read.body


def test_what_does_not_fit_is_told_with_ways_out(plain: Served) -> None:
    told = plain.post("/preview/ms-vs-als", TOO_MUCH)
    assert "This does not fit" in told.text
    assert "D015" in told.text  # more words than a poster may have
    assert "symptoms.yaml" not in told.text  # whoever picks sections has no file to mend
    kept = plain.post("/preview/ms-vs-als", [*TOO_MUCH, ("fit", "on")])
    assert order(kept) == ["see-a-doctor"]
    assert "Left out, for there is no room:</strong> How do the symptoms compare?" in kept.text
    assert 'class="paper whole"' in kept.text
    usual = plain.post("/preview/ms-vs-als", [*TOO_MUCH, ("usual", "on")])
    assert order(usual) == ["on-the-wall", "see-a-doctor"]
    handout = plain.post("/preview/ms-vs-als", [*TOO_MUCH, ("instead", "layout:handout")])
    assert chosen(handout, "layout") == "handout"
    assert order(handout) == ["see-a-doctor", "symptoms"]


def test_where_nothing_fits_it_says_so(plain: Served) -> None:
    pairs = [("section", "symptoms"), ("section", "treatment"), ("layout", "poster")]
    told = plain.post("/preview/ms-vs-als", [*pairs, ("fit", "on")])
    assert "None of these sections leaves enough room." in told.text
    assert order(told) == ["symptoms", "treatment"]


def test_what_does_not_go_together_is_explained(plain: Served) -> None:
    pairs = [("section", "see-a-doctor"), ("layout", "poster"), ("style", "large-print")]
    told = plain.post("/preview/ms-vs-als", pairs)
    assert "These do not go together" in told.text
    assert "already larger than large print" in unescape(told.text)
    (ways,) = re.findall(r'class="ways">(.*?)</p>', told.text, re.DOTALL)
    assert re.findall(r'name="(\w+)"', ways) == ["instead", "instead"]
    mended = plain.post("/preview/ms-vs-als", [*pairs, ("instead", "style:standard")])
    assert chosen(mended, "style") == "standard"
    assert 'class="paper whole"' in mended.text


@pytest.mark.parametrize("suffix", ["pdf", "html", "txt"])
def test_every_layout_gives_every_kind_of_file(plain: Served, suffix: str) -> None:
    for layout in ("handout", "one-page", "leaflet", "booklet", "poster", "cards"):
        section = "see-a-doctor" if layout == "poster" else "call-in-short"
        pairs = [("section", section), ("layout", layout), ("note", "Come at nine.")]
        answer = plain.post(f"/file/ms-vs-als.{suffix}", pairs)
        assert answer.status == 200, layout
        said = text_of(answer) if suffix == "pdf" else answer.text
        assert "Come at nine." in said, layout


def test_a_workspace_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / PROFILE).write_text("clinic: {name: L}\n")
    (tmp_path / "handouts").write_text("a file where the folder should be")
    with served(tmp_path) as running:
        pairs = [*SECTIONS, ("name", "Any")]
        saved = running.post("/save/ms-vs-als", pairs, hx_request="true")
        assert saved.status == 200
        assert re.search(r"W00\d", saved.text)
        assert running.get(PICK).status == 200


def test_a_profile_with_a_mistake_is_told_at_the_start(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from handoutgen.cli.main import main

    (tmp_path / PROFILE).write_text("clinic: {name: L}\ndefaults: {style: golden}\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--no-browser", "--port", "0"])
    assert ended.value.code == 3
    assert f"{PROFILE}:2:19: error T001" in capfd.readouterr().err
