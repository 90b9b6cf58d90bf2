"""The pieces that a workspace can override: files, and entries of files that are lists.

A file is named by its path, such as `templates/handout.html.j2`; an entry by its file and its id,
such as `data/glossary.yaml#relapse`.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from handoutgen.assets import FOLDERS, Asset, Assets
from handoutgen.content.positions import decode, read_yaml
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.said import said

LISTS: Mapping[str, str] = {
    "data/sources.yaml": "references",
    "data/glossary.yaml": "terms",
    "data/figures/figures.yaml": "figures",
    "data/locales.yaml": "locales",
}
"""The files that are lists, with the key that the list stands under."""

_UNPRINTED = "templates/workspace/"
"""What a new workspace is made from."""


def pieces_in(root: Path, assets: Assets) -> Iterator[str]:
    """The pieces in one of the roots, sorted by name.

    Raises HandoutError for a list that cannot be read.
    """
    for file in _files_in(root, assets):
        if file in LISTS:
            yield from (f"{file}#{name}" for name in sorted(entries(_asset(file, root, assets))))
        else:
            yield file


def _files_in(root: Path, assets: Assets) -> Iterator[str]:
    for folder in FOLDERS:
        names = (asset.name for asset in assets.in_layer(root, folder, ("",)))
        for name in sorted(names, key=lambda name: name.split("/")):
            # Read-me files, and what editors leave behind.
            if not name.endswith((".md", "~")) and not name.startswith(_UNPRINTED):
                yield name


def digest_of(piece: str, root: Path, assets: Assets) -> str | None:
    """The digest of a piece in one of the roots, or none where it is not there.

    Of YAML the digest is that of its values: comments and layout do not print.
    """
    file, _, identity = piece.partition("#")
    asset = next((a for a in assets.layers(file) if a.path == root / file), None)
    if asset is None:
        return None
    if not identity:
        return _digest(asset)
    entry = entries(asset).get(identity)
    return None if entry is None else _digest_of_data(entry)


def lines_of(piece: str, root: Path, assets: Assets) -> list[str]:
    """A piece that is there, as it was written; an entry starts with its dash, not indented.

    Raises HandoutError C001 when it is no text.
    """
    file, _, identity = piece.partition("#")
    asset = _asset(file, root, assets)
    text = decode(asset.read(), asset.shown).splitlines()
    if not identity:
        return text
    data, positions = read_yaml(asset.read(), asset.shown)
    key = LISTS[file]
    index = next(i for i, row in enumerate(data[key]) if row["id"] == identity)
    first, column = positions.values[key, index]
    following = positions.values.get((key, index + 1))
    lines = text[first - 1 : following[0] - 1 if following else len(text)]
    # A comment between two entries belongs to the one below it.
    while not lines[-1].strip() or lines[-1].lstrip().startswith("#"):
        lines.pop()
    return [line[column - 3 :] for line in lines]


def entries(asset: Asset) -> dict[str, Any]:
    """The entries of a file that is a list, by id."""
    return _entries(asset.read(), asset.shown, LISTS[asset.name])


@lru_cache(maxsize=16)
def _entries(source: bytes, shown: str, key: str) -> dict[str, Any]:
    data, _ = read_yaml(source, shown)
    rows = data.get(key) if isinstance(data, dict) else None
    rows = rows if isinstance(rows, list) else []
    return {str(row["id"]): row for row in rows if isinstance(row, dict) and "id" in row}


def _asset(file: str, root: Path, assets: Assets) -> Asset:
    return next(a for a in assets.layers(file) if a.path == root / file)


def _digest(asset: Asset) -> str:
    source = asset.read()
    if asset.path.suffix == ".yaml":
        return _digest_of_data(read_yaml(source, asset.shown)[0])
    return sha256(source).hexdigest()


def _digest_of_data(data: Any) -> str:
    text = json.dumps(data, sort_keys=True, default=str, ensure_ascii=False)
    return sha256(text.encode("utf-8")).hexdigest()


def find_piece(name: str, assets: Assets) -> str:
    """The bundled piece that a name means: its whole name, or a short one.

    Raises HandoutError S010 when there is none, U032 when there are several.
    """
    pieces = list(pieces_in(assets.roots[0], assets))
    if name in pieces:
        return name
    found = [piece for piece in pieces if name in short_names(piece)]
    if len(found) == 1:
        return found[0]
    if found:
        message = said("`{name}` means {count} pieces", name=name, count=len(found))
        hint = said("name one in full: {names}.", names=", ".join(found))
        raise HandoutError([Problem("U032", message, hint=hint)])
    known = {*pieces, *(short for piece in pieces for short in short_names(piece))}
    message = said("there is no bundled piece `{name}`", name=name)
    raise HandoutError([Problem("S010", message, hint=did_you_mean(name, known))])


def short_names(piece: str) -> set[str]:
    """What a piece may be called besides: `symptoms`, `symptoms.yaml`, `relapse`."""
    file, _, identity = piece.partition("#")
    if identity:
        return {identity}
    path = Path(file)
    if path.name == "comparison.yaml":
        return {path.parent.name}
    return {path.name, path.name.partition(".")[0]}
