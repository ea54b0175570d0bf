"""The HTTP interface: the documents of the command line, with the same keys; errors as problem+json."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from accord.core.codec import Document, JsonValue
from accord.core.errors import InputError
from accord.files.reading import check, parse_json
from accord.web import asked, documents
from accord.web.busy import aside
from accord.web.pens import frame
from accord.web.problems import Problem

VERSION = "/api/v1"
Parameter = tuple[str, str, str]
"""A name, an example (empty where it is needed and has no default), and what it means."""


@dataclass(frozen=True)
class Operation:
    """One address of the interface: how it is asked, and what answers."""

    method: Literal["GET", "POST", "DELETE"]
    name: str
    summary: str
    answer: Callable[[Mapping[str, str], asked.Sent | None], Document | list[JsonValue]]
    query: tuple[Parameter, ...] = ()
    body: type[asked.Sent] | None = None
    status: int = 200

    @property
    def path(self) -> str:
        """The address, its changing parts in braces."""
        return f"{VERSION}/{self.name}"

    @property
    def try_it(self) -> str:
        """An address to try, where asking changes nothing and needs no name of something made."""
        if self.method != "GET" or "{" in self.path:
            return ""
        words = "&".join(f"{name}={example}" for name, example, _ in self.query if example)
        return f"{self.path}?{words}" if words else self.path


PAIR = (
    ("importer", "USA", "who charges"),
    ("exporter", "IND", "whose goods pay"),
    ("as_of", "2026-01-14", "the day"),
)
MOVE = (
    ("by", "USA", "who charges: an economy or a group"),
    ("on", "IND", "on goods from: economies or groups, with commas, or all"),
    ("goods", "goods", "sectors, sets of them, HS codes or words"),
    ("free", "", "exempt sectors"),
    ("rate", "18", "per cent, 0 to 200"),
    ("how", "level", "level or add"),
    ("back", "none", "none or same"),
    ("h", "10", "1, 10 or long"),
    ("against", "law:2026-01-14", "law:DATE or world-year"),
)
OIL = (
    ("buyer", "IND", "who stops"),
    ("supplier", "RUS", "whose oil"),
    ("discount", "", "USD a barrel"),
    ("stranded", "", "share that finds no other buyer, 0 to 1"),
)
NUCLEAR = (
    ("country", "IND", "whose reactors"),
    ("lead", "own", "own, india, china, fleet, a code, or years"),
    ("to", "2047", "last year"),
)
PLEDGE = (("years", "5", "years of the pledge"), ("pledge", "500", "USD bn"))
PRODUCT = (("code", "6109", "an HS code or a word"), *PAIR)

OPERATIONS = (
    Operation("GET", "library", "What ships: scenarios, worlds, groups, sectors.", documents.library),
    Operation("POST", "read", "Read a report, as accord read.", documents.read, body=asked.Report),
    Operation("POST", "brief", "Begin a briefing, a job.", documents.brief, body=asked.ToBrief, status=202),
    Operation("GET", "jobs/{at}", "How far a job is, and the briefing it made.", documents.job),
    Operation("DELETE", "jobs/{at}", "Stop a job.", documents.stop),
    Operation("GET", "briefs/{at}", "A briefing by its fingerprint, as brief.json.", documents.briefing),
    Operation("POST", "run", "Solve a scenario, as accord run.", documents.run, body=asked.ToRun),
    Operation("GET", "tariff", "A moved tariff as its page has it: figures by key.", documents.tariff, MOVE),
    Operation("GET", "stack", "The duties really paid, as accord stack.", documents.stack, PAIR),
    Operation("GET", "duty", "Every duty on one product, as accord duty.", documents.duty, PRODUCT),
    Operation("GET", "energy/oil", "What it costs to stop buying a seller's oil.", documents.oil, OIL),
    Operation("GET", "energy/nuclear", "Nuclear capacity with its odds.", documents.nuclear, NUCLEAR),
    Operation("GET", "energy/purchases", "What of a pledge could be met.", documents.purchases, PLEDGE),
)


def _serve(one: Operation) -> Callable[[Request], Awaitable[Response]]:
    async def served(request: Request) -> Response:
        given = {**dict(request.query_params), **request.path_params}
        unknown = sorted(
            given.keys() - {name for name, _, _ in one.query} - request.path_params.keys() - {"token"}
        )
        if unknown:
            raise InputError(f"there is no parameter '{unknown[0][:40]}' here")
        body = await _body(request, one.body) if one.body else None
        found = await aside(one.answer, given, body)
        return _json(found, one.status)

    return served


async def _body(request: Request, model: type[asked.Sent]) -> asked.Sent:
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise Problem(415, "The body must be JSON, sent as application/json.")
    return await aside(_checked, await request.body(), model)


def _checked(sent: bytes, model: type[asked.Sent]) -> asked.Sent:
    return check(model, parse_json(sent, "body"), "body")


def _json(found: Document | list[JsonValue], status: int = 200) -> Response:
    text = json.dumps(found, ensure_ascii=False, allow_nan=False)
    return Response(text.encode("utf-8", "replace"), status, media_type="application/json")


async def openapi(request: Request) -> Response:
    """Serve the OpenAPI document."""
    return _json(description())


def description() -> Document:
    """Return the interface as an OpenAPI 3.1 document."""
    paths: dict[str, dict[str, Document]] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method.lower()] = _described(one)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Accord", "version": "1", "summary": "Economic statecraft, computed."},
        "paths": paths,
    }


def _described(one: Operation) -> Document:
    places = [part[1:-1] for part in one.path.split("/") if part.startswith("{")]
    found: dict[str, object] = {
        "summary": one.summary,
        "parameters": [*map(_in_path, places), *(_in_query(*parameter) for parameter in one.query)],
        "responses": {
            str(one.status): {"description": "The document.", "content": {"application/json": {"schema": {}}}},
            "default": {
                "description": "A problem with one sentence (RFC 9457).",
                "content": {"application/problem+json": {"schema": PROBLEM}},
            },
        },
    }  # fmt: skip
    if one.body:
        found["requestBody"] = {
            "required": True,
            "content": {
                "application/json": {"schema": one.body.model_json_schema(), "example": one.body.example()}
            },
        }
    return found


def _in_path(name: str) -> Document:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _in_query(name: str, example: str, words: str) -> Document:
    held = {"name": name, "in": "query", "description": words, "schema": {"type": "string"}}
    return {**held, "example": example} if example else held


PROBLEM: Document = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}


async def interface(request: Request) -> Response:
    """Serve the page that lists the interface."""
    return HTMLResponse(
        frame("interface.html.j2", title="Interface", task="/interface", operations=OPERATIONS)
    )


ROUTES = [
    Route("/interface", interface),
    Route(f"{VERSION}/openapi.json", openapi),
    *(Route(one.path, _serve(one), methods=[one.method]) for one in OPERATIONS),
]
