"""Where data, templates, ready handouts and fonts are found.

The bundled copy first (inside the installed package, else the checkout around `src/`), then a
clinic's workspace laid over it file by file. Nobody else builds such paths.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from handoutgen.errors import HandoutError, Location, Problem
from handoutgen.frozen import dataclass
from handoutgen.said import said

FOLDERS = ("data", "templates", "handouts")
PROFILE = "handoutgen.yaml"
"""The file at the root of a workspace: where it is, there is a workspace."""


def bundled_root() -> Path:
    """The folder that holds the bundled `data/`, `templates/` and `handouts/`."""
    package = Path(__file__).resolve().parent
    installed = package / "_assets"
    return installed if installed.is_dir() else package.parent.parent


def is_installed(root: Path) -> bool:
    """Whether this folder belongs to an installed package, which an upgrade replaces."""
    return root == bundled_root() and root.parent == Path(__file__).resolve().parent


def find_workspace(folder: Path) -> Path | None:
    """The workspace that a folder is, or is in, if there is one."""
    for root in (folder, *folder.parents):
        if is_file(root / PROFILE):
            return root
    return None


def is_file(path: Path) -> bool:
    """Whether a file is there; no for a name that is longer than any file's can be."""
    with suppress(OSError):
        return path.is_file()
    return False


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: where it is, its name below its root, and how messages name it."""

    path: Path
    name: str
    shown: str

    def read(self) -> bytes:
        """The file's bytes; raises HandoutError C001 when it cannot be read."""
        try:
            return self.path.read_bytes()
        except OSError as error:
            message = said("cannot be read: {reason}", reason=error.strerror)
            raise HandoutError([Problem("C001", message, Location(self.shown))]) from None


@dataclass(frozen=True, slots=True)
class Assets:
    """The roots in the order in which they are laid over each other."""

    roots: tuple[Path, ...]

    @classmethod
    def find(cls, workspace: Path | None = None) -> "Assets":
        """The bundled files, with a clinic's workspace over them if there is one.

        Raises HandoutError U002 when the workspace is no folder.
        """
        if workspace is None:
            return cls((bundled_root(),))
        if not workspace.is_dir():
            message = said("the workspace {folder} is not a folder", folder=workspace)
            raise HandoutError([Problem("U002", message)])
        return cls((bundled_root(), workspace.resolve()))

    @property
    def workspace(self) -> Path | None:
        """The clinic's folder, if there is one."""
        return self.roots[-1] if len(self.roots) > 1 else None

    def writable(self) -> Path:
        """Where a command writes content: the workspace, else the checkout.

        Raises HandoutError U002 where there is neither.
        """
        if self.workspace is not None:
            return self.workspace
        if is_installed(self.roots[0]):
            message = said("there is no clinic's folder here")
            hint = said("make one with `handoutgen init`, or name it with --workspace.")
            raise HandoutError([Problem("U002", message, hint=hint)])
        return self.roots[0]

    def layers(self, name: str) -> Iterator[Asset]:
        """Every root's copy of one file, the bundled one first."""
        for root in self.roots:
            path = root / name
            if is_file(path):
                shown = name if root == self.roots[0] else self._shown(root, path)
                yield Asset(path, name, shown)

    def get(self, name: str) -> Asset | None:
        """The copy of one file that counts: the last layer's."""
        return next(iter(reversed(list(self.layers(name)))), None)

    def own(self, name: str) -> Asset | None:
        """The program's own copy of a file, whatever a workspace has."""
        root = self.roots[0]
        path = root / name
        return Asset(path, name, name) if is_file(path) else None

    def files(self, folder: str, suffix: str) -> tuple[Asset, ...]:
        """All files below a folder with a suffix, sorted by name, later roots overriding."""
        found: dict[str, Asset] = {}
        for root in self.roots:
            for path in (root / folder).rglob(f"*{suffix}"):
                if path.is_file():
                    name = path.relative_to(root).as_posix()
                    found[name] = Asset(path, name, self._shown(root, path))
        return tuple(found[name] for name in sorted(found))

    def everything(self, folder: str, suffixes: tuple[str, ...]) -> Iterator[Asset]:
        """Every root's files below a folder with one of these suffixes, sorted by name.

        Unlike `files` it leaves out none that a later root overrides.
        """
        for root in self.roots:
            own = root == self.roots[0]
            for name, place in _below(str(root / folder), folder, suffixes):
                path = Path(place)
                yield Asset(path, name, name if own else self._shown(root, path))

    def _shown(self, root: Path, path: Path) -> str:
        if root == self.roots[0]:
            return path.relative_to(root).as_posix()
        try:
            return path.relative_to(Path.cwd()).as_posix()
        except ValueError:
            return str(path)


def _below(place: str, folder: str, suffixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The names and places of files with a suffix: those of a folder, then those of its folders.

    This is asked before every handout, and what a folder says of its files is quicker than paths.
    """
    try:
        with os.scandir(place) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.endswith(suffixes) and entry.is_file():
            yield f"{folder}/{entry.name}", entry.path
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, f"{folder}/{entry.name}", suffixes)
