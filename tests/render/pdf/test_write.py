"""The file as a whole: the same bytes everywhere, honest metadata, and what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from readback.conformance import validate
from readback.document import metadata, open_pdf
from readback.structure import read_structure

import handoutgen
from handoutgen.build import build
from handoutgen.document.inline import Link, Text
from handoutgen.document.nodes import Cell, Figure, Furniture, Heading, Paragraph, Row, Table
from handoutgen.errors import HandoutError, Location
from handoutgen.selection import HandoutRequest

from .builds import COMPARISON, assets, built, document_of, faces, library, render, saved
from .checks import assert_words
from .documents import drawing

_SOURCE = Path(handoutgen.__file__).parent.parent
_PROGRAM = """
import sys
from hashlib import sha256
from handoutgen.assets import Assets
from handoutgen.build import build
from handoutgen.content.library import load_library
from handoutgen.selection import HandoutRequest
assets = Assets.find()
made = build(HandoutRequest(sys.argv[1]), "pdf", load_library(assets), assets)
print(made.edition, sha256(made.content).hexdigest())
"""


def test_the_same_request_gives_the_same_bytes_in_one_process() -> None:
    request = saved("waiting-room")
    first, second = (build(request, "pdf", library(), assets()) for _ in range(2))
    assert first.content == second.content
    assert first.edition == second.edition


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "de_DE.UTF-8"},
        {"PYTHONHASHSEED": "3", "PYTHONUTF8": "0"},
        {"SOURCE_DATE_EPOCH": "1"},
    ],
    ids=["seed-1", "seed-2", "seed-3", "epoch"],
)
def test_the_same_request_gives_the_same_bytes_everywhere(
    environment: dict[str, str], tmp_path: Path
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM, COMPARISON],
        env={**os.environ, "PYTHONPATH": str(_SOURCE), **environment},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    here = built(HandoutRequest(COMPARISON))
    assert run.stdout.split() == [here.edition, sha256(here.content).hexdigest()]


def test_the_order_of_earlier_builds_does_not_show() -> None:
    first = render(document_of(Heading(1, (Text("Azby"),)), Paragraph((Text("zyx"),))))
    render(document_of(Heading(1, (Text("Łódź ß"),))))
    assert render(document_of(Heading(1, (Text("Azby"),)), Paragraph((Text("zyx"),)))) == first


def test_another_request_is_another_edition() -> None:
    base = HandoutRequest(COMPARISON, ("symptoms",))
    others = [
        base,
        replace(base, section=("treatment",)),
        replace(base, section=("symptoms", "treatment")),
        replace(base, section=("treatment", "symptoms")),
        replace(base, wording="detailed"),
        replace(base, paper="a4"),
        replace(base, title="Another title"),
        replace(base, locale="en-US"),
    ]
    made = [built(request) for request in others]
    assert len({handout.edition for handout in made}) == len(made)
    assert len({handout.content for handout in made}) == len(made)


@pytest.mark.parametrize(
    "title",
    [
        "(unbalanced \\ and )) <b>tags</b> & &amp; ]]> <!-- --> %PDF {{ x }}",
        "Ärzte für Łukasz “quoted” – dash",
        "x " * 150 + "x",
        ") /JS (app.alert(1)) >> endobj",
    ],
)
def test_a_hostile_title_is_only_a_title(title: str) -> None:
    pdf = render(document_of(Heading(1, (Text(title),)), title=title))
    assert validate(pdf) == []
    found = metadata(pdf)
    assert (found.title, found.xmp_title) == (title, title)
    assert [bookmark.title for bookmark in found.bookmarks] == [title]


def test_a_hostile_address_is_only_an_address() -> None:
    url = "https://example.org/a(b)c\\d?x=<y>&z='\"#é"
    pdf = render(document_of(Heading(1, (Text("T"),)), Paragraph((Link("here", url),))))
    assert validate(pdf) == []
    with open_pdf(pdf) as document:
        (link,) = document.pages[0].Annots
        assert str(link.A.URI) == url


def test_the_file_names_no_one_and_no_place() -> None:
    pdf = built(HandoutRequest(COMPARISON)).content
    with open_pdf(pdf) as document:
        assert document.pdf_version == "1.7"
        assert str(document.docinfo["/CreationDate"]).endswith("000000Z")
        assert "/OpenAction" not in document.Root
        assert "/AA" not in document.Root
        with document.open_metadata() as xmp:
            assert str(xmp["pdf:Producer"]) == str(document.docinfo["/Producer"])
            assert str(xmp["xmp:CreatorTool"]) == str(document.docinfo["/Creator"])
    assert str(Path.home()).encode() not in pdf


def test_nothing_in_the_file_acts_by_itself() -> None:
    with open_pdf(built(HandoutRequest(COMPARISON)).content) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                assert "/JS" not in thing
                assert thing.get("/S") not in (pikepdf.Name.JavaScript, pikepdf.Name.Launch)


_AT = Location("templates/x.html.j2", 3, 4)
_CELL = Cell((Paragraph((Text("x"),)),), "col")


@pytest.mark.parametrize(
    "block",
    [
        Paragraph((Text("Five \u2192 six"),), at=_AT),
        Heading(2, (Text("\u2192"),), at=_AT),
        Table("A \u2192 caption", Row((_CELL,)), (Row((_CELL,)),), at=_AT),
        Figure("f", drawing(100, 50, "\u2192"), "alt", (), at=_AT),
    ],
    ids=["paragraph", "heading", "caption", "label"],
)
def test_a_character_without_a_glyph_is_refused_with_a_hint(
    block: Paragraph | Heading | Table | Figure,
) -> None:
    with pytest.raises(HandoutError) as caught:
        render(document_of(Heading(1, (Text("T"),)), block))
    (problem,) = caught.value.problems
    assert problem.code == "D010"
    assert "U+2192" in problem.message
    assert problem.location == _AT
    assert problem.hint


@pytest.mark.parametrize("part", ["head_left", "telephone", "foot_left"])
def test_what_a_clinic_says_of_itself_is_refused_where_the_clinic_wrote_it(part: str) -> None:
    said = ("Foot", "\u2192") if part == "foot_left" else "\u2192"
    furniture = replace(
        Furniture("T", ("MS",), "Left", "Right", ("Foot", "Two")),
        clinic_at=Location("handoutgen.yaml", 2, 3),
        **{part: said},  # type: ignore[arg-type]
    )
    with pytest.raises(HandoutError) as caught:
        render(document_of(Heading(1, (Text("T"),)), furniture=furniture))
    assert {(p.code, p.location) for p in caught.value.problems} == {
        ("D010", Location("handoutgen.yaml", 2, 3))
    }


def test_every_lacking_character_is_named_at_once() -> None:
    with pytest.raises(HandoutError) as caught:
        render(
            document_of(Heading(1, (Text("T"),)), Paragraph((Text("\u2192 \u2713 \U0001f600"),)))
        )
    assert len(caught.value.problems) == 3


def test_every_character_of_the_fonts_can_be_printed_and_read() -> None:
    known = set.intersection(
        *(set(f.font.face.charToGlyph) for f in (faces().regular, faces().bold))
    )
    letters = sorted(chr(c) for c in known if chr(c).isprintable() and not chr(c).isspace())
    assert len(letters) > 250
    words = [" ".join(letters[i : i + 8]) for i in range(0, len(letters), 8)]
    document = document_of(Heading(1, (Text("T"),)), *[Paragraph((Text(w),)) for w in words])
    pdf = render(document)
    assert validate(pdf) == []
    assert_words(read_structure(pdf), document)
