"""`script/fuzz`: so many cases on each parser, one after the other, and a table of what happened.

With `--write` the table goes into docs/fuzzing.md, for the targets that ran; the others keep
their rows.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from fuzz.process import FOUND, MEGABYTES, NOTE, SECONDS, read_note
from fuzz.table import key_of, renew
from fuzz.targets import TARGETS, Target

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "fuzzing.md"
BATCH = 2_500
"""Cases for each process: a new one begins with new seeds, and with the memory of a new one."""
PATIENCE = 900
"""Seconds for a batch: what waits takes no time of the processor, and would never end."""
MOST_FINDINGS = 5

HEAD = "| parser | reads | cases | seconds | peak memory | findings |"
LINE = "|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Finding:
    """A case with what it did."""

    what: str
    case: bytes


@dataclass(frozen=True)
class Log:
    """What happened to one target."""

    target: Target
    cases: int
    seconds: float
    peak: int
    findings: tuple[Finding, ...]

    @property
    def row(self) -> str:
        """Its row of the table."""
        found = str(len(self.findings)) if self.findings else "none"
        return (
            f"| {self.target.name} | {self.target.reads} | {self.cases:,} | "
            f"{self.seconds:,.0f} | {self.peak} MB | {found} |"
        )


def fuzz(target: Target, count: int, seed: int, minutes: float) -> Log:
    """Batches until there were so many cases, or the time is over."""
    start, cases, peak = monotonic(), 0, 0
    findings: list[Finding] = []
    while cases < count and len(findings) < MOST_FINDINGS:
        if monotonic() - start > minutes * 60:
            break
        done, high, finding = _batch(target.name, seed, min(BATCH, count - cases))
        cases, peak, seed = cases + done, max(peak, high), seed + 1
        if finding is not None:
            findings.append(finding)
            print(f"{target.name}: {finding.what}\n{finding.case[:2000]!r}\n", file=sys.stderr)
        print(f"\r{target.name}: {cases:,} of {count:,}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return Log(target, cases, monotonic() - start, peak, tuple(findings))


def _batch(name: str, seed: int, count: int) -> tuple[int, int, Finding | None]:
    """Cases, the most memory in megabytes, and what was found."""
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder, "note")
        note.write_bytes(bytes(NOTE))
        command = [sys.executable, "-m", "fuzz.process", name, str(seed), str(count), str(note)]
        environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
        with subprocess.Popen(
            command, cwd=folder, env=environment, stderr=subprocess.PIPE, preexec_fn=_gently
        ) as process:
            try:
                _, errors = process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                errors = b"it waits for ever"
                process.wait()
        cases, peak, last = read_note(note)
    if process.returncode == 0:
        return cases, peak, None
    if process.returncode == FOUND:
        return cases, peak, Finding(errors.decode("utf-8", "replace")[-3000:], last)
    if process.returncode == -signal.SIGPROF:
        return cases, peak, Finding(f"it takes more than {SECONDS:g} seconds", last)
    what = errors.decode("utf-8", "replace")[-3000:]
    return cases, peak, Finding(f"the process ended with {process.returncode}: {what}", last)


def _gently() -> None:
    os.nice(15)


def main() -> int:
    """Run, print the table, and fail when something was found."""
    parser = argparse.ArgumentParser(prog="script/fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="PARSER", help=", ".join(TARGETS))
    parser.add_argument("--cases", type=int, default=100_000, help="for each parser")
    parser.add_argument("--seed", type=int, default=0, help="the first; each batch has the next")
    parser.add_argument("--minutes", type=float, default=120, help="the most for each parser")
    parser.add_argument("--write", action="store_true", help="put the table into docs/fuzzing.md")
    chosen = parser.parse_args()
    if unknown := set(chosen.targets) - set(TARGETS):
        parser.error(f"no such parser: {', '.join(sorted(unknown))}")
    logs = []
    print(f"{HEAD}\n{LINE}", flush=True)
    for name in chosen.targets or TARGETS:
        target = TARGETS[name]
        logs.append(fuzz(target, chosen.cases, chosen.seed, chosen.minutes))
        print(logs[-1].row, flush=True)
        if chosen.write:
            renew(PAGE, HEAD, {key_of(logs[-1].row): logs[-1].row})
    print(f"Limits: {SECONDS:g} seconds and {MEGABYTES} MB for a case.")
    return 1 if any(log.findings for log in logs) else 0


if __name__ == "__main__":
    sys.exit(main())
