"""``accord serve``: the application in a browser, and over HTTP; ``accord mcp``: tools for an assistant."""

from __future__ import annotations

from typing import Annotated

import typer

from accord.cli.output import say
from accord.core.errors import InputError, MissingExtraError

MOST_WORKERS = 64


def serve(
    *,
    host: Annotated[str, "Address to listen on; the default is this machine alone."] = "127.0.0.1",
    port: Annotated[int, "Port to listen on."] = 8000,
    workers: Annotated[int, "Processes that serve."] = 1,
    token: Annotated[
        str, typer.Option(envvar="ACCORD_TOKEN", help="What a visitor must hold; none when left out.")
    ] = "",
    dask: Annotated[str, "Address of a Dask cluster for jobs; this machine when left out."] = "",
    known_as: Annotated[
        list[str] | None, "A name by which a proxy on this machine is known; may be given again."
    ] = None,
    open_: Annotated[bool, "Also open it in the browser."] = False,
) -> None:
    """Serve Accord's answers as pages in a browser, and the same over HTTP."""
    from accord.web.listen import bound, run
    from accord.web.settings import Settings

    _check(port, workers, token)
    listening = bound(host, port)
    settings = Settings(host, port, token, dask, tuple(known_as or ()))
    settings.tell()
    shown = f"[{host}]" if ":" in host else host
    say(f"Accord live at http://{shown}:{port}/ (Ctrl+C ends it)")
    if not settings.loopback and not token:
        say(f"whoever reaches {host} can use it: a token (--token) is advised")
    if open_:
        import webbrowser

        webbrowser.open(f"http://{shown}:{port}/")
    run(host, port, workers, listening)


def _check(port: int, workers: int, token: str) -> None:
    """Raise InputError for what cannot be served."""
    if not 1 <= port <= 65535:
        raise InputError(f"--port: must be from 1 to 65535, not {port}")
    if not 1 <= workers <= MOST_WORKERS:
        raise InputError(f"--workers: must be from 1 to {MOST_WORKERS}, not {workers}")
    if not token.isascii() or not token.isprintable():
        raise InputError("--token: may hold letters, digits and signs of ASCII alone")


def mcp() -> None:
    """Serve Accord's answers as tools for an assistant, over standard input and output."""
    try:
        from accord.web.assistant import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in {"mcp", "mcp_types"}:
            raise MissingExtraError("tools for an assistant need: pip install 'accord[mcp]'") from None
        raise
    serve()
