"""A clinic's own file: strict, with a place for everything that is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from document.own_template import FRAME
from document.reading import text_of

from content.library_on_disk import composed, on_disk
from handoutgen.assets import PROFILE, Assets
from handoutgen.content.clinic import ClinicProfile, Profile, load_profile
from handoutgen.content.library import Library
from handoutgen.errors import HandoutError
from handoutgen.selection import HandoutRequest

WHOLE = """\
clinic:
  name: Lakeside Neurology
  address: 12 Shore Road, Lakeside
  phone: 555-0100
  website: https://lakeside.example/handouts/{handout}
  logo: lake.svg
  locale: en-US
  feedback: call 555-0100
  funding: The town of Lakeside paid for this.
defaults:
  layout: leaflet
  style: ink-saver
  paper: a4
  wording: detailed
  language: en
"""
REQUEST = HandoutRequest("cold-or-flu", section=("basics",))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    folder.mkdir()
    (folder / "lake.svg").write_text("<svg/>", encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return on_disk(tmp_path / "library").load()


def load(workspace: Path, text: str) -> Profile | None:
    (workspace / PROFILE).write_text(text, encoding="utf-8")
    return load_profile(Assets.find(workspace))


def problems(workspace: Path, text: str) -> list[str]:
    with pytest.raises(HandoutError) as caught:
        load(workspace, text)
    return [
        f"{p.location.line}:{p.location.column} {p.code} {p.message}"
        for p in caught.value.problems
        if p.location and p.location.file.endswith(PROFILE)
    ]


# --- the file ---


def test_every_key_is_read(workspace: Path) -> None:
    profile = load(workspace, WHOLE)
    assert profile is not None
    assert profile.clinic is not None
    assert profile.clinic.name == "Lakeside Neurology"
    assert profile.clinic.website_of("tests") == "https://lakeside.example/handouts/tests"
    assert profile.defaults.paper == "a4"
    assert profile.defaults.wording == "detailed"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "clinic:\ndefaults:\n"])
def test_a_file_of_comments_says_nothing(workspace: Path, text: str) -> None:
    profile = load(workspace, text)
    assert profile is not None
    assert profile.clinic is None
    assert not any(vars(profile.defaults).values())


def test_no_workspace_or_no_file_is_no_profile(workspace: Path) -> None:
    assert load_profile(Assets.find()) is None
    assert load_profile(Assets.find(workspace)) is None


def test_all_problems_at_once_each_with_its_place(workspace: Path) -> None:
    found = problems(
        workspace,
        "clinic:\n"
        "  phone: 5550100\n"
        "  website: http://lakeside.example\n"
        "  patient: Ann Example\n"
        "defaults:\n"
        "  paper: a5\n",
    )
    assert [" ".join(line.split()[:2]) for line in found] == [
        "2:3 C006",
        "2:10 C008",
        "3:12 C008",
        "4:3 C007",
        "6:10 C008",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("name: " + "Long " * 20, "2:9 C008"),
        ("name: A\u202eB", "2:9 C014"),
        ("name: Lakeside\n  logo: ../../secret.svg", "3:9 C008"),
        ("name: Lakeside\n  logo: missing.png", "3:9 C080 there is no file `missing.png`"),
        ("name: Lakeside\n  logo: lake.exe", "3:9 C008"),
        ("name: Lakeside\n  website: https://a.example/{patient}", "3:12 C008"),
        ("name: Lakeside\n  website: https://a.example/{handout", "3:12 C008"),
        ("name: Lakeside\n  locale: English", "3:11 C008"),
    ],
)
def test_what_cannot_stand_on_a_page_is_refused(workspace: Path, line: str, expected: str) -> None:
    (found,) = problems(workspace, f"clinic:\n  {line}\n")
    assert found.startswith(expected)


def test_broken_yaml_has_its_place(workspace: Path) -> None:
    (found,) = problems(workspace, "clinic:\n  name: [Lakeside\n")
    assert found.startswith("3:1 C003")


# --- on the page ---


def test_the_clinic_stands_at_head_and_foot(library: Library) -> None:
    without = composed(library, REQUEST)
    assert without.furniture.head_left == "Patient handout"
    named = composed(library, replace(REQUEST, clinic=ClinicProfile(name="Lakeside Neurology")))
    assert named.furniture.head_left == "Lakeside Neurology"
    assert named.furniture.foot_left[0] == "Written November 21, 2026 · Lakeside Neurology"


def test_another_clinic_makes_another_edition(library: Library) -> None:
    requests = [
        REQUEST,
        *(replace(REQUEST, clinic=ClinicProfile(name=name)) for name in ("Lakeside", "Hillside")),
    ]
    prints = {composed(library, request).fingerprint for request in requests}
    assert len(prints) == 3


def test_a_template_can_print_the_clinic(library: Library, workspace: Path) -> None:
    body = (
        "{% if handout.clinic %}<p>{{ handout.clinic.name }}|{{ handout.clinic.address }}|"
        "{{ handout.clinic.phone }}|{{ handout.clinic.website }}</p>{% endif %}"
    )
    (workspace / "templates").mkdir()
    (workspace / "templates/own.html.j2").write_text(FRAME.replace("BODY", body), encoding="utf-8")
    request = replace(REQUEST, template="own")
    assert "|" not in text_of(composed(library, request, workspace))
    clinic = ClinicProfile(name="A & <b>B</b>", website="https://a.example/{handout}.pdf")
    named = replace(request, clinic=clinic)
    printed = text_of(composed(library, named, workspace))
    assert "A & <b>B</b>|||https://a.example/cold-or-flu.pdf" in printed
    elsewhere = clinic.changed(website="https://b.example/")
    moved = composed(library, replace(named, clinic=elsewhere), workspace)
    assert moved.fingerprint != composed(library, named, workspace).fingerprint
