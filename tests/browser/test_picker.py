"""The clinic's page in a real browser: pick, order, look, save, take away; and who can use it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from browser.watching import (
    START,
    changed,
    download,
    focus,
    focused,
    order,
    picture,
    press,
    run,
    show,
    until,
    violations,
)
from web.serving import Served

from handoutgen.verdict import validate_pdf

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytest.importorskip("selenium")
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.keys import Keys

PAGES = {
    "library": "/",
    "search": "/?q=swallow",
    "picker": START,
    "sensitive": START + "&sensitive=on",
    "refused": "/pick/ms-vs-als?section=symptoms&layout=cards&style=large-print&section=gone",
    "unfit": "/pick/ms-vs-als?section=symptoms&section=see-a-doctor&layout=poster",
    "leaflet": "/pick/ms-vs-als?section=call-in-short&layout=leaflet",
    "programs": "/api",
    "problem": "/handout/nowhere",
}


# --- for everybody ---


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(
    browser: Chrome, axe: str, clinic: Served, name: str, width: int, scheme: str
) -> None:
    show(browser, clinic.url + PAGES[name], width, scheme)
    seen = violations(browser, axe)
    if name == "picker" and width == 390:
        for tab in ("look", "see"):
            run(browser, f"document.querySelector('.tabs a[href=\"#{tab}\"]').click()")
            seen += violations(browser, axe)
    assert seen == []
    assert run(browser, "return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["library", "picker", "sensitive", "unfit", "programs", "problem"])
def test_axe_finds_no_violation_in_spanish(
    browser: Chrome, axe: str, clinic: Served, name: str, width: int
) -> None:
    address = PAGES[name] + ("&" if "?" in PAGES[name] else "?") + "words=es"
    try:
        show(browser, clinic.url + address, width)
        assert run(browser, "return document.documentElement.lang") == "es"
        assert violations(browser, axe) == []
        assert run(browser, "return document.documentElement.scrollWidth") <= width
        cut = (
            "return [...document.querySelectorAll('h1, h2, label span, button, a, dt')]"
            ".filter(e => e.checkVisibility() && !e.closest('.vh') && !e.matches('.vh')"
            " && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1"
            " && getComputedStyle(e).display != 'inline').map(e => e.outerHTML)"
        )
        assert run(browser, cut) == []
    finally:
        browser.delete_all_cookies()


def test_the_sheet_changes_its_language_and_the_page_its_own(
    browser: Chrome, clinic: Served
) -> None:
    try:
        show(browser, clinic.url + START + "&words=es")
        changed(browser, lambda: run(browser, "document.getElementById('language-es').click()"))
        assert focused(browser) in ("language-es", "")
        assert "language=es" in until(
            lambda: run(
                browser, "return location.search.includes('language=es') && location.search"
            )
        )
        said = "return document.getElementById('said').textContent"
        assert "páginas" in run(browser, said)
        run(browser, "document.querySelector('.order .step').click()")
        assert run(browser, said) == "Ya es la primera."
        run(browser, "document.querySelector('button[form=pick][lang=en]').click()")
        until(lambda: run(browser, "return document.documentElement.lang") == "en")
        assert run(browser, "return document.querySelector('#language-es').checked")
    finally:
        browser.delete_all_cookies()


def test_nothing_is_asked_of_anybody_else(
    browser: Chrome, complaints: Callable[[], list[dict[str, Any]]], clinic: Served
) -> None:
    show(browser, clinic.url + START)
    changed(browser, lambda: run(browser, "document.getElementById('s-mood').click()"))
    assert complaints() == []
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [
        e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"
    ]
    assert len(asked) > 5
    assert all(url.startswith(clinic.url) for url in asked), asked


def test_the_sheet_stays_white_in_the_dark(browser: Chrome, clinic: Served) -> None:
    show(browser, clinic.url + START, scheme="dark")
    until(lambda: run(browser, "return document.querySelector('#stage img').complete"))
    colour = run(
        browser,
        "const c = document.createElement('canvas'); c.width = c.height = 1;"
        "const x = c.getContext('2d'); x.drawImage(document.querySelector('#stage img'), 0, 0);"
        "return [...x.getImageData(0, 0, 1, 1).data]",
    )
    assert colour == [255, 255, 255, 255]


# --- with the keyboard alone ---


def test_pick_and_order_by_keyboard_and_see_the_sheet_follow(
    browser: Chrome, clinic: Served
) -> None:
    show(browser, clinic.url + START)
    assert order(browser) == ["at-a-glance", "symptoms", "when-to-call", "questions-to-ask"]
    pages = run(browser, "return document.querySelectorAll('#stage img').length")

    focus(browser, "s-treatment")
    changed(browser, lambda: press(browser, Keys.SPACE))
    assert focused(browser) == "s-treatment"
    assert order(browser)[2] == "treatment"
    assert run(browser, "return document.querySelectorAll('#stage img').length") > pages
    assert "sources" in run(browser, "return document.getElementById('said').textContent")

    focus(browser, "down-at-a-glance")
    changed(browser, lambda: press(browser, Keys.ENTER))
    assert focused(browser) == "down-at-a-glance"
    assert order(browser)[:2] == ["symptoms", "at-a-glance"]
    said = run(browser, "return document.getElementById('said').textContent")
    assert "How do they compare at a glance? is now 2 of 5." in said

    changed(browser, lambda: press(browser, Keys.ALT, Keys.ARROW_DOWN))
    assert order(browser)[2] == "at-a-glance"
    assert focused(browser) == "down-at-a-glance"

    browser.refresh()
    assert order(browser)[2] == "at-a-glance"
    assert run(browser, "return document.getElementById('s-treatment').checked")


def test_a_section_is_left_out_from_the_order_by_keyboard(browser: Chrome, clinic: Served) -> None:
    show(browser, clinic.url + START)
    focus(browser, "out-symptoms")
    changed(browser, lambda: press(browser, Keys.ENTER))
    assert order(browser) == ["at-a-glance", "when-to-call", "questions-to-ask"]
    assert not run(browser, "return document.getElementById('s-symptoms').checked")
    assert focused(browser) == "out-when-to-call"
    said = run(browser, "return document.getElementById('said').textContent")
    assert said.startswith("How do the symptoms compare? is left out.")
    for name in ("when-to-call", "questions-to-ask", "at-a-glance"):
        assert focused(browser) == f"out-{name}"
        press(browser, Keys.ENTER)
        until(lambda gone=name: f"section={gone}" not in browser.current_url)
    assert focused(browser) == "what"
    assert order(browser) == []
    assert "Nothing is picked yet." in browser.find_element("id", "order").text


def test_every_control_can_be_reached_with_tab(browser: Chrome, clinic: Served) -> None:
    show(browser, clinic.url + START)
    seen = set()
    for _ in range(150):
        press(browser, Keys.TAB)
        seen.add(run(browser, "const e = document.activeElement; return e.id || e.name || ''"))
    assert {"layout-handout", "style-standard", "wording", "note", "name", "save"} <= seen
    assert {"s-mood", "sensitive", "duplex", "binding", "paper-letter"} <= seen
    assert {"up-symptoms", "stage", "print", "pdf", "link"} <= seen


def test_sensitive_sections_take_a_choice_of_their_own(browser: Chrome, clinic: Served) -> None:
    show(browser, clinic.url + START)
    shown = "return document.getElementById('s-outlook').closest('.behind').offsetHeight > 0"
    assert not run(browser, shown)
    focus(browser, "sensitive")
    press(browser, Keys.SPACE)
    until(lambda: run(browser, shown))
    until(lambda: "sensitive=on" in browser.current_url)
    assert focused(browser) == "sensitive"
    focus(browser, "s-outlook")
    changed(browser, lambda: press(browser, Keys.SPACE))
    assert "outlook" in order(browser)
    focus(browser, "sensitive")
    changed(browser, lambda: press(browser, Keys.SPACE))
    assert "outlook" not in order(browser)


def test_sections_can_be_dragged(browser: Chrome, clinic: Served) -> None:
    show(browser, clinic.url + START)

    def drag() -> None:
        # The events that a mouse makes; a headless window moves no real one.
        run(
            browser,
            "const [from, , to] = document.querySelectorAll('#order li');"
            "const box = to.getBoundingClientRect();"
            "const data = new DataTransfer();"
            "const fire = (on, type, y) => on.dispatchEvent(new DragEvent(type,"
            "  {bubbles: true, cancelable: true, dataTransfer: data, clientY: y}));"
            "fire(from, 'dragstart', 0); fire(to, 'dragover', box.bottom - 2);"
            "fire(to, 'drop', box.bottom - 2); fire(from, 'dragend', 0);",
        )

    changed(browser, drag)
    assert order(browser) == ["symptoms", "when-to-call", "at-a-glance", "questions-to-ask"]


# --- layouts ---


def test_layouts_by_keyboard_bring_their_sections_and_keep_the_focus(
    browser: Chrome, clinic: Served
) -> None:
    show(browser, clinic.url + "/pick/ms-vs-als")
    focus(browser, "layout-handout")
    changed(browser, lambda: press(browser, Keys.ARROW_RIGHT))
    assert focused(browser) == "layout-one-page"
    assert order(browser) == ["in-short"]
    assert run(browser, "return document.getElementById('s-in-short').checked")
    changed(browser, lambda: run(browser, "document.getElementById('layout-poster').click()"))
    assert order(browser) == ["on-the-wall", "see-a-doctor"]
    assert run(browser, "return document.getElementById('style-large-print').disabled")
    assert not run(browser, "return document.getElementById('binding')")
    focus(browser, "layout-poster")
    press(browser, Keys.ARROW_RIGHT)
    until(lambda: focused(browser) == "layout-cards")
    until(lambda: "layout=cards" in browser.current_url)
    # What somebody picks stays.
    changed(browser, lambda: run(browser, "document.getElementById('s-mood').click()"))
    picked = order(browser)
    changed(browser, lambda: run(browser, "document.getElementById('layout-handout').click()"))
    assert order(browser) == picked
    again = browser.find_element("css selector", "#order .again")
    changed(browser, lambda: again.send_keys(Keys.ENTER))
    assert len(order(browser)) == 9
    assert focused(browser) == "what"


def test_one_click_keeps_what_fits_and_the_note(browser: Chrome, clinic: Served) -> None:
    show(browser, clinic.url + PAGES["unfit"])
    assert picture(browser) == ""
    run(browser, "document.getElementById('note').value = 'Come at nine.'")
    keep = browser.find_element("css selector", ".ways [name=fit]")
    assert keep.text == "Keep what fits"
    keep.send_keys(Keys.ENTER)
    until(lambda: picture(browser))
    assert order(browser) == ["see-a-doctor"]
    assert focused(browser) == "see"
    assert "Left out" in run(browser, "return document.getElementById('said').textContent")
    assert not run(browser, "return document.getElementById('s-symptoms').checked")
    assert run(browser, "return document.getElementById('note').value") == "Come at nine."
    assert "fit=" not in browser.current_url


def test_a_leaflet_has_an_outside_and_an_inside(browser: Chrome, clinic: Served) -> None:
    show(browser, clinic.url + PAGES["leaflet"])
    at = "return document.getElementById('at').textContent"
    assert run(browser, at) == "Outside, side 1"
    run(browser, "document.getElementById('page-on').click()")
    until(lambda: run(browser, at) == "Inside, side 2")
    size = run(browser, "const i = document.querySelector('#stage img'); return i.width / i.height")
    assert size == pytest.approx(11 / 8.5, abs=0.02)


# --- notes, saving, taking away ---


def test_the_note_prints_and_is_in_no_address(
    browser: Chrome, clinic: Served, tmp_path: Path
) -> None:
    show(browser, clinic.url + START)
    focus(browser, "note")
    changed(browser, lambda: press(browser, "Bring your glasses."))
    assert focused(browser) == "note"
    assert "glasses" not in browser.current_url
    assert "glasses" not in run(browser, "return document.getElementById('link').href")
    kept = run(browser, "return JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "glasses" not in kept
    content = download(browser, "pdf", tmp_path)
    assert validate_pdf(content).pages > 1
    with pypdfium2.PdfDocument(content) as pdf:
        assert "Bring your glasses." in pdf[0].get_textpage().get_text_bounded()
    # And what was pressed last does not change where the next change goes.
    changed(browser, lambda: run(browser, "document.getElementById('s-mood').click()"))


def test_save_reload_and_be_told_when_the_name_is_taken(browser: Chrome, clinic: Served) -> None:
    show(browser, clinic.url + START)
    focus(browser, "down-symptoms")
    changed(browser, lambda: press(browser, Keys.ENTER))
    picked = order(browser)
    focus(browser, "name")
    press(browser, "First visit, short", Keys.ENTER)
    saved = until(lambda: run(browser, "return document.querySelector('#saved a')?.href"))
    assert saved == clinic.url + "/handout/first-visit-short"
    run(browser, "document.getElementById('save').click()")
    until(lambda: "U051" in run(browser, "return document.getElementById('saved').textContent"))
    show(browser, saved)
    assert order(browser) == picked


def test_print_opens_the_dialog_with_the_sheet(browser: Chrome, clinic: Served) -> None:
    show(browser, clinic.url + START)
    run(
        browser,
        "const frame = document.getElementById('printer');"
        "frame.addEventListener('load', () => {"
        "  const print = () => { window.printed = frame.contentDocument.contentType };"
        "  frame.contentWindow.print = print;"
        "}, {capture: true}); document.getElementById('print').click();",
    )
    assert until(lambda: run(browser, "return window.printed")) == "application/pdf"


# --- without JavaScript ---


def _headings(browser: Chrome) -> list[str]:
    """The headings in their order, or none while another page takes the place of this one."""
    try:
        return [item.text for item in browser.find_elements("css selector", "#order li b")]
    except StaleElementReferenceException:
        return []


def test_from_pick_to_pdf_without_javascript(
    browser: Chrome, clinic: Served, tmp_path: Path
) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        show(browser, clinic.url + "/pick/ms-vs-als?section=at-a-glance&section=when-to-call")
        by_id = lambda name: browser.find_element("id", name)  # noqa: E731
        by_id("s-symptoms").find_element("xpath", "..").click()
        browser.find_element("css selector", ".nojs button").click()
        until(lambda: _headings(browser)[1:2] == ["How do the symptoms compare?"])
        by_id("up-symptoms").click()
        until(lambda: _headings(browser)[:1] == ["How do the symptoms compare?"])
        by_id("out-at-a-glance").click()
        until(lambda: len(_headings(browser)) == 2)
        assert not by_id("s-at-a-glance").is_selected()
        where = {"behavior": "allow", "downloadPath": str(tmp_path)}
        browser.execute_cdp_cmd("Browser.setDownloadBehavior", where)
        by_id("pdf").click()
        files = until(lambda: list(tmp_path.glob("*.pdf")))
        assert validate_pdf(files[0].read_bytes()).pages >= 3
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


# --- from a search ---


@pytest.mark.parametrize("width", [1280, 390])
def test_a_section_that_a_search_found_is_where_one_goes_on(
    browser: Chrome, clinic: Served, width: int
) -> None:
    show(browser, clinic.url + "/?q=swallow", width)
    browser.find_element("css selector", ".hits a").click()
    until(lambda: focused(browser) == "s-swallowing")
    box = run(
        browser,
        "const box = document.activeElement.closest('label').getBoundingClientRect();"
        "const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);"
        "return found.closest('label')?.querySelector('input').id",
    )
    assert box == "s-swallowing"
    changed(browser, lambda: press(browser, Keys.SPACE))
    assert "swallowing" in order(browser)
