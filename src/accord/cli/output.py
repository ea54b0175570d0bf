"""How a command prints: JSON or text on standard output, messages on standard error."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import typer

from accord.core.errors import InputError

JSON_OPTION = typer.Option("--json", help="Print one JSON document on standard output and nothing else.")


def emit_json(document: Any) -> None:
    """Print one JSON document on standard output; NaN and infinity are refused by construction."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    sys.stdout.write("\n")


def day_of(text: str, option: str = "--as-of") -> date:
    """Return the day an option names, or raise InputError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{option}: '{text}' is not a date like 2025-09-01") from None


def say(message: str) -> None:
    """Print progress or a message on standard error."""
    print(message, file=sys.stderr)
