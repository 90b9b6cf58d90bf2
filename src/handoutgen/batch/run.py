"""A batch from its jobs to its manifest: what stands already, what is made, what failed."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handoutgen.batch.job import Answer, Failed, Job, Made, Shelf
from handoutgen.batch.making import failed_line, stand, write
from handoutgen.batch.manifest import NAME, Row, finish, journal
from handoutgen.batch.stand import Stand
from handoutgen.errors import HandoutError, Problem
from handoutgen.output import check_target, write_problem

_CHANGED = Problem(
    "U089",
    "content changed while the batch ran, so nobody knows from which of the two this was made",
    hint="run the batch again when nobody edits: it makes these anew.",
)

Engine = Callable[[Iterable[Job]], Iterator[Answer]]
"""Something that makes handouts and yields the answers in whatever order they come."""

Tell = Callable[["Tally"], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A handout that was not made, and why."""

    file: str
    problems: tuple[Problem, ...]
    bug: bool


@dataclass(slots=True)
class Tally:
    """How far a batch is: how many handouts it has, and what came of those that are done."""

    whole: int
    made: int = 0
    unchanged: int = 0
    failed: int = 0

    @property
    def done(self) -> int:
        """How many are done with, one way or the other."""
        return self.made + self.unchanged + self.failed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch that came to its end has to tell. `left` are files of an earlier plan."""

    tally: Tally
    failures: tuple[Failure, ...]
    left: tuple[str, ...]


def prepare(jobs: Iterable[Job], folder: Path) -> None:
    """Make the folders, and find out early what would keep files from being written.

    Raises HandoutError W001 to W005.
    """
    targets = {folder / NAME, *((folder / job.file) for job in jobs)}
    problems: dict[Problem, None] = {}
    for parent in sorted({target.parent for target in targets}):
        try:
            parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            problems[write_problem(error, str(parent))] = None
    if not problems:
        for target in sorted(targets):
            try:
                check_target(target)
            except HandoutError as error:
                problems |= dict.fromkeys(error.problems)
    if problems:
        raise HandoutError(problems)


def run(
    jobs: tuple[Job, ...],
    folder: Path,
    engine: Engine,
    known: Mapping[str, Row],
    tell: Tell,
    *,
    resume: bool,
) -> Outcome:
    """Make what is not there unchanged, and write the manifest.

    `known` are the rows of an earlier batch; each counts only while its files are as it says.
    Raises HandoutError when the batch cannot go on: U086, or W001 to W005 for its own files. The
    journal then holds what was done.
    """
    tally = Tally(len(jobs))
    failures: dict[int, Failure] = {}
    with journal(folder, resume=resume) as rows:
        to_make: list[Job] = []
        made: set[int] = set()
        for job in jobs:
            row = known.get(job.file)
            if row is None or row.key != job.key or not row.stands(folder):
                to_make.append(job)
                continue
            rows.add(job.number, row.line)
            tally.unchanged += 1
            tell(tally)
        for answer in engine(to_make):
            job = jobs[answer.number]
            match write(answer, folder):
                case Made(row=line):
                    rows.add(job.number, line)
                    tally.made += 1
                    made.add(job.number)
                case Failed(problems=problems, bug=bug):
                    failures[job.number] = Failure(job.file, problems, bug)
                    rows.add(job.number, failed_line(job, problems))
                    tally.failed += 1
            tell(tally)
        for job in _doubtful(jobs, made):
            failures[job.number] = Failure(job.file, (_CHANGED,), bug=False)
            rows.add(job.number, failed_line(job, (_CHANGED,)))
            tally.made -= 1
            tally.failed += 1
        finish(folder, rows.lines())
    planned = {job.file for job in jobs}
    left = tuple(sorted(name for name in known if name not in planned))
    return Outcome(tally, tuple(failures[n] for n in sorted(failures)), left)


def _doubtful(jobs: tuple[Job, ...], made: Container[int]) -> Iterator[Job]:
    """Every handout that was made while what it is made from changed on this machine."""
    now: dict[Shelf, Stand | None] = {}
    for job in jobs:
        if job.number not in made:
            continue
        if job.shelf not in now:
            now[job.shelf] = stand(job.shelf)
        current = now[job.shelf]
        if current is None or current.of_comparison(job.request.comparison) != job.stand:
            yield job
