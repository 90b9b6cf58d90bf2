"""One target in a process of its own: cases one after the other, each within its limits.

`python -m fuzz.process TARGET SEED CASES NOTE`. The case that runs is kept in the file NOTE, so
that it is known also when the process is gone. Ends with 0, or 3 when a case raised (it was made
small, and its traceback is on standard error). The system ends it at a case that takes too long.
"""

from __future__ import annotations

import mmap
import resource
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from fuzz.mutation import LARGEST, cases
from fuzz.targets import TARGETS
from handoutgen.errors import HandoutError

SECONDS = 5.0
"""Seconds of the processor's time that a case may take."""
MEGABYTES = 500
"""What the process may take in all, the program and its libraries included."""
FOUND = 3

STATUS = Path("/proc/self/status")

_HEAD = struct.Struct("<QQQ")
NOTE = _HEAD.size + LARGEST + 1024


class Note:
    """How many cases have begun, the most memory so far, and the bytes of the last case."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), NOTE)
        self._count = _HEAD.unpack_from(self._map)[0]

    def begin(self, case: bytes) -> None:
        """Put a case down."""
        self._count += 1
        _HEAD.pack_into(self._map, 0, self._count, peak_memory(), len(case))
        self._map[_HEAD.size : _HEAD.size + len(case)] = case


def read_note(path: Path) -> tuple[int, int, bytes]:
    """The number of cases, the most memory in megabytes, and the last case."""
    content = path.read_bytes()
    count, peak, length = _HEAD.unpack_from(content)
    return count, peak, content[_HEAD.size : _HEAD.size + length]


def peak_memory() -> int:
    """The most memory that this program took, in megabytes.

    `getrusage` would count what the process held before it became this program: a large parent's.
    """
    for line in STATUS.read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    raise AssertionError(f"{STATUS} does not tell the most memory")


def limited(run: Callable[[bytes], None], note: Note) -> Callable[[bytes], None]:
    """The target with its limits; what it may raise is no finding."""

    def one(case: bytes) -> None:
        note.begin(case)
        # The processor's time, so that a busy machine finds nothing that is not there.
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            run(case)
        except HandoutError as error:
            assert all(map(str, error.problems)), "a problem without words"  # noqa: S101
            assert error.problems, "a refusal without a problem"  # noqa: S101
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        peak = peak_memory()
        assert peak <= MEGABYTES, f"{peak} MB"  # noqa: S101

    return one


def main(name: str, number: int, count: int, note: Path) -> int:
    """Run so many cases; the number of the seed decides which."""
    target = TARGETS[name]
    seeds, run = target.prepare()
    _limit_memory()
    run_one = limited(run, Note(note))

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(cases(seeds, target.grammar))
    def fuzzed(case: bytes) -> None:
        run_one(case)

    for start in seeds if number == 0 else ():
        run_one(start)
    try:
        fuzzed()
    except BaseException:
        traceback.print_exc()
        return FOUND
    return 0


def _limit_memory() -> None:
    """Much more than is allowed, so that a case ends with an error before the machine suffers."""
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    most = taken + 2 * MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])))
