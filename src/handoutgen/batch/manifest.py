"""What a batch made: one line of JSON for each file, in the plan's order, without any time.

While a batch runs, the lines go into a journal beside the manifest, as they come. A batch that is
ended leaves the journal; one that comes to its end writes the manifest and removes the journal.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.output import write_atomically, write_problem
from handoutgen.said import said

NAME = "manifest.jsonl"
JOURNAL = "manifest.jsonl.part"
HEAD: Mapping[str, Any] = {"manifest": "handoutgen batch", "format": 1}
"""The first line. `format` is raised when a row changes its meaning."""

_HINT = said("move it away, or choose another folder with -o; nothing was made.")


@dataclass(frozen=True, slots=True)
class Row:
    """One file of an earlier batch: its line, and what is needed to trust it."""

    line: str
    key: str
    digests: tuple[tuple[str, str], ...]
    """Each file's name and SHA-256; none for a handout that was not made."""

    def stands(self, folder: Path) -> bool:
        """Whether all its files are in the folder, unchanged."""
        return bool(self.digests) and all(
            _digest(folder / name) == digest for name, digest in self.digests
        )


def line_of(values: Mapping[str, Any]) -> str:
    """A row as its line, without the line's end."""
    return json.dumps(values, ensure_ascii=False)


HEAD_LINE = line_of(HEAD)


def read_rows(folder: Path, *, journal: bool) -> dict[str, Row]:
    """Every file's row in the manifest of a folder, with those of its journal over them.

    Raises HandoutError U083 when either is of another version or no manifest.
    """
    rows = _read(folder / NAME, torn=False)
    if journal:
        rows |= _read(folder / JOURNAL, torn=True)
    return rows


def _read(path: Path, *, torn: bool) -> dict[str, Row]:
    """The rows of one file. `torn`: it may have a line that was not written to its end."""
    rows: dict[str, Row] = {}
    try:
        # Whatever is no file, such as a pipe, might never end.
        if path.exists() and not path.is_file():
            place = Location(str(path))
            raise HandoutError([Problem("U083", said("the manifest is no file"), place, _HINT)])
        with path.open("rb") as file:
            head = file.readline()
            if torn and not head.endswith(b"\n"):
                return {}
            _check_head(head, path)
            for number, line in enumerate(file, 2):
                row = _row(line)
                if row is not None:
                    rows[row[0]] = row[1]
                elif not torn:
                    place = Location(str(path), number)
                    message = said("the manifest has a line that is no row")
                    raise HandoutError([Problem("U083", message, place, _HINT)])
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise HandoutError([write_problem(error, str(path))]) from None
    return rows


def _check_head(line: bytes, path: Path) -> None:
    found: Any = None
    with suppress(ValueError):
        found = json.loads(line)
    if found == HEAD:
        return
    place = Location(str(path), 1)
    if isinstance(found, dict) and found.get("manifest") == HEAD["manifest"]:
        message = said(
            "the manifest has format {format}, this version writes format 1",
            format=repr(found.get("format")),
        )
        raise HandoutError([Problem("U083", message, place, _HINT)])
    message = said("this is no manifest of a batch")
    raise HandoutError([Problem("U083", message, place, _HINT)])


def _row(line: bytes) -> tuple[str, Row] | None:
    try:
        values = json.loads(line)
        files = [(values["file"], values["sha256"])] if "sha256" in values else []
        files += [(c["file"], c["sha256"]) for c in values.get("companions", ())]
        name, key = values["file"], values["key"]
        texts = (name, key, *(part for pair in files for part in pair))
        if not all(isinstance(text, str) for text in texts):
            return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return name, Row(line.decode("utf-8").rstrip("\n"), key, tuple(files))


def _digest(path: Path) -> str | None:
    try:
        if not path.is_file():  # a manifest that was edited may name a device, which never ends
            return None
        with path.open("rb") as file:
            whole = sha256()
            while part := file.read(1 << 20):
                whole.update(part)
        return whole.hexdigest()
    except (OSError, ValueError):
        return None


class Journal:
    """The rows of a batch that runs, on disk; only where each one begins is kept in memory."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self._path = path
        self._begins: dict[int, int] = {}

    def add(self, number: int, line: str) -> None:
        """Append the row of the handout with this number in the plan; raises W001 to W005."""
        try:
            self._begins[number] = self._file.seek(0, 2)
            self._file.write(line.encode("utf-8") + b"\n")
            self._file.flush()
        except OSError as error:
            raise HandoutError([write_problem(error, str(self._path))]) from None

    def lines(self) -> Iterator[bytes]:
        """Every row in the plan's order, each with its line's end."""
        for number in sorted(self._begins):
            self._file.seek(self._begins[number])
            yield self._file.readline()


@contextmanager
def journal(folder: Path, *, resume: bool) -> Iterator[Journal]:
    """The journal of a folder, open for rows. With `resume` what it holds stays, in case of need.

    Raises HandoutError W001 to W005 when it cannot be opened.
    """
    path = folder / JOURNAL
    try:
        file = path.open("a+b" if resume else "w+b")
    except OSError as error:
        raise HandoutError([write_problem(error, str(path))]) from None
    with file:
        try:
            if file.seek(0, 2) == 0:
                file.write(HEAD_LINE.encode() + b"\n")
            else:
                # Whatever line was cut off by a kill ends here.
                file.write(b"\n")
            file.flush()
        except OSError as error:
            raise HandoutError([write_problem(error, str(path))]) from None
        yield Journal(file, path)


def finish(folder: Path, lines: Iterable[bytes]) -> None:
    """Write the manifest, whole or not at all, and remove the journal; raises W001 to W005."""
    write_atomically(folder / NAME, b"".join((HEAD_LINE.encode() + b"\n", *lines)))
    with suppress(OSError):
        (folder / JOURNAL).unlink()
