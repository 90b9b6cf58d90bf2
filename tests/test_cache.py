"""Texts kept between runs: whole, of the right key, and nobody's but the user's."""

import os
import threading
from pathlib import Path

import pytest

from handoutgen.cache import FolderCache, Remembering


def test_a_file_under_the_wrong_name_or_with_a_changed_value_is_not_trusted(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path)
    cache.put("a", "of a")
    (of_a,) = tmp_path.iterdir()
    cache.put("b", "of b")
    (of_b,) = set(tmp_path.iterdir()) - {of_a}
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == ("of a", "of b", None)
    of_b.write_bytes(of_a.read_bytes())
    of_a.write_bytes(of_a.read_bytes().replace(b"of a", b"of x"))
    assert (cache.get("a"), cache.get("b")) == (None, None)


def test_a_key_never_leaves_the_folder(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path / "in")
    cache.put("../out/\0", "x")
    assert cache.get("../out/\0") == "x"
    assert [file.name for file in tmp_path.iterdir()] == ["in"]


def test_concurrent_threads_see_a_whole_value_or_none(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path)
    value, seen = "x" * 50_000, set()

    def work() -> None:
        for _ in range(40):
            seen.add(cache.get("key"))
            cache.put("key", value)
            seen.add(cache.get("key"))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen <= {None, value}
    assert cache.get("key") == value
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs owners and modes of files")
class TestOnlyTheUsersOwn:
    """What others could have put there is neither read nor added to."""

    @pytest.mark.parametrize("mode", [0o770, 0o707, 0o720, 0o702, 0o777 | 0o1000])
    def test_a_folder_that_others_may_write_is_no_cache(self, tmp_path: Path, mode: int) -> None:
        cache = FolderCache(tmp_path / "cache")
        cache.put("a", "of a")
        cache.folder.chmod(mode)
        assert cache.get("a") is None
        cache.put("b", "of b")
        assert len(list(cache.folder.iterdir())) == 1
        cache.folder.chmod(0o755)
        assert (cache.get("a"), cache.get("b")) == ("of a", None)

    @pytest.mark.parametrize("mode", [0o660, 0o606, 0o666])
    def test_a_file_that_others_may_write_is_not_read(self, tmp_path: Path, mode: int) -> None:
        cache = FolderCache(tmp_path)
        cache.put("a", "of a")
        (file,) = tmp_path.iterdir()
        file.chmod(mode)
        assert cache.get("a") is None
        cache.put("a", "of a")
        assert cache.get("a") == "of a", "a file of our own takes its place"

    def test_another_owner_is_not_trusted(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cache = FolderCache(tmp_path / "cache")
        cache.put("a", "of a")
        somebody = os.geteuid() + 1
        monkeypatch.setattr(os, "geteuid", lambda: somebody)
        assert cache.get("a") is None
        cache.put("b", "of b")
        assert len(list(cache.folder.iterdir())) == 1

    def test_a_link_to_a_folder_is_no_cache(self, tmp_path: Path) -> None:
        real = FolderCache(tmp_path / "real")
        real.put("a", "of a")
        (tmp_path / "link").symlink_to(real.folder)
        linked = FolderCache(tmp_path / "link")
        assert linked.get("a") is None
        linked.put("b", "of b")
        assert len(list(real.folder.iterdir())) == 1

    def test_what_it_makes_is_closed_to_others_whatever_the_umask(self, tmp_path: Path) -> None:
        before = os.umask(0)
        try:
            cache = FolderCache(tmp_path / "new" / "cache")
            cache.put("a", "of a")
        finally:
            os.umask(before)
        assert cache.folder.stat().st_mode & 0o777 == 0o700
        assert cache.get("a") == "of a"


def test_a_text_comes_back_as_it_was(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path)
    for text in ("", "\n", "ä\r\n\u2028\0", "x" * 3_000_000):
        cache.put("key", text)
        assert cache.get("key") == text
    assert len(list(tmp_path.iterdir())) == 1


def test_what_was_told_once_is_remembered_without_the_folder(tmp_path: Path) -> None:
    folder = FolderCache(tmp_path)
    folder.put("a", "of a")
    cache = Remembering(folder)
    assert (cache.get("a"), cache.get("b")) == ("of a", None)
    cache.put("b", "of b")
    assert folder.get("b") == "of b"
    for file in tmp_path.iterdir():
        file.unlink()
    assert (cache.get("a"), cache.get("b")) == ("of a", "of b")
