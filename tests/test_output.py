import errno
import os
import subprocess
from pathlib import Path

import pytest

from handoutgen.errors import ExitCode, HandoutError
from handoutgen.output import check_target, write_atomically, write_problem

GOOD = b"a good file"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.pdf"
    path.write_bytes(GOOD)
    return path


def refusal(path: Path, content: bytes = b"new") -> str:
    with pytest.raises(HandoutError) as caught:
        write_atomically(path, content)
    assert caught.value.exit_code == ExitCode.CANNOT_WRITE
    (problem,) = caught.value.problems
    assert problem.hint
    assert str(path) in problem.message
    return problem.code


def assert_intact(good: Path) -> None:
    """The file is as it was, and nothing is left beside it."""
    assert good.read_bytes() == GOOD
    assert [p.name for p in good.parent.iterdir()] == [good.name]


def test_a_new_file_gets_what_the_umask_leaves(tmp_path: Path) -> None:
    for umask, mode in ((0o022, 0o644), (0o077, 0o600)):
        before = os.umask(umask)
        try:
            path = tmp_path / f"{umask}.pdf"
            write_atomically(path, b"x")
        finally:
            os.umask(before)
        assert path.stat().st_mode & 0o777 == mode
    assert len(list(tmp_path.iterdir())) == 2


def test_an_old_file_is_replaced_as_a_whole(good: Path) -> None:
    with good.open("rb") as reader:
        write_atomically(good, b"new")
        assert reader.read() == GOOD  # who has it open keeps reading the old one
    assert good.read_bytes() == b"new"
    assert [p.name for p in good.parent.iterdir()] == [good.name]


def test_a_link_stays_a_link(good: Path) -> None:
    link = good.with_name("link.pdf")
    link.symlink_to(good.name)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert good.read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_atomically(Path(os.devnull), b"new")
    assert Path(os.devnull).is_char_device()


def test_a_name_as_long_as_names_can_be(tmp_path: Path) -> None:
    write_atomically(tmp_path / ("x" * 255), b"new")
    assert refusal(tmp_path / ("x" * 256)) == "W003"


def test_no_folder_no_file_in_a_file_and_a_directory(good: Path) -> None:
    assert refusal(good.parent / "none" / "x.pdf") == "W001"
    assert refusal(good / "x.pdf") == "W001"
    assert refusal(good.parent) == "W003"
    with pytest.raises(HandoutError, match="W003"):
        check_target(good.parent)
    assert_intact(good)


def test_a_full_disk(tmp_path: Path) -> None:
    mounted = tmp_path / "small"
    mounted.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(mounted)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        good = mounted / "good.pdf"
        good.write_bytes(GOOD)
        assert refusal(good, bytes(1_000_000)) == "W004"
        assert_intact(good)
    finally:
        subprocess.run(["umount", str(mounted)], check=True)


@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "W004"),
        (errno.EDQUOT, "W004"),
        (errno.EACCES, "W002"),
        (errno.EROFS, "W002"),
        (errno.EIO, "W005"),
        (errno.ETXTBSY, "W005"),
    ],
)
def test_any_failure_leaves_the_old_file(
    good: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        if call == "replace":
            patched.setattr(Path, call, fail)
        else:
            patched.setattr(os, call, fail)
        assert refusal(good) == code
    assert_intact(good)


def test_an_interrupt_leaves_the_old_file(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(good, b"new")
    assert_intact(good)


def test_a_folder_that_cannot_be_synchronised_is_no_failure(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fsync, []

    def first_only(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 1:
            raise OSError(errno.EINVAL, "no")
        real(handle)

    monkeypatch.setattr(os, "fsync", first_only)
    write_atomically(good, b"new")
    assert (good.read_bytes(), len(calls)) == (b"new", 2)


def test_a_file_that_is_write_protected_is_kept(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good.chmod(0o444)
    if os.geteuid() == 0:  # root may write anything
        monkeypatch.setattr(os, "access", lambda *_: False)
    assert refusal(good) == "W002"
    assert_intact(good)


def test_a_file_that_another_program_has_open_on_windows() -> None:
    error = PermissionError(errno.EACCES, "Access is denied")
    error.winerror = 32  # type: ignore[attr-defined]
    assert write_problem(error, "x.pdf").code == "W005"
