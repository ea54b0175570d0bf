"""Counts of what was served, of all worker processes, as text that a monitor reads (Prometheus); nothing of a question."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from accord.files.writing import write_whole
from accord.web import jobs
from accord.web.busy import aside, waiting
from accord.web.kept import folder

EVERY = 1.0
"""Seconds after which a process writes its counts down again."""
ID = re.compile(r"/[0-9a-f]{32,64}(?=/|$)")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Meter:
    """What this process has served: requests and seconds by place and status."""

    served: dict[tuple[str, int], list[float]] = field(default_factory=dict)
    written: float = 0.0

    def count(self, path: str, status: int, seconds: float, known: Iterable[str]) -> None:
        """Count one answer; a place that no page has is ``other``."""
        place = ID.sub("/{at}", path)
        if place not in known:
            place = "other"
        row = self.served.setdefault((place, status), [0.0, 0.0])
        row[0], row[1] = row[0] + 1, row[1] + seconds
        if time.monotonic() - self.written > EVERY:
            self.written = time.monotonic()
            with suppress(OSError):
                self.keep()

    def keep(self) -> None:
        """Write the counts where every process of the server finds them."""
        rows = [[place, status, *row] for (place, status), row in self.served.items()]
        write_whole(folder("metrics") / str(os.getpid()), json.dumps({"rows": rows, "waiting": waiting()}))


METER = Meter()


async def serve(request: Request) -> Response:
    """Serve the counts of all processes."""
    with suppress(OSError):
        METER.keep()
    return PlainTextResponse(await aside(text), media_type="text/plain; version=0.0.4")


def text() -> str:
    """Return the counts of all processes that live, with their memory, and the jobs by state."""
    lines = ["# TYPE accord_requests_total counter", "# TYPE accord_request_seconds_total counter"]
    totals: dict[tuple[str, int], list[float]] = {}
    own = []
    for process, held in _living():
        for place, status, count, seconds in held["rows"]:
            row = totals.setdefault((place, status), [0.0, 0.0])
            row[0], row[1] = row[0] + count, row[1] + seconds
        own.append(f'accord_waiting{{process="{process}"}} {held["waiting"]}')
        own.append(f'accord_resident_bytes{{process="{process}"}} {_resident(process)}')
    for (place, status), (count, seconds) in sorted(totals.items()):
        label = f'{{place="{place}",status="{status}"}}'
        lines += [
            f"accord_requests_total{label} {count:.0f}",
            f"accord_request_seconds_total{label} {seconds:.3f}",
        ]
    states = [
        jobs.job(place.name).state for place in jobs.folder().iterdir() if jobs.ID.fullmatch(place.name)
    ]
    own += [f'accord_jobs{{state="{state}"}} {states.count(state)}' for state in sorted(set(states))]
    kinds = [f"# TYPE {name} gauge" for name in ("accord_waiting", "accord_resident_bytes", "accord_jobs")]
    return "\n".join([*lines, *kinds, *own]) + "\n"


def _living() -> Iterator[tuple[int, dict[str, list[tuple[str, int, float, float]]]]]:
    """Yield each process that lives with its counts; those of others are let go."""
    for place in folder("metrics").iterdir():
        if not place.name.isdigit():
            continue
        try:
            os.kill(int(place.name), 0)
            yield int(place.name), json.loads(place.read_text("utf-8"))
        except (OSError, ValueError):
            place.unlink(missing_ok=True)


def _resident(process: int) -> int:
    """Return the memory that a process holds, in bytes; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * PAGE
    except (OSError, ValueError, IndexError):
        return 0
