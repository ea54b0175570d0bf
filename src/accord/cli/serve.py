"""``accord serve``: the application in a browser, and the same over HTTP."""

from __future__ import annotations

import errno
from contextlib import suppress
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOL_SOCKET, gaierror, socket
from typing import Annotated

import typer

from accord.cli.output import say
from accord.core.errors import InputError, SolveError, short

MOST_WORKERS = 64


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; the default is this machine alone.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processes that serve.")] = 1,
    token: Annotated[
        str, typer.Option(envvar="ACCORD_TOKEN", help="What a visitor must hold; none when left out.")
    ] = "",
    dask: Annotated[
        str, typer.Option(help="Address of a Dask cluster for jobs; this machine when left out.")
    ] = "",
    known_as: Annotated[
        list[str] | None,
        typer.Option(help="A name by which a proxy on this machine is known; may be given again."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Also open it in the browser.")] = False,
) -> None:
    """Serve Accord's answers as pages in a browser, and the same over HTTP."""
    from accord.web.settings import Settings

    _check(port, workers, token)
    listening = _bound(host, port)
    settings = Settings(host, port, token, dask, tuple(known_as or ()))
    settings.tell()
    shown = f"[{host}]" if ":" in host else host
    say(f"Accord live at http://{shown}:{port}/ (Ctrl+C ends it)")
    if not settings.loopback and not token:
        say(f"whoever reaches {host} can use it: a token (--token) is advised")
    if open_:
        import webbrowser

        webbrowser.open(f"http://{shown}:{port}/")
    _run(host, port, workers, listening)


def _run(host: str, port: int, workers: int, listening: socket) -> None:
    """Serve on a socket that is bound already, by as many processes as were asked for."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    config = uvicorn.Config(
        "accord.web.app:application",
        factory=True,
        host=host,
        port=port,
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


def _bound(host: str, port: int) -> socket:
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


def _check(port: int, workers: int, token: str) -> None:
    """Raise InputError for what cannot be served."""
    if not 1 <= port <= 65535:
        raise InputError(f"--port: must be from 1 to 65535, not {port}")
    if not 1 <= workers <= MOST_WORKERS:
        raise InputError(f"--workers: must be from 1 to {MOST_WORKERS}, not {workers}")
    if not token.isascii() or not token.isprintable():
        raise InputError("--token: may hold letters, digits and signs of ASCII alone")
