"""The screens of a briefing: give reports, settle the reading, follow the work, find it again."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from accord.assess.kind import Parameters
from accord.assess.record import load
from accord.brief.compose import compose
from accord.brief.folder import RECORD, text_of
from accord.core.codec import JsonValue, to_json
from accord.core.errors import AccordError
from accord.docket.given import CORRECTED
from accord.page.xlsx import workbook as workbook_of
from accord.web import jobs, kept, readings, workbook
from accord.web.busy import aside
from accord.web.pens import frame, section
from accord.web.problems import Problem, sentence_of

TITLE = re.compile(r"<title>(.*?)</title>", re.S)
WORKBOOK = "brief.xlsx"
KINDS = {".html": "text/html", ".json": "application/json", ".csv": "text/csv"}
META = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')
DRAWS = 20


async def home(request: Request) -> Response:
    """Serve the page that takes reports."""
    return HTMLResponse(_home())


def _home(problem: str = "", day: str = "") -> str:
    limits = f"Up to {readings.MOST_FILES} files of {readings.LARGEST_FILE // 1_000_000} MB: text, HTML, PDF or mail."
    return frame("home.html.j2", title="Briefing", task="/", problem=problem, limits=limits, day=day[:40])


async def read(request: Request) -> Response:
    """Read what was given, keep the reading and go to it."""
    day = ""
    try:
        async with request.form(max_files=readings.MOST_FILES, max_fields=8, max_part_size=2_000_000) as form:
            day = _text(form.get("day"))
            files = [
                (readings.file_name(one.filename), await one.read())
                for one in form.getlist("report")
                if isinstance(one, UploadFile) and one.filename
            ]
            text = _text(form.get("text")).replace("\r\n", "\n")
        docket = await aside(readings.read_all, text, files, day)
        return RedirectResponse(f"/reading/{readings.keep(docket)}", 303)
    except AccordError as error:
        return HTMLResponse(_home(sentence_of(error), day), 400)


def _text(given: object) -> str:
    return given.strip() if isinstance(given, str) else ""


async def reading(request: Request) -> Response:
    """Serve a reading: its words marked, its doubtful roles as questions."""
    at = request.path_params["at"]
    return HTMLResponse(await aside(_reading, at))


def _reading(at: str) -> str:
    from accord.brief.sections.read import build

    docket = readings.kept(at)
    asks = readings.questions(docket)
    return frame(
        "reading.html.j2",
        title=_doubted(len(asks)) if docket.measures else "This report carries no measure",
        task="/",
        at=at,
        docket=docket,
        text=readings.marked(docket),
        asks=asks,
        measures=len(docket.measures),
        found=section(build(docket)),
    )


def _doubted(many: int) -> str:
    if many == 1:
        return "One role in this report is in doubt"
    return f"{many} roles in this report are in doubt" if many else "Nothing in this reading is in doubt"


async def brief(request: Request) -> Response:
    """Begin a briefing on a reading, with the roles that were settled."""
    at = request.path_params["at"]
    async with request.form(max_files=0, max_fields=200) as form:
        answers = {key: _text(value) for key, value in form.items()}
    return RedirectResponse(f"/job/{await aside(_begin, at, answers)}", 303)


def _begin(at: str, answers: Mapping[str, str]) -> str:
    held = readings.kept(at)
    docket = readings.settled(held, answers)
    if docket != held:
        docket = replace(docket, notes=tuple(dict.fromkeys((*docket.notes, CORRECTED))))
    return jobs.brief(docket, Parameters(draws=DRAWS, talks=True))


async def job(request: Request) -> Response:
    """Serve how far a job is, with what is done of the page; go to the briefing when it is made."""
    found = await aside(jobs.job, request.path_params["at"])
    if found.address:
        return RedirectResponse(found.address, 303)
    title, task = ("Briefing", "/") if found.kind == "brief" else ("Talks", "/deal")
    page = frame(
        "job.html.j2", title=title, task=task, job=found, last=found.steps[-1] if found.steps else None
    )
    return HTMLResponse(page)


async def stop(request: Request) -> Response:
    """Stop a job."""
    at = request.path_params["at"]
    await aside(jobs.stop, at)
    for _ in range(20):
        if (await aside(jobs.job, at)).state != "working":
            break
        await asyncio.sleep(0.1)
    return RedirectResponse(f"/job/{at}", 303)


async def events(request: Request) -> Response:
    """Tell a job's steps as they are done (server-sent events)."""
    at = request.path_params["at"]
    await aside(jobs.job, at)
    return StreamingResponse(_events(request, at), media_type="text/event-stream")


async def _events(request: Request, at: str) -> AsyncIterator[str]:
    told = 0
    while not await request.is_disconnected():
        found = await aside(jobs.job, at)
        for step in found.steps[told:]:
            yield _event("step", to_json(step))
        told = len(found.steps)
        if found.state != "working":
            yield _event("end", {"state": found.state, "address": found.address, "sentence": found.sentence})
            return
        await asyncio.sleep(0.3)


def _event(kind: str, held: JsonValue) -> str:
    return f"event: {kind}\ndata: {json.dumps(held)}\n\n"


async def made(request: Request) -> Response:
    """Serve a briefing at its permanent address: what there is of it, and the page."""
    place = _place(request.path_params["at"])
    tables = sorted(one.name for one in (place / "tables").iterdir())
    found = json.loads((place / "brief.json").read_text("utf-8"))
    told = TITLE.search((place / "brief.html").read_text("utf-8", "replace"))
    page = frame(
        "made.html.j2",
        title=unescape(told[1]) if told else "Briefing",
        task="/",
        at=place.name,
        tables=tables,
        report=found["docket"]["title"] or "a report",
        day=found["date"],
        excel=workbook.offered(),
    )
    return HTMLResponse(page)


async def file(request: Request) -> Response:
    """Serve one file of a briefing, as ``accord brief`` writes it."""
    place, name = _place(request.path_params["at"]), request.path_params["name"]
    known = {str(one.relative_to(place)) for one in place.rglob("*") if one.is_file()}
    if name not in known:
        raise Problem(404, "There is no such file in this briefing.")
    content = (place / name).read_bytes()
    headers = {}
    if name == "brief.html" and (policy := META.search(content[:4000].decode("utf-8", "replace"))):
        headers["Content-Security-Policy"] = f"{policy[1].replace('&#39;', chr(39))}; frame-ancestors 'none'"
    return Response(content, media_type=KINDS[Path(name).suffix], headers=headers)


async def excel(request: Request) -> Response:
    """Serve the tables of a briefing as an Excel workbook, its charts drawn from them."""
    place = _place(request.path_params["at"])
    return workbook.served(await aside(_workbook, place), WORKBOOK)


def _workbook(place: Path) -> bytes:
    return workbook_of(compose(load(text_of(place, RECORD))))


def _place(at: str) -> Path:
    """Return the folder of a briefing; raise Problem where there is none."""
    place = kept.brief_folder(at)
    if place is None:
        raise Problem(404, "There is no such briefing here.")
    return place


ROUTES = [
    Route("/", home),
    Route("/read", read, methods=["POST"]),
    Route("/reading/{at}", reading),
    Route("/reading/{at}/brief", brief, methods=["POST"]),
    Route("/job/{at}", job),
    Route("/job/{at}/events", events),
    Route("/job/{at}/stop", stop, methods=["POST"]),
    Route("/brief/{at}", made),
    Route(f"/brief/{{at}}/{WORKBOOK}", excel),
    Route("/brief/{at}/{name:path}", file),
]
