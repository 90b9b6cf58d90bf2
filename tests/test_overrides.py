"""What a clinic overrides, piece by piece, and what has changed under it since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from content.library_on_disk import BASICS, GLOSSARY, LibraryOnDisk, on_disk

from handoutgen.assets import Assets
from handoutgen.cli.main import main
from handoutgen.content.library import load_library
from handoutgen.errors import HandoutError
from handoutgen.override_record import RECORDS
from handoutgen.overrides import accept, difference, override
from handoutgen.pieces import LISTS, entries, find_piece, lines_of, pieces_in
from handoutgen.workspace import make_workspace

VIRUS = f"{GLOSSARY}#virus"


@pytest.fixture
def bundled(tmp_path: Path) -> LibraryOnDisk:
    return on_disk(tmp_path / "bundled")


@pytest.fixture
def assets(bundled: LibraryOnDisk, tmp_path: Path) -> Assets:
    workspace = tmp_path / "clinic"
    make_workspace(workspace)
    return Assets((bundled.root, workspace))


def own(assets: Assets, file: str) -> Path:
    return assets.roots[-1] / file


def states(assets: Assets) -> dict[str, str]:
    return {o.piece: o.state for o in difference(assets).overrides}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def code(piece: str, assets: Assets) -> str:
    with pytest.raises(HandoutError) as caught:
        override(piece, assets)
    return caught.value.problems[0].code


def test_a_new_workspace_changes_nothing(assets: Assets) -> None:
    found = difference(assets)
    assert (found.overrides, found.additions) == ((), ())


def test_an_override_of_a_file(assets: Assets, bundled: LibraryOnDisk) -> None:
    target = override(BASICS, assets)
    assert target.read_text(encoding="utf-8") == bundled.read(BASICS)
    assert states(assets) == {BASICS: "same"}
    edit(target, "A virus causes each one.", "A tiny germ causes each one.")
    assert states(assets) == {BASICS: "unchanged"}
    bundled.edit(BASICS, "Each one spreads.", "Each one spreads fast.")
    assert states(assets) == {BASICS: "changed"}
    before = target.read_bytes()
    accept([BASICS], assets)
    assert states(assets) == {BASICS: "unchanged"}
    assert target.read_bytes() == before


def test_comments_and_layout_are_no_change(assets: Assets, bundled: LibraryOnDisk) -> None:
    edit(override(BASICS, assets), "What are they?", "What are these?")
    bundled.write(BASICS, "# A remark.\n\n" + bundled.read(BASICS))
    assert states(assets) == {BASICS: "unchanged"}


def test_an_override_of_an_entry_leaves_the_others_bundled(
    assets: Assets, bundled: LibraryOnDisk
) -> None:
    target = override(VIRUS, assets)
    edit(target, "a very small germ", "a germ")
    assert load_library(assets).glossary["virus"].plain == "a germ"
    assert load_library(assets).glossary["fever"].plain == "being too hot"
    bundled.edit(GLOSSARY, "being too hot", "being hot")
    assert states(assets) == {VIRUS: "unchanged"}
    bundled.edit(GLOSSARY, "a very small germ", "a living thing, or nearly")
    assert states(assets) == {VIRUS: "changed"}


def test_a_second_entry_goes_below_the_first_in_the_clinic_s_own_hand(assets: Assets) -> None:
    own(assets, GLOSSARY).write_text(
        "# Our words.\nterms:\n- id: chart\n  term: chart\n  plain: your notes with us\n",
        encoding="utf-8",
    )
    target = override(VIRUS, assets)
    assert target.read_text(encoding="utf-8").startswith("# Our words.\nterms:\n- id: chart\n")
    assert set(load_library(assets).glossary) == {"chart", "virus", "fever"}
    found = difference(assets)
    assert [o.piece for o in found.overrides] == [VIRUS]
    assert found.additions == (f"{GLOSSARY}#chart",)


def test_a_list_that_cannot_be_added_to_is_left_alone(assets: Assets) -> None:
    text = "terms: [{id: chart, term: chart, plain: your notes}]\n"
    own(assets, GLOSSARY).write_text(text, encoding="utf-8")
    assert code(VIRUS, assets) == "U034"
    assert own(assets, GLOSSARY).read_text(encoding="utf-8") == text
    assert not own(assets, RECORDS).exists()


def test_every_bundled_entry_can_be_copied(tmp_path: Path) -> None:
    make_workspace(tmp_path / "clinic")
    assets = Assets.find(tmp_path / "clinic")
    pieces = [p for p in pieces_in(assets.roots[0], assets) if "#" in p]
    assert {p.partition("#")[0] for p in pieces} == set(LISTS)
    for piece in pieces[:: max(1, len(pieces) // 40)]:
        override(piece, assets)
        assert lines_of(piece, assets.roots[0], assets) == lines_of(piece, assets.roots[1], assets)
    load_library(assets)
    assert set(states(assets).values()) == {"same"}


def test_made_by_hand_it_is_unknown_since_when(assets: Assets, bundled: LibraryOnDisk) -> None:
    text = bundled.read(BASICS).replace("What are they?", "What are these?")
    path = own(assets, BASICS)
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assert states(assets) == {BASICS: "unknown"}
    accept([BASICS], assets)
    assert states(assets) == {BASICS: "unchanged"}


def test_what_is_there_already_is_not_copied_over(assets: Assets) -> None:
    edit(override(BASICS, assets), "What are they?", "What are these?")
    before = own(assets, BASICS).read_bytes()
    assert code(BASICS, assets) == "U033"
    assert own(assets, BASICS).read_bytes() == before


def test_reviews_and_new_files_are_additions(assets: Assets) -> None:
    for file, text in (
        ("handouts/ours.yaml", "description: D.\ncomparison: cold-or-flu\n"),
        ("data/reviews/cold-or-flu.yaml", "reviews: []\n"),
        ("handouts/.ours.yaml.swp", "x"),
        ("handouts/ours.yaml~", "x"),
    ):
        own(assets, file).parent.mkdir(exist_ok=True)
        own(assets, file).write_text(text, encoding="utf-8")
    found = difference(assets)
    assert found.additions == ("data/reviews/cold-or-flu.yaml", "handouts/ours.yaml")


def test_without_a_workspace(bundled: LibraryOnDisk) -> None:
    assert code(BASICS, bundled.assets) == "U031"
    with pytest.raises(HandoutError, match="U031"):
        difference(bundled.assets)


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        (BASICS, BASICS),
        ("basics", BASICS),
        ("basics.yaml", BASICS),
        ("virus", VIRUS),
        ("cold-or-flu", "data/comparisons/cold-or-flu/comparison.yaml"),
    ],
)
def test_short_names(name: str, piece: str, assets: Assets) -> None:
    assert find_piece(name, assets) == piece


def test_unknown_and_ambiguous_names(assets: Assets) -> None:
    with pytest.raises(HandoutError, match=r"S010.*did you mean basics"):
        find_piece("basic", assets)
    with pytest.raises(HandoutError, match="U032: `bed` means 2 pieces"):
        # A drawing, and the figure that shows it.
        find_piece("bed", assets)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("overrides: [\n", "C003"),
        ("overrides:\n  - {piece: x}\n", "C006"),
        ("patients: []\n", "C006"),
    ],
)
def test_a_broken_record_has_its_place(assets: Assets, text: str, expected: str) -> None:
    own(assets, RECORDS).write_text(text, encoding="utf-8")
    with pytest.raises(HandoutError) as caught:
        difference(assets)
    assert caught.value.problems[0].code == expected
    location = caught.value.problems[0].location
    assert location is not None
    assert location.file.endswith(RECORDS)
    assert location.line
    assert code(BASICS, assets) == expected
    assert not own(assets, BASICS).exists()


def test_a_broken_list_of_the_clinic_has_its_place(assets: Assets) -> None:
    own(assets, GLOSSARY).write_text("terms:\n  - {id: virus\n", encoding="utf-8")
    with pytest.raises(HandoutError) as caught:
        difference(assets)
    assert caught.value.problems[0].code == "C003"


def test_entries_without_a_list_are_none(assets: Assets, bundled: LibraryOnDisk) -> None:
    own(assets, GLOSSARY).write_text("# Nothing yet.\n", encoding="utf-8")
    asset = list(assets.layers(GLOSSARY))[-1]
    assert entries(asset) == {}
    assert difference(assets).overrides == ()


# --- the commands ---


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    workspace = tmp_path / "own"
    make_workspace(workspace)
    monkeypatch.chdir(workspace)
    return workspace


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_override_and_diff(inside: Path) -> None:
    assert "It changes nothing" in run("diff").stdout
    made = run("override", "relapse")
    assert made.exit_code == 0, made.stderr
    assert made.stdout.splitlines()[0] == str(inside / "data/glossary.yaml")
    edit(inside / "data/glossary.yaml", "new or worse symptoms for a while", "a bad spell")
    shown = run("diff").stdout
    assert f"Workspace {inside}" in shown
    assert "data/glossary.yaml#relapse: the bundled text is what it was" in shown
    apart = run("diff", "data/glossary.yaml#relapse").stdout
    assert "-- {id: relapse, term: relapse, forms: [relapses], plain: new or worse" in apart
    assert "+- {id: relapse, term: relapse, forms: [relapses], plain: a bad spell}" in apart
    told = json.loads(run("diff", "--json").stdout)
    assert told["overrides"][0]["piece"] == "data/glossary.yaml#relapse"
    assert told["overrides"][0]["bundled_text"] == "unchanged"


def test_a_change_shows_until_it_is_accepted(inside: Path) -> None:
    run("override", "relapse")
    edit(inside / "data/glossary.yaml", "new or worse symptoms for a while", "a bad spell")
    record = inside / RECORDS
    digest = record.read_text(encoding="utf-8").partition('digest: "')[2][:64]
    edit(record, digest, "0" * 64)
    shown = run("diff").stdout
    assert "data/glossary.yaml#relapse: THE BUNDLED TEXT HAS CHANGED since version" in shown
    assert "handoutgen diff --accept" in shown
    assert "is what it was" in run("diff", "--accept").stdout
    assert digest in record.read_text(encoding="utf-8")


def test_diff_of_what_is_not_overridden(inside: Path) -> None:
    result = run("diff", "data/glossary.yaml#relapse")
    assert (result.exit_code, result.stderr[:10]) == (4, "error S011")
    assert run("diff", "--workspace", "nowhere").exit_code == 2


def test_no_command_touches_a_workspace_unasked(inside: Path) -> None:
    run("override", "relapse")
    before = {p: p.read_bytes() for p in inside.rglob("*") if p.is_file()}
    for words in (("diff",), ("list",), ("check",), ("build", "waiting-room", "-o", "../x.pdf")):
        assert run(*words).exit_code == 0
    assert {p: p.read_bytes() for p in inside.rglob("*") if p.is_file()} == before
