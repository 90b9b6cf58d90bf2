"""A clinic's workspace with styles of its own, and what loading one of them tells."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from handoutgen.assets import Assets, bundled_root
from handoutgen.content.layouts import Layout
from handoutgen.errors import HandoutError, Problem
from handoutgen.render.style import Style, load_style


class Workspace:
    """A clinic's folder with styles of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, text: str) -> None:
        path = self.root / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip(), encoding="utf-8")

    def style(self, name: str, text: str) -> None:
        self.write(f"styles/{name}.yaml", text)

    def load(self, name: str, layout: Layout = "handout") -> Style:
        return load_style(Assets((bundled_root(), self.root)), name, layout)

    def problems(self, name: str, layout: Layout = "handout") -> list[tuple[str, str, int, int]]:
        """Code, file, line and column of everything that is wrong."""
        found = []
        for problem in self.told(name, layout):
            place = problem.location
            assert place is not None, problem
            file = Path(place.file).name
            found.append((problem.code, file, place.line, place.column))
        return found

    def told(self, name: str, layout: Layout = "handout") -> tuple[Problem, ...]:
        with pytest.raises(HandoutError) as caught:
            self.load(name, layout)
        return caught.value.problems
