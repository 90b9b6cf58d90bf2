"""The library from the cache: the same one, never an older one, and never without it."""

from __future__ import annotations

import dataclasses as dc
import multiprocessing
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from content.library_on_disk import BASICS, SOURCES, on_disk
from handoutgen.assets import Assets
from handoutgen.build import build
from handoutgen.cache import FolderCache
from handoutgen.content import entry_cache, library_cache
from handoutgen.content.entry import Entry
from handoutgen.content.library import Library, load_library
from handoutgen.errors import HandoutError
from handoutgen.selection import HandoutRequest

REAL = load_library(Assets.find())


def everything(value: Any) -> Any:
    """All of it, with places, as plain data."""
    if isinstance(value, Entry):
        inside = {name: everything(inner) for name, inner in value.__dict__.items()}
        places = (value.location, getattr(value, "places", ()))
        return type(value), inside, list(inside), places, value.said
    if isinstance(value, Mapping):
        return {key: everything(inner) for key, inner in value.items()}
    return [everything(inner) for inner in value] if isinstance(value, tuple) else value


def compared(library: Library) -> dict[str, Any]:
    return {f.name: everything(getattr(library, f.name)) for f in dc.fields(library)}


@pytest.fixture
def cache(tmp_path: Path) -> FolderCache:
    return FolderCache(tmp_path / "cache")


@pytest.fixture
def no_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever loads from files from now on fails."""

    def fail(_: object) -> Library:
        raise AssertionError("loaded from the files")

    monkeypatch.setattr(library_cache, "load_library", fail)


def test_the_library_comes_back_as_it_was(
    cache: FolderCache, request: pytest.FixtureRequest
) -> None:
    assert compared(load_library(Assets.find(), cache)) == compared(REAL)
    request.getfixturevalue("no_loading")
    again = load_library(Assets.find(), cache)
    assert compared(again) == compared(REAL)
    assert "nothing" not in again.sources
    assert again.sources.get("nothing") is None


@pytest.mark.parametrize("format", ["pdf", "html", "text"])
def test_files_are_the_same_with_the_cache_and_without(cache: FolderCache, format: Any) -> None:
    load_library(Assets.find(), cache)
    kept = load_library(Assets.find(), cache)
    for comparison in REAL.comparisons:
        request = HandoutRequest(comparison, section=tuple(REAL.sections[comparison])[:6])
        plain, cached = (build(request, format, each, Assets.find()) for each in (REAL, kept))
        assert plain.content == cached.content


CHANGES = {
    "spaces": lambda file: file.write_text(file.read_text().replace("id: ", "id:  ", 1)),
    "another name": lambda file: file.rename(file.with_name("renamed.yaml")),
    "gone": lambda file: file.unlink(),
    "one more": lambda file: (file.parent / "another.yaml").write_bytes(file.read_bytes()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_of_a_file_is_seen(tmp_path: Path, cache: FolderCache, change: Any) -> None:
    library = on_disk(tmp_path / "library")
    load_library(library.assets, cache)
    file = library.root / BASICS
    times = file.stat()
    change(file)
    if file.exists():
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    def outcome(*more: FolderCache) -> Any:
        try:
            return compared(load_library(library.assets, *more))
        except HandoutError as error:
            return [str(problem) for problem in error.problems]

    assert outcome(cache) == outcome()


def test_a_drawing_that_goes_is_missed(tmp_path: Path, cache: FolderCache) -> None:
    library = on_disk(tmp_path / "library")
    assert load_library(library.assets, cache).drawings
    for drawing in (library.root / "data/figures").glob("*.svg"):
        drawing.unlink()
    with pytest.raises(HandoutError, match="drawing"):
        load_library(library.assets, cache)


def test_a_library_with_problems_is_not_kept(tmp_path: Path, cache: FolderCache) -> None:
    library = on_disk(tmp_path / "library")
    library.write(SOURCES, library.read(SOURCES).replace("title:", "tilte:", 1))
    for _ in range(2):
        with pytest.raises(HandoutError, match="tilte"):
            load_library(library.assets, cache)
    assert not cache.folder.exists()


def test_other_code_does_not_use_what_this_code_kept(
    cache: FolderCache, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    load_library(Assets.find(), cache)
    (tmp_path / "entry_cache.py").write_text("changed = True\n")
    monkeypatch.setattr(entry_cache, "__file__", str(tmp_path / "entry_cache.py"))
    monkeypatch.setattr(library_cache, "load_library", lambda _: REAL)
    assert load_library(Assets.find(), cache) is REAL


def test_a_file_saved_while_loading_is_not_taken_for_the_one_that_was_read(
    tmp_path: Path, cache: FolderCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = on_disk(tmp_path / "library")
    before = library.read(SOURCES)

    def load_and_save(assets: Assets) -> Library:
        library.write(SOURCES, f"{before}# saved meanwhile\n")
        return load_library(assets)

    monkeypatch.setattr(library_cache, "load_library", load_and_save)
    load_library(library.assets, cache)
    assert not cache.folder.exists()


def test_a_workspace_has_a_place_of_its_own(tmp_path: Path, cache: FolderCache) -> None:
    library = on_disk(tmp_path / "library")
    both = Assets((library.root, tmp_path / "workspace"))
    for assets in (library.assets, both, library.assets, both):
        assert compared(load_library(assets, cache)) == compared(load_library(assets))
    assert len(list(cache.folder.iterdir())) == 2
    library.write(SOURCES, library.read(SOURCES) + "# a comment\n")
    load_library(library.assets, cache)
    assert len(list(cache.folder.iterdir())) == 2, "the newer one takes the place of the older"


def load_again_and_again(root: Path, folder: Path, number: int) -> bool:
    """What one of several processes does while the others change what the library is."""
    cache, good = FolderCache(folder), True
    for turn in range(12):
        assets = Assets((root / str((number + turn) % 2), root / "workspace"))
        good = good and "cold" in load_library(assets, cache).conditions
        if turn % 4 == 3:
            for file in folder.iterdir():
                file.unlink(missing_ok=True)
    return good


def test_processes_that_write_and_delete_at_once_all_get_their_library(
    tmp_path: Path, cache: FolderCache
) -> None:
    for name in ("0", "1"):
        on_disk(tmp_path / name)
    cache.folder.mkdir(mode=0o700)
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        jobs = [(tmp_path, cache.folder, number) for number in range(6)]
        assert all(pool.starmap(load_again_and_again, jobs))
    assert not [file for file in cache.folder.iterdir() if file.suffix == ".tmp"]


def test_no_two_models_have_the_same_name() -> None:
    import handoutgen.content.clinic
    import handoutgen.content.evidence
    import handoutgen.render.style  # noqa: F401

    names: list[str] = []
    ahead = [Entry]
    while ahead:
        model = ahead.pop()
        if model.__module__.startswith("handoutgen."):
            names.append(model.__name__)
        ahead += model.__subclasses__()
    assert len(names) > 50
    assert len(names) == len(set(names))
