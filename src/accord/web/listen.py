"""The address that Accord live listens on, and the processes that serve there."""

from __future__ import annotations

import asyncio
import errno
from contextlib import suppress
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOL_SOCKET, gaierror, socket

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.supervisors import Multiprocess

from accord.core.errors import InputError, SolveError, short
from accord.page.progress import say
from accord.web.guard import SLOWEST
from accord.web.settings import Settings


class Hurried(H11Protocol):
    """A connection that is closed where no request of it is whole, or in work, from one look to the next."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look after a connection."""
        super().connection_made(transport)
        self._look_again()

    def _look_again(self) -> None:
        self.loop.call_later(SLOWEST, self._look, self.cycle)

    def _look(self, seen: object) -> None:
        if self.transport.is_closing():
            return
        if self.cycle is seen and (self.cycle is None or self.cycle.response_complete):
            self.transport.close()
        else:
            self._look_again()


def serve(settings: Settings, workers: int, open_: bool) -> None:
    """Check what was chosen, bind the address, say where Accord is, and serve until it is ended."""
    host, port = settings.host, settings.port
    settings.check(workers)
    listening = bound(host, port)
    settings.tell()
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    say(f"Accord live at {address} (Ctrl+C ends it)")
    if not settings.loopback and not settings.token:
        say(f"whoever reaches {host} can use it: a token (--token) is advised")
    if open_:
        import webbrowser

        webbrowser.open(address)
    run(host, port, workers, listening)


def run(host: str, port: int, workers: int, listening: socket) -> None:
    """Serve on a socket that is bound already, by as many processes as were asked for; raise SolveError where it cannot start."""
    config = uvicorn.Config(
        "accord.web.app:application",
        factory=True,
        host=host,
        port=port,
        http=Hurried,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=400,
        timeout_keep_alive=10,
    )
    with suppress(KeyboardInterrupt):
        if workers > 1:
            Multiprocess(config, sockets=[listening]).run()
        else:
            served = uvicorn.Server(config)
            served.run(sockets=[listening])
            if not served.started:
                raise SolveError("Accord live could not start: the lines above say why")


def bound(host: str, port: int) -> socket:
    """Return a socket that holds the address; raise InputError where it cannot be had."""
    held = socket(AF_INET6 if ":" in host else AF_INET)
    held.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    try:
        held.bind((host, port))
    except (OSError, UnicodeError) as error:
        held.close()
        raise InputError(f"--host {short(host)} --port {port}: {_why(error)}") from None
    held.set_inheritable(True)
    return held


def _why(error: OSError | UnicodeError) -> str:
    if isinstance(error, gaierror | UnicodeError):
        return "no machine has this name"
    match error.errno:
        case errno.EADDRINUSE:
            return "another program listens there; choose another --port"
        case errno.EADDRNOTAVAIL:
            return "this machine does not have this address"
        case errno.EACCES:
            return "only the system's administrator may listen there; choose a --port above 1023"
    return f"nothing can listen there ({error.strerror})"
