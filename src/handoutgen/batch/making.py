"""One handout of a batch, in whichever process builds: content stays open between handouts."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from traceback import extract_tb
from typing import Any

from handoutgen.assets import Assets
from handoutgen.batch.job import Answer, Failed, Job, Made, Shelf, beside
from handoutgen.batch.manifest import line_of
from handoutgen.batch.stand import Stand
from handoutgen.build import Handout, build
from handoutgen.cache import FolderCache, Remembering, TextCache
from handoutgen.content.library import Library, load_library
from handoutgen.errors import HandoutError, Problem
from handoutgen.output import write_atomically
from handoutgen.said import said
from handoutgen.verdict import Verdict, validate_pdf


def make(job: Job) -> Answer:
    """Build one handout; nothing that goes wrong in it goes further."""
    try:
        assets, library, cache = _open(job.shelf)
        handout = build(job.request, job.format, library, assets, cache)
        verdict = validate_pdf(handout.content) if job.format == "pdf" else None
        files = tuple(_files(job, handout))
        return Made(job.number, line_of(_row(job, handout, verdict, files)), files)
    except HandoutError as error:
        return Failed(job.number, error.problems)
    except Exception as error:
        frame = extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}: {error}"
        hint = said("please report it; the other handouts are not touched by it.")
        problem = Problem("U090", said("this is a bug in handoutgen: {what}", what=what), hint=hint)
        return Failed(job.number, (problem,), bug=True)


def write(answer: Answer, folder: Path) -> Answer:
    """Put what was made into the folder, the file to read last; the answer without its bytes."""
    if isinstance(answer, Failed):
        return answer
    try:
        for name, content in reversed(answer.files):
            write_atomically(folder / name, content)
    except HandoutError as error:
        return Failed(answer.number, error.problems)
    return replace(answer, files=())


# Plans go clinic by clinic, so that only at the seam two are in use.
@lru_cache(maxsize=2)
def _open(shelf: Shelf) -> tuple[Assets, Library, TextCache | None]:
    """A clinic's content; raises HandoutError U085 when it is not the content of the plan."""
    assets = Assets.find(Path(shelf.workspace) if shelf.workspace else None)
    if Stand.of(assets).whole != shelf.stand:
        message = said("content or program differ from the plan's")
        hint = said(
            "run the batch again when nobody edits; on a cluster, install the same everywhere."
        )
        raise HandoutError([Problem("U085", message, hint=hint)])
    kept = FolderCache(Path(shelf.cache)) if shelf.cache else None
    return assets, load_library(assets, kept), Remembering(kept) if kept else None


def _files(job: Job, handout: Handout) -> Iterator[tuple[str, bytes]]:
    yield job.file, handout.content
    for suffix, content in handout.companions.items():
        yield beside(job.file, suffix), content


def _row(
    job: Job, handout: Handout, verdict: Verdict | None, files: tuple[tuple[str, bytes], ...]
) -> dict[str, Any]:
    digests = [{"file": name, "sha256": sha256(content).hexdigest()} for name, content in files]
    profiles = verdict.profile if verdict else ()
    passed = dict.fromkeys(("document", *profiles), "passed")
    return {
        **digests[0],
        "edition": handout.edition,
        "pages": verdict.pages if verdict else None,
        "bytes": len(handout.content),
        "title": handout.selection.title,
        "request": _request(job),
        "sources": [source.id for source in handout.selection.sources],
        "review": dict(job.review),
        "verdicts": passed,
        "validator": f"{verdict.validator}, {verdict.rules} rules" if verdict else None,
        "companions": digests[1:],
        "key": job.key,
    }


def _request(job: Job) -> dict[str, Any]:
    request = job.request
    return {
        "comparison": request.comparison,
        "section": list(request.section),
        "without": list(request.without),
        "wording": request.wording,
        "layout": request.layout,
        "style": request.style,
        "paper": request.sheet,
        "binding": request.binding,
        "duplex": request.duplex,
        "template": request.arrangement,
        "locale": request.locale,
        "language": list(request.language),
        "format": job.format,
        "clinic": request.clinic.name if request.clinic else None,
        "date": request.date.isoformat() if request.date else None,
    }


def failed_line(job: Job, problems: tuple[Problem, ...]) -> str:
    """The row of a handout that was not made."""
    told = [{"code": p.code, "message": p.message} for p in problems]
    return line_of({"file": job.file, "problems": told, "key": job.key})


def stand(shelf: Shelf) -> Stand | None:
    """How everything stands here where a shelf should be; none without such a folder."""
    try:
        return Stand.of(Assets.find(Path(shelf.workspace) if shelf.workspace else None))
    except HandoutError:
        return None
