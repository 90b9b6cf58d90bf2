"""The building processes: a queue with an end, time limits, and nothing that breaks the rest."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from io import BytesIO
from multiprocessing.connection import Connection
from typing import Any

import pytest
from PIL import Image, ImageColor

from handoutgen.assets import Assets, bundled_root
from handoutgen.build import build
from handoutgen.content.library import load_library
from handoutgen.reading_score import Score
from handoutgen.render.style import load_style
from handoutgen.selection import HandoutRequest
from handoutgen.web import workers as module
from handoutgen.web.page_image import page_image
from handoutgen.web.sheet import (
    PAGE_WIDTHS,
    Answer,
    Bench,
    Broken,
    BuildJob,
    PageImage,
    PageJob,
    PageWidth,
    Refused,
    Sheet,
)
from handoutgen.web.shelf import Shelf
from handoutgen.web.workers import BusyError, Limits, Workers

BENCH = Bench((str(bundled_root()),), None, dt.date(2026, 11, 21))
REQUEST = HandoutRequest("ms-vs-als", section=("at-a-glance",))
JOB = BuildJob(REQUEST, "pdf", proof=True)


def slow_work(bench: Bench, connection: Connection) -> None:
    """A building process that does what the note of a job says."""
    connection.send(None)
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        match job.request.note:
            case "hang":
                while True:
                    pass
            case "die":
                os._exit(9)
            case "slow":
                import time

                time.sleep(0.3)
        connection.send(Refused(()))


def told(note: str) -> BuildJob:
    return BuildJob(replace(REQUEST, note=note), "pdf")


def with_workers(
    limits: Limits, use: Callable[[Workers], Awaitable[Any]], bench: Bench = BENCH
) -> Any:
    async def run() -> Any:
        workers = Workers(bench, limits)
        await workers.start()
        try:
            return await use(workers)
        finally:
            await workers.stop()

    return asyncio.run(run())


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that pretend to build."""
    monkeypatch.setattr(module, "work", slow_work)


def test_a_job_gives_the_proofed_file_and_its_pages() -> None:
    async def use(workers: Workers) -> tuple[Answer, Answer]:
        sheet = await workers.run(JOB)
        assert isinstance(sheet, Sheet)
        return sheet, await workers.run(PageJob(sheet.content, 1, 560))

    sheet, page = with_workers(Limits(1), use)
    assert sheet.content.startswith(b"%PDF")
    assert sheet.accessible.startswith("PDF/UA-1 and PDF/A-2a passed")
    assert sheet.section == ("at-a-glance",)
    assert len(sheet.sources) > 3
    assert isinstance(page, PageImage)
    assert page.png.startswith(b"\x89PNG")


@pytest.mark.parametrize("width", PAGE_WIDTHS)
def test_a_page_image_shows_paper_and_tints_as_the_page_has_them(width: PageWidth) -> None:
    assets = Assets.find()
    pdf = build(REQUEST, "pdf", load_library(assets), assets).content
    image = Image.open(BytesIO(page_image(PageJob(pdf, 1, width)).png)).convert("RGB")
    shown = {colour: count for count, colour in image.getcolors(1000) or []}
    style = load_style(assets)
    tints = [ImageColor.getrgb(look.tint) for look in style.condition[:2]]
    paper, *others = sorted(shown, key=lambda colour: -shown[colour])[:3]
    assert paper == (255, 255, 255)
    assert set(others) == set(tints)
    assert shown[tints[0]] == pytest.approx(shown[tints[1]], rel=0.1)


def test_a_page_with_a_photograph_has_an_image_too() -> None:
    noise, file = Image.effect_noise((560, 560), 80), BytesIO()
    Image.merge("RGB", [noise.rotate(turn) for turn in (0, 90, 180)]).save(file, "PDF")
    image = Image.open(BytesIO(page_image(PageJob(file.getvalue(), 1, 560)).png))
    assert image.width == 560
    assert len(image.convert("RGB").getcolors(560 * 560) or []) > 30


