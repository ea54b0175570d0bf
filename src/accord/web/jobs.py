"""Long work in a process of its own, told by files in the cache: any worker can follow, stop or find it lost.

A job's folder holds what was asked, its steps as they are done, and a sign of life. The process that works
ends by itself when it is stopped, and does not need the one that began it.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal, cast

from accord.assess.kind import Parameters
from accord.core.codec import JsonValue, to_json
from accord.core.frozen import dataclass
from accord.docket import Docket
from accord.web.problems import Problem
from accord.web.settings import store, told

AT_ONCE = 2
"""Jobs that are worked at once on one machine; more are told to wait."""
SILENT = 15.0
"""Seconds without a sign of life after which a job is lost."""
STARTING = 60.0
"""Seconds that a process may take, on a busy machine, before its first sign of life."""
KEPT = 200
ID = re.compile(r"[0-9a-f]{32}")

_CHILDREN: dict[str, subprocess.Popen[bytes]] = {}
"""Processes that this one began and that have not ended, by job."""

Kind = Literal["brief", "talks"]
State = Literal["working", "done", "failed", "stopped", "lost"]


@dataclass(frozen=True)
class Step:
    """A part that is done: in words, how far that is, what it added to the page."""

    words: str
    done: int
    of: int
    html: str = ""


@dataclass(frozen=True)
class Job:
    """A job as its files tell it. ``made`` is the fingerprint of what it made, ``sentence`` why nothing was.

    ``page`` is the address of the page that asked, where it shows what was made itself.
    """

    id: str
    kind: Kind
    state: State
    steps: tuple[Step, ...]
    page: str = ""
    made: str = ""
    sentence: str = ""

    @property
    def address(self) -> str:
        """The page on which what was made stands, empty until it is made."""
        return (self.page or f"/brief/{self.made}") if self.made else ""

    @property
    def answer(self) -> str:
        """Where the interface has what was made, empty until it is made."""
        place = "briefs" if self.kind == "brief" else "answers"
        return f"/api/v1/{place}/{self.made}" if self.made else ""


def folder() -> Path:
    """Return the folder of all jobs."""
    place = store() / "jobs"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def brief(docket: Docket, chosen: Parameters) -> str:
    """Begin a briefing on a docket; return the job's id."""
    return begin("brief", {"docket": cast(JsonValue, docket.to_json()), "parameters": to_json(chosen)})


def talks(question: Mapping[str, JsonValue], made: str, page: str = "") -> str:
    """Begin two sides' talks, to be kept as ``made``; return the job's id."""
    return begin("talks", {"question": dict(question), "made": made}, page)


def begin(kind: Kind, asked: Mapping[str, JsonValue], page: str = "") -> str:
    """Begin to work on what was asked; return the job's id. Raises Problem where enough is worked on already."""
    if _worked_on() >= AT_ONCE:
        raise _full()
    at = secrets.token_hex(16)
    place = folder() / at
    place.mkdir(mode=0o700)
    held = {"kind": kind, "page": page, "dask": told().dask, **asked}
    (place / "asked.json").write_text(json.dumps(held, ensure_ascii=False), "utf-8", "replace")
    (place / "alive").touch()
    os.utime(place / "alive", (time.time() + STARTING,) * 2)
    if _worked_on() > AT_ONCE:  # another began at the same moment
        shutil.rmtree(place)
        raise _full()
    _reap()
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "accord.web.work", str(place)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    _CHILDREN[at] = child
    _forget()
    return at


def _worked_on() -> int:
    return sum(job(one.name).state == "working" for one in recent())


def _full() -> Problem:
    return Problem(503, f"{AT_ONCE} jobs are being worked on already; ask again when one is done.")


def _reap() -> None:
    """Let go of processes of this one that have ended; a job that did not tell its end shows no life any more."""
    for at in [at for at, child in _CHILDREN.items() if child.poll() is not None]:
        del _CHILDREN[at]
        if not any(line.startswith('{"end"') for line in _lines(folder() / at / "told")):
            with suppress(OSError):
                os.utime(folder() / at / "alive", (0, 0))


def recent() -> Sequence[Path]:
    """Return the folders of jobs that showed life a short time ago."""
    now = time.time()
    return [place for place in folder().iterdir() if now - _life(place) < SILENT]


def job(at: str) -> Job:
    """Return a job as it stands; raise Problem where none has this id."""
    _reap()
    place = folder() / at
    if not ID.fullmatch(at) or not place.is_dir():
        raise Problem(404, "There is no such job here.")
    said = [json.loads(line) for line in _lines(place / "told")]
    steps = tuple(Step(**one["step"]) for one in said if "step" in one)
    end = next((one["end"] for one in said if "end" in one), None)
    kind, page = _asked(place)
    here = Job(at, kind, "working", steps, page)
    if end is not None:
        return replace(here, state=end["state"], made=end["made"], sentence=end["sentence"])
    if time.time() - _life(place) > SILENT:
        return replace(here, state="lost", sentence="the work was cut off before it was done: begin it again")
    return here


def _asked(place: Path) -> tuple[Kind, str]:
    """Return of what kind a job is, and the page that asked; a briefing where its file is gone."""
    try:
        held = json.loads((place / "asked.json").read_text("utf-8"))
        return held["kind"], held["page"]
    except (OSError, ValueError, KeyError):
        return "brief", ""


def stop(at: str) -> None:
    """Ask a job to end; its process does so within a second."""
    if job(at).state == "working":
        (folder() / at / "stop").touch()


def _life(place: Path) -> float:
    try:
        return (place / "alive").stat().st_mtime
    except OSError:
        return 0.0


def _lines(place: Path) -> list[str]:
    """Return the whole lines of a file that may still be written."""
    try:
        return place.read_text("utf-8").split("\n")[:-1]
    except OSError:
        return []


def _forget() -> None:
    held = sorted(folder().iterdir(), key=_life)
    for place in held[:-KEPT]:
        if time.time() - _life(place) > SILENT:
            shutil.rmtree(place, ignore_errors=True)


class Teller:
    """What the working process writes: steps, the end, and a sign of life."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def step(self, words: str, done: int, of: int, html: str = "") -> None:
        """Tell that a part is done."""
        self._tell({"step": {"words": words, "done": done, "of": of, "html": html}})

    def end(self, state: State, made: str = "", sentence: str = "") -> None:
        """Tell how the work ended."""
        self._tell({"end": {"state": state, "made": made, "sentence": sentence}})

    def _tell(self, held: Mapping[str, object]) -> None:
        line = json.dumps(held, ensure_ascii=True) + "\n"
        with (self.place / "told").open("ab") as file:
            file.write(line.encode())

    def watch(self, longest: float) -> None:
        """Show life once in a while; end the process when it is told to stop or has worked too long."""
        end = time.monotonic() + longest
        while True:
            os.utime(self.place / "alive")
            if (self.place / "stop").exists():
                self.end("stopped", sentence="stopped as asked; nothing was kept")
                os._exit(0)
            if time.monotonic() > end:
                self.end("failed", sentence=f"not done within {longest / 60:g} minutes; nothing was kept")
                os._exit(0)
            time.sleep(0.5)
