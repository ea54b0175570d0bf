"""The slider of Accord live: ``python -m benchmarks.live [--moves 40] [--people 10] [--workers 2]``.

A server of its own is started; one person moves the tariff of one importer on World 2022, then several at once.
Printed are the median and the 95th percentile from the move to the picture: its bytes, and where a Chromium and
playwright are at hand its paint, for a move from rest and for the last of a drag; the processor's time of a move in the
server and in the browser; and the memory of each worker. Two idle cores are what the times are meant for; on a busy
machine the processor's time tells more.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import numpy as np

from accord.web.tariff import MOVING

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTION = "by=USA&on={on}&goods=goods&how=level&back=none&h=10&against=law:2026-01-14&rate={rate:g}"
SELLERS = ("IND", "CHN", "MEX", "CAN", "VNM", "JPN", "KOR", "BRA", "CHE", "THA")


@contextmanager
def server(workers: int) -> Iterator[str]:
    """Yield the address of a server with an empty cache."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "accord.cli.main",
        "serve",
        "--port",
        str(port),
        "--workers",
        str(workers),
    ]
    with tempfile.TemporaryDirectory() as cache:
        process = subprocess.Popen(
            command, env={**os.environ, "XDG_CACHE_HOME": cache}, stderr=subprocess.DEVNULL
        )
        try:
            yield _ready(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait(30)


def _ready(address: str) -> str:
    for _ in range(600):
        try:
            with urlopen(f"{address}/health"):
                return address
        except URLError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def moved(address: str, on: str, rate: float) -> float:
    """Milliseconds from a move to the picture's bytes."""
    start = time.perf_counter()
    with urlopen(f"{address}/tariff/answer?{QUESTION.format(on=on, rate=rate)}&{MOVING}=1") as answer:
        assert b"<svg" in answer.read()
    return 1000 * (time.perf_counter() - start)


def processor() -> tuple[float, float]:
    """Return the processor's milliseconds of one move, median and 95th percentile, in this process."""
    from accord.web.move import move_of
    from accord.web.tariff import drawn
    from accord.web.warm import world

    asked = move_of({"by": "USA", "on": "IND", "against": "law:2026-01-14"}, world().economies)
    drawn(asked.at(11.0))
    spent = []
    for rate in range(20, 60):
        start = time.process_time()
        drawn(asked.at(float(rate)), still=False)
        spent.append(1000 * (time.process_time() - start))
    return tuple(np.percentile(spent, (50, 95)))  # type: ignore[return-value]


WATCH = """() => {
  const slide = document.getElementById("slide"), answer = document.getElementById("answer");
  window.move = (rate) => { slide.value = rate; slide.dispatchEvent(new Event("input", {bubbles: true})); };
  window.painted = (rate) => new Promise((done) => {
    const start = performance.now();
    const seen = new MutationObserver(() => {
      if (!(answer.dataset.asked || "").includes(`rate=${rate}&`)) return;
      seen.disconnect();
      requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => done(performance.now() - start);
        after.port2.postMessage(0);
      });
    });
    seen.observe(answer, {attributes: true, attributeFilter: ["data-asked"]});
    window.move(rate);
  });
}"""
"""Measures from a move of the slider until the frame that shows its answer has been drawn."""


def painted(address: str, moves: int) -> None:
    """Tell the times from a move to the painted picture in Chromium, and the browser's processor time of a move."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/tariff?{QUESTION.format(on='IND', rate=18)}")
        page.evaluate(WATCH)
        rates = np.random.default_rng(7).permutation(np.arange(1, 100)).tolist()
        for rate in rates[:3]:
            page.evaluate("(rate) => window.painted(rate)", rate)
        probe = page.context.new_cdp_session(page)
        probe.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = _busy(probe.send("Performance.getMetrics"))
        told(
            "from rest to paint",
            [page.evaluate("(rate) => window.painted(rate)", rate) for rate in rates[3 : moves + 3]],
        )
        spent = 1000 * (_busy(probe.send("Performance.getMetrics")) - before) / moves
        print(f"  {'processor, one move in the browser':<46}{spent:>8.0f} ms mean")
        told("from the last of a drag to paint", [_dragged(page, start) for start in range(5, 75, 7)])
        browser.close()


def _busy(told: dict[str, list[dict[str, float]]]) -> float:
    """Return the seconds that the page's thread has worked, by the probe's answer."""
    return next(one["value"] for one in told["metrics"] if one["name"] == "TaskDuration")


def _dragged(page: Page, start: int) -> float:
    """Move the slider every 30 ms, twelve times; return the milliseconds from the last move to its paint."""
    for step in range(12):
        page.evaluate("(rate) => window.move(rate)", start + step)
        time.sleep(0.03)
    return float(page.evaluate("(rate) => window.painted(rate)", start + 12))


def told(what: str, times: list[float]) -> None:
    middle, late = np.percentile(times, (50, 95))
    print(f"  {what:<46}{middle:>8.0f} ms median{late:>8.0f} ms at the 95th percentile")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=40)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    middle, late = processor()
    print(f"  {'processor, one move':<46}{middle:>8.0f} ms median{late:>8.0f} ms at the 95th percentile")
    with server(chosen.workers) as address:
        for on in SELLERS[: chosen.people]:
            for _ in range(2 * chosen.workers):
                moved(address, on, 10.0 + np.random.default_rng().random())
        told(
            "one person, the picture's bytes",
            [moved(address, "IND", 15 + 0.5 * at) for at in range(chosen.moves)],
        )
        if shutil.which("chromium") and find_spec("playwright"):
            painted(address, min(chosen.moves, 90))
        with ThreadPoolExecutor(chosen.people) as pool:
            several = [
                one
                for at in range(max(3, chosen.moves // chosen.people))
                for one in pool.map(
                    lambda on, at=at: moved(address, on, 40.25 + at), SELLERS[: chosen.people]
                )
            ]
        told(f"{chosen.people} people at once, {chosen.workers} workers", several)
        time.sleep(1.2)
        moved(address, "IND", 77.0)
        with urlopen(f"{address}/metrics") as answer:
            held = re.findall(r'accord_resident_bytes\{process="\d+"\} (\d+)', answer.read().decode())
    print(f"  {'memory of each worker':<46}{', '.join(f'{int(one) / 1e6:.0f} MB' for one in held)}")


if __name__ == "__main__":
    main()
