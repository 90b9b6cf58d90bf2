"""A rule as data: what the documentation, the tests, editors and CI read about it."""

from dataclasses import dataclass

from handoutgen.errors import Location, Problem, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule under a permanent code. A rule has one severity: what a machine decides is an
    `error` or a `warning`, what a person must judge is a `review`, and they never share a code.
    """

    code: str
    name: str
    severity: Severity
    finds: str
    hint: str
    why: str
    """The reason, with its source where there is one."""

    def at(self, place: Location, message: str, hint: str = "") -> Problem:
        """A breach of this rule; a hint of its own goes over the rule's."""
        return Problem(self.code, message, place, hint or self.hint, self.severity)
