"""The gate before every page: who may ask, how much may be sent, and what a browser may do with the answer."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accord.web.problems import Problem, answer_of
from accord.web.settings import LOOPBACK, Settings

LARGEST = 12_000_000
"""Bytes of one request: reports that a person drops, of which each has a limit of its own."""

SLOWEST = 30.0
"""Seconds in which a request must have arrived."""

READS = ("GET", "HEAD", "OPTIONS")
OPEN = ("/health", "/static/")
"""Addresses that need no token: they hold nothing of anybody."""

COOKIE = "accord_token"

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses, with a sentence, what no page of ours would send; adds the security headers to every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        problem = refusal(scope, headers, self.settings)
        if problem is not None:
            await answer_of(problem, scope)(scope, receive, _guarded(send))
            return
        await self.app(scope, _Counted(receive).read, _guarded(send))


def refusal(scope: Scope, headers: Headers, settings: Settings) -> Problem | None:
    """Return why a request is refused before anything of it is read, or None."""
    if settings.loopback and _name(headers.get("host", "")) not in (*LOOPBACK, *settings.names):
        return Problem(421, "This server answers to its own machine only: open it as http://localhost.")
    if scope["method"] not in READS and not _from_here(headers):
        return Problem(403, "The request comes from a page of another site, and was refused.")
    if not _may(scope, headers, settings.token):
        return Problem(
            401, "This server needs its token: add ?token=... to the address, or send it as a bearer."
        )
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length[:12]) > LARGEST:
        return Problem(413, f"A request may hold at most {LARGEST // 1_000_000} MB.")
    return None


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _from_here(headers: Headers) -> bool:
    """Return whether a request that changes something was sent by a page of ours, or by no page at all."""
    if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc == headers.get("host", "")
    except ValueError:
        return False


def _may(scope: Scope, headers: Headers, token: str) -> bool:
    if not token or scope["path"].startswith(OPEN):
        return True
    shown = [headers.get("authorization", "").removeprefix("Bearer "), _cookie(headers), _asked(scope)]
    return any(hmac.compare_digest(one.encode(), token.encode()) for one in shown)


def _cookie(headers: Headers) -> str:
    try:
        held = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return str(held.value) if held else ""


def _asked(scope: Scope) -> str:
    """Return the token of an address; a page sets it as a cookie and leaves it out of the address."""
    found: list[str] = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])
    return found[0]


class _Counted:
    """What arrives of a request, up to its limits of size and time."""

    def __init__(self, receive: Receive) -> None:
        self.receive, self.size = receive, 0
        self.end = asyncio.get_running_loop().time() + SLOWEST
        self.whole = False

    async def read(self) -> Message:
        """Return the next message; raise Problem past a limit."""
        if self.whole:
            return await self.receive()
        try:
            left = self.end - asyncio.get_running_loop().time()
            message = await asyncio.wait_for(self.receive(), max(left, 0.01))
        except TimeoutError:
            raise Problem(408, f"The request took longer than {SLOWEST:g} seconds to arrive.") from None
        self.size += len(message.get("body", b""))
        self.whole = message["type"] == "http.request" and not message.get("more_body", False)
        if self.size > LARGEST:
            raise Problem(413, f"A request may hold at most {LARGEST // 1_000_000} MB.")
        return message


def _guarded(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _missing(headers, HEADERS.items()):
                headers[name] = value
        await send(message)

    return sent


def _missing(headers: MutableHeaders, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in pairs if name not in headers]
