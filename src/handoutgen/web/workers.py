"""A few building processes and a short queue before them.

A job waits for a free process, has so many seconds, and is refused at once when too many wait.
"""

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from handoutgen.errors import Problem
from handoutgen.said import said
from handoutgen.web.sheet import Answer, Bench, Broken, Job, Refused
from handoutgen.web.worker import work

RETRY_AFTER = 2
"""Seconds after which a refused browser may ask again."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many processes, how many jobs may wait for one, and seconds for a job."""

    processes: int = 2
    waiting: int = 64
    seconds: float = 15


class BusyError(Exception):
    """Too many jobs wait."""


class _Process:
    """One building process and the pipe to it."""

    def __init__(self, bench: Bench) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self.pipe: Connection = ours
        self.process: BaseProcess = context.Process(target=work, args=(bench, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def ready(self) -> bool:
        """Wait until it has loaded all."""
        try:
            self.pipe.recv()
        except (EOFError, OSError):
            return False
        return True

    def ask(self, job: Job) -> Answer | None:
        """The answer, or None when the process has ended."""
        try:
            self.pipe.send(job)
            answer: Answer = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return answer

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        with suppress(OSError):
            self.pipe.close()


class Workers:
    """The processes. Use it from one event loop; `start` before the first job."""

    def __init__(self, bench: Bench, limits: Limits, start: Callable[[Bench], _Process] = _Process):
        self._bench = bench
        self._limits = limits
        self._start = start
        self._idle: asyncio.LifoQueue[_Process] = asyncio.LifoQueue()
        self._all: set[_Process] = set()
        self._waiting = 0
        self._threads = ThreadPoolExecutor(limits.processes * 2, "handoutgen-web")
        self._tasks: set[asyncio.Task[Answer]] = set()
        self._starting: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Start the processes; returns when the first can build."""
        self._starting = [asyncio.create_task(self._add()) for _ in range(self._limits.processes)]
        await asyncio.wait(self._starting, return_when=asyncio.FIRST_COMPLETED)

    async def _add(self) -> None:
        loop = asyncio.get_running_loop()
        process = await loop.run_in_executor(self._threads, self._launch)
        if await loop.run_in_executor(self._threads, process.ready):
            self._idle.put_nowait(process)

    def _launch(self) -> _Process:
        # Known at once, so that `stop` ends it also when nobody waits for it any more.
        process = self._start(self._bench)
        self._all.add(process)
        return process

    @property
    def idle(self) -> bool:
        """Whether a process has nothing to do."""
        return not self._idle.empty()

    async def run(self, job: Job) -> Answer:
        """A job's answer. Raises BusyError when too many wait already.

        Whoever asked may go away: the job is finished all the same, and its process is free again.
        """
        if self._idle.empty() and self._waiting >= self._limits.waiting:
            raise BusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                process = await self._idle.get()
        except TimeoutError:
            raise BusyError from None
        finally:
            self._waiting -= 1
        task = asyncio.create_task(self._work(process, job))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(task)

    async def _work(self, process: _Process, job: Job) -> Answer:
        loop = asyncio.get_running_loop()
        asking = loop.run_in_executor(self._threads, process.ask, job)
        done, _ = await asyncio.wait([asking], timeout=self._limits.seconds)
        if not done:
            await self._replace(process)
            message = said(
                "the handout took longer than {seconds} seconds",
                seconds=f"{self._limits.seconds:g}",
            )
            hint = said("pick fewer sections; please report it.")
            return Refused((Problem("U067", message, hint=hint),))
        answer = asking.result()
        if answer is None:
            await self._replace(process)
            return Broken("the building process ended")
        self._idle.put_nowait(process)
        return answer

    async def _replace(self, process: _Process) -> None:
        """End a process that hangs or is gone; another takes its place in the background."""
        self._all.discard(process)
        await asyncio.to_thread(process.end)
        self._starting.append(asyncio.create_task(self._add()))
        self._starting = [task for task in self._starting if not task.done()]

    async def stop(self) -> None:
        """End all processes."""
        for task in self._starting:
            task.cancel()
        await asyncio.to_thread(self._end_all)

    def _end_all(self) -> None:
        while self._all:
            self._all.pop().end()
        self._threads.shutdown(wait=True, cancel_futures=True)
        while self._all:  # one was just being started
            self._all.pop().end()
