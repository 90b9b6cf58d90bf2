"""Building processes on this machine. One that ends takes no other handout with it."""

import faulthandler
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Thread

from handoutgen.batch.job import Answer, Failed, Job
from handoutgen.batch.making import make, write
from handoutgen.errors import Problem
from handoutgen.garbage import look_seldom_for_garbage
from handoutgen.said import said

SECONDS = 120
"""How long one handout may take; the slowest known takes less than one."""

_AHEAD = 4
"""Jobs handed out to each process, so that none waits and no heap piles up."""

_RUN = 8
"""Jobs that follow each other in the plan and go to one process, while there are many: they have
most in common, and what a process keeps of one is there for the next."""


def in_processes(jobs: Iterable[Job], folder: Path, processes: int) -> Iterator[Answer]:
    """The answers, as they come; each file is written by the process that made it.

    When a process ends, nobody can tell which handout ended it. Those that were handed out are
    made again one at a time: the one that ends its process again has failed.
    """
    rest = deque(jobs)
    while rest:
        suspects = deque((yield from _until_broken(rest, folder, processes, _AHEAD)))
        while suspects:
            for job in (yield from _until_broken(suspects, folder, 1, 1)):
                yield Failed(job.number, (_ended(),))


def _ended() -> Problem:
    message = said(
        "the building process ended: it was stopped, had no memory, or took {seconds} s",
        seconds=SECONDS,
    )
    hint = said("it was tried twice; give each process more memory, or report the handout.")
    return Problem("U088", message, hint=hint)


def _until_broken(
    jobs: deque[Job], folder: Path, processes: int, ahead: int
) -> Generator[Answer, None, list[Job]]:
    """Take jobs and yield answers until all are done, or until a process has ended.

    Returns the jobs that this one had under way. `ahead` is how many each has at a time.
    """
    context = multiprocessing.get_context("spawn")
    lanes = [_Lane(ProcessPoolExecutor(1, context, _begin)) for _ in range(processes)]
    lost: list[Job] = []
    work = partial(_work, folder=str(folder))
    try:
        while not lost:
            while lane := _free(lanes, jobs, ahead):
                job = lane.waiting.popleft()
                try:
                    lane.pending[lane.pool.submit(work, job)] = job
                except BrokenProcessPool:
                    lane.waiting.appendleft(job)
                    break
            pending = {future: lane for lane in lanes for future in lane.pending}
            if not pending:
                break
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                job = pending[future].pending.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    lost.append(job)
        for lane in lanes:
            for future, job in lane.pending.items():
                # Those that were finished before the end, or by another process, have their answer.
                error = future.exception()
                if error is None:
                    yield future.result()
                else:
                    lost.append(job)
        jobs.extendleft(sorted((j for n in lanes for j in n.waiting), key=_number, reverse=True))
    finally:
        for lane in lanes:
            lane.pool.shutdown(wait=False, cancel_futures=True)
        for lane in lanes:
            lane.pool.shutdown()
    return sorted(lost, key=_number)


@dataclass(slots=True)
class _Lane:
    """A building process: the jobs that wait for it, and those that it has."""

    pool: ProcessPoolExecutor
    waiting: deque[Job] = field(default_factory=deque)
    pending: dict[Future[Answer], Job] = field(default_factory=dict)


def _free(lanes: list[_Lane], jobs: deque[Job], ahead: int) -> _Lane | None:
    """The lane that has least to do, with a job waiting for it; None when nothing is to hand out.

    Towards the end runs are shorter, so that all end at about the same time.
    """
    free = [n for n in lanes if len(n.pending) < ahead and (n.waiting or jobs)]
    if not free:
        return None
    lane = min(free, key=lambda lane: len(lane.pending))
    if not lane.waiting:
        run = min(max(len(jobs) // (2 * len(lanes)), 1), _RUN)
        lane.waiting.extend(jobs.popleft() for _ in range(run))
    return lane


def _number(job: Job) -> int:
    return job.number


def _begin() -> None:
    """Begin a building process: it ends with the batch, also when that is killed."""
    # Ctrl+C in the terminal is for the batch, which then ends its processes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    look_seldom_for_garbage()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(job: Job, folder: str) -> Answer:
    # Whatever hangs, also in C, ends with the process.
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        faulthandler.dump_traceback_later(SECONDS, exit=True, file=nowhere)
        try:
            return write(make(job), Path(folder))
        finally:
            faulthandler.cancel_dump_traceback_later()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
