"""The application: every address, the gate before them, and errors as a sentence."""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlencode

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accord.core.errors import AccordError
from accord.web import api, briefing, metrics, tariff, workbook
from accord.web.guard import COOKIE, Guard
from accord.web.move import move_of
from accord.web.pens import assets
from accord.web.problems import Problem, answer_of, problem_of
from accord.web.screens import alliance, deal, docket, duty, energy, nuclear, supply
from accord.web.settings import Settings, told
from accord.web.warm import world

LOG = logging.getLogger("accord.live")
logging.getLogger("python_multipart").setLevel(logging.ERROR)  # it would tell signs of what was sent


async def health(request: Request) -> Response:
    """Say that the process serves."""
    return PlainTextResponse("ok\n")


async def asset(request: Request) -> Response:
    """Serve the style sheet or the script; their addresses change with what they hold."""
    held = assets().get(request.path_params["name"])
    if held is None:
        raise Problem(404, "There is nothing at this address.")
    kind, content = held
    return Response(
        content, media_type=kind, headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )


async def scenario_file(request: Request) -> Response:
    """Serve the question of an address as a scenario file."""
    move = move_of(dict(request.query_params), world().economies)
    named = {"Content-Disposition": f'attachment; filename="{move.id}.yml"'}
    return Response(move.scenario().to_yaml(), media_type="application/yaml", headers=named)


KNOWN = (Problem, HTTPException, ClientDisconnect, AccordError, RecursionError, UnicodeError, Exception)
"""What ends as a sentence; the last for what Accord did not foresee."""

ROUTES = [
    Route("/health", health),
    Route("/metrics", metrics.serve),
    Route("/static/{name}", asset),
    Route("/tariff", tariff.screen),
    Route("/tariff/answer", tariff.follow),
    Route("/tariff/scenario.yml", scenario_file),
    Route(f"/tariff/{workbook.FILE}", tariff.excel),
    *duty.SCREEN.routes,
    *briefing.ROUTES,
    *deal.ROUTES,
    *supply.SCREEN.routes,
    *alliance.SCREEN.routes,
    *energy.SCREEN.routes,
    *nuclear.SCREEN.routes,
    *nuclear.PLEDGE.routes,
    *docket.ROUTES,
    *api.ROUTES,
]


PLACES = {route.path for route in ROUTES}


async def _failed(request: Request, error: Exception) -> Response:
    problem = problem_of(error)
    if problem.status >= 500 and not isinstance(error, Problem):
        # never what was asked: a report's text is not for a log
        LOG.error("%s %s: %s", request.method, request.url.path, type(error).__name__)
    return answer_of(problem, request.scope)


class Caught:
    """The outermost ring: what nothing below turned into an answer still ends as a sentence."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if self.settings.token and self._shown(request):
            await self._enter(request)(scope, receive, send)
            return
        status, start = 0, time.perf_counter()

        async def watched(message: Message) -> None:
            nonlocal status
            status = status or message.get("status", 0)
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if status:
                LOG.error("%s: cut off (%s)", request.url.path, type(error).__name__)
            else:
                await (await _failed(request, error))(scope, receive, watched)
        metrics.METER.count(scope["path"], status, time.perf_counter() - start, PLACES)

    def _shown(self, request: Request) -> bool:
        held = request.query_params.get("token", "")
        return request.method == "GET" and hmac.compare_digest(held.encode(), self.settings.token.encode())

    def _enter(self, request: Request) -> Response:
        """Keep the token as a cookie and go on without it in the address."""
        rest = urlencode([pair for pair in request.query_params.multi_items() if pair[0] != "token"])
        place = "/" + request.url.path.lstrip("/")
        answer = RedirectResponse(f"{place}?{rest}" if rest else place, 303)
        answer.set_cookie(COOKIE, self.settings.token, httponly=True, samesite="strict")
        return answer


@asynccontextmanager
async def _warmed(app: Starlette) -> AsyncIterator[None]:
    await to_thread.run_sync(world)
    yield


def application(settings: Settings | None = None) -> ASGIApp:
    """Return the application; without settings those that the command left for its workers."""
    chosen = settings or told()
    inner = Starlette(
        routes=ROUTES,
        lifespan=_warmed,
        exception_handlers=dict.fromkeys(KNOWN, _failed),
    )
    return Caught(Guard(inner, chosen), chosen)
