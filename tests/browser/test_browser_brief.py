"""A reader opens the briefing of the bundled dispatch in a browser without a network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.looks import objections
from typer.testing import CliRunner

from accord.cli.main import app

SECTIONS = ("answer", "read", "scenarios", "world", "limits", "sources", "record")

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(dispatch: Path) -> Path:
    """The briefing of the dispatch; four draws give intervals as forty do."""
    return dispatch


@pytest.fixture(scope="module", params=[1280, 390])
def screen(request: pytest.FixtureRequest, browser: Any, folder: Path) -> Iterator[tuple[Any, list[str]]]:
    """Return the page at one width, opened once, and what it said or asked of the network since."""
    context = browser.new_context(viewport={"width": request.param, "height": 900}, offline=True)
    opened, heard = context.new_page(), []
    address = (folder / "brief.html").as_uri()
    opened.on("console", lambda message: heard.append(message.text))
    opened.on("pageerror", lambda error: heard.append(str(error)))
    opened.on("request", lambda asked: heard.append(asked.url) if asked.url != address else None)
    opened.goto(address)
    yield opened, heard
    context.close()


@pytest.fixture
def page(screen: tuple[Any, list[str]]) -> Any:
    """Return the page as it opened; a test leaves it so."""
    return screen[0]


def unfold(page: Any, opened: bool = True) -> None:
    """Open every fold, or leave open those alone that were at first."""
    page.evaluate(
        """opened => document.querySelectorAll('details').forEach(one => {
            one.dataset.first ??= one.open;
            one.open = opened || one.dataset.first === 'true';
        })""",
        opened,
    )


def test_it_opens_offline_and_says_and_asks_nothing(screen: tuple[Any, list[str]]) -> None:
    page, heard = screen
    unfold(page)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(100)
    assert heard == []
    unfold(page, False)
    page.evaluate("window.scrollTo(0, 0)")


def test_every_section_is_there_with_its_heading(page: Any) -> None:
    found = page.eval_on_selector_all("main section[id]", "all => all.map(one => one.id)")
    assert set(SECTIONS) <= set(found)
    assert found[0] == "answer"
    for key in found:
        assert page.locator(f"#{key} > h2").inner_text().strip()
    assert page.locator("#answer .lead").count() == 4
    unfold(page)
    assert page.locator("#world svg.map").is_visible()
    unfold(page, False)


def test_nothing_is_wider_than_the_screen(page: Any) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    unfold(page, False)


def test_chart_text_stays_inside_its_chart_and_is_large_enough(page: Any) -> None:
    outside = page.evaluate(
        """() => [...document.querySelectorAll('svg.chart')].filter(svg => svg.clientWidth).flatMap(svg => {
            const frame = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(text => {
                const box = text.getBoundingClientRect();
                return box.left < frame.left - 1 || box.right > frame.right + 1 || box.height < 9;
            }).map(text => text.textContent);
        })"""
    )
    assert outside == []


def test_the_numbers_on_the_page_are_those_of_the_document(page: Any, folder: Path) -> None:
    figures = json.loads((folder / "brief.json").read_text("utf-8"))["figures"]
    shown = page.eval_on_selector_all("data[data-key]", "all => all.map(one => [one.dataset.key, one.value])")
    assert len(shown) > 200
    for key, value in shown:
        assert figures[key]["value"] == (float(value) if value else None)


def test_a_keyboard_reaches_the_answer_and_the_tables(page: Any, folder: Path) -> None:
    page.goto((folder / "brief.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the answer"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#main$"))
    summary = page.locator("#scenarios details summary").first
    summary.focus()
    page.keyboard.press("Enter")
    page.locator("#scenarios details table").first.wait_for(state="visible")
    page.keyboard.press("Enter")
    page.goto((folder / "brief.html").as_uri())


def test_a_screen_reader_finds_landmarks_and_named_pictures(page: Any) -> None:
    unfold(page)
    tree = page.locator("body").aria_snapshot()
    for landmark in ("banner", "main", "contentinfo", 'navigation "Contents"'):
        assert landmark in tree
    assert "World map of real income. Largest losses: India" in tree
    assert len(re.findall(r"- ['\"]?img ", tree)) == page.locator("svg[role=img]:visible").count()
    unfold(page, False)


def test_it_prints_with_the_evidence_and_without_the_navigation(page: Any) -> None:
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert not page.locator(".acts").first.is_visible()
    assert page.locator("#read blockquote").first.is_visible()
    page.emulate_media(media="screen")


@pytest.mark.parametrize("screen", [390], indirect=True)
def test_on_a_phone_a_bar_has_the_whole_line(page: Any) -> None:
    chart = page.locator("#figure-sectors svg.narrow")
    assert chart.is_visible()
    rows = chart.evaluate(
        """svg => {
            const texts = [...svg.querySelectorAll('text.label')].map(one => one.getBoundingClientRect());
            const bars = [...svg.querySelectorAll('rect:not(.fill-law)')].map(one => one.getBoundingClientRect());
            return bars.map(bar => texts.filter(text => text.bottom <= bar.top + 4).length);
        }"""
    )
    assert rows == sorted(rows)
    assert rows[0] >= 1


def test_it_prints_on_at_most_eight_pages(browser: Any, folder: Path) -> None:
    opened = browser.new_page()
    opened.goto((folder / "brief.html").as_uri())
    printed = opened.pdf(prefer_css_page_size=True)
    opened.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 8
    assert (folder / "brief.html").stat().st_size <= 900_000


def test_axe_finds_nothing_to_object_to(browser: Any, folder: Path) -> None:
    for width, scheme in ((1280, "light"), (390, "dark")):
        size = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, offline=True, bypass_csp=True, color_scheme=scheme)
        opened = context.new_page()
        opened.goto((folder / "brief.html").as_uri())
        unfold(opened)
        assert objections(opened) == []
        context.close()


def test_a_chart_is_kept_as_csv_svg_and_png(browser: Any, folder: Path, tmp_path: Path) -> None:
    opened = browser.new_page(accept_downloads=True)
    opened.goto((folder / "brief.html").as_uri())
    chart = opened.locator("figure:has(button.png)").first
    starts = {"csv": b"\xef\xbb\xbf", "svg": b"<svg", "png": b"\x89PNG"}
    for kind, button in (("csv", "a[download$=csv]"), ("svg", "a.svg"), ("png", "button.png")):
        with opened.expect_download() as kept:
            chart.locator(f".acts {button}").first.click()
        kept.value.save_as(tmp_path / kind)
        assert kept.value.suggested_filename.endswith(kind)
        assert (tmp_path / kind).read_bytes().startswith(starts[kind])
    opened.close()


def test_without_a_script_csv_and_svg_are_still_there(browser: Any, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    opened = context.new_page()
    opened.goto((folder / "brief.html").as_uri())
    acts = opened.locator("figure .acts").first
    assert acts.locator("a.svg").is_visible()
    assert acts.locator("a[download$=csv]").is_visible()
    assert not acts.locator("button.png").is_visible()
    context.close()


HOSTILE = """TITLE: <script>document.title = "taken"</script><img src=x onerror="document.title='taken'">
DATE: 2026-01-14

