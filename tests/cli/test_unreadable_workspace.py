"""What a workspace has and nobody can read: told, and never passed over as if it were not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from knocks import anybody, knock, told

SECTIONS = "data/comparisons/ms-vs-als/sections"
BUILD = ("build", "ms-vs-als", "--section", "symptoms", "-q")
EVERY = (BUILD, ("check", "-q"), ("diff",), ("list",), ("quality", "ms-vs-als"))
pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and pipes")


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    (tmp_path / "handoutgen.yaml").write_text("clinic:\n  name: A Clinic\n", encoding="utf-8")
    for folder in (SECTIONS, "handouts", "templates"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def all_tell(clinic: Path, place: str, code: str = "C001", but: str = "") -> None:
    for words in (words for words in EVERY if words[0] != but):
        ended = knock(*words, cwd=clinic)
        problems = told(ended.stderr)
        assert (ended.returncode, [found for _, found in problems]) == (3, [code]), words
        assert problems[0][0].startswith(place)
    assert not list(clinic.glob("*.pdf"))


@pytest.mark.skipif(not anybody(), reason="modes of files do not count here")
@pytest.mark.parametrize("folder", ["data", SECTIONS])
def test_a_folder_that_may_not_be_looked_into(clinic: Path, folder: str) -> None:
    (clinic / folder).chmod(0)
    all_tell(clinic, folder)


@pytest.mark.skipif(not anybody(), reason="modes of files do not count here")
def test_a_workspace_that_may_not_be_looked_into(clinic: Path) -> None:
    clinic.chmod(0o600)
    ended = knock("list", cwd=clinic)
    assert (ended.returncode, told(ended.stderr)) == (3, [("handoutgen.yaml", "C001")])
    spanish = {"LANGUAGE": "es", "LC_ALL": "es_US.UTF-8"}
    helped = knock("list", "--help", cwd=clinic, environ=spanish)
    assert (helped.returncode, helped.stderr) == (0, "")
    assert "Ejemplos" in helped.stdout


def test_a_link_to_a_file_that_is_gone(clinic: Path) -> None:
    (clinic / SECTIONS / "symptoms.yaml").symlink_to("/no such share/symptoms.yaml")
    all_tell(clinic, f"{SECTIONS}/symptoms.yaml")


def test_a_folder_a_pipe_and_a_link_to_itself_in_the_place_of_a_file(clinic: Path) -> None:
    (clinic / SECTIONS / "symptoms.yaml").mkdir()
    os.mkfifo(clinic / "data" / "glossary.yaml")
    (clinic / "data" / "locales.yaml").symlink_to("locales.yaml")
    ended = knock("check", "-q", cwd=clinic)
    places = (f"{SECTIONS}/symptoms.yaml", "data/glossary.yaml", "data/locales.yaml")
    assert (ended.returncode, told(ended.stderr)) == (3, [(place, "C001") for place in places])


def test_a_link_to_the_whole_disk_is_not_walked(clinic: Path) -> None:
    (clinic / "data" / "figures").symlink_to("/")
    all_tell(clinic, "data/figures")


def test_the_clinics_own_file_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "handoutgen.yaml").mkdir()
    ended = knock("list", cwd=tmp_path)
    assert (ended.returncode, told(ended.stderr)) == (3, [("handoutgen.yaml", "C001")])


@pytest.mark.parametrize("name", ["symptoms.yml", "symptoms.YAML"])
def test_a_file_with_another_ending_is_not_silently_left_out(clinic: Path, name: str) -> None:
    (clinic / SECTIONS / name).write_text("id: symptoms\n", encoding="utf-8")
    all_tell(clinic, f"{SECTIONS}/{name}", but="diff")  # which lists it under its name


def test_folders_without_end(clinic: Path) -> None:
    deep = clinic.joinpath("data", *["in"] * 30)
    deep.mkdir(parents=True)
    all_tell(clinic, "/".join(["data", *["in"] * 25]), "C002")


def test_hidden_files_of_other_systems_are_nobodys(clinic: Path) -> None:
    (clinic / SECTIONS / "._symptoms.yaml").write_bytes(b"\0\5\26\7Mac OS X\xff")
    (clinic / "handouts" / ".#mine.yaml").symlink_to("somebody@a-machine.1234")
    ended = knock(*BUILD, cwd=clinic)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_texts_that_are_none_beside_one_that_is(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Words of somebody else.", encoding="utf-8")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "large.txt").write_bytes(b"word " * 1_100_000)
    ended = knock("check", "-q", "--corpus", ".", cwd=tmp_path)
    wrong = [("folder.txt", "C001"), ("large.txt", "C002"), ("pipe.txt", "C001")]
    assert (ended.returncode, told(ended.stderr)) == (3, [*wrong, ("zero.txt", "C001")])


def test_a_key_under_the_wrong_key_is_not_said_to_mean_itself(clinic: Path) -> None:
    (clinic / "templates" / "theme.yaml").write_text("size: {body: 14}\n", encoding="utf-8")
    ended = knock(*BUILD, cwd=clinic)
    assert (ended.returncode, told(ended.stderr)) == (3, [("templates/theme.yaml:1:1", "C007")])
    assert "did you mean size" not in ended.stderr
