"""Building processes that end, hang or fall over: what else was under way is made all the same."""

from __future__ import annotations

import dataclasses as dc
import os
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest

from handoutgen.assets import Assets
from handoutgen.batch.job import Failed, Job, Made, Shelf
from handoutgen.batch.pool import _free, _Lane, in_processes
from handoutgen.batch.stand import Stand
from handoutgen.selection import HandoutRequest


class Deadly:
    """Whoever unpickles this ends at once, as one that the system kills does."""

    def __reduce__(self) -> tuple[Any, tuple[int]]:
        return os._exit, (9,)


@pytest.fixture(scope="module")
def jobs() -> list[Job]:
    stand = Stand.of(Assets.find())
    shelf = Shelf(None, None, stand.whole)
    request = HandoutRequest("ms-vs-als", section=("at-a-glance",))
    digest = stand.of_comparison("ms-vs-als")
    return [Job(n, f"{n}.pdf", str(n), digest, (), request, "pdf", shelf) for n in range(8)]


def broken(job: Job, **changes: Any) -> Job:
    return dc.replace(job, request=dc.replace(job.request, **changes))


@pytest.mark.parametrize("places", [[0], [7], [3, 4]])
def test_only_the_handout_that_ends_its_process_has_failed(
    places: list[int], jobs: list[Job], tmp_path: Path
) -> None:
    given = [broken(j, title=Deadly()) if j.number in places else j for j in jobs]
    answers = sorted(in_processes(given, tmp_path, 2), key=lambda answer: answer.number)
    assert [answer.number for answer in answers] == list(range(8))
    failed = [answer for answer in answers if isinstance(answer, Failed)]
    assert [answer.number for answer in failed] == places
    assert all([p.code for p in answer.problems] == ["U088"] for answer in failed)
    made = sorted(int(path.stem) for path in tmp_path.glob("*.pdf"))
    assert made == [n for n in range(8) if n not in places]


def test_neighbours_go_to_one_process_and_none_waits_long_for_the_last(jobs: list[Job]) -> None:
    waiting = deque(dc.replace(jobs[0], number=number) for number in range(40))
    lanes = [_Lane(cast(ProcessPoolExecutor, None)) for _ in range(2)]
    taken: list[list[int]] = [[], []]
    while lane := _free(lanes, waiting, 100):
        job = lane.waiting.popleft()
        lane.pending[Future()] = job
        taken[lanes.index(lane)].append(job.number)
    assert sorted([*taken[0], *taken[1]]) == list(range(40))
    assert [own[:8] for own in taken] == [[*range(8)], [*range(8, 16)]]
    assert max(map(len, taken)) - min(map(len, taken)) <= 1
    assert _free(lanes, deque(jobs), len(taken[0])) is None


def test_a_bug_fails_its_handout_and_says_where(jobs: list[Job], tmp_path: Path) -> None:
    given = [broken(jobs[0], layout=7), *jobs[1:3]]
    answers = {answer.number: answer for answer in in_processes(given, tmp_path, 1)}
    failed = answers[0]
    assert isinstance(failed, Failed)
    assert failed.bug
    assert [p.code for p in failed.problems] == ["U090"]
    assert all(isinstance(answers[n], Made) for n in (1, 2))


def test_what_is_not_wanted_any_more_is_not_made(jobs: list[Job], tmp_path: Path) -> None:
    answers = in_processes(jobs, tmp_path, 1)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert 1 <= len(list(tmp_path.glob("*.pdf"))) < len(jobs)
