"""Days as a user names them."""

from __future__ import annotations

from datetime import date

from accord.core.errors import InputError


def day_of(text: str, option: str = "--as-of") -> date:
    """Return the day that an option or a caller names; raise InputError, naming where it stood."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{option}: '{text}' is not a date like 2026-01-14") from None
