"""Folders looked through: what is there and cannot be read is kept, and never passed over."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.said import said

_MOST = 20_000
"""Files and folders below one folder: a link to a whole disk ends here."""
_DEEPEST = 24
_NO_SUCH = (errno.ENOENT, errno.ENOTDIR)
_NO_NAME = (errno.ENAMETOOLONG, errno.EINVAL)
_NOWHERE = "is a link to something that is not there"
_NO_FILE = "is no file, and stands in the place of one"
_LINKED = "is a link to a folder, and such links are not followed"
_OTHER_ENDING = "is not read: its name should end in `.yaml`, in small letters"
_TOO_MANY = f"there are more than {_MOST:,} files and folders"
_TOO_DEEP = f"there are folders in each other more than {_DEEPEST} deep"
_HINTS = {
    _NOWHERE: "remove the link, or bring back what it leads to.",
    _NO_FILE: "remove it, or rename it.",
    _LINKED: "put the folder itself here.",
    _OTHER_ENDING: "rename it.",
    _TOO_MANY: "keep only files of handouts here.",
    _TOO_DEEP: "keep only files of handouts here.",
}


class FolderWalk:
    """Looks through a folder, and keeps what it could not look at: nothing is passed over.

    This is asked before every handout, and what a folder says of its files is quicker than paths.
    """

    def __init__(self, suffixes: tuple[str, ...]) -> None:
        self.suffixes = suffixes
        self.refused: list[tuple[str, str]] = []
        self.left = _MOST

    def below(self, place: str, folder: str, depth: int = 0) -> Iterator[tuple[str, str]]:
        """The names and places of files with a suffix: those of a folder, then of its folders."""
        if depth > _DEEPEST:
            self.refused.append((place, _TOO_DEEP))
            return
        try:
            with os.scandir(place) as found:
                entries = sorted(self._taken(found, place), key=lambda entry: entry.name)
        except FileNotFoundError:
            if Path(place).is_symlink():
                self.refused.append((place, _NOWHERE))
            return
        except OSError as error:
            self.refused.append((place, reason(error)))
            return
        folders = []
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry)
            elif entry.name.endswith(self.suffixes) and _is_regular(entry):
                yield f"{folder}/{entry.name}", entry.path
            else:
                self._refuse(entry)
        for entry in folders:
            if any(suffix and entry.name.endswith(suffix) for suffix in self.suffixes):
                self.refused.append((entry.path, _NO_FILE))
            yield from self.below(entry.path, f"{folder}/{entry.name}", depth + 1)

    def _taken(
        self, found: "Iterator[os.DirEntry[str]]", place: str
    ) -> "Iterator[os.DirEntry[str]]":
        for entry in found:
            if entry.name.startswith("."):  # of editors, of other systems, or half written
                continue
            if self.left == 0:
                self.refused.append((place, _TOO_MANY))
                return
            self.left -= 1
            yield entry

    def _refuse(self, entry: "os.DirEntry[str]") -> None:
        """Keep what is wrong with an entry that is not read, if it looks like one that would be."""
        if entry.is_symlink():
            try:
                if stat.S_ISDIR(entry.stat().st_mode):
                    self.refused.append((entry.path, _LINKED))
                    return
            except FileNotFoundError:
                if entry.name.endswith(self.suffixes):
                    self.refused.append((entry.path, _NOWHERE))
                return
            except OSError as error:
                self.refused.append((entry.path, reason(error)))
                return
        if entry.name.endswith(self.suffixes):
            self.refused.append((entry.path, _NO_FILE))
        elif ".yaml" in self.suffixes and entry.name.lower().endswith((".yml", ".yaml")):
            self.refused.append((entry.path, _OTHER_ENDING))


def _is_regular(entry: "os.DirEntry[str]") -> bool:
    with suppress(OSError):
        return entry.is_file()
    return False


def is_there(path: Path, shown: str) -> bool:
    """Whether a file is there; raises HandoutError C001 for one that cannot be looked at."""
    try:
        mode = path.stat().st_mode
    except ValueError:  # no name of a file
        return False
    except OSError as error:
        if error.errno in _NO_NAME:
            return False
        if error.errno not in _NO_SUCH:
            raise HandoutError([unreadable(shown, reason(error))]) from None
        if path.is_symlink():
            raise HandoutError([unreadable(shown, _NOWHERE)]) from None
        return False
    if not stat.S_ISREG(mode):
        raise HandoutError([unreadable(shown, _NO_FILE)])
    return True


def reason(error: OSError) -> str:
    """What the system says of it."""
    return said("cannot be read: {reason}", reason=error.strerror)


def unreadable(shown: str, what: str) -> Problem:
    """The problem with something that is there."""
    code = "C002" if what in (_TOO_MANY, _TOO_DEEP) else "C001"
    hint = _HINTS.get(what, "see that it is there, and that you may read it.")
    return Problem(code, what, Location(shown), hint)
