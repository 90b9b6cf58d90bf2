"""A clinic's own template around a few lines, and what composing a handout with it gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from content.library_on_disk import composed, on_disk

from handoutgen.document.nodes import Block, Document
from handoutgen.errors import HandoutError, Problem
from handoutgen.selection import HandoutRequest

NAME = "own.html.j2"
FIRST_LINE = 4
"""The line of the template on which the body starts."""

FRAME = """\
<article>
<h1>{{ handout.title }}</h1>
<p>{% for r in handout.references %}<cite numbers="{{ r.number }}"/>{% endfor %}</p>
BODY
{% include "parts/disclaimer.html.j2" %}
{% include "parts/sources.html.j2" %}
</article>
"""
BEFORE, AFTER = 2, 2
"""How many blocks of the document come from the frame: before the body, and after."""


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A workspace with a template of its own, over the tiny library."""

    root: Path

    def write(self, name: str, source: str) -> None:
        path = self.root / "workspace/templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")

    def compose(self, source: str, title: str | None = None) -> Document:
        """The document of a whole template."""
        self.write(NAME, source)
        library = on_disk(self.root / "library").load()
        request = HandoutRequest("cold-or-flu", section=("basics",), template="own", title=title)
        return composed(library, request, self.root / "workspace")

    def body(self, body: str, title: str | None = None) -> tuple[Block, ...]:
        """The blocks that a body between title and disclaimer becomes."""
        blocks = self.compose(FRAME.replace("BODY", body), title).blocks
        return blocks[BEFORE : len(blocks) - AFTER]

    def problems(self, source: str, title: str | None = None) -> tuple[Problem, ...]:
        """What is wrong with a whole template; nothing when it is good."""
        try:
            self.compose(source, title)
        except HandoutError as error:
            return error.problems
        return ()

    def in_body(self, body: str, title: str | None = None) -> tuple[Problem, ...]:
        """What is wrong with a body."""
        return self.problems(FRAME.replace("BODY", body), title)

    def places(self, body: str) -> list[tuple[str, str, int]]:
        """The code, file and line of each problem of a body; the line counts in the body."""
        found = []
        for problem in self.in_body(body):
            assert problem.location is not None, problem
            line = problem.location.line - FIRST_LINE + 1
            found.append((problem.code, Path(problem.location.file).name, line))
        return found
