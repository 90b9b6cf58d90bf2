"""Saving a pick: whole files under new names, never over what is there."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoutgen.assets import Assets, bundled_root
from handoutgen.content.library import load_handouts, load_library
from handoutgen.errors import HandoutError
from handoutgen.output import write_new
from handoutgen.web.pick import Pick
from handoutgen.web.saved import open_by_name, save_pick, saved_entries
from web.serving import SECTIONS, served

PICK = Pick("ms-vs-als", section=("symptoms", "tests"), layout="leaflet", paper="a4", note="zebra")


LIBRARY = load_library(Assets.find())


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    return Assets((bundled_root(), tmp_path))


def codes(error: pytest.ExceptionInfo[HandoutError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_what_is_saved_reads_back_without_the_note(assets: Assets, tmp_path: Path) -> None:
    name = save_pick("  First visit:  “short” ", PICK, None, assets)
    assert name == "first-visit-short"
    saved = load_handouts(assets)[name]
    assert saved.description == "First visit: “short”"
    assert (saved.section, saved.layout, saved.paper) == (PICK.section, "leaflet", "a4")
    assert "zebra" not in (tmp_path / "handouts" / f"{name}.yaml").read_text("utf-8")


def test_a_pick_keeps_title_and_template_of_where_it_came_from(
    assets: Assets, tmp_path: Path
) -> None:
    (tmp_path / "handouts").mkdir()
    (tmp_path / "handouts" / "old.yaml").write_text(
        "description: Old.\ncomparison: ms-vs-als\ntitle: Two illnesses\ntemplate: handout\n"
    )
    save_pick("Ours", PICK, open_by_name("old", LIBRARY, assets), assets)
    saved = open_by_name("ours", LIBRARY, assets)
    assert (saved.asked["title"], saved.asked["template"]) == ("Two illnesses", "handout")


def test_a_name_with_accents_keeps_its_letters(assets: Assets) -> None:
    assert save_pick("Niño y mamá, 1ª visita", PICK, None, assets) == "nino-y-mama-1a-visita"


@pytest.mark.parametrize("name", ["Waiting room", "WAITING-ROOM", "waiting room!"])
def test_a_name_that_is_taken_is_refused(assets: Assets, name: str) -> None:
    with pytest.raises(HandoutError) as error:
        save_pick(name, PICK, None, assets)
    assert codes(error) == ["U051"]


def test_without_a_workspace_it_says_so() -> None:
    with pytest.raises(HandoutError) as error:
        save_pick("Any", PICK, None, Assets.find())
    assert codes(error) == ["U047"]


@pytest.mark.parametrize(("name", "code"), [("", "U048"), ("..//..", "U048"), ("a\u202eb", "C014")])
def test_names_that_are_none(assets: Assets, name: str, code: str) -> None:
    with pytest.raises(HandoutError) as error:
        save_pick(name, PICK, None, assets)
    assert codes(error) == [code]


@settings(max_examples=60)
@given(st.text(max_size=90))
def test_any_name_is_a_file_in_the_folder_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    root = tmp_path_factory.mktemp("any")
    assets = Assets((bundled_root(), root))
    try:
        saved = save_pick(name, PICK, None, assets)
    except HandoutError:
        assert not list(root.rglob("*.yaml"))
    else:
        assert [f.name for f in root.rglob("*") if f.is_file()] == [f"{saved}.yaml"]
        assert open_by_name(saved, LIBRARY, assets).problems == ()


def test_of_many_at_once_one_is_saved_and_the_others_are_told(tmp_path: Path) -> None:
    target, told, start = tmp_path / "one.yaml", [], threading.Barrier(8)

    def save(number: int) -> None:
        start.wait()
        try:
            write_new(target, f"{number}".encode() * 1000)
        except FileExistsError:
            told.append(number)

    threads = [threading.Thread(target=save, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 7
    assert len(set(target.read_bytes())) == 1
    assert [f.name for f in tmp_path.iterdir()] == ["one.yaml"]


def test_where_links_are_not_known_nothing_is_overwritten_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    write_new(tmp_path / "one.yaml", b"first")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "one.yaml", b"second")
    assert (tmp_path / "one.yaml").read_bytes() == b"first"
    assert [f.name for f in tmp_path.iterdir()] == ["one.yaml"]


def test_a_folder_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "handouts").write_text("a file where the folder should be")
    with pytest.raises(HandoutError) as error:
        save_pick("Any", PICK, None, Assets((bundled_root(), tmp_path)))
    assert codes(error)[0].startswith("W00")


def test_a_broken_file_hides_no_other(assets: Assets, tmp_path: Path) -> None:
    (tmp_path / "handouts").mkdir()
    (tmp_path / "handouts" / "half.yaml").write_text("description: [")
    entries = {entry.name: entry for entry in saved_entries(assets)}
    assert entries["half"].problems
    assert entries["newly-diagnosed"].handout is not None


def test_killed_while_saving_the_server_leaves_whole_files_only(tmp_path: Path) -> None:
    workspace = tmp_path / "clinic"
    workspace.mkdir()
    with served(tmp_path, "--workspace", str(workspace)) as running:
        killer = threading.Timer(0.4, running.process.kill)
        killer.start()
        try:
            for number in range(1000):
                running.post("/save/ms-vs-als", [*SECTIONS, ("name", f"Pick {number}")])
        except OSError:
            pass
        killer.join()
    kept = list(saved_entries(Assets((bundled_root(), workspace))))
    mine = [entry for entry in kept if entry.name.startswith("pick-")]
    assert mine
    assert all(entry.handout is not None for entry in mine)
