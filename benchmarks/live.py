"""The slider of Accord live: ``python -m benchmarks.live [--moves 40] [--people 10] [--workers 2]``.

A server of its own is started; one person moves the tariff of one importer on World 2022, then several at once.
Printed are the median and the 95th percentile from the move to the picture's bytes, the processor's seconds of a move, and
the memory of each worker. Two idle cores are what the times are meant for; on a busy machine the processor's seconds
tell more.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import numpy as np

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
    with urlopen(f"{address}/tariff/answer?{QUESTION.format(on=on, rate=rate)}") as answer:
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
        drawn(asked.at(float(rate)))
        spent.append(1000 * (time.process_time() - start))
    return tuple(np.percentile(spent, (50, 95)))  # type: ignore[return-value]


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
        told("one person", [moved(address, "IND", 15 + 0.5 * at) for at in range(chosen.moves)])
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
