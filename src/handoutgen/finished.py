"""Finished files kept in memory, for a process that is asked for the same again."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from typing import NamedTuple


class Finished(NamedTuple):
    """A file, its edition, and the files that go with it, by what is added to its name."""

    content: bytes
    edition: str
    companions: Mapping[str, bytes]

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return len(self.content) + sum(map(len, self.companions.values()))


class FinishedFiles:
    """The files that were asked for last, up to so many bytes; what is larger is not kept.

    A key has to hold everything that decides the bytes: equal keys are given the same files.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, Finished] = OrderedDict()

    def get(self, key: Hashable) -> Finished | None:
        """What was put under the key, if it is still there."""
        found = self._kept.pop(key, None)
        if found is not None:
            self._kept[key] = found  # at the end: what is not asked for goes first
        return found

    def put(self, key: Hashable, finished: Finished) -> None:
        """Keep it, in place of what was asked for longest ago."""
        if replaced := self._kept.pop(key, None):
            self._bytes -= replaced.size
        if finished.size > self._most_bytes:
            return
        self._bytes += finished.size
        self._kept[key] = finished
        while self._bytes > self._most_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.size
