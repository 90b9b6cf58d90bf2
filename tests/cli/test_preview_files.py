"""`build --preview`: what it writes, and what it refuses before it writes anything."""

import json
import os
import sys
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result
from fixture_library import COMPARISON, WORKSPACE
from PIL import Image

from handoutgen.cli.main import main
from handoutgen.errors import ExitCode

CLINIC = ("--workspace", str(WORKSPACE))


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ("build", COMPARISON, *CLINIC, "--preview", *words))


def names() -> list[str]:
    return sorted(path.name for path in Path().iterdir() if path.name != "cache")


def test_pictures_of_all_pages_stand_beside_the_file() -> None:
    result = run("--json", "-o", "mine.pdf")
    assert result.exit_code == 0, result.stderr
    with pypdfium2.PdfDocument("mine.pdf") as document:
        pages = [f"mine-page-{number}.png" for number in range(1, len(document) + 1)]
    assert json.loads(result.stdout)["preview"] == {
        "contact_sheet": "mine-contact-sheet.png",
        "pages": pages,
    }
    assert names() == sorted(["mine.pdf", "mine-contact-sheet.png", *pages])
    for name in names():
        if name.endswith(".png"):
            with Image.open(name) as picture:
                assert picture.convert("L").getextrema() != (255, 255)


def test_the_summary_names_the_pictures() -> None:
    result = run()
    pages = sum("-page-" in name for name in names())
    assert pages > 1
    rows = dict(line.strip().split("  ", 1) for line in result.stdout.splitlines()[1:])
    assert (
        rows["Page images"].strip() == f"{COMPARISON}-page-1.png to {COMPARISON}-page-{pages}.png"
    )
    assert rows["Contact sheet"].strip() == f"{COMPARISON}-contact-sheet.png"


def test_the_file_is_the_same_with_and_without_pictures() -> None:
    run("-q", "-o", "one.pdf")
    CliRunner().invoke(main, ("build", COMPARISON, *CLINIC, "-q", "-o", "two.pdf"))
    assert Path("one.pdf").read_bytes() == Path("two.pdf").read_bytes()


def test_only_the_suffix_of_a_pdf_is_left_away() -> None:
    assert run("-q", "-o", "v1.2").exit_code == 0
    assert {"v1.2", "v1.2-page-1.png", "v1.2-contact-sheet.png"} <= set(names())
    assert run("-q", "-o", "LOUD.PDF").exit_code == 0
    assert {"LOUD.PDF", "LOUD-page-1.png"} <= set(names())


def test_pictures_of_pages_that_are_no_longer_there_go_away() -> None:
    run("-q", "-o", "mine.pdf")
    pages = [name for name in names() if "-page-" in name]
    after, apart = f"mine-page-{len(pages) + 1}.png", f"mine-page-{len(pages) + 3}.png"
    for name in (after, apart, "mine-page-x.png", "other-page-9.png"):
        Path(name).write_bytes(b"old")
    run("-q", "-o", "mine.pdf")
    assert set(names()) - {"mine.pdf", "mine-contact-sheet.png", *pages} == {
        apart,
        "mine-page-x.png",
        "other-page-9.png",
    }


def refused(code: str, *words: str) -> Result:
    before = names()
    result = run(*words)
    assert f"error {code}: " in result.stderr
    assert "Hint: " in result.stderr
    assert "Traceback" not in result.stderr
    assert names() == before
    return result


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "html"),
        ("--format", "text", "-o", "x.pdf"),
        ("-o", "x.html"),
        ("-o", "-"),
        ("-o", os.devnull),
    ],
    ids=" ".join,
)
def test_what_cannot_have_pictures_beside_it(words: tuple[str, ...]) -> None:
    assert refused("U010", *words).exit_code == ExitCode.USAGE


def test_a_pipe_has_nothing_beside_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused("U010", "-o", "pipe").exit_code == ExitCode.USAGE


def test_the_extra_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    result = refused("U011")
    assert result.exit_code == ExitCode.USAGE
    assert "pip install 'handoutgen[preview]'" in result.stderr


def test_nothing_is_written_where_a_picture_cannot_be() -> None:
    Path("mine-page-2.png").mkdir()
    refused("W003", "-o", "mine.pdf")
    Path("mine-contact-sheet.png").mkdir()
    refused("W003", "-o", "mine.pdf")
    assert refused("W001", "-o", "none/mine.pdf").exit_code == ExitCode.CANNOT_WRITE
    # The name of the PDF is as long as a name can be; those of its pictures would be longer.
    refused("W003", "-o", "x" * 251 + ".pdf")
