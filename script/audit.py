"""Known weaknesses of the pinned packages, and the licences of what is installed with handoutgen.

Run it in the development environment: `.venv/bin/python script/audit.py`; `script/test` does. The
licences that are allowed stand in pyproject.toml under `tool.pip-licenses`. What only developers
use is not distributed, and not asked for its licence. Where the audit service (PyPI's) is out of
reach, the first part is skipped with a message.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PINNED = ROOT / "constraints.txt"
EXTRAS = ("cluster", "pick", "preview", "scripts", "web")
SECONDS = 15


def weaknesses(pinned: Path = PINNED, *options: str) -> int:
    """Ask the service about every pinned package; 0 when there are none, or nobody answers."""
    command = ("-m", "pip_audit", "--requirement", str(pinned), "--no-deps", "--disable-pip")
    silent = ("--progress-spinner", "off", "--timeout", str(SECONDS), "--format", "json")
    asked = subprocess.run(
        [sys.executable, *command, *silent, *options], capture_output=True, text=True, check=False
    )
    try:
        answered = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        answered = []
    known = [package for package in answered if "skip_reason" not in package]
    if not known:
        reason = "it knows none of the packages" if answered else asked.stderr.strip()[-200:]
        print(f"pip-audit is skipped: the audit service is out of reach ({reason})")
        return 0
    found = [package for package in known if package["vulns"]]
    for package in found:
        names = ", ".join(weakness["id"] for weakness in package["vulns"])
        print(f"{package['name']} {package['version']}: {names}")
    print(f"pip-audit: {len(known)} of {len(answered)} packages are known, {len(found)} weak")
    return 1 if found else 0


def distributed(name: str = "handoutgen", extras: tuple[str, ...] = EXTRAS) -> Iterator[str]:
    """Every package that is installed with this one, and itself not."""
    seen = {(name, extras)}
    waiting = [(name, extras)]
    while waiting:
        package, wanted = waiting.pop()
        try:
            needed = requires(package) or []
        except PackageNotFoundError:  # for another system
            continue
        if package != name:
            yield package
        for line in needed:
            one = Requirement(line)
            marker = one.marker
            if marker is None or any(marker.evaluate({"extra": e}) for e in (*wanted, "")):
                found = (canonicalize_name(one.name), tuple(sorted(one.extras)))
                if found not in seen:
                    seen.add(found)
                    waiting.append(found)


def licences() -> int:
    """List the licence of everything that is distributed; 1 when one is not allowed."""
    packages = sorted(set(distributed()))
    command = [sys.executable, "-m", "piplicenses", "--packages", *packages]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(max(weaknesses(), licences()))
