"""A headless Chromium that can reach nothing but files, and the handouts it looks at."""

import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from web.serving import Served, served

from handoutgen.assets import Assets
from handoutgen.build import build
from handoutgen.content.library import load_library
from handoutgen.selection import HandoutRequest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

_SWITCHES = (
    "--headless=new",
    "--no-sandbox",  # a container's root has no user namespaces
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--proxy-server=127.0.0.1:9",  # the discard port: whatever is asked for fails
)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Chrome"]:
    """One Chromium for all tests; skips when this machine has none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("needs chromium and chromedriver (Debian: chromium chromium-driver)")
    webdriver = pytest.importorskip("selenium.webdriver")
    service = pytest.importorskip("selenium.webdriver.chrome.service")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    profile = tmp_path_factory.mktemp("profile")
    for switch in (*_SWITCHES, f"--user-data-dir={profile}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=service.Service(driver))
    try:
        yield chrome
    finally:
        chrome.quit()


@pytest.fixture
def complaints(browser: "Chrome") -> Callable[[], list[dict[str, Any]]]:
    """What the browser complained of since its log was last read.

    Its remarks for information are no complaints: on a busy machine Chromium takes its own file or
    loopback for a slow network and says that another font is shown meanwhile.
    """
    return lambda: [entry for entry in browser.get_log("browser") if entry["level"] != "INFO"]


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, from a package that carries it; the package itself is not run."""
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("needs axe-core: install axe-playwright-python")
    return (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session", params=["default", "all-sections"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a handout's HTML file."""
    assets = Assets.find()
    library = load_library(assets)
    sections = tuple(library.sections["ms-vs-als"]) if request.param == "all-sections" else ()
    made = build(HandoutRequest("ms-vs-als", section=sections), "html", library, assets)
    path = tmp_path_factory.mktemp("html") / f"{request.param}.html"
    path.write_bytes(made.content)
    return path.as_uri()


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "workspace").mkdir()
    with served(folder, "--workspace", str(folder / "workspace")) as running:
        yield running
