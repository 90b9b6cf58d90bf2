"""Names of a batch's files: patterns with placeholders, and no name twice."""

import re
from collections.abc import Iterable, Iterator, Mapping

from handoutgen.batch.job import SUFFIXES, Job, beside
from handoutgen.build import SHEETS
from handoutgen.errors import Location, Problem, did_you_mean
from handoutgen.said import said

PLACEHOLDERS = (
    *("name", "clinic", "handout", "comparison", "sections", "wording", "language", "layout"),
    *("style", "paper", "binding", "duplex", "template", "locale", "format"),
)
"""What a pattern may hold between braces. `name` is the saved handout, else the comparison."""

_HOLE = re.compile(r"\{([^{}]*)\}")
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._+-]*(?<![ .])\Z")
_LONGEST_PART = 200
# Windows gives these to devices, with any ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)", re.IGNORECASE)


def pattern_problems(pattern: str, available: Iterable[str], place: Location) -> Iterator[Problem]:
    """What is wrong with a pattern, before any name is made from it."""
    names = tuple(available)
    for hole in _HOLE.findall(pattern):
        if hole not in PLACEHOLDERS:
            hint = did_you_mean(hole, PLACEHOLDERS)
            yield Problem("C008", f"`file`: `{{{hole}}}` stands for nothing here", place, hint)
        elif hole not in names:
            hint = f"give the matrix the key `{hole}`, or leave the placeholder away."
            message = f"`file`: `{{{hole}}}` has no value in this matrix"
            yield Problem("C008", message, place, hint)
    if set("{}") & set(_HOLE.sub("", pattern)):
        yield Problem("C008", "`file`: a brace is open", place, "write {layout}, for example.")


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with each placeholder's value."""
    return _HOLE.sub(lambda hole: values[hole[1]], pattern)


def name_problem(name: str, place: Location) -> Problem | None:
    """Why a file cannot have this name on every system, or none."""
    for part in name.split("/"):
        if not _PART.match(part) or _DEVICES.match(part):
            hint = "letters, digits, spaces, dots, hyphens and +, and / between folders."
            return Problem("C008", f"`file`: `{name}` is no name for a file", place, hint)
        if len(part) > _LONGEST_PART:
            message = f"`file`: a name of {len(part)} characters; {_LONGEST_PART} is the most"
            return Problem("C008", message, place)
    return None


def collisions(jobs: Iterable[tuple[Job, Location]]) -> Iterator[Problem]:
    """Every name that two files would have, also where a system does not tell case apart."""
    taken: dict[str, Location] = {}
    folders: dict[str, Location] = {}
    told: set[tuple[Location, Location]] = set()
    for job, place in jobs:
        names = [job.file]
        if job.format == "pdf" and job.request.layout == "booklet":
            names.append(beside(job.file, SHEETS))
        for name in names:
            plain = name.casefold()
            above = ["/".join(plain.split("/")[:n]) for n in range(1, plain.count("/") + 1)]
            first = taken.get(plain) or folders.get(plain)
            first = first or next((taken[a] for a in above if a in taken), None)
            taken.setdefault(plain, place)
            folders.update((a, place) for a in above if a not in folders)
            if first is None or (first, place) in told:
                continue
            # One telling for each pair of matrices: the rest follows from the same pattern.
            told.add((first, place))
            where = said("the same matrix") if first == place else first
            hint = said(
                "give `file` a placeholder for what tells them apart, such as {example}.",
                example="{style}",
            )
            message = said(
                "two handouts would be written to `{file}`; the other is of {place}",
                file=name,
                place=where,
            )
            yield Problem("U081", message, place, hint)


def with_suffix(stem: str, job_format: str) -> str:
    """A file's name with the ending of its format."""
    return stem + SUFFIXES[job_format]  # type: ignore[index]
