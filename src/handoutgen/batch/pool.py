"""Building processes on this machine. One that ends takes no other handout with it."""

import faulthandler
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
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
"""Jobs handed out for each process, so that none waits and no heap piles up."""


def in_processes(jobs: Iterable[Job], folder: Path, processes: int) -> Iterator[Answer]:
    """The answers, as they come; each file is written by the process that made it.

    When a process ends, nobody can tell which handout ended it. Those that were handed out are
    made again one at a time: the one that ends its process again has failed.
    """
    rest = deque(jobs)
    while rest:
        suspects = deque((yield from _until_broken(rest, folder, processes, _AHEAD * processes)))
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

    Returns the jobs that were under way then. `ahead` is how many are handed out at a time.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, _begin)
    pending: dict[Future[Answer], Job] = {}
    lost: list[Job] = []
    work = partial(_work, folder=str(folder))
    try:
        while not lost:
            while jobs and len(pending) < ahead:
                job = jobs.popleft()
                try:
                    pending[pool.submit(work, job)] = job
                except BrokenProcessPool:
                    jobs.appendleft(job)
                    break
            if not pending:
                break
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                job = pending.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    lost.append(job)
        for future, job in pending.items():
            # Those that were finished before the end have their answer.
            error = future.exception()
            if error is None:
                yield future.result()
            else:
                lost.append(job)
    finally:
        pool.shutdown(cancel_futures=True)
    return sorted(lost, key=lambda job: job.number)


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
