"""A gate: what passes, what only draws a warning, and what is an error, for one measure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from handoutgen.content.rules.rule import Rule

Verdict = Literal["pass", "near", "over"]
Measured = TypeVar("Measured")


@dataclass(frozen=True, slots=True)
class Gate(Generic[Measured]):
    """A measure with the last value that passes, and the last that only draws a warning."""

    what: str
    measure: Callable[[Measured], float | None]
    """None where it cannot be measured; then it passes."""
    passes: float
    fails: float
    over: Rule
    near: Rule
    more_is_easier: bool = False

    def judge(self, measured: Measured) -> Verdict:
        """What is judged is what is shown: one decimal."""
        value = self.measure(measured)
        if value is None or self._within(value, self.passes):
            return "pass"
        return "near" if self._within(value, self.fails) else "over"

    def rule(self, verdict: Verdict) -> Rule | None:
        """The rule that a verdict breaks."""
        return {"pass": None, "near": self.near, "over": self.over}[verdict]

    def _within(self, value: float, limit: float) -> bool:
        shown = round(value, 1)
        return shown >= limit if self.more_is_easier else shown <= limit


def worst(verdicts: set[Verdict]) -> Verdict:
    """The verdict on what was judged several times."""
    return "over" if "over" in verdicts else "near" if "near" in verdicts else "pass"
