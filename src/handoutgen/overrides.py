"""What a workspace puts in the place of bundled pieces, what it adds, and how that is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from handoutgen import __version__
from handoutgen.assets import Asset, Assets
from handoutgen.content.positions import read_yaml
from handoutgen.errors import HandoutError, Problem
from handoutgen.lock import locked
from handoutgen.output import write_atomically, write_problem
from handoutgen.override_record import RECORDS, Record, read_records, write_records
from handoutgen.pieces import LISTS, digest_of, entries, lines_of, pieces_in
from handoutgen.said import said

_ADDED = ("data/reviews/", "data/rules/plain-words.csv")
"""Files that a workspace adds to, whatever their names are."""

State = Literal["unchanged", "changed", "unknown", "same"]
"""The bundled text since the override was made. `same`: the override says what it says."""


@dataclass(frozen=True, slots=True)
class Override:
    """A piece of the workspace that takes the place of a bundled one.

    `since` is the version of the program that it was made from, if that is on record.
    """

    piece: str
    state: State
    since: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything in a workspace, piece by piece, sorted by name."""

    overrides: tuple[Override, ...]
    additions: tuple[str, ...]


def workspace_of(assets: Assets) -> Path:
    """The workspace; raises HandoutError U031 without one."""
    if assets.workspace is None:
        hint = said("make one with `handoutgen init FOLDER`, or name one with --workspace FOLDER.")
        raise HandoutError([Problem("U031", said("this is no workspace"), hint=hint)])
    return assets.workspace


def difference(assets: Assets) -> Difference:
    """What the workspace overrides and adds.

    Raises HandoutError U031 without a workspace, or what is wrong with files in it.
    """
    workspace = workspace_of(assets)
    records = read_records(assets)
    overrides: list[Override] = []
    additions: list[str] = []
    for piece in pieces_in(workspace, assets):
        bundled = digest_of(piece, assets.roots[0], assets)
        if bundled is None or piece.startswith(_ADDED):
            additions.append(piece)
            continue
        record = records.get(piece)
        state = _state(digest_of(piece, workspace, assets), bundled, record)
        overrides.append(Override(piece, state, record.version if record else None))
    return Difference(tuple(overrides), tuple(additions))


def _state(own: str | None, bundled: str, record: Record | None) -> State:
    if own == bundled:
        return "same"
    if record is None:
        return "unknown"
    return "unchanged" if record.digest == bundled else "changed"


def override(piece: str, assets: Assets) -> Path:
    """Copy a bundled piece into the workspace, for the clinic to change; returns its file.

    Raises HandoutError U031 (no workspace), U033 (there already), U034 (it cannot be added to the
    clinic's own list), W001 to W006, or what is wrong with files in the workspace.
    """
    workspace = workspace_of(assets)
    file, _, identity = piece.partition("#")
    target = workspace / file
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HandoutError([write_problem(error, str(target))]) from None
    # Read only now: another entry may have come into the same list meanwhile.
    with locked(workspace / RECORDS):
        if digest_of(piece, workspace, assets) is not None:
            hint = said("change it there; `handoutgen diff` compares it with the bundled text.")
            message = said("the workspace has its own {piece} already", piece=piece)
            raise HandoutError([Problem("U033", message, hint=hint)])
        content = (
            _list_with(piece, target, assets) if identity else (assets.roots[0] / file).read_bytes()
        )
        records = _recorded([piece], assets)
        write_atomically(target, content)
        write_records(workspace, records)
    return target


def accept(pieces: Iterable[str], assets: Assets) -> None:
    """Record the bundled text under these overrides as it is now: somebody has looked at it.

    Raises HandoutError U031, W001 to W006, or what is wrong with files in the workspace.
    """
    workspace = workspace_of(assets)
    with locked(workspace / RECORDS):
        write_records(workspace, _recorded(pieces, assets))


def _recorded(pieces: Iterable[str], assets: Assets) -> dict[str, Record]:
    records = read_records(assets)
    for piece in pieces:
        digest = digest_of(piece, assets.roots[0], assets)
        if digest is not None:
            records[piece] = Record(piece=piece, digest=digest, version=__version__)
    return records


def _list_with(piece: str, target: Path, assets: Assets) -> bytes:
    """The workspace's list with the bundled entry, as it is written there, at its end."""
    file, _, identity = piece.partition("#")
    key, lines = LISTS[file], lines_of(piece, assets.roots[0], assets)
    if not target.is_file():
        return "\n".join([f"{key}:", *_indented(lines, 2)]).encode("utf-8")
    own = Asset(target, file, str(target))
    _, positions = read_yaml(own.read(), own.shown)
    indent = max(0, positions.values.get((key, 0), (1, 5))[1] - 3)
    there = own.read().decode("utf-8").rstrip("\n")
    whole = "\n".join([there, *_indented(lines, indent)]).encode("utf-8")
    bundled = entries(Asset(assets.roots[0] / file, file, file))
    if _entries_of(whole, key) != {**entries(own), identity: bundled[identity]}:
        hint = said("copy it by hand from {file}.", file=assets.roots[0] / file)
        message = said("the entry `{entry}` cannot be added to {file}", entry=identity, file=target)
        raise HandoutError([Problem("U034", message, hint=hint)])
    return whole


def _indented(lines: Iterable[str], indent: int) -> list[str]:
    return [*(f"{' ' * indent}{line}".rstrip() for line in lines), ""]


def _entries_of(source: bytes, key: str) -> object:
    """The entries of a list that is not on disk yet, or none where it is no such list."""
    try:
        return {row["id"]: row for row in read_yaml(source, "")[0][key]}
    except (HandoutError, KeyError, TypeError):
        return None
