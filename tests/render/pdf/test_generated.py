"""Arbitrary documents: whatever they hold is printed, tagged, and inside the page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from handoutgen.content.layouts import Paper
from handoutgen.document.nodes import Document
from handoutgen.errors import HandoutError

from .builds import EDITION, render
from .checks import assert_inside, assert_sound
from .documents import documents
from .limits import within


class _Case:
    """A document on a paper. Hypothesis' own way of printing a whole tree takes minutes."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self.document = document
        self.paper = paper

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(repr(self))

    def __repr__(self) -> str:
        return f"{self.paper}: {self.document!r}"


@st.composite
def _cases(draw: st.DrawFn) -> _Case:
    return _Case(draw(documents()), draw(st.sampled_from(("letter", "a4"))))


@given(_cases())
@settings(
    max_examples=60,
    deadline=timedelta(seconds=60),
    derandomize=True,
    report_multiple_bugs=False,
    # Shrinking a whole document takes minutes; the failing one is printed as it is.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_every_document_is_whole_tagged_and_inside_its_margins(case: _Case) -> None:
    document, paper = case.document, case.paper
    try:
        with within(15):
            pdf = render(document, paper)
    except HandoutError as error:
        note(str(error))
        assert {problem.code for problem in error.problems} <= {"D010", "D011", "D014", "D017"}
        return
    assert_sound(pdf, document, EDITION)
    assert_inside(pdf, paper)
