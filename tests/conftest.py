"""What all tests share: where modules are found, no network, the flag that renews golden files."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

TESTS = Path(__file__).parent

# `readback` is imported by name from folders at any depth.
for folder in (TESTS, *([] if find_spec("handoutgen") else [TESTS.parent / "src"])):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

# The program speaks the language of its user: of these tests that is English.
os.environ |= {"LC_ALL": "C.UTF-8", "LANGUAGE": ""}

# Processes that tests start find it where Python looks for it by itself; this one is running.
OFFLINE = TESTS / "offline"
os.environ["PYTHONPATH"] = os.pathsep.join(
    filter(None, (str(OFFLINE), os.environ.get("PYTHONPATH", "")))
)
if (spec := spec_from_file_location("offline", OFFLINE / "sitecustomize.py")) and spec.loader:
    spec.loader.exec_module(module_from_spec(spec))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one flag that overwrites golden files."""
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden anew; never in CI"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse in CI what only a person may decide: that new output is right."""
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden is for people: CI compares and never writes")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """True when golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update-golden"))
