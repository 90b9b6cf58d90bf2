"""Looking at a page in a browser, pressing keys, and waiting for what has to happen."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
START = (
    "/pick/ms-vs-als?section=at-a-glance&section=symptoms&section=when-to-call"
    "&section=questions-to-ask"
)


def show(browser: Chrome, address: str, width: int = 1280, scheme: str = "light") -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(address)


def run(browser: Chrome, script: str, *arguments: Any) -> Any:
    return browser.execute_script(script, *arguments)


def until(condition: Callable[[], Any], seconds: float = 60) -> Any:
    """Wait for something that has to happen; how fast is not the matter here."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
    return found


def picture(browser: Chrome) -> str:
    source: str = run(
        browser, "const i = document.querySelector('#stage img'); return i ? i.src : ''"
    )
    return source


def changed(browser: Chrome, act: Callable[[], Any]) -> str:
    """Do something, and wait until the first page shows another picture, fully loaded."""
    before = picture(browser)
    act()
    until(lambda: picture(browser) not in ("", before))
    until(lambda: run(browser, "return document.querySelector('#stage img').complete"))
    return picture(browser)


def order(browser: Chrome) -> list[str]:
    found: list[str] = run(
        browser, "return [...document.querySelectorAll('#order li input')].map(i => i.value)"
    )
    return found


def focused(browser: Chrome) -> str:
    identity: str = run(browser, "return document.activeElement.id")
    return identity


def press(browser: Chrome, *keys: str) -> None:
    browser.switch_to.active_element.send_keys(*keys)


def focus(browser: Chrome, identity: str) -> None:
    run(browser, "document.getElementById(arguments[0]).focus()", identity)


def violations(browser: Chrome, axe: str) -> list[Any]:
    browser.execute_script(axe)
    found = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "const options = {runOnly: arguments[0], rules: {'target-size': {enabled: true}}};"
        "axe.run(document, options).then(done, e => done({error: String(e)}));",
        TAGS,
    )
    assert "error" not in found, found
    return [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def download(browser: Chrome, button: str, folder: Path) -> bytes:
    where = {"behavior": "allow", "downloadPath": str(folder)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", where)
    run(browser, "document.getElementById(arguments[0]).click()", button)
    finished = until(lambda: [f for f in folder.iterdir() if f.suffix in (".pdf", ".html")])
    return bytes(finished[0].read_bytes())
