"""Files onto the disk: whole, or not at all."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from handoutgen.errors import HandoutError, Problem
from handoutgen.said import Said, said

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)
# Windows: access denied, sharing violation, lock violation. All mean that the file is open.
_IN_USE = (5, 32, 33)


def check_target(path: Path) -> None:
    """Find out early, before any work, what would stop a file from being written.

    Raises HandoutError W001 (no such folder), W002 (not allowed) or W003 (a directory).
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        found = None
    except OSError as error:
        raise HandoutError([write_problem(error, str(path))]) from None
    if found is not None and stat.S_ISDIR(found.st_mode):
        message = said("{file} is a directory", file=path)
        hint = said("name a file in it, such as {file}.", file=path / "handout.pdf")
        raise HandoutError([Problem("W003", message, hint=hint)])
    _check_folder(path)
    if not os.access(path if found is not None else path.parent, os.W_OK):
        raise HandoutError([write_problem(PermissionError(errno.EACCES, ""), str(path))])


def _check_folder(path: Path) -> None:
    target = path.resolve() if path.is_symlink() else path
    if target.parent.is_dir():
        return
    hint = said("create the folder first, or choose another with -o.")
    message = said(
        "{file} cannot be written: there is no folder {folder}", file=path, folder=target.parent
    )
    raise HandoutError([Problem("W001", message, hint=hint)])


def write_atomically(path: Path, content: bytes) -> None:
    """Put the content where a reader sees the old file or the whole new one, never a part.

    A link keeps pointing at the file that is replaced; a pipe or device is written to directly.
    Raises HandoutError W001 to W005; what stood at the path before is then untouched.
    """
    check_target(path)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(path.resolve() if path.is_symlink() else path, content)
    except OSError as error:
        raise HandoutError([write_problem(error, str(path))]) from None


def write_new(path: Path, content: bytes) -> None:
    """Put a new file in place, whole or not at all, and never over one that is there.

    Raises FileExistsError when there is one, also when another program was a moment faster;
    HandoutError W001 to W005 otherwise.
    """
    if path.is_symlink() or path.exists():
        raise FileExistsError(str(path))
    check_target(path)
    try:
        _replace(path, content, new=True)
    except FileExistsError:
        raise
    except OSError as error:
        raise HandoutError([write_problem(error, str(path))]) from None


def _replace(path: Path, content: bytes, *, new: bool = False) -> None:
    # Short, since the name of the file itself may already be as long as a name can be.
    beside = path.parent / f".handoutgen-{os.urandom(8).hex()}.tmp"
    # With mode 0666 the umask decides, as for any fresh file; tempfile would make it 0600.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(beside, flags, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if new:
            _claim(beside, path)
        else:
            beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    # The file is in place: where a folder cannot be synchronised, that is no failure.
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _claim(beside: Path, path: Path) -> None:
    """Give a finished file its name, unless a file has it: unlike a rename, a link is refused."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links: hold the name with an empty file, and put ours over it.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        beside.replace(path)
    else:
        beside.unlink()


def write_problem(error: OSError, target: str) -> Problem:
    """What kept a target from being written, in words."""
    if getattr(error, "winerror", None) in _IN_USE:
        hint = said("close the program that has it open, then try again.")
        return Problem("W005", _unwritten(target, said("it is in use")), hint=hint)
    if error.errno in _FULL:
        hint = said("make room, or choose another folder with -o. Nothing was replaced.")
        return Problem("W004", _unwritten(target, said("no space is left")), hint=hint)
    if error.errno in _REFUSED:
        hint = said("choose another file or folder with -o.")
        return Problem("W002", _unwritten(target, said("permission denied")), hint=hint)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        hint = said("create the folder first, or choose another with -o.")
        return Problem("W001", _unwritten(target, said("there is no such folder")), hint=hint)
    if error.errno == errno.ENAMETOOLONG:
        hint = said("choose a shorter one with -o.")
        return Problem("W003", _unwritten(target, said("the name is too long")), hint=hint)
    if error.errno == errno.ELOOP:
        hint = said("remove it, or choose another with -o.")
        what = said("it is a link that leads back to itself")
        return Problem("W003", _unwritten(target, what), hint=hint)
    if error.errno == errno.EEXIST:
        hint = said("choose another with -o.")
        what = said("a folder is needed there, and something else is")
        return Problem("W003", _unwritten(target, what), hint=hint)
    if error.errno == errno.EPIPE:
        hint = said("see why the program that reads it ended.")
        return Problem("W005", _unwritten(target, said("nobody reads it")), hint=hint)
    reason = (error.strerror or type(error).__name__).lower()
    hint = said("close the program that has it open, or choose another file with -o.")
    return Problem("W005", _unwritten(target, reason), hint=hint)


def _unwritten(target: str, reason: str) -> Said:
    return said("{file} cannot be written: {reason}", file=target, reason=reason)
