"""The HTTP interface: the documents of the command line, with the same keys; errors as problem+json."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from accord.core.codec import Document
from accord.core.errors import InputError
from accord.core.provenance import source
from accord.files.reading import parse_json
from accord.web.busy import aside
from accord.web.operations import OPERATIONS, Operation, Reply
from accord.web.pens import frame
from accord.web.problems import Problem

VERSION = "/api/v1"
SCHEMAS = "#/components/schemas/"


def path(one: Operation) -> str:
    """Return the address of an operation, its changing parts in braces."""
    return f"{VERSION}/{one.name}"


def try_it(one: Operation) -> str:
    """Return an address to try, where asking changes nothing and needs no name of something made."""
    if one.method != "GET" or "{" in one.name:
        return ""
    words = urlencode(_flat(one.asked.example()), safe=",:")
    return f"{path(one)}?{words}" if words else path(one)


def _flat(example: Mapping[str, object]) -> dict[str, object]:
    """Return a question as an address writes it: lists with commas, truth in small letters."""
    shown = {
        key: ",".join(value) if isinstance(value, list | tuple) else value for key, value in example.items()
    }
    return {key: str(value).lower() if isinstance(value, bool) else value for key, value in shown.items()}


def question(pairs: list[tuple[str, str]]) -> dict[str, object]:
    """Return what an address asks: an empty field is one left out, one told twice is a list."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if value.strip():
            found[key] = f"{found[key]},{value}" if key in found else value
    return found


def _serve(one: Operation) -> Callable[[Request], Awaitable[Response]]:
    async def served(request: Request) -> Response:
        if one.in_address:
            told = [pair for pair in request.query_params.multi_items() if pair[0] != "token"]
            given = {**question(told), **request.path_params}
            unknown = sorted(given.keys() - one.asked.model_fields.keys())
            if unknown:
                raise InputError(f"there is no parameter '{unknown[0][:40]}' here")
        else:
            given = await _body(request)
        return _json(await aside(one.reply, given), 202 if one.job else 200)

    return served


async def _body(request: Request) -> dict[str, object]:
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise Problem(415, "The body must be JSON, sent as application/json.")
    return await aside(parse_json, await request.body(), "body")


def _json(found: Reply, status: int = 200) -> Response:
    text = json.dumps(found, ensure_ascii=False, allow_nan=False)
    return Response(text.encode("utf-8", "replace"), status, media_type="application/json")


async def openapi(request: Request) -> Response:
    """Serve the OpenAPI document."""
    return _json(description())


def description() -> Document:
    """Return the interface as an OpenAPI 3.1 document."""
    paths: dict[str, dict[str, Document]] = {}
    schemas: dict[str, object] = {"Problem": PROBLEM}
    for one in OPERATIONS:
        paths.setdefault(path(one), {})[one.method.lower()] = _described(one, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Accord", "version": "1", "summary": "Economic statecraft, computed."},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _described(one: Operation, schemas: dict[str, object]) -> Document:
    schema = one.asked.model_json_schema(ref_template=SCHEMAS + "{model}")
    schemas.update(schema.pop("$defs", {}))
    document = {"description": _answered(one), "content": {"application/json": {"schema": _answer(one)}}}
    wrong = {"application/problem+json": {"schema": {"$ref": f"{SCHEMAS}Problem"}}}
    found: dict[str, object] = {
        "operationId": f"{one.method.lower()}-{one.name.split('/{')[0].replace('/', '-')}",
        "summary": one.summary,
        "parameters": _parameters(one, schema) if one.in_address else [],
        "responses": {
            "202" if one.job else "200": document,
            "default": {"description": "A problem with one sentence (RFC 9457).", "content": wrong},
        },
    }
    if not one.in_address:
        schemas[one.asked.__name__] = schema
        body = {"schema": {"$ref": SCHEMAS + one.asked.__name__}, "example": one.asked.example()}
        found["requestBody"] = {"required": True, "content": {"application/json": body}}
    return found


def _answered(one: Operation) -> str:
    rests = "; ".join(source(key).credit for key in one.sources)
    return f"The document; it rests on: {rests}" if rests else "The document."


def _answer(one: Operation) -> Document:
    return (
        {"type": "array", "items": {"type": "object"}} if one.name == "supply/chains" else {"type": "object"}
    )


def _parameters(one: Operation, schema: Mapping[str, object]) -> list[Document]:
    held = schema.get("properties", {})
    assert isinstance(held, Mapping)
    example = one.asked.example()
    needed = schema.get("required", [])
    assert isinstance(needed, list)
    found: list[Document] = []
    for name, told in held.items():
        place = "path" if f"{{{name}}}" in one.name else "query"
        row: dict[str, object] = {"name": name, "in": place, "required": name in needed, "schema": told}
        if told.get("description"):
            row["description"] = told["description"]
        if told.get("type") == "array":
            row |= {"style": "form", "explode": False}
        found.append(row | ({"example": example[name]} if name in example else {}))
    return found


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
    rows = [(one.method, path(one), one.summary, try_it(one)) for one in OPERATIONS]
    return HTMLResponse(frame("interface.html.j2", title="Interface", task="/interface", operations=rows))


ROUTES = [
    Route("/interface", interface),
    Route(f"{VERSION}/openapi.json", openapi),
    *(Route(path(one), _serve(one), methods=[one.method]) for one in OPERATIONS),
]
