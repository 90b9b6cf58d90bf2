"""Where a command's file goes: a path, or standard output."""

import errno
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handoutgen.build import Format

SUFFIXES: Mapping["Format", str] = {"pdf": ".pdf", "html": ".html", "text": ".txt"}


def to_standard_output(content: bytes) -> None:
    """Write a file to standard output; raises OSError when the shell has closed it."""
    if sys.stdout is None:  # closed by the shell with >&-
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def check_output(output: str, form: "Format") -> None:
    """Refuse what can be seen to be wrong before anything is loaded."""
    from handoutgen.errors import HandoutError, Problem
    from handoutgen.output import check_target
    from handoutgen.said import said

    if output == "-":
        if form == "pdf" and sys.stdout is not None and sys.stdout.isatty():
            hint = said("send it to a file with -o FILE, or on to a program with |.")
            message = said("a PDF would only upset the terminal")
            raise HandoutError([Problem("U006", message, hint=hint)])
        return
    if not output or output.endswith("/"):
        message = said("`{output}` names no file", output=output)
        hint = said("name a file, such as {file}.", file=f"{output}handout{SUFFIXES[form]}")
        raise HandoutError([Problem("W003", message, hint=hint)])
    check_target(Path(output))


def is_special(path: Path) -> bool:
    """A device or a pipe: there is nothing beside it."""
    try:
        return path.exists() and not path.is_file() and not path.is_dir()
    except OSError:
        return False  # whatever this is, writing the file tells it


def beside(path: str, companions: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that go with one, by their paths beside it; a pipe or device has no place for any.

    Raises HandoutError W001 to W003 for a path that cannot be written.
    """
    from handoutgen.output import check_target

    whole = Path(path)
    if path == "-" or is_special(whole):
        return {}
    named = {
        str(whole.with_name(f"{whole.stem}{suffix}{whole.suffix}")): content
        for suffix, content in companions.items()
    }
    for name in named:
        check_target(Path(name))
    return named


def put_down(path: str, content: bytes, companions: Mapping[str, bytes]) -> None:
    """Write a file and those that go with it, by their paths; raises HandoutError W001 to W005.

    The file to read is the last: where it stands, its companions are there too.
    """
    from handoutgen.output import write_atomically

    for name, companion in companions.items():
        write_atomically(Path(name), companion)
    write_atomically(Path(path), content)
