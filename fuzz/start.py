"""What targets have in common: files to start from, and files that stand for others."""

from __future__ import annotations

from collections.abc import Callable

from handoutgen.assets import Asset, Assets
from handoutgen.errors import HandoutError
from handoutgen.frozen import dataclass

Run = Callable[[bytes], None]
LONGEST = 12_000
"""Bytes of a file to start from: the rest of a long list is more of the same."""


def seeds(suffix: str, *folders: str) -> list[bytes]:
    """The bundled files, long ones up to the last whole line that counts."""
    assets = Assets.find()
    found = (asset.read() for folder in folders for asset in assets.files(folder, suffix))
    return [s if len(s) <= LONGEST else s[: s.rindex(b"\n", 0, LONGEST) + 1] for s in found]


def refusing(run: Callable[[], object]) -> bool:
    try:
        run()
    except HandoutError:
        return False
    return True


def drop(_: object) -> None:
    pass


@dataclass(frozen=True)
class Given(Asset):
    source: bytes = b""

    def read(self) -> bytes:
        return self.source
