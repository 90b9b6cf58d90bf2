"""Where data, templates, ready handouts and fonts are found.

The bundled copy first (inside the installed package, else the checkout around `src/`), then a
clinic's workspace laid over it file by file. Nobody else builds such paths.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from handoutgen.errors import HandoutError, Problem
from handoutgen.folder_walk import FolderWalk, is_there, reason, unreadable
from handoutgen.frozen import dataclass
from handoutgen.said import said

FOLDERS = ("data", "templates", "handouts")
PROFILE = "handoutgen.yaml"
"""The file at the root of a workspace: where it is, there is a workspace."""
READ = (".yaml", ".po", ".svg", ".j2", ".ttf", ".txt")
"""What the program reads in these folders."""


def bundled_root() -> Path:
    """The folder that holds the bundled `data/`, `templates/` and `handouts/`."""
    package = Path(__file__).resolve().parent
    installed = package / "_assets"
    return installed if installed.is_dir() else package.parent.parent


def is_installed(root: Path) -> bool:
    """Whether this folder belongs to an installed package, which an upgrade replaces."""
    return root == bundled_root() and root.parent == Path(__file__).resolve().parent


def find_workspace(folder: Path) -> Path | None:
    """The workspace that a folder is, or is in, if there is one.

    Raises HandoutError C001 when the folder itself cannot be looked into: what would print there
    is not known.
    """
    if is_there(folder / PROFILE, PROFILE):
        return folder
    return next((root for root in folder.parents if is_file(root / PROFILE)), None)


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
            raise HandoutError([unreadable(self.shown, reason(error))]) from None


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
        """Every root's copy of one file, the bundled one first.

        Raises HandoutError C001 where something is in the file's place that cannot be read.
        """
        for root in self.roots:
            path = root / name
            shown = name if root == self.roots[0] else self._shown(root, path)
            if is_there(path, shown):
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
        """All files below a folder with a suffix, sorted by name, later roots overriding.

        Raises HandoutError as `everything` does.
        """
        found = {asset.name: asset for asset in self.everything(folder, (suffix,))}
        return tuple(found[name] for name in sorted(found))

    def everything(self, folder: str, suffixes: tuple[str, ...]) -> Iterator[Asset]:
        """Every root's files below a folder with one of these suffixes, sorted by name.

        Unlike `files` it leaves out none that a later root overrides. Hidden files are nobody's.
        Raises HandoutError C001 for what is there and cannot be read, C002 for more than can be.
        """
        for root in self.roots:
            yield from self.in_layer(root, folder, suffixes)

    def in_layer(self, root: Path, folder: str, suffixes: tuple[str, ...]) -> Iterator[Asset]:
        """What `everything` finds in one of the roots."""
        own = root == self.roots[0]
        walk = FolderWalk(suffixes)
        for name, place in walk.below(str(root / folder), folder):
            path = Path(place)
            yield Asset(path, name, name if own else self._shown(root, path))
        if walk.refused:
            refused = ((self._shown(root, Path(p)), what) for p, what in walk.refused)
            raise HandoutError([unreadable(shown, what) for shown, what in refused])

    def look_through(self) -> None:
        """Raise HandoutError with everything in all folders that cannot be read, at once."""
        problems: list[Problem] = []
        for root in self.roots:
            for folder in FOLDERS:
                try:
                    tuple(self.in_layer(root, folder, READ))
                except HandoutError as error:
                    problems.extend(error.problems)
        if problems:
            raise HandoutError(problems)

    def _shown(self, root: Path, path: Path) -> str:
        if root == self.roots[0]:
            return path.relative_to(root).as_posix()
        try:
            return path.relative_to(Path.cwd()).as_posix()
        except ValueError:
            return str(path)
