"""``accord serve``: the application in a browser, and over HTTP; ``accord mcp``: tools for an assistant."""

from __future__ import annotations

from typing import Annotated

import typer

from accord.connect.extras import extra


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
    from accord.web.listen import serve as listen
    from accord.web.settings import Settings

    listen(Settings(host, port, token, dask, tuple(known_as or ())), workers, open_)


def mcp() -> None:
    """Serve Accord's answers as tools for an assistant, over standard input and output."""
    extra("mcp_types", "mcp", "an assistant's tool")
    from accord.web.assistant import serve

    serve()
