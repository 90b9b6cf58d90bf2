"""A batch from its jobs to its manifest: what stands already, what is made, what failed."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handoutgen.batch.job import Engine, Failed, Job, Made, Shelf
from handoutgen.batch.making import failed_line, stand, write
from handoutgen.batch.manifest import NAME, Journal, Row, finish, journal
from handoutgen.batch.stand import Stand
from handoutgen.errors import HandoutError, Problem
from handoutgen.output import check_target, write_problem
from handoutgen.said import said

_CHANGED = Problem(
    "U089",
    said(
        "content changed while the batch ran, so nobody knows from which of the two this was made"
    ),
    hint=said("run the batch again when nobody edits: it makes these anew."),
)

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
    """What a batch has to tell. `left` are files of an earlier plan.

    `stopped` says why it did not come to its end: then there is a journal and no new manifest.
    """

    tally: Tally
    failures: tuple[Failure, ...]
    left: tuple[str, ...]
    stopped: tuple[Problem, ...] = ()


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
    """
    batch = _Batch(jobs, folder, Tally(len(jobs)), tell)
    planned = {job.file for job in jobs}
    left = tuple(sorted(name for name in known if name not in planned))
    stopped: tuple[Problem, ...] = ()
    try:
        with journal(folder, resume=resume) as rows:
            batch.make(engine, batch.keep(known, rows), rows)
            batch.doubt(rows)
            finish(folder, rows.lines())
    except HandoutError as error:
        stopped = error.problems
    failures = tuple(batch.failures[number] for number in sorted(batch.failures))
    return Outcome(batch.tally, failures, left, stopped)


@dataclass(slots=True)
class _Batch:
    """A batch under way."""

    jobs: tuple[Job, ...]
    folder: Path
    tally: Tally
    tell: Tell
    made: set[int] = field(default_factory=set)
    failures: dict[int, Failure] = field(default_factory=dict)

    def keep(self, known: Mapping[str, Row], rows: Journal) -> list[Job]:
        """Take over what stands unchanged; returns the rest."""
        rest: list[Job] = []
        for job in self.jobs:
            row = known.get(job.file)
            if row is None or row.key != job.key or not row.stands(self.folder):
                rest.append(job)
                continue
            rows.add(job.number, row.line)
            self.tally.unchanged += 1
            self.tell(self.tally)
        return rest

    def make(self, engine: Engine, rest: list[Job], rows: Journal) -> None:
        """Make the rest, and write down each as it comes."""
        for answer in engine(rest):
            job = self.jobs[answer.number]
            match write(answer, self.folder):
                case Made(row=line):
                    rows.add(job.number, line)
                    self.made.add(job.number)
                    self.tally.made += 1
                case Failed(problems=problems, bug=bug):
                    self._fail(job, problems, rows, bug=bug)
            self.tell(self.tally)

    def doubt(self, rows: Journal) -> None:
        """Take back what was made while that which it is made from changed on this machine."""
        for job in _doubtful(self.jobs, self.made):
            self.tally.made -= 1
            self._fail(job, (_CHANGED,), rows, bug=False)

    def _fail(self, job: Job, problems: tuple[Problem, ...], rows: Journal, *, bug: bool) -> None:
        self.failures[job.number] = Failure(job.file, problems, bug)
        rows.add(job.number, failed_line(job, problems))
        self.tally.failed += 1


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
