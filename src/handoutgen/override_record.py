"""What the bundled text was when a clinic made its overrides: `handoutgen.lock` in a workspace."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from handoutgen.assets import Asset, Assets
from handoutgen.content.entry import Entry
from handoutgen.content.positions import read_yaml
from handoutgen.content.validation import validate
from handoutgen.output import write_atomically

RECORDS = "handoutgen.lock"
HEAD = """\
# Written by `handoutgen override` and `handoutgen diff --accept`: which bundled text each override
# was made from, so that `handoutgen diff` can tell when it changes. Keep it with your files.
"""


class Record(Entry):
    """The digest of a bundled piece when its override was made, and by which version."""

    piece: str
    digest: str
    version: str


class RecordFile(Entry):
    """The whole file."""

    overrides: tuple[Record, ...]


def read_records(assets: Assets) -> dict[str, Record]:
    """The records of a workspace by piece; raises HandoutError when the file is broken."""
    asset = assets.get(RECORDS) if assets.workspace else None
    return {} if asset is None else _read(asset)


def _read(asset: Asset) -> dict[str, Record]:
    data, positions = read_yaml(asset.read(), asset.shown)
    return {record.piece: record for record in validate(RecordFile, data, positions).overrides}


def write_records(workspace: Path, records: Mapping[str, Record]) -> None:
    """Put the records into the workspace; raises HandoutError W001 to W005."""
    text = _yaml(records[piece] for piece in sorted(records))
    write_atomically(workspace / RECORDS, text.encode("utf-8"))


def _yaml(records: Iterable[Record]) -> str:
    lines = ["overrides:"]
    for record in records:
        # JSON's way to quote text is also YAML's.
        quoted = {name: json.dumps(value) for name, value in vars(record).items()}
        lines += [f"  - piece: {quoted['piece']}", f"    digest: {quoted['digest']}"]
        lines += [f"    version: {quoted['version']}"]
    return HEAD + "\n".join(lines) + "\n"
