"""A process that builds: it loads the library once, then answers one job after the other.

In a process of its own a job can be stopped when it takes too long, and whatever it breaks (in
Python or in the PDF renderer) is not the server.
"""

import signal
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from traceback import extract_tb

from handoutgen.assets import Assets
from handoutgen.build import SHEETS, build, format_all_references, library_in
from handoutgen.cache import FolderCache, Remembering
from handoutgen.content.library import SOURCE_LANGUAGE, Library, load_library
from handoutgen.document.inline import inline_text
from handoutgen.document.nodes import References, walk
from handoutgen.document.wording import Wordings
from handoutgen.errors import HandoutError
from handoutgen.garbage import keep_what_is_there, look_seldom_for_garbage
from handoutgen.reading import ReadingMeter
from handoutgen.reading_score import score
from handoutgen.selection import HandoutRequest
from handoutgen.verdict import validate_pdf
from handoutgen.web.page_image import page_image
from handoutgen.web.sheet import (
    UNFIT,
    Answer,
    Bench,
    Broken,
    BuildJob,
    FitJob,
    Fitting,
    Job,
    PageJob,
    Refused,
    Sheet,
)


def work(bench: Bench, connection: Connection) -> None:
    """Answer jobs until the other end is closed. The first answer says that it is ready."""
    # Ctrl+C in the terminal is for the server, which then closes the connection.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        worker = Worker(bench)
        worker.warm(bench)
        look_seldom_for_garbage()
        keep_what_is_there()
        connection.send(None)
        while True:
            connection.send(worker.answer(connection.recv()))


class Worker:
    """The library and all that is kept warm with it."""

    def __init__(self, bench: Bench) -> None:
        self.assets = Assets(tuple(map(Path, bench.roots)))
        kept = FolderCache(Path(bench.references)) if bench.references else None
        self.library: Library = load_library(self.assets, kept)
        self.cache = Remembering(kept) if kept else None
        self.meter = ReadingMeter.load(self.assets, self.library.glossary.values())

    def warm(self, bench: Bench) -> None:
        """Build every comparison once, so that nobody waits for what is only slow at first."""
        format_all_references(self.library, self.assets, self.cache)
        for comparison in self.library.comparisons:
            sheet = self.answer(BuildJob(HandoutRequest(comparison, today=bench.today), "pdf"))
            if isinstance(sheet, Sheet):
                self.answer(PageJob(sheet.content, 1, 560))

    def answer(self, job: Job) -> Answer:
        """What a job gives; nothing that goes wrong in it goes further."""
        try:
            match job:
                case BuildJob():
                    return self._sheet(job)
                case FitJob():
                    return self._fitting(job)
                case PageJob():
                    return page_image(job)
        except HandoutError as error:
            return Refused(error.problems)
        except Exception as error:
            frame = extract_tb(error.__traceback__)[-1]
            # Not the message: it could hold words of a note.
            return Broken(f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}")

    def _sheet(self, job: BuildJob) -> Sheet:
        made = build(job.request, job.format, self.library, self.assets, self.cache)
        selection = made.selection
        first, *_ = job.request.language or (SOURCE_LANGUAGE,)
        library = library_in(first, job.request, self.library, self.assets, self.cache)
        accessible = ""
        if job.proof and job.format == "pdf":
            verdict = validate_pdf(made.content)
            kept = " and ".join(verdict.profile)
            accessible = f"{kept} passed ({verdict.rules} rules, {verdict.validator})"
        blocks = tuple(walk(made.document.blocks))
        return Sheet(
            content=made.content,
            format=job.format,
            edition=made.edition,
            title=selection.title,
            section=tuple(s.id for s in selection.sections),
            pages=page_sizes(made.content) if job.format == "pdf" else (),
            score=score(selection.sections, job.request.wording, library, self.meter),
            sources=tuple(
                inline_text(entry.inlines)
                for block in blocks
                if isinstance(block, References)
                for entry in block.entries
            ),
            review=Wordings(selection, library).review_foot(),
            reviewed=selection.review.covers == "all",
            accessible=accessible,
            sheets=made.companions.get(SHEETS, b""),
        )

    def _fitting(self, job: FitJob) -> Fitting:
        kept: tuple[str, ...] = ()
        refused: HandoutError | None = None
        for section in job.request.section:
            request = replace(job.request, section=(*kept, section))
            try:
                build(request, "pdf", self.library, self.assets, self.cache)
            except HandoutError as error:
                if not UNFIT.issuperset(problem.code for problem in error.problems):
                    raise
                refused = error
            else:
                kept = request.section
        if refused and not kept:
            raise refused
        return Fitting(kept)


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        return tuple(pdf.get_page_size(number) for number in range(len(pdf)))
