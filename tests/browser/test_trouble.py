"""The picker when the server is gone, busy, or asks who this is: it says so where one looks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.watching import START, changed, focus, order, picture, press, run, show, until
from web.serving import Served, served

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytest.importorskip("selenium")
from selenium.webdriver.common.keys import Keys


def notice(browser: Chrome) -> str:
    """What the page tells where everybody sees it."""
    text: str = browser.find_element("id", "notice").text
    return text


@pytest.mark.parametrize("width", [1280, 390])
def test_a_server_that_is_gone_is_told_in_sight_and_nothing_is_lost(
    browser: Chrome, tmp_path: Path, width: int
) -> None:
    with served(tmp_path) as short_lived:
        show(browser, short_lived.url + START, width)
        until(lambda: run(browser, "return document.documentElement.classList.contains('js')"))
        assert notice(browser) == ""
    run(browser, "document.getElementById('s-mood').click()")
    until(lambda: "does not answer" in notice(browser))
    assert "does not answer" in run(browser, "return document.getElementById('said').textContent")
    assert picture(browser) != ""
    box = browser.find_element("id", "notice").rect
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_after_a_restart_the_token_is_asked_for_and_the_pick_is_kept(
    browser: Chrome, tmp_path: Path
) -> None:
    everywhere = "0.0.0.0"  # noqa: S104 - for a test, with a token
    try:
        with served(tmp_path, "--host", everywhere) as guarded:
            token = re.findall(r"browser: (\S+)", guarded.said)[0]
            show(browser, guarded.url + START)
            press(browser, token, Keys.ENTER)
            until(lambda: browser.find_elements("id", "pick"))
            assert order(browser)[0] == "at-a-glance"
            # What a restart does: the cookie is of the run before.
            browser.delete_all_cookies()
            run(browser, "document.getElementById('s-mood').click()")
            until(lambda: "started again" in notice(browser))
            assert picture(browser) != ""
            link = browser.find_element("css selector", "#notice a")
            assert link.get_attribute("target") == "_blank"
            page = browser.current_window_handle
            link.send_keys(Keys.ENTER)
            until(lambda: len(browser.window_handles) == 2)
            browser.switch_to.window(next(w for w in browser.window_handles if w != page))
            until(lambda: browser.find_elements("id", "token"))
            press(browser, token, Keys.ENTER)
            until(lambda: browser.find_elements("id", "pick"))
            browser.close()
            browser.switch_to.window(page)
            changed(browser, lambda: run(browser, "document.getElementById('s-tests').click()"))
            assert {"mood", "tests"} <= set(order(browser))
            assert notice(browser) == ""
    finally:
        browser.delete_all_cookies()


def test_what_saving_says_is_in_sight(browser: Chrome, clinic: Served) -> None:
    show(browser, clinic.url + START)
    focus(browser, "name")
    press(browser, Keys.ENTER)
    until(lambda: "U048" in browser.find_element("id", "saved").text)
    run(browser, "return document.getElementById('saved').textContent")
    seen = (
        "const said = document.getElementById('saved').getBoundingClientRect();"
        "const column = document.getElementById('look').getBoundingClientRect();"
        "return said.bottom <= column.bottom && said.top >= column.top"
    )
    until(lambda: run(browser, seen))
