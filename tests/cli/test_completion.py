"""What a shell offers for the word under the cursor."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from fixture_library import COMPARISON, WORKSPACE

from handoutgen.cli.main import main

SOURCE = Path(__file__).parents[2] / "src"


def complete(words: str, tmp_path: Path) -> list[str]:
    """What bash would offer for the last word."""
    environ = {
        "_HANDOUTGEN_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-m", "handoutgen"],
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environ},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""
    return [line.partition(",")[2] for line in done.stdout.decode().splitlines() if line]


def test_values_complete_from_the_library(tmp_path: Path) -> None:
    place = f"--workspace {WORKSPACE}"
    assert complete("handoutgen bu", tmp_path) == ["build"]
    assert complete(f"handoutgen build {place} cold-flu-h", tmp_path) == [COMPARISON]
    assert complete(f"handoutgen build {place} snee", tmp_path) == ["sneezing"]
    known = ["compare", "season", "what-helps"]
    assert complete(f"handoutgen build {COMPARISON} {place} --section ", tmp_path) == known
    assert complete(f"handoutgen build sneezing {place} --section ", tmp_path) == known
    words = f"handoutgen build {COMPARISON} {place} --section season --section "
    assert complete(words, tmp_path) == ["compare", "what-helps"]
    assert complete(f"handoutgen build {COMPARISON} --template ha", tmp_path) == ["handout"]
    assert complete(f"handoutgen show {place} seas", tmp_path) == ["season"]


def test_completion_never_fails(tmp_path: Path) -> None:
    assert complete("handoutgen build --workspace nowhere ", tmp_path) == []
    (tmp_path / "handouts").mkdir()
    (tmp_path / "handouts/broken.yaml").write_bytes(b"\xff\xfe: [")
    assert complete("handoutgen build --workspace . bro", tmp_path) == ["broken"]
    assert complete("handoutgen build broken --workspace . --section ", tmp_path) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script(shell: str) -> None:
    result = CliRunner().invoke(main, ["completion", shell])
    assert result.exit_code == 0
    assert f"_HANDOUTGEN_COMPLETE={shell}_complete" in result.stdout
    assert result.stderr == ""
