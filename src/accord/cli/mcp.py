"""``accord mcp``: tools for an assistant, on standard input and output."""

from __future__ import annotations

from accord.core.errors import MissingExtraError


def mcp() -> None:
    """Serve Accord's answers as tools for an assistant, over standard input and output."""
    try:
        from accord.web.assistant import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in {"mcp", "mcp_types"}:
            raise MissingExtraError("tools for an assistant need: pip install 'accord[mcp]'") from None
        raise
    serve()
