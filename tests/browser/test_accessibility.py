"""The HTML handout in a real browser: axe-core finds nothing, nothing is cut or fetched."""

import json
from base64 import b64decode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

PHONE, DESKTOP = 390, 1280
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def show(browser: "Chrome", page: str, width: int) -> None:
    """The page in a window of that width, as a phone shows it if it is narrow."""
    size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(page)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_no_violation(browser: "Chrome", axe: str, page: str, width: int) -> None:
    show(browser, page, width)
    browser.execute_script(axe)
    found: dict[str, Any] = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "const options = {runOnly: arguments[0], rules: {'target-size': {enabled: true}}};"
        "axe.run(document, options).then(done, e => done({error: String(e)}));",
        _TAGS,
    )
    assert "error" not in found, found
    seen = [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert seen == []
    passed = {rule["id"] for rule in found["passes"]}
    assert {"color-contrast", "link-in-text-block", "list"} <= passed


def test_each_figure_is_told_once(browser: "Chrome", page: str) -> None:
    show(browser, page, DESKTOP)
    nodes = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    figures = [n for n in nodes if not n["ignored"] and n["role"]["value"] == "image"]
    assert len(figures) >= 3
    for figure in figures:
        assert len(figure["name"]["value"]) > 40
        assert not figure.get("description", {}).get("value")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_nothing_is_logged_or_fetched(
    browser: "Chrome", complaints: Callable[[], list[dict[str, Any]]], page: str, width: int
) -> None:
    show(browser, page, width)
    ready = "document.fonts.ready.then(fonts => arguments[0](fonts.status))"
    assert browser.execute_async_script(ready) == "loaded"
    faces = "return [...document.fonts].filter(f => f.status == 'loaded').length"
    assert browser.execute_script(faces) == 2
    assert complaints() == []
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    ]
    assert [url for url in asked if not url.startswith("data:")] == [page]


def test_a_phone_never_scrolls_sideways(browser: "Chrome", page: str) -> None:
    show(browser, page, PHONE)
    assert browser.execute_script("return innerWidth") == PHONE
    assert browser.execute_script("return document.documentElement.scrollWidth") == PHONE
    beyond = browser.execute_script(
        "return [...document.querySelectorAll('body *:not(thead, thead *)')]"
        ".filter(e => e.getBoundingClientRect().right > innerWidth + .5).map(e => e.outerHTML)"
    )
    assert beyond == []


def test_lines_of_text_are_short_on_a_wide_screen(browser: "Chrome", page: str) -> None:
    show(browser, page, DESKTOP)
    widest = browser.execute_script(
        "const ruler = document.createElement('span'); ruler.style.cssText ="
        "'position: absolute; width: 70ch'; document.querySelector('main').append(ruler);"
        "const most = ruler.offsetWidth; ruler.remove();"
        "return [...document.querySelectorAll('main p')].filter(p => p.offsetWidth > most).length"
    )
    assert widest == 0


def test_the_print_repeats_edition_and_says_every_word(browser: "Chrome", page: str) -> None:
    show(browser, page, DESKTOP)
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})
    with pypdfium2.PdfDocument(b64decode(printed["data"])) as pdf:
        texts = [pdf[n].get_textpage().get_text_bounded() for n in range(len(pdf))]
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert "Edition " in text
    shown = browser.execute_script(
        "document.querySelectorAll('main svg').forEach(svg => svg.remove());"
        "return document.querySelector('main').innerText"
    )
    # Other words may be broken at the end of a line.
    missing = set(shown.split()) - set(" ".join(texts).split())
    assert {word for word in missing if word.isalpha()} == set()
