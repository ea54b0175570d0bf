"""An analyst uses the application in a browser: every screen, at two widths, one of them by keyboard alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from tests.browser.looks import objections

PATIENT = 60_000
"""Milliseconds for what a busy machine may take long over."""
REPORT = (
    "The European Union will raise its tariff on steel from India to 50 per cent "
    "on 1 April 2026, officials said. India called the step unfair."
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server of its own, with an empty cache."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "accord.cli.main", "serve", "--port", str(port)]
    cache = str(tmp_path_factory.mktemp("cache"))
    archive = str(tmp_path_factory.mktemp("archive") / "archive.sqlite")
    told = {**os.environ, "XDG_CACHE_HOME": cache, "ACCORD_ARCHIVE": archive}
    process = subprocess.Popen(command, env=told, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            with urlopen(f"{address}/health") as answer:
                assert answer.status == 200
            break
        except URLError:
            time.sleep(0.2)
    yield address
    process.terminate()
    process.wait(30)


@pytest.fixture(scope="module", params=[1280, 390])
def visitor(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """Return somebody who looks at pages of one width; what the server answers is kept from page to page."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, visitor: Any, server: str, heard: list[str]) -> Iterator[Any]:
    """Return a page that must say nothing on its console and ask nothing of any other machine."""
    opened = visitor.new_page()
    opened.set_default_timeout(PATIENT)
    opened.on("console", lambda message: heard.append(message.text))
    opened.on("pageerror", lambda error: heard.append(str(error)))
    opened.on(
        "request", lambda asked: None if asked.url.startswith((server, "data:")) else heard.append(asked.url)
    )
    yield opened
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    _keep_picture(opened, f"{request.node.originalname}-{opened.viewport_size['width']}")
    opened.close()
    assert heard == []


