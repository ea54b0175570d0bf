"""Reading of many reports: ``python -m benchmarks.reading [TIMES]`` prints what a report costs, first and warm.

Processor milliseconds for each report of 284 words, and the cost of the first reading as a multiple of a warm one; the
report is the dispatch of the examples, read in this process.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

from accord.docket import read

REPORT = Path(__file__).parent.parent / "examples" / "dispatch.txt"
WORDS = 284


def once(text: str) -> float:
    """Return the processor milliseconds of one reading, to its JSON, for each 284 words."""
    start = process_time()
    read(text).to_json()
    return 1000 * (process_time() - start) * WORDS / len(text.split())


def main(times: int = 20) -> None:
    """Read the report several times and print the first and the least."""
    text = REPORT.read_text("utf-8")
    first, *rest = [once(text) for _ in range(times + 1)]
    print(f"first {first:.0f} ms, warm {min(rest):.0f} ms a report; first is {first / min(rest):.1f} x warm")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
