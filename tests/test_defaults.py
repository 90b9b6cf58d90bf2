"""What a clinic prints unless asked: an option, then what is saved, then its default."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoutgen.assets import PROFILE, Assets
from handoutgen.cli.request import Choices, find_request
from handoutgen.content.clinic import ClinicProfile, Defaults, Profile
from handoutgen.content.library import Library, load_library
from handoutgen.defaults import request_in
from handoutgen.errors import HandoutError
from handoutgen.selection import HandoutRequest

REAL = load_library(Assets.find())


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "handouts").mkdir()
    (tmp_path / PROFILE).write_text(
        "clinic:\n"
        "  name: Lakeside\n"
        "  website: https://lakeside.example/{handout}\n"
        "  locale: en-GB\n"
        "  feedback: call 555-0100\n"
        "  funding: The town paid.\n"
        "defaults:\n"
        "  paper: a4\n"
        "  wording: detailed\n"
        "  style: large-print\n",
        encoding="utf-8",
    )
    (tmp_path / "handouts/visit.yaml").write_text(
        "description: D.\ncomparison: ms-vs-als\nwording: plain\nlocale: en-US\n",
        encoding="utf-8",
    )
    return tmp_path


def find(workspace: Path, name: str, library: Library = REAL, **given: object) -> HandoutRequest:
    choices = Choices(**given)  # type: ignore[arg-type]
    return find_request(name, choices, library, Assets.find(workspace))[1]


def test_a_comparison_is_printed_as_the_clinic_usually_does(workspace: Path) -> None:
    request = find(workspace, "ms-vs-als")
    assert (request.paper, request.wording, request.style) == ("a4", "detailed", "large-print")
    assert (request.locale, request.feedback) == ("en-GB", "call 555-0100")
    assert request.funding == "The town paid."
    assert request.clinic is not None
    assert request.clinic.website == "https://lakeside.example/ms-vs-als"


def test_what_is_saved_goes_over_it_also_where_it_says_the_built_in(workspace: Path) -> None:
    request = find(workspace, "visit")
    assert (request.wording, request.locale) == ("plain", "en-US")
    assert (request.paper, request.style) == ("a4", "large-print")
    assert request.clinic is not None
    assert request.clinic.website == "https://lakeside.example/visit"


def test_an_option_goes_over_all(workspace: Path) -> None:
    request = find(workspace, "visit", wording="detailed", paper="letter", locale="en-CA")
    assert (request.wording, request.paper, request.locale) == ("detailed", "letter", "en-CA")


def test_without_a_profile_nothing_changes() -> None:
    assert request_in(None, "x", {"comparison": "x"}) == HandoutRequest("x")
    assert request_in(Profile(), "x", {"comparison": "x"}) == HandoutRequest("x")


def test_a_clinic_without_defaults_is_named_all_the_same() -> None:
    clinic = ClinicProfile(name="Lakeside")
    asked = request_in(Profile(clinic=clinic), "x", {"comparison": "x"})
    assert asked == HandoutRequest("x", clinic=clinic)


@pytest.mark.parametrize(
    ("defaults", "asked", "expected"),
    [
        # Large print is refused on a panel: what was asked for stands.
        ({"style": "large-print"}, {"layout": "leaflet"}, ("leaflet", "standard", None)),
        ({"layout": "leaflet"}, {"style": "large-print"}, ("handout", "large-print", None)),
        ({"layout": "leaflet"}, {"binding": True}, ("handout", "standard", None)),
        # A clinic that prints on A4 has A3 for a poster.
        ({"paper": "a4"}, {"layout": "poster"}, ("poster", "standard", "a3")),
        ({"paper": "letter"}, {"layout": "poster"}, ("poster", "standard", "tabloid")),
        ({"layout": "poster", "paper": "a4"}, {}, ("poster", "standard", "a3")),
        ({"layout": "poster"}, {"paper": "a4"}, ("handout", "standard", "a4")),
        ({"paper": "a3"}, {}, ("handout", "standard", "a4")),
    ],
)
def test_a_default_that_does_not_fit_gives_way(
    defaults: dict[str, str], asked: dict[str, object], expected: tuple[str, str, str | None]
) -> None:
    profile = Profile(defaults=Defaults(**defaults))
    request = request_in(profile, "x", {"comparison": "x", **asked})
    assert (request.layout, request.style, request.paper) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("locale: en-GB", "locale: en-UK", "4:11: error S004: there is no locale `en-UK`"),
        ("style: large-print", "style: huge-print", "10:10: error T001: there is no style"),
        ("paper: a4", "language: fr", "8:13: error C008: `language`: nothing is written in `fr`"),
        (
            "paper: a4",
            "language: es-MX",
            "8:13: error C008: `language`: nothing is written in `es-MX` Hint: write es;",
        ),
    ],
)
def test_what_a_profile_names_has_to_be_there(
    workspace: Path, old: str, new: str, expected: str
) -> None:
    file = workspace / PROFILE
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(HandoutError) as caught:
        find(workspace, "ms-vs-als")
    (problem,) = caught.value.problems
    assert f"{PROFILE}:{expected}" in str(problem)


@pytest.mark.parametrize("language", ["en", "en-US"])
def test_a_language_may_leave_the_country_open(workspace: Path, language: str) -> None:
    file = workspace / PROFILE
    file.write_text(
        file.read_text(encoding="utf-8") + f"  language: {language}\n", encoding="utf-8"
    )
    assert find(workspace, "ms-vs-als").comparison == "ms-vs-als"


def test_a_clinics_language_prints_where_it_is_complete(workspace: Path) -> None:
    file = workspace / PROFILE
    file.write_text(file.read_text(encoding="utf-8") + "  language: es\n", encoding="utf-8")
    assert find(workspace, "ms-vs-als").language == ("es",)
    assert find(workspace, "ms-vs-als", language=("en",)).language == ("en",)
    assert find(workspace, "cold-flu-covid").language == ()
    assert find(workspace, "newly-diagnosed").language == ("es",)


def test_a_saved_handouts_language_goes_over_the_clinics(workspace: Path) -> None:
    file = workspace / PROFILE
    file.write_text(file.read_text(encoding="utf-8") + "  language: es\n", encoding="utf-8")
    saved = workspace / "handouts" / "ours.yaml"
    saved.parent.mkdir(exist_ok=True)
    saved.write_text("description: D.\ncomparison: ms-vs-als\nlanguage: en\n", encoding="utf-8")
    assert find(workspace, "ours").language == ("en",)
