"""`handoutgen pick` in a real pseudo-terminal, as somebody uses it who has only a keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from fixture_library import COMPARISON, copy_workspace

from handoutgen.assets import PROFILE, Assets
from handoutgen.cli.main import main
from handoutgen.content.library import load_handouts

pytest.importorskip("pty", reason="needs pseudo-terminals")
pytest.importorskip("questionary")
pytest.importorskip("pyte")

from cli.terminal import CTRL_C, DOWN, ENTER, SPACE, Terminal, terminal

COMPARE, HELPS, SEASON = "How do they compare?", "What helps?", "When do they come?"
ERASE = "\x15"
COLOUR = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = copy_workspace(tmp_path / "clinic")
    (folder / PROFILE).write_text("clinic: {name: Lakeside}\n", encoding="utf-8")
    return folder


def save(screen: Terminal, name: str, description: str) -> None:
    screen.choose("Save")
    screen.see("Name, such as")
    screen.press(ERASE, name, ENTER)
    screen.see("For whom or what")
    screen.press(ERASE, description, ENTER)


def test_from_the_first_question_to_a_saved_handout(workspace: Path) -> None:
    with terminal("pick", folder=workspace) as screen:
        screen.see("Which comparison?")
        screen.choose("Cold, flu, or hay fever?")
        screen.see("2 sections, 42 words", "page", "Sections", "Stop")
        screen.press(ENTER)
        screen.see("Space ticks", COMPARE, HELPS, "Sensitive", SEASON)
        assert "grade" in screen.line(HELPS)
        assert "18 words" in screen.line(HELPS)
        assert "●" in screen.line(COMPARE)
        assert "○" in screen.line(SEASON)
        screen.go_to(SEASON)
        screen.press(SPACE)
        screen.see("3 sections, 72 words")
        screen.press(ENTER)
        screen.see("Not everybody wants to read: When do they come? Print it?")
        screen.press("y")
        screen.see("3 sections, 72 words", "Stop")

        screen.choose("Order")
        screen.see("Which one moves?")
        screen.choose("3.")
        screen.see(f'Put "{SEASON}" before')
        screen.press(ENTER)
        screen.see("Stop")
        screen.choose("Paper")
        screen.see("Paper?")
        screen.choose("a4")
        screen.see("of a4", "Stop")
        screen.choose("Wording")
        screen.see("Wording?")
        screen.choose("detailed")
        screen.see("Wording   detailed")

        save(screen, "season-talk", "For spring.")
        screen.see("handoutgen build season-talk", "Build     season-talk.pdf")
        screen.choose("Build")
        screen.see("season-talk.pdf  (")
        screen.choose("Stop")
        assert screen.end() == 0
    saved = load_handouts(Assets.find(workspace))["season-talk"]
    assert saved.section == ("season", "compare", "what-helps")
    assert (saved.paper, saved.wording, saved.description) == ("a4", "detailed", "For spring.")
    assert saved.said.isdisjoint({"layout", "style", "locale"})
    build = ["build", "season-talk", "--workspace", str(workspace), "-q", "-o", "again.pdf"]
    assert CliRunner().invoke(main, build).exit_code == 0
    assert (workspace / "season-talk.pdf").read_bytes() == Path("again.pdf").read_bytes()


def test_a_booklet_is_built_with_the_sheets_that_it_is_printed_on(workspace: Path) -> None:
    with terminal("pick", folder=workspace) as screen:
        screen.see("Which comparison?")
        screen.choose("Cold, flu, or hay fever?")
        screen.see("Sections", "Stop")
        screen.choose("Layout")
        screen.see("Layout?")
        screen.choose("booklet")
        screen.see("Layout    booklet", "Stop")
        screen.choose("Build")
        screen.see("To print: ", "-sheets.pdf")
        screen.choose("Stop")
        assert screen.end() == 0
    sheets, *more = workspace.glob("*-sheets.pdf")
    assert more == []
    read = sheets.with_name(sheets.name.replace("-sheets", ""))
    with pypdfium2.PdfDocument(read) as pages, pypdfium2.PdfDocument(sheets) as sides:
        assert len(sides) == (len(pages) + 3) // 4 * 2


def test_a_long_list_scrolls_in_a_small_terminal(tmp_path: Path) -> None:
    with terminal("pick", "ms-vs-als", folder=tmp_path) as screen:
        screen.see("Sections", "Stop")
        screen.press(ENTER)
        screen.see("Space ticks", " pages")
        assert all(len(line) <= 80 for line in screen.lines)
        assert "What can I expect?" not in screen.text
        screen.press("\x1b[A")  # up from the first line is the last one
        screen.see("What can I expect?", "Space ticks")
        assert screen.pointed


def test_without_colours_all_is_told_by_signs(workspace: Path) -> None:
    with terminal("pick", COMPARISON, folder=workspace, environ={"NO_COLOR": "1"}) as screen:
        screen.see("Stop")
        screen.press(ENTER)
        screen.see("Space ticks", "page", "●", "○")
        assert screen.pointed.startswith(COMPARE)
        assert {line[3] for line in screen.lines if line[45:].endswith(" words")} == {"●", "○"}
        screen.press(CTRL_C)
        assert screen.end() == 130
        assert not COLOUR.search(screen.raw)


def test_what_is_left_is_left_as_it_was(workspace: Path) -> None:
    before = sorted(workspace.rglob("*"))
    with terminal("pick", COMPARISON, folder=workspace) as screen:
        screen.see("Stop")
        screen.choose("Paper")
        screen.see("Paper?")
        screen.press(DOWN, CTRL_C)
        assert screen.end() == 130
        assert "Interrupted." in screen.text
        assert "Traceback" not in screen.text
    assert sorted(workspace.rglob("*")) == before


def test_all_at_once_does_not_tick_what_is_sensitive(workspace: Path) -> None:
    with terminal("pick", COMPARISON, folder=workspace) as screen:
        screen.see("Stop")
        screen.press(ENTER)
        screen.see("Space ticks")
        screen.press("a", "i", DOWN)
        screen.see("2 sections")
        assert "○" in screen.line(SEASON)


def test_no_to_a_sensitive_section_leaves_the_pick(workspace: Path) -> None:
    with terminal("pick", COMPARISON, folder=workspace) as screen:
        screen.see("Stop")
        screen.press(ENTER)
        screen.see("Space ticks")
        screen.go_to(SEASON)
        screen.press(SPACE, ENTER)
        screen.see("Not everybody wants to read")
        screen.press("n")
        screen.see("2 sections, 42 words", "Stop")


def test_names_that_cannot_be(workspace: Path) -> None:
    with terminal("pick", COMPARISON, folder=workspace) as screen:
        screen.see("Stop")
        screen.choose("Save")
        screen.see("Name, such as")
        screen.press("../Up", ENTER)
        screen.see("lower-case words joined by hyphens, such as first-visit.")
        screen.press(ERASE, "ms-vs-als", ENTER)
        screen.see("A comparison has this name")
        screen.press(ERASE, "fine", ENTER)
        screen.see("For whom or what")
        screen.press(ENTER)
        screen.see("text is empty")


@pytest.mark.parametrize(("answer", "replaced"), [("n", False), ("y", True)])
def test_nothing_is_replaced_unasked(workspace: Path, answer: str, replaced: bool) -> None:
    file = workspace / "handouts/sneezing.yaml"
    before = file.read_bytes()
    with terminal("pick", "sneezing", folder=workspace) as screen:
        screen.see("1 section,", "of a4", "Build     sneezing.pdf")
        screen.choose("Save")
        screen.see("Name, such as first-visit: sneezing")
        screen.press(ENTER)
        screen.see("For somebody who sneezes.")
        screen.press(ENTER)
        screen.see("is there already. Replace it?")
        screen.press(answer)
        screen.see("Stop", "handoutgen build sneezing" if replaced else "Nothing was saved.")
    assert (file.read_bytes() != before) is replaced
    saved = load_handouts(Assets.find(workspace))["sneezing"]
    assert (saved.section, saved.paper, saved.locale) == (("compare",), "a4", "en-GB")


def test_a_saved_handout_with_a_section_that_is_gone(workspace: Path) -> None:
    (workspace / "handouts/old.yaml").write_text(
        f"description: Old.\ncomparison: {COMPARISON}\nsection: [compare, gone]\n",
        encoding="utf-8",
    )
    with terminal("pick", "old", folder=workspace) as screen:
        screen.see("old.yaml:3:20", "S002", "`gone`", "1 section,", "Stop")


def test_what_does_not_go_together_is_told_and_not_done(workspace: Path) -> None:
    with terminal("pick", COMPARISON, folder=workspace) as screen:
        screen.see("Stop")
        screen.choose("Style")
        screen.see("Style?")
        screen.choose("large-print")
        screen.see("Style     large-print")
        screen.choose("Layout")
        screen.see("Layout?")
        screen.choose("leaflet")
        screen.see("error S007", "large print does not fit", "Layout    handout", "Stop")


def test_outside_a_workspace_it_is_saved_here(tmp_path: Path) -> None:
    with terminal("pick", "cold-flu-covid", folder=tmp_path) as screen:
        screen.see("Stop")
        save(screen, "at-school", "For the school.")
        screen.see("handoutgen build ./at-school.yaml", "Stop")
    assert (tmp_path / "at-school.yaml").is_file()


# --- no terminal ---


def test_without_a_terminal_it_says_what_to_use_instead() -> None:
    result = CliRunner().invoke(main, ["pick"])
    assert result.exit_code == 2
    assert "error U050: `pick` asks questions, and this is no terminal" in result.stderr
    assert "handoutgen build ms-vs-als --section" in result.stderr


def test_in_a_terminal_without_a_cursor_as_well(tmp_path: Path) -> None:
    with terminal("pick", folder=tmp_path, environ={"TERM": "dumb"}) as screen:
        assert screen.end() == 2
        assert "error U050" in screen.text


def test_the_terminal_speaks_spanish_and_picks_a_spanish_sheet(tmp_path: Path) -> None:
    (tmp_path / PROFILE).write_text("clinic: {name: Lakeside}\n", encoding="utf-8")
    environ = {"LC_ALL": "", "LANG": "es_MX.UTF-8"}
    with terminal("pick", folder=tmp_path, environ=environ) as screen:
        screen.see("¿Qué comparación?", "EM y ELA: ¿en qué se diferencian?")
        screen.choose("EM y ELA")
        screen.see("secciones", "grado", "Secciones", "Idioma     English", "Terminar")
        screen.press(ENTER)
        screen.see("Espacio marca, Enter termina.", "¿Cómo se comparan", "palabras")
        screen.press(ENTER)
        screen.see("Terminar")
        screen.choose("Idioma")
        screen.see("¿Idioma de la hoja?", "English + Español")
        screen.choose("Español")
        screen.see("Idioma     Español", "IFSZ")
        screen.choose("Guardar")
        screen.see("Nombre, como primera-visita:")
        screen.press(ERASE, "primera-visita", ENTER)
        screen.see("¿Para quién o para qué es?")
        screen.press(ERASE, "Para la primera visita.", ENTER)
        screen.see("handoutgen build primera-visita", "Terminar")
        screen.choose("Terminar")
        assert screen.end() == 0
    assert load_handouts(Assets.find(tmp_path))["primera-visita"].language == ("es",)
