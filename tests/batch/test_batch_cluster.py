"""Batches on a real Dask cluster: a scheduler and two workers on loopback."""

from __future__ import annotations

import dataclasses as dc
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed", reason="needs the extra `cluster`")

from batch.batches import SIZE, SOURCE, batch, environment, files, run, write_plan
from batch.test_batch_command import begun, journal_has, manifest, until
from handoutgen.assets import Assets
from handoutgen.batch.cluster import Patience, cluster
from handoutgen.batch.job import Failed, Job, Made, Shelf
from handoutgen.batch.stand import Stand
from handoutgen.errors import HandoutError
from handoutgen.selection import HandoutRequest

SHORT = Patience(scheduler=5, workers=2)


@dataclass
class Cluster:
    """Processes of a cluster and the scheduler's address."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


def _start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]],
        env={**environment(), "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def started(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """A scheduler and workers that are there until the block ends."""
    found = folder / "scheduler.json"
    local = ("--no-dashboard", "--scheduler-file", str(found))
    scheduler = _start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", *local)
    processes = [scheduler]
    try:
        until(lambda: found.exists() and b"address" in found.read_bytes())
        address = json.loads(found.read_text())["address"]
        limits = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
        one = ("dask_worker", address, "--no-dashboard", *limits)
        processes += [_start(*one) for _ in range(workers)]
        _wait_for_workers(address, workers)
        yield Cluster(address, scheduler, processes[1:])
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _wait_for_workers(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60) if workers else None


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers that nobody harms."""
    with started(tmp_path_factory.mktemp("cluster")) as found:
        yield found


def test_it_makes_what_a_pool_makes(two: Cluster, whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    batch(write_plan(tmp_path), folder, "--cluster", two.address)
    assert manifest(folder) == manifest(whole)
    assert files(folder) == files(whole)
    assert all((folder / n).read_bytes() == (whole / n).read_bytes() for n in files(whole))
    told = json.loads(
        batch(tmp_path / "plan.yaml", folder, "--json", "--cluster", two.address).stdout
    )
    assert (told["made"], told["unchanged"]) == (0, SIZE)


def test_a_killed_worker_costs_nothing(whole: Path, tmp_path: Path) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    with started(tmp_path) as found:
        running = begun("batch", plan, "-o", folder, "--cluster", found.address)
        until(journal_has(folder, 2))
        found.workers[0].send_signal(signal.SIGKILL)
        _, told = running.communicate(timeout=120)
        assert running.returncode == 0, told
        assert found.workers[0].wait() == -signal.SIGKILL
    assert manifest(folder) == manifest(whole)


def test_a_scheduler_that_goes_away_is_told_and_a_pool_goes_on(whole: Path, tmp_path: Path) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    with started(tmp_path) as found:
        running = begun("batch", plan, "-o", folder, "--cluster", found.address)
        until(journal_has(folder, 2))
        found.scheduler.send_signal(signal.SIGKILL)
        out, told = running.communicate(timeout=120)
    assert running.returncode == 2, told
    assert "error U086" in told
    assert "Traceback" not in told
    assert "Not reached" in out
    assert not (folder / "manifest.jsonl").exists()
    batch(plan, folder, "--resume")
    assert manifest(folder) == manifest(whole)


def test_no_cluster_is_told_before_anything_is_touched(tmp_path: Path) -> None:
    plan, folder = write_plan(tmp_path), tmp_path / "out"
    batch(plan, folder)
    before = {name: (folder / name).stat().st_mtime_ns for name in files(folder)}
    for address in ("tcp://127.0.0.1:1", "nowhere", "tcp://"):
        done = run("batch", plan, "-o", folder, "--cluster", address)
        assert done.returncode == 2
        assert "error U084" in done.stderr
        assert "Traceback" not in done.stderr
        assert before == {name: (folder / name).stat().st_mtime_ns for name in files(folder)}


def test_what_answers_and_is_no_scheduler_is_not_waited_for_without_end(tmp_path: Path) -> None:
    plan = write_plan(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        done = run("batch", plan, "-o", tmp_path / "out", "--cluster", address)
    assert (done.returncode, "error U084" in done.stderr) == (2, True)


# --- the engine itself ---


def jobs_of(shelf: Shelf, count: int) -> list[Job]:
    stand = Stand.of(Assets.find()).of_comparison("ms-vs-als")
    request = HandoutRequest("ms-vs-als", section=("at-a-glance",))
    return [Job(n, f"{n}.pdf", str(n), stand, (), request, "pdf", shelf) for n in range(count)]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(None, None, Stand.of(Assets.find()).whole)


def test_a_scheduler_without_workers_is_told(tmp_path: Path, shelf: Shelf) -> None:
    with (
        started(tmp_path, workers=0) as found,
        pytest.raises(HandoutError) as raised,
        cluster(found.address, {shelf}, SHORT),
    ):
        pass
    assert [p.code for p in raised.value.problems] == ["U084"]


def test_workers_with_other_content_are_told_each(two: Cluster, shelf: Shelf) -> None:
    others = {shelf, dc.replace(shelf, stand="0" * 64), dc.replace(shelf, workspace="/nowhere")}
    with pytest.raises(HandoutError) as raised, cluster(two.address, others, SHORT):
        pass
    assert [p.code for p in raised.value.problems] == ["U085"] * 2


def test_when_all_workers_end_it_stops_and_says_so(tmp_path: Path, shelf: Shelf) -> None:
    begun_at = time.monotonic()
    got: list[Made | Failed] = []
    with (
        started(tmp_path) as found,
        cluster(found.address, {shelf}, SHORT) as engine,
        pytest.raises(HandoutError) as raised,
    ):
        for answer in engine(jobs_of(shelf, 500)):
            got.append(answer)
            if len(got) == 3:
                for worker in found.workers:
                    os.kill(worker.pid, signal.SIGKILL)
    assert [p.code for p in raised.value.problems] == ["U086"]
    assert 3 <= len(got) < 500
    assert all(isinstance(answer, Made) for answer in got)
    assert time.monotonic() - begun_at < 60


def test_a_word_to_a_scheduler_that_is_gone_is_told(
    two: Cluster, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import Client
    from distributed.comm.core import CommClosedError

    def gone(*_: object, **__: object) -> None:
        raise CommClosedError("in <TCP (closed)>")

    monkeypatch.setattr(Client, "scheduler_info", gone)
    with cluster(two.address, {shelf}, SHORT) as engine, pytest.raises(HandoutError) as raised:
        list(engine(jobs_of(shelf, 2)))
    assert [p.code for p in raised.value.problems] == ["U086"]


def test_what_is_lost_with_its_worker_is_not_waited_for_without_another(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import Future

    begun_at, take = time.monotonic(), Future.result
    with (
        started(tmp_path) as found,
        cluster(found.address, {shelf}, SHORT) as engine,
        pytest.raises(HandoutError) as raised,
    ):

        def lost(future: Any, **given: Any) -> Any:
            for worker in found.workers:
                worker.kill()
                worker.wait()
            return take(future, **given)

        monkeypatch.setattr(Future, "result", lost)
        list(engine(jobs_of(shelf, 2)))
    assert [p.code for p in raised.value.problems] == ["U086"]
    assert time.monotonic() - begun_at < 60


def test_a_worker_that_joins_with_other_content_makes_nothing(two: Cluster, shelf: Shelf) -> None:
    (job,) = jobs_of(dc.replace(shelf, stand="0" * 64), 1)
    with cluster(two.address, {shelf}, SHORT) as engine:
        (answer,) = engine([job])
    assert isinstance(answer, Failed)
    assert [p.code for p in answer.problems] == ["U085"]
