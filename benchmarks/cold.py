"""Commands from cold: ``python -m benchmarks.cold [TIMES]`` prints what each costs, and as a multiple of numpy's import.

Processor seconds (the smallest of some runs, taken in turns) and the most memory; a busy machine lengthens all alike,
so the multiple is what to compare.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

REPORT = Path(__file__).parent.parent / "examples" / "dispatch.txt"
COMMANDS = {
    "numpy's import": "",
    "accord --version": "--version",
    "accord --help": "--help",
    "accord duty": "duty 6109.10 --exporter IND --as-of 2026-11-27",
    "accord read": f"read {shlex.quote(str(REPORT))} --json",
    "accord stack, a pair": "stack --exporter IND --as-of 2025-09-01",
    "accord stack, all": "stack --as-of 2026-11-27",
}


def once(words: str, home: str) -> tuple[float, float]:
    """Return processor seconds and megabytes of one run and all its processes."""
    command = ["-m", "accord.cli.main", *shlex.split(words)] if words else ["-c", "import numpy"]
    env = {**os.environ, "XDG_CONFIG_HOME": home, "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen([sys.executable, *command], env=env, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{words}: status {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(times: int = 10) -> None:
    """Run every command in turn, several times, and print the least of each."""
    with tempfile.TemporaryDirectory() as home:
        runs = [{name: once(words, home) for name, words in COMMANDS.items()} for _ in range(times)]
    least = {name: tuple(min(run[name][at] for run in runs) for at in (0, 1)) for name in COMMANDS}
    unit = least["numpy's import"][0]
    for name, (seconds, megabytes) in least.items():
        print(f"{name:<24}{seconds:7.2f} s {seconds / unit:6.1f} x {megabytes:7.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
