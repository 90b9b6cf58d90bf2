"""The page on screens of every size: what one needs is in sight, and nothing lies over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.watching import START, changed, focus, order, press, run, show, until
from web.serving import Served

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytest.importorskip("selenium")
from selenium.webdriver.common.keys import Keys

WIDE = "return document.documentElement.scrollWidth"
PANES = "return ['look', 'what', 'see'].filter(id => document.getElementById(id).offsetHeight)"


def height(browser: Chrome, width: int, height: int) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def tab(browser: Chrome, name: str) -> None:
    run(browser, f"document.querySelector('.tabs a[href=\"#{name}\"]').click()")


@pytest.mark.parametrize("size", [(1366, 625), (1280, 720), (1024, 700), (768, 900)])
def test_print_and_download_are_in_sight_without_scrolling(
    browser: Chrome, clinic: Served, size: tuple[int, int]
) -> None:
    show(browser, clinic.url + START)
    height(browser, *size)
    for name in ("print", "pdf"):
        box = browser.find_element("id", name).rect
        assert box["height"] > 0
        assert 0 <= box["y"] <= size[1] - box["height"], name
    assert run(browser, WIDE) <= size[0]


@pytest.mark.parametrize("width", [760, 900, 1100])
def test_between_telephone_and_desk_the_sheet_stays_beside_what_is_picked(
    browser: Chrome, clinic: Served, width: int
) -> None:
    show(browser, clinic.url + START, width)
    assert run(browser, PANES) == ["what", "see"]
    sheet, list_ = browser.find_element("id", "see").rect, browser.find_element("id", "what").rect
    assert sheet["x"] >= list_["x"] + list_["width"] - 1
    tab(browser, "look")
    assert run(browser, PANES) == ["look", "see"]
    changed(browser, lambda: run(browser, "document.getElementById('style-large-print').click()"))
    tab(browser, "what")
    assert run(browser, PANES) == ["what", "see"]
    assert run(browser, WIDE) <= width


def test_without_scripts_between_telephone_and_desk_all_is_there(
    browser: Chrome, clinic: Served
) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        show(browser, clinic.url + START, 900)
        assert all(browser.find_element("id", name).is_displayed() for name in ("look", "what"))
        assert browser.find_element("id", "pdf").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_what_has_the_focus_on_a_telephone_is_not_covered(browser: Chrome, clinic: Served) -> None:
    """WCAG 2.2, success criterion 2.4.11."""
    show(browser, clinic.url + START, 390)
    covered = (
        "const e = document.activeElement, box = (e.closest('label') ?? e).getBoundingClientRect();"
        "const dock = document.getElementById('dock'), tabs = document.querySelector('.tabs');"
        "if (e === document.body || e.closest('.skip, .dock, .tabs, .bar')) return '';"
        "return box.top >= dock.getBoundingClientRect().top - 1"
        " || box.bottom <= tabs.getBoundingClientRect().bottom ? e.id || e.outerHTML : ''"
    )
    seen = []
    for name in ("what", "look", "see"):
        tab(browser, name)
        run(browser, "document.activeElement.blur()")
        for _ in range(75):
            press(browser, Keys.TAB)
            seen.append(run(browser, covered))
    assert set(seen) == {""}


# --- a telephone ---


def test_a_telephone_has_the_other_language_and_keeps_what_is_typed(
    browser: Chrome, clinic: Served
) -> None:
    try:
        show(browser, clinic.url + START, 390)
        tab(browser, "look")
        changed(browser, lambda: (focus(browser, "note"), press(browser, "Come at nine.")))
        focus(browser, "name")
        press(browser, "First visit")
        browser.find_element("css selector", ".bar button[lang=es]").click()
        until(lambda: run(browser, "return document.documentElement.lang") == "es")
        assert run(browser, "return document.getElementById('note').value") == "Come at nine."
        assert run(browser, "return document.getElementById('name').value") == "First visit"
        assert order(browser)[0] == "at-a-glance"
        # To load it again asks for nothing, and the note is not in the address.
        assert browser.current_url.startswith(clinic.url + "/pick/ms-vs-als?section=at-a-glance")
        assert "nine" not in browser.current_url
        assert "words=" not in browser.current_url
    finally:
        browser.delete_all_cookies()


@pytest.mark.parametrize("language", ["en", "es"])
def test_on_a_telephone_nothing_sticks_out_where_it_does_not_fit(
    browser: Chrome, clinic: Served, language: str
) -> None:
    try:
        unfit = "/pick/ms-vs-als?section=symptoms&section=see-a-doctor&layout=poster&words="
        show(browser, clinic.url + unfit + language, 390)
        run(browser, "document.getElementById('dock-see').click()")
        assert run(browser, PANES) == ["see"]
        assert run(browser, WIDE) <= 390
        dock = browser.find_element("id", "dock-see").rect
        assert dock["width"] > 300
    finally:
        browser.delete_all_cookies()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_link_to_a_pick_is_copied_and_told(browser: Chrome, clinic: Served, width: int) -> None:
    show(browser, clinic.url + START, width)
    focus(browser, "note")
    changed(browser, lambda: run(browser, "document.getElementById('s-mood').click()"))
    if width == 390:
        tab(browser, "see")
    # A headless window has no clipboard to read: what the page hands over is looked at instead.
    run(
        browser,
        "Object.defineProperty(navigator, 'clipboard', {configurable: true,"
        " value: {writeText: async (text) => { window.copied = text; }}});"
        "[...document.querySelectorAll('.copy')].find(e => e.checkVisibility()).click();",
    )
    until(lambda: "copied" in browser.find_element("id", "notice").text)
    copied = run(browser, "return window.copied")
    assert copied.startswith(clinic.url + "/pick/ms-vs-als?section=")
    assert "section=mood" in copied
    assert browser.current_url == copied


@pytest.mark.parametrize("layout", ["handout", "leaflet"])
@pytest.mark.parametrize("width", [1280, 1920])
def test_a_page_is_never_shown_larger_than_it_was_drawn(
    browser: Chrome, clinic: Served, width: int, layout: str
) -> None:
    show(browser, f"{clinic.url}/pick/ms-vs-als?layout={layout}", width)
    image = "const i = document.querySelector('#stage img'); return i.complete && i.naturalWidth"
    until(lambda: run(browser, image))
    # What `naturalWidth` says is scaled by `sizes`: the file itself is asked how wide it is.
    drawn = browser.execute_async_script(
        "const done = arguments[0], i = new Image(); i.onload = () => done(i.naturalWidth);"
        "i.src = document.querySelector('#stage img').currentSrc;"
    )
    shown = run(browser, "return document.querySelector('#stage img').clientWidth")
    assert drawn >= shown
