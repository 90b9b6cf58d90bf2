"""What the tests of styles share."""

from __future__ import annotations

from pathlib import Path

import pytest

from .on_disk import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return Workspace(tmp_path)
