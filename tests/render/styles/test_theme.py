"""A clinic's theme reaches every style, and can change what it may and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from handoutgen.assets import Assets, bundled_root
from handoutgen.cli.main import main
from handoutgen.render.style import load_style

from .on_disk import Workspace

_TEAL = "colour: {muted: '#404448'}\ncondition:\n  - {ink: '#00464f', fill: '#00464f'}\n"


def test_a_theme_goes_over_every_style_in_colour(workspace: Workspace) -> None:
    workspace.write("theme.yaml", _TEAL + "space: {paragraph: 11}\n")
    for name in ("standard", "large-print"):
        style, bundled = workspace.load(name), load_style(Assets.find(), name)
        assert style.colour.muted == "#404448"
        assert style.condition[0].ink == style.condition[0].fill == "#00464f"
        assert style.condition[0].tint == bundled.condition[0].tint
        assert style.condition[1:] == bundled.condition[1:]
        assert style.space.paragraph == 11
        assert style.type == bundled.type


def test_black_and_white_stays_black_and_white(workspace: Workspace) -> None:
    workspace.write("theme.yaml", _TEAL + "space: {paragraph: 11}\n")
    style = workspace.load("ink-saver")
    assert style.colour.muted == style.condition[0].ink == "#000000"
    assert style.space.paragraph == 11


def test_a_layout_keeps_its_own_sizes(workspace: Workspace) -> None:
    workspace.write("theme.yaml", "type: {title: {size: 38, leading: 43}}\n")
    assert workspace.load("standard").type.title.size == 38
    assert workspace.load("standard", "poster").type.title.size == 72


def test_sizes_for_one_style_leave_the_others_alone(workspace: Workspace) -> None:
    body = "type: {body: {size: 15, leading: 20}}"
    workspace.write("theme.yaml", f"style:\n  standard:\n    {body}\n")
    assert workspace.load("standard").type.body.size == 15
    assert workspace.load("large-print").type.body.size == 18
    workspace.write("theme.yaml", f"{body}\n")
    assert workspace.load("standard").type.body.size == 15
    assert workspace.problems("large-print") == [("T022", "theme.yaml", 1, 21)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colour: {muted: '#8a8a8a'}", "T021"),
        ("colour: {paper: '#eeeeee'}", "C007"),
        ("colour: {urgent: '#cc0000'}", "C007"),
        ("colour: {ink: black}", "C008"),
        ("condition: [{shape: square}]", "C007"),
        ("condition: [{}, {}, {}, {}, {}, {}]", "C008"),
        ("type: {body: {bold: true}}", "C007"),
        ("type: {body: {size: 11}}", "C008"),
        ("type: {title: {size: 90}}", "C008"),
        ("space: {block: 0}", "C008"),
        ("margin: {side: 40}", "C007"),
        ("floor: 12", "C007"),
        ("fills: outlined", "C007"),
        ("base: large-print", "C007"),
        ("layout: {poster: {}}", "C007"),
        ("style: {standart: {}}", "T001"),
        ("style: {standard: {style: {}}}", "C007"),
        ("font: {regular: ../../../etc/passwd}", "C008"),
        ("font: {bold: Missing.ttf}", "T011"),
        ("[colour]", "C008"),
    ],
)
def test_what_a_theme_cannot_say(workspace: Workspace, text: str, expected: str) -> None:
    workspace.write("theme.yaml", text)
    problems = workspace.problems("standard")
    assert {code for code, *_ in problems} == {expected}
    assert {(file, line) for _, file, line, _ in problems} == {("theme.yaml", 1)}


def test_a_clinic_s_own_font_is_used(workspace: Workspace) -> None:
    bundled = bundled_root() / "data/fonts/AtkinsonHyperlegibleNext-Bold.ttf"
    own = workspace.root / "data/fonts/Clinic Sans.ttf"
    own.parent.mkdir(parents=True)
    shutil.copy(bundled, own)
    workspace.write("theme.yaml", "font: {regular: Clinic Sans.ttf}")
    assert workspace.load("standard").font.regular == "Clinic Sans.ttf"


def test_a_build_with_a_bad_theme_says_so_and_writes_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.write("theme.yaml", "colour: {muted: '#8a8a8a'}")
    out = tmp_path / "out.pdf"
    arguments = ["ms-vs-als", "--section", "symptoms", "--workspace", str(workspace.root)]
    result = CliRunner().invoke(main, ["build", *arguments, "-o", str(out)])
    assert result.exit_code == 3
    assert "theme.yaml:1:17: error T021" in result.stderr
    assert not out.exists()


def test_check_looks_at_every_style_in_every_layout(workspace: Workspace) -> None:
    workspace.style("ours", "base: standard\nlayout: {poster: {measure: wide}}")
    workspace.write("theme.yaml", "type: {body: {size: 15, leading: 20}}")
    result = CliRunner().invoke(main, ["check", "--workspace", str(workspace.root), "--json"])
    assert result.exit_code == 3
    assert result.stdout.count('"code": "C008"') == 1
    assert result.stdout.count('"code": "T022"') == 1


def test_one_font_under_two_names_prints_both_and_leaves_ours_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    own = workspace.root / "data" / "fonts"
    own.mkdir(parents=True)
    bundled = bundled_root() / "data" / "fonts" / "AtkinsonHyperlegibleNext-Regular.ttf"
    for name in ("Ours.ttf", "Ours-Bold.ttf"):
        shutil.copyfile(bundled, own / name)
    workspace.write("theme.yaml", "font: {regular: Ours.ttf, bold: Ours-Bold.ttf}\n")
    bare = tmp_path / "bare"
    bare.mkdir()
    for where, fonts in ((workspace.root, 1), (bare, 2), (workspace.root, 1)):
        out = tmp_path / "out.pdf"
        arguments = ["ms-vs-als", "--section", "symptoms", "--workspace", str(where)]
        result = CliRunner().invoke(main, ["build", *arguments, "-o", str(out)])
        assert result.exit_code == 0, result.output
        with pikepdf.open(out) as pdf:
            assert len({str(f) for page in pdf.pages for f in page.resources.Font}) == fonts
