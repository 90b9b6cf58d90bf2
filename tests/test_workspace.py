"""A clinic's new folder: good as it is, and never made over something that is there."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handoutgen.assets import FOLDERS, PROFILE, Assets, bundled_root, find_workspace
from handoutgen.cli.main import main
from handoutgen.content.clinic import load_profile
from handoutgen.errors import HandoutError
from handoutgen.workspace import make_workspace


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    make_workspace(folder)
    return folder


def test_a_new_workspace_is_good_as_it_is(workspace: Path) -> None:
    assert {p.name for p in workspace.iterdir()} == {PROFILE, *FOLDERS}
    assert all((workspace / folder / "README.md").read_text("utf-8") for folder in FOLDERS)
    profile = load_profile(Assets.find(workspace))
    assert profile is not None
    assert profile.clinic is None
    result = run("check", "--workspace", str(workspace))
    assert result.exit_code == 0, result.stderr
    assert str(workspace) in result.stdout


def test_each_line_of_the_new_file_is_good_without_its_sign(workspace: Path) -> None:
    file = workspace / PROFILE
    (workspace / "logo.svg").write_text("<svg/>", encoding="utf-8")
    lines = file.read_text(encoding="utf-8").splitlines()
    keys = [
        line.replace("# ", "", 1)
        if line.startswith("  # ") and line.split()[1][:-1].islower() and line.split()[1][-1] == ":"
        else line
        for line in lines
    ]
    file.write_text("\n".join(keys), encoding="utf-8")
    profile = load_profile(Assets.find(workspace))
    assert profile is not None
    assert profile.clinic is not None
    assert all(value is not None for value in vars(profile.clinic).values())
    assert all(value is not None for value in vars(profile.defaults).values())


def test_an_empty_folder_becomes_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("init", str(tmp_path / "empty")).exit_code == 0
    assert (tmp_path / "empty" / PROFILE).is_file()


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "a/b/clinic")).exit_code == 0
    assert (tmp_path / "a/b/clinic" / PROFILE).is_file()


def test_a_folder_that_holds_something_is_left_alone(workspace: Path) -> None:
    file = workspace / PROFILE
    file.write_text("clinic: {name: Ours}\n", encoding="utf-8")
    result = run("init", str(workspace))
    assert result.exit_code == 2
    assert "error U030" in result.stderr
    assert file.read_text(encoding="utf-8") == "clinic: {name: Ours}\n"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for name in ("file", "file/below"):
        result = run("init", str(tmp_path / name))
        assert result.exit_code in (2, 5)
        assert "error" in result.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_what_was_begun_is_taken_away_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        if path.parent.name == "handouts":
            raise HandoutError([])
        path.write_bytes(content)

    monkeypatch.setattr("handoutgen.workspace.write_atomically", full)
    with pytest.raises(HandoutError):
        make_workspace(tmp_path / "new/clinic")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_without_permission_nothing_is_made(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    result = run("init", str(tmp_path / "clinic"))
    assert (result.exit_code, result.stderr[:10]) == (5, "error W002")


# --- being in one ---


def test_a_workspace_is_found_from_the_folders_in_it(workspace: Path) -> None:
    assert find_workspace(workspace) == workspace
    assert find_workspace(workspace / "handouts") == workspace
    assert find_workspace(workspace.parent) is None


def test_in_a_workspace_every_command_uses_it(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "handouts/ours.yaml").write_text(
        "description: Ours.\ncomparison: ms-vs-als\nsection: [symptoms]\n", encoding="utf-8"
    )
    monkeypatch.chdir(workspace / "data")
    listed = json.loads(run("list", "--json").stdout)
    assert "ours" in {handout["name"] for handout in listed["handouts"]}
    assert listed["workspace"] == str(workspace)
    assert f"Workspace: {workspace}" in run("list").stdout
    built = run("build", "ours", "-o", "ours.pdf")
    assert built.exit_code == 0, built.stderr
    assert f"Workspace       {workspace}" in built.stdout
    assert f"Workspace: {workspace}" in run("quality", "ours").stdout


def test_outside_the_named_one_counts(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    make_workspace(other)
    monkeypatch.chdir(workspace)
    listed = json.loads(run("list", "--json", "--workspace", str(other)).stdout)
    assert listed["workspace"] == str(other)
    monkeypatch.chdir(tmp_path)
    assert json.loads(run("list", "--json").stdout)["workspace"] is None


def test_a_template_is_tried_with_the_clinic_s_own_name(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace)
    bundled = (bundled_root() / "templates/handout.html.j2").read_text(encoding="utf-8")
    head, _, rest = bundled.partition("</h1>")
    named = f"{head}</h1><p>{{{{ handout.clinic.name }}}}</p>{rest}"
    (workspace / "templates/ours.html.j2").write_text(named, encoding="utf-8")
    result = run("check")
    assert (result.exit_code, "T003" in result.stderr) == (3, True)
    (workspace / PROFILE).write_text("clinic: {name: Lakeside}\n", encoding="utf-8")
    assert run("check").exit_code == 0
    (workspace / PROFILE).write_text("clinic: {name: Lakeside, locale: xx-XX}\n")
    assert "S004" in run("check").stderr


def test_a_broken_file_of_the_clinic_has_its_line(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / PROFILE).write_text("clinic:\n  name: A\n  nmae: B\n", encoding="utf-8")
    monkeypatch.chdir(workspace)
    for words in (("build", "ms-vs-als", "-o", "x.pdf"), ("check",)):
        result = run(*words)
        assert result.exit_code == 3
        assert f"{PROFILE}:3:3: error C007: unknown key `nmae`" in result.stderr
    assert not (workspace / "x.pdf").exists()
