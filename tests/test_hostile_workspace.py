"""A workspace from somebody who means harm: it prints as text, or does not count."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from handoutgen.assets import Assets, bundled_root, find_workspace
from handoutgen.bibliography import CSL_STYLE
from handoutgen.build import build
from handoutgen.content.library import load_library
from handoutgen.document.template import render
from handoutgen.errors import HandoutError
from handoutgen.saved_handout import find_saved
from handoutgen.selection import HandoutRequest
from handoutgen.web.saved import open_by_name

SECTION = ("at-a-glance",)
# What ReportLab's own paragraphs would evaluate (CVE-2023-33733), fetch, read or call.
EVALUATED = (
    """<font color="[[[open('ran','w') for x in [1]] for y in [1]][0] and 'red'">red</font>""",
    '<para><img src="file:///etc/passwd" width="9" height="9"/></para>',
    '<onDraw name="run" label="x"/>',
    "{{ 7 * 7 }} {% raw %} <seq id='a'/> <unichar code='65'/> &lt;b&gt; <!-- x -->",
)


@pytest.mark.parametrize("text", EVALUATED)
def test_markup_that_reportlab_would_evaluate_prints_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    request = HandoutRequest("ms-vs-als", section=SECTION, title=text, style="standard")
    made = build(request, "pdf", load_library(Assets.find()), Assets.find())
    with pypdfium2.PdfDocument(made.content) as pdf:
        printed = pdf[0].get_textpage().get_text_range()
    assert "".join(text.split()) in "".join(printed.split())
    assert list(tmp_path.iterdir()) == []


def test_what_reportlab_evaluates_with_is_not_even_there(tmp_path: Path) -> None:
    """A build imports neither its paragraphs, nor their parser, nor what reads pictures."""
    code = (
        "import sys; sys.argv = ['handoutgen', 'build', 'ms-vs-als', '-q', '-o', 'out.pdf']\n"
        "from handoutgen.cli.main import main\n"
        "try: main()\n"
        "finally: print(*(m for m in sys.modules if m.startswith('reportlab.')), file=sys.stderr)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    loaded = set(ended.stderr.split())
    assert "reportlab.pdfgen.canvas" in loaded
    strange = ("platypus", "graphics", "lib.fontfinder")
    assert not [m for m in loaded if m.removeprefix("reportlab.").startswith(strange)]


STYLE = (bundled_root() / CSL_STYLE).read_text("utf-8")
HEAD, _, REST = STYLE.partition("?>")
BOMB = "".join(f"<!ENTITY e{n + 1} '{f'&e{n};' * 10}'>" for n in range(9))
STYLES = {
    "no XML": "hello",
    "no style": "<a/>",
    "a file": f"{HEAD}?><!DOCTYPE style [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{REST}",
    "entities": f"{HEAD}?><!DOCTYPE style [<!ENTITY e0 'aaaaaaaaaa'>{BOMB}]>"
    + REST.replace("<info>", "<info>&e9;", 1),
    "no end": STYLE.replace(
        '<macro name="author">', '<macro name="author"><text macro="author"/>', 1
    ),
}


@pytest.mark.parametrize("name", STYLES)
def test_a_citation_style_of_a_workspace_is_not_read(tmp_path: Path, name: str) -> None:
    """It is a program of a kind, in XML that lxml reads, and nobody was ever promised it."""
    request = HandoutRequest("ms-vs-als", section=SECTION)
    library = load_library(Assets.find())
    usual = build(request, "text", library, Assets.find())
    path = tmp_path / CSL_STYLE
    path.parent.mkdir(parents=True)
    path.write_text(STYLES[name], encoding="utf-8")
    assert build(request, "text", library, Assets.find(tmp_path)).content == usual.content


def test_links_out_of_a_workspace_lead_to_files_that_are_read_as_what_they_should_be(
    tmp_path: Path,
) -> None:
    """Who makes a workspace can link to any file; it is read as YAML, and its words stay unsaid."""
    clinic = tmp_path / "clinic"
    clinic.mkdir()
    (tmp_path / "secret.txt").write_text("password: hunter2\n", encoding="utf-8")
    (clinic / "handoutgen.yaml").symlink_to(tmp_path / "secret.txt")
    ended = subprocess.run(
        [sys.executable, "-m", "handoutgen", "build", "ms-vs-als", "-o", "x.pdf"],
        cwd=clinic,
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 3
    assert "hunter2" not in ended.stdout + ended.stderr
    assert not (clinic / "x.pdf").exists()


LONG = "newly-diagnosed" * 40
"""A name that is an id, and longer than that of any file."""


def test_a_name_that_is_too_long_for_a_file_is_the_name_of_none(tmp_path: Path) -> None:
    assets = Assets.find(tmp_path)
    library = load_library(assets)
    assert assets.get(f"handouts/{LONG}.yaml") is None
    assert find_workspace(tmp_path / LONG / LONG) is None
    for open_it, code in (
        (lambda: open_by_name(LONG, library, assets), "S001"),
        (lambda: find_saved(LONG, library, assets), "S001"),
        (lambda: find_saved(f"a/{LONG}.yaml", library, assets), "U004"),
        (lambda: render(assets, LONG, {}), "T001"),
    ):
        with pytest.raises(HandoutError) as caught:
            open_it()
        assert [problem.code for problem in caught.value.problems] == [code]
