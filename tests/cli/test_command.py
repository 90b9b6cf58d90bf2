"""What needs a process of its own, or a program that is broken on purpose."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fixture_library import COMPARISON, WORKSPACE

from handoutgen import __version__
from handoutgen.cli.main import COMMANDS, main
from handoutgen.errors import ExitCode

SOURCE = Path(__file__).parents[2] / "src"
HEAVY = ("reportlab", "pydantic", "jinja2", "yaml", "lxml", "citeproc", "page", "PIL")
MANY = 12
"""Claims that `trace` lists at most, where many have the words."""
BUILD = ("build", COMPARISON, "--workspace", str(WORKSPACE))


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def process(
    *words: str, environ: Mapping[str, str] | None = None, **options: object
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "handoutgen", *words]
    surroundings = {**os.environ, "PYTHONPATH": str(SOURCE), **(environ or {})}
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command, env=surroundings, check=False, **{"capture_output": True, **options}
    )


# --- help ---


def test_every_command_has_help_with_an_example() -> None:
    listing = run("--help")
    for name in COMMANDS:
        assert f"  {name} " in listing.stdout
        result = run(name, "--help")
        assert result.exit_code == 0
        assert f"handoutgen {name}" in result.stdout.partition("Examples:")[2]
    assert run("--version").stdout == f"handoutgen {__version__}\n"


@pytest.mark.parametrize("words", [("--help",), ("build", "--help"), ("completion", "bash")])
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom handoutgen.cli.main import main\n"
        f"try: main({list(words)!r})\nexcept SystemExit: pass\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    surroundings = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True)
    assert done.stderr == b"[]\n"


SPARED = ("pydantic", "yaml", "citeproc", "lxml", "babel")
"""What takes long to import and is not needed where nothing has changed since the last command."""


def test_what_was_checked_and_read_before_is_taken_up_without_the_checker(tmp_path: Path) -> None:
    words = [*BUILD, "-o", str(tmp_path / "out.pdf")]
    code = (
        "import atexit, sys; from handoutgen.cli.main import main\n"
        f"told = lambda: print([m for m in {SPARED!r} if m in sys.modules], file=sys.stderr)\n"
        f"atexit.register(told); main({words!r})"
    )
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    loaded = [
        subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True).stderr
        for _ in range(2)
    ]
    assert b"'pydantic'" in loaded[0]
    assert loaded[1] == b"[]\n"


# --- output ---


@pytest.mark.parametrize(
    "words",
    [BUILD, ("list",), ("show", "how-doctors-tell-them-apart"), ("check",)],
    ids=lambda words: words[0],
)
def test_json_is_json(words: tuple[str, ...]) -> None:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.stderr
    assert isinstance(json.loads(result.stdout), dict)
    assert result.stderr == ""


def test_a_dash_sends_the_file_out_and_the_summary_to_the_side(tmp_path: Path) -> None:
    done = process(*BUILD, "-o", "-", cwd=tmp_path)
    assert done.stdout.startswith(b"%PDF-")
    assert done.stdout.rstrip().endswith(b"%%EOF")
    assert b"PDF/UA-1 and PDF/A-2a passed" in done.stderr
    done = process(*BUILD, "-o", "-", "--json", cwd=tmp_path)
    assert json.loads(done.stderr)["path"] == "-"
    assert process(*BUILD, "-o", "-", "--quiet", cwd=tmp_path).stderr == b""
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".pdf"] == []


@pytest.mark.parametrize(("suffix", "form"), [(".html", "html"), (".txt", "text")])
def test_the_suffix_says_the_format(suffix: str, form: str, tmp_path: Path) -> None:
    pytest.importorskip(f"handoutgen.render.{form}")
    result = run(*BUILD, "-o", f"mine{suffix}", "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["format"] == form
    assert "A germ in your nose." in (tmp_path / f"mine{suffix}").read_text(encoding="utf-8")
    assert run(*BUILD, "--format", form, "-q").exit_code == 0
    assert (tmp_path / f"{COMPARISON}{suffix}").exists()


def test_the_same_bytes_from_any_process(tmp_path: Path) -> None:
    digests = set()
    for index, seed in enumerate(("0", "1", "4242")):
        folder = tmp_path / f"folder{index}"
        folder.mkdir()
        environ = {
            "PYTHONHASHSEED": seed,
            "TZ": ("UTC", "Asia/Tokyo", "America/Los_Angeles")[index],
            "LC_ALL": ("C", "C.UTF-8", "POSIX")[index],
            # The last one starts without a cache and without a place for one.
            "XDG_CACHE_HOME": str(tmp_path / "cache") if index < 2 else "",
            "HOME": "" if index == 2 else str(tmp_path),
        }
        done = process(*BUILD, "-q", "-o", "x.pdf", environ=environ, cwd=folder)
        assert (done.returncode, done.stderr) == (0, b"")
        digests.add(sha256((folder / "x.pdf").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_the_cache_is_kept_where_the_user_keeps_caches(tmp_path: Path) -> None:
    files = set()
    for _ in range(2):  # and it may be deleted at any time
        assert run(*BUILD, "-q", "-o", "x.pdf").exit_code == 0
        files.add((tmp_path / "x.pdf").read_bytes())
        kept = list((tmp_path / "cache/handoutgen").iterdir())
        assert len(kept) > 1, "a library, and references"
        for file in kept:
            file.unlink()
    assert len(files) == 1


# --- failures ---


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        for words in (("list",), (*BUILD, "-o", "-")):
            done = process(*words, cwd=tmp_path, capture_output=False, stdout=writer, stderr=-1)
            assert (done.returncode, done.stderr.count(b"Traceback")) == (141, 0)
            assert b"Exception ignored" not in done.stderr
    finally:
        os.close(writer)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_standard_output(tmp_path: Path) -> None:
    for words in (("list",), (*BUILD, "-q", "-o", "-")):
        with Path("/dev/full").open("wb") as full:
            done = process(*words, cwd=tmp_path, capture_output=False, stdout=full, stderr=-1)
        assert done.returncode == ExitCode.CANNOT_WRITE
        assert done.stderr.startswith(b"error W004: standard output cannot be written")
        assert len(done.stderr.splitlines()) == 1


def test_a_standard_output_that_is_closed(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m handoutgen build {COMPARISON} -o - --workspace "{WORKSPACE}"'
    surroundings = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(
        ["sh", "-c", f"{command} >&-"], env=surroundings, cwd=tmp_path, stderr=subprocess.PIPE
    )
    assert done.returncode == ExitCode.CANNOT_WRITE
    assert done.stderr.startswith(b"error W005: standard output cannot be written")


def test_a_terminal_that_knows_few_characters(tmp_path: Path) -> None:
    environ = {"PYTHONIOENCODING": "latin-1"}
    done = process("show", "compare", "--workspace", str(WORKSPACE), environ=environ, cwd=tmp_path)
    assert done.returncode == 0
    assert b"2020;1:1\\u20132." in done.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((b"build", b"\xff\xfe"), 4),
        ((b"build", b"ms-vs-als", b"-s", b"\xff"), 4),
        ((b"build", b"ms-vs-als", b"--title", b"\xff"), 2),
        ((b"build", b"ms-vs-als", b"-o", b"\xff/x.pdf"), 5),
        ((b"build", b"\xff.yaml"), 2),
        ((b"show", b"\x1b[31m"), 4),
        ((b"build", b"a\nb"), 4),
    ],
)
def test_arguments_that_are_no_text(words: tuple[bytes, ...], code: int, tmp_path: Path) -> None:
    done = process(*words, cwd=tmp_path)  # type: ignore[arg-type]
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", 3, ":1:1: error C008"),
        (b"\xff\xfea\x00", 3, ":1:1: error C001: not UTF-8"),
        (b"description: \x00", 3, "error C003"),
        (b"- a\n- b\n", 3, ":1:1: error C008"),
        (b"a: &x [*x]\n", 3, "error C005"),
        (b"description: !!python/object:os.system x\n", 3, "error C005"),
        (b"description: x\ncomparison: [a\n", 3, "error C003"),
        (b"description: x\ncomparison: 7\n", 3, ":2:13: error C008"),
        (b"description: x\ncomparison: ms-vs-als\nsection: tests\n", 3, ":3:10: error C008"),
        (
            b"description: x\ncomparison: ms-vs-als\ntitle: 'a\xe2\x80\xaeb'\n",
            3,
            ":3:8: error C014",
        ),
        (b"[" * 100_000, 3, "error C00"),
        (b"x" * 1_000_001, 3, "error C002"),
    ],
)
def test_saved_handouts_that_are_none(content: bytes, code: int, said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    result = run("build", "./bad.yaml")
    assert result.exit_code == code, result.stderr
    assert said in result.stderr
    assert all(line.startswith("./bad.yaml") for line in result.stderr.splitlines()[:1])
    assert {p.name for p in tmp_path.iterdir()} == {"bad.yaml", "cache"}


def test_a_bug_is_called_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from handoutgen.content import library

    def fail(*_: object) -> None:
        raise LookupError("nobody thought of this")

    monkeypatch.setattr(library, "load_library", fail)
    result = run("list")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "this is a bug in handoutgen" in result.stderr
    assert "LookupError: nobody thought of this" in result.stderr
    assert "Traceback" not in result.stderr
    monkeypatch.setenv("HANDOUTGEN_DEBUG", "1")
    assert "Traceback" in run("list").stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 141),
        (OSError(errno.EIO, "Input/output error"), 5),
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), 2),  # from getcwd
        (PermissionError(errno.EACCES, "Permission denied", "name"), 1),
        (RecursionError(), 1),
        (MemoryError(), 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_end_has_its_code(
    error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handoutgen.content import library

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(library, "load_library", fail)
    result = run("list")
    assert result.exit_code == code
    assert "Traceback" not in result.stderr


def test_words_that_stand_everywhere_do_not_flood_the_terminal() -> None:
    result = run("trace", "MS")
    assert result.exit_code == 0
    *lines, last = result.stdout.splitlines()
    assert len(lines) == MANY
    every = json.loads(run("trace", "MS", "--json").stdout)["matches"]
    assert last == f"… and {len(every) - MANY} more: give more of the words."


def test_words_of_a_translation_are_followed_too() -> None:
    words = ("La EM no", "se convierte en ELA")
    assert run("trace", *words).exit_code == 4
    told = json.loads(run("trace", "--language", "es", *words, "--json").stdout)["matches"]
    assert "lead-ms-stays-ms" in {match["id"] for match in told}
    assert run("trace", "--language", "es", "--source", "nhs-ms").exit_code == 2


# --- names that lead elsewhere ---


@pytest.mark.parametrize("option", ["--style", "--template"])
@pytest.mark.parametrize("name", ["../x", "../styles/standard", "/etc/passwd", "..", "", "a\\b"])
def test_a_name_never_leads_out_of_its_folder(option: str, name: str, tmp_path: Path) -> None:
    result = run(*BUILD, option, name, "-o", str(tmp_path / "x.pdf"))
    assert result.exit_code == 3
    assert f"error T001: there is no {option[2:]} `{name}`" in result.stderr
    assert not (tmp_path / "x.pdf").exists()
