"""A folder and a cache for each test, and what an undisturbed batch makes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from batch.batches import PLAN, batch, write_plan


@pytest.fixture(scope="package", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One cache for all tests here, and no word of the surroundings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        patch.delenv("HANDOUTGEN_DEBUG", raising=False)
        yield


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="package")
def whole(_own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a batch that nobody disturbed, made by one process. Never write into it."""
    folder = tmp_path_factory.mktemp("whole")
    batch(write_plan(folder, PLAN), folder / "out", "--processes", "1")
    return folder / "out"
