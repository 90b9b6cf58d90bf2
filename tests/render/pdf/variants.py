"""Every way to print a comparison that is not refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from handoutgen.build import Handout
from handoutgen.content.clinic import ClinicProfile
from handoutgen.content.entry import Wording
from handoutgen.content.layouts import LAYOUTS, Layout, Paper, papers_of, refusal
from handoutgen.errors import HandoutError
from handoutgen.render.pdf.plan import Plan
from handoutgen.render.style import Style
from handoutgen.selection import HandoutRequest

from .builds import built, library, style
from .checks import plan_for

STYLES = ("standard", "large-print", "ink-saver")
WORDINGS: tuple[Wording, ...] = ("plain", "detailed")
CLINIC = ClinicProfile(
    name="Lakeside Clinic", phone="555-0100", website="https://lakeside.example/{handout}"
)

_FEWER = {
    "one-page": ("see-a-doctor",),
    "leaflet": ("on-the-wall", "see-a-doctor"),
    "poster": ("see-a-doctor",),
    "booklet": ("in-short", "tell-apart-in-short", "call-in-short", "ask-in-short"),
}
"""What fits where a comparison's usual sections do not, in large print for one."""

_TOO_LONG = {"D013", "D015", "D016"}


@dataclass(frozen=True, slots=True)
class Variant:
    """A comparison in one layout, style, paper and wording."""

    comparison: str
    layout: Layout
    style: str
    paper: Paper
    wording: Wording = "plain"

    def __str__(self) -> str:
        return "-".join((self.comparison, self.layout, self.style, self.paper, self.wording))

    def request(self, **changes: object) -> HandoutRequest:
        """The request for its usual sections."""
        return HandoutRequest(
            self.comparison,
            layout=self.layout,
            style=self.style,
            paper=self.paper,
            wording=self.wording,
            locale="en-US",
            **changes,  # type: ignore[arg-type]
        )

    @property
    def tokens(self) -> Style:
        """Its sizes and colours."""
        return style(self.style, self.layout)

    def plan(self, handout: Handout) -> Plan:
        """How its pages are made."""
        return plan_for(handout.selection.request.form, self.tokens, handout.document)


def variants(*layouts: Layout, wordings: tuple[Wording, ...] = WORDINGS) -> Iterator[Variant]:
    """Every variant of these layouts, or of all."""
    for comparison in library().comparisons:
        for layout in layouts or LAYOUTS:
            for look in STYLES:
                for paper in papers_of(layout):
                    if refusal(layout, look, paper, binding=False) is None:
                        for wording in wordings:
                            yield Variant(comparison, layout, look, paper, wording)


@cache
def handout_of(variant: Variant, clinic: ClinicProfile | None = None) -> Handout:
    """The usual sections, or fewer where they do not fit."""
    try:
        return built(variant.request(clinic=clinic))
    except HandoutError as error:
        if not {problem.code for problem in error.problems} <= _TOO_LONG:
            raise
    return built(variant.request(clinic=clinic, section=_FEWER[variant.layout]))