def test_what_cannot_be_built_is_an_answer() -> None:
    async def use(workers: Workers) -> tuple[Answer, Answer]:
        refused = await workers.run(BuildJob(replace(REQUEST, section=("nowhere",)), "pdf"))
        return refused, await workers.run(PageJob(b"no pdf", 1, 560))

    refused, broken = with_workers(Limits(1), use)
    assert [p.code for p in refused.problems] == ["S002"]
    assert isinstance(broken, Broken)


@pytest.mark.usefixtures("pretend")
def test_a_job_that_hangs_is_ended_and_the_next_one_is_done() -> None:
    async def use(workers: Workers) -> tuple[Answer, Answer]:
        hung = await workers.run(told("hang"))
        while True:  # another process starts meanwhile
            try:
                return hung, await workers.run(told("fine"))
            except BusyError:
                pass

    hung, fine = with_workers(Limits(1, seconds=1), use)
    assert [p.code for p in hung.problems] == ["U067"]
    assert fine == Refused(())


@pytest.mark.usefixtures("pretend")
def test_a_process_that_dies_takes_one_job_with_it() -> None:
    async def use(workers: Workers) -> list[Answer]:
        return [await workers.run(told(n)) for n in ("die", "fine", "die", "fine")]

    died, fine, again, still = with_workers(Limits(1), use)
    assert isinstance(died, Broken)
    assert isinstance(again, Broken)
    assert fine == still == Refused(())


@pytest.mark.usefixtures("pretend")
def test_more_than_may_wait_are_refused_at_once_and_no_job_is_lost() -> None:
    async def use(workers: Workers) -> list[Any]:
        jobs = [workers.run(told("slow")) for _ in range(8)]
        return await asyncio.gather(*jobs, return_exceptions=True)

    answers = with_workers(Limits(1, waiting=3), use)
    refused = [a for a in answers if isinstance(a, BusyError)]
    assert len(refused) >= 4
    assert [a for a in answers if not isinstance(a, BusyError)] == [Refused(())] * (
        8 - len(refused)
    )


@pytest.mark.usefixtures("pretend")
def test_who_goes_away_leaves_the_process_free() -> None:
    async def use(workers: Workers) -> Answer:
        task = asyncio.create_task(workers.run(told("slow")))
        await asyncio.sleep(0.1)
        task.cancel()
        return await workers.run(told("fine"))

    assert with_workers(Limits(1), use) == Refused(())


# --- the shelf ---


def sheet(size: int) -> Sheet:
    return Sheet(b"x" * size, "pdf", "E", "T", (), (), Score(1), (), "", False, "")


def test_the_shelf_forgets_the_oldest_and_stays_small() -> None:
    shelf = Shelf(most_bytes=1000, most_sheets=5)
    for name in "abc":
        shelf.put(name, sheet(300))
    shelf.put_page("a", 1, 560, b"y" * 100)
    assert shelf.get("a") is not None
    shelf.put("d", sheet(300))
    assert [name for name in "bcad" if shelf.get(name)] == ["c", "a", "d"]
    assert shelf.page("a", 1, 560) == b"y" * 100
    for number in range(20):
        shelf.put(str(number), sheet(1))
    assert sum(shelf.get(str(number)) is not None for number in range(20)) == 5
    assert shelf.page("a", 1, 560) is None


def test_keys_tell_every_request_apart_and_no_other_server_knows_them() -> None:
    shelf = Shelf()
    jobs = [
        JOB,
        replace(JOB, proof=False),
        replace(JOB, format="html"),
        told("a"),
        told("b"),
        BuildJob(replace(REQUEST, wording="detailed"), "pdf"),
    ]
    keys = {shelf.key(job) for job in jobs}
    assert len(keys) == len(jobs)
    assert shelf.key(JOB) == shelf.key(JOB)
    assert not keys & {Shelf().key(job) for job in jobs}
