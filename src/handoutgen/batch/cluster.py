"""The same jobs on a Dask cluster: its scheduler hands them out, and again where a worker ends."""

import logging
import uuid
from collections.abc import Collection, Iterable, Iterator
from concurrent import futures
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from queue import Empty, Queue
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from handoutgen.batch.job import Answer, Engine, Failed, Job, Shelf
from handoutgen.batch.making import make, stand
from handoutgen.errors import HandoutError, Problem
from handoutgen.said import said

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD = 3
_POLL = 1.0
_GRACE = 5.0
"""Seconds after which Dask should itself have said that nobody answers."""
_ONE = Lock()


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for a scheduler, and for a worker when there is none."""

    scheduler: float = 10
    workers: float = 30


@contextmanager
def cluster(
    address: str, shelves: Collection[Shelf], patience: Patience | None = None
) -> Iterator[Engine]:
    """A cluster all of whose workers have these shelves, as something that makes handouts.

    The answers hold their files: a worker writes nothing. Raises HandoutError U087 (the package is
    missing), U084 (no scheduler or no worker) or U085 (a worker has other content or another
    version); later U086 when the cluster goes away.
    """
    patience = patience or Patience()
    with _silence():
        client = _connect(address, patience)
        try:
            _check_workers(client, sorted(shelves, key=repr), patience)
            yield partial(_answers, client=client, address=address, patience=patience)
        finally:
            with suppress(OSError):
                client.close(timeout=2)


@contextmanager
def _silence() -> Iterator[None]:
    """What Dask's threads have to say of a cluster that fails is told once, as a problem."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _connect(address: str, patience: Patience) -> "Client":
    try:
        from distributed import Client
    except ImportError:
        hint = said("install it with: {command}", command="pip install 'handoutgen[cluster]'")
        message = said("--cluster needs a package")
        raise HandoutError([Problem("U087", message, hint=hint)]) from None
    connected: futures.Future[Client] = futures.Future()

    def connect() -> None:
        try:
            connected.set_result(Client(address, timeout=patience.scheduler, set_as_default=False))
        except Exception as error:
            connected.set_exception(error)

    # In a thread that is left behind: Dask waits without end for a server that is no scheduler.
    Thread(target=connect, daemon=True).start()
    try:
        return connected.result(timeout=patience.scheduler + _GRACE)
    except Exception as error:
        reason = _reason(error) if connected.done() else said("what is there is no scheduler")
        message = said(
            "no scheduler answers at {address}: {reason}", address=address, reason=reason
        )
        hint = said("start one with `dask scheduler`, and see whether the address is right.")
        raise HandoutError([Problem("U084", message, hint=hint)]) from None


def _check_workers(client: "Client", shelves: list[Shelf], patience: Patience) -> None:
    """Hold every worker's content against the plan's."""
    hint = said("start some with `dask worker ADDRESS --nthreads 1`.")
    try:
        client.wait_for_workers(1, timeout=patience.workers)
        found: dict[str, Any] = client.run(stands_of, shelves, on_error="return")
    except Exception as error:
        message = said("the cluster has no worker that answers: {reason}", reason=_reason(error))
        raise HandoutError([Problem("U084", message, hint=hint)]) from None
    wanted = tuple(shelf.stand for shelf in shelves)
    problems = []
    for worker, stands in sorted(found.items()):
        if isinstance(stands, BaseException):
            message = said(
                "the worker {worker} cannot build: {reason}", worker=worker, reason=_reason(stands)
            )
        elif stands != wanted:
            message = said(
                "the worker {worker} has other content or another version than this plan",
                worker=worker,
            )
        else:
            continue
        hint = said(
            "install the same handoutgen there, and put clinics' folders at the same place."
        )
        problems.append(Problem("U085", message, hint=hint))
    if problems:
        raise HandoutError(problems)


def stands_of(shelves: list[Shelf]) -> tuple[str, ...]:
    """What a worker has where these shelves should be."""
    found = map(stand, shelves)
    return tuple(one.whole if one else "" for one in found)


def make_alone(job: Job) -> Answer:
    """Make a handout while no other thread of this worker does: what is kept is not for two."""
    with _ONE:
        return make(job)


def _answers(
    jobs: Iterable[Job], client: "Client", address: str, patience: Patience
) -> Iterator[Answer]:
    """Every answer of the cluster; raises HandoutError U086 when it goes away."""
    try:
        yield from _as_they_come(jobs, client, address, patience)
    except HandoutError:
        raise
    except Exception as error:
        # Each word to a scheduler that is gone can fail, in the connection or as a closed client.
        if isinstance(error, OSError) or client.status != "running":
            raise _gone(address) from None
        raise


def _as_they_come(
    jobs: Iterable[Job], client: "Client", address: str, patience: Patience
) -> Iterator[Answer]:
    finished: Queue[Future] = Queue()
    pending: dict[str, tuple[Future, Job]] = {}
    run = uuid.uuid4().hex
    rest = iter(jobs)
    idle_since = None
    while True:
        ahead = _AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        for job in rest:
            future = client.submit(make_alone, job, key=f"handoutgen-{run}-{job.number}")
            pending[future.key] = (future, job)
            future.add_done_callback(finished.put)
            if len(pending) >= ahead:
                break
        if not pending:
            return
        try:
            future = finished.get(timeout=_POLL)
        except Empty:
            idle_since = _check_alive(client, address, patience, idle_since)
            continue
        idle_since = None
        _, job = pending.pop(future.key)
        answer = _answer(future, job, client, address, patience)
        future.release()
        yield answer


def _answer(
    future: "Future", job: Job, client: "Client", address: str, patience: Patience
) -> Answer:
    idle_since = None
    while future.status in ("finished", "pending"):
        try:
            answer: Answer = future.result(timeout=patience.scheduler)
        except TimeoutError:
            # It was lost with its worker, and is made again as soon as there is another.
            idle_since = _check_alive(client, address, patience, idle_since)
        except Exception:
            if future.status == "finished":
                raise
        else:
            return answer
    if future.status in ("cancelled", "lost") or client.status != "running":
        raise _gone(address)
    message = said(
        "the worker ended while it built, several times: {reason}",
        reason=_reason(future.exception()),
    )
    hint = said("give each worker more memory, or report the handout.")
    return Failed(job.number, (Problem("U088", message, hint=hint),))


def _check_alive(
    client: "Client", address: str, patience: Patience, since: float | None
) -> float | None:
    """Since when nobody could work; raises HandoutError U086 when that is too long."""
    alive = client.status == "running" and client.scheduler_info(n_workers=-1)["workers"]
    if alive:
        return None
    now = monotonic()
    if since is not None and now - since > patience.workers:
        raise _gone(address)
    return now if since is None else since


def _gone(address: str) -> HandoutError:
    message = said("the cluster at {address} went away", address=address)
    hint = said("what is made stays; run it again with --resume to go on.")
    return HandoutError([Problem("U086", message, hint=hint)])


def _reason(error: BaseException | None) -> str:
    text = " ".join(str(error).split())[:200]
    return text or type(error).__name__