NEW DELHI, 14 January 2026 - "><svg onload=alert(1)> The United States charges a tariff of 50 per cent
on goods from India. <a href="javascript:alert(1)">Click</a> &lt;script&gt;alert(2)&lt;/script&gt;
\u202eevil\u202c </style><meta http-equiv=refresh content=0> {{ config }} Ministers will meet next month.
"""


def test_a_hostile_report_changes_nothing(browser: Any, heard: list[str], tmp_path: Path) -> None:
    (tmp_path / "hostile.txt").write_text(HOSTILE, "utf-8")
    out = tmp_path / "out"
    words = ["brief", str(tmp_path / "hostile.txt"), "-o", str(out), "--world", "toy", "--draws", "4"]
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    opened = browser.new_page()
    address = (out / "brief.html").as_uri()
    opened.on("console", lambda message: heard.append(message.text))
    opened.on("dialog", lambda dialog: heard.append(dialog.message))
    opened.on("request", lambda asked: heard.append(asked.url) if asked.url != address else None)
    opened.goto(address)
    opened.wait_for_timeout(200)
    assert heard == []
    assert opened.title() != "taken"
    assert opened.locator("img, iframe, a[href^='javascript'], [onerror], [onload]").count() == 0
    assert opened.locator("script").count() == 1
    opened.close()
