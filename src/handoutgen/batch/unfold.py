"""A plan unfolded into jobs, with everything that can be seen to be wrong before work begins."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handoutgen.assets import Assets
from handoutgen.batch.clinics import open_clinic
from handoutgen.batch.desk import Desk
from handoutgen.batch.job import Job
from handoutgen.batch.matrix import (
    Cell,
    Place,
    cells,
    excluding,
    idle_exceptions,
    missing_values,
    size,
    varying,
)
from handoutgen.batch.naming import (
    PLACEHOLDERS,
    collisions,
    filled,
    name_problem,
    pattern_problems,
    with_suffix,
)
from handoutgen.batch.plan import Matrix, Plan
from handoutgen.cache import FolderCache
from handoutgen.content.positions import Positions
from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.said import counted, joined, said

MOST = 200_000
"""Handouts in one plan. A few keys with many values each multiply to more than anybody prints."""

_ALWAYS = frozenset(PLACEHOLDERS) - {"clinic", "handout", "sections"}


_ABOUT: Mapping[str, tuple[str, ...]] = {
    "S002": ("section", "sections", "without"),
    "S003": ("without",),
    "S008": ("language",),
    "S009": ("language", "section", "sections"),
    "S007": ("layout", "style", "paper", "binding"),
}
"""The keys of a matrix that a problem of a combination is about, the likeliest first."""


@dataclass(slots=True)
class _Findings:
    """What is gathered on the way, for all clinics together.

    `whole` are the matrices that could be gone through, `used` their exceptions that left
    something out, `refused` the problems of single combinations and of how many.
    """

    jobs: list[tuple[Job, Location]] = field(default_factory=list)
    problems: dict[Problem, None] = field(default_factory=dict)
    refused: Counter[Problem] = field(default_factory=Counter)
    whole: set[int] = field(default_factory=set)
    used: set[tuple[int, int]] = field(default_factory=set)

    def refuse(self, error: HandoutError, matrix: Matrix, cell: Cell, place: Place) -> None:
        """Keep what is wrong with one combination, at its matrix where it has no place yet."""
        for problem in error.problems:
            found = problem
            if problem.code == "S007":
                found = replace(problem, hint=_leave_out(matrix, cell))
            if problem.location is None:
                about = (*_ABOUT.get(problem.code, ()), "handout", "comparison")
                what = next(name for name in about if name in matrix.said)
                found = replace(found, location=place.of(what))
            self.refused[found] += 1


def _leave_out(matrix: Matrix, cell: Cell) -> str:
    """How to say under `except` what a layout refuses."""
    keys = ("layout", "style", "paper", "binding", "language")
    # JSON's way to write true and false is also YAML's.
    differ = {key: cell[key] for key in keys if len(getattr(matrix, key)) > 1}
    said = ", ".join(
        f"{k}: {json.dumps(v) if v in (True, False) else v}" for k, v in differ.items()
    )
    if not said:
        return "the values of this matrix do not go together; docs/layouts.md has what does."
    return f"leave it out with `except:`, `- {{{said}}}`."


def unfold(
    plan: Plan,
    positions: Positions,
    assets: Mapping[str, Assets],
    cache: FolderCache | None,
    date: dt.date | None,
    today: dt.date,
) -> tuple[Job, ...]:
    """Every job of a plan: clinic by clinic, matrix by matrix, the last key changing fastest.

    Raises HandoutError with every problem: C008 (a value, or too many handouts), S001 to S009,
    L007 and T001 (what is not there or does not go together), U081 (a name twice), U082 (an
    exception that leaves nothing out, or nothing left).
    """
    _check_size(plan, positions)
    findings = _Findings()
    for name in _order(plan):
        try:
            desk = Desk(open_clinic(name, assets[name], cache), date or plan.date, today)
        except HandoutError as error:
            findings.problems.update(dict.fromkeys(error.problems))
            continue
        for number, matrix in enumerate(plan.make):
            if name in (matrix.clinic or ("",)):
                place = Place(positions, number)
                pattern = matrix.file or plan.file or _usual_pattern(matrix)
                _unfold_matrix(matrix, pattern, desk, place, findings)
    _finish(plan, positions, findings)
    return tuple(job for job, _ in findings.jobs)


def _order(plan: Plan) -> tuple[str, ...]:
    # Clinic by clinic, so that a building process has one library open at a time.
    return tuple(dict.fromkeys(n for matrix in plan.make for n in matrix.clinic or ("",)))


def _check_size(plan: Plan, positions: Positions) -> None:
    whole = sum(map(size, plan.make))
    if whole > MOST:
        message = f"the plan has {whole:,} combinations; {MOST:,} is the most"
        place = positions.key(("make",))
        raise HandoutError([Problem("C008", message, place, "split it into several plans.")])


def _usual_pattern(matrix: Matrix) -> str:
    differs = [n for n in varying(matrix) if n not in ("handout", "comparison", "format")]
    folder = "{clinic}/" if matrix.clinic else ""
    return folder + "-".join(f"{{{name}}}" for name in ("name", *differs))


def _unfold_matrix(
    matrix: Matrix,
    pattern: str,
    desk: Desk,
    place: Place,
    findings: _Findings,
) -> None:
    at = place.of("file") if matrix.file else place.positions.value(("file",))
    given = {n for n in ("clinic", "handout", "sections") if getattr(matrix, n)}
    problems = list(missing_values(matrix, desk.clinic, place))
    problems += pattern_problems(pattern, _ALWAYS | given, at)
    findings.problems.update(dict.fromkeys(problems))
    if problems:
        return
    findings.whole.add(place.number)
    for cell in cells(matrix, desk.clinic.name):
        out = excluding(matrix, cell)
        if out is not None:
            findings.used.add((place.number, out))
            continue
        try:
            order = desk.order(matrix, cell)
        except HandoutError as error:
            findings.refuse(error, matrix, cell, place)
            continue
        name = with_suffix(filled(pattern, order.words), order.format)
        wrong = name_problem(name, at)
        if wrong:
            findings.problems[wrong] = None
            continue
        number = len(findings.jobs)
        made_of = (order.request, order.format, desk.clinic.shelf)
        findings.jobs.append(
            (Job(number, name, order.key, order.stand, order.review, *made_of), place.of())
        )


def _finish(plan: Plan, positions: Positions, findings: _Findings) -> None:
    """Raise what was found; else see whether names meet and every exception was of use."""
    problems = dict.fromkeys(findings.problems)
    for refused, count in findings.refused.items():
        many = counted("({n} handout)", "({n} handouts)", count)
        message = joined([refused.message, many]) if count > 1 else refused.message
        problems[replace(refused, message=message)] = None
    for number in sorted(findings.whole):
        used = {n for matrix, n in findings.used if matrix == number}
        place = Place(positions, number)
        problems |= dict.fromkeys(idle_exceptions(plan.make[number], used, place))
    problems |= dict.fromkeys(collisions(findings.jobs))
    if not problems and not findings.jobs:
        hint = said("`except` leaves out every combination.")
        at = positions.key(("make",))
        problems[Problem("U082", said("the plan makes nothing"), at, hint)] = None
    if problems:
        raise HandoutError(problems)
