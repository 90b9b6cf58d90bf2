"""All that a running page needs: the library, the building processes, and what is kept."""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from handoutgen.assets import Assets
from handoutgen.build import Format
from handoutgen.content.clinic import Profile
from handoutgen.content.library import Library
from handoutgen.defaults import request_in
from handoutgen.errors import HandoutError, Problem
from handoutgen.reading import ReadingMeter
from handoutgen.render.style import style_names
from handoutgen.said import said
from handoutgen.saved_check import OpenedHandout
from handoutgen.selection import HandoutRequest
from handoutgen.web.languages import Languages
from handoutgen.web.saved import open_by_name
from handoutgen.web.sheet import (
    PAGE_WIDTHS,
    Answer,
    Broken,
    BuildJob,
    FitJob,
    Fitting,
    Job,
    PageImage,
    PageJob,
    PageWidth,
    Refused,
    Sheet,
)
from handoutgen.web.shelf import Shelf
from handoutgen.web.workers import Workers


class BugError(Exception):
    """A bug of ours in a building process; the text says where, without values."""


@dataclass(slots=True)
class Service:
    """What routes work with. `profile` is the clinic's own, if there is a workspace with one."""

    assets: Assets
    languages: Languages
    meter: ReadingMeter
    workers: Workers
    today: Callable[[], dt.date]
    profile: Profile | None = None
    shelf: Shelf = field(default_factory=Shelf)
    _building: dict[str, asyncio.Task[Answer]] = field(default_factory=dict)
    _ahead: set[asyncio.Task[bytes]] = field(default_factory=set)
    _width: PageWidth = PAGE_WIDTHS[0]

    @property
    def library(self) -> Library:
        """The library as it was written."""
        return self.languages.source

    @property
    def styles(self) -> tuple[str, ...]:
        """The styles there are, the standard one first."""
        return tuple(sorted(style_names(self.assets), key=lambda name: (name != "standard", name)))

    @property
    def clinic_name(self) -> str:
        """The clinic's name, or nothing."""
        return self.profile.clinic.name if self.profile and self.profile.clinic else ""

    @property
    def clinic_locale(self) -> str | None:
        """The locale that the clinic's own file sets."""
        return self.profile.clinic.locale if self.profile and self.profile.clinic else None

    def opened(self, name: str) -> OpenedHandout:
        """A saved handout as it is on disk now; raises HandoutError S001 or what is wrong."""
        return open_by_name(name, self.library, self.assets)

    def request(self, name: str, asked: Mapping[str, Any]) -> HandoutRequest:
        """What is printed when this is asked for by field: the rest is the clinic's defaults."""
        request = request_in(self.profile, name, asked, self.languages.library)
        return replace(request, today=self.today())

    async def sheet(
        self, request: HandoutRequest, format: Format = "pdf", *, proof: bool = False
    ) -> tuple[str, Sheet]:
        """A built handout and the key under which its pages are found for a while.

        The same request twice at once is built once. Raises HandoutError, BusyError or BugError.
        """
        job = BuildJob(request, format, proof)
        key = self.shelf.key(job)
        kept = self.shelf.get(key)
        if kept is not None:
            return key, kept
        answer = _good(await self._once(key, job))
        assert isinstance(answer, Sheet)  # noqa: S101
        self.shelf.put(key, answer)
        return key, answer

    async def _once(self, key: str, job: Job) -> Answer:
        """The answer to a job that several may ask for at the same time."""
        task = self._building.get(key)
        if task is None:
            task = asyncio.create_task(self.workers.run(job))
            self._building[key] = task
            task.add_done_callback(lambda done: self._built(key, done))
        return await asyncio.shield(task)

    def draw_ahead(self, key: str) -> None:
        """Draw the first page while the browser that will ask for it still reads the answer."""
        if not self.workers.idle:
            return
        task = asyncio.create_task(self.page(key, 1, self._width))
        self._ahead.add(task)
        task.add_done_callback(self._drawn)

    def _drawn(self, task: asyncio.Task[bytes]) -> None:
        self._ahead.discard(task)
        if not task.cancelled():
            task.exception()  # whoever asks for the page is told

    async def fitting(self, request: HandoutRequest) -> tuple[str, ...]:
        """Those of the sections for which there is room; raises HandoutError when for none."""
        answer = _good(await self.workers.run(FitJob(request)))
        assert isinstance(answer, Fitting)  # noqa: S101
        return answer.section

    def _built(self, key: str, task: asyncio.Task[Answer]) -> None:
        self._building.pop(key, None)
        if not task.cancelled():
            task.exception()  # seen, also when whoever asked has gone away

    async def page(self, key: str, number: int, width: PageWidth) -> bytes:
        """A page of a sheet on the shelf as PNG; raises HandoutError U066 when it is gone."""
        png = self.shelf.page(key, number, width)
        if png is not None:
            return png
        sheet = self.shelf.get(key)
        if sheet is None or not 1 <= number <= len(sheet.pages):
            hint = said("change something, or load the page again.")
            raise HandoutError([Problem("U066", said("this preview is no longer kept"), hint=hint)])
        self._width = width
        job = PageJob(sheet.content, number, width)
        answer = _good(await self._once(f"{key}/{number}-{width}", job))
        assert isinstance(answer, PageImage)  # noqa: S101
        self.shelf.put_page(key, number, width, answer.png)
        return answer.png


def _good(answer: Answer) -> Sheet | PageImage | Fitting:
    match answer:
        case Refused():
            raise HandoutError(answer.problems)
        case Broken():
            raise BugError(answer.what)
        case _:
            return answer
