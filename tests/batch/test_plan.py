"""Plans: what they unfold to, and everything that is told before work begins."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handoutgen.assets import Assets, bundled_root
from handoutgen.batch.clinics import assets_of
from handoutgen.batch.job import Job
from handoutgen.batch.plan import Matrix, Plan, parse_plan, read_plan
from handoutgen.batch.unfold import MOST, unfold
from handoutgen.cache import FolderCache
from handoutgen.errors import HandoutError, Problem
from handoutgen.workspace import make_workspace

TODAY = dt.date(2026, 11, 21)
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
CLINIC = "clinic:\n  name: {name}\ndefaults:\n  paper: {paper}\n"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> FolderCache:
    return FolderCache(tmp_path_factory.mktemp("cache") / "handoutgen")


def unfolded(text: str, cache: FolderCache, folder: Path = Path()) -> tuple[Job, ...]:
    plan, positions = parse_plan(text.encode(), "plan.yaml")
    assets = assets_of(plan, positions, folder, Assets.find())
    return unfold(plan, positions, assets, cache, None, TODAY)


def told(text: str, cache: FolderCache, folder: Path = Path()) -> list[Problem]:
    with pytest.raises(HandoutError) as raised:
        unfolded(text, cache, folder)
    return list(raised.value.problems)


def places(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.location)) for problem in problems]


def test_the_example_unfolds(cache: FolderCache) -> None:
    path = bundled_root() / "docs" / "plan.yaml"
    plan, positions = read_plan(path)
    assets = assets_of(plan, positions, path.parent, Assets.find())
    jobs = unfold(plan, positions, assets, cache, None, TODAY)
    assert len(jobs) == 2 * 2 * 2 * (2 * 3 - 1) * 2 + 3 * 2
    assert len({job.file for job in jobs}) == len({job.key for job in jobs}) == len(jobs)
    assert not any(j.request.layout == "booklet" and j.request.style == "large-print" for j in jobs)
    assert [job.number for job in jobs] == list(range(len(jobs)))


def test_the_last_key_changes_fastest_and_a_name_has_what_differs(cache: FolderCache) -> None:
    jobs = unfolded(
        "make:\n"
        "  - comparison: [ms-vs-als, cold-flu-covid]\n"
        "    sections: {a: [symptoms], b: []}\n"
        "    wording: plain\n"
        "    paper: [a4, letter]\n",
        cache,
    )
    assert [job.file for job in jobs] == [
        f"{comparison}-{sections}-{paper}.pdf"
        for comparison in ("ms-vs-als", "cold-flu-covid")
        for sections in ("a", "b")
        for paper in ("a4", "letter")
    ]
    assert [job.request.section for job in jobs[::2]] == [("symptoms",), ()] * 2


def test_a_plan_goes_over_what_is_saved(cache: FolderCache) -> None:
    jobs = unfolded(
        "make:\n"
        "  - handout: [waiting-room, ms-vs-als-large-print]\n"
        "    style: [ink-saver]\n"
        "    title: Another title\n"
        "    format: [pdf, html, text]\n",
        cache,
    )
    assert [job.file for job in jobs[:3]] == [
        f"waiting-room{end}" for end in (".pdf", ".html", ".txt")
    ]
    assert {job.request.style for job in jobs} == {"ink-saver"}
    assert {job.request.title for job in jobs} == {"Another title"}
    assert all("at-a-glance" in job.request.section for job in jobs)


def test_clinics_have_their_own_defaults_and_names(tmp_path: Path, cache: FolderCache) -> None:
    for name, paper in (("north", "a4"), ("south", "letter")):
        make_workspace(tmp_path / name)
        profile = CLINIC.format(name=name.title(), paper=paper)
        (tmp_path / name / "handoutgen.yaml").write_text(profile, encoding="utf-8")
    jobs = unfolded(
        "clinics: {n: north, s: south}\n"
        "make:\n"
        "  - comparison: [ms-vs-als]\n    clinic: [s, n]\n    layout: [handout, poster]\n"
        "  - handout: ms-vs-als-cards\n    clinic: s\n",
        cache,
        tmp_path,
    )
    assert [job.file for job in jobs] == [
        "s/ms-vs-als-handout.pdf",
        "s/ms-vs-als-poster.pdf",
        "s/ms-vs-als-cards.pdf",
        "n/ms-vs-als-handout.pdf",
        "n/ms-vs-als-poster.pdf",
    ]
    assert [job.request.sheet for job in jobs] == ["letter", "tabloid", "letter", "a4", "a3"]
    assert [job.request.clinic and job.request.clinic.name for job in jobs] == [
        *["South"] * 3,
        *["North"] * 2,
    ]


def test_languages_are_values_like_others(cache: FolderCache) -> None:
    matrix = "make:\n  - comparison: [ms-vs-als{}]\n    language: [en, es, en+es]\n"
    jobs = unfolded(matrix.format(""), cache)
    assert [job.file for job in jobs] == [
        f"ms-vs-als-{language}.pdf" for language in ("en", "es", "en+es")
    ]
    assert [job.request.language for job in jobs] == [("en",), ("es",), ("en", "es")]
    both = "    layout: [handout, leaflet]\n    language: [en, es, en+es]\n"
    (refused,) = told("make:\n  - comparison: ms-vs-als\n" + both, cache)
    assert (refused.code, str(refused.location)) == ("S007", "plan.yaml:3:13")
    assert "{layout: leaflet, language: en+es}" in refused.hint
    untranslated = told(matrix.format(", cold-flu-covid"), cache)
    assert {problem.code for problem in untranslated} == {"S008"}
    assert {str(problem.location) for problem in untranslated} == {"plan.yaml:3:15"}


def test_a_clinics_language_is_that_of_what_prints_in_it(
    tmp_path: Path, cache: FolderCache
) -> None:
    make_workspace(tmp_path / "sur")
    profile = CLINIC.format(name="Sur", paper="letter") + "  language: es\n"
    (tmp_path / "sur" / "handoutgen.yaml").write_text(profile, encoding="utf-8")
    jobs = unfolded(
        "clinics: {s: sur}\n"
        "make:\n"
        "  - comparison: [ms-vs-als, cold-flu-covid]\n    clinic: s\n"
        "  - handout: waiting-room\n    clinic: s\n    language: en\n",
        cache,
        tmp_path,
    )
    assert [job.request.language for job in jobs] == [("es",), (), ("en",)]


def test_every_wrong_cell_is_told_at_its_place(tmp_path: Path, cache: FolderCache) -> None:
    text = """\
