"""A file that is something else altogether is told and has an end, however much of it there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from knocks import knock, told

SAVED = "comparison: ms-vs-als\ndescription: Any\nsection: [{}]\n"
MOST = 210
"""Problems that somebody might still read."""


def many(pattern: str, number: int, between: str = ", ") -> str:
    return between.join(pattern.format(n) for n in range(number))


@pytest.mark.parametrize(
    "text",
    [
        many("key-{}: [a, {{b: c}}]", 30_000, "\n"),
        SAVED.format(many("section-{}", 60_000)),
        SAVED.format(many("symptoms", 60_000)),
    ],
)
def test_a_saved_handout(tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    ended = knock("build", "./mine.yaml", cwd=tmp_path)
    assert ended.returncode == 3
    assert 1 <= len(told(ended.stderr)) <= MOST


def test_a_list_of_entries(tmp_path: Path) -> None:
    (tmp_path / "handoutgen.yaml").write_text("clinic:\n  name: A Clinic\n", encoding="utf-8")
    (tmp_path / "data").mkdir()
    rows = "terms:\n" + many("  - {{id: term-{}, words: x}}", 25_000, "\n")
    (tmp_path / "data" / "glossary.yaml").write_text(rows, encoding="utf-8")
    ended = knock("list", cwd=tmp_path)
    problems = told(ended.stderr)
    assert (ended.returncode, len(problems) <= MOST) == (3, True)
    place = problems[-1][0]
    assert place.startswith("data/glossary.yaml:")
    assert "entries were not looked at" in ended.stderr


@pytest.mark.parametrize(
    "text",
    [
        f"make:\n  - handout: [{many('handout-{}', 60_000)}]\n",
        f"make:\n{many('  - {{comparison: other-{}}}', 30_000, chr(10))}\n",
        "make:\n  - comparison: ms-vs-als\n    sections:\n"
        + many("      pick-{0}: [section-{0}]", 20_000, "\n"),
        "make:\n  - comparison: ms-vs-als\n    except:\n"
        + many("      - {{style: style-{}}}", 30_000, "\n"),
    ],
)
def test_a_plan(tmp_path: Path, text: str) -> None:
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    ended = knock("batch", "plan.yaml", "-o", "out", cwd=tmp_path)
    assert (ended.returncode, [code for _, code in told(ended.stderr)]) == (3, ["C008"])
    assert not (tmp_path / "out").exists()


def test_a_logo_of_too_many_shapes_is_read_once(tmp_path: Path) -> None:
    """A check tries every handout; each trial would read the logo to where it is refused."""
    profile = "clinic:\n  name: A Clinic\n  logo: logo.svg\n"
    (tmp_path / "handoutgen.yaml").write_text(profile, encoding="utf-8")
    shapes = '<rect width="5" height="2"/>' * 30_000
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{shapes}</svg>'
    (tmp_path / "logo.svg").write_text(svg, encoding="utf-8")
    ended = knock("check", "-q", cwd=tmp_path)
    (problem,) = told(ended.stderr)
    assert (ended.returncode, problem[1]) == (3, "F007")
