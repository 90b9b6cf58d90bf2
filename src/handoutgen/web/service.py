"""All that a running page needs: the library, the building processes, and what is kept."""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from handoutgen.assets import Assets
from handoutgen.build import Format
from handoutgen.content.library import Library
from handoutgen.errors import HandoutError, Problem
from handoutgen.reading import ReadingMeter
from handoutgen.render.style import style_names
from handoutgen.selection import HandoutRequest
from handoutgen.web.saved import saved_arrangement, saved_entry
from handoutgen.web.sheet import (
    Answer,
    Broken,
    BuildJob,
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
    """What routes work with. `defaults` go into every request: a clinic's own profile."""

    assets: Assets
    library: Library
    meter: ReadingMeter
    workers: Workers
    today: Callable[[], dt.date]
    defaults: Mapping[str, Any] = field(default_factory=dict)
    shelf: Shelf = field(default_factory=Shelf)
    _building: dict[str, asyncio.Task[Answer]] = field(default_factory=dict)

    @property
    def styles(self) -> tuple[str, ...]:
        """The styles there are, the standard one first."""
        return tuple(sorted(style_names(self.assets), key=lambda name: (name != "standard", name)))

    def base(self, comparison: str, handout: str | None = None) -> HandoutRequest:
        """What a pick changes: the clinic's defaults, and a saved handout's title and template."""
        request = replace(HandoutRequest(comparison), **self.defaults, today=self.today())
        if not handout:
            return request
        saved = saved_entry(handout, self.assets).handout
        assert saved is not None  # noqa: S101 - a broken one was refused
        title, template = saved_arrangement(saved, self.assets)
        return replace(request, title=title, template=template)

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
        task = self._building.get(key)
        if task is None:
            task = asyncio.create_task(self.workers.run(job))
            self._building[key] = task
            task.add_done_callback(lambda done: self._built(key, done))
        answer = _good(await asyncio.shield(task))
        assert isinstance(answer, Sheet)  # noqa: S101
        self.shelf.put(key, answer)
        return key, answer

    def _built(self, key: str, task: asyncio.Task[Answer]) -> None:
        self._building.pop(key, None)
        if not task.cancelled():
            task.exception()  # seen, also when whoever asked has gone away

    async def page(self, key: str, number: int, width: PageWidth) -> bytes:
        """A page of a sheet on the shelf as PNG; raises HandoutError U051 when it is gone."""
        png = self.shelf.page(key, number, width)
        if png is not None:
            return png
        sheet = self.shelf.get(key)
        if sheet is None or not 1 <= number <= len(sheet.pages):
            hint = "change something, or load the page again."
            raise HandoutError([Problem("U051", "this preview is no longer kept", hint=hint)])
        answer = _good(await self.workers.run(PageJob(sheet.content, number, width)))
        assert isinstance(answer, PageImage)  # noqa: S101
        self.shelf.put_page(key, number, width, answer.png)
        return answer.png


def _good(answer: Answer) -> Sheet | PageImage:
    match answer:
        case Refused():
            raise HandoutError(answer.problems)
        case Broken():
            raise BugError(answer.what)
        case _:
            return answer
