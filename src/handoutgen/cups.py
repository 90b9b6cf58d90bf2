"""Prints through the system's own queues: CUPS, by its command `lp`."""

import shutil
import subprocess
from collections.abc import Iterable, Mapping

from handoutgen.errors import HandoutError, Problem
from handoutgen.print_job import MEDIA, MONOCHROME, ONE_SIDED, Capabilities, PrintJob
from handoutgen.said import said

TIMEOUT = 60.0
"""Seconds that a command of CUPS may take."""

_PAPERS = {
    "Letter": MEDIA["letter"],
    "A4": MEDIA["a4"],
    "Tabloid": MEDIA["tabloid"],
    "Ledger": MEDIA["tabloid"],
    "11x17": MEDIA["tabloid"],
    "A3": MEDIA["a3"],
}
_SIDES = {
    "None": ONE_SIDED,
    "DuplexNoTumble": "two-sided-long-edge",
    "DuplexTumble": "two-sided-short-edge",
}
_GREY = ("gray", "grey", "black", "mono", "kgray")

_LIST = said("`lpstat -e` lists the printers.")


def lp_arguments(job: PrintJob, queue: str | None) -> tuple[str, ...]:
    """What follows `lp` on the command line; the file goes to its standard input."""
    options = [f"sides={job.sides}", f"media={job.media}"]
    if job.mono:
        options.append(f"print-color-mode={MONOCHROME}")
    # A fold has to be where it is drawn.
    options.append("print-scaling=none")
    return (
        *(("-d", queue) if queue else ()),
        *("-n", str(job.copies), "-t", job.name),
        *(word for option in options for word in ("-o", option)),
    )


def check_queue(queue: str) -> None:
    """Refuse what can be no name of a queue, or would be an option; raises U040."""
    if not queue or queue.startswith("-") or not queue.isprintable() or set(queue) & set(" /#?'\""):
        message = said("`{name}` is no name of a printer", name=queue)
        raise HandoutError([Problem("U040", message, hint=_LIST)])


def capabilities(queue: str | None, environ: Mapping[str, str]) -> Capabilities:
    """What the driver of a queue says that it can do; raises U043 where there is no CUPS."""
    _program("lp", environ)
    name = queue or "the usual printer"
    if shutil.which("lpoptions", path=environ.get("PATH")) is None:
        return Capabilities(name)
    done = _run("lpoptions", [*(("-p", queue) if queue else ()), "-l"], b"", environ)
    return read_options(name, done.stdout.decode("utf-8", "replace").splitlines())


def read_options(name: str, lines: Iterable[str]) -> Capabilities:
    """The capabilities in lines such as `Duplex/2-Sided Printing: *None DuplexTumble`."""
    options: dict[str, list[str]] = {}
    for line in lines:
        keyword, colon, values = line.partition(":")
        if colon:
            options[keyword.partition("/")[0]] = [v.removeprefix("*") for v in values.split()]
    sides = next((v for k, v in options.items() if k.endswith("Duplex")), [])
    models = options.get("ColorModel", [])
    colours = [model for model in models if not model.lower().startswith(_GREY)]
    modes = {"color"} if colours else set()
    if len(colours) < len(models):
        modes.add(MONOCHROME)
    sizes = (size.partition(".")[0] for size in options.get("PageSize", []))
    return Capabilities(
        name,
        sides=frozenset(_SIDES[side] for side in sides if side in _SIDES) or None,
        colour=bool(colours) if models else None,
        colour_modes=frozenset(modes) or None,
        media=frozenset(_PAPERS[size] for size in sizes if size in _PAPERS) or None,
    )


def send(job: PrintJob, queue: str | None, environ: Mapping[str, str]) -> str:
    """Hand the job to CUPS; its name for it.

    Raises HandoutError U043 (no CUPS), W010 (no answer) or W012 (refused).
    """
    done = _run("lp", lp_arguments(job, queue), job.content, environ)
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").splitlines() or ["without a reason"]
        why = lines[0].rpartition("lp: ")[2].removeprefix("Error - ").rstrip(".")
        message = said("`lp` refuses: {reason}", reason=why)
        raise HandoutError([Problem("W012", message, hint=_LIST)])
    words = done.stdout.decode("utf-8", "replace").split()
    return next((word for word in words if word.rpartition("-")[2].isdecimal()), "")


def _run(
    program: str, arguments: Iterable[str], given: bytes, environ: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    command = [_program(program, environ), *arguments]
    # In English, so that its answer can be read.
    surroundings = {**environ, "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603
            command,
            input=given,
            env=surroundings,
            capture_output=True,
            check=False,
            timeout=TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        message = said(
            "`{program}` does not answer within {seconds} seconds",
            program=program,
            seconds=f"{TIMEOUT:g}",
        )
        raise HandoutError([Problem("W010", message)]) from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        message = said("`{program}` cannot be run: {reason}", program=program, reason=reason)
        raise HandoutError([Problem("U043", message)]) from None


def _program(name: str, environ: Mapping[str, str]) -> str:
    found = shutil.which(name, path=environ.get("PATH"))
    if found is None:
        message = said("there is no `{program}` on this machine", program=name)
        hint = said(
            "give the printer's own address, ipp://…, or open the PDF and print it from there."
        )
        raise HandoutError([Problem("U043", message, hint=hint)])
    return found