file: "{layout}-{stile}"
make:
  - comparison: [ms-vs-als, cold-flu]
    layout: [handout, poster]
    style: [standard, inksaver]
    without: [symptom]
  - comparison: ms-vs-als
    locale: [en-US, xx-XX]
    template: handuot
    sections: {a: [tests], b: [tests, tests]}
  - handout: [ms-vs-als-leaflet, ms-vs-als-poster2]
    file: "{clinic}/{handout}"
  - comparison: ms-vs-als
    language: [en, xx]
    file: "{language}"
"""
    assert places(told(text, cache)) == [
        ("C008", "plan.yaml:1:7"),
        ("S001", "plan.yaml:3:29"),
        ("T001", "plan.yaml:5:23"),
        ("S002", "plan.yaml:6:15"),
        ("S004", "plan.yaml:8:21"),
        ("T001", "plan.yaml:9:15"),
        ("S005", "plan.yaml:10:39"),
        ("S001", "plan.yaml:11:34"),
        ("C008", "plan.yaml:12:11"),
        ("L007", "plan.yaml:14:20"),
    ]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("make:\n  - comparison: ms-vs-als\n    papper: a4\n", "C007", "3:5"),
        ("make:\n  - comparison: ms-vs-als\n    paper: [a4, b5]\n", "C008", "3:17"),
        ("make:\n  - comparison: ms-vs-als\n    paper: [a4, a4]\n", "C008", "3:12"),
        ("make:\n  - comparison: ms-vs-als\n    paper: []\n", "C008", "3:12"),
        ("make:\n  - paper: a4\n", "C008", "2:5"),
        ("make: []\n", "C008", "1:7"),
        ("file: x\n", "C006", "1:1"),
        ("make:\n  - comparison: ms-vs-als\n    clinic: north\n", "C008", "3:13"),
        ("clinics: {n: nowhere}\nmake:\n  - {comparison: ms-vs-als, clinic: n}\n", "U002", "1:14"),
        ("make:\n  - comparison: ms-vs-als\n    except: [{}]\n", "C008", "3:14"),
        ("make:\n  - comparison: ms-vs-als\n    except: [{paper: a4}]\n", "U082", "3:14"),
        (
            "make:\n  - {comparison: ms-vs-als, paper: a4, except: [{paper: a4}]}\n",
            "U082",
            "1:1",
        ),
        ("file: '../{name}'\nmake: [{comparison: ms-vs-als}]\n", "C008", "1:7"),
        ("file: 'a/../{name}'\nmake: [{comparison: ms-vs-als}]\n", "C008", "1:7"),
        ("file: 'con/{name}'\nmake: [{comparison: ms-vs-als}]\n", "C008", "1:7"),
        ("file: '{name'\nmake: [{comparison: ms-vs-als}]\n", "C008", "1:7"),
        ("file: '{name.__class__}'\nmake: [{comparison: ms-vs-als}]\n", "C008", "1:7"),
    ],
)
def test_what_a_plan_cannot_say(text: str, code: str, place: str, cache: FolderCache) -> None:
    assert places(told(text, cache)) == [(code, f"plan.yaml:{place}")]


def test_what_a_layout_refuses_is_told_once_with_the_way_to_leave_it_out(
    cache: FolderCache,
) -> None:
    matrix = (
        "make:\n  - comparison: ms-vs-als\n    wording: [plain, detailed]\n"
        "    layout: [handout, leaflet]\n    style: [standard, large-print]\n"
    )
    (problem,) = told(matrix, cache)
    assert problem.code == "S007"
    assert "(2 handouts)" in problem.message
    assert "{layout: leaflet, style: large-print}" in problem.hint
    out = "    except:\n      - {layout: leaflet, style: large-print}\n"
    assert len(unfolded(matrix + out, cache)) == 6


@pytest.mark.parametrize(
    ("second", "where"),
    [
        ("comparison: ms-vs-als, paper: [letter, a4], file: X", "the same matrix"),
        ("comparison: ms-vs-als, file: first", "plan.yaml:2:5"),
        ("comparison: ms-vs-als, file: FIRST", "plan.yaml:2:5"),
        ("comparison: ms-vs-als, file: first.pdf/inner", "plan.yaml:2:5"),
        ("comparison: ms-vs-als, file: first-sheets", "plan.yaml:2:5"),
    ],
)
def test_two_handouts_with_one_name_are_told(second: str, where: str, cache: FolderCache) -> None:
    first = "{comparison: ms-vs-als, layout: booklet, section: [symptoms], file: first}"
    (problem,) = told(f"make:\n  - {first}\n  - {{{second}}}\n", cache)
    assert problem.code == "U081"
    assert str(problem.location) == "plan.yaml:3:5"
    assert problem.message.endswith(where)


def test_a_plan_that_multiplies_beyond_all_paper_is_told_at_once(cache: FolderCache) -> None:
    many = ", ".join(f"s{n}" for n in range(1000))
    text = (
        "make:\n  - comparison: [ms-vs-als, cold-flu-covid]\n    wording: [plain, detailed]\n"
        f"    style: [{many}]\n    locale: [{many}]\n"
    )
    (problem,) = told(text, cache)
    assert problem.code == "C008"
    assert "4,000,000" in problem.message
    assert f"{MOST:,}" in problem.message


@pytest.mark.parametrize("content", [b"", b"make: &a [*a]", b"\xff", b"- x", b"make:\n - " * 40])
def test_what_is_no_plan_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(content)
    with pytest.raises(HandoutError):
        read_plan(path)


@pytest.mark.parametrize("name", ["missing.yaml", ".", "/dev/zero"])
def test_what_is_no_file_is_told(name: str) -> None:
    with pytest.raises(HandoutError) as raised:
        read_plan(Path(name))
    assert [p.code for p in raised.value.problems] == ["U080"]


# --- anything at all ---

WORDS = st.sampled_from(
    [
        *("ms-vs-als", "cold-flu-covid", "ms-vs-als-leaflet", "symptoms", "tests", "plain"),
        *("poster", "leaflet", "booklet", "large-print", "standard", "a4", "letter", "a3"),
        *(
            "en-US",
            "handout",
            "pdf",
            "html",
            "{name}",
            "{style}-{paper}",
            "a/b",
            "..",
            "north",
            "{",
        ),
        *("\x00", "\x1b[2J", "é"),
    ]
)
SCALARS = st.one_of(WORDS, st.text(max_size=8), st.integers(), st.booleans(), st.none(), st.dates())
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=4),
    st.dictionaries(st.one_of(WORDS, st.integers()), st.lists(WORDS, max_size=3), max_size=3),
)
KEYS = st.sampled_from([*Plan.fields, *Matrix.fields, "except"])
MATRICES = st.dictionaries(KEYS, VALUES, max_size=6)
PLANS = st.fixed_dictionaries(
    {"make": st.one_of(VALUES, st.lists(st.one_of(MATRICES, SCALARS), max_size=3))},
    optional={"file": VALUES, "clinics": VALUES, "date": VALUES},
)


@settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
@given(found=st.one_of(st.binary(max_size=200), PLANS))
def test_no_plan_makes_the_program_fall_over(found: Any, cache: FolderCache) -> None:
    source = found if isinstance(found, bytes) else yaml.safe_dump(found).encode()
    try:
        plan, positions = parse_plan(source, "plan.yaml")
        assets = assets_of(plan, positions, Path(), Assets.find())
        jobs = unfold(plan, positions, assets, cache, None, TODAY)
    except HandoutError as error:
        assert all(problem.location for problem in error.problems)
    else:
        assert len({job.file for job in jobs}) == len(jobs) > 0


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(data=st.data())
def test_good_matrices_unfold_or_are_refused(data: st.DataObject, cache: FolderCache) -> None:
    """Only real values: what comes out is the product, or a refusal with a place."""
    values: dict[str, list[Any]] = {
        "comparison": ["ms-vs-als", "cold-flu-covid"],
        "wording": ["plain", "detailed"],
        "layout": ["handout", "one-page", "leaflet", "booklet", "cards"],
        "style": ["standard", "large-print", "ink-saver"],
        "paper": ["letter", "a4", "a3"],
        "binding": [True, False],
        "format": ["pdf", "text"],
    }
    matrix = {
        name: data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
        for name, known in values.items()
        if name == "comparison" or data.draw(st.booleans())
    }
    size = 1
    for given_values in matrix.values():
        size *= len(given_values)
    try:
        jobs = unfolded(yaml.safe_dump({"make": [matrix]}), cache)
    except HandoutError as error:
        assert {p.code for p in error.problems} == {"S007"}
        assert all(p.location for p in error.problems)
    else:
        assert len(jobs) == size
