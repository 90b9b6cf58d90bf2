"""A clinic's folder: how a new one is made."""

from contextlib import suppress
from pathlib import Path

from handoutgen.assets import FOLDERS, PROFILE, bundled_root
from handoutgen.errors import HandoutError, Problem
from handoutgen.output import write_atomically, write_problem
from handoutgen.said import said


def make_workspace(folder: Path) -> tuple[Path, ...]:
    """Make a clinic's folder with its own file and empty `data/`, `templates/`, `handouts/`.

    Returns the files that it made. Raises HandoutError U030 when the folder holds something, or
    W001 to W005; what was made by then is taken away again.
    """
    _check_empty(folder)
    bundled = bundled_root() / "templates" / "workspace"
    wanted = {folder / PROFILE: bundled / PROFILE}
    wanted |= {folder / name / "README.md": bundled / f"{name}.md" for name in FOLDERS}
    made: list[Path] = []
    try:
        for target, source in wanted.items():
            missing = [p for p in (target.parent, *target.parent.parents) if not p.exists()]
            for parent in reversed(missing):
                parent.mkdir()
                made.append(parent)
            write_atomically(target, source.read_bytes())
            made.append(target)
    except HandoutError:
        _take_away(made)
        raise
    except OSError as error:
        _take_away(made)
        raise HandoutError([write_problem(error, str(folder))]) from None
    return tuple(wanted)


def _check_empty(folder: Path) -> None:
    hint = said("choose a new folder; nothing in this one was touched.")
    try:
        if any(folder.iterdir()):
            message = said("the folder {folder} is not empty", folder=folder)
            raise HandoutError([Problem("U030", message, hint=hint)])
    except FileNotFoundError:
        return
    except NotADirectoryError:
        message = said("{folder} is not a folder", folder=folder)
        raise HandoutError([Problem("U030", message, hint=hint)]) from None
    except OSError as error:
        raise HandoutError([write_problem(error, str(folder))]) from None


def _take_away(made: list[Path]) -> None:
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