def _keep_picture(page: Any, name: str) -> None:
    """Keep a picture of the page where a folder for them is named."""
    if folder := os.environ.get("ACCORD_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def serious(page: Any) -> list[str]:
    page.wait_for_function("!document.querySelector('[aria-busy=true]') && !document.getAnimations().length")
    return [rule for rule, grave, _ in objections(page) if grave in {"serious", "critical"}]


def test_a_tariff_is_moved_by_keyboard_and_the_address_follows(page: Any, server: str) -> None:
    page.goto(f"{server}/tariff?goods=metals&against=world-year&rate=20")
    first = page.locator("#answer .strip").inner_text()
    page.locator("#slide").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageUp")
    rate = page.locator("#rate").input_value()
    page.locator(f"#answer[data-asked*='rate={rate}&']").wait_for()
    assert float(rate) > 21
    page.wait_for_url(f"**rate={rate}&**")
    page.locator("a[download='winners.csv']").wait_for()
    moved = page.locator("#answer .strip").inner_text()
    assert moved != first
    page.goto(page.url)
    assert page.locator("#answer .strip").inner_text() == moved
    assert serious(page) == []


def test_a_fault_stands_at_its_field(page: Any, server: str, heard: list[str]) -> None:
    """The page's status is 400, and Chromium says so on the console of itself; nothing else is said."""
    page.goto(f"{server}/duty?code=zork")
    assert "zork" in page.get_by_role("alert").inner_text()
    assert [message for message in heard if "status of 400" in message] == heard
    heard.clear()


def test_a_fault_while_moving_leaves_the_picture(page: Any, server: str, heard: list[str]) -> None:
    page.goto(f"{server}/supply?chain=silicon&supplier=TWN")
    told = page.locator("#supply-heading").inner_text()
    page.get_by_label("Who is removed").fill("Atlantis")
    page.get_by_label("Who is removed").press("Tab")
    assert "Atlantis" in page.get_by_role("alert").inner_text()
    assert page.locator("#supply-heading").inner_text() == told
    page.get_by_label("Who is removed").fill("Japan")
    page.get_by_label("Who is removed").press("Tab")
    answered(page, "supplier=Japan")
    assert page.get_by_role("alert").count() == 0
    assert [message for message in heard if "status of 400" in message] == heard
    heard.clear()


def test_without_script_every_form_answers_by_its_button(browser: Any, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(PATIENT)
    page.goto(f"{server}/tariff?goods=metals&against=world-year&rate=20")
    page.get_by_label("Duty, per cent").last.fill("33")
    page.get_by_role("button", name="Compute").click()
    page.wait_for_url("**rate=33&**")
    assert "At 33" in page.locator("#answer .lead").inner_text()
    page.goto(f"{server}/deal?disagreement=law:2026-01-14")
    page.get_by_label("no tariff on US industrial goods").check()
    page.get_by_role("button", name="Compute").click()
    page.wait_for_url("**on=in-industrial**")
    assert page.locator("#deal .big").count() == 4
    context.close()


def test_a_duty_is_found_by_a_word(page: Any, server: str) -> None:
    page.goto(f"{server}/duty")
    page.get_by_label("HS code or word").fill("T-shirts")
    page.get_by_role("button", name="Show").click()
    page.locator("#figure-history").wait_for()
    assert "T-shirts (HS 6109)" in page.locator("#duty-heading").inner_text()
    assert page.locator("#figure-layers").get_by_text("Ordinary tariff", exact=True).is_visible()
    assert serious(page) == []


def answered(page: Any, words: str) -> None:
    """Wait until the answer follows what the form holds."""
    page.locator(f"#answer[data-asked*='{words}']").wait_for()


def test_a_deal_is_put_together_card_by_card(page: Any, server: str) -> None:
    page.goto(f"{server}/deal?disagreement=law:2026-01-14")
    page.get_by_label("takes back everything added since 2025").check()
    answered(page, "on=us-all-added-off")
    one_sided = page.locator("#deal-heading").inner_text()
    page.get_by_label("no tariff on US industrial goods, minerals and fuels").check()
    answered(page, "on=in-industrial")
    assert "on=in-industrial" in page.url
    assert page.locator("#deal .big").count() == 4
    assert one_sided in ("Both sides gain", "One side would refuse")
    page.goto(page.url)
    assert page.get_by_label("takes back everything added since 2025").is_checked()
    assert serious(page) == []


def test_a_supplier_is_removed_by_a_click_on_the_picture(page: Any, server: str) -> None:
    page.goto(f"{server}/supply?chain=silicon")
    page.locator("svg.chart a[href*='TWN'] >> visible=true").first.click()
    page.locator("#hit").wait_for()
    assert "without Taiwan" in page.locator("#supply-heading").inner_text()
    assert page.locator("#supplier").input_value() == "TWN"
    assert serious(page) == []
    page.locator("svg.chart a >> visible=true").filter(has_text="Taiwan").first.click()
    page.get_by_text("Nobody is removed yet").wait_for()


def test_a_member_is_added_to_an_alliance(page: Any, server: str) -> None:
    page.goto(f"{server}/alliance?group=pax-silica&as_of=2026-01-14")
    page.get_by_label("Who joins").fill("India")
    page.get_by_role("button", name="Compute").click()
    answered(page, "add=India")
    assert "with India" in page.locator("#alliance-heading").inner_text()
    assert serious(page) == []


def test_discount_and_stranded_share_are_moved_against_the_duty(page: Any, server: str) -> None:
    page.goto(f"{server}/energy?discount=6&stranded=0.2")
    first = page.locator("#oil .strip").inner_text()
    page.locator("input[data-for=discount]").focus()
    page.keyboard.press("Home")
    answered(page, "discount=0&")
    assert page.locator("#oil .strip").inner_text() != first
    assert serious(page) == []


def test_reactors_follow_what_is_begun(page: Any, server: str) -> None:
    page.goto(f"{server}/energy/nuclear")
    first = page.locator("#nuclear .strip").inner_text()
    page.get_by_label("GW begun every year beyond what is planned").last.fill("4")
    answered(page, "begin=4&")
    assert page.locator("#nuclear .strip").inner_text() != first
    assert serious(page) == []


def test_a_reading_is_kept_and_found_in_the_archive(page: Any, server: str) -> None:
    page.goto(server)
    page.get_by_label("Paste a report").fill(REPORT)
    page.get_by_label("The report’s date").fill("2026-03-03")
    page.get_by_role("button", name="Read").click()
    page.get_by_role("button", name="Keep in the docket").click()
    page.get_by_label("Reports that hold").fill("steel")
    page.get_by_label("Due from").fill("2026-03-01")
    page.get_by_role("button", name="Compute").click()
    answered(page, "words=steel&since=2026-03-01")
    assert "1 report is kept" in page.locator("#docket").inner_text()
    assert "1 April 2026" in page.locator("#docket").inner_text()
    assert serious(page) == []


def test_a_deal_is_asked_by_keyboard_alone(page: Any, server: str) -> None:
    """From the first key: past the bar to the cards, one switched on, the answer heard, the link reached."""
    page.goto(f"{server}/deal?disagreement=law:2026-01-14")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type === 'checkbox'"):
            break
    page.keyboard.press("Space")
    card = page.evaluate("document.activeElement.value")
    answered(page, f"on={card}")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id === 'link'"):
            break
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert f"on={card}" in page.url
    assert page.locator(f"input[type=checkbox][value='{card}']").is_checked()


def test_a_report_is_read_settled_and_briefed(page: Any, server: str) -> None:
    page.goto(server)
    page.get_by_label("Paste a report").fill(REPORT)
    page.get_by_label("The report’s date").fill("2026-03-03")
    page.get_by_role("button", name="Read").click()
    page.locator(".doc").wait_for()
    assert serious(page) == []
    page.get_by_role("button", name="Brief with this reading").click()
    page.locator("#made section").first.wait_for()
    page.get_by_role("button", name="Stop").click()
    assert "Stopped" in page.locator("h1").inner_text()
    assert "stopped as asked" in page.get_by_role("alert").inner_text().lower()
