"""A built wheel works by itself, from any folder, without the checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `handoutgen` command of a wheel, installed into an environment of its own.

    The dependencies come from the environment that runs the tests, so no registry is asked; a
    folder named in a .pth file does not have its own .pth files read, so the editable install
    of the checkout stays out of sight.
    """
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    wheel = next(folder.glob("handoutgen-*.whl"))
    place = folder / "environment"
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    subprocess.run(
        [*pip, "--python", str(python), "install", "--no-deps", str(wheel)],
        check=True,
        capture_output=True,
    )
    site = next((place / "lib").glob("python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return place / "bin" / "handoutgen"


def test_the_command_of_a_wheel_builds_a_handout_in_any_folder(
    installed: Path, tmp_path: Path
) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    made = subprocess.run(
        [str(installed), "build", "waiting-room"],
        cwd=tmp_path,
        env=environment | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert "PDF/UA-1 and PDF/A-2a passed" in made.stdout
    assert (tmp_path / "waiting-room.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_the_wheel_carries_its_assets_and_not_the_checkouts(installed: Path) -> None:
    code = "import handoutgen.assets as a; print(a.bundled_root())"
    python = installed.parent / "python"
    said = subprocess.run(
        [str(python), "-c", code], cwd="/", capture_output=True, text=True, check=True
    )
    root = Path(said.stdout.strip())
    assert root.name == "_assets"
    assert (root / "data" / "fonts" / "OFL.txt").is_file()
    assert not str(root).startswith(str(ROOT))
    page = root.parent / "web"
    assert (page / "static" / "HTMX-LICENSE.txt").is_file()
    assert (page / "templates" / "picker.html.j2").is_file()
