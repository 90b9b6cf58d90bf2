from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fixture_library import COMPARISON, standalone

from handoutgen.build import build
from handoutgen.content.library import load_library
from handoutgen.errors import ExitCode, HandoutError
from handoutgen.selection import HandoutRequest
from handoutgen.verdict import validate_pdf


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    assets = standalone(tmp_path_factory.mktemp("library"))
    return build(HandoutRequest(COMPARISON), "pdf", load_library(assets), assets).content


def broken(pdf: bytes, *keys: str) -> bytes:
    """The file without entries of its catalog: by default title, language, mark as tagged."""
    buffer = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for key in keys or ("/Lang", "/MarkInfo", "/ViewerPreferences"):
            del document.Root[key]
        document.save(buffer)
    return buffer.getvalue()


def test_a_handout_passes(pdf: bytes) -> None:
    verdict = validate_pdf(pdf)
    assert verdict.profile == ("PDF/UA-1", "PDF/A-2a")
    assert verdict.rules > 250
    assert verdict.validator.startswith("page-validation ")
    assert verdict.pages == len(pikepdf.open(BytesIO(pdf)).pages)


def test_each_broken_rule_is_one_problem(pdf: bytes) -> None:
    with pytest.raises(HandoutError) as caught:
        validate_pdf(broken(pdf))
    messages = [p.message for p in caught.value.problems]
    assert len(messages) == len(set(messages)) >= 3
    assert {p.code for p in caught.value.problems} == {"D012"}
    assert caught.value.exit_code == ExitCode.NOT_ACCESSIBLE


@pytest.mark.parametrize(
    ("key", "standard"), [("/Lang", "PDF/UA-1"), ("/OutputIntents", "PDF/A-2a")]
)
def test_a_problem_names_the_standard_that_is_broken(pdf: bytes, key: str, standard: str) -> None:
    with pytest.raises(HandoutError) as caught:
        validate_pdf(broken(pdf, key))
    assert any(p.message.startswith(f"{standard} rule ") for p in caught.value.problems)


def test_what_keeps_a_file_from_an_archive_keeps_it_from_being_written(pdf: bytes) -> None:
    with pytest.raises(HandoutError) as caught:
        validate_pdf(broken(pdf, "/OutputIntents"))
    assert {p.code for p in caught.value.problems} == {"D012"}
    assert not any("PDF/UA-1" in p.message for p in caught.value.problems)


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_a_problem_too(content: bytes) -> None:
    with pytest.raises(HandoutError, match="D012"):
        validate_pdf(content)


def test_nothing_is_written_when_the_validator_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner
    from fixture_library import copy_workspace

    from handoutgen import build as building
    from handoutgen.cli.main import main

    monkeypatch.chdir(tmp_path)
    copy_workspace(tmp_path / "clinic")
    good = tmp_path / f"{COMPARISON}.pdf"
    good.write_bytes(b"a good file")
    render = building._RENDERERS["pdf"]

    def badly(*args: object) -> object:
        made = render(*args)  # type: ignore[arg-type]
        return replace(made, content=broken(made.content))

    monkeypatch.setattr(building, "_RENDERERS", {"pdf": badly})
    result = CliRunner().invoke(main, ["build", COMPARISON, "--workspace", "clinic"])
    assert result.exit_code == ExitCode.NOT_ACCESSIBLE
    assert "D012" in result.stderr
    assert result.stdout == ""
    assert good.read_bytes() == b"a good file"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["clinic", good.name]
